//! An upload: the form as documents. In: the parts of a request. Out: [`Upload`]. A pasted article is text, as a file
//! of text is; a file has any format that the command reads. What cannot be read becomes a problem that the report tells.

use super::Refusal;
use crate::cli::formats;
use axum::extract::multipart::Multipart;
use axum::http::StatusCode;
use misquote::document::{self, Document, Format, Item, NoText, Problem, Source};
use std::collections::HashSet;
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

/// Reads every part of the request.
pub async fn read(mut parts: Multipart) -> Result<Upload, Refusal> {
    let (mut upload, mut pasted) = (Upload::default(), Vec::new());
    while let Some(part) = parts.next_field().await? {
        let field = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await?;
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
        for document in &mut self.documents {
            let name = std::mem::take(&mut document.name);
            let others = (2..).map(|nth| format!("{name}#{nth}"));
            document.name =
                std::iter::once(name.clone()).chain(others).find(|name| !names.contains(name)).unwrap_or(name);
            names.insert(document.name.clone());
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
