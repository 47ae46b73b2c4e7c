//! A title: a role taken apart into rank, head and body.
//!
//! In: a role as printed ("deputy director of the Port Authority"). Out: [`Title`], which says whether another cannot be
//! right beside it: one has a word of rank ("deputy", "acting") that the other lacks, for the same office of the same body.
//! Different titles that one person may bear do not contradict each other, nor does a former office a present one.

use crate::lexicon::{self, titles};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static HEADS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/heads.txt")).collect());
static PAST: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/offices_not_held.txt")).collect());
static PLAIN: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/title_words.txt")).collect());

/// Words of a body are one by so many first letters ("Korea", "Korean"): guessed.
const STEM: usize = 5;

/// A role, taken apart.
pub(crate) struct Title {
    past: bool,
    /// "deputy", "acting".
    ranks: BTreeSet<String>,
    /// "director", "general".
    heads: BTreeSet<String>,
    /// What the office is of, by the words' beginnings.
    body: BTreeSet<String>,
    /// Not cut off before what it is of ("vice president of the").
    whole: bool,
}

impl Title {
    pub(crate) fn new(role: &str) -> Self {
        let text = role.to_lowercase().replace("u.s.", "us").replace(['’', '\''], " ");
        let words: Vec<&str> = lexicon::bare_words(&text).collect();
        let among =
            |is_one: fn(&str) -> bool| words.iter().filter(|word| is_one(word)).map(|w| (*w).to_owned()).collect();
        let other = |word: &&&str| !titles::is_rank(word) && !HEADS.contains(**word) && !PLAIN.contains(**word);
        Title {
            past: words.iter().any(|word| PAST.contains(*word)),
            ranks: among(titles::is_rank),
            heads: among(|word| HEADS.contains(word)),
            body: words.iter().filter(other).map(|word| word.chars().take(STEM).collect()).collect(),
            whole: !PLAIN.contains(role.split_whitespace().next_back().unwrap_or_default()),
        }
    }

    /// Whether it has a word of rank, and is not cut off.
    pub(crate) fn is_ranked(&self) -> bool {
        !self.ranks.is_empty() && self.whole
    }

    /// Whether both have the same words of rank.
    pub(crate) fn same_rank(&self, other: &Title) -> bool {
        self.ranks == other.ranks
    }

    /// Whether it has a rank in the same office of the same body, which the other has without that rank.
    pub(crate) fn contradicts(&self, other: &Title) -> bool {
        let ranks = self.is_ranked() && other.ranks.is_empty() && !self.past && !other.past;
        ranks && !self.heads.is_empty() && self.heads == other.heads && self.same_body(other)
    }

    fn same_body(&self, other: &Title) -> bool {
        let shared = self.body.intersection(&other.body).count();
        shared * 2 >= self.body.len() && shared * 2 >= other.body.len()
    }
}

/// Whether a role is to speak for another.
pub(crate) fn is_spokesman(role: &str) -> bool {
    role.to_lowercase().contains("spokes")
}
