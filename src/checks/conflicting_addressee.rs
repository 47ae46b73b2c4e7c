//! conflicting-addressee: one outlet has it said to one medium, another to another.

use super::{Check, place};
use crate::provenance;
use crate::utterance::{Difference, DifferenceKind, Member};
use crate::{Confidence, Corpus, Finding, Options, Severity};

pub(super) const CHECK: Check = Check {
    code: "conflicting-addressee",
    severity: Severity::Note,
    summary: "Outlets name different media that the same words were given to",
    why: "Words are credited to whoever got them. If two outlets name two media, one of them credits the wrong one, or \
          the speaker said the same twice.",
    example: "The Beacon: \"The quay will be closed to heavy lorries,\" Nadia Frost told CNN on Monday.\n\
              The Herald: \"The quay will be closed to heavy lorries,\" Nadia Frost told Reuters on Monday.",
    wrong: "When the speaker said the same to both. Two media that one of the articles names together are passed over, \
            and so is whoever is no medium: \"reporters\" may be anybody's. On 4,187 articles of a year it tells nothing, so \
            how often it is right is not known, and it is a note.",
    run,
};

/// Fewer shared words may be said twice: guessed.
const LEAST_WORDS: usize = 6;
/// Reports further apart than this may be of two occasions: guessed.
const SAME_DAYS: u32 = 2;

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    let found = corpus.utterances.iter().enumerate().filter_map(|(number, utterance)| {
        let told = |member: &&Member| member.confidence.is_none() && sure(corpus, member, utterance.reference);
        let hearers = utterance.members.iter().filter(told).find_map(|member| {
            let other = |difference: &&Difference| difference.kind == DifferenceKind::Addressee;
            Some((member, member.differences.iter().find(other)?))
        });
        Some(finding(corpus, number, hearers?))
    });
    found.collect()
}

/// Whether both report one utterance of one time, and neither names the other's medium.
fn sure(corpus: &Corpus, member: &Member, reference: usize) -> bool {
    let (own, other) = (&corpus.attributions[member.attribution], &corpus.attributions[reference]);
    let document = |placed: &crate::corpus::Placed| corpus.documents[placed.document];
    let media = |placed| provenance::media(document(placed), &placed.attribution);
    own.document != other.document
        && place::shared_words(corpus, member) >= LEAST_WORDS
        && place::within(corpus, SAME_DAYS, member.attribution, reference)
        && !place::has_word(&document(own).text, &media(other))
        && !place::has_word(&document(other).text, &media(own))
        && !member.differences.iter().any(|difference| difference.kind == DifferenceKind::Speaker)
}

fn finding(corpus: &Corpus, utterance: usize, (member, difference): (&Member, &Difference)) -> Finding {
    let reference = corpus.utterances[utterance].reference;
    let (here, there) = (place::outlet(corpus, member.attribution), place::outlet(corpus, reference));
    let mut evidence = place::both(corpus, member, reference, difference.reference[0]);
    evidence.extend([member.attribution, reference].into_iter().filter_map(|attribution| {
        let placed = &corpus.attributions[attribution];
        let medium = provenance::provenance(corpus.documents[placed.document], &placed.attribution)?.medium?;
        Some(place::words(corpus, attribution, medium, "whom they were given to"))
    }));
    Finding {
        code: CHECK.code,
        severity: CHECK.severity,
        confidence: Confidence::Medium,
        message: format!("{here} and {there} have the same words given to different media: {}", difference.detail),
        utterance: Some(utterance),
        evidence,
    }
}
