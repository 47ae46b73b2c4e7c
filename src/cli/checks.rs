//! `misquote checks`: every check, one a line.

use super::Outcome;
use clap::Args;
use misquote::checks::{CHECKS, Check};
use std::io::{self, Write};

/// List all checks with their severity
#[derive(Debug, Args)]
pub struct Arguments {}

impl Arguments {
    /// Prints the table.
    pub fn run(self) -> io::Result<Outcome> {
        let mut out = io::stdout().lock();
        let width = CHECKS.iter().map(|check| check.code.len()).max().unwrap_or_default();
        for Check { code, severity, summary, .. } in CHECKS {
            let severity = severity.to_string();
            writeln!(out, "{code:width$}  {severity:7}  {summary}")?;
        }
        Ok(Outcome::Clean)
    }
}
