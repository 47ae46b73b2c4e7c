//! Typography: matched words, or the marks between them, that are written in another way.
//!
//! In: the matched words. Out: one [`Difference`] for all of them. Marks beside a change of words are not compared.

use super::{Compared, Gap, Side};
use crate::document::Span;
use crate::utterance::align::Pair;
use crate::utterance::normalise::Edge;
use crate::utterance::{Bearing, Difference, DifferenceKind};

impl Compared<'_> {
    /// One difference for all matched words that are written in another way.
    pub(super) fn typography(&self) -> Option<Difference> {
        let written = |pair: &&Pair| pair.equal && self.written_otherwise(pair);
        let changed: Vec<&Pair> = self.pairs.iter().filter(written).collect();
        let marks = self.pairs.windows(2).filter(|two| self.marked_otherwise(&two[0], &two[1]));
        let marks: Vec<&Pair> = marks.map(|two| &two[0]).collect();
        let first = *changed.first().or(marks.first())?;
        let detail = if changed.is_empty() {
            format!("other marks after {}", self.own.words(first.own..first.own + 1))
        } else {
            let gap = Gap { own: first.own..first.own + 1, other: first.other..first.other + 1 };
            self.detail(&gap)
        };
        let places: Vec<&Pair> = changed.into_iter().chain(marks).collect();
        let spans = |side: &Side, at: fn(&Pair) -> usize| {
            let mut spans: Vec<Span> = places.iter().map(|pair| side.tokens[at(pair)].span()).collect();
            spans.sort();
            spans.dedup();
            spans
        };
        let (own, reference) = (spans(self.own, |pair| pair.own), spans(self.other, |pair| pair.other));
        let (kind, bearing) = (DifferenceKind::Typography, Bearing::None);
        Some(Difference { kind, detail, own, reference, bearing, missing: false })
    }

    fn written_otherwise(&self, pair: &Pair) -> bool {
        let written = |side: &Side, at: usize| plain(side.tokens[at].span().of(side.text));
        written(self.own, pair.own) != written(self.other, pair.other)
    }

    fn marked_otherwise(&self, before: &Pair, after: &Pair) -> bool {
        let between = |side: &Side, from: usize, to: usize| {
            let (a, b) = (side.tokens[from].span(), side.tokens[to].span());
            let joined = to == from + 1 && side.tokens[to].edge < Edge::Stretch && a.end <= b.start;
            joined.then(|| plain(&side.text[a.end..b.start]))
        };
        let own = between(self.own, before.own, after.own);
        let other = between(self.other, before.other, after.other);
        matches!((own, other), (Some(own), Some(other)) if own != other)
    }
}

/// Written words with straight marks, plain dashes and no space.
fn plain(written: &str) -> String {
    let mark = |c: char| match c {
        '’' | '‘' => Some('\''),
        '“' | '”' => Some('"'),
        '–' | '—' => Some('-'),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}' => None,
        c if c.is_whitespace() => None,
        c => Some(c),
    };
    let plain: String = written.chars().filter_map(mark).collect();
    plain.replace("--", "-")
}
