//! Levels: which checks are asked, and how grave their findings are, where that is not what the check itself says.
//! In: what a newsroom decides. Out: for every finding its severity, or that its check is not asked at all.

use super::{CHECKS, Check};
use crate::{Finding, Severity};
use std::collections::BTreeMap;

/// What somebody wants of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Not to be asked.
    Off,
    /// To be asked; every finding is this grave.
    As(Severity),
}

/// What is wanted of the checks; of those not named, what they do by themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels(BTreeMap<&'static str, Level>);

impl Levels {
    /// Wants this of a check, whatever was wanted before.
    pub fn set(&mut self, check: &Check, level: Level) {
        self.0.insert(check.code, level);
    }

    /// Asks these checks and no others. One that was off is asked as it is by itself.
    pub fn only(&mut self, checks: &[&Check]) {
        for check in CHECKS {
            if !checks.iter().any(|wanted| wanted.code == check.code) {
                self.set(check, Level::Off);
            } else if !self.asks(check.code) {
                self.0.remove(check.code);
            }
        }
    }

    /// Whether a check is asked.
    pub fn asks(&self, code: &str) -> bool {
        self.0.get(code) != Some(&Level::Off)
    }

    /// The finding, as grave as is wanted.
    pub(crate) fn weighed(&self, finding: Finding) -> Finding {
        match self.0.get(finding.code) {
            Some(&Level::As(severity)) => Finding { severity, ..finding },
            _ => finding,
        }
    }
}
