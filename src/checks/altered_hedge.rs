//! altered-hedge: "I think", "if" or "because" in one outlet's quotation only.

use super::Check;
use super::alteration::alterations;
use crate::utterance::{Bearing, Difference, DifferenceKind};
use crate::{Corpus, Finding, Options, Severity};

pub(super) const CHECK: Check = Check {
    code: "altered-hedge",
    severity: Severity::Warning,
    summary: "A word that limits or connects stands in one outlet's quotation and is missing from another's",
    why: "\"I think\" makes an opinion of a statement, \"because\" a reason of a remark. Who drops or adds one changes \
          how sure the speaker was.",
    example: "The Beacon: \"The piles are sound, and I believe the bridge will hold another winter,\" said Ada Quill.\n\
              The Herald: \"The piles are sound, and the bridge will hold another winter,\" said Ada Quill.",
    wrong: "When the speaker said it twice, once more surely.",
    run,
};

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    alterations(corpus, CHECK.code, CHECK.severity, concerns)
}

fn concerns(difference: &Difference) -> bool {
    matches!(difference.kind, DifferenceKind::Wording | DifferenceKind::SilentOmission)
        && difference.bearing == Bearing::Qualifier
}
