//! `misquote documents`: what was read of each article before anything was looked for in it.
//!
//! A stream, one document at a time. Its JSON Lines are themselves input for the other commands, and the offsets in their
//! reports point into `text`.

use super::input::{self, Item};
use super::{Outcome, terminal};
use clap::{Args, ValueEnum};
use misquote::Severity;
use misquote::document::{self, Document, Problem, Reading};
use misquote::report::human::visible;
use serde::Serialize;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;

/// Show what is read of each article: outlet, date, title, words, language and doubts
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    #[command(flatten)]
    input: input::Articles,
    /// The form of the list: for people or for programs
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  misquote documents saved-pages/                     What was read of each page
  misquote documents crawl.warc.gz --format jsonl     The texts that offsets elsewhere refer to

Each line of JSON has id, outlet, date, title, byline, url, text, words, language and warnings, \
and can be given to the other commands. Articles in other languages than English are listed here and left out elsewhere.

Exit status: 2 if something could not be read, else 0";

/// The form of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Human,
    Jsonl,
}

/// One document, as programs read it.
#[derive(Serialize)]
struct Line<'d> {
    id: &'d str,
    outlet: &'d str,
    date: Option<String>,
    title: Option<&'d str>,
    byline: Option<&'d str>,
    url: Option<&'d str>,
    text: &'d str,
    words: usize,
    language: Option<&'static str>,
    warnings: Vec<&'d str>,
    #[serde(rename = "misquote-ignore", skip_serializing_if = "<[String]>::is_empty")]
    ignore: &'d [String],
}

/// Writes the list, and counts.
struct List<W> {
    out: W,
    format: Format,
    documents: usize,
    words: usize,
    foreign: usize,
    outcome: Outcome,
}

impl Arguments {
    /// Reads and lists.
    pub fn run(self) -> io::Result<Outcome> {
        let out = BufWriter::new(io::stdout().lock());
        let mut list = List { out, format: self.format, documents: 0, words: 0, foreign: 0, outcome: Outcome::Clean };
        let mut written = Ok(());
        let _ = input::read(&self.input, &mut |item| {
            written = list.item(item);
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        written?;
        list.finish()
    }
}

impl<W: Write> List<W> {
    fn item(&mut self, item: Item) -> io::Result<()> {
        match item {
            Item::Document(reading) => self.document(&reading),
            Item::Foreign(reading) => {
                self.foreign += 1;
                self.document(&reading)
            }
            Item::Problem(problem) => {
                self.out.flush()?;
                terminal::tell(&problem);
                if problem.severity == Severity::Error {
                    self.outcome = Outcome::Unread;
                }
                Ok(())
            }
        }
    }

    fn document(&mut self, reading: &Reading) -> io::Result<()> {
        let line = Line::of(&reading.document, &reading.problems);
        self.documents += 1;
        self.words += line.words;
        match self.format {
            Format::Human => line.write(&mut self.out),
            Format::Jsonl => {
                serde_json::to_writer(&mut self.out, &line)?;
                self.out.write_all(b"\n")
            }
        }
    }

    fn finish(mut self) -> io::Result<Outcome> {
        if self.format == Format::Human && self.documents > 0 {
            let ending = if self.documents == 1 { "" } else { "s" };
            write!(self.out, "\n{} document{ending}, {} words", self.documents, self.words)?;
            match self.foreign {
                0 => writeln!(self.out)?,
                foreign => writeln!(self.out, "; {foreign} not in English and skipped elsewhere")?,
            }
        }
        self.out.flush().map(|()| self.outcome)
    }
}

impl<'d> Line<'d> {
    fn of(document: &'d Document, problems: &'d [Problem]) -> Self {
        Line {
            id: &document.name,
            outlet: &document.outlet,
            date: document.date.map(|date| date.to_string()),
            title: document.title.as_deref(),
            byline: document.byline.as_deref(),
            url: document.url.as_deref(),
            text: &document.text,
            words: document.text[document.body..].split_whitespace().count(),
            language: document::language(document).name(),
            warnings: problems.iter().map(|problem| problem.message.as_str()).collect(),
            ignore: &document.ignore,
        }
    }

    /// Name, then what is known of it, each on a line.
    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{}", visible::line(self.id))?;
        let date = self.date.as_deref().unwrap_or("undated");
        let language = self.language.unwrap_or("too short to tell the language");
        writeln!(out, "  {}, {date}, {} words, {language}", visible::line(self.outlet), self.words)?;
        for (label, value) in [("", self.title), ("by ", self.byline.map(without_by))] {
            if let Some(value) = value {
                writeln!(out, "  {label}{}", visible::line(value))?;
            }
        }
        self.warnings.iter().try_for_each(|warning| writeln!(out, "  warning: {}", visible::line(warning)))
    }
}

/// A byline without the word that is printed before it anyway.
fn without_by(byline: &str) -> &str {
    byline.strip_prefix("By ").or_else(|| byline.strip_prefix("by ")).unwrap_or(byline)
}
