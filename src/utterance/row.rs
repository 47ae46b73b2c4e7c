//! Rows: passages laid out for being looked at over and over, in any order.
//!
//! In: passages. Out: the same, the shortest first, with their words end to end and what is asked of each beside them, so
//! that a look at one reads one or two lines of memory, whatever the corpus' size.

use super::passage::{Passage, Voice};
use super::weight::Weights;
use std::cmp::Reverse;

/// Passages, the shortest first; of two equally long ones the later first.
pub(crate) struct Rows<'a> {
    passages: Vec<&'a Passage>,
    rows: Vec<Row>,
    words: Vec<u32>,
    /// Where the words of each end.
    ends: Vec<u32>,
}

/// What is asked of a passage in passing.
pub(crate) struct Row {
    /// Its words.
    pub signature: Signature,
    /// What it weighs.
    pub weight: f32,
    /// Who says it.
    pub voice: Voice,
}

/// A set of words, roughly: each has one of 128 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signature([u64; 2]);

impl Signature {
    /// The bit of a word.
    pub(crate) fn bit(word: u32) -> usize {
        (word.wrapping_mul(0x9e37_79b1) >> 25) as usize
    }

    /// Adds a word.
    pub(crate) fn add(&mut self, word: u32) {
        let bit = Self::bit(word);
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    /// The bits that the other lacks.
    pub(crate) fn without(self, other: Signature) -> impl Iterator<Item = usize> {
        self.0.into_iter().zip(other.0).enumerate().flat_map(|(half, (own, other))| {
            let mut bits = own & !other;
            std::iter::from_fn(move || {
                let bit = bits.trailing_zeros() as usize;
                bits &= bits.checked_sub(1)?;
                Some(half * 64 + bit)
            })
        })
    }
}

impl<'a> Rows<'a> {
    /// Lays out passages.
    pub(crate) fn new(passages: &[&'a Passage], weights: &Weights) -> (Self, Vec<usize>) {
        let mut order: Vec<usize> = (0..passages.len()).collect();
        order.sort_unstable_by_key(|&passage| (passages[passage].tokens.len(), Reverse(passage)));
        let total = passages.iter().map(|passage| passage.tokens.len()).sum();
        let (mut rows, mut ends) = (Vec::with_capacity(passages.len()), Vec::with_capacity(passages.len()));
        let mut words = Vec::with_capacity(total);
        let passages: Vec<&Passage> = order.iter().map(|&passage| passages[passage]).collect();
        for passage in &passages {
            words.extend(passage.tokens.iter().map(|token| token.word));
            ends.push(words.len() as u32);
            let mut signature = Signature::default();
            passage.tokens.iter().for_each(|token| signature.add(token.word));
            rows.push(Row { signature, weight: weights.sum(&passage.tokens), voice: passage.voice });
        }
        (Rows { passages, rows, words, ends }, order)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// What is asked of a passage in passing.
    pub(crate) fn row(&self, position: usize) -> &Row {
        &self.rows[position]
    }

    /// A passage.
    pub(crate) fn passage(&self, position: usize) -> &'a Passage {
        self.passages[position]
    }

    /// The words of a passage.
    pub(crate) fn words(&self, position: usize) -> &[u32] {
        let start = position.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.words[start as usize..self.ends[position] as usize]
    }

    /// How many words all passages have.
    pub(crate) fn total(&self) -> usize {
        self.words.len()
    }
}
