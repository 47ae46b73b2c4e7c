//! `misquote extract`: who is quoted or reported as saying what in each document.
//!
//! A stream: one thread reads, the pool works, and this one writes in order of input. A queue between them holds a few
//! documents for each worker and stops the reader when it is full, so memory does not grow with the input; and what is
//! written is flushed whenever nothing more is waiting, so a document's lines are out as soon as it is done.

use super::folder::Folder;
use super::input::{self, Item};
use super::output::{Output, Target};
use super::progress::Progress;
use super::summary::{self, Summary};
use super::terminal::{self, Colour};
use super::{Outcome, model, threads};
use clap::{Args, ValueEnum};
use misquote::document::{self, Document, Problem};
use misquote::report::human::{self, Look};
use misquote::report::uri::Root;
use misquote::report::{annotations, brat, csv, jsonl, schema_org};
use misquote::{Model, Severity};
use std::io::{self, IsTerminal, Write};
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
  misquote extract articles/ --format brat --output corrected/     To put right by hand

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
    /// A folder of brat standoff, for annotators to put right and `eval` to read; needs --output
    Brat,
    /// W3C Web Annotations, in JSON-LD
    Annotations,
    /// schema.org Quotation and Claim, in JSON-LD
    SchemaOrg,
}

/// What stands around the documents' parts of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Frame {
    between: &'static str,
    tail: &'static str,
}

impl Format {
    /// What stands before the first document.
    fn head(self) -> String {
        match self {
            Format::Csv => csv::attribution_names(),
            Format::Annotations | Format::SchemaOrg => "[\n".to_owned(),
            Format::Human | Format::Jsonl | Format::Brat => String::new(),
        }
    }

    fn frame(self) -> Frame {
        match self {
            Format::Annotations | Format::SchemaOrg => Frame { between: ",\n", tail: "\n]\n" },
            Format::Human | Format::Jsonl | Format::Csv | Format::Brat => Frame::default(),
        }
    }
}

/// Documents that may wait for each worker. Guessed: enough to keep it busy beside one long document.
const WAITING: usize = 4;

/// What one document came to.
struct Done {
    document: Document,
    lines: io::Result<Vec<u8>>,
    words: usize,
    attributions: usize,
    problem: Option<Problem>,
}

/// Where the documents' parts go.
enum Sink {
    /// One after the other.
    Lines { out: Output, frame: Frame, begun: bool },
    /// Each to files of its own.
    Files(Folder),
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
    root: Root,
}

impl Arguments {
    /// Reads, extracts and writes, all at once.
    pub fn run(self, colour: Colour) -> io::Result<Outcome> {
        let (model, sink) = match self.model.load().and_then(|model| Ok((model, self.sink()?))) {
            Ok(ready) => ready,
            Err(problem) => return Ok(terminal::give_up(&problem)),
        };
        let (look, root) = (self.target.look(colour), Root::here());
        let draw = Draw { model: Arc::new(model), format: self.format, look, root };
        let every = || std::thread::available_parallelism().map_or(1, usize::from);
        let workers = if self.threads.count() == 0 { every() } else { self.threads.count() };
        let (send, queue) = mpsc::sync_channel(WAITING * workers);
        // Not joined: after a broken pipe it may still wait for input that nobody needs any more.
        std::thread::spawn(move || self.feed(workers, &send, &draw));
        write(&queue, sink)
    }

    /// Where it goes.
    fn sink(&self) -> Result<Sink, Problem> {
        let place = self.target.path();
        if self.format == Format::Brat {
            let place = place.ok_or_else(|| Problem::error("brat", None, "writes a folder; name it with --output"))?;
            return Folder::open(place).map(Sink::Files);
        }
        let mut out = self.target.open()?;
        let begun = out.write_all(self.format.head().as_bytes());
        begun.map_err(|error| Problem::error("output", None, format!("cannot be written: {error}")))?;
        Ok(Sink::Lines { out, frame: self.format.frame(), begun: false })
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
                    let job = move || drop(send.send(draw.document(document)));
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
    fn document(&self, document: Document) -> Done {
        let found = misquote::extract_by(&document, &self.model).attributions;
        let mut lines = Vec::new();
        let written = match self.format {
            Format::Human => human::write_attributions(&document, &found, &mut lines, self.look),
            Format::Jsonl => jsonl::write(&document, &found, &mut lines),
            Format::Csv => csv::write_attributions(&document, &found, &mut lines),
            Format::Brat => lines.write_all(brat::annotations(&document, &found).as_bytes()),
            Format::Annotations => annotations::write_attributions(&document, &found, &self.root, &mut lines),
            Format::SchemaOrg => schema_org::write_attributions(&document, &found, &mut lines),
        };
        let (words, problem) = (summary::words(&document), document::foreign(&document));
        Done { lines: written.map(|()| lines), words, attributions: found.len(), problem, document }
    }
}

impl Sink {
    /// Adds a document's part.
    fn add(&mut self, document: &Document, lines: &[u8]) -> io::Result<()> {
        match self {
            Sink::Files(folder) => folder.add(document, lines),
            Sink::Lines { .. } if lines.is_empty() => Ok(()),
            Sink::Lines { out, frame, begun } => {
                let between = if std::mem::replace(begun, true) { frame.between } else { "" };
                out.write_all(between.as_bytes())?;
                out.write_all(lines)
            }
        }
    }

    /// Whether the user sees the output as it comes, so needs no other sign of life.
    fn is_seen(&self) -> bool {
        matches!(self, Sink::Lines { out: Output::Standard(_), .. }) && io::stdout().is_terminal()
    }

    /// Shows what was written so far.
    fn flush(&mut self) -> io::Result<()> {
        match self {
            Sink::Files(_) => Ok(()),
            Sink::Lines { out, .. } => out.flush(),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Sink::Files(folder) => folder.finish(),
            Sink::Lines { mut out, frame, .. } => {
                out.write_all(frame.tail.as_bytes())?;
                out.finish()
            }
        }
    }
}

/// Writes what stands in the queue, in its order, until the reader is done.
fn write(queue: &Receiver<Slot>, mut sink: Sink) -> io::Result<Outcome> {
    let (mut summary, progress) = (Summary::begin(), Progress::begin(!sink.is_seen()));
    progress.step("articles read", None);
    let mut outcome = Outcome::Clean;
    while let Some(slot) = next(queue, &mut sink)? {
        let problem = match slot {
            Slot::Problem(problem) => Some(problem),
            Slot::Document(done) => match next(&done, &mut sink)? {
                Some(done) => {
                    sink.add(&done.document, &done.lines?)?;
                    progress.advance();
                    summary.add(1, done.words, done.attributions);
                    done.problem
                }
                None => None,
            },
        };
        if let Some(problem) = problem {
            progress.aside(|| terminal::tell(&problem));
            if problem.severity == Severity::Error {
                outcome = Outcome::Unread;
            }
        }
    }
    sink.finish()?;
    progress.end();
    summary.tell();
    Ok(outcome)
}

/// The next that is sent, or none at the end. Before waiting, what was written is flushed.
fn next<T>(receiver: &Receiver<T>, sink: &mut Sink) -> io::Result<Option<T>> {
    match receiver.try_recv() {
        Ok(sent) => Ok(Some(sent)),
        Err(TryRecvError::Disconnected) => Ok(None),
        Err(TryRecvError::Empty) => sink.flush().map(|()| receiver.recv().ok()),
    }
}
