//! spliced-quotation: words of two sentences quoted as one.

use super::Check;
use super::alteration::alterations;
use crate::utterance::{Bearing, Difference, DifferenceKind};
use crate::{Corpus, Finding, Options, Severity};

pub(super) const CHECK: Check = Check {
    code: "spliced-quotation",
    severity: Severity::Warning,
    summary: "An outlet joins words into one sentence that stand apart in another's quotation",
    why: "Words that were spoken sentences apart get a connection that the speaker did not make.",
    example: "The Beacon: \"We will pay the fishermen. The harbour has the money. We will do it before June,\" said Omar Vance.\n\
              The Herald: \"We will pay the fishermen before June,\" said Omar Vance.",
    wrong: "When the speaker said it twice, once shorter.",
    run,
};

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    alterations(corpus, CHECK.code, CHECK.severity, concerns)
}

fn concerns(difference: &Difference) -> bool {
    difference.kind == DifferenceKind::Splice && difference.bearing >= Bearing::Clause
}
