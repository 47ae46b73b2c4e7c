//! altered-number: another number inside a quotation.

use super::Check;
use super::alteration::alterations;
use crate::utterance::{Bearing, Difference, DifferenceKind};
use crate::{Corpus, Finding, Options, Severity};

pub(super) const CHECK: Check = Check {
    code: "altered-number",
    severity: Severity::Error,
    summary: "Outlets quote one utterance with different numbers",
    why: "A speaker who named a figure named one. Where two outlets quote different ones, at least one is wrong, and \
          figures are what readers repeat.",
    example: "The Beacon: \"We have lost 40 jobs at the harbour this year,\" Tomas Reed said.\n\
              The Herald: \"We have lost 400 jobs at the harbour this year,\" Tomas Reed said.",
    wrong: "When the speaker repeated the sentence with a new figure, or one outlet converted a unit without saying \
            so. Spellings of one number (\"two\", \"2\"; \"37,000ft\", \"37,000 feet\") are equal, and so are a day and \
            the same day with its year. On 4,187 articles of a year there was none: of the 15 numbers that were \
            written in two ways all were equal.",
    run,
};

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    alterations(corpus, CHECK.code, CHECK.severity, concerns)
}

fn concerns(difference: &Difference) -> bool {
    difference.kind == DifferenceKind::Number && difference.bearing == Bearing::Sense
}
