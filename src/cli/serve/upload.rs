//! An upload: the form as documents. In: the parts of a request, as [`receive`] hands them over. Out: [`Upload`]. A pasted
//! article is text, as a file of text is; a file has any format that the command reads. What cannot be read becomes a
//! problem that the report tells.

use super::Refusal;
use crate::cli::formats;
use axum::body::Bytes;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::http::StatusCode;
use misquote::document::{self, Document, Format, Item, NoText, Problem, Source};
use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::ops::ControlFlow;

/// Most bytes that one uploaded file may unfold to. Guessed: eight requests full.
const MOST_UNPACKED: u64 = 64 << 20;

/// What was sent, as far as it could be read.
#[derive(Debug, Default)]
pub struct Upload {
    pub documents: Vec<Document>,
    pub problems: Vec<Problem>,
}

/// An article as it was pasted.
#[derive(Default)]
struct Pasted {
    outlet: String,
    date: String,
    text: String,
}

/// A part of a request: the field of the form, the file's name where it has one, and what it holds.
pub struct Part {
    field: String,
    file: String,
    bytes: Bytes,
}

/// Every part of the request, as it arrives.
pub async fn receive(mut request: Multipart) -> Result<Vec<Part>, MultipartError> {
    let mut parts = Vec::new();
    while let Some(part) = request.next_field().await? {
        let field = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().unwrap_or_default().to_owned();
        parts.push(Part { field, file, bytes: part.bytes().await? });
    }
    Ok(parts)
}

/// Takes one field of the form; those of an article follow each other, the outlet first.
fn paste(pasted: &mut Vec<Pasted>, field: &str, value: String) {
    if field == "outlet" {
        pasted.push(Pasted::default());
    }
    let Some(article) = pasted.last_mut() else { return };
    match field {
        "outlet" => article.outlet = value,
        "date" => article.date = value,
        "text" => article.text = value,
        _ => {}
    }
}

impl Upload {
    /// Reads the parts, which takes long where they are large or made to hurt; refused where no article is among them.
    pub fn of(parts: Vec<Part>) -> Result<Self, Refusal> {
        let (mut upload, mut pasted) = (Upload::default(), Vec::new());
        for Part { field, file, bytes } in parts {
            if field == "file" {
                upload.file(&file, &bytes);
            } else {
                paste(&mut pasted, &field, String::from_utf8_lossy(&bytes).into_owned());
            }
        }
        for (nth, article) in (1..).zip(pasted) {
            upload.pasted(nth, article);
        }
        upload.with_names_apart()
    }

    /// A pasted article; none where nothing was pasted.
    fn pasted(&mut self, nth: usize, Pasted { outlet, date, text }: Pasted) {
        let name = format!("article {nth}");
        let before = self.documents.len();
        self.plain(&name, text.into_bytes());
        for document in &mut self.documents[before..] {
            if !outlet.trim().is_empty() {
                document.outlet = outlet.trim().to_owned();
            }
            document.date = date.parse().ok().or(document.date);
        }
    }

    /// A file of any format that the command reads, told as there by content and name.
    fn file(&mut self, name: &str, bytes: &[u8]) {
        let bytes = match unpacked(bytes) {
            Ok(bytes) => bytes,
            Err(why) => return self.problems.push(Problem::error(name, None, why)),
        };
        let format = document::detect(name, &bytes).unwrap_or(Format::Text);
        let (outlet, _) = document::unpacked_name(name).rsplit_once('.').unwrap_or((name, ""));
        let source = Source { name, outlet, text_column: None };
        let _ = document::read(format, &mut bytes.as_slice(), &source, &mut |item| {
            self.item(name, item);
            ControlFlow::Continue(())
        });
    }

    fn plain(&mut self, name: &str, bytes: Vec<u8>) {
        self.item(name, document::plain(bytes, name, name).map_or_else(Item::NoText, Item::Reading));
    }

    fn item(&mut self, name: &str, item: Item) {
        let skipped = |why: &str| Problem::warning(name, None, format!("{why}, so it is skipped"));
        match item {
            Item::Reading(reading) => {
                self.documents.push(reading.document);
                self.problems.extend(reading.problems);
            }
            Item::Problem(problem) => self.problems.push(problem),
            Item::NoText(NoText::Empty) => {}
            Item::NoText(NoText::Binary) => self.problems.push(skipped("not text")),
            Item::NoText(NoText::NotNews(remedy)) => self.problems.push(Problem::error(name, None, remedy)),
        }
    }

    /// Everything, each document under a name that no other has; refused where there is none.
    fn with_names_apart(mut self) -> Result<Self, Refusal> {
        if self.documents.is_empty() {
            let why: String = self.problems.iter().map(|problem| format!(" {problem}.")).collect();
            let message = format!("There is no article to compare.{why}");
            return Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, message));
        }
        let mut names = HashSet::new();
        let mut next: HashMap<String, usize> = HashMap::new();
        for document in &mut self.documents {
            let name = document.name.clone();
            while !names.insert(document.name.clone()) {
                let nth = next.entry(name.clone()).or_insert(2);
                document.name = format!("{name}#{nth}");
                *nth += 1;
            }
        }
        Ok(self)
    }
}

/// The bytes without their packing; an error says why they cannot be had.
fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut whole = Vec::new();
    let stream = formats::unpacked(Box::new(bytes));
    let read = stream.and_then(|stream| stream.take(MOST_UNPACKED + 1).read_to_end(&mut whole));
    read.map_err(|error| document::reason(&error))?;
    let message = || format!("more than {} MiB when unpacked; give it to `misquote check`", MOST_UNPACKED >> 20);
    if whole.len() as u64 > MOST_UNPACKED { Err(message()) } else { Ok(whole) }
}
