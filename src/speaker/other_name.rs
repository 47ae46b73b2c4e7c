//! Another name: what somebody was called before, or is called elsewhere, where the text says so right behind the name.
//!
//! In: a text and where a name ends in it. Out: the full other name: "Anna Roe (née Berg)" is Anna Berg, too. Wrong where
//! "born" stands before a place that looks like a name of two words; then there is one more name that nobody has.

use crate::lexicon;
use std::sync::LazyLock;

/// Phrases, the longest first, and whether a surname alone may follow.
static PHRASES: LazyLock<Vec<(&'static str, bool)>> = LazyLock::new(|| {
    let mut phrases: Vec<(&str, bool)> = lexicon::pairs(include_str!("../lexicon/other_names.tsv"))
        .map(|(phrase, what)| (phrase, what == "surname"))
        .collect();
    phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    phrases
});

/// Words of a name at most: guessed.
const MOST_WORDS: usize = 4;

/// The other name of somebody whose name, in these words, ends at this byte.
pub(super) fn other_name(text: &str, end: usize, words: &[&str]) -> Option<String> {
    let rest = text[end..].trim_start_matches([' ', ',', '(', '\u{a0}']);
    let (phrase, alone) = PHRASES.iter().find(|(phrase, _)| rest.starts_with(phrase))?;
    let name = named(rest[phrase.len()..].strip_prefix([' ', '\u{a0}'])?);
    match name.as_slice() {
        [] => None,
        [surname] if *alone && words.len() > 1 => Some(format!("{} {surname}", words[0])),
        [_] => None,
        name => Some(name.join(" ")),
    }
}

/// The capitalised words that a text begins with, up to the first mark.
fn named(text: &str) -> Vec<&str> {
    let mut name = Vec::new();
    for word in text.split([' ', '\n']).take(MOST_WORDS).take_while(|word| word.starts_with(char::is_uppercase)) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        name.push(bare);
        if bare.len() < word.len() {
            break;
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::other_name;

    #[test]
    fn what_else_somebody_is_called() {
        let cases = [
            ("Anna Roe (née Berg) said", Some("Anna Berg")),
            ("Anna Roe, née Berg, said", Some("Anna Berg")),
            ("Anna Roe née Berg-Holt, who", Some("Anna Berg-Holt")),
            ("Anna Roe, formerly known as Anna Berg, said", Some("Anna Berg")),
            ("Anna Roe, also known as Lady Grey.", Some("Lady Grey")),
            ("Anna Roe, born in Tarrin, said", None),
            ("Anna Roe, born Tuesday", None),
            ("Anna Roe, née", None),
            ("Anna Roe", None),
        ];
        for (text, expected) in cases {
            assert_eq!(other_name(text, 8, &["Anna", "Roe"]).as_deref(), expected, "{text}");
        }
        assert_eq!(other_name("Roe (née Berg)", 3, &["Roe"]), None, "no first name is known");
    }
}
