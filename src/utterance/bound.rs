//! A bound: how much two passages can have in common at most, before they are aligned.
//!
//! In: a passage, and one by one the longer ones that it may be part of. Out: whether aligning them can find enough. Loose
//! quotations are asked three questions, each dearer than the one before: which of the words are not there at all, by
//! signature; how many stand in the same order in both, counted all at once in the bits of a number (Hyyrö, "Bit-parallel
//! LCS-length computation revisited", 2004); and how many when similar words count, too. A passage of a document may also
//! match by one sentence; its words are counted in whatever order. Nearly everything that shares a rare feature by chance
//! ends here. What it gets wrong are passages in which more words are similar than [`SLIPS`] says.

use super::align::SIMILAR;
use super::evidence::Evidence;
use super::passage::segments;
use super::row::{Cell, Row};
use super::sketch::{Signature, Sketch, Sketches};
use super::weight::Weights;

/// A sentence counts by itself from this weight, about five content words: measured on the basil corpus,
/// where four join what everybody says on such an occasion.
pub(crate) const SEGMENT_WEIGHT: f32 = 4.5;
/// The same where one speaker said it in one story and every word of it is found, about two content words: measured on
/// the basil corpus, where it joins five more pairs and no wrong one.
pub(crate) const WHOLE_WEIGHT: f32 = 2.0;
/// Words in both, in whatever order, below which no alignment finds enough: a tenth less than is asked of the whole
/// and of a sentence, for similar words are not counted. Guessed; nothing on a year of articles is lost.
const BOUND: f32 = 0.45;
const SEGMENT_BOUND: f32 = 0.7;
/// The share of a passage that may be similar words rather than equal ones, before these are looked for: guessed.
const SLIPS: f32 = 0.15;
/// Words that have a bit each; of longer passages the order is not asked.
const BITS: usize = u64::BITS as usize;

/// A passage that is looked for in longer ones, and what these are asked.
pub(crate) struct Bound<'a> {
    sketches: &'a Sketches<'a>,
    weights: &'a Weights<'a>,
    /// The words of the shorter one.
    own: &'a [Cell],
    sought: Sought,
    signed: Signed,
    places: Places,
    /// Of the longer one, where its words are asked for.
    other: Places,
}

/// How much there is to be found of a passage.
#[derive(Clone, Copy, Default)]
pub(crate) struct Sought {
    /// Its weight.
    weight: f32,
    /// How many words it has, those in brackets left out.
    pub words: usize,
    /// Two of them tell something.
    pub telling: bool,
    /// A hash of the surname of who says it.
    surname: Option<u32>,
}

/// What two passages have in common.
#[derive(Clone, Copy)]
struct Common {
    /// The weight in the shorter one.
    share: f32,
    /// The weight in the longer one.
    back: f32,
    /// How many words stand in one order in both.
    count: usize,
}

impl Sought {
    /// Looks at a passage.
    pub(crate) fn new(row: Row, weights: &Weights) -> Self {
        let words = row.cells.iter().filter(|cell| !cell.bracketed());
        let telling = words.clone().filter(|cell| weights.tells(cell.word())).nth(1).is_some();
        Sought { weight: weights.sum(row.cells), words: words.count(), telling, surname: row.voice.known_surname() }
    }
}

impl<'a> Bound<'a> {
    /// Nothing is looked for yet.
    pub(crate) fn new(sketches: &'a Sketches<'a>, weights: &'a Weights) -> Self {
        let places = || Places::new(weights.words().len());
        Bound {
            sketches,
            weights,
            own: &[],
            sought: Sought::default(),
            signed: Signed::default(),
            places: places(),
            other: places(),
        }
    }

    /// Looks for this passage from now on; tells how much there is to be found.
    pub(crate) fn seek(&mut self, short: usize) -> Sought {
        let row = self.sketches.row(short);
        self.own = row.cells;
        self.sought = Sought::new(row, self.weights);
        self.signed.mark(row.cells, self.weights);
        self.places.mark(row.cells, self.weights);
        self.sought
    }

    /// Whether there may be more evidence than this that a loose quotation is part of another.
    pub(crate) fn may_be_evident(&self, long: usize, enough: f32) -> bool {
        let sketch = self.sketches.sketch(long);
        let evident = |common: Common, slips: f32| self.evidence(common, sketch, slips) > enough;
        if !evident(self.signed.common(sketch.signature), SLIPS) {
            return false;
        }
        let equal = self.equal(long);
        // Where equal words are enough, as mostly, similar ones are not looked for.
        evident(equal, 0.0) || evident(equal, SLIPS) && (!self.has_bits() || evident(self.kin(long), 0.0))
    }

