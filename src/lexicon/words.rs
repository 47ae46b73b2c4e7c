//! Closed lists of words, one a line, looked up as written.

use super::table::{entries, pairs};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// A list of words.
pub(crate) struct Words(FxHashSet<&'static str>);

impl Words {
    /// The lines of a data file; those that begin with # are remarks.
    pub(super) fn new(file: &'static str) -> Self {
        Words(entries(file).collect())
    }

    /// True when the list has this very word.
    pub fn contains(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    /// True when a word ends with an entry of the list, and more than two bytes stand before it.
    pub fn end(&self, word: &str) -> bool {
        self.0.iter().any(|entry| word.len() > entry.len() + 2 && word.ends_with(entry))
    }

    /// True when a text holds an entry of the list.
    pub fn stand_in(&self, text: &str) -> bool {
        self.0.iter().any(|entry| text.contains(entry))
    }

    /// True when a text begins with a word of the list.
    #[cfg(feature = "formats")]
    pub fn begin(&self, text: &str) -> bool {
        self.0.iter().any(|word| text.starts_with(word))
    }
}

/// Capitalised words that begin a sentence far more often than they follow an abbreviation: The, He, But.
pub(crate) static STARTERS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("starters.txt")));

/// What goes on after a.m. and p.m.: time zones, days, months.
pub(crate) static AFTER_TIME: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("after_time.txt")));

/// Verbs of the clause that goes with a quotation: said, asked.
pub(crate) static TAG_VERBS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("tag_verbs.txt")));

/// Words that begin with an apostrophe, lower case, without it: em, til.
pub(crate) static CLIPPED: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("clipped.txt")));

/// Words of headings before a colon that are no speaker's: UPDATE, READ MORE. Lower case.
pub(crate) static NOTICES: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("notices.txt")));

/// Words of a byline before a name: By, Analysis. Lower case.
pub(crate) static BYLINE_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("byline_words.txt")));

static GROUPS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("groups.txt")));

/// True for a lower-cased noun for many people at once: crowd.
pub(crate) fn is_group(lower: &str) -> bool {
    GROUPS.contains(lower)
}

static OWNERS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("owners.txt")));

/// True for a lower-cased word for whose something is: his.
pub(crate) fn owns(lower: &str) -> bool {
    OWNERS.contains(lower)
}

/// Forms of verbs that pass on another's words: quoted, citing. Lower case.
pub(crate) static RELAYING_CUES: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("relaying_cues.txt")));

static BARE_SOURCES: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("bare_sources.txt")));
static KNOWING: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("knowing.txt")));
static STANDING: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("standing.txt")));
static PERSON_ENDINGS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("person_endings.txt")));
static POINTERS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("pointers.txt")));
static OWNING: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("owning.txt")));
static ANONYMITY: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("anonymity.txt")));

/// True for a lower-cased word for a source that tells nothing of what it is: person, some.
pub(crate) fn is_bare_source(lower: &str) -> bool {
    BARE_SOURCES.contains(lower)
}

/// True for a lower-cased word that points at the reader or at what was said: you, this.
pub(crate) fn is_pointer(lower: &str) -> bool {
    POINTERS.contains(lower)
}

/// True for a lower-cased noun with the ending of those for a person: activist.
pub(crate) fn ends_like_person(lower: &str) -> bool {
    PERSON_ENDINGS.end(lower)
}

/// True for a lower-cased word that tells how a source knows: familiar, briefed.
pub(crate) fn tells_knowledge(lower: &str) -> bool {
    KNOWING.contains(lower)
}

/// True for a lower-cased preposition between a source and whom it belongs to: of, for.
pub(crate) fn leads_to_owner(lower: &str) -> bool {
    OWNING.contains(lower)
}

/// True for a lower-cased word that tells somebody's standing in an office: senior.
pub(crate) fn tells_standing(lower: &str) -> bool {
    STANDING.contains(lower)
}

/// True for lower-cased words, parted by spaces, with a phrase that tells on which terms a source is not named.
pub(crate) fn tells_terms(lower: &str) -> bool {
    ANONYMITY.stand_in(lower)
}

