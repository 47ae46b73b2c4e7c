//! `misquote explain`: what a finding means and when it is wrong.

use super::Outcome;
use super::terminal::{self, Colour};
use clap::Args;
use misquote::checks::{CHECKS, Check};
use misquote::report::human::visible;
use std::io::{self, Write};

/// Explain a check: what it finds, why it matters, when it is wrong
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  misquote explain conflicting-speaker")]
pub struct Arguments {
    /// The code of a finding; `misquote checks` lists them
    #[arg(value_name = "CODE")]
    code: String,
}

/// Codes at least this alike are suggested, by Jaro-Winkler. Guessed.
const ALIKE: f64 = 0.8;

impl Arguments {
    /// Prints the explanation, or on standard error the codes that may have been meant.
    pub fn run(self, colour: Colour) -> io::Result<Outcome> {
        match CHECKS.iter().find(|check| check.code == self.code) {
            Some(check) => print(check, terminal::look(colour).width).map(|()| Outcome::Clean),
            None => {
                terminal::say(&format!("error: no check has the code \"{}\"; {}", self.code, self.suggestion()));
                Ok(Outcome::Unread)
            }
        }
    }

    fn suggestion(&self) -> String {
        let likeness = |check: &Check| strsim::jaro_winkler(check.code, &self.code);
        let contained = |check: &Check| !self.code.is_empty() && check.code.contains(&self.code);
        let mut near: Vec<&Check> = CHECKS.to_vec();
        near.retain(|check| contained(check) || likeness(check) >= ALIKE);
        near.sort_by(|a, b| likeness(b).total_cmp(&likeness(a)));
        let codes: Vec<&str> = near.iter().take(3).map(|check| check.code).collect();
        if codes.is_empty() {
            return "`misquote checks` lists them all".to_owned();
        }
        format!("did you mean {}?", listed(&codes))
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
    paragraph("", &format!("When it is wrong: {}", check.wrong))
}

/// "a", "a or b", "a, b or c".
fn listed(codes: &[&str]) -> String {
    match codes {
        [most @ .., last] if !most.is_empty() => format!("{} or {last}", most.join(", ")),
        _ => codes.concat(),
    }
}
