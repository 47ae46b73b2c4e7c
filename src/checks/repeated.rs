//! A repeated finding: one that a copy raises again.
//!
//! In: findings, the gravest first. Out: those without the ones whose words, in the same text or a copy of it, were told
//! of before under the same code. What an outlet changed when it copied has other words, and stays.

use crate::finding::Evidence;
use crate::lexicon::bare_words;
use crate::{Corpus, Finding};
use rustc_hash::FxHashSet;

/// Of these findings the first of those that are alike in documents and copies of them.
pub(crate) fn without_repeats(corpus: &Corpus, findings: Vec<Finding>) -> Vec<Finding> {
    let mut told = FxHashSet::default();
    findings.into_iter().filter(|finding| told.insert(key(corpus, finding)) || !copied(corpus, finding)).collect()
}

/// Whether a document of a finding is a copy.
fn copied(corpus: &Corpus, finding: &Finding) -> bool {
    finding.evidence.iter().any(|evidence| corpus.copies.original(evidence.document).is_some())
}

/// The code, and the words concerned in each text.
fn key(corpus: &Corpus, finding: &Finding) -> (&'static str, Vec<(usize, String)>) {
    let place = |evidence: &Evidence| {
        let document = corpus.documents[evidence.document];
        let words = match evidence.field {
            crate::finding::Field::Text => document.slice(evidence.span),
            crate::finding::Field::Title => evidence.span.of(document.title.as_deref().unwrap_or_default()),
        };
        (corpus.copies.text_of(evidence.document), plain(words))
    };
    let mut places: Vec<(usize, String)> = finding.evidence.iter().map(place).collect();
    places.sort();
    places.dedup();
    (finding.code, places)
}

/// Letters and digits in lower case, single spaces between words.
fn plain(words: &str) -> String {
    bare_words(words).map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
