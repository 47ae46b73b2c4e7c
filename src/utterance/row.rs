//! Rows: passages laid out for being looked at over and over, in any order.
//!
//! In: passages. Out: the same, the shortest first, with their words end to end and what is asked of each beside them, so
//! that a look at one reads one or two lines of memory, whatever the corpus' size.

use super::passage::Passage;
use super::weight::Weights;
use std::cmp::Reverse;

/// Passages, the shortest first; of two equally long ones the later first.
pub(crate) struct Rows<'a> {
    passages: Vec<&'a Passage>,
    rows: Vec<Row>,
    words: Vec<u32>,
}

/// What is asked of a passage in passing: half a line of memory.
#[repr(align(32))]
pub(crate) struct Row {
    /// Its words, roughly.
    pub signature: Signature,
    /// What it weighs.
    pub weight: f32,
    /// Where its words begin, and how many there are.
    start: u32,
    length: u32,
    /// A hash of the surname of who says it; none is 0.
    pub surname: u32,
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

impl Row {
    fn new(passage: &Passage, start: usize, weights: &Weights) -> Self {
        let mut signature = Signature::default();
        passage.tokens.iter().for_each(|token| signature.add(token.word));
        let (weight, surname) = (weights.sum(&passage.tokens), passage.voice.known_surname().unwrap_or(0));
        Row { signature, weight, start: start as u32, length: passage.tokens.len() as u32, surname }
    }
}

impl<'a> Rows<'a> {
    /// Lays out passages; tells also the place that each had before.
    pub(crate) fn new(passages: &[&'a Passage], weights: &Weights) -> (Self, Vec<usize>) {
        let mut order: Vec<usize> = (0..passages.len()).collect();
        order.sort_unstable_by_key(|&passage| (passages[passage].tokens.len(), Reverse(passage)));
        let total = passages.iter().map(|passage| passage.tokens.len()).sum();
        let (mut rows, mut words) = (Vec::with_capacity(passages.len()), Vec::with_capacity(total));
        let passages: Vec<&Passage> = order.iter().map(|&passage| passages[passage]).collect();
        for passage in &passages {
            rows.push(Row::new(passage, words.len(), weights));
            words.extend(passage.tokens.iter().map(|token| token.word));
        }
        (Rows { passages, rows, words }, order)
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
        let Row { start, length, .. } = self.rows[position];
        &self.words[start as usize..(start + length) as usize]
    }

    /// How many words all passages have.
    pub(crate) fn total(&self) -> usize {
        self.words.len()
    }
}
