//! A word in lower case, as the lists have it.
//!
//! In: a word as written. Out: the same in lower case, without asking for memory where the word is in lower case already or
//! short, as nearly all are.

use std::ops::Deref;

/// Longer words in capitals than this many bytes take memory of their own.
const SHORT: usize = 30;

/// A word in lower case; reads as a `str`.
#[derive(Clone, Debug)]
pub(crate) struct Lower<'w>(Form<'w>);

#[derive(Clone, Debug)]
enum Form<'w> {
    AsWritten(&'w str),
    /// ASCII letters, and how many.
    Short([u8; SHORT], u8),
    Long(String),
}

/// The word in lower case.
pub(crate) fn lower(word: &str) -> Lower<'_> {
    if !word.is_ascii() {
        return Lower(Form::Long(word.to_lowercase()));
    }
    if !word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Lower(Form::AsWritten(word));
    }
    let mut bytes = [0; SHORT];
    match bytes.get_mut(..word.len()) {
        Some(place) => {
            place.copy_from_slice(word.as_bytes());
            place.make_ascii_lowercase();
            Lower(Form::Short(bytes, word.len() as u8))
        }
        None => Lower(Form::Long(word.to_ascii_lowercase())),
    }
}

/// The word in lower case with straight apostrophes.
pub(crate) fn folded(word: &str) -> Lower<'_> {
    match lower(word) {
        Lower(Form::Long(long)) if long.contains('’') => Lower(Form::Long(long.replace('’', "'"))),
        other => other,
    }
}

impl Deref for Lower<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Form::AsWritten(word) => word,
            Form::Short(bytes, len) => std::str::from_utf8(&bytes[..usize::from(*len)]).unwrap_or_default(),
            Form::Long(word) => word,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_as_the_standard_library_has_it() {
        for word in ["", "said", "Said", "DeVOS", "O’NEIL’s", "İstanbul", "ΟΔΟΣ", "x-RAY", &"LONG".repeat(20)]
        {
            assert_eq!(&*lower(word), word.to_lowercase());
            assert_eq!(&*folded(word), word.to_lowercase().replace('’', "'"));
        }
    }
}
