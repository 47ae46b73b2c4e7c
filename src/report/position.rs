//! Positions: where the evidence of a finding stands, by line and column, for formats that point into files. In: the
//! documents of a report, and evidence. Out: [`Seen`], the text it points into, bytes, and lines and columns from 1.
//!
//! Columns are Unicode code points. A line ends with `\n`; a `\r` before it belongs to the line.

use super::{Evidence, Offsets, Span};
use crate::document::{self, Document};
use crate::finding::Field;
use std::cell::OnceCell;

/// A place by line and column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    pub line: usize,
    pub column: usize,
}

/// A text with its lines and code points counted.
pub(super) struct Positions<'t> {
    offsets: Offsets<'t>,
    /// Where each line begins, in bytes.
    lines: Vec<usize>,
}

impl<'t> Positions<'t> {
    pub fn new(text: &'t str) -> Self {
        let after = text.match_indices('\n').map(|(end, _)| end + 1);
        Positions { offsets: Offsets::new(text), lines: std::iter::once(0).chain(after).collect() }
    }

    /// A span of code points in bytes; none where it does not lie in the text.
    fn bytes(&self, span: Span) -> Option<document::Span> {
        let (start, end) = (self.offsets.byte(span.start)?, self.offsets.byte(span.end)?);
        (start <= end).then(|| document::Span::new(start, end))
    }

    /// The line and column of a byte.
    pub fn of(&self, byte: usize) -> Position {
        let line = self.lines.partition_point(|&start| start <= byte);
        let column = self.offsets.code_point(byte) - self.offsets.code_point(self.lines[line - 1]) + 1;
        Position { line, column }
    }
}

/// The documents of a report, each counted when first asked for.
pub(super) struct Shelf<'d> {
    documents: &'d [Document],
    texts: Vec<OnceCell<Positions<'d>>>,
    titles: Vec<OnceCell<Positions<'d>>>,
}

/// What a piece of evidence points at.
pub(super) struct Seen<'s> {
    pub document: &'s Document,
    /// The article or its headline, whichever is pointed into.
    pub text: &'s str,
    pub field: Field,
    /// Bytes into the text.
    pub span: document::Span,
    /// Code points into the text.
    pub points: Span,
    pub positions: &'s Positions<'s>,
}

impl<'d> Shelf<'d> {
    pub fn new(documents: &'d [Document]) -> Self {
        let none = || documents.iter().map(|_| OnceCell::new()).collect();
        Shelf { documents, texts: none(), titles: none() }
    }

    /// What `evidence` points at; none where the document has no such place.
    pub fn seen(&self, evidence: &Evidence) -> Option<Seen<'_>> {
        let document = self.documents.get(evidence.document)?;
        let (text, counted) = match evidence.field {
            Field::Text => (document.text.as_str(), &self.texts),
            Field::Title => (document.title.as_deref()?, &self.titles),
        };
        let positions = counted[evidence.document].get_or_init(|| Positions::new(text));
        let span = positions.bytes(evidence.span)?;
        Some(Seen { document, text, field: evidence.field, span, points: evidence.span, positions })
    }
}

impl Seen<'_> {
    /// The words pointed at.
    pub fn words(&self) -> &str {
        self.span.of(self.text)
    }

    /// Where they begin.
    pub fn start(&self) -> Position {
        self.positions.of(self.span.start)
    }

    /// Where they end: the column after the last.
    pub fn end(&self) -> Position {
        self.positions.of(self.span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, words: &str) -> String {
        let positions = Positions::new(text);
        let byte = text.find(words).unwrap();
        let Position { line, column } = positions.of(byte);
        let end = positions.of(byte + words.len());
        format!("{line}:{column} to {}:{}", end.line, end.column)
    }

    #[test]
    fn lines_and_columns_count_code_points() {
        assert_eq!(place("abc", "abc"), "1:1 to 1:4");
        assert_eq!(place("“Öl”\r\n\r\n😀 rain\nx", "rain\nx"), "3:3 to 4:2");
        assert_eq!(place("a\n", "a\n"), "1:1 to 2:1");
    }
}
