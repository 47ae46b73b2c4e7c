//! Evidence: how likely it is that two passages report one utterance, going by the words and the speaker alone.
//!
//! In: two passages and their alignment. Out: a number, the higher the more likely they are one. It is the sum of a
//! logistic regression on 90,000 pairs from 100,000 made variants of real quotations (half of the pairs are true); on
//! 110,000 pairs from other quotations what is above 1.5 holds .964 of the true ones at a precision of .991. What it gets
//! wrong are short passages in which the one rare word has a slip, and clauses that two speakers share.

use super::align::Pair;

/// What two passages have in common, the shorter one first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Evidence {
    /// The share of the shorter one's weight that was matched.
    pub share: f32,
    /// The share of the longer one's.
    pub back: f32,
    /// How many words the shorter one has, those in brackets left out.
    pub words: usize,
    /// How many words, at their beginnings and ends, both have that the other lacks: a cut is on one side alone.
    pub astray: usize,
    /// The speaker's name agrees.
    pub agree: bool,
    /// The shorter one has at least two words that tell something.
    pub telling: bool,
}

/// Runs and passages longer than these tell no more.
const LONG_RUN: usize = 8;
const LONG: f32 = 20.0;
/// Less than this share of the shorter one is no report of it: measured, it costs one true pair in a thousand, and of
/// quotations of which somebody repeats two fifths inside others nearly all are kept apart.
const HALF: f32 = 0.5;
/// A passage of so many words that stands word for word in another is hardly there by chance.
const WHOLE: usize = 5;

impl Evidence {
    /// The higher the more likely one utterance.
    pub(crate) fn of(self, pairs: &[Pair]) -> f32 {
        self.sum(pairs.len() as f32, run(pairs))
    }

    /// At most this much, where so many words are in both.
    pub(crate) fn at_most(self, count: f32) -> f32 {
        self.sum(count, count as usize)
    }

    fn sum(self, count: f32, run: usize) -> f32 {
        if self.share < HALF {
            return f32::NEG_INFINITY;
        }
        let words = self.words.max(1) as f32;
        let agree = if self.agree { 5.05 } else { 0.0 };
        let whole = if self.telling && self.words >= WHOLE && run >= self.words { 2.33 } else { 0.0 };
        let (count, run) = (count / words, run.min(LONG_RUN) as f32);
        8.27 * self.share + 8.99 * self.back + 1.98 * count + 0.333 * run + agree + whole
            - 0.901 * self.astray as f32
            - 0.14 * words.min(LONG)
            - 14.4 / words
            - 9.86
    }
}

/// The longest run of words that follow each other on both sides.
fn run(pairs: &[Pair]) -> usize {
    let in_step = |a: &Pair, b: &Pair| b.own == a.own + 1 && b.other == a.other + 1;
    pairs.chunk_by(in_step).map(<[Pair]>::len).max().unwrap_or(0)
}
