//! Input: the documents behind the paths on the command line, one at a time and in a stable order. In: files, folders
//! and `-`. Out: [`Item`]s, handed over as they are read, so that no more than one document is held here.
//!
//! What a folder holds beside articles is counted and told of once; what cannot be read is a problem, and the rest is
//! read all the same.

use ignore::{DirEntry, WalkBuilder};
use misquote::Severity;
use misquote::document::{self, Document, NoText, Place, Problem, Reading};
use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What is handed over.
#[derive(Debug)]
pub enum Item {
    Document(Document),
    Problem(Problem),
}

/// Most bytes of one document: some two million words, more than any article and less than would hurt.
const LARGEST: u64 = 16 << 20;
/// Bad lines of one file that are told of one by one.
const MOST_TOLD: usize = 20;
/// Skipped files that are named, of each sort.
const MOST_NAMED: usize = 3;

/// Reads every path in turn and hands over what it finds, until there is no more or `give` breaks.
pub fn read(paths: &[PathBuf], give: &mut dyn FnMut(Item) -> ControlFlow<()>) -> ControlFlow<()> {
    let mut reader = Reader { give, names: HashSet::new(), skipped: Skipped::default(), failed: false };
    for path in paths {
        reader.path(path)?;
    }
    reader.finish()
}

/// The kinds of file that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    JsonLines,
}

impl Kind {
    fn of(path: &Path) -> Option<Kind> {
        match extension(path).as_str() {
            "txt" | "md" => Some(Kind::Plain),
            "jsonl" | "ndjson" => Some(Kind::JsonLines),
            _ => None,
        }
    }
}

/// A file, what to call it, and the outlet of what names none.
struct Source<'a> {
    path: &'a Path,
    name: String,
    outlet: String,
}

/// Files that were passed over.
#[derive(Default)]
struct Skipped {
    /// How many of each extension.
    other: BTreeMap<String, usize>,
    empty: Vec<String>,
    binary: Vec<String>,
}

struct Reader<'g> {
    give: &'g mut dyn FnMut(Item) -> ControlFlow<()>,
    names: HashSet<String>,
    skipped: Skipped,
    /// Whether an error was told of.
    failed: bool,
}

type Flow = ControlFlow<()>;

