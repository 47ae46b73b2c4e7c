//! The formats on the command line: their names for `--input-format`, and what is said of files in no known one.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use misquote::document::{FORMATS, Format};
use std::io::{self, BufRead};

/// What is read of a folder.
pub const KINDS: &str = "texts (.txt, .md), web pages (.html), .jsonl, .warc, feeds, .csv, .docx and agency formats";

/// What to do about a file that is in no known format.
pub const REMEDY: &str =
    "not a kind of file that is read; name its format with --input-format, or pipe the text to `-`";

/// A format by its name.
pub fn parser() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(FORMATS.map(|(name, _)| name)).try_map(|name| {
        let known = FORMATS.iter().find(|(known, _)| *known == name);
        known.map(|&(_, format)| format).ok_or("no such format")
    })
}

/// The stream without its packing, where this build knows any.
#[cfg(feature = "formats")]
pub fn unpacked<'r>(stream: Box<dyn BufRead + 'r>) -> io::Result<Box<dyn BufRead + 'r>> {
    misquote::document::unpacked(stream)
}

/// The stream as it is.
#[cfg(not(feature = "formats"))]
pub fn unpacked<'r>(stream: Box<dyn BufRead + 'r>) -> io::Result<Box<dyn BufRead + 'r>> {
    Ok(stream)
}
