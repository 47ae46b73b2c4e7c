//! An upload: the form as documents. In: the parts of a request. Out: [`Upload`]. A pasted article is text, as a file
//! of text is; a file of JSON Lines holds a record a line. What cannot be read becomes a problem that the report tells.

use super::Refusal;
use axum::extract::multipart::Multipart;
use axum::http::StatusCode;
use misquote::document::{self, Document, NoText, Place, Problem, Reading};
use std::collections::HashSet;

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

    fn file(&mut self, name: &str, bytes: &[u8]) {
        if bytes.trim_ascii_start().starts_with(b"{") {
            self.records(name, bytes);
        } else {
            self.plain(name, bytes.to_vec());
        }
    }

    fn plain(&mut self, name: &str, bytes: Vec<u8>) {
        let outlet = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        match document::plain(bytes, name, outlet) {
            Ok(reading) => self.reading(reading),
            Err(NoText::Empty) => {}
            Err(NoText::Binary) => self.problems.push(Problem::warning(name, None, "not text, so it is skipped")),
        }
    }

    fn records(&mut self, name: &str, bytes: &[u8]) {
        let lines = (1..).zip(bytes.split(|&byte| byte == b'\n'));
        for (line, record) in lines.filter(|(_, record)| !record.trim_ascii().is_empty()) {
            match document::record(record, Place { file: name, line, outlet: name }) {
                Ok(reading) => self.reading(reading),
                Err(problem) => self.problems.push(problem),
            }
        }
    }

    fn reading(&mut self, reading: Reading) {
        self.documents.push(reading.document);
        self.problems.extend(reading.problems);
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
