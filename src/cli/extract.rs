//! `misquote extract`: who is quoted or reported as saying what in each document.
//!
//! A stream: one thread reads, the pool works, and this one writes in order of input. A queue between them holds a few
//! documents for each worker and stops the reader when it is full, so memory does not grow with the input; and what is
//! written is flushed whenever nothing more is waiting, so a document's lines are out as soon as it is done.

use super::input::{self, Item};
use super::output::{Output, Target};
use super::terminal::{self, Colour};
use super::{Outcome, model, threads};
use clap::{Args, ValueEnum};
use misquote::document::{self, Document, Problem};
use misquote::report::human::{self, Look};
use misquote::report::{csv, jsonl};
use misquote::{Model, Severity};
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, SyncSender, TryRecvError};

/// List who is quoted or reported as saying what in each article
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Files (.txt, .md, .jsonl), folders of them, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The form of the report: for people or for programs
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    threads: threads::Threads,
    #[command(flatten)]
    model: model::Choice,
}

const EXAMPLES: &str = "\
Examples:
  misquote extract article.txt                   Who says what, for people
  misquote extract dump.jsonl --format jsonl     One attribution a line, for programs
  curl -s $URL | misquote extract - --format jsonl

Exit status: 2 if something could not be read, else 0";

/// The form of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, on a terminal
    #[default]
    Human,
    /// One JSON object a line; `misquote schema extract` describes it
    Jsonl,
    /// For a spreadsheet, one attribution a row
    Csv,
}

impl Format {
    /// What stands before the first document.
    fn head(self) -> String {
        match self {
            Format::Csv => csv::attribution_names(),
            Format::Human | Format::Jsonl => String::new(),
        }
    }
}

/// Documents that may wait for each worker. Guessed: enough to keep it busy beside one long document.
const WAITING: usize = 4;

/// What one document came to.
struct Done {
    lines: io::Result<Vec<u8>>,
    problem: Option<Problem>,
}

/// What stands in the queue, in order of input.
enum Slot {
    Problem(Problem),
    Document(Receiver<Done>),
}

/// How the lines of a document are made.
#[derive(Clone)]
struct Draw {
    model: Arc<Model>,
    format: Format,
    look: Look,
}

impl Arguments {
    /// Reads, extracts and writes, all at once.
    pub fn run(self, colour: Colour) -> io::Result<Outcome> {
        let (model, mut out) = match self.model.load().and_then(|model| Ok((model, self.target.open()?))) {
            Ok(ready) => ready,
            Err(problem) => return Ok(terminal::give_up(&problem)),
        };
        let draw = Draw { model: Arc::new(model), format: self.format, look: self.target.look(colour) };
        out.write_all(self.format.head().as_bytes())?;
        let every = || std::thread::available_parallelism().map_or(1, usize::from);
        let workers = if self.threads.count() == 0 { every() } else { self.threads.count() };
        let (send, queue) = mpsc::sync_channel(WAITING * workers);
        // Not joined: after a broken pipe it may still wait for input that nobody needs any more.
        std::thread::spawn(move || self.feed(workers, &send, &draw));
        write(&queue, out)
    }

    /// Reads every document, sets a worker on it and queues what it will come to.
    fn feed(&self, workers: usize, queue: &SyncSender<Slot>, draw: &Draw) {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(workers).build();
        let _ = input::read(&self.paths, &mut |item| {
            let slot = match item {
                Item::Problem(problem) => Slot::Problem(problem),
                Item::Document(document) => {
                    let (send, done) = mpsc::sync_channel(1);
                    let draw = draw.clone();
                    let job = move || drop(send.send(draw.document(&document)));
                    if let Ok(pool) = &pool {
                        pool.spawn(job)
                    } else {
                        job()
                    }
                    Slot::Document(done)
                }
            };
            if queue.send(slot).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
    }
}

impl Draw {
    fn document(&self, document: &Document) -> Done {
        let attributions = misquote::extract_by(document, &self.model).attributions;
        let mut lines = Vec::new();
        let written = match self.format {
            Format::Human => human::write_attributions(document, &attributions, &mut lines, self.look),
            Format::Jsonl => jsonl::write(document, &attributions, &mut lines),
            Format::Csv => csv::write_attributions(document, &attributions, &mut lines),
        };
        Done { lines: written.map(|()| lines), problem: document::foreign(document) }
    }
}

/// Writes what stands in the queue, in its order, until the reader is done.
fn write(queue: &Receiver<Slot>, mut out: Output) -> io::Result<Outcome> {
    let mut outcome = Outcome::Clean;
    while let Some(slot) = next(queue, &mut out)? {
        let problem = match slot {
            Slot::Problem(problem) => Some(problem),
            Slot::Document(done) => match next(&done, &mut out)? {
                Some(done) => {
                    out.write_all(&done.lines?)?;
                    done.problem
                }
                None => None,
            },
        };
        if let Some(problem) = problem {
            terminal::tell(&problem);
            if problem.severity == Severity::Error {
                outcome = Outcome::Unread;
            }
        }
    }
    out.finish().map(|()| outcome)
}

/// The next that is sent, or none at the end. Before waiting, what was written is flushed.
fn next<T>(receiver: &Receiver<T>, out: &mut impl Write) -> io::Result<Option<T>> {
    match receiver.try_recv() {
        Ok(sent) => Ok(Some(sent)),
        Err(TryRecvError::Disconnected) => Ok(None),
        Err(TryRecvError::Empty) => out.flush().map(|()| receiver.recv().ok()),
    }
}
