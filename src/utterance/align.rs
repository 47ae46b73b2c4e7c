//! An alignment: which words of one passage stand for which words of another.
//!
//! In: the tokens of two passages. Out: pairs of equal or similar words, rising on both sides, so that their weight
//! less the cost of what is skipped is greatest (Smith and Waterman's local alignment, with a jump over any distance at
//! a fixed cost, small where a cut is marked). Only matched words are remembered, so memory grows with the shorter
//! side. It cannot tell words moved about: the lighter part of a swap stays unmatched.

use super::normalise::{Edge, Token};
use super::weight::Weights;

/// What skipping one word costs, as a part of a rare word's weight: guessed.
const SKIP: f32 = 0.08;
/// What skipping any number of words costs; less at the end of a sentence, hardly anything at a marked cut: guessed.
const JUMP: f32 = 1.0;
const JUMP_SENTENCE: f32 = 0.6;
const JUMP_CUT: f32 = 0.15;
/// What a match right behind another is worth more: guessed.
const IN_STEP: f32 = 0.1;
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

/// A cell's value, and the last match on the way to it.
#[derive(Clone, Copy)]
struct Best {
    value: f32,
    matched: u32,
}

/// No match on the way.
const NONE: u32 = u32::MAX;
const NOTHING: Best = Best { value: 0.0, matched: NONE };

/// A match and the one before it on the best way.
struct Step {
    pair: Pair,
    before: u32,
}

/// The words of `own` that stand for words of `other`.
pub(crate) fn align(own: &[Token], other: &[Token], weights: &Weights) -> Vec<Pair> {
    let mut table = Table::new(other, weights);
    for (i, a) in own.iter().enumerate() {
        table.row(i, a, weights);
    }
    trim(path(&table.steps, table.best.matched), own, weights)
}

/// The last row of the table that the alignment fills, and all matches so far.
struct Table<'t> {
    other: Vec<Column<'t>>,
    /// Reached by skipping words one by one.
    near: Vec<Best>,
    /// The best so far up and left of a cell.
    far: Vec<Best>,
    steps: Vec<Step>,
    best: Best,
}

/// What each row asks of a word of the other passage.
struct Column<'t> {
    token: &'t Token,
    word: u32,
    first: u8,
    skip: f32,
}

impl<'t> Table<'t> {
    fn new(other: &'t [Token], weights: &Weights) -> Self {
        let column = |token: &'t Token| Column {
            token,
            word: token.word,
            first: weights.first(token.word),
            skip: skip_cost(token),
        };
        let nothing = vec![NOTHING; other.len() + 1];
        let other = other.iter().map(column).collect();
        Table { other, near: nothing.clone(), far: nothing, steps: Vec::new(), best: NOTHING }
    }

    /// One word of the one passage against every word of the other.
    fn row(&mut self, i: usize, a: &Token, weights: &Weights) {
        let (own_skip, first) = (skip_cost(a), weights.first(a.word));
        let (mut near_diagonal, mut far_diagonal) = (self.near[0], self.far[0]);
        let (mut near_left, mut far_left) = (near_diagonal, far_diagonal);
        for (j, b) in self.other.iter().enumerate() {
            let (near_up, far_up) = (self.near[j + 1], self.far[j + 1]);
            let mut cell = near_up.less(own_skip).or(near_left.less(b.skip));
            let mut reach = far_up.or(far_left);
            let kin = b.word == a.word || first != 0 && b.first == first && weights.similar(a.word, b.word);
            if kin {
                let in_step = bonus(near_diagonal, &self.steps, i, j);
                let from = in_step.or(far_diagonal.less(jump_cost(a, b.token)));
                let equal = b.word == a.word;
                self.steps.push(Step { pair: Pair { own: i, other: j, equal }, before: from.matched });
                let matched = self.steps.len() as u32 - 1;
                let here = Best { value: from.value + gain(a, b.token, equal, weights), matched };
                (cell, reach) = (here.or(cell), reach.or(here));
                self.best = self.best.or(here);
            }
            (near_diagonal, far_diagonal) = (near_up, far_up);
            (self.near[j + 1], self.far[j + 1]) = (cell, reach);
            (near_left, far_left) = (cell, reach);
        }
    }
}

impl Best {
    /// The better one; the first, where both are equal.
    fn or(self, other: Best) -> Best {
        if other.value > self.value { other } else { self }
    }

    /// After paying this; nothing is left of what is not worth it.
    fn less(self, cost: f32) -> Best {
        if self.value <= cost { NOTHING } else { Best { value: self.value - cost, ..self } }
    }
}

fn skip_cost(over: &Token) -> f32 {
    if over.bracketed { SKIP / 4.0 } else { SKIP }
}

fn jump_cost(a: &Token, b: &Token) -> f32 {
    match a.edge.max(b.edge) {
        Edge::Word => JUMP,
        Edge::Sentence => JUMP_SENTENCE,
        Edge::Stretch | Edge::Cut => JUMP_CUT,
    }
}

fn bonus(from: Best, steps: &[Step], i: usize, j: usize) -> Best {
    let last = steps.get(from.matched as usize).map(|step| step.pair);
    let adjacent = last.is_some_and(|pair| pair.own + 1 == i && pair.other + 1 == j);
    Best { value: from.value + if adjacent { IN_STEP } else { 0.0 }, ..from }
}

fn gain(a: &Token, b: &Token, equal: bool, weights: &Weights) -> f32 {
    if equal { weights.of(a.word) } else { SIMILAR * weights.of(a.word).min(weights.of(b.word)) }
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
fn trim(mut pairs: Vec<Pair>, own: &[Token], weights: &Weights) -> Vec<Pair> {
    let stray = |pair: Pair, next: Pair| {
        let skipped = pair.own.abs_diff(next.own) + pair.other.abs_diff(next.other) - 2;
        skipped > STRAY && !weights.tells(own[pair.own].word)
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

    fn show(own: &str, other: &str) -> String {
        let mut words = Words::default();
        let a = words.tokens(own, &[Span::new(0, own.len())]);
        let b = words.tokens(other, &[Span::new(0, other.len())]);
        let weights = Weights::new(&words, &[]);
        let pairs = align(&a, &b, &weights);
        let sign = |pair: &Pair| if pair.equal { "" } else { "~" };
        let shown = |pair: &Pair| format!("{}{}", sign(pair), words.text(a[pair.own].word));
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
