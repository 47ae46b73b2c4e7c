//! A record: one document as a line of a JSON Lines file. In: the line. Out: a [`Reading`], or the [`Problem`] with the
//! column and the remedy.

use super::fields::Fields;
use super::{Document, Problem, Reading};
use serde_json::{Map, Value};

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
    let mut reading = Reading { document, problems: Vec::new() };
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
