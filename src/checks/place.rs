//! A place: where in the documents a finding about an utterance is to be seen. The words concerned come first, for each
//! document named; source and cue follow.

use crate::Corpus;
use crate::document::Span;
use crate::finding::{Evidence, Field};
use crate::lexicon::bare_words;
use crate::utterance::{Member, day};
use std::collections::BTreeSet;

/// The outlet of an attribution's document.
pub(super) fn outlet<'c>(corpus: &'c Corpus<'_>, attribution: usize) -> &'c str {
    &corpus.document(attribution).outlet
}

/// These words of an attribution's document.
pub(super) fn words(corpus: &Corpus, attribution: usize, span: Span, label: &str) -> Evidence {
    let document = corpus.attributions[attribution].document;
    Evidence { document, span, field: Field::Text, label: label.to_owned() }
}

/// The first aligned words of a member.
pub(super) fn content(corpus: &Corpus, member: &Member, label: &str) -> Evidence {
    let span =
        member.own.first().copied().unwrap_or_else(|| corpus.attributions[member.attribution].attribution.content[0]);
    words(corpus, member.attribution, span, label)
}

/// The source of an attribution, else its cue.
pub(super) fn ascription(corpus: &Corpus, attribution: usize) -> Option<Evidence> {
    let found = &corpus.attributions[attribution].attribution;
    let source = found.source.first().map(|span| (*span, "source"));
    let (span, label) = source.or(found.cue.first().map(|span| (*span, "cue")))?;
    Some(words(corpus, attribution, span, label))
}

/// Whether the documents of two attributions are at most so many days apart, as far as is known.
pub(super) fn within(corpus: &Corpus, days: u32, a: usize, b: usize) -> bool {
    let document = |attribution: usize| corpus.attributions[attribution].document;
    documents_within(corpus, days, document(a), document(b))
}

/// Whether two documents are at most so many days apart, as far as is known.
pub(super) fn documents_within(corpus: &Corpus, days: u32, a: usize, b: usize) -> bool {
    day::apart(corpus.documents[a], corpus.documents[b]) <= days
}

/// The words of both reports of an utterance that differ.
pub(super) fn both(corpus: &Corpus, member: &Member, reference: usize, there: Span) -> Vec<Evidence> {
    vec![content(corpus, member, "said here"), words(corpus, reference, there, "and here")]
}

/// Whether a text has one of these lower-cased words.
pub(super) fn has_word(text: &str, words: &BTreeSet<String>) -> bool {
    bare_words(text).any(|word| words.contains(&word.to_lowercase()))
}

/// Of a text the part between two bytes, or as much of it as whole letters are.
pub(super) fn slice(text: &str, start: usize, end: usize) -> &str {
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    &text[boundary(start)..boundary(end)]
}

/// How many words a member shares with the reference.
pub(super) fn shared_words(corpus: &Corpus, member: &Member) -> usize {
    let document = corpus.document(member.attribution);
    member.own.iter().map(|span| document.slice(*span).split_whitespace().count()).sum()
}