    /// At most this much evidence, if such a share of the words may be similar without being counted.
    fn evidence(&self, common: Common, long: &Sketch, slips: f32) -> f32 {
        let Sought { weight, words, telling, .. } = self.sought;
        let part = |common: f32, whole: f32| (common / whole.max(f32::MIN_POSITIVE) + slips).min(1.0);
        let evidence = Evidence {
            share: part(common.share, weight),
            back: part(common.back, long.weight),
            words,
            astray: 0,
            agree: self.sought.surname.is_some_and(|surname| surname == long.surname),
            telling,
        };
        evidence.at_most(common.count as f32 + slips * words as f32)
    }

    fn words(&self, position: usize) -> impl Iterator<Item = u32> {
        self.sketches.cells(position).iter().map(|cell| cell.word())
    }

    fn has_bits(&self) -> bool {
        self.own.len() <= BITS
    }

    /// What is equal in both.
    fn equal(&self, long: usize) -> Common {
        let (mut weight, mut count, mut order) = (0.0, 0, Order::default());
        for word in self.words(long) {
            let equal = self.places.of(word);
            if equal != 0 {
                weight += self.weights.of(word);
                count += 1;
                order.step(equal);
            }
        }
        Common { share: weight, back: weight, count: if self.has_bits() { order.length() } else { count } }
    }

    /// What is equal or similar in both.
    fn kin(&self, long: usize) -> Common {
        let (mut equals, mut similars, mut back, mut order) = (0, 0, 0.0, Order::default());
        for word in self.words(long) {
            let (equal, similar) = (self.places.of(word), self.places.similar(word, self.own, self.weights));
            (equals, similars) = (equals | equal, similars | similar);
            if equal | similar != 0 {
                back += if equal != 0 { 1.0 } else { SIMILAR } * self.weights.of(word);
                order.step(equal | similar);
            }
        }
        let found = |at: usize| match (equals >> at & 1, similars >> at & 1) {
            (0, 0) => 0.0,
            (0, _) => SIMILAR,
            _ => 1.0,
        };
        let plain = self.own.iter().enumerate().filter(|(_, cell)| !cell.bracketed());
        let share = plain.map(|(at, cell)| found(at) * self.weights.of(cell.word())).sum();
        Common { share, back, count: order.length() }
    }

    /// Whether enough of a document's passage may be in another or, where it is `strong`, of a sentence of either.
    pub(crate) fn may_be_shared(&mut self, long: usize, strong: impl Fn() -> bool) -> bool {
        let words = self.words(long).filter(|&word| self.places.of(word) != 0);
        let shared: f32 = words.map(|word| self.weights.of(word)).sum();
        if shared >= BOUND * self.sought.weight {
            return true;
        }
        if shared < WHOLE_WEIGHT * SEGMENT_BOUND || !strong() {
            return false;
        }
        let other = self.sketches.cells(long);
        self.may_share_sentence(other, &self.places) || {
            self.other.mark(other, self.weights);
            self.may_share_sentence(self.own, &self.other)
        }
    }

    fn may_share_sentence(&self, cells: &[Cell], places: &Places) -> bool {
        segments(cells.iter().map(|cell| cell.edge())).into_iter().any(|range| {
            let cells = &cells[range];
            let weight = self.weights.sum(cells);
            let shared = cells.iter().map(|cell| cell.word()).filter(|&word| places.of(word) != 0);
            let shared: f32 = shared.map(|word| self.weights.of(word)).sum();
            weight >= WHOLE_WEIGHT && shared >= SEGMENT_BOUND * weight
        })
    }
}

/// The signature of one passage.
struct Signed {
    signature: Signature,
    /// The weight and the number of the words of each bit.
    bits: [(f32, u32); 128],
    /// Of all of them.
    whole: (f32, u32),
}

impl Default for Signed {
    fn default() -> Self {
        Signed { signature: Signature::default(), bits: [(0.0, 0); 128], whole: (0.0, 0) }
    }
}