impl Reader<'_> {
    /// A path from the command line.
    fn path(&mut self, path: &Path) -> Flow {
        if path == Path::new("-") {
            return self.standard_input();
        }
        match path.metadata() {
            Err(error) => self.error(&shown(path), reason(&error)),
            Ok(metadata) if metadata.is_dir() => self.folder(path),
            Ok(_) => self.named(path),
        }
    }

    fn standard_input(&mut self) -> Flow {
        let mut input = io::stdin().lock();
        let source = Source { path: Path::new("-"), name: "-".to_owned(), outlet: "-".to_owned() };
        match first_byte(&mut input) {
            Ok((blank, Some(b'{'))) => self.json_lines(&source, &mut input, blank),
            Ok((blank, _)) => self.plain(&source, blank.as_slice().chain(input)),
            Err(error) => self.error("-", reason(&error)),
        }
    }

    /// A file that stands on the command line itself.
    fn named(&mut self, path: &Path) -> Flow {
        let Some(kind) = Kind::of(path) else {
            let remedy = "give a .txt, .md or .jsonl file, or pipe the text to `-`";
            return self.error(&shown(path), format!("not a kind of file that is read; {remedy}"));
        };
        self.file(&Source { path, name: shown(path), outlet: stem(path) }, kind)
    }

    /// Every article in a folder and its sub-folders, in order of path, but what is hidden or ignored by git.
    fn folder(&mut self, folder: &Path) -> Flow {
        let before = self.names.len();
        let mut walk = WalkBuilder::new(folder);
        walk.require_git(false).follow_links(true).sort_by_file_name(std::ffi::OsStr::cmp);
        for entry in walk.build() {
            match entry {
                Ok(entry) => self.entry(folder, &entry)?,
                Err(error) => self.unwalked(folder, &error)?,
            }
        }
        if self.names.len() == before {
            self.warning(&shown(folder), "no article in this folder; .txt, .md and .jsonl files are read")?;
        }
        Flow::Continue(())
    }

    fn entry(&mut self, folder: &Path, entry: &DirEntry) -> Flow {
        let path = entry.path();
        match (entry.file_type().is_some_and(|kind| kind.is_dir()), Kind::of(path)) {
            (true, _) => Flow::Continue(()),
            (false, Some(kind)) if path.is_file() => {
                self.file(&Source { path, name: shown(path), outlet: outlet(folder, path) }, kind)
            }
            (false, _) => {
                *self.skipped.other.entry(extension(path)).or_default() += 1;
                Flow::Continue(())
            }
        }
    }

    /// What the walk could not enter: a folder, or a link that leads nowhere. Links to other kinds do not matter.
    fn unwalked(&mut self, folder: &Path, error: &ignore::Error) -> Flow {
        let path = failed_path(error).unwrap_or(folder);
        if is_circle(error) {
            return self.warning(&shown(path), "leads back to a folder that holds it, so it is not followed");
        }
        if path.is_symlink() && Kind::of(path).is_none() {
            *self.skipped.other.entry(extension(path)).or_default() += 1;
            return Flow::Continue(());
        }
        let message = error.io_error().map_or_else(|| error.to_string(), reason);
        self.error(&shown(path), message)
    }

    fn file(&mut self, source: &Source<'_>, kind: Kind) -> Flow {
        match (File::open(source.path), kind) {
            (Err(error), _) => self.error(&source.name, reason(&error)),
            (Ok(file), Kind::Plain) => self.plain(source, file),
            (Ok(file), Kind::JsonLines) => self.json_lines(source, &mut BufReader::new(file), Vec::new()),
        }
    }

    fn plain(&mut self, source: &Source<'_>, input: impl Read) -> Flow {
        let mut bytes = Vec::new();
        if let Err(error) = input.take(LARGEST + 1).read_to_end(&mut bytes) {
            return self.error(&source.name, reason(&error));
        }
        if bytes.len() as u64 > LARGEST {
            let remedy = "give each article its own file, or its own line of a .jsonl file";
            return self.error(&source.name, format!("more than {} MiB in one article; {remedy}", LARGEST >> 20));
        }
        match document::plain(bytes, &source.name, &source.outlet) {
            Ok(reading) => self.reading(reading, &source.name, None),
            Err(NoText::Empty) => self.skip(|skipped| &mut skipped.empty, source),
            Err(NoText::Binary) => self.skip(|skipped| &mut skipped.binary, source),
        }
    }

    /// One record a line; `blank` is what was read of the first line already, all white space.
    fn json_lines(&mut self, source: &Source<'_>, input: &mut dyn BufRead, blank: Vec<u8>) -> Flow {
        match input.fill_buf() {
            Err(error) => self.error(&source.name, reason(&error)),
            Ok([0xff, 0xfe, ..] | [0xfe, 0xff, ..]) => {
                self.error(&source.name, "UTF-16; save JSON Lines as UTF-8".to_owned())
            }
            Ok(start) if document::is_binary(start) => self.skip(|skipped| &mut skipped.binary, source),
            Ok(_) => self.lines(source, Lines { input, line: blank, number: 0 }),
        }
    }

    fn lines(&mut self, source: &Source<'_>, mut lines: Lines<'_>) -> Flow {
        let (mut records, mut bad) = (0, Bad::default());
        loop {
            match lines.advance() {
                Err(error) => return self.error(&source.name, reason(&error)),
                Ok(None) => break,
                Ok(Some(Line::Blank)) => continue,
                Ok(Some(line)) => self.line(source, &lines, line, &mut bad)?,
            }
            records += 1;
        }
        if let Some(problem) = bad.untold(&source.name) {
            self.problem(problem)?;
        }
        if records == 0 { self.skip(|skipped| &mut skipped.empty, source) } else { Flow::Continue(()) }
    }

    /// One line that is not blank.
    fn line(&mut self, source: &Source<'_>, lines: &Lines<'_>, line: Line, bad: &mut Bad) -> Flow {
        let reading = if line == Line::TooLong {
            let message = format!("more than {} MiB in one line; give each article its own line", LARGEST >> 20);
            Err(Problem::error(&source.name, Some(lines.number), message))
        } else {
            let place = Place { file: &source.name, line: lines.number, outlet: &source.outlet };
            document::record(lines.record(), place)
        };
        match reading {
            Ok(reading) => self.reading(reading, &source.name, Some(lines.number)),
            Err(problem) if bad.count(&problem) <= MOST_TOLD => self.problem(problem),
            Err(_) => Flow::Continue(()),
        }
    }

    /// A document, under a name that no other has.
    fn reading(&mut self, reading: Reading, file: &str, line: Option<usize>) -> Flow {
        let Reading { mut document, problems } = reading;
        for problem in problems {
            self.problem(problem)?;
        }
        if !self.names.insert(document.name.clone()) {
            let name = (2..).map(|nth| format!("{}#{nth}", document.name)).find(|name| !self.names.contains(name));
            let name = name.unwrap_or_default();
            let message = format!("a document called {} was read before; this one is called {name}", document.name);
            self.problem(Problem::warning(file, line, message))?;
            self.names.insert(name.clone());
            document.name = name;
        }
        (self.give)(Item::Document(document))
    }

    fn skip(&mut self, sort: impl Fn(&mut Skipped) -> &mut Vec<String>, source: &Source<'_>) -> Flow {
        sort(&mut self.skipped).push(source.name.clone());
        Flow::Continue(())
    }

    /// Tells of what was skipped and, where no document was left, of that.
    fn finish(mut self) -> Flow {
        if let Some(message) = self.skipped.message() {
            self.problem(Problem { path: None, line: None, severity: Severity::Warning, message })?;
        }
        if self.names.is_empty() && !self.failed {
            let message = "nothing left to read".to_owned();
            self.problem(Problem { path: None, line: None, severity: Severity::Error, message })?;
        }
        Flow::Continue(())
    }

    fn error(&mut self, path: &str, message: String) -> Flow {
        self.problem(Problem::error(path, None, message))
    }

    fn warning(&mut self, path: &str, message: &str) -> Flow {
        self.problem(Problem::warning(path, None, message))
    }

    fn problem(&mut self, problem: Problem) -> Flow {
        self.failed |= problem.severity == Severity::Error;
        (self.give)(Item::Problem(problem))
    }
}

