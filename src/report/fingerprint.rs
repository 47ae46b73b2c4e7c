//! A fingerprint: what stays the same of a finding when unrelated text is edited. In: a finding and its corpus. Out: 16
//! hexadecimal digits over its code and, for each piece of evidence, the document's name and the words it covers.

use crate::corpus::Corpus;
use crate::document::Document;
use crate::finding::{Evidence, Field, Finding};
use sha2::{Digest, Sha256};
use unicode_segmentation::UnicodeSegmentation;

/// The fingerprint of a finding; `repeat` tells apart those of a corpus that are the same in everything else.
pub fn fingerprint(corpus: &Corpus<'_>, finding: &Finding, repeat: usize) -> String {
    let mut evidence: Vec<String> = finding.evidence.iter().map(|evidence| words(corpus, evidence)).collect();
    evidence.sort_unstable();
    evidence.dedup();
    let mut hash = Sha256::new();
    hash.update(finding.code);
    for line in &evidence {
        hash.update("\n");
        hash.update(line);
    }
    if repeat > 0 {
        hash.update(format!("\n#{repeat}"));
    }
    hexadecimal(&hash.finalize()[..8])
}

/// The lower-case digits of these bytes.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The name of a piece of evidence's document and the words it covers, without case and punctuation.
fn words(corpus: &Corpus<'_>, evidence: &Evidence) -> String {
    let document = corpus.documents[evidence.document];
    let covered = covered(document, evidence).unicode_words().map(str::to_lowercase);
    std::iter::once(document.name.clone()).chain(covered).collect::<Vec<_>>().join("\t")
}

fn covered<'d>(document: &'d Document, evidence: &Evidence) -> &'d str {
    match evidence.field {
        Field::Text => document.slice(evidence.span),
        Field::Title => evidence.span.of(document.title.as_deref().unwrap_or_default()),
    }
}
