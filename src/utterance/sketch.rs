//! A sketch: what is asked of a passage in passing, over and over and in any order.
//!
//! In: rows, and which of them to sketch. Out: half a line of memory for each, the shortest first, so that a look at one
//! reads a line or two whatever the corpus' size. From here on a passage is known by its position in this order, and of
//! two the fuller one has the higher.

use super::row::{Cell, Row, Rows};
use super::weight::Weights;

/// Passages, the shortest first; of two equally long ones the later first.
pub(crate) struct Sketches<'a> {
    rows: &'a Rows,
    /// Which row each is.
    order: Vec<u32>,
    sketches: Vec<Sketch>,
}

/// What is asked of a passage in passing.
#[derive(Clone, Copy)]
#[repr(align(32))]
pub(crate) struct Sketch {
    /// Its words, roughly.
    pub signature: Signature,
    /// What it weighs.
    pub weight: f32,
    /// Where its words begin and end.
    start: u32,
    end: u32,
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

impl Sketch {
    /// A hash of the surname of who says it, if anybody is named.
    pub(crate) fn known_surname(&self) -> Option<u32> {
        (self.surname != 0).then_some(self.surname)
    }

    fn new(rows: &Rows, row: usize, weights: &Weights) -> Self {
        let (std::ops::Range { start, end }, Row { cells, voice, .. }) = (rows.place(row), rows.row(row));
        let mut signature = Signature::default();
        cells.iter().for_each(|cell| signature.add(cell.word()));
        Sketch { signature, weight: weights.sum(cells), start, end, surname: voice.known_surname().unwrap_or(0) }
    }
}

impl<'a> Sketches<'a> {
    /// Sketches these rows, which come in rising order.
    pub(crate) fn new(rows: &'a Rows, which: impl DoubleEndedIterator<Item = u32>, weights: &Weights) -> Self {
        let mut order: Vec<u32> = which.rev().collect();
        // Read in order of place and gathered in order of length, for to read in order of length is to read anywhere.
        let drawn: Vec<Sketch> = order.iter().map(|&row| Sketch::new(rows, row as usize, weights)).collect();
        let mut by_length: Vec<u32> = (0..order.len() as u32).collect();
        by_length.sort_by_cached_key(|&at| drawn[at as usize].end - drawn[at as usize].start);
        let sketches = by_length.iter().map(|&at| drawn[at as usize]).collect();
        order = by_length.into_iter().map(|at| order[at as usize]).collect();
        Sketches { rows, order, sketches }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.order.len()
    }

    /// Which row the passage at a position is.
    pub(crate) fn name(&self, position: usize) -> usize {
        self.order[position] as usize
    }

    /// What is asked of a passage in passing.
    pub(crate) fn sketch(&self, position: usize) -> &Sketch {
        &self.sketches[position]
    }

    /// A passage.
    pub(crate) fn row(&self, position: usize) -> Row<'a> {
        self.rows.row(self.name(position))
    }

    /// The words of a passage.
    pub(crate) fn cells(&self, position: usize) -> &'a [Cell] {
        let Sketch { start, end, .. } = self.sketches[position];
        self.rows.cells(start..end)
    }

    /// How many words all of them have.
    pub(crate) fn words(&self) -> usize {
        self.sketches.iter().map(|sketch| (sketch.end - sketch.start) as usize).sum()
    }
}
