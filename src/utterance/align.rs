//! An alignment: which words of one passage stand for which words of another.
//!
//! In: the words of two passages. Out: pairs of equal or similar words, rising on both sides, so that their weight
//! less the cost of what is skipped is greatest (Smith and Waterman's local alignment, with a jump over any distance at
//! a fixed cost, small where a cut is marked). Only where words match is anything computed, from the best match before it:
//! what lies between two matches costs what its words cost to skip, whatever the way. Values are whole numbers, so that
//! equal ones are equal and the later match decides. It cannot tell words moved about: the lighter part of a swap stays
//! unmatched.

use super::normalise::Edge;
use super::row::Cell;
use super::weight::Weights;

/// What a word of weight 1 is worth.
const RARE: f32 = 10_000.0;
/// What skipping one word costs, of the weight of a rare word: guessed.
const SKIP: i32 = 800;
/// What skipping any number of words costs; less at the end of a sentence, hardly anything at a marked cut: guessed.
const JUMP: i32 = 10_000;
const JUMP_SENTENCE: i32 = 6_000;
const JUMP_CUT: i32 = 1_500;
/// What a match right behind another is worth more: guessed.
const IN_STEP: i32 = 1_000;
/// A stop word this many skipped words, on both sides together, from the next match may be chance: guessed.
const STRAY: usize = 3;
/// What a similar word counts, against an equal one: guessed.
pub(crate) const SIMILAR: f32 = 0.8;

/// Two words that stand for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    /// Position in the one passage.
    pub own: usize,
    /// Position in the other.
    pub other: usize,
    /// Equal, not only similar.
    pub equal: bool,
}

/// What the matches up to one are worth, and which it is.
#[derive(Clone, Copy)]
struct Best {
    value: i32,
    matched: u32,
}

/// No match yet.
const NONE: u32 = u32::MAX;
const NOTHING: Best = Best { value: 0, matched: NONE };

/// A match and the one before it on the best way.
struct Step {
    pair: Pair,
    before: u32,
}

/// The words of `own` that stand for words of `other`.
pub(crate) fn align(own: &[Cell], other: &[Cell], weights: &Weights) -> Vec<Pair> {
    let mut table = Table::new(other, weights);
    for (i, a) in own.iter().enumerate() {
        table.row(i, a, weights);
    }
    trim(path(&table.steps, table.best.matched), own, weights)
}

/// The matches so far, and the best of them before each word of the other passage.
struct Table<'t> {
    other: &'t [Cell],
    /// What the words of the other passage share with all words they may be similar to.
    keys: Vec<u32>,
    /// What skipping all words of this passage up to here costs, and all before each word of the other one.
    own_skipped: i32,
    skipped: Vec<i32>,
    /// Of the matches before a word the best when words are skipped one by one, worth more by all that was skipped before
    /// it, so that those at different places compare.
    near: Vec<Best>,
    /// The best of the matches before a word.
    far: Vec<Best>,
    /// Where the word of this passage that is asked now matches.
    row: Vec<(usize, Best)>,
    steps: Vec<Step>,
    best: Best,
}

impl<'t> Table<'t> {
    fn new(other: &'t [Cell], weights: &Weights) -> Self {
        let skipped = other.iter().scan(0, |sum, cell| {
            *sum += skip_cost(cell);
            Some(*sum)
        });
        Table {
            other,
            keys: other.iter().map(|cell| key(cell.word(), weights)).collect(),
            own_skipped: 0,
            skipped: std::iter::once(0).chain(skipped).collect(),
            near: vec![NOTHING; other.len() + 1],
            far: vec![NOTHING; other.len() + 1],
            row: Vec::new(),
            steps: Vec::new(),
            best: NOTHING,
        }
    }

    /// One word of the one passage against every word of the other.
    fn row(&mut self, i: usize, a: &Cell, weights: &Weights) {
        let own_key = key(a.word(), weights);
        self.row.clear();
        for j in 0..self.keys.len() {
            if self.keys[j] == own_key {
                let b = self.other[j].word();
                if a.word() == b || weights.similar(a.word(), b) {
                    self.take(i, a, j, weights);
                }
            }
        }
        self.own_skipped += skip_cost(a);
        let worth_more = |&(j, here): &(usize, Best)| {
            (j, Best { value: here.value + self.own_skipped + self.skipped[j + 1], ..here })
        };
        enter(&mut self.near, self.row.iter().map(worth_more));
        enter(&mut self.far, self.row.iter().copied());
    }

    /// Takes two words that match.
    fn take(&mut self, i: usize, a: &Cell, j: usize, weights: &Weights) {
        let b = &self.other[j];
        let near = self.near[j].less(self.own_skipped + self.skipped[j]);
        let from = bonus(near, &self.steps, i, j).or(self.far[j].less(jump_cost(a, b)));
        let equal = a.word() == b.word();
        self.steps.push(Step { pair: Pair { own: i, other: j, equal }, before: from.matched });
        let here = Best { value: from.value + gain(a, b, equal, weights), matched: self.steps.len() as u32 - 1 };
        self.row.push((j, here));
        self.best = self.best.or(here);
    }
}

