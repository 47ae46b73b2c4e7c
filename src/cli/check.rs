//! `misquote check`: what the outlets disagree on.

use super::control::{Control, Plan};
use super::input::{self, Item};
use super::output::{Output, Target};
use super::progress::Progress;
use super::summary::{self, Summary};
use super::terminal::{self, Colour};
use super::{Outcome, model, threads};
use clap::{Args, ValueEnum};
use misquote::document::{Document, Problem};
use misquote::report::human::{self, Look, Utterances};
use misquote::report::uri::Root;
use misquote::report::{annotations, csv, html, json, markdown, sarif, schema_org};
use misquote::{Options, Report, Severity};
use std::io;
use std::ops::ControlFlow;

/// Compare articles: which words several outlets report, and where the outlets disagree
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    #[command(flatten)]
    input: input::Articles,
    /// The form of the report: for people, spreadsheets, issue trackers, editors, the web of data, a browser or programs
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// Which utterances to show before the findings, in the form for people
    #[arg(long, value_enum, default_value_t, value_name = "WHICH")]
    utterances: Utterances,
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    threads: threads::Threads,
    #[command(flatten)]
    model: model::Choice,
    #[command(flatten)]
    control: Control,
}

const EXAMPLES: &str = "\
Examples:
  misquote check stories/                        All articles in a folder, for people
  misquote check bbc.txt cnn.txt --format json   Two articles, for programs
  misquote check dump.jsonl --fail-on error      Exit with 1 only when there is an error
  misquote check stories/ --format csv --output findings.csv

Exit status: 2 if something could not be read, else 1 if there is a finding at or above --fail-on, else 0";

/// The form of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, on a terminal
    #[default]
    Human,
    /// The whole report; `misquote schema` describes it
    Json,
    /// Findings for a spreadsheet, one a row
    Csv,
    /// Findings for an issue tracker
    Markdown,
    /// Findings for editors and code scanning, in SARIF 2.1.0
    Sarif,
    /// Findings as W3C Web Annotations, in JSON-LD
    Annotations,
    /// Shared utterances as schema.org Quotation and Claim, in JSON-LD
    SchemaOrg,
    /// The whole report as one web page
    Html,
}

impl Arguments {
    /// Reads, checks and reports.
    pub fn run(self, colour: Colour) -> io::Result<Outcome> {
        let (options, plan) = match self.options() {
            Ok(asked) => asked,
            Err(problem) => return Ok(terminal::give_up(&problem)),
        };
        let out = match self.target.open() {
            Ok(out) => out,
            Err(problem) => return Ok(terminal::give_up(&problem)),
        };
        let (mut summary, progress) = (Summary::begin(), Progress::begin(true));
        let (mut documents, problems) = self.read(&progress);
        documents.sort();
        options.house.name_outlets(&mut documents);
        let mut report = watched(&documents, &options, &progress);
        report.problems.iter().for_each(terminal::tell);
        report.problems.splice(0..0, problems);
        if let Err(problem) = plan.settle(&options, &mut report) {
            return Ok(terminal::give_up(&problem));
        }
        let outcome = outcome(&report, &plan);
        report.findings.retain(|finding| finding.severity >= plan.min_severity);
        self.write(&report, &documents, colour, out)?;
        summary.add(documents.len(), documents.iter().map(summary::words).sum(), report.attributions.len());
        summary.findings = Some(report.findings.len());
        summary.tell();
        Ok(outcome)
    }

    /// What the settings and the command line ask for.
    fn options(&self) -> Result<(Options, Plan), Problem> {
        let (options, plan) = self.control.plan()?;
        Ok((Options { model: self.model.load()?, threads: self.threads.count(), ..options }, plan))
    }

    /// All documents, and the problems that were told of.
    fn read(&self, progress: &Progress) -> (Vec<Document>, Vec<Problem>) {
        let (mut documents, mut problems) = (Vec::new(), Vec::new());
        progress.step("articles read", None);
        let _ = input::read(&self.input, &mut |item| {
            match item {
                Item::Foreign(..) => {}
                Item::Document(reading) => {
                    progress.advance();
                    documents.push(reading.document);
                }
                Item::Problem(problem) => {
                    progress.aside(|| terminal::tell(&problem));
                    problems.push(problem);
                }
            }
            ControlFlow::Continue(())
        });
        (documents, problems)
    }

    fn look(&self, colour: Colour) -> Look {
        Look { utterances: self.utterances, ..self.target.look(colour) }
    }

    fn write(&self, report: &Report, documents: &[Document], colour: Colour, mut out: Output) -> io::Result<()> {
        match self.format {
            Format::Human if documents.is_empty() => {}
            Format::Human => human::write(report, documents, &mut out, self.look(colour))?,
            Format::Json => json::write(report, &mut out)?,
            Format::Csv => csv::write(report, documents, &mut out)?,
            Format::Markdown => markdown::write(report, documents, &mut out)?,
            Format::Sarif => sarif::write(report, documents, &Root::here(), &mut out)?,
            Format::Annotations => annotations::write(report, documents, &Root::here(), &mut out)?,
            Format::SchemaOrg => schema_org::write(report, documents, &mut out)?,
            Format::Html => html::write(report, documents, &mut out)?,
        }
        out.finish()
    }
}

/// The report, with a bar for how many articles have been searched.
fn watched(documents: &[Document], options: &Options, progress: &Progress) -> Report {
    terminal::detail(|| format!("{} articles read; model {}", documents.len(), options.model.name()));
    progress.step("articles searched", Some(documents.len()));
    let report = misquote::check_watched(documents, options, &|| progress.advance());
    progress.end();
    report
}

fn outcome(report: &Report, plan: &Plan) -> Outcome {
    if report.problems.iter().any(|problem| problem.severity == Severity::Error) {
        Outcome::Unread
    } else if report.findings.iter().any(|finding| plan.fails(finding.severity)) {
        Outcome::Found
    } else {
        Outcome::Clean
    }
}
