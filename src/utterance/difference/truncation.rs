//! A truncation: words before the first match or behind the last that only one side has.
//!
//! In: the matched words. Out: the [`Difference`]s, with what the cut means for the sense.

use super::side::{SHOWN, capital};
use super::{Compared, Gap, Side};
use crate::lexicon;
use crate::utterance::align::Pair;
use crate::utterance::{Bearing, Difference, DifferenceKind};
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;

static OPENINGS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../../lexicon/openings.txt")).collect());

/// Words of the sentence next to a cut that both sides have, at least, and of how many words so many: guessed, after
/// reading 40 findings. Else it is another sentence.
const KEPT: usize = 4;
const KEPT_OF: (usize, usize) = (4, 5);

impl Compared<'_> {
    /// Words before the first match and behind the last that only one side has.
    pub(super) fn truncations(&self) -> Vec<Difference> {
        let (Some(first), Some(last)) = (self.pairs.first(), self.pairs.last()) else { return Vec::new() };
        let start = Gap { own: 0..first.own, other: 0..first.other };
        let end = Gap { own: last.own + 1..self.own.tokens.len(), other: last.other + 1..self.other.tokens.len() };
        let ends = [(self.truncation(&start, first), &start, first), (self.truncation(&end, last), &end, last)];
        let told = ends.into_iter().filter_map(|(difference, gap, at)| {
            let difference = difference?;
            let closed = difference.bearing != Bearing::Clause || self.is_kept(gap, at);
            Some(Difference { bearing: if closed { difference.bearing } else { Bearing::None }, ..difference })
        });
        told.collect()
    }

    /// Whether both sides have most words of the sentence that was cut, as far as it is left.
    fn is_kept(&self, gap: &Gap, at: &Pair) -> bool {
        let (side, word, place): (&Side, fn(&Pair) -> usize, usize) = if gap.own.is_empty() {
            (self.own, |pair| pair.own, at.own)
        } else {
            (self.other, |pair| pair.other, at.other)
        };
        let left = side.sentence(&(place..place + 1));
        let kept = self.matched(&left, word);
        kept >= KEPT && kept * KEPT_OF.1 >= left.len() * KEPT_OF.0
    }

    /// What one side has beyond the outermost match, where the other has nothing.
    fn truncation(&self, gap: &Gap, at: &Pair) -> Option<Difference> {
        let place = if gap.other.start == 0 { "starts after" } else { "stops before" };
        let (detail, own, reference, bearing) = match (gap.own.is_empty(), gap.other.is_empty()) {
            (true, false) => {
                let detail = format!("{place} {}", self.other.words(self.near(&gap.other)));
                let bearing = self.cut((self.other, &gap.other), self.own, at.own);
                (detail, at.own..at.own + 1, gap.other.clone(), bearing)
            }
            (false, true) => {
                let bearing = self.cut((self.own, &gap.own), self.other, at.other);
                let detail = format!("goes on: {}", self.own.words(gap.own.clone()));
                (detail, gap.own.clone(), at.other..at.other + 1, bearing)
            }
            _ => return None,
        };
        let (own, reference) = (self.own.spans(own), self.other.spans(reference));
        Some(Difference {
            kind: DifferenceKind::Truncation,
            detail,
            own,
            reference,
            bearing,
            missing: gap.own.is_empty(),
        })
    }

    /// Of words cut at the start the last ones, as many as are shown: those next to what is left.
    fn near(&self, cut: &Range<usize>) -> Range<usize> {
        if cut.start == 0 { cut.end.saturating_sub(SHOWN)..cut.end } else { cut.clone() }
    }

    /// What it means that one side lacks `cut` of the other and begins or ends with its word `at`.
    pub(super) fn cut(&self, (whole, cut): (&Side, &Range<usize>), short: &Side, at: usize) -> Bearing {
        let start = cut.start == 0;
        let clause = if start { whole.tail(cut) } else { whole.head(cut) };
        let opens = |at: usize| OPENINGS.contains(self.words.text(whole.tokens[at].word));
        let limited = match (start, clause.is_empty()) {
            (true, _) => self.governs(whole, clause.clone()),
            (false, false) => self.limits(whole, clause.clone()),
            (false, true) => opens(cut.start),
        };
        if short.marked(at, start) || whole.is_furniture(cut) {
            Bearing::None
        } else if limited {
            Bearing::Qualifier
        } else if (!start || self.made_capital(short, at, whole, cut.end))
            && short.is_sentence()
            && whole.any(&clause, |token| self.carries_sense(token.word))
        {
            Bearing::Clause
        } else {
            Bearing::None
        }
    }

    /// Whether a word has a capital in the one text that it lacks in the other: a sentence was made of a clause.
    fn made_capital(&self, short: &Side, at: usize, whole: &Side, there: usize) -> bool {
        let written = |side: &Side, at: usize| capital(side.tokens[at].span().of(side.text));
        // "I" has a capital anywhere.
        let always =
            short.tokens[at].span().of(short.text).starts_with("I") && self.words.text(short.tokens[at].word) == "i";
        written(short, at) && there < whole.tokens.len() && (!written(whole, there) || always && !whole.begins(there))
    }
}
