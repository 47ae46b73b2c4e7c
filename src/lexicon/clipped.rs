//! Clipped words: those that begin or end with an apostrophe ('em, '90s, goin').

use super::words::CLIPPED;

/// Longest word worth looking up, in bytes.
const LONGEST: usize = 12;

/// True when the text right after an apostrophe begins with a clipped word: `em `, `90s`, `16 `.
pub(crate) fn begins(after: &str) -> bool {
    let word = word_at_start(after);
    is_year(word) || CLIPPED.contains(word.to_ascii_lowercase().as_str())
}

/// True when a word that ends with an apostrophe may stand right before it: a plural or a name in s, x or z
/// (`players`), a clipped participle (`goin`), `ol`, `lil`, `o`.
pub(crate) fn ends(before: &str) -> bool {
    let lower = |c: char| c.to_ascii_lowercase();
    let mut back = before.chars().rev().map(lower);
    match (back.next(), back.next()) {
        (Some('s' | 'x' | 'z'), _) | (Some('n'), Some('i')) => true,
        _ => ["ol", "lil", "o", "an", "th", "wi"].contains(&word_at_end(before).to_ascii_lowercase().as_str()),
    }
}

/// `90s`, `60`: a year or decade cut to two digits.
fn is_year(word: &str) -> bool {
    let digits = word.strip_suffix(['s', 'S']).unwrap_or(word);
    digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The letters and digits at the beginning of a text; nothing if they go on too long to be a clipped word.
fn word_at_start(text: &str) -> &str {
    let length: usize = text.chars().take(LONGEST + 1).take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    if length > LONGEST { "" } else { &text[..length] }
}

/// The letters and digits at the end of a text; nothing if they go back too far to be a clipped word.
fn word_at_end(text: &str) -> &str {
    let length: usize =
        text.chars().rev().take(LONGEST + 1).take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    if length > LONGEST { "" } else { &text[text.len() - length..] }
}
