//! silent-omission: content words left out of a quotation without a mark.

use super::Check;
use super::alteration::alterations;
use crate::utterance::{Bearing, Difference, DifferenceKind};
use crate::{Corpus, Finding, Options, Severity};

pub(super) const CHECK: Check = Check {
    code: "silent-omission",
    severity: Severity::Warning,
    summary: "An outlet leaves words out of a quotation that another prints, without marking the cut",
    why: "A cut inside quotation marks should be marked. Without a mark the reader takes the words for joined as they \
          were spoken, and a qualifier may be gone.",
    example: "The Beacon: \"We will repay the loan, if the harbour opens, by June,\" said Omar Vance.\n\
              The Herald: \"We will repay the loan by June,\" said Omar Vance.",
    wrong: "When the other outlet added the words, or the speaker said it twice. Articles and fillers are passed over.",
    run,
};

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    alterations(corpus, CHECK.code, CHECK.severity, concerns)
}

fn concerns(difference: &Difference) -> bool {
    difference.kind == DifferenceKind::SilentOmission && difference.bearing == Bearing::Sense
}