/// Verbs that after "I" or "we" make a statement an opinion: think. Lower case, present tense.
pub(crate) static HEDGES: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("hedges.txt")));

/// True for "I think" and its like: who speaks, and a verb that makes an opinion of what follows. Lower case.
pub(crate) fn is_opinion(who: &str, verb: &str) -> bool {
    matches!(who, "i" | "we") && HEDGES.contains(verb)
}

static QUALIFIERS: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| pairs(include_str!("qualifiers.tsv")).collect());

/// How a lower-cased word limits what is said (clause, hedge, modal or turn), if it does.
pub(crate) fn qualifier(lower: &str) -> Option<&'static str> {
    QUALIFIERS.get(lower).copied()
}

/// Words that label a turn of a transcript without a name: Q, HOST. Lower case.
pub(crate) static LABELS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("labels.txt")));

/// Words that do not by themselves say who a source is.
pub(crate) static FUNCTION_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("function_words.txt")));

/// Words for what somebody is that are parts of names where they are capitalised: son, king. Lower case.
pub(crate) static KIN: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("kin.txt")));

/// Lines of a web page that are no part of its article. Lower case.
#[cfg(feature = "formats")]
pub(crate) static PAGE_NOTICES: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("page_notices.txt")));

/// What is counted in lines of a web page that are no part of its article: min read. Lower case.
#[cfg(feature = "formats")]
pub(crate) static PAGE_COUNTS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("page_counts.txt")));

/// Words that labels of links to other articles begin with, beside those of [`NOTICES`]: don't (miss). Lower case.
#[cfg(feature = "formats")]
pub(crate) static PAGE_LABELS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("page_labels.txt")));

/// What lines of a web page begin with that are no part of its article. Lower case.
#[cfg(feature = "formats")]
pub(crate) static BEGIN_NOTICES: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("page_notices_begin.txt")));

/// How a text speaks that is named by a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextKind {
    /// For itself: the lawsuit.
    Text,
    /// For whoever put it out: the statement.
    Issued,
    /// For the text that it is part of: the wording.
    Part,
}

static TEXTS: LazyLock<FxHashMap<&'static str, TextKind>> = LazyLock::new(|| {
    let kind = |name| match name {
        "issued" => TextKind::Issued,
        "part" => TextKind::Part,
        _ => TextKind::Text,
    };
    pairs(include_str!("texts.tsv")).map(|(word, name)| (word, kind(name))).collect()
});

/// How the text speaks that a lower-cased noun stands for; none for nouns of `words.tsv` that speak for themselves.
pub(crate) fn text_kind(lower: &str) -> Option<TextKind> {
    TEXTS.get(lower).copied()
}

static ROLE_SYNONYMS: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| pairs(include_str!("role_synonyms.tsv")).collect());

/// Other lower-cased nouns for who is called by this one.
pub(crate) fn role_synonyms(lower: &str) -> impl Iterator<Item = &'static str> {
    ROLE_SYNONYMS.get(lower).into_iter().flat_map(|others| others.split(' '))
}

/// Credits of pictures, by their first byte.
static CAPTIONS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let mut by_first = vec![Vec::new(); 256];
    entries(include_str!("captions.txt")).for_each(|credit| by_first[usize::from(credit.as_bytes()[0])].push(credit));
    by_first
});

/// Where a credit stands in a caption: so many characters from its start or end. Guessed.
const CREDIT: usize = 100;

/// True for a line that begins or ends as captions of pictures do.
pub(crate) fn is_caption(line: &str) -> bool {
    let head_end = line.char_indices().nth(24).map_or(line.len(), |(at, _)| at);
    let begins_char = |at: &usize| line.is_char_boundary(*at);
    let tail = (0..line.len()).rev().filter(begins_char).nth(CREDIT).unwrap_or(0);
    let captions = &*CAPTIONS;
    let begins = |text: &[u8]| {
        let first = text.first().map_or(&[] as &[&str], |first| &captions[usize::from(*first)]);
        first.iter().any(|credit| text.starts_with(credit.as_bytes()))
    };
    let tail = &line.as_bytes()[tail..];
    begins(&line.as_bytes()[..head_end]) || (0..tail.len()).any(|at| begins(&tail[at..]))
}
