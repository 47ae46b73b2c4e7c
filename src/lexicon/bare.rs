//! Bare words: runs of letters and digits, as lists of words are asked for them.

/// The words of a text without what stands between them; an apostrophe and a hyphen part words, too.
pub(crate) fn bare_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}
