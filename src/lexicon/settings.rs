//! Words that tell to whom, through which medium and on what occasion something was said.

use super::table::pairs;
use super::words::Words;
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// How a word stands for a medium.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Medium {
    /// It is or ends the name of one: CNN, Times.
    Name,
    /// It is the name of one where everybody writes: Twitter.
    Platform,
    /// It is a noun for one: blog.
    Noun,
}

static MEDIA: LazyLock<FxHashMap<&'static str, Medium>> = LazyLock::new(|| {
    let kind = |name| match name {
        "noun" => Medium::Noun,
        "platform" => Medium::Platform,
        _ => Medium::Name,
    };
    pairs(include_str!("media.tsv")).map(|(word, name)| (word, kind(name))).collect()
});
static ADDRESSED: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("addressed_verbs.txt")));
static AUDIENCES: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("audiences.txt")));
static EVENTS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("events.txt")));

/// Where a report has its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// Somebody asked.
    Interview,
    /// A court, committee or council heard it.
    Hearing,
    /// It was written where everybody writes.
    Post,
    /// It was said before many.
    Speech,
    /// It was written and given out.
    Statement,
}

impl Way {
    /// True where there is a text that others may read for themselves.
    pub(crate) fn is_written(self) -> bool {
        matches!(self, Way::Post | Way::Statement)
    }
}

/// With its article: "an interview".
impl std::fmt::Display for Way {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Way::Interview => "an interview",
            Way::Hearing => "a hearing",
            Way::Post => "a post",
            Way::Speech => "a speech",
            Way::Statement => "a statement",
        })
    }
}

static WAYS: LazyLock<FxHashMap<&'static str, Way>> = LazyLock::new(|| {
    let way = |name| match name {
        "interview" => Way::Interview,
        "hearing" => Way::Hearing,
        "post" => Way::Post,
        "speech" => Way::Speech,
        _ => Way::Statement,
    };
    pairs(include_str!("provenances.tsv")).map(|(word, name)| (word, way(name))).collect()
});

/// Where a report has words that are told with this lower-cased one.
pub(crate) fn way(lower: &str) -> Option<Way> {
    WAYS.get(lower).copied()
}

/// What words of a setting do, by the word: several, parted by spaces.
static SETTINGS: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    pairs(include_str!("settings.tsv")).map(|(word, uses)| (word, uses.split(' ').collect())).collect()
});

fn has_use(lower: &str, wanted: &str) -> bool {
    SETTINGS.get(lower).is_some_and(|uses| uses.contains(&wanted))
}

/// How a lower-cased word stands for a medium, if it does.
pub(crate) fn medium(lower: &str) -> Option<Medium> {
    MEDIA.get(lower).copied()
}

/// True for a verb, by its dictionary form, whose object is who hears it: tell.
pub(crate) fn is_addressed(lemma: &str) -> bool {
    ADDRESSED.contains(lemma)
}

/// True for a lower-cased noun for people who listen: crowd.
pub(crate) fn is_audience(lower: &str) -> bool {
    AUDIENCES.contains(lower)
}

/// True for a lower-cased noun for what words are said or written in: interview, rally, letter.
pub(crate) fn is_event(lower: &str) -> bool {
    EVENTS.contains(lower)
}

/// True for a preposition before an event: in, at, during.
pub(crate) fn leads_to_event(lower: &str) -> bool {
    has_use(lower, "event")
}

/// True for a preposition that tells more of an event: with, to, on.
pub(crate) fn joins_event(lower: &str) -> bool {
    has_use(lower, "tail")
}

/// True for a preposition before a place: in, outside.
pub(crate) fn leads_to_place(lower: &str) -> bool {
    has_use(lower, "place")
}

/// True for a preposition after which a bare name is rather a place: in, at.
pub(crate) fn tells_where(lower: &str) -> bool {
    has_use(lower, "where")
}

/// True for a preposition before a medium: on, via.
pub(crate) fn leads_to_medium(lower: &str) -> bool {
    has_use(lower, "medium")
}

/// True for a participle before the medium that brought something: carried.
pub(crate) fn is_carried(lower: &str) -> bool {
    has_use(lower, "carried")
}

/// True for a participle that opens a sentence before its setting: speaking.
pub(crate) fn is_lead(lower: &str) -> bool {
    has_use(lower, "lead")
}

/// True for a word before a time that tells which: last, earlier.
pub(crate) fn qualifies_time(lower: &str) -> bool {
    has_use(lower, "which")
}

/// True for a word after a time that tells which: ago.
pub(crate) fn follows_time(lower: &str) -> bool {
    has_use(lower, "ago")
}

/// True for a word that is a time by itself: yesterday.
pub(crate) fn is_named_time(lower: &str) -> bool {
    has_use(lower, "time")
}
