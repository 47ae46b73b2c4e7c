//! A reader: what hands over the documents of one input, one at a time. In: bytes, unpacked, and their [`Format`]. Out:
//! an [`Item`] each for a document, for what gave none, and for an input that holds no text at all.
//!
//! Lines, archives and tables are streamed: no more than one document of them is in memory. The others are read whole,
//! and none may be larger than [`LARGEST`].

use super::{Format, Problem, Reading, jsonl, plain};
#[cfg(feature = "formats")]
use super::{archive, docx, feed, html, newsml, ninjs, nitf, table};
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

/// Most bytes of one document: some two million words, more than any article and less than would hurt.
pub const LARGEST: u64 = 16 << 20;

/// Where documents come from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The file, as given.
    pub name: &'a str,
    /// The outlet of documents that name none.
    pub outlet: &'a str,
    /// The column of a table that holds the texts, where it is not known by its name.
    pub text_column: Option<&'a str>,
}

/// What a reader hands over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A document.
    Reading(Reading),
    /// Why a part of the input gave no document.
    Problem(Problem),
    /// Why the whole of it gave none.
    NoText(NoText),
}

/// Why bytes hold no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoText {
    /// There are none, or only white space.
    Empty,
    /// They are no text in any encoding.
    Binary,
    /// They are no news in the format that they seem to have; the remedy.
    NotNews(&'static str),
}

/// Who is handed the items; reading ends when it breaks.
pub type Give<'g> = &'g mut dyn FnMut(Item) -> ControlFlow<()>;

/// Reads every document of `input`, which has this format, and hands them over in order.
pub fn read(format: Format, input: &mut dyn BufRead, source: &Source<'_>, give: Give<'_>) -> ControlFlow<()> {
    match format {
        Format::JsonLines => jsonl::records(input, source, give),
        #[cfg(feature = "formats")]
        Format::Warc => archive::pages(input, source, give),
        #[cfg(feature = "formats")]
        Format::Csv => table::rows(input, source, give),
        _ => match whole(input, source) {
            Ok(bytes) => parsed(format, bytes, source, give),
            Err(problem) => give(Item::Problem(problem)),
        },
    }
}

/// The documents of an input that was read whole.
fn parsed(format: Format, bytes: Vec<u8>, source: &Source<'_>, give: Give<'_>) -> ControlFlow<()> {
    match format {
        Format::Text => give(plain(bytes, source.name, source.outlet).map_or_else(Item::NoText, Item::Reading)),
        Format::Pdf => give(Item::NoText(NoText::NotNews("a PDF; make a text of it with `pdftotext`, and give that"))),
        #[cfg(feature = "formats")]
        Format::Html => give(html::page(&bytes, &html::Origin::file(source))),
        #[cfg(feature = "formats")]
        Format::Feed => feed::entries(bytes, source, give),
        #[cfg(feature = "formats")]
        Format::Nitf => nitf::article(bytes, source, give),
        #[cfg(feature = "formats")]
        Format::NewsMl => newsml::items(bytes, source, give),
        #[cfg(feature = "formats")]
        Format::Ninjs => ninjs::items(&bytes, source, give),
        #[cfg(feature = "formats")]
        Format::Docx => give(docx::article(bytes, source)),
        _ => give(Item::Problem(Problem::error(source.name, None, "this build of misquote reads no such format"))),
    }
}

/// All bytes of the input, which are no more than one document may have.
fn whole(input: &mut dyn BufRead, source: &Source<'_>) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let read = input.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| Problem::error(source.name, None, reason(&error)))?;
    let remedy = "give each article its own file, or its own line of a .jsonl file";
    let message = format!("more than {} MiB in one article; {remedy}", LARGEST >> 20);
    if bytes.len() as u64 > LARGEST { Err(Problem::error(source.name, None, message)) } else { Ok(bytes) }
}

/// What went wrong, with the remedy where there is one to give.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "not found; check the path".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied; make it readable".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}
