//! conflicting-occasion: one outlet has it said on one day or occasion, another on another.

use super::{Check, place};
use crate::utterance::{Difference, DifferenceKind, Member};
use crate::{Confidence, Corpus, Finding, Options, Severity};

pub(super) const CHECK: Check = Check {
    code: "conflicting-occasion",
    severity: Severity::Note,
    summary: "Outlets give different days or occasions for the same words",
    why: "When something was said decides what it answers. If two outlets name two days, one of them is wrong, or the \
          words were said twice.",
    example: "The Beacon: \"The quay will be closed to heavy lorries,\" Nadia Frost said on Monday.\n\
              The Herald: \"The quay will be closed to heavy lorries,\" Nadia Frost said on Thursday.",
    wrong: "When one article gives the day it was printed or recorded and the other the day it was said, or the speaker said \
            it twice and both days were past when both were printed. Of 3 findings on 4,187 articles of a year 2 were right, so \
            it is a note.",
    run,
};

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, utterance) in corpus.utterances.iter().enumerate() {
        let home = corpus.attributions[utterance.reference].document;
        let days = utterance.members.iter().filter(|member| member.confidence.is_none()).flat_map(|member| {
            let elsewhere =
                corpus.attributions[member.attribution].document != home && sure(corpus, member, utterance.reference);
            let other = move |difference: &&Difference| elsewhere && difference.kind == DifferenceKind::Occasion;
            member.differences.iter().filter(other).map(move |difference| (member, difference))
        });
        findings.extend(days.take(1).map(|day| finding(corpus, number, day)));
    }
    findings
}

/// Fewer shared words may be said twice: guessed.
const LEAST_WORDS: usize = 5;
/// Reports further apart than this may be of two occasions: guessed.
const SAME_DAYS: u32 = 3;

/// Whether both report one utterance of one time. What an organisation wrote its spokesman may say as well.
fn sure(corpus: &Corpus, member: &Member, reference: usize) -> bool {
    let speaker = |attribution: usize| corpus.attributions[attribution].speaker;
    let two = speaker(member.attribution).zip(speaker(reference)).is_some_and(|(own, other)| own != other);
    !two && place::shared_words(corpus, member) >= LEAST_WORDS
        && place::within(corpus, SAME_DAYS, member.attribution, reference)
        && !member.differences.iter().any(|difference| difference.kind == DifferenceKind::Speaker)
}

fn finding(corpus: &Corpus, utterance: usize, (member, difference): (&Member, &Difference)) -> Finding {
    let reference = corpus.utterances[utterance].reference;
    let (here, there) = (place::outlet(corpus, member.attribution), place::outlet(corpus, reference));
    let mut evidence = place::both(corpus, member, reference, difference.reference[0]);
    evidence.extend([member.attribution, reference].into_iter().flat_map(|attribution| cue(corpus, attribution)));
    Finding {
        code: CHECK.code,
        severity: CHECK.severity,
        confidence: Confidence::Medium,
        message: format!("{here} and {there} give different occasions for one utterance: {}", difference.detail),
        utterance: Some(utterance),
        evidence,
    }
}

fn cue(corpus: &Corpus, attribution: usize) -> Option<crate::finding::Evidence> {
    let span = corpus.attributions[attribution].attribution.cue.first()?;
    Some(place::words(corpus, attribution, *span, "cue"))
}
