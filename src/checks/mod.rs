//! The checks: questions asked of a corpus, one file each. [`CHECKS`] is the only registry; `explain`, the README's
//! table and the reports read from it. `alteration`, `cut`, `occasion` and `place` hold what several checks share;
//! `code` finds a check by its name, `level` holds which are asked and how grave their findings are, and `repeated` drops
//! what a copy raises again.

mod alteration;
mod altered_hedge;
mod altered_negation;
mod altered_number;
mod altered_wording;
mod anonymous_elsewhere_named;
mod code;
mod conflicting_addressee;
mod conflicting_occasion;
mod conflicting_role;
mod conflicting_speaker;
mod cut;
mod cut_before_qualifier;
mod cut_mid_sentence;
mod example;
mod headline_overreach;
mod level;
mod loaded_cue;
mod occasion;
mod place;
mod quoted_paraphrase;
mod repeated;
mod retold;
mod silent_omission;
mod spliced_quotation;
mod uncredited_lift;

pub use code::{UnknownCode, find};
pub use level::{Level, Levels};
pub(crate) use repeated::without_repeats;

use crate::{Corpus, Finding, Options, Severity};

/// A question asked of a corpus.
pub struct Check {
    /// The fault it finds, in kebab case; reads well after "allow".
    pub code: &'static str,
    /// How grave its findings are unless the check says otherwise.
    pub severity: Severity,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// Why an editor wants to know.
    pub why: &'static str,
    /// What fires it: reports of two outlets, a line each that begins with the outlet and a colon; a headline stands before
    /// a bar.
    pub example: &'static str,
    /// When it is wrong.
    pub wrong: &'static str,
    /// Asks the question.
    pub run: fn(&Corpus, &Options) -> Vec<Finding>,
}

/// Every check, in order of code.
pub const CHECKS: &[&Check] = &[
    &altered_hedge::CHECK,
    &altered_negation::CHECK,
    &altered_number::CHECK,
    &altered_wording::CHECK,
    &anonymous_elsewhere_named::CHECK,
    &conflicting_addressee::CHECK,
    &conflicting_occasion::CHECK,
    &conflicting_role::CHECK,
    &conflicting_speaker::CHECK,
    &cut_before_qualifier::CHECK,
    &cut_mid_sentence::CHECK,
    &headline_overreach::CHECK,
    &loaded_cue::CHECK,
    &quoted_paraphrase::CHECK,
    &silent_omission::CHECK,
    &spliced_quotation::CHECK,
    &uncredited_lift::CHECK,
];