/// Lines of one file that gave no document.
#[derive(Default)]
struct Bad {
    errors: usize,
    warnings: usize,
}

impl Bad {
    /// Counts one more, and says how many there are now.
    fn count(&mut self, problem: &Problem) -> usize {
        let sort = if problem.severity == Severity::Error { &mut self.errors } else { &mut self.warnings };
        *sort += 1;
        self.errors + self.warnings
    }

    /// One problem for all that were not told of.
    fn untold(&self, file: &str) -> Option<Problem> {
        let untold = (self.errors + self.warnings).checked_sub(MOST_TOLD).filter(|&untold| untold > 0)?;
        let message = format!("{untold} more lines like these gave no document");
        let sort = if self.errors > 0 { Problem::error } else { Problem::warning };
        Some(sort(file, None, message.as_str()))
    }
}

impl Skipped {
    /// "3 files skipped: 2 of other kinds (.csv, .pdf), 1 empty (a.txt)"; none when nothing was.
    fn message(&self) -> Option<String> {
        let other: usize = self.other.values().sum();
        let kinds: Vec<String> = self.other.keys().map(|kind| kind_shown(kind)).collect();
        let sorts = [
            (other, "of other kinds", kinds.as_slice()),
            (self.empty.len(), "empty", &self.empty),
            (self.binary.len(), "not text", &self.binary),
        ];
        let total: usize = sorts.iter().map(|(count, ..)| count).sum();
        let said = sorts.iter().filter(|(count, ..)| *count > 0);
        let said: Vec<String> = said.map(|(count, what, list)| format!("{count} {what} ({})", some(list))).collect();
        let files = if total == 1 { "file" } else { "files" };
        (total > 0).then(|| format!("{total} {files} skipped: {}", said.join(", ")))
    }
}

/// The first few of a list.
fn some(list: &[String]) -> String {
    let named = list.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join(", ");
    if list.len() > MOST_NAMED { format!("{named}, ...") } else { named }
}

fn kind_shown(extension: &str) -> String {
    if extension.is_empty() { "without extension".to_owned() } else { format!(".{extension}") }
}

/// What a line turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Whole,
    Blank,
    TooLong,
}

/// Lines of bytes, none longer in memory than [`LARGEST`].
struct Lines<'r> {
    input: &'r mut dyn BufRead,
    line: Vec<u8>,
    /// Of the line, from 1.
    number: usize,
}

impl Lines<'_> {
    /// Reads the next line; none at the end.
    fn advance(&mut self) -> io::Result<Option<Line>> {
        if self.number == 0 {
            self.number = 1 + self.line.iter().filter(|&&byte| byte == b'\n').count();
        } else {
            self.number += 1;
        }
        self.line.clear();
        let read = (&mut *self.input).take(LARGEST + 1).read_until(b'\n', &mut self.line)?;
        if read as u64 > LARGEST && self.line.last() != Some(&b'\n') {
            self.line.clear();
            self.input.skip_until(b'\n')?;
            return Ok(Some(Line::TooLong));
        }
        let blank = self.record().is_empty();
        Ok((read > 0).then_some(if blank { Line::Blank } else { Line::Whole }))
    }

    /// The line without its end and without a byte-order mark at the top of the file.
    fn record(&self) -> &[u8] {
        let line = self.line.trim_ascii_end();
        if self.number == 1 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line) } else { line }
    }
}

/// What white space begins the input, after any byte-order mark, and which byte then follows.
fn first_byte(input: &mut impl BufRead) -> io::Result<(Vec<u8>, Option<u8>)> {
    let mut blank = Vec::new();
    loop {
        let start = input.fill_buf()?;
        let skip = start.iter().take_while(|byte| byte.is_ascii_whitespace() || is_mark(byte)).count();
        let next = start.get(skip).copied();
        let end = start.is_empty();
        blank.extend_from_slice(&start[..skip]);
        input.consume(skip);
        if next.is_some() || end || blank.len() as u64 > LARGEST {
            return Ok((blank, next));
        }
    }
}

/// True for the bytes of UTF-8's byte-order mark.
fn is_mark(byte: &&u8) -> bool {
    matches!(byte, 0xef | 0xbb | 0xbf)
}

/// The sub-folder of `folder` that holds the file or, for a file directly in it, the file's stem.
fn outlet(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let mut parts = below.components();
    match (parts.next(), parts.next()) {
        (Some(first), Some(_)) => first.as_os_str().to_string_lossy().into_owned(),
        _ => stem(path),
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn extension(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase()
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// What went wrong, with the remedy where there is one to give.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "not found; check the path".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied; make it readable".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

/// True for a link to a folder above it.
fn is_circle(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithPath { err, .. } => is_circle(err),
        _ => false,
    }
}

/// The path that a failure of the walk is about.
fn failed_path(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => failed_path(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}
