//! A page: the words of an article, and which of them stand in quotation marks.

use super::marks::quoted;
use super::words::words;
use crate::attribution::Kind;
use crate::document::Span;
use crate::lexicon::words::FUNCTION_WORDS;
use std::collections::BTreeSet;

/// What spans consist of. Spans are the same when their pieces are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Piece {
    /// The word at this position.
    Word(usize),
    /// For spans without words, such as a colon: where they begin and end.
    Place(usize, usize),
}

/// The pieces of some spans.
pub(super) type Pieces = BTreeSet<Piece>;

pub(super) struct Page<'t> {
    text: &'t str,
    words: Vec<Span>,
    quoted: Vec<bool>,
}

impl<'t> Page<'t> {
    pub fn new(text: &'t str) -> Page<'t> {
        let words = words(text);
        let mut page = Page { text, quoted: vec![false; words.len()], words };
        for at in quoted(text).into_iter().flat_map(|span| page.touched(span)).collect::<Vec<_>>() {
            page.quoted[at] = true;
        }
        page
    }

    /// Positions of the words that share a character with a span.
    fn touched(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.words.partition_point(|word| word.end <= span.start);
        let to = self.words.partition_point(|word| word.start < span.end);
        from..to.max(from)
    }

    /// The words of spans.
    pub fn words(&self, spans: &[Span]) -> Pieces {
        spans.iter().filter(|span| !span.is_empty()).flat_map(|span| self.touched(*span)).map(Piece::Word).collect()
    }

    /// The words of spans or, where there are none, what `place` makes of each.
    pub fn pieces(&self, spans: &[Span], place: fn(&Span) -> Piece) -> Pieces {
        let words = self.words(spans);
        if words.is_empty() { spans.iter().filter(|span| !span.is_empty()).map(place).collect() } else { words }
    }

    /// Direct when all words stand in marks, mixed when some do.
    pub fn kind(&self, content: &Pieces) -> Kind {
        let inside = content.iter().filter(|piece| matches!(piece, Piece::Word(at) if self.quoted[*at])).count();
        match inside {
            0 => Kind::Indirect,
            all if all == content.len() => Kind::Direct,
            _ => Kind::Mixed,
        }
    }

    /// The words that say by themselves who a source is; all, where none does.
    pub fn telling(&self, source: &Pieces) -> Pieces {
        let tells = |piece: &&Piece| match piece {
            Piece::Word(at) => !FUNCTION_WORDS.contains(&self.words[*at].of(self.text).to_lowercase()),
            Piece::Place(..) => true,
        };
        let telling: Pieces = source.iter().filter(tells).copied().collect();
        if telling.is_empty() { source.clone() } else { telling }
    }
}
