//! Input: the documents behind the paths on the command line, one at a time and in a stable order. In: files, folders
//! and `-`. Out: [`Item`]s, handed over as they are read, so that no more than one document is held here.
//!
//! What a folder holds beside articles is counted and told of once; what cannot be read is a problem, and the rest is
//! read all the same.

use super::formats;
use clap::Args;
use ignore::{DirEntry, WalkBuilder};
use misquote::Severity;
pub use misquote::document::reason;
use misquote::document::{self, Document, Format, NoText, Problem, Reading, Source};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What is handed over.
#[derive(Debug)]
pub enum Item {
    Document(Reading),
    /// A document in another language, which is left out; a note has said so.
    Foreign(Reading),
    Problem(Problem),
}

/// Where articles come from, on the command line.
#[derive(Debug, Args)]
pub struct Articles {
    /// Files, folders of them, or - for standard input: texts, web pages, JSON Lines, WARC, feeds, CSV, .docx and more
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Read every file as this format, instead of telling it by content and name
    #[arg(long, value_name = "FORMAT", value_parser = formats::parser())]
    pub input_format: Option<Format>,
    /// The column of a CSV table that holds the texts, if it is not called text, body, content or the like
    #[arg(long, value_name = "NAME")]
    pub text_column: Option<String>,
}

/// Items of one file that gave no document and are told of one by one.
const MOST_TOLD: usize = 20;
/// Skipped files that are named, of each sort.
const MOST_NAMED: usize = 3;
/// White space that may stand before what tells the format. Guessed.
const MOST_BLANK: usize = 64 << 10;

/// Reads every path in turn and hands over what it finds, until there is no more or `give` breaks.
pub fn read(choice: &Articles, give: &mut dyn FnMut(Item) -> ControlFlow<()>) -> ControlFlow<()> {
    let mut reader = Reader {
        choice,
        give,
        names: HashSet::new(),
        repeated: HashMap::new(),
        found: 0,
        kept: 0,
        skipped: Skipped::default(),
        failed: false,
    };
    for path in &choice.paths {
        reader.path(path)?;
    }
    reader.finish()
}

/// A file: what to call it, the outlet of what names none, and whether the user named it or a folder holds it.
struct Input {
    name: String,
    outlet: String,
    named: bool,
}

/// Files that were passed over.
#[derive(Default)]
struct Skipped {
    /// How many of each extension.
    other: BTreeMap<String, usize>,
    pdf: Vec<String>,
    /// What tells people about the folder.
    readme: Vec<String>,
    empty: Vec<String>,
    binary: Vec<String>,
}

struct Reader<'g> {
    choice: &'g Articles,
    give: &'g mut dyn FnMut(Item) -> ControlFlow<()>,
    /// Hashes of the names that were given; of two hundred million names themselves there would be too much.
    names: HashSet<u64>,
    /// For each name that came again, by its hash, the number to try next.
    repeated: HashMap<u64, usize>,
    /// Documents that were read.
    found: usize,
    /// Those of them that are English.
    kept: usize,
    skipped: Skipped,
    /// Whether an error was told of.
    failed: bool,
}

type Flow = ControlFlow<()>;

