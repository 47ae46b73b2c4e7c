//! A plain document: one article in a file of its own, `.txt` or `.md`, with or without front matter. In: the file's
//! bytes. Out: a [`Reading`], or the reason why there is none.

use super::front_matter::front_matter;
use super::text::decode;
use super::{Document, NoText, Problem, Reading};

/// A longer first line is a paragraph, not a headline. Guessed: the longest headline in the seeds has 150 bytes.
const LONGEST_TITLE: usize = 1_000;

/// The document in the bytes of a plain file, called `name`.
///
/// # Errors
/// If the bytes hold nothing or no text.
pub fn plain(bytes: Vec<u8>, name: &str, outlet: &str) -> Result<Reading, NoText> {
    let decoded = decode(bytes).ok_or(NoText::Binary)?;
    let mut reading = Reading {
        document: Document { outlet: outlet.to_owned(), ..Document::new(name, decoded.text) },
        line: None,
        problems: decoded.doubt.into_iter().map(|(line, doubt)| Problem::warning(name, Some(line), doubt)).collect(),
    };
    describe(&mut reading, name);
    let body = &reading.document.text[reading.document.body..];
    if body.trim().is_empty() {
        return Err(NoText::Empty);
    }
    if reading.document.title.is_none() {
        reading.document.title = first_line(body);
    }
    Ok(reading)
}

/// Fills in what the front matter says, but for an id, since files go by their path; and where the article begins.
fn describe(reading: &mut Reading, file: &str) {
    let document = &mut reading.document;
    document.body = if document.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    match front_matter(&document.text, document.body) {
        Ok(None) => {}
        Ok(Some(mut block)) => {
            document.body = block.body;
            block.fields.id = None;
            reading.problems.extend(block.fields.fill(document, file, block.date_line));
        }
        Err(not) => {
            let message = format!("{}, so the file is read as text without front matter", not.why);
            reading.problems.push(Problem::warning(file, Some(not.line), message));
        }
    }
}

/// The first line with anything on it, without a Markdown heading's `#`, unless it is too long for a headline.
fn first_line(body: &str) -> Option<String> {
    let line = body.lines().map(str::trim).find(|line| !line.is_empty())?;
    let heading = line.trim_start_matches('#');
    let title = if heading.starts_with(' ') { heading.trim_start() } else { line };
    (title.len() <= LONGEST_TITLE).then(|| title.to_owned())
}
