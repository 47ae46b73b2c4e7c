//! cut-before-qualifier: a quotation that ends before its "but", or begins after its "if".

use super::Check;
use super::alteration::alterations;
use crate::utterance::{Bearing, Difference, DifferenceKind};
use crate::{Corpus, Finding, Options, Severity};

pub(super) const CHECK: Check = Check {
    code: "cut-before-qualifier",
    severity: Severity::Warning,
    summary: "An outlet ends or begins a quotation where another goes on with what limits it",
    why: "A sentence cut before its \"but\", \"until\" or \"unless\" says more than the speaker did.",
    example: "The Beacon: \"We will keep the ferry running until the council decides otherwise,\" Tomas Reed said.\n\
              The Herald: \"We will keep the ferry running,\" Tomas Reed said.",
    wrong: "When the article gives the rest in its own words, or the limit is of no weight. A cut that is marked, and a rest \
            that the article quotes elsewhere, are passed over.",
    run,
};

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    alterations(corpus, CHECK.code, CHECK.severity, concerns)
}

fn concerns(difference: &Difference) -> bool {
    difference.kind == DifferenceKind::Truncation && difference.bearing == Bearing::Qualifier
}
