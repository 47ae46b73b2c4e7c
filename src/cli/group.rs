//! `misquote group`: which quotations of a list report one utterance.

use super::terminal;
use super::{Outcome, threads};
use clap::Args;
use misquote::Options;
use misquote::document::{Problem, reason};
use misquote::utterance::Loose;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;

/// Group quotations that report one utterance, whole or in part
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A file of quotations, one JSON object a line, or - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    threads: threads::Threads,
}

const EXAMPLES: &str = "\
Each line has \"id\" and \"text\", and may have \"speaker\"; every other key is ignored. For each, a line with \"id\" \
and \"group\" is written, in the same order: quotations of one group report one utterance.

Examples:
  misquote group quotations.jsonl > groups.jsonl

Exit status: 2 if something could not be read, else 0";

/// One line of the file.
#[derive(Deserialize)]
struct Line<'l> {
    id: Id<'l>,
    #[serde(borrow)]
    text: Cow<'l, str>,
    #[serde(borrow, default)]
    speaker: Option<Cow<'l, str>>,
}

/// What a quotation is called, written as it was read; most are texts.
#[derive(Deserialize, Serialize)]
#[serde(untagged, expecting = "\"id\" must be a string or a number")]
enum Id<'l> {
    #[serde(borrow)]
    Text(Cow<'l, str>),
    Number(serde_json::Number),
}

/// What some programs write before UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The quotation on a line, or what is wrong with it and what to do.
fn quotation(line: &[u8]) -> Result<Line<'_>, String> {
    let line = std::str::from_utf8(line)
        .map_err(|error| format!("column {}: not valid UTF-8; save the file as UTF-8", error.valid_up_to() + 1))?;
    serde_json::from_str(line).map_err(|error| {
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or_default();
        let remedy = "each line must be one JSON object with an \"id\" and a \"text\"";
        format!("column {}: not a quotation, {what}; {remedy}", error.column())
    })
}

/// Quotations and what each is called, as JSON, end to end.
#[derive(Default)]
struct List {
    quotations: Loose,
    ids: Vec<u8>,
    ends: Vec<usize>,
}

impl Arguments {
    /// Reads, groups and writes.
    pub fn run(self) -> io::Result<Outcome> {
        let (list, problems) = self.read();
        problems.iter().for_each(terminal::tell);
        let unread = !problems.is_empty() || list.ends.is_empty();
        list.write(Options { threads: self.threads.count(), ..Options::default() })?;
        Ok(if unread { Outcome::Unread } else { Outcome::Clean })
    }

    fn read(&self) -> (List, Vec<Problem>) {
        let name = self.file.display().to_string();
        let (mut list, mut problems) = (List::default(), Vec::new());
        let opened: io::Result<Box<dyn BufRead>> = match name.as_str() {
            "-" => Ok(Box::new(io::stdin().lock())),
            _ => File::open(&self.file).map(|file| Box::new(BufReader::new(file)) as Box<dyn BufRead>),
        };
        if let Err(error) = opened.and_then(|mut lines| list.read(&mut *lines, &name, &mut problems)) {
            problems.push(Problem::error(&name, None, reason(&error)));
        }
        (list, problems)
    }
}

impl List {
    fn read(&mut self, lines: &mut dyn BufRead, name: &str, problems: &mut Vec<Problem>) -> io::Result<()> {
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            if lines.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            let line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&line).trim_ascii();
            if line.is_empty() {
                continue;
            }
            match quotation(line) {
                Ok(quotation) => self.add(&quotation)?,
                Err(why) => problems.push(Problem::error(name, Some(number), why)),
            }
        }
        Ok(())
    }

    fn add(&mut self, line: &Line) -> io::Result<()> {
        serde_json::to_writer(&mut self.ids, &line.id)?;
        self.ends.push(self.ids.len());
        self.quotations.add(&line.text, line.speaker.as_deref());
        Ok(())
    }

    fn write(self, options: Options) -> io::Result<()> {
        let groups = self.quotations.groups(&options);
        let mut out = BufWriter::new(io::stdout().lock());
        let mut start = 0;
        for (end, group) in self.ends.into_iter().zip(groups) {
            out.write_all(b"{\"id\": ")?;
            out.write_all(&self.ids[start..end])?;
            writeln!(out, ", \"group\": {group}}}")?;
            start = end;
        }
        out.flush()
    }
}
