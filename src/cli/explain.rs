//! `misquote explain`: what a finding means and when it is wrong.

use super::Outcome;
use super::terminal::{self, Colour};
use clap::Args;
use misquote::checks::{self, Check};
use misquote::report::human::{self, Look, visible};
use std::io::{self, Write};

/// Explain a check: what it finds, why it matters, when it is wrong
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  misquote explain conflicting-speaker")]
pub struct Arguments {
    /// The code of a finding; `misquote checks` lists them
    #[arg(value_name = "CODE")]
    code: String,
}

impl Arguments {
    /// Prints the explanation, or on standard error the codes that may have been meant.
    pub fn run(self, colour: Colour) -> io::Result<Outcome> {
        match checks::find(&self.code) {
            Ok(check) => print(check, terminal::look(colour).width).map(|()| Outcome::Clean),
            Err(unknown) => {
                terminal::say(&format!("error: {unknown}"));
                Ok(Outcome::Unread)
            }
        }
    }
}

/// The explanation in lines of at most `width` columns; the example keeps its own lines, wrapped under themselves.
fn print(check: &Check, width: usize) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let mut paragraph = |indent: &str, text: &str| {
        let lines = visible::wrap(text, width.saturating_sub(indent.len()));
        lines.iter().try_for_each(|line| writeln!(out, "{}", format!("{indent}{line}").trim_end()))
    };
    paragraph("", &format!("{} ({})", check.code, check.severity))?;
    paragraph("", "")?;
    paragraph("", check.summary)?;
    paragraph("", "")?;
    paragraph("", &format!("Why: {}", check.why))?;
    paragraph("", "")?;
    paragraph("", "Example:")?;
    check.example.lines().try_for_each(|line| paragraph("  ", line))?;
    paragraph("", "")?;
    paragraph("", "What it tells of that:")?;
    told(check, width.saturating_sub(2))
        .lines()
        .try_for_each(|line| writeln!(out, "{}", format!("  {line}").trim_end()))?;
    let mut paragraph = |text: &str| visible::wrap(text, width).iter().try_for_each(|line| writeln!(out, "{line}"));
    paragraph("")?;
    paragraph(&format!("When it is wrong: {}", check.wrong))
}

/// What a check tells of its example, for people.
pub fn told(check: &Check, width: usize) -> String {
    let (report, articles) = check.tried();
    let look = Look { colour: false, width, ..Look::default() };
    let findings: Vec<String> = report.findings.iter().map(|finding| human::drawn(finding, &articles, look)).collect();
    findings.join("\n\n")
}