impl Signed {
    /// Signs a passage, in place of the one before.
    fn mark(&mut self, cells: &[Cell], weights: &Weights) {
        *self = Signed::default();
        for cell in cells {
            self.signature.add(cell.word());
            let weight = if cell.bracketed() { 0.0 } else { weights.of(cell.word()) };
            for sum in [&mut self.bits[Signature::bit(cell.word())], &mut self.whole] {
                *sum = (sum.0 + weight, sum.1 + 1);
            }
        }
    }

    /// What it may have in common with a passage of this signature.
    fn common(&self, other: Signature) -> Common {
        let (mut weight, mut count) = self.whole;
        for bit in self.signature.without(other) {
            weight -= self.bits[bit].0;
            count -= self.bits[bit].1;
        }
        Common { share: weight, back: weight, count: count as usize }
    }
}

/// Where each word stands in one passage, as bits; those behind the last bit share it.
struct Places {
    by_word: Vec<u64>,
    /// The words that have bits.
    marked: Vec<u32>,
    /// Of words that may be compared by their letters, by the first one.
    by_letter: [u64; 256],
}

impl Places {
    fn new(words: usize) -> Self {
        Places { by_word: vec![0; words], marked: Vec::new(), by_letter: [0; 256] }
    }

    /// Notes where the words of a passage stand, in place of those of the one before.
    fn mark(&mut self, cells: &[Cell], weights: &Weights) {
        self.marked.drain(..).for_each(|word| self.by_word[word as usize] = 0);
        self.marked.extend(cells.iter().map(|cell| cell.word()));
        self.by_letter.fill(0);
        for (at, cell) in cells.iter().enumerate() {
            let bit = 1 << at.min(BITS - 1);
            self.by_letter[usize::from(weights.first(cell.word()))] |= bit;
            self.by_word[cell.word() as usize] |= bit;
        }
        self.by_letter[0] = 0;
    }

    /// Where a word stands: nowhere is no bit.
    fn of(&self, word: u32) -> u64 {
        self.by_word[word as usize]
    }

    /// Where words stand that are similar to this one and not equal.
    fn similar(&self, word: u32, own: &[Cell], weights: &Weights) -> u64 {
        let mut unasked = self.by_letter[usize::from(weights.first(word))] & !self.of(word);
        let mut similar = 0;
        while unasked != 0 {
            let at = unasked.trailing_zeros();
            similar |= u64::from(weights.similar(own[at as usize].word(), word)) << at;
            unasked &= unasked - 1;
        }
        similar
    }
}

/// The longest sequence of words that two passages have in the same order: a zero for each of its words.
struct Order(u64);

impl Default for Order {
    fn default() -> Self {
        Order(u64::MAX)
    }
}

impl Order {
    /// Takes the next word of the one passage, by its places in the other.
    fn step(&mut self, places: u64) {
        let there = self.0 & places;
        self.0 = self.0.wrapping_add(there) | (self.0 - there);
    }

    fn length(&self) -> usize {
        self.0.count_zeros() as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The length of the longest common sequence by the table that everybody fills.
    fn filled(own: &[u8], other: &[u8]) -> usize {
        let mut row = vec![0; own.len() + 1];
        for b in other {
            let before = row.clone();
            for (at, a) in own.iter().enumerate() {
                row[at + 1] = if a == b { before[at] + 1 } else { before[at + 1].max(row[at]) };
            }
        }
        row[own.len()]
    }

    proptest! {
        #[test]
        fn words_in_one_order_are_counted_as_a_table_counts_them(
            own in prop::collection::vec(0u8..6, 0..=BITS), other in prop::collection::vec(0u8..6, 0..100),
        ) {
            let places = |b: u8| own.iter().enumerate().fold(0, |bits, (at, a)| bits | u64::from(*a == b) << at);
            let mut order = Order::default();
            other.iter().for_each(|b| order.step(places(*b)));
            prop_assert_eq!(order.length(), filled(&own, &other));
        }

        #[test]
        fn a_signature_never_denies_a_word_that_is_there(own in prop::collection::vec(0u32..9999, 0..50), more in 0u32..9999) {
            let (mut small, mut large) = (Signature::default(), Signature::default());
            own.iter().for_each(|&word| small.add(word));
            own.iter().chain([&more]).for_each(|&word| large.add(word));
            prop_assert_eq!(small.without(large).count(), 0);
            let lacking: Vec<usize> = large.without(small).collect();
            prop_assert!(lacking.is_empty() || lacking == [Signature::bit(more)]);
        }
    }
}
