//! altered-wording: a content word changed inside a quotation that another outlet prints otherwise.

use super::Check;
use super::alteration::alterations;
use crate::utterance::{Bearing, Difference, DifferenceKind};
use crate::{Corpus, Finding, Options, Severity};

pub(super) const CHECK: Check = Check {
    code: "altered-wording",
    severity: Severity::Warning,
    summary: "Outlets quote one utterance with different words",
    why: "Words in quotation marks are taken for the speaker's own. Where two outlets print different ones, at least \
          one of them misquotes.",
    example: "The Beacon: \"This bridge will cost us millions,\" Mayor Ada Quill said.\n\
              The Herald: \"This bridge will cost us billions,\" Mayor Ada Quill said.",
    wrong: "When the speaker said it twice, or spoke another language and was translated twice. Articles, endings, \
            fillers, spelling and marks are passed over, and so are reports that differ in many places; where \
            one small word stands for another (\"in\" for \"on\") or the speaker is not known on both sides, it is a note.",
    run,
};

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    alterations(corpus, CHECK.code, CHECK.severity, concerns)
}

fn concerns(difference: &Difference) -> bool {
    difference.kind == DifferenceKind::Wording
        && difference.bearing != Bearing::None
        && difference.bearing != Bearing::Qualifier
}
