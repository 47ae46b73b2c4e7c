//! Control over what `check` tells: which checks are asked, how grave a finding must be, and which are known already.
//!
//! In: settings, options of the command line, which win over them, and the files they name. Out: [`Options`] for the
//! library, and a [`Plan`] that leaves in a report only what is to be told.

use super::input::reason;
use super::{output, settings, terminal};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use misquote::checks::{self, Check, Level, UnknownCode};
use misquote::document::Problem;
use misquote::{Baseline, Options, Report, Severity};
use serde::Deserialize;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Which findings are told of.
#[derive(Debug, Args)]
#[command(next_help_heading = "Control")]
pub struct Control {
    /// The least severity of a finding that makes the exit status 1 [default: warning]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    fail_on: Option<Threshold>,
    /// Show no finding below this severity; the exit status stays the same [default: note]
    #[arg(long, value_parser = severity(), value_name = "SEVERITY")]
    min_severity: Option<Severity>,
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
    #[command(flatten)]
    settings: settings::Place,
}

/// A severity, or none at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Threshold {
    Note,
    Warning,
    Error,
    Never,
}

impl Threshold {
    fn is_reached_by(self, severity: Severity) -> bool {
        match self {
            Threshold::Note => true,
            Threshold::Warning => severity >= Severity::Warning,
            Threshold::Error => severity >= Severity::Error,
            Threshold::Never => false,
        }
    }
}

fn severity() -> impl TypedValueParser<Value = Severity> {
    PossibleValuesParser::new(["note", "warning", "error"]).map(|name| match name.as_str() {
        "note" => Severity::Note,
        "warning" => Severity::Warning,
        _ => Severity::Error,
    })
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
    /// What the settings and the command line ask for.
    pub fn plan(&self) -> Result<(Options, Plan), Problem> {
        let (settings, mut options) = self.settings.read()?;
        self.choose(&mut options);
        let plan = Plan {
            baseline: self.baseline.as_deref().map(read).transpose()?,
            write_baseline: self.write_baseline.clone(),
            fail_on: self.fail_on.or(settings.fail_on()).unwrap_or(Threshold::Warning),
            min_severity: self.min_severity.or(settings.min_severity()).unwrap_or(Severity::Note),
        };
        Ok((options, plan))
    }

    /// Sets which checks are asked.
    fn choose(&self, options: &mut Options) {
        if !self.only.is_empty() {
            let checks: Vec<&Check> = self.only.iter().map(|code| code.0).collect();
            options.levels.only(&checks);
        }
        self.ignore.iter().for_each(|code| options.levels.set(code.0, Level::Off));
    }
}

/// What to do with a report.
pub struct Plan {
    baseline: Option<Baseline>,
    write_baseline: Option<PathBuf>,
    fail_on: Threshold,
    /// The least severity that is shown.
    pub min_severity: Severity,
}

impl Plan {
    /// Writes the baseline that was asked for and takes what is known out of the report; tells of both.
    pub fn settle(&self, options: &Options, report: &mut Report) -> Result<(), Problem> {
        let mut all = Baseline::of(report);
        if let Some(baseline) = &self.baseline {
            baseline.set_aside(report);
            tell_gone(baseline, options, report);
            all.extend(baseline.gone(report).filter(|entry| !options.levels.asks(&entry.code)).cloned());
        }
        self.write_baseline.as_ref().map_or(Ok(()), |path| write(path, &all, report))
    }

    /// Whether a finding this grave makes the exit status 1: none does that is known from now on.
    pub fn fails(&self, severity: Severity) -> bool {
        self.write_baseline.is_none() && self.fail_on.is_reached_by(severity)
    }
}

/// The baseline in a file.
fn read(path: &Path) -> Result<Baseline, Problem> {
    let name = path.to_string_lossy();
    let text = fs::read_to_string(path).map_err(|error| Problem::error(&name, None, unread(&error)))?;
    Baseline::read(&text).map_err(|broken| Problem::error(&name, Some(broken.line), broken.message))
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
    output::write_whole(path, baseline.written().as_bytes())?;
    terminal::remark(&format!("{name}: {} written, which --baseline will know", counted(baseline.len())));
    Ok(())
}

/// How many findings were known, and which of those asked for are there no more.
fn tell_gone(baseline: &Baseline, options: &Options, report: &Report) {
    let gone: Vec<_> = baseline.gone(report).filter(|entry| options.levels.asks(&entry.code)).collect();
    terminal::remark(&format!(
        "{} known from the baseline, {} of its entries gone",
        counted(report.known.len()),
        gone.len()
    ));
    for entry in gone.iter().take(MOST_GONE) {
        terminal::remark(&format!("gone: {}: {}", entry.code, entry.message));
    }
    if gone.len() > MOST_GONE {
        terminal::remark(&format!("gone: {} more; --write-baseline drops them", gone.len() - MOST_GONE));
    }
}

fn counted(findings: usize) -> String {
    if findings == 1 { "1 finding".to_owned() } else { format!("{findings} findings") }
}
