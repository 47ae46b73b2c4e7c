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
    wrong: "When the speaker said it twice, or spoke another language and was translated twice. Passed over are \
            articles, endings, misprints, fillers, spelling and marks; words that say the same in any sentence (\"big\", \
            \"large\"); one small word for another (\"in\" for \"on\") beside other changes; reports that differ in many \
            places, name two occasions, or share few words and not the speaker. The report shows them as differences. Of \
            the 44 findings on 4,187 articles of a year three readers found 42, 41 and, passing over whatever is of little \
            weight, 38 right; two were said twice.",
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
