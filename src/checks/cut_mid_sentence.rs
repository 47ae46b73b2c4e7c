//! cut-mid-sentence: a clause quoted as if it were a whole sentence.
//!
//! Where the rest begins with "and" or "or" it is mostly a clause of its own, and the finding a note; so it is where a word
//! or two are cut off, or what the article tells beside the quotation.

use super::Check;
use super::alteration::{Change, changes};
use super::cut::Cut;
use crate::lexicon;
use crate::utterance::{Bearing, Difference, DifferenceKind, normalised};
use crate::{Corpus, Finding, Options, Severity};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

pub(super) const CHECK: Check = Check {
    code: "cut-mid-sentence",
    severity: Severity::Warning,
    summary: "An outlet ends a quotation like a sentence where another goes on, or begins one with a capital in the middle",
    why: "What follows or leads up to a statement may be its point: \"the fees will go down\" is a promise, \"with \
          the quay paid for, the fees will go down\" gives its reason.",
    example: "The Beacon: \"With the quay paid for at last, the fees will go down again,\" Nadia Frost said.\n\
              The Herald: \"The fees will go down again,\" Nadia Frost said.",
    wrong: "Often: most of what is cut in this way is harmless, so it is told with low confidence. Of 27 warnings read \
            on 4,187 articles of a year 7 lacked something of weight; 15 of the 27 are no warnings since: a word or two, \
            a rest told beside the quotation, another sentence. On reports of 50 events of which people marked what is \
            material, most warnings name reports that were marked. What is cut with a \"but\" or an \"if\" is told of as \
            cut-before-qualifier, a rest that the article quotes elsewhere not at all.",
    run,
};

static COORDINATING: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/coordinating.txt")).collect());
/// Telling words that are cut off at the end, at least, for a warning, and at the start: guessed, after reading 40 findings.
const LEAST_AT_END: usize = 2;
const LEAST_AT_START: usize = 1;

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    changes(corpus, concerns).iter().map(|change| change.finding(CHECK.code, severity(change))).collect()
}

fn concerns(difference: &Difference) -> bool {
    difference.kind == DifferenceKind::Truncation && difference.bearing == Bearing::Clause
}

/// A note where what is cut off is a clause of its own, a word or two, or told beside the quotation.
fn severity(change: &Change) -> Severity {
    let cut = Cut::of(change);
    let own_clause = normalised(&cut.words).first().is_some_and(|word| COORDINATING.contains(word.as_str()));
    let slight = cut.telling().len() < if cut.start { LEAST_AT_START } else { LEAST_AT_END };
    if own_clause || slight || cut.is_told(|_| true) { Severity::Note } else { CHECK.severity }
}
