//! Rows: passages as they are compared, their words end to end, so that millions of them take little room.
//!
//! In: passages one at a time, as tokens. Out: the same without their places in the text, four bytes a word, in the order
//! they came. There is room for 2^28 different words and for 2^32 words in all, sixteen gigabytes of them.

use super::normalise::{Edge, Token};
use super::passage::{Passage, Voice};
use crate::document::Document;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// One word of a row: which, in the upper 28 bits, and how it stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell(u32);

const WORD_SHIFT: u32 = 4;
const TITLED: u32 = 8;
const BRACKETED: u32 = 4;
const EDGE: u32 = 3;

impl Cell {
    /// A word that is, or is not, written as words of a title are.
    fn new(token: &Token, titled: bool) -> Self {
        let flag = |set: bool, flag: u32| if set { flag } else { 0 };
        let flags = flag(titled, TITLED) | flag(token.bracketed, BRACKETED) | token.edge as u32;
        Cell(token.word << WORD_SHIFT | flags)
    }

    /// Which word, in [`super::normalise::Words`].
    pub(crate) fn word(self) -> u32 {
        self.0 >> WORD_SHIFT
    }

    /// What stands before it.
    pub(crate) fn edge(self) -> Edge {
        match self.0 & EDGE {
            0 => Edge::Word,
            1 => Edge::Sentence,
            2 => Edge::Stretch,
            _ => Edge::Cut,
        }
    }

    /// Stands in brackets, square or round.
    pub(crate) fn bracketed(self) -> bool {
        self.0 & BRACKETED != 0
    }

    /// Begins with a capital, in the running text of an article.
    pub(crate) fn titled(self) -> bool {
        self.0 & TITLED != 0
    }
}

impl From<&Token> for Cell {
    fn from(token: &Token) -> Self {
        Cell::new(token, false)
    }
}

/// Passages, in the order they came.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    cells: Vec<Cell>,
    ends: Vec<End>,
}

/// Where the words of a passage end, and what is known of it beside them.
#[derive(Debug)]
struct End {
    end: u32,
    document: u32,
    voice: Voice,
}

/// A passage as it is compared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'r> {
    /// Its words.
    pub cells: &'r [Cell],
    /// Position of its document; 0 where there is none.
    pub document: usize,
    /// Who says it, as far as that helps.
    pub voice: Voice,
}

impl Row<'_> {
    /// Which words it has.
    pub(crate) fn words(&self) -> impl ExactSizeIterator<Item = u32> {
        self.cells.iter().map(|cell| cell.word())
    }

    /// A hash of the words.
    fn key(&self) -> u64 {
        let mut hasher = FxHasher::default();
        self.words().for_each(|word| hasher.write_u32(word));
        hasher.finish()
    }

    /// Equal words.
    fn says_the_same(&self, other: &Row) -> bool {
        self.words().eq(other.words())
    }
}

impl Rows {
    /// The passages of documents.
    pub(crate) fn of(passages: &[Passage], documents: &[&Document]) -> Self {
        let mut rows = Rows::default();
        for passage in passages {
            let text = documents[passage.document].text.as_str();
            let title = text.find('\n').unwrap_or(text.len());
            let titled = |token: &Token| {
                let span = token.span();
                span.start > title && span.of(text).starts_with(char::is_uppercase)
            };
            rows.cells.extend(passage.tokens.iter().map(|token| Cell::new(token, titled(token))));
            rows.end(passage.document, passage.voice);
        }
        rows
    }

    /// Adds the words of somebody, from no document.
    pub(crate) fn add(&mut self, tokens: &[Token], voice: Voice) {
        self.cells.extend(tokens.iter().map(Cell::from));
        self.end(0, voice);
    }

    fn end(&mut self, document: usize, voice: Voice) {
        self.ends.push(End { end: self.cells.len() as u32, document: document as u32, voice });
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Where the words of a passage begin and end.
    pub(crate) fn place(&self, row: usize) -> std::ops::Range<u32> {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before].end);
        start..self.ends[row].end
    }

    /// The words that lie there.
    pub(crate) fn cells(&self, place: std::ops::Range<u32>) -> &[Cell] {
        &self.cells[place.start as usize..place.end as usize]
    }

    /// A passage.
    pub(crate) fn row(&self, row: usize) -> Row<'_> {
        let End { document, voice, .. } = self.ends[row];
        Row { cells: self.cells(self.place(row)), document: document as usize, voice }
    }

    /// For every passage the first that has the same words, if they are at least so many; else itself.
    pub(crate) fn firsts(&self, least: usize) -> Vec<u32> {
        let mut met: FxHashMap<u64, u32> = FxHashMap::default();
        let first = |(number, row): (usize, Row)| {
            let first = *met.entry(row.key()).or_insert(number as u32);
            let equal = row.cells.len() >= least && self.row(first as usize).says_the_same(&row);
            if equal { first } else { number as u32 }
        };
        self.iter().enumerate().map(first).collect()
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).map(|row| self.row(row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;
    use crate::utterance::normalise::Words;

    #[test]
    fn a_cell_keeps_what_a_token_tells() {
        let text = "Stop the [big] wall. Go... on";
        let mut rows = Rows::default();
        let tokens = Words::default().tokens(text, &[Span::new(0, 14), Span::new(15, text.len())]);
        rows.add(&tokens, Voice::default());
        let told: Vec<_> = tokens.iter().map(|token| (token.word, token.edge, token.bracketed)).collect();
        let kept: Vec<_> = rows.row(0).cells.iter().map(|cell| (cell.word(), cell.edge(), cell.bracketed())).collect();
        assert_eq!(kept, told);
        assert_eq!(kept.iter().filter(|(_, edge, _)| *edge != Edge::Word).count(), 3);
    }

    #[test]
    fn a_title_is_written_large_in_running_text_alone() {
        let document = Document::new("a", "In God We Trust\nThey say In God we trust.");
        let tokens = Words::default().tokens(&document.text, &[Span::new(0, document.text.len())]);
        let passage = Passage { attribution: 0, document: 0, voice: Voice::default(), tokens };
        let rows = Rows::of(&[passage], &[&document]);
        let titled: Vec<bool> = rows.row(0).cells.iter().map(|cell| cell.titled()).collect();
        assert_eq!(titled, [false, false, false, false, true, false, true, true, false, false]);
    }
}
