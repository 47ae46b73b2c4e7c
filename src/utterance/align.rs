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
#[derive(Clone, Copy, Default)]
struct Best {
    value: f32,
    matched: Option<u32>,
}

/// A match and the one before it on the best way.
struct Step {
    pair: Pair,
    before: Option<u32>,
}

/// The words of `own` that stand for words of `other`.
pub(crate) fn align(own: &[Token], other: &[Token], weights: &Weights) -> Vec<Pair> {
    let mut steps: Vec<Step> = Vec::new();
    let mut near = vec![Best::default(); other.len() + 1];
    let mut far = near.clone();
    let mut best = Best::default();
    for (i, a) in own.iter().enumerate() {
        let (mut near_diagonal, mut far_diagonal) = (near[0], far[0]);
        for (j, b) in other.iter().enumerate() {
            let mut cell = skip(near[j + 1], a).or(skip(near[j], b));
            let mut reach = far[j + 1].or(far[j]);
            if let Some((gain, equal)) = gain(a, b, weights) {
                let in_step = bonus(near_diagonal, &steps, i, j);
                let from = in_step.or(jump(far_diagonal, a, b));
                steps.push(Step { pair: Pair { own: i, other: j, equal }, before: from.matched });
                let here = Best { value: from.value + gain, matched: Some(steps.len() as u32 - 1) };
                (cell, reach) = (here.or(cell), reach.or(here));
                best = best.or(here);
            }
            (near_diagonal, far_diagonal) = (near[j + 1], far[j + 1]);
            (near[j + 1], far[j + 1]) = (cell, reach);
        }
    }
    trim(path(&steps, best.matched), own, weights)
}

impl Best {
    /// The better one; the first, where both are equal.
    fn or(self, other: Best) -> Best {
        if other.value > self.value { other } else { self }
    }
}

fn skip(from: Best, over: &Token) -> Best {
    let cost = if over.bracketed { SKIP / 4.0 } else { SKIP };
    if from.value <= cost { Best::default() } else { Best { value: from.value - cost, ..from } }
}

fn jump(from: Best, a: &Token, b: &Token) -> Best {
    let cost = match a.edge.max(b.edge) {
        Edge::Word => JUMP,
        Edge::Sentence => JUMP_SENTENCE,
        Edge::Stretch | Edge::Cut => JUMP_CUT,
    };
    if from.value <= cost { Best::default() } else { Best { value: from.value - cost, ..from } }
}

fn bonus(from: Best, steps: &[Step], i: usize, j: usize) -> Best {
    let last = from.matched.map(|step| steps[step as usize].pair);
    let adjacent = last.is_some_and(|pair| pair.own + 1 == i && pair.other + 1 == j);
    Best { value: from.value + if adjacent { IN_STEP } else { 0.0 }, ..from }
}

fn gain(a: &Token, b: &Token, weights: &Weights) -> Option<(f32, bool)> {
    if a.word == b.word {
        return Some((weights.of(a), true));
    }
    weights.similar(a.word, b.word).then(|| (SIMILAR * weights.of(a).min(weights.of(b)), false))
}

fn path(steps: &[Step], last: Option<u32>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut at = last;
    while let Some(step) = at {
        pairs.push(steps[step as usize].pair);
        at = steps[step as usize].before;
    }
    pairs.reverse();
    pairs
}

/// Takes stop words off the ends that only chance brought there: those not near the next match.
fn trim(mut pairs: Vec<Pair>, own: &[Token], weights: &Weights) -> Vec<Pair> {
    let stray = |pair: Pair, next: Pair| {
        let skipped = pair.own.abs_diff(next.own) + pair.other.abs_diff(next.other) - 2;
        skipped > STRAY && !weights.tells(&own[pair.own])
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
