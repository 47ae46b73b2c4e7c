//! cut-mid-sentence: a clause quoted as if it were a whole sentence.

use super::Check;
use super::alteration::alterations;
use crate::utterance::{Bearing, Difference, DifferenceKind};
use crate::{Corpus, Finding, Options, Severity};

pub(super) const CHECK: Check = Check {
    code: "cut-mid-sentence",
    severity: Severity::Warning,
    summary: "An outlet ends a quotation like a sentence where another goes on, or begins one with a capital in the middle",
    why: "What follows or leads up to a statement may be its point: \"the fees will go down\" is a promise, \"with \
          the quay paid for, the fees will go down\" gives its reason.",
    example: "The Beacon: \"With the quay paid for at last, the fees will go down again,\" Nadia Frost said.\n\
              The Herald: \"The fees will go down again,\" Nadia Frost said.",
    wrong: "Often: most of what is cut in this way is harmless, so it is told with low confidence. What is cut with a \"but\" or \
            an \"if\" is told of as cut-before-qualifier, a rest that the article quotes elsewhere not at all.",
    run,
};

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    alterations(corpus, CHECK.code, CHECK.severity, concerns)
}

fn concerns(difference: &Difference) -> bool {
    difference.kind == DifferenceKind::Truncation && difference.bearing == Bearing::Clause
}
