//! quoted-paraphrase: marks around words that another outlet has as its own account of what was said.
//!
//! A report linked to a quotation mostly has other words. Where it has the same, either one outlet dropped the marks or the
//! other put them around a reporter's sentence.

use super::{Check, place};
use crate::attribution::Kind;
use crate::document::Span;
use crate::utterance::{Member, normalised};
use crate::{Confidence, Corpus, Finding, Options, Severity};

pub(super) const CHECK: Check = Check {
    code: "quoted-paraphrase",
    severity: Severity::Note,
    summary: "An outlet quotes as spoken what another reports in the same words without marks",
    why: "Marks promise the speaker's own words. If another outlet has the same words as a report, somebody may have put \
          marks around a reporter's sentence.",
    example: "The Beacon: Nadia Frost said that the quay would be closed to heavy lorries for most of the winter. The board of the harbour met on Monday.\n\
              The Herald: \"The quay would be closed to heavy lorries for most of the winter,\" Nadia Frost said. The board of the harbour met on Monday.",
    wrong: "When the outlet without marks copied the speaker's words and left the marks out, or set them apart as a \
            block, which a plain text does not show. Of 2 findings on 4,187 articles of a year 1 was right, so it is a note.",
    run,
};

/// Words in a row that both have, at least, and the share of the quoted sentence that they are: guessed, after reading
/// all 28 sentences of 4,187 articles that share so much.
const LEAST_WORDS: usize = 6;
const MOST: f32 = 0.6;
/// Reports further apart than this may be of two occasions: guessed.
const SAME_DAYS: u32 = 2;

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    let found = corpus.utterances.iter().enumerate().filter_map(|(number, utterance)| {
        let told = |member: &&Member| is_same(corpus, member, utterance.reference);
        let reported = utterance.members.iter().find(told)?;
        Some(finding(corpus, number, reported, utterance.reference))
    });
    found.collect()
}

/// Whether one speaker is reported without marks in the words that stand in marks in the other document.
fn is_same(corpus: &Corpus, member: &Member, reference: usize) -> bool {
    let (own, other) = (&corpus.attributions[member.attribution], &corpus.attributions[reference]);
    let (Some(reported), Some(quoted)) = (member.own.first(), member.reference.first()) else { return false };
    let words = |document: usize, span: Span| normalised(corpus.documents[document].slice(span));
    let marked =
        other.attribution.kind == Kind::Direct || other.attribution.quoted.iter().any(|it| it.contains(*quoted));
    let one_voice = own.is_of_one_voice(other);
    let told =
        own.attribution.kind == Kind::Indirect && !own.attribution.cue.is_empty() && own.document != other.document;
    told && one_voice && marked && place::within(corpus, SAME_DAYS, member.attribution, reference) && {
        let (reported, quoted) = (words(own.document, *reported), words(other.document, *quoted));
        let run = longest_run(&reported, &quoted);
        run >= LEAST_WORDS && run as f32 >= MOST * quoted.len() as f32
    }
}

/// How many words in a row both have: a table of two rows, for sentences.
fn longest_run(a: &[String], b: &[String]) -> usize {
    let (mut before, mut longest) = (vec![0; b.len() + 1], 0);
    for word in a {
        let mut row = vec![0; b.len() + 1];
        for (at, _) in b.iter().enumerate().filter(|(_, other)| *other == word) {
            row[at + 1] = before[at] + 1;
            longest = longest.max(row[at + 1]);
        }
        before = row;
    }
    longest
}

fn finding(corpus: &Corpus, number: usize, member: &Member, reference: usize) -> Finding {
    let (here, there) = (place::outlet(corpus, reference), place::outlet(corpus, member.attribution));
    let mut evidence = vec![
        place::words(corpus, reference, member.reference[0], "in marks here"),
        place::content(corpus, member, "without marks here"),
    ];
    evidence.extend(place::ascription(corpus, reference));
    evidence.extend(place::ascription(corpus, member.attribution));
    Finding {
        code: CHECK.code,
        severity: CHECK.severity,
        confidence: Confidence::Low,
        message: format!("{here} quotes as spoken what {there} reports in the same words without marks"),
        utterance: Some(number),
        evidence,
    }
}
