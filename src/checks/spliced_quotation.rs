//! spliced-quotation: words of two sentences quoted as one.
//!
//! A warning asks for one speaker, for reports of one day or the next as far as they are dated, and that nothing else
//! differs: else it was more likely said twice or translated twice. So few are there that this is guessed.

use super::Check;
use super::alteration::{Change, changes};
use crate::utterance::{Bearing, Difference, DifferenceKind};
use crate::{Corpus, Finding, Options, Severity};

pub(super) const CHECK: Check = Check {
    code: "spliced-quotation",
    severity: Severity::Warning,
    summary: "An outlet joins words into one sentence that stand sentences apart in another's quotation",
    why: "Words that were spoken sentences apart get a connection that the speaker did not make.",
    example: "The Beacon: \"We will pay the fishermen in full. The harbour has the money. They shall have it before June,\" said Omar Vance.\n\
              The Herald: \"We will pay the fishermen in full before June,\" said Omar Vance.",
    wrong: "When the speaker said it twice, once shorter, or in another language, and two people translated it: such are \
            notes, as far as they are told by other changes, other speakers or days between. A cut that is marked is \
            passed over. It is rare: on 4,187 articles of a year there are 4 notes and no warning, on 150 articles of 50 \
            events one warning, which is right.",
    run,
};

/// Reports further apart than this may be of two occasions: of four findings read, the one that was had more days.
const SAME_DAYS: u32 = 1;

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    changes(corpus, concerns).iter().map(|change| change.finding(CHECK.code, severity(change))).collect()
}

fn severity(change: &Change) -> Severity {
    let once = change.is_only() && change.one_voice() && change.is_within(SAME_DAYS);
    if once { CHECK.severity } else { Severity::Note }
}

fn concerns(difference: &Difference) -> bool {
    difference.kind == DifferenceKind::Splice && difference.bearing == Bearing::Sense
}
