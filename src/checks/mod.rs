//! The checks: questions asked of a corpus, one file each. [`CHECKS`] is the only registry; `explain`, the README's
//! table and the reports read from it.

use crate::{Corpus, Finding, Options, Severity};

/// A question asked of a corpus.
pub struct Check {
    /// The fault it finds, in kebab case; reads well after "allow".
    pub code: &'static str,
    /// How grave its findings are unless the check says otherwise.
    pub severity: Severity,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// Why an editor wants to know, and when the check is wrong, in a paragraph each.
    pub explanation: &'static str,
    /// Asks the question.
    pub run: fn(&Corpus, &Options) -> Vec<Finding>,
}

/// Every check, in order of code.
pub const CHECKS: &[&Check] = &[];