/// Words with different keys are neither equal nor similar.
fn key(word: u32, weights: &Weights) -> u32 {
    match weights.first(word) {
        0 => word,
        letter => u32::MAX - u32::from(letter),
    }
}

/// Enters the matches of a row: each is before all words behind its own.
fn enter(before: &mut [Best], row: impl Iterator<Item = (usize, Best)>) {
    let mut row = row.peekable();
    let (mut best, first) = (NOTHING, row.peek().map_or(before.len(), |(j, _)| j + 1));
    for (j, before) in before.iter_mut().enumerate().skip(first) {
        if let Some((_, here)) = row.next_if(|(at, _)| at + 1 == j) {
            best = best.or(here);
        }
        if best.value >= before.value {
            *before = best;
        } else if row.peek().is_none() {
            break;
        }
    }
}

impl Best {
    /// The better one; the first, where both are equal.
    fn or(self, other: Best) -> Best {
        if other.value > self.value { other } else { self }
    }

    /// After paying this; nothing is left of what is not worth it.
    fn less(self, cost: i32) -> Best {
        if self.value <= cost { NOTHING } else { Best { value: self.value - cost, ..self } }
    }
}

fn skip_cost(over: &Cell) -> i32 {
    if over.bracketed() { SKIP / 4 } else { SKIP }
}

fn jump_cost(a: &Cell, b: &Cell) -> i32 {
    match a.edge().max(b.edge()) {
        Edge::Word => JUMP,
        Edge::Sentence => JUMP_SENTENCE,
        Edge::Stretch | Edge::Cut => JUMP_CUT,
    }
}

fn bonus(from: Best, steps: &[Step], i: usize, j: usize) -> Best {
    let last = steps.get(from.matched as usize).map(|step| step.pair);
    let adjacent = last.is_some_and(|pair| pair.own + 1 == i && pair.other + 1 == j);
    Best { value: from.value + if adjacent { IN_STEP } else { 0 }, ..from }
}

fn gain(a: &Cell, b: &Cell, equal: bool, weights: &Weights) -> i32 {
    let weight = if equal { weights.of(a.word()) } else { SIMILAR * weights.of(a.word()).min(weights.of(b.word())) };
    (RARE * weight) as i32
}

fn path(steps: &[Step], last: u32) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut at = last;
    while let Some(step) = steps.get(at as usize) {
        pairs.push(step.pair);
        at = step.before;
    }
    pairs.reverse();
    pairs
}

/// Takes stop words off the ends that only chance brought there: those not near the next match.
fn trim(mut pairs: Vec<Pair>, own: &[Cell], weights: &Weights) -> Vec<Pair> {
    let stray = |pair: Pair, next: Pair| {
        let skipped = pair.own.abs_diff(next.own) + pair.other.abs_diff(next.other) - 2;
        skipped > STRAY && !weights.tells(own[pair.own].word())
    };
    while pairs.len() > 1 && stray(pairs[pairs.len() - 1], pairs[pairs.len() - 2]) {
        pairs.pop();
    }
    let strays = pairs.windows(2).take_while(|two| stray(two[0], two[1])).count();
    pairs.drain(..strays);
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;
    use crate::utterance::normalise::Words;
    use crate::utterance::row::Rows;

    fn show(own: &str, other: &str) -> String {
        let mut words = Words::default();
        let mut cells = |text: &str| -> Vec<Cell> {
            words.tokens(text, &[Span::new(0, text.len())]).iter().map(Cell::from).collect()
        };
        let (a, b) = (cells(own), cells(other));
        let weights = Weights::new(&words, &Rows::default());
        let pairs = align(&a, &b, &weights);
        let sign = |pair: &Pair| if pair.equal { "" } else { "~" };
        let shown = |pair: &Pair| format!("{}{}", sign(pair), words.text(a[pair.own].word()));
        pairs.iter().map(shown).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_that_stand_for_each_other() {
        let cases = [
            ("We will win this fight.", "I say we will win this big fight today", "we will win this fight"),
            ("a brutal cut", "a savage and brutal cut", "a brutal cut"),
            ("the cut", "the long and very brutal cut", "cut"),
            ("the millions lost", "the billions lost", "the lost"),
            ("it was destroyed", "it was destroyd", "it was ~destroyed"),
            ("We met ... and we agreed", "We met for hours in a cold room, and we agreed", "we met and we agreed"),
            ("Nothing alike", "something else", ""),
        ];
        for (own, other, expected) in cases {
            assert_eq!(show(own, other), expected, "{own} ~ {other}");
        }
    }
}