impl Reader<'_> {
    /// A path from the command line.
    fn path(&mut self, path: &Path) -> Flow {
        if path == Path::new("-") {
            let input = Input { name: "-".to_owned(), outlet: "-".to_owned(), named: true };
            return self.stream(&input, Box::new(io::stdin().lock()));
        }
        match path.metadata() {
            Err(error) => self.error(&shown(path), reason(&error)),
            Ok(metadata) if metadata.is_dir() => self.folder(path),
            Ok(_) => self.file(path, &Input { name: shown(path), outlet: stem(path), named: true }),
        }
    }

    /// Every article in a folder and its sub-folders, in order of path, but what is hidden or ignored by git.
    fn folder(&mut self, folder: &Path) -> Flow {
        let before = self.found;
        let mut walk = WalkBuilder::new(folder);
        walk.require_git(false).follow_links(true).sort_by_file_name(std::ffi::OsStr::cmp);
        for entry in walk.build() {
            match entry {
                Ok(entry) => self.entry(folder, &entry)?,
                Err(error) => self.unwalked(folder, &error)?,
            }
        }
        if self.found == before {
            self.warning(&shown(folder), &format!("no article in this folder; {} are read", formats::KINDS))?;
        }
        Flow::Continue(())
    }

    fn entry(&mut self, folder: &Path, entry: &DirEntry) -> Flow {
        let path = entry.path();
        if entry.file_type().is_some_and(|kind| kind.is_dir()) {
            return Flow::Continue(());
        }
        if is_readme(path) {
            self.skipped.readme.push(shown(path));
            return Flow::Continue(());
        }
        if path.is_file() {
            return self.file(path, &Input { name: shown(path), outlet: outlet(folder, path), named: false });
        }
        self.skip_kind(path);
        Flow::Continue(())
    }

    /// What the walk could not enter: a folder, or a link that leads nowhere. Links to other kinds do not matter.
    fn unwalked(&mut self, folder: &Path, error: &ignore::Error) -> Flow {
        let path = failed_path(error).unwrap_or(folder);
        if is_circle(error) {
            return self.warning(&shown(path), "leads back to a folder that holds it, so it is not followed");
        }
        if path.is_symlink() && document::by_name(&shown(path)).is_none() {
            self.skip_kind(path);
            return Flow::Continue(());
        }
        let message = error.io_error().map_or_else(|| error.to_string(), reason);
        self.error(&shown(path), message)
    }

    fn file(&mut self, path: &Path, input: &Input) -> Flow {
        match File::open(path) {
            Ok(file) => self.stream(input, Box::new(BufReader::new(file))),
            // Nobody asked for a file that would not have been read.
            Err(_) if !input.named && document::by_name(&input.name).is_none() => {
                self.skip_kind(path);
                Flow::Continue(())
            }
            Err(error) => self.error(&input.name, reason(&error)),
        }
    }

    /// The documents of an open file.
    fn stream(&mut self, input: &Input, stream: Box<dyn BufRead + '_>) -> Flow {
        let opened = formats::unpacked(stream).and_then(|mut stream| Ok((blank(&mut stream)?, stream)));
        let (blank, mut stream) = match opened {
            Ok((blank, stream)) => (blank.len(), Cursor::new(blank).chain(stream)),
            Err(error) => return self.error(&input.name, reason(&error)),
        };
        let format = match stream.get_mut().1.fill_buf() {
            Ok(head) => self.format(input, head),
            Err(error) => return self.error(&input.name, reason(&error)),
        };
        let Some(format) = format else {
            let nothing = blank == 0 && stream.get_mut().1.fill_buf().is_ok_and(<[u8]>::is_empty);
            return if nothing && !input.named { self.skip_empty(input) } else { self.other(input, formats::REMEDY) };
        };
        if format == Format::Pdf && !input.named {
            self.skipped.pdf.push(input.name.clone());
            return Flow::Continue(());
        }
        let source =
            Source { name: &input.name, outlet: &input.outlet, text_column: self.choice.text_column.as_deref() };
        let mut tally = Tally::default();
        document::read(format, &mut stream, &source, &mut |item| self.item(item, input, &mut tally))?;
        tally.untold(&input.name).into_iter().try_for_each(|problem| self.problem(problem))
    }

    /// The format that was asked for or, with none asked for, that can be told. A text without a known name is read where
    /// it comes from standard input.
    fn format(&self, input: &Input, head: &[u8]) -> Option<Format> {
        let told = || match input.named {
            true => document::detect(&input.name, head),
            // A folder holds all sorts; only what is surely a known format is read whatever it is called.
            false if document::by_name(&input.name).is_none() && !input.name.ends_with(".xml") => {
                document::by_signature(head.trim_ascii_start())
            }
            false => document::detect(&input.name, head),
        };
        let text = (input.name == "-").then_some(Format::Text);
        self.choice.input_format.or_else(told).or(text)
    }

    fn item(&mut self, item: document::Item, input: &Input, tally: &mut Tally) -> Flow {
        match item {
            document::Item::Reading(reading) => self.reading(reading, &input.name, tally),
            document::Item::Problem(problem) => self.tallied(problem, tally),
            document::Item::NoText(NoText::Empty) => self.skip_empty(input),
            document::Item::NoText(NoText::Binary) => {
                self.skipped.binary.push(input.name.clone());
                Flow::Continue(())
            }
            document::Item::NoText(NoText::NotNews(remedy)) => self.other(input, remedy),
        }
    }

    /// Tells of what gave no document, unless much of its file did not.
    fn tallied(&mut self, problem: Problem, tally: &mut Tally) -> Flow {
        self.failed |= problem.severity == Severity::Error;
        if tally.count(&problem) <= MOST_TOLD { self.problem(problem) } else { Flow::Continue(()) }
    }

    /// A document, under a name that no other has.
    fn reading(&mut self, mut reading: Reading, file: &str, tally: &mut Tally) -> Flow {
        for problem in &reading.problems {
            tally.doubts += 1;
            if tally.doubts <= MOST_TOLD {
                self.problem(problem.clone())?;
            }
        }
        if !self.is_new(&reading.document) {
            self.rename(&mut reading, file, tally)?;
        }
        self.found += 1;
        let Some(looks) = document::language(&reading.document).foreign() else {
            self.kept += 1;
            return (self.give)(Item::Document(reading));
        };
        let note =
            Problem::note(&reading.document.name, None, format!("{looks}; only English is read, so it is skipped"));
        self.tallied(note, tally)?;
        (self.give)(Item::Foreign(reading))
    }

    /// Remembers the name of a document; false if there was one of that name.
    fn is_new(&mut self, document: &Document) -> bool {
        self.names.insert(hashed(&document.name))
    }

    fn rename(&mut self, reading: &mut Reading, file: &str, tally: &mut Tally) -> Flow {
        let Reading { document, line, .. } = reading;
        let name = document.name.clone();
        let mut nth = self.repeated.get(&hashed(&name)).copied().unwrap_or(2);
        document.name = format!("{name}#{nth}");
        while !self.is_new(document) {
            nth += 1;
            document.name = format!("{name}#{nth}");
        }
        self.repeated.insert(hashed(&name), nth + 1);
        tally.renamed += 1;
        if tally.renamed > MOST_TOLD {
            return Flow::Continue(());
        }
        let message = format!("a document called {name} was read before; this one is called {}", document.name);
        self.problem(Problem::warning(file, *line, message))
    }

    /// What is no kind of file that is read: an error where the user named it, else skipped.
    fn other(&mut self, input: &Input, remedy: &str) -> Flow {
        if input.named {
            return self.error(&input.name, remedy.to_owned());
        }
        self.skip_kind(Path::new(&input.name));
        Flow::Continue(())
    }

    fn skip_kind(&mut self, path: &Path) {
        *self.skipped.other.entry(extension(path)).or_default() += 1;
    }

    fn skip_empty(&mut self, input: &Input) -> Flow {
        self.skipped.empty.push(input.name.clone());
        Flow::Continue(())
    }

    /// Tells of what was skipped and, where no document was left, of that.
    fn finish(mut self) -> Flow {
        if let Some(message) = self.skipped.message() {
            self.problem(Problem { path: None, line: None, severity: Severity::Warning, message })?;
        }
        if self.kept == 0 && !self.failed {
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

fn hashed(name: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(name)
}

/// What was told of one file more than once: parts that gave no document, documents that got another name, and doubts
/// about documents.
#[derive(Default)]
struct Tally {
    errors: usize,
    warnings: usize,
    renamed: usize,
    doubts: usize,
}

impl Tally {
    /// Counts one more, and says how many there are now.
    fn count(&mut self, problem: &Problem) -> usize {
        let sort = if problem.severity == Severity::Error { &mut self.errors } else { &mut self.warnings };
        *sort += 1;
        self.errors + self.warnings
    }

    /// One problem of each sort for all that were not told of.
    fn untold(&self, file: &str) -> Vec<Problem> {
        let over = |count: usize| count.checked_sub(MOST_TOLD).filter(|&untold| untold > 0);
        let sort = if self.errors > 0 { Problem::error } else { Problem::warning };
        let lost = over(self.errors + self.warnings)
            .map(|untold| sort(file, None, format!("{untold} more like these gave no document")));
        let renamed = over(self.renamed).map(|untold| {
            let message = format!("{untold} more documents have names that were read before; they are numbered too");
            Problem::warning(file, None, message)
        });
        let doubts = over(self.doubts)
            .map(|untold| Problem::warning(file, None, format!("{untold} more warnings about documents in this file")));
        lost.into_iter().chain(renamed).chain(doubts).collect()
    }
}

impl Skipped {
    /// "3 files skipped: 2 of other kinds (.css, .png), 1 empty (a.txt)"; none when nothing was.
    fn message(&self) -> Option<String> {
        let other: usize = self.other.values().sum();
        let kinds: Vec<String> = self.other.keys().map(|kind| kind_shown(kind)).collect();
        let sorts = [
            (other, "of other kinds", kinds.as_slice()),
            (self.pdf.len(), "PDF, of which `pdftotext` makes text", &self.pdf),
            (self.readme.len(), "about the folder", &self.readme),
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

/// What white space begins the input, after any byte-order mark; the rest stays in the stream.
fn blank(input: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut blank = Vec::new();
    loop {
        let start = input.fill_buf()?;
        let skip = start.iter().take_while(|byte| byte.is_ascii_whitespace() || is_mark(byte)).count();
        let more = skip > 0 && skip == start.len();
        blank.extend_from_slice(&start[..skip]);
        input.consume(skip);
        if !more || blank.len() > MOST_BLANK {
            return Ok(blank);
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

/// The file's name without what says its format and how it is packed.
fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let name = Path::new(document::unpacked_name(&name));
    name.file_stem().unwrap_or(name.as_os_str()).to_string_lossy().into_owned()
}

/// True for the file that tells people what a folder holds, by a custom older than Markdown; whoever means it as an article
/// names it.
fn is_readme(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"))
        && ["", "md", "txt", "markdown"].contains(&extension(path).as_str())
}

fn extension(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase()
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
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
