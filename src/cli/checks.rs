//! `misquote checks`: every check, one a line, or a page of all of them with their examples. `docs/checks.md` is that
//! page; a test compares it.

use super::{Outcome, explain};
use clap::{Args, ValueEnum};
use misquote::checks::{CHECKS, Check};
use std::fmt::Write as _;
use std::io::{self, Write};

/// List all checks with their severity
#[derive(Debug, Args)]
pub struct Arguments {
    /// The form of the list
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

/// The form of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One a line
    #[default]
    Lines,
    /// A page that explains each and shows its example
    Markdown,
}

impl Arguments {
    /// Prints the list.
    pub fn run(self) -> io::Result<Outcome> {
        let list = match self.format {
            Format::Lines => lines(),
            Format::Markdown => page(),
        };
        io::stdout().lock().write_all(list.as_bytes())?;
        Ok(Outcome::Clean)
    }
}

fn lines() -> String {
    let width = CHECKS.iter().map(|check| check.code.len()).max().unwrap_or_default();
    let mut list = String::new();
    for Check { code, severity, summary, .. } in CHECKS {
        let severity = severity.to_string();
        let _ = writeln!(list, "{code:width$}  {severity:7}  {summary}");
    }
    list
}

const HEAD: &str = "\
# All checks

This page is what `misquote checks --format markdown` prints; do not edit it by hand. `misquote explain CODE` prints one
of them. Each example stands for two articles, a line each, and below it is what the check tells of them.
";

/// The page of all checks.
fn page() -> String {
    CHECKS.iter().fold(HEAD.to_owned(), |page, check| page + "\n" + &section(check))
}

fn section(check: &Check) -> String {
    let Check { code, severity, summary, why, example, wrong, .. } = check;
    let told = explain::told(check, WIDTH);
    format!(
        "## {code}\n\nSeverity: {severity}. {summary}.\n\nWhy: {why}\n\nWhen it is wrong: {wrong}\n\n\
         ```text\n{example}\n```\n\n```text\n{told}\n```\n"
    )
}

/// Columns of what a check tells, on the page.
const WIDTH: usize = 80;
