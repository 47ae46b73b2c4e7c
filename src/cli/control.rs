//! Control over what `check` tells: which checks are asked, and which findings are known already.
//!
//! In: options of the command line and the files they name. Out: [`Options`] for the library, and a report with only
//! what is new.

use super::input::reason;
use super::{terminal, whole};
use clap::Args;
use misquote::checks::{self, Check, Level, UnknownCode};
use misquote::document::Problem;
use misquote::{Baseline, Options, Report, Severity};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Which findings are told of.
#[derive(Debug, Args)]
#[command(next_help_heading = "Control")]
pub struct Control {
    /// Ask only these checks
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = code)]
    only: Vec<Code>,
    /// Ask all checks but these
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = code)]
    ignore: Vec<Code>,
    /// Report only findings that this file does not know, and say which of those it knows are gone
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all findings to this file, to be known to --baseline later; they make no exit status 1
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
}

/// A check, asked for by its code.
#[derive(Clone)]
struct Code(&'static Check);

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.code)
    }
}

fn code(written: &str) -> Result<Code, UnknownCode> {
    checks::find(written.trim()).map(Code)
}

/// Entries of a baseline that are gone are named up to this many, the rest counted.
const MOST_GONE: usize = 10;

impl Control {
    /// Sets in the options what the command line says.
    pub fn set(&self, options: &mut Options) {
        if !self.only.is_empty() {
            let checks: Vec<&Check> = self.only.iter().map(|code| code.0).collect();
            options.levels.only(&checks);
        }
        self.ignore.iter().for_each(|code| options.levels.set(code.0, Level::Off));
    }

    /// The baseline that was asked for; knows nothing where none was.
    pub fn baseline(&self) -> Result<Baseline, Problem> {
        let Some(path) = &self.baseline else { return Ok(Baseline::default()) };
        let name = path.to_string_lossy();
        let text = fs::read_to_string(path).map_err(|error| Problem::error(&name, None, unread(&error)))?;
        Baseline::read(&text).map_err(|broken| Problem::error(&name, Some(broken.line), broken.message))
    }

    /// Writes the baseline that was asked for and takes what is known out of the report; tells of both.
    pub fn settle(&self, baseline: &Baseline, options: &Options, report: &mut Report) -> Result<(), Problem> {
        let mut all = Baseline::of(report);
        baseline.set_aside(report);
        if self.baseline.is_some() {
            tell_gone(baseline, options, report);
        }
        if let Some(path) = &self.write_baseline {
            all.extend(baseline.gone(report).filter(|entry| !options.levels.asks(&entry.code)).cloned());
            write(path, &all, report)?;
        }
        Ok(())
    }

    /// Whether the findings of this run count as known from now on.
    pub fn accepts(&self) -> bool {
        self.write_baseline.is_some()
    }
}

fn unread(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "not found; check the path, or write it first with --write-baseline".to_owned(),
        io::ErrorKind::InvalidData => "not UTF-8, so this is no baseline; write one with --write-baseline".to_owned(),
        _ => reason(error),
    }
}

fn write(path: &Path, baseline: &Baseline, report: &Report) -> Result<(), Problem> {
    let name = path.to_string_lossy();
    if report.problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(Problem::error(&name, None, "not written, since not everything could be read"));
    }
    let written = whole::write(path, baseline.written().as_bytes());
    written.map_err(|error| Problem::error(&name, None, format!("cannot be written: {error}")))?;
    terminal::say(&format!("{name}: {} written, which --baseline will know", counted(baseline.len())));
    Ok(())
}

/// How many findings were known, and which of those asked for are there no more.
fn tell_gone(baseline: &Baseline, options: &Options, report: &Report) {
    let gone: Vec<_> = baseline.gone(report).filter(|entry| options.levels.asks(&entry.code)).collect();
    terminal::say(&format!(
        "{} known from the baseline, {} of its entries gone",
        counted(report.known.len()),
        gone.len()
    ));
    for entry in gone.iter().take(MOST_GONE) {
        terminal::say(&format!("gone: {}: {}", entry.code, entry.message));
    }
    if gone.len() > MOST_GONE {
        terminal::say(&format!("gone: {} more; --write-baseline drops them", gone.len() - MOST_GONE));
    }
}

fn counted(findings: usize) -> String {
    if findings == 1 { "1 finding".to_owned() } else { format!("{findings} findings") }
}
