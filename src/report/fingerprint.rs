//! A fingerprint: what stays the same of a finding while unrelated text is edited, documents are added, moved or read
//! in another order, and outlets are given another date or title. In: a finding and its corpus. Out: 16 hexadecimal
//! digits.
//!
//! What goes in: the code and, for each of the two places that the finding sets against each other (the first of its
//! evidence in one text or headline, and the first in another), whatever their order,
//!
//! - the outlet, as reported;
//! - the words pointed at, of many only the first and the last, and the two on each side of them in what was said;
//! - where the finding is about a role, the surname of whom it is given to;
//! - where the two places name different speakers, the surname or the description of each.
//!
//! Words go in without case, punctuation and the shape of apostrophes. Further evidence (sources, cues, further outlets
//! that print the same) does not, nor do names of files. Findings that are the same in all of this are numbered in order
//! of document and place, so that one more of them changes no other. An edit of these words makes another finding, but not
//! one elsewhere in the same sentence; and so does a document that takes the place of one of the two.

use crate::corpus::{Corpus, Placed};
use crate::document::{Document, Span};
use crate::finding::{Evidence, Field, Finding};
use sha2::{Digest, Sha256};
use unicode_segmentation::UnicodeSegmentation;

/// The fingerprint of a finding; `repeat` tells apart those of a corpus that are the same in everything else.
pub fn fingerprint(corpus: &Corpus<'_>, finding: &Finding, repeat: usize) -> String {
    let sides: Vec<Side> = sides(finding).into_iter().map(|evidence| Side::new(corpus, finding, evidence)).collect();
    let voices = sides.iter().any(|side| side.voice != sides[0].voice);
    let mut lines: Vec<String> = sides.iter().map(|side| side.line(voices)).collect();
    lines.sort_unstable();
    let mut hash = Sha256::new();
    hash.update(finding.code);
    for line in &lines {
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

/// The first evidence of each of the first two texts that a finding names.
pub fn sides(finding: &Finding) -> Vec<&Evidence> {
    let mut sides: Vec<&Evidence> = Vec::new();
    for evidence in &finding.evidence {
        let there = |side: &&Evidence| (side.document, side.field) == (evidence.document, evidence.field);
        if sides.len() < 2 && !sides.iter().any(there) {
            sides.push(evidence);
        }
    }
    sides
}

/// What goes in of one place.
struct Side {
    outlet: String,
    /// Those pointed at, those before and behind them, and whose role they are.
    words: [String; 4],
    voice: Option<String>,
}

impl Side {
    fn new(corpus: &Corpus<'_>, finding: &Finding, evidence: &Evidence) -> Self {
        let document = corpus.documents[evidence.document];
        let placed = attribution(corpus, finding, evidence);
        let around = placed.and_then(|placed| stretch(placed, evidence.span)).unwrap_or(evidence.span);
        let text = |start: usize, end: usize| document.text.get(start..end).unwrap_or_default();
        let (before, behind) = match evidence.field {
            Field::Text => (text(around.start, evidence.span.start), text(evidence.span.end, around.end)),
            Field::Title => ("", ""),
        };
        Side {
            outlet: document.outlet.clone(),
            words: [
                ends(&plain(covered(document, evidence))),
                last(&plain(before)),
                first(&plain(behind)),
                bearer(corpus, finding, evidence).map(surname).unwrap_or_default(),
            ],
            voice: placed.and_then(|placed| placed.attribution.speaker.as_ref()?.name.as_deref()).map(surname),
        }
    }

    fn line(&self, voices: bool) -> String {
        let voice = self.voice.as_deref().filter(|_| voices).unwrap_or_default();
        let parts = std::iter::once(self.outlet.as_str()).chain(self.words.iter().map(String::as_str)).chain([voice]);
        parts.collect::<Vec<_>>().join("\t")
    }
}

/// The report of the finding's utterance that a piece of evidence points into.
fn attribution<'c>(corpus: &'c Corpus<'_>, finding: &Finding, evidence: &Evidence) -> Option<&'c Placed> {
    if evidence.field == Field::Title {
        return None;
    }
    let members = &corpus.utterances[finding.utterance?].members;
    let reports = members.iter().map(|member| &corpus.attributions[member.attribution]);
    reports.into_iter().find(|placed| placed.document == evidence.document && stretch(placed, evidence.span).is_some())
}

/// The stretch of content that holds some of `span`.
fn stretch(placed: &Placed, span: Span) -> Option<Span> {
    placed.attribution.content.iter().copied().find(|content| content.overlaps(span))
}

/// Whose role a piece of evidence points at, for a finding about no utterance.
fn bearer<'c>(corpus: &'c Corpus<'_>, finding: &Finding, evidence: &Evidence) -> Option<&'c str> {
    let here = |(document, role): &(usize, crate::speaker::Role)| {
        (*document, role.span) == (evidence.document, evidence.span) && evidence.field == Field::Text
    };
    let mut identities = corpus.identities.iter().filter(|_| finding.utterance.is_none());
    identities.find(|identity| identity.roles.iter().any(here)).map(|identity| identity.name.as_str())
}

/// The last word of a name, which a fuller name elsewhere does not change.
fn surname(name: &str) -> String {
    plain(name).rsplit(' ').next().unwrap_or_default().to_owned()
}

/// Words on each side of those pointed at. Guessed: one is too often an article.
const BESIDE: usize = 2;
/// Of more words than twice so many only those at the ends count, for what is pointed at may be all that was said. Guessed.
const ENDS: usize = 4;

/// The last words before a place.
fn last(before: &str) -> String {
    let mut words: Vec<&str> = before.split(' ').rev().take(BESIDE).collect();
    words.reverse();
    words.join(" ")
}

/// The first words behind a place.
fn first(behind: &str) -> String {
    behind.split(' ').take(BESIDE).collect::<Vec<_>>().join(" ")
}

/// Words, of many only those at both ends.
fn ends(words: &str) -> String {
    let list: Vec<&str> = words.split(' ').collect();
    match list.len() > 2 * ENDS {
        true => [&list[..ENDS], &list[list.len() - ENDS..]].concat().join(" "),
        false => words.to_owned(),
    }
}

/// The words of a text in lower case, without punctuation.
fn plain(text: &str) -> String {
    text.unicode_words().map(|word| word.to_lowercase().replace('’', "'")).collect::<Vec<_>>().join(" ")
}

fn covered<'d>(document: &'d Document, evidence: &Evidence) -> &'d str {
    match evidence.field {
        Field::Text => document.slice(evidence.span),
        Field::Title => evidence.span.of(document.title.as_deref().unwrap_or_default()),
    }
}
