//! anonymous-elsewhere-named: one outlet hides a speaker whom another names.

use super::{Check, place};
use crate::corpus::Placed;
use crate::utterance::{Difference, DifferenceKind, Member};
use crate::{Confidence, Corpus, Finding, Options, Severity, SpeakerKind};

pub(super) const CHECK: Check = Check {
    code: "anonymous-elsewhere-named",
    severity: Severity::Note,
    summary: "One outlet gives an unnamed source for words that another ascribes by name",
    why: "Either a source's anonymity is broken elsewhere, or one of the outlets does not know who spoke.",
    example: "The Beacon: \"The vote was bought and paid for,\" a senior official said.\n\
              The Herald: \"The vote was bought and paid for,\" Marta Lund said.",
    wrong: "When the named person only repeats what the unnamed one said. Where the article without the name has it \
            elsewhere, nothing is said. Of 7 findings on 4,187 articles of a year 1 was right: the others had letters that \
            several signed, or a speaker misread; so it is a note.",
    run,
};

/// Below this nobody is said to be anonymous or named: guessed.
const SURE: f32 = 0.5;
/// Fewer shared words may be anybody's: guessed.
const LEAST_WORDS: usize = 5;
/// Reports further apart than this may be of two occasions: guessed.
const SAME_DAYS: u32 = 7;

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, utterance) in corpus.utterances.iter().enumerate() {
        let hidden = utterance.members.iter().filter(|member| member.confidence.is_none()).flat_map(|member| {
            let named = |difference: &&Difference| difference.kind == DifferenceKind::SpeakerAnonymity;
            member.differences.iter().filter(named).map(move |difference| (member, difference))
        });
        let sure = hidden.filter(|(member, _)| {
            let long = place::shared_words(corpus, member) >= LEAST_WORDS;
            long && sure(corpus, member.attribution, utterance.reference)
        });
        findings.extend(sure.take(1).map(|pair| finding(corpus, number, pair)));
    }
    findings
}

/// Two documents, one of which never names the speaker whom the other names.
fn sure(corpus: &Corpus, member: usize, reference: usize) -> bool {
    let (a, b) = (&corpus.attributions[member], &corpus.attributions[reference]);
    let close = place::within(corpus, SAME_DAYS, member, reference);
    close && a.document != b.document && clear(a) && clear(b) && !names(corpus, a, b) && !names(corpus, b, a)
}

fn clear(placed: &Placed) -> bool {
    placed.attribution.speaker.as_ref().is_some_and(|speaker| speaker.confidence >= SURE)
}

/// Whether the document of one, an anonymous source, has the surname of the other.
fn names(corpus: &Corpus, hidden: &Placed, named: &Placed) -> bool {
    let speaker = |placed: &Placed| placed.attribution.speaker.clone();
    let (Some(one), Some(other)) = (speaker(hidden), speaker(named)) else { return false };
    let name = other.name.unwrap_or_default();
    let surname = name.split_whitespace().next_back().unwrap_or_default();
    one.kind == SpeakerKind::Anonymous && corpus.documents[hidden.document].text.contains(surname)
}

fn finding(corpus: &Corpus, utterance: usize, (member, difference): (&Member, &Difference)) -> Finding {
    let reference = corpus.utterances[utterance].reference;
    let (here, there) = (place::outlet(corpus, member.attribution), place::outlet(corpus, reference));
    let mut evidence = place::both(corpus, member, reference, difference.reference[0]);
    evidence.extend(place::ascription(corpus, member.attribution));
    evidence.extend(place::ascription(corpus, reference));
    Finding {
        code: CHECK.code,
        severity: CHECK.severity,
        confidence: Confidence::Medium,
        message: format!("{here} and {there} differ in whether the speaker has a name: {}", difference.detail),
        utterance: Some(utterance),
        evidence,
    }
}
