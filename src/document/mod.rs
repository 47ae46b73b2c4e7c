//! A document: one article of one outlet, exactly as it was written.
//!
//! In: bytes or strings from a caller. Out: [`Document`], whose text later stages point into with [`Span`]s. Text is
//! never rewritten: no-break spaces, soft hyphens, carriage returns and zero-width characters stay and count.

#[cfg(feature = "formats")]
mod agency;
#[cfg(feature = "formats")]
mod archive;
#[cfg(feature = "formats")]
mod docx;
#[cfg(feature = "formats")]
mod feed;
mod fields;
mod format;
mod front_matter;
#[cfg(feature = "formats")]
mod html;
mod jsonl;
mod language;
mod link_text;
#[cfg(feature = "formats")]
mod newsml;
#[cfg(feature = "formats")]
mod ninjs;
#[cfg(feature = "formats")]
mod nitf;
#[cfg(feature = "formats")]
mod packed;
mod paragraph;
mod plain;
mod problem;
mod reader;
mod span;
#[cfg(feature = "formats")]
mod table;
mod text;
#[cfg(feature = "formats")]
mod xml;

pub(crate) use link_text::link_text;
pub(crate) use paragraph::paragraphs;

pub use format::{FORMATS, Format, by_name, by_signature, detect, unpacked_name};
pub use jsonl::{Place, record};
pub use language::{Language, foreign, language};
#[cfg(feature = "formats")]
pub use packed::unpacked;
pub use plain::plain;
pub use problem::Problem;
pub use reader::{Give, Item, LARGEST, NoText, Source, read, reason};
pub use span::Span;
pub use text::is_binary;

use jiff::civil::Date;

/// One article of one outlet. Documents are ordered by name, and by all else where names are the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Document {
    /// What the document is called in output: a record's id, or a path as given.
    pub name: String,
    /// Who published it. Labels and counts; documents are compared whatever their outlet.
    pub outlet: String,
    /// Day of publication, if known.
    pub date: Option<Date>,
    /// Headline. For a plain file without front matter this is the first line, which stays in the text.
    pub title: Option<String>,
    /// Who wrote it, as printed.
    pub byline: Option<String>,
    /// Where it was published. Never fetched.
    pub url: Option<String>,
    /// Codes of findings about this document that are not to be told: its front matter's `misquote-ignore`.
    pub ignore: Vec<String>,
    /// The whole decoded text, front matter and byte-order mark included.
    pub text: String,
    /// Byte offset in `text` where the article begins, after any byte-order mark and front matter.
    pub body: usize,
}

/// A document that was read, with what was doubtful about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The document.
    pub document: Document,
    /// The line of its file that it begins at, from 1, where a file holds many.
    pub line: Option<usize>,
    /// Warnings only: what keeps a document from being read is an error of its reader.
    pub problems: Vec<Problem>,
}

impl Document {
    /// A document of this text alone, called `name`; the outlet has the same name.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let name = name.into();
        Document { outlet: name.clone(), name, text: text.into(), ..Document::default() }
    }

    /// The words a span covers.
    ///
    /// # Panics
    /// If the span does not lie in the text on character boundaries.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }
}
