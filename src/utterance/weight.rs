//! The weight of a word: how much it tells that two passages share it, from 0.25 for "the" to 1 for a rare name.
//!
//! In: all passages. Out: one number a word. A stop word always has the least weight; the others by inverse document
//! frequency, at least half, so that a small corpus, in which every word is rare or none is, weighs like a large one.

use super::normalise::{Class, Words};
use super::row::{Cell, Rows};

/// Guessed: four stop words tell as much as a rare word.
const STOP: f32 = 0.25;
/// A word is common that stands in more passages than this power of their number, as many more thought to lie elsewhere:
/// measured on the basil corpus, where that is 25 of 2,000.
const COMMON: f32 = 0.4;
const ELSEWHERE: f32 = 1000.0;

/// What is seen of a word's letters at a glance; all 0 for one that may not be compared by its letters.
#[derive(Clone, Copy, Debug, Default)]
struct Shape {
    first: u8,
    len: u8,
    /// Some letters are masked ("f***ing").
    masked: bool,
    /// A bit for every letter in it; some letters share one.
    letters: u32,
}

/// The weight of every word, and what is needed to compare words by their letters.
#[derive(Debug)]
pub(crate) struct Weights<'w> {
    words: &'w Words,
    weights: Vec<f32>,
    uncommon: f32,
    shapes: Vec<Shape>,
}

impl<'w> Weights<'w> {
    /// Weighs the words of these passages.
    pub(crate) fn new(words: &'w Words, passages: &Rows) -> Self {
        let counts = counts(words, passages);
        let most = (passages.len() as f32 + 2.0).ln();
        let telling = |spread: f32| 0.5 + 0.5 * (1.0 - spread / most).clamp(0.0, 1.0);
        let weigh = |(word, &count): (usize, &u32)| match words.class(word as u32) {
            Class::Stop => STOP,
            _ => telling((count as f32 + 1.0).ln()),
        };
        let uncommon = telling(COMMON * (passages.len() as f32 + ELSEWHERE).ln());
        let weights = counts.iter().enumerate().map(weigh).collect();
        let shapes = (0..words.len() as u32).map(|word| shape(words, word)).collect();
        Weights { words, weights, uncommon, shapes }
    }

    /// The weight of a word.
    pub(crate) fn of(&self, word: u32) -> f32 {
        self.weights[word as usize]
    }

    /// The weight of a passage, words in brackets left out.
    pub(crate) fn sum(&self, cells: &[Cell]) -> f32 {
        cells.iter().filter(|cell| !cell.bracketed()).map(|cell| self.of(cell.word())).sum()
    }

    /// True for a word that says what the passage is about.
    pub(crate) fn tells(&self, word: u32) -> bool {
        self.of(word) > STOP
    }

    /// True for a word that stands in many passages.
    pub(crate) fn common(&self, word: u32) -> bool {
        self.of(word) < self.uncommon
    }

    /// The first letter of a word that may be compared by its letters, else 0.
    pub(crate) fn first(&self, word: u32) -> u8 {
        self.shapes[word as usize].first
    }

    /// True for two words that differ by a slip or an ending: one letter in five, two in eight, or
    /// masked letters ("f***ing"); the first letter equal.
    pub(crate) fn similar(&self, a: u32, b: u32) -> bool {
        let (of_a, of_b) = (self.shapes[a as usize], self.shapes[b as usize]);
        let (first_a, first_b, len_a, len_b) = (of_a.first, of_b.first, of_a.len, of_b.len);
        let short = len_a.min(len_b);
        if first_a == first_b && first_a != 0 && len_a.abs_diff(len_b) <= 3 && (of_a.masked || of_b.masked) {
            return true;
        }
        if first_a != first_b || first_a == 0 || short < 5 || len_a.abs_diff(len_b) > 2 {
            return false;
        }
        let allowed = if short >= 8 { 2 } else { 1 };
        // One slip changes two letters at most.
        if (of_a.letters ^ of_b.letters).count_ones() > 2 * allowed {
            return false;
        }
        strsim::osa_distance(self.words.text(a), self.words.text(b)) <= allowed as usize
    }

    /// The words behind the weights.
    pub(crate) fn words(&self) -> &Words {
        self.words
    }
}

fn counts(words: &Words, passages: &Rows) -> Vec<u32> {
    let mut counts = vec![0; words.len()];
    let mut seen = vec![usize::MAX; words.len()];
    for (position, passage) in passages.iter().enumerate() {
        for word in passage.words() {
            if std::mem::replace(&mut seen[word as usize], position) != position {
                counts[word as usize] += 1;
            }
        }
    }
    counts
}

fn shape(words: &Words, word: u32) -> Shape {
    let text = words.text(word);
    let letters = || text.chars().fold(0, |letters, letter| letters | 1 << (letter as u32 % u32::BITS));
    match words.class(word) {
        Class::Content if text.len() < 40 => {
            Shape { first: text.as_bytes()[0], len: text.len() as u8, masked: text.contains('*'), letters: letters() }
        }
        _ => Shape::default(),
    }
}
