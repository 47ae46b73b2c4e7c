//! A record: one document as a line of a JSON Lines file. In: the line, or a stream of them. Out: a [`Reading`], or the
//! [`Problem`] with the column and the remedy.

use super::fields::Fields;
use super::reader::{Give, LARGEST, reason};
use super::{Document, Item, NoText, Problem, Reading, Source, is_binary};
use serde_json::{Map, Value};
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

/// Where a record stands.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The file, as given.
    pub file: &'a str,
    /// The line in it, from 1.
    pub line: usize,
    /// The outlet of records that name none.
    pub outlet: &'a str,
}

impl Place<'_> {
    fn error(&self, message: impl Into<String>) -> Problem {
        Problem::error(self.file, Some(self.line), message)
    }

    fn warning(&self, message: impl Into<String>) -> Problem {
        Problem::warning(self.file, Some(self.line), message)
    }
}

/// The document in one line: an object of which only `text` is required.
///
/// # Errors
/// If the line is not UTF-8, not one JSON object, or has no string `text`; as a mere warning, if that is empty.
pub fn record(line: &[u8], place: Place<'_>) -> Result<Reading, Problem> {
    let mut object = object(line, place)?;
    let text = text(&mut object, place)?;
    let name = format!("{}:{}", place.file, place.line);
    let document = Document { outlet: place.outlet.to_owned(), ..Document::new(name, text) };
    let mut reading = Reading { document, line: Some(place.line), problems: Vec::new() };
    if reading.document.text.starts_with('\u{feff}') {
        reading.document.body = '\u{feff}'.len_utf8();
    }
    let fields = fields(object, place, &mut reading.problems);
    reading.problems.extend(fields.fill(&mut reading.document, place.file, Some(place.line)));
    Ok(reading)
}

fn object(line: &[u8], place: Place<'_>) -> Result<Map<String, Value>, Problem> {
    let line = std::str::from_utf8(line).map_err(|error| {
        place.error(format!("column {}: not valid UTF-8; save the file as UTF-8", error.valid_up_to() + 1))
    })?;
    match serde_json::from_str(line) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(other) => Err(place.error(format!("{} where an object with a \"text\" belongs", sort(&other)))),
        Err(error) => {
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or_default();
            let remedy = "each line must be one whole JSON object";
            Err(place.error(format!("column {}: broken JSON, {what}; {remedy}", error.column())))
        }
    }
}

fn text(object: &mut Map<String, Value>, place: Place<'_>) -> Result<String, Problem> {
    match object.remove("text") {
        Some(Value::String(text)) if !text.trim().is_empty() => Ok(text),
        Some(Value::String(_)) => Err(place.warning("\"text\" is empty, so the record is skipped")),
        Some(other) => Err(place.error(format!("\"text\" is {}; it must be a string", sort(&other)))),
        None => Err(place.error("the record has no \"text\"; give the article's text under this key")),
    }
}

/// The known keys. What cannot be made a string is left out with a warning.
fn fields(object: Map<String, Value>, place: Place<'_>, problems: &mut Vec<Problem>) -> Fields {
    let mut fields = Fields::default();
    for (key, value) in object {
        let Some(slot) = fields.slot(&key) else { continue };
        *slot = match value {
            Value::Null => None,
            Value::String(string) => Some(string),
            Value::Number(number) => Some(number.to_string()),
            Value::Array(names) if names.iter().all(Value::is_string) => Some(joined(&names)),
            other => {
                problems
                    .push(place.warning(format!("\"{key}\" is {}, so it is ignored; make it a string", sort(&other))));
                None
            }
        };
    }
    fields
}

fn joined(names: &[Value]) -> String {
    names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
}

fn sort(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// Every record of a stream of lines; none longer than [`LARGEST`] is kept in memory.
pub(super) fn records(input: &mut dyn BufRead, source: &Source<'_>, give: Give<'_>) -> ControlFlow<()> {
    let error = |message: String| Item::Problem(Problem::error(source.name, None, message));
    match input.fill_buf() {
        Err(failure) => return give(error(reason(&failure))),
        Ok([0xff, 0xfe, ..] | [0xfe, 0xff, ..]) => return give(error("UTF-16; save JSON Lines as UTF-8".to_owned())),
        Ok(start) if is_binary(start) => return give(Item::NoText(NoText::Binary)),
        Ok(_) => {}
    }
    let mut lines = Lines { input, line: Vec::new(), number: 0 };
    let mut empty = true;
    loop {
        match lines.advance() {
            Err(failure) => return give(error(reason(&failure))),
            Ok(None) if empty => return give(Item::NoText(NoText::Empty)),
            Ok(None) => return ControlFlow::Continue(()),
            Ok(Some(Line::Blank)) => continue,
            Ok(Some(line)) => give(lines.item(line, source))?,
        }
        empty = false;
    }
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
        self.number += 1;
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

    /// What one line that is not blank gives.
    fn item(&self, line: Line, source: &Source<'_>) -> Item {
        let place = Place { file: source.name, line: self.number, outlet: source.outlet };
        if line == Line::TooLong {
            let message = format!("more than {} MiB in one line; give each article its own line", LARGEST >> 20);
            return Item::Problem(place.error(message));
        }
        record(self.record(), place).map_or_else(Item::Problem, Item::Reading)
    }
}
