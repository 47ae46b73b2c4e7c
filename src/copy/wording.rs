//! A wording: the words of a document that are its own, what it quotes left out.
//!
//! In: a document and what is quoted in it. Out: its words, as hashes with their places, and the hashes of every few words
//! in a row (shingles). Quoted words are left out because all who quote one speech share them, and posts and statements
//! with them. What the extraction took for the outlet's own words but is quoted is counted as its own.

use crate::document::{Document, Span};
use crate::lexicon::bare_words;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Words in a row that are compared as one: fewer are in everybody's mouth. Guessed.
pub(super) const SHINGLE: usize = 6;
/// One shingle in so many is looked up, so that a shared passage of thirty words is found by about six. Guessed.
const SAMPLED: u64 = 4;

/// A word of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    hash: u32,
    pub span: Span,
}

/// The words of a document outside of these spans, which are in order of place.
pub(super) fn words(document: &Document, quoted: &[Span]) -> Vec<Word> {
    let mut words = Vec::new();
    let (mut lower, mut next) = (String::new(), 0);
    let text = &document.text[document.body..];
    for word in bare_words(text) {
        let start = document.body + (word.as_ptr() as usize - text.as_ptr() as usize);
        next += quoted[next..].iter().take_while(|span| span.end <= start).count();
        if quoted.get(next).is_none_or(|span| start < span.start) {
            words.push(Word { hash: hash(word, &mut lower), span: Span::new(start, start + word.len()) });
        }
    }
    words
}

/// A hash of a word in lower case, which is written into `lower`.
fn hash(word: &str, lower: &mut String) -> u32 {
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(word.chars().flat_map(char::to_lowercase));
    }
    let mut hasher = FxHasher::default();
    hasher.write(lower.as_bytes());
    (hasher.finish() >> 32) as u32
}

/// Fewer letters are too little to tell whose they are: guessed.
const LEAST_LETTERS: usize = 60;

/// The letters and digits of a document in lower case, those beyond ASCII left out, quotations and all.
pub(super) fn letters(document: &Document) -> impl Iterator<Item = u8> + '_ {
    let bytes = document.text[document.body..].bytes();
    bytes.filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase())
}

/// A hash of a document's letters, if it has enough of them.
pub(super) fn key(document: &Document) -> Option<u64> {
    let mut hasher = FxHasher::default();
    let count = letters(document).inspect(|&letter| hasher.write_u8(letter)).count();
    (count >= LEAST_LETTERS).then(|| hasher.finish())
}

/// A hash of every [`SHINGLE`] words in a row, in order.
pub(super) fn shingles(words: &[Word]) -> impl Iterator<Item = u64> {
    words.windows(SHINGLE).map(|words| {
        let mut hasher = FxHasher::default();
        words.iter().for_each(|word| hasher.write_u32(word.hash));
        hasher.finish()
    })
}

/// Whether a shingle is one of those that are looked up.
pub(super) fn is_sampled(shingle: u64) -> bool {
    (shingle >> 32).is_multiple_of(SAMPLED)
}
