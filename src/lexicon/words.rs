//! Closed lists of words, one a line, looked up as written.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// A list of words.
pub(crate) struct Words(FxHashSet<&'static str>);

impl Words {
    /// The lines of a data file; those that begin with # are remarks.
    pub(super) fn new(file: &'static str) -> Self {
        Words(file.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect())
    }

    /// True when the list has this very word.
    pub fn contains(&self, word: &str) -> bool {
        self.0.contains(word)
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

/// Words that label a turn of a transcript without a name: Q, HOST. Lower case.
pub(crate) static LABELS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("labels.txt")));

/// Words that do not by themselves say who a source is.
pub(crate) static FUNCTION_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("function_words.txt")));

/// Words for what somebody is that are parts of names where they are capitalised: son, king. Lower case.
pub(crate) static KIN: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("kin.txt")));

#[cfg(test)]
mod tests {
    /// Every list of words, one a line.
    const LISTS: [(&str, &str); 10] = [
        ("after_time.txt", include_str!("after_time.txt")),
        ("clipped.txt", include_str!("clipped.txt")),
        ("demonyms.txt", include_str!("demonyms.txt")),
        ("function_words.txt", include_str!("function_words.txt")),
        ("kin.txt", include_str!("kin.txt")),
        ("labels.txt", include_str!("labels.txt")),
        ("notices.txt", include_str!("notices.txt")),
        ("places.txt", include_str!("places.txt")),
        ("starters.txt", include_str!("starters.txt")),
        ("tag_verbs.txt", include_str!("tag_verbs.txt")),
    ];

    #[test]
    fn the_lists_are_sorted() {
        for (name, file) in LISTS {
            let words: Vec<&str> = file.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
            let mut sorted = words.clone();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(words, sorted, "{name} should be\n{}", sorted.join("\n"));
        }
    }
}
