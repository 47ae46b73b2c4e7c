//! A table: one article a row, in a file of comma-, semicolon- or tab-separated values whose first row names the columns.
//! In: a stream of bytes. Out: a document a row, or the row's problem.
//!
//! The texts are in the column that the caller names, or in one that `src/lexicon/columns.tsv` knows by its name; likewise
//! outlet, date, title, byline, URL and id. The rows are streamed; none may be larger than one document.

use super::fields::Fields;
use super::reader::{Give, LARGEST, reason};
use super::text::decode;
use super::{Document, Item, NoText, Problem, Reading, Source, is_binary};
use crate::lexicon::columns;
use csv::{ByteRecord, ErrorKind, ReaderBuilder, StringRecord};
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

/// Most fields of a row. Guessed: more than any table has columns.
const MOST_FIELDS: usize = 10_000;

/// UTF-8's byte-order mark.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Which field of a document each column holds.
struct Columns {
    text: usize,
    others: Vec<(usize, &'static str)>,
}

/// Every row of the table.
pub(super) fn rows(input: &mut dyn BufRead, source: &Source<'_>, give: Give<'_>) -> ControlFlow<()> {
    let error = |message: String| Item::Problem(Problem::error(source.name, None, message));
    if input.fill_buf().is_ok_and(|start| start.starts_with(MARK)) {
        // What stands before the names may be all that is here yet.
        input.consume(MARK.len());
    }
    let head = match input.fill_buf() {
        Err(failure) => return give(error(reason(&failure))),
        Ok([]) => return give(Item::NoText(NoText::Empty)),
        Ok([0xff, 0xfe, ..] | [0xfe, 0xff, ..]) => return give(error("UTF-16; save the table as UTF-8".to_owned())),
        Ok(start) if is_binary(start) => return give(Item::NoText(NoText::Binary)),
        Ok(start) => (separator(start), first_line(start).ends_with(b"\r")),
    };
    let (separator, late) = head;
    let rows = Rows { input, room: LARGEST };
    let mut reader = ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(rows);
    let columns = match reader.headers().map(|names| Columns::of(names, source.text_column)) {
        Ok(Ok(columns)) => columns,
        Ok(Err(missing)) => return give(missing.map_or_else(Item::NoText, &error)),
        Err(failure) => return give(error(told(&failure))),
    };
    let mut record = ByteRecord::new();
    let mut empty = true;
    loop {
        reader.get_mut().room = LARGEST;
        match reader.read_byte_record(&mut record) {
            Ok(false) if empty => return give(Item::NoText(NoText::Empty)),
            Ok(false) => return ControlFlow::Continue(()),
            Ok(true) => {
                // Of two signs that end a line, the reader counts the second only when it goes on.
                let line = record.position().map(|position| position.line() as usize + usize::from(late));
                give(columns.item(&record, line, source))?
            }
            Err(failure) => return give(error(told(&failure))),
        }
        empty = false;
    }
}

/// A table that gives out no more than one row may have before the row has ended.
struct Rows<'r> {
    input: &'r mut dyn BufRead,
    room: u64,
}

impl Read for Rows<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.room == 0 {
            let message = format!("more than {} MiB in one row; is a quotation mark missing?", LARGEST >> 20);
            return Err(io::Error::other(message));
        }
        let read = self.input.read(buffer)?;
        self.room = self.room.saturating_sub(read as u64);
        Ok(read)
    }
}

fn first_line(head: &[u8]) -> &[u8] {
    head.split(|&byte| byte == b'\n').next().unwrap_or_default()
}

/// What parts the columns: the sign that the first line has most of.
fn separator(head: &[u8]) -> u8 {
    let count = |sign: u8| first_line(head).iter().filter(|&&byte| byte == sign).count();
    [b'\t', b';', b','].into_iter().max_by_key(|&sign| count(sign)).unwrap_or(b',')
}

fn told(failure: &csv::Error) -> String {
    match failure.kind() {
        ErrorKind::Io(error) => reason(error),
        _ => format!("not a table that can be read: {failure}; save it as CSV in UTF-8"),
    }
}

impl Columns {
    /// The columns by their names; `text` is the name that the user gave, if any.
    ///
    /// # Errors
    /// What to tell if the named column is missing, or that this is no table of articles.
    fn of(names: &StringRecord, text: Option<&str>) -> Result<Columns, Result<String, NoText>> {
        let fields: Vec<(usize, &'static str)> = names
            .iter()
            .take(MOST_FIELDS)
            .enumerate()
            .filter_map(|(at, name)| Some((at, columns::field(name)?)))
            .collect();
        let named = |text: &str| names.iter().position(|name| name.trim() == text);
        let text =
            match text {
                Some(text) => named(text).ok_or_else(|| {
                    let known = names.iter().take(20).collect::<Vec<_>>().join(", ");
                    Ok(format!("no column \"{text}\"; the columns are {known}"))
                })?,
                None => fields.iter().find(|(_, key)| *key == "text").map(|&(at, _)| at).ok_or(Err(
                    NoText::NotNews("a table without a column of texts; name the column with --text-column"),
                ))?,
            };
        let others = fields.into_iter().filter(|&(at, key)| key != "text" && at != text).collect();
        Ok(Columns { text, others })
    }

    /// The document in a row.
    fn item(&self, row: &ByteRecord, line: Option<usize>, source: &Source<'_>) -> Item {
        let name = format!("{}:{}", source.name, line.unwrap_or_default());
        let mut doubt = None;
        let text = row.get(self.text).and_then(|text| decode(text.to_vec())).map_or_else(String::new, |decoded| {
            doubt = decoded.doubt;
            decoded.text
        });
        if text.trim().is_empty() {
            return Item::Problem(Problem::warning(
                source.name,
                line,
                "the row's text is empty, so the row is skipped",
            ));
        }
        let mut fields = Fields::default();
        for &(at, key) in &self.others {
            if let Some(slot) = fields.slot(key).filter(|slot| slot.is_none()) {
                *slot = row.get(at).and_then(|value| decode(value.to_vec())).map(|decoded| decoded.text);
            }
        }
        let doubt = doubt.map(|(_, doubt)| Problem::warning(source.name, line, doubt));
        let mut problems: Vec<Problem> = doubt.into_iter().collect();
        let mut document = Document { outlet: source.outlet.to_owned(), ..Document::new(name, text) };
        problems.extend(fields.fill(&mut document, source.name, line));
        Item::Reading(Reading { document, line, problems })
    }
}
