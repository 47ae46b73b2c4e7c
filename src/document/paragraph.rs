//! A paragraph: a line of a document.
//!
//! In: a text. Out: the spans of its lines that hold more than white space. Any of the characters that end a line for
//! UAX #29 ends a paragraph: line feed, carriage return, next line, line separator, paragraph separator. Vertical tab
//! and form feed are white space inside one. Wrong for text wrapped at a fixed width, where a paragraph is many lines.

use super::Span;
use memchr::{memchr2, memchr2_iter};

/// The paragraphs of `text` from byte `body` on, without white space at their ends; blank lines are left out.
pub(crate) fn paragraphs(text: &str, body: usize) -> impl Iterator<Item = Span> {
    let mut start = body.min(text.len());
    std::iter::from_fn(move || {
        if start > text.len() {
            return None;
        }
        let (length, width) = line(&text[start..]);
        let span = Span::new(start, start + length);
        start = if width == 0 { text.len() + 1 } else { span.end + width };
        Some(span.trim(text))
    })
    .filter(|span| !span.is_empty())
}

/// Bytes of the first line and of the character that ends it (none at the end of the text).
fn line(rest: &str) -> (usize, usize) {
    let bytes = rest.as_bytes();
    let feed = memchr2(b'\n', b'\r', bytes);
    let plain = &bytes[..feed.unwrap_or(bytes.len())];
    for at in memchr2_iter(0xC2, 0xE2, plain) {
        match &plain[at..] {
            [0xC2, 0x85, ..] => return (at, 2),
            [0xE2, 0x80, 0xA8 | 0xA9, ..] => return (at, 3),
            _ => {}
        }
    }
    (plain.len(), usize::from(feed.is_some()))
}
