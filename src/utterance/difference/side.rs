//! A side: one of the two passages that are compared, read by ranges of its words.
//!
//! In: a text, its tokens and its attribution. Out: places, words as written, edges and sentences of a range. Where a
//! sentence begins is read from the edge and the letter alone, so that a name behind a break counts as a beginning.

use crate::attribution::Kind;
use crate::corpus::Placed;
use crate::document::Span;
use crate::utterance::normalise::{Edge, Token};
use std::ops::Range;

/// A quotation of so many words that begins with a capital is a sentence, though it stands in one: guessed.
const SENTENCE: usize = 6;

/// Words quoted in a detail at most.
pub(super) const SHOWN: usize = 12;

/// One of two passages that are compared.
#[derive(Clone, Copy)]
pub(in crate::utterance) struct Side<'a> {
    /// The text of its document.
    pub text: &'a str,
    /// Its attribution.
    pub placed: &'a Placed,
    /// Its words.
    pub tokens: &'a [Token],
}

impl Side<'_> {
    /// The place of a range of words: one span for each stretch of the text.
    pub(super) fn spans(&self, range: Range<usize>) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for (at, token) in self.tokens[range].iter().enumerate() {
            match spans.last_mut() {
                Some(last) if at > 0 && token.edge != Edge::Stretch => *last = last.cover(token.span()),
                _ => spans.push(token.span()),
            }
        }
        spans
    }

    /// A range of words as written, shortened.
    pub(super) fn words(&self, range: Range<usize>) -> String {
        let cut = range.len() > SHOWN;
        let shown = range.start..range.end.min(range.start + SHOWN);
        let parts: Vec<&str> = self.spans(shown).iter().map(|span| span.of(self.text)).collect();
        let words = parts.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        if cut { format!("\"{words} ...\"") } else { format!("\"{words}\"") }
    }

    /// The matched words around a gap, where nothing stands in the gap itself.
    pub(super) fn around(&self, gap: &Range<usize>) -> Vec<Span> {
        if gap.is_empty() {
            self.spans(gap.start.saturating_sub(1)..self.behind(gap).end)
        } else {
            self.spans(gap.clone())
        }
    }

    /// The edge behind a gap, or inside it: the strongest.
    pub(super) fn edge(&self, gap: &Range<usize>) -> Edge {
        self.tokens[self.behind(gap)].iter().map(|token| token.edge).max().unwrap_or(Edge::Word)
    }

    /// A range of words and the one behind it, if one is.
    pub(super) fn behind(&self, range: &Range<usize>) -> Range<usize> {
        range.start..(range.end + 1).min(self.tokens.len())
    }

    /// The sentence around a range of words.
    pub(super) fn sentence(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.tail(&(0..range.start)).start;
        start..self.head(&(range.end.max(start + 1)..self.tokens.len())).end
    }

    /// Of words cut at the end, those that belong to the sentence before them.
    pub(super) fn head(&self, cut: &Range<usize>) -> Range<usize> {
        cut.start..cut.clone().find(|&at| self.begins(at)).unwrap_or(cut.end)
    }

    /// Of words cut at the start, those that belong to the sentence behind them.
    pub(super) fn tail(&self, cut: &Range<usize>) -> Range<usize> {
        let start = (cut.start..=cut.end).rev().find(|&at| self.begins(at)).unwrap_or(cut.start);
        start..cut.end
    }

    /// Of some words those behind the last comma.
    pub(super) fn last_clause(&self, words: &Range<usize>) -> Range<usize> {
        let comma = |at: &usize| {
            let (before, word) = (self.tokens[at - 1].span(), self.tokens[*at].span());
            self.text.get(before.end..word.start).is_some_and(|between| between.contains(','))
        };
        (words.start + 1..words.end).rev().find(comma).unwrap_or(words.start)..words.end
    }

    /// Whether a sentence begins with this word, as far as its edge and its letter tell.
    pub(super) fn begins(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        match token.edge {
            Edge::Word => false,
            Edge::Sentence | Edge::Cut => true,
            Edge::Stretch => !token.span().of(self.text).starts_with(char::is_lowercase),
        }
    }

    /// Whether a sentence ends with this word, or the passage does.
    pub(super) fn ends(&self, at: usize) -> bool {
        at + 1 >= self.tokens.len() || self.begins(at + 1)
    }

    /// Whether a range of words is of the page, not of what was said: the text of a link run into a name ("ReedReed's
    /// plan").
    pub(super) fn is_furniture(&self, range: &Range<usize>) -> bool {
        let words = || self.tokens.iter().map(|token| token.span().of(self.text));
        range.len() > 2 && self.any(range, |token| glued(token.span().of(self.text), words))
    }

    /// Whether the words are quoted as a sentence of their own.
    pub(super) fn is_sentence(&self) -> bool {
        let first = self.tokens.first().is_some_and(|token| capital(token.span().of(self.text)));
        self.placed.attribution.kind == Kind::Direct || first && self.tokens.len() >= SENTENCE
    }

    /// Whether the words are marked as cut off before (`start`) or behind this one.
    pub(super) fn marked(&self, at: usize, start: bool) -> bool {
        let span = self.tokens[at].span();
        if start {
            let before = self.text[..span.start].trim_end();
            return before.ends_with("..") || before.ends_with('…') || before.ends_with(". .");
        }
        let after = self.text[span.end..].trim_start();
        ["..", "…", ". .", "—", "--", "–", "[..."].iter().any(|mark| after.starts_with(mark))
    }

    pub(super) fn any(&self, range: &Range<usize>, holds: impl Fn(&Token) -> bool) -> bool {
        self.tokens[range.clone()].iter().any(holds)
    }
}

pub(super) fn capital(written: &str) -> bool {
    written.starts_with(char::is_uppercase)
}

/// Whether the text of a link has run into a word: it begins with another word of the passage ("Jane Roe Jane Ann RoeSenate
/// passes", "ReedReed's"), unlike a name that is written so ("McCoy").
pub(in crate::utterance) fn glued<'t, W: Iterator<Item = &'t str>>(written: &str, words: impl Fn() -> W) -> bool {
    let letters = || written.char_indices();
    let joints = letters()
        .zip(letters().skip(1))
        .filter(|((_, a), (_, b))| a.is_lowercase() && (b.is_uppercase() || b.is_ascii_digit()));
    let mut parted = joints.map(|(_, (at, _))| written.split_at(at));
    parted.any(|(head, tail)| tail.starts_with(head) || words().any(|word| word == head))
}

#[cfg(test)]
mod tests {
    use super::glued;

    #[test]
    fn text_of_a_link_is_told_from_names_with_a_capital_inside() {
        for (words, expected) in [
            ("Rep. Jane Roe Jane Ann RoeSenate passes bill", true),
            ("Jane Roe Jane Ann Roe2020 hopefuls", true),
            ("the plan of ReedReed's", true),
            ("Senator McCoy and Betsy DeRoe", false),
            ("BuzzFeed and the 9th Circuit", false),
            ("Äö ÄöÜber", true),
        ] {
            let found = words.split(' ').any(|word| glued(word, || words.split(' ')));
            assert_eq!(found, expected, "{words}");
        }
    }
}
