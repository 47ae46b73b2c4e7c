//! `misquote check`: what the outlets disagree on.

use super::input::{self, Item};
use super::terminal::{self, Colour};
use super::{Outcome, control, model, threads};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use misquote::document::{Document, Problem};
use misquote::report::{html, human, json};
use misquote::{Baseline, Options, Report, Severity};
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

/// Compare articles: which words several outlets report, and where the outlets disagree
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Files (.txt, .md, .jsonl), folders of them, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The form of the report: for people, for programs or as a web page
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// The least severity of a finding that makes the exit status 1
    #[arg(long, value_enum, default_value_t = Threshold::Warning, value_name = "SEVERITY")]
    fail_on: Threshold,
    /// Show no finding below this severity; the exit status stays the same
    #[arg(long, value_parser = severity(), default_value = "note", value_name = "SEVERITY")]
    min_severity: Threshold,
    #[command(flatten)]
    threads: threads::Threads,
    #[command(flatten)]
    model: model::Choice,
    #[command(flatten)]
    control: control::Control,
}

const EXAMPLES: &str = "\
Examples:
  misquote check stories/                        All articles in a folder, for people
  misquote check bbc.txt cnn.txt --format json   Two articles, for programs
  misquote check dump.jsonl --fail-on error      Exit with 1 only when there is an error

Exit status: 2 if something could not be read, else 1 if there is a finding at or above --fail-on, else 0";

/// The form of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Human,
    Json,
    Html,
}

/// A severity, or none at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Threshold {
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

/// A threshold that something reaches.
fn severity() -> impl TypedValueParser<Value = Threshold> {
    PossibleValuesParser::new(["note", "warning", "error"]).try_map(|name| Threshold::from_str(&name, false))
}

impl Arguments {
    /// Reads, checks and reports.
    pub fn run(self, colour: Colour) -> io::Result<Outcome> {
        let (options, baseline) = match self.options() {
            Ok(asked) => asked,
            Err(problem) => return Ok(terminal::give_up(&problem)),
        };
        let (mut documents, problems) = self.read();
        documents.sort();
        let mut report = misquote::check(&documents, &options);
        report.problems.iter().for_each(terminal::tell);
        report.problems.splice(0..0, problems);
        if let Err(problem) = self.control.settle(&baseline, &options, &mut report) {
            return Ok(terminal::give_up(&problem));
        }
        let outcome = self.outcome(&report);
        report.findings.retain(|finding| self.min_severity.is_reached_by(finding.severity));
        self.write(&report, &documents, colour)?;
        Ok(outcome)
    }

    /// What was asked for, and what is known already.
    fn options(&self) -> Result<(Options, Baseline), Problem> {
        let mut options = Options { model: self.model.load()?, threads: self.threads.count(), ..Options::default() };
        self.control.set(&mut options);
        Ok((options, self.control.baseline()?))
    }

    /// All documents, and the problems that were told of.
    fn read(&self) -> (Vec<Document>, Vec<Problem>) {
        let (mut documents, mut problems) = (Vec::new(), Vec::new());
        let _ = input::read(&self.paths, &mut |item| {
            match item {
                Item::Document(document) => documents.push(document),
                Item::Problem(problem) => {
                    terminal::tell(&problem);
                    problems.push(problem);
                }
            }
            ControlFlow::Continue(())
        });
        (documents, problems)
    }

    fn outcome(&self, report: &Report) -> Outcome {
        if report.problems.iter().any(|problem| problem.severity == Severity::Error) {
            Outcome::Unread
        } else if !self.control.accepts()
            && report.findings.iter().any(|finding| self.fail_on.is_reached_by(finding.severity))
        {
            Outcome::Found
        } else {
            Outcome::Clean
        }
    }

    fn write(&self, report: &Report, documents: &[Document], colour: Colour) -> io::Result<()> {
        let mut out = BufWriter::new(io::stdout().lock());
        match self.format {
            Format::Human if documents.is_empty() => {}
            Format::Human => human::write(report, documents, &mut out, terminal::look(colour))?,
            Format::Json => json::write(report, &mut out)?,
            Format::Html => html::write(report, documents, &mut out)?,
        }
        out.flush()
    }
}
