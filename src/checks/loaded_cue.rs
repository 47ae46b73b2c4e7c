//! loaded-cue: one outlet's cue passes judgement where another's is neutral.

use super::{Check, place};
use crate::utterance::{Difference, DifferenceKind, Member};
use crate::{Confidence, Corpus, Finding, Options, Severity};

pub(super) const CHECK: Check = Check {
    code: "loaded-cue",
    severity: Severity::Warning,
    summary: "An outlet says \"claimed\" or \"admitted\" of what another says was said",
    why: "\"Claimed\" doubts the speaker and \"admitted\" presumes a fault. Where others write \"said\", the word is \
          the outlet's own judgement.",
    example: "The Beacon: \"The figures were right in March,\" the treasurer, Ivo Hale, said.\n\
              The Herald: \"The figures were right in March,\" the treasurer, Ivo Hale, claimed.",
    wrong: "When the article earns the word: the claim is shown to be false, or the speaker did admit something.",
    run,
};

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, utterance) in corpus.utterances.iter().enumerate() {
        let home = corpus.attributions[utterance.reference].document;
        let stances = utterance.members.iter().flat_map(|member| {
            let elsewhere = corpus.attributions[member.attribution].document != home;
            let stance = move |difference: &&Difference| elsewhere && difference.kind == DifferenceKind::CueStance;
            member.differences.iter().filter(stance).map(move |difference| (member, difference))
        });
        findings.extend(stances.take(1).map(|stance| finding(corpus, number, stance)));
    }
    findings
}

fn finding(corpus: &Corpus, utterance: usize, (member, difference): (&Member, &Difference)) -> Finding {
    let reference = corpus.utterances[utterance].reference;
    let (here, there) = (place::outlet(corpus, member.attribution), place::outlet(corpus, reference));
    let mut evidence = vec![
        place::content(corpus, member, "said here"),
        place::words(corpus, reference, difference.reference[0], "and here"),
    ];
    evidence.extend([member.attribution, reference].into_iter().flat_map(|attribution| cue(corpus, attribution)));
    Finding {
        code: CHECK.code,
        severity: CHECK.severity,
        confidence: Confidence::Medium,
        message: format!("{here} and {there} ascribe one utterance with different stance: {}", difference.detail),
        utterance: Some(utterance),
        evidence,
    }
}

fn cue(corpus: &Corpus, attribution: usize) -> Option<crate::finding::Evidence> {
    let span = corpus.attributions[attribution].attribution.cue.first()?;
    Some(place::words(corpus, attribution, *span, "cue"))
}
