//! altered-negation: a "not" that only one outlet quotes.

use super::Check;
use super::alteration::alterations;
use crate::utterance::{Bearing, Difference, DifferenceKind};
use crate::{Corpus, Finding, Options, Severity};

pub(super) const CHECK: Check = Check {
    code: "altered-negation",
    severity: Severity::Error,
    summary: "A negation stands in one outlet's quotation and is missing from another's",
    why: "Without its \"not\" a quotation says the reverse of what was meant.",
    example: "The Beacon: \"We will not close the school before the winter,\" said Lena Ortiz.\n\
              The Herald: \"We will close the school before the winter,\" said Lena Ortiz.",
    wrong: "When the sense is kept in other words (\"not unlikely\", \"likely\"), or the speaker corrected himself and \
            each outlet quotes another attempt. The 3 findings on 4,187 articles of a year were right.",
    run,
};

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    alterations(corpus, CHECK.code, CHECK.severity, concerns)
}

fn concerns(difference: &Difference) -> bool {
    difference.kind == DifferenceKind::Negation && difference.bearing == Bearing::Sense
}
