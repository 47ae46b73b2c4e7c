//! spliced-quotation: words of two sentences quoted as one.

use super::Check;
use super::alteration::alterations;
use crate::utterance::{Bearing, Difference, DifferenceKind};
use crate::{Corpus, Finding, Options, Severity};

pub(super) const CHECK: Check = Check {
    code: "spliced-quotation",
    severity: Severity::Note,
    summary: "An outlet joins words into one sentence that stand sentences apart in another's quotation",
    why: "Words that were spoken sentences apart get a connection that the speaker did not make.",
    example: "The Beacon: \"We will pay the fishermen in full. The harbour has the money. They shall have it before June,\" said Omar Vance.\n\
              The Herald: \"We will pay the fishermen in full before June,\" said Omar Vance.",
    wrong: "When the speaker said it twice, once shorter, or in another language, and two people translated it. A cut that is \
            marked is passed over. Of 7 findings on 4,187 articles of a year 5 were right, on 150 articles of 50 events 1 of 1, so it is a note.",
    run,
};

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    alterations(corpus, CHECK.code, CHECK.severity, concerns)
}

fn concerns(difference: &Difference) -> bool {
    difference.kind == DifferenceKind::Splice && difference.bearing == Bearing::Sense
}
