//! A link: two passages that report one utterance, whole or in part.
//!
//! In: passages, most of them already known to share a rare feature. Out: [`Link`]s from the shorter to the longer one.
//! What is asked depends on how much there is to go by: of a long passage six tenths of the weight must be found in the
//! other, of a short one nearly all, and a fragment of a few words must also have the same speaker or stand in the same
//! story, as must words of two different speakers. Two people who say the same few words in one story are kept apart if we know who they are, and joined if we
//! do not.

use super::align::{Pair, SIMILAR, align};
use super::evidence::Evidence;
use super::index::Index;
use super::normalise::Token;
use super::passage::{Passage, Voices, segments};
use super::story::{ONE_STORY, Stories};
use super::weight::Weights;
use rayon::prelude::*;

/// What fragments of a word or two must be more alike than that: 90% of the pairs of one event are. Measured, too.
const SURELY_ONE_STORY: f32 = 0.13;
/// A sentence of a passage is found in another at this share of its weight: guessed, stricter than for a whole.
const SEGMENT: f32 = 0.8;
/// A sentence counts by itself from this weight, about four content words: guessed.
const SEGMENT_WEIGHT: f32 = 3.5;
/// Words in both, in whatever order, below which no alignment finds enough: a tenth less than is asked of the whole
/// and of a sentence, for similar words are not counted. Guessed; nothing on a year of articles is lost.
const BOUND: f32 = 0.45;
const SEGMENT_BOUND: f32 = 0.7;
/// One word alone must have this many letters: guessed.
const LONG_WORD: usize = 6;
/// Passages found in each other at this share are near-equal: guessed.
const NEAR: f32 = 0.75;

/// Two passages that report one utterance.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    /// The shorter passage.
    pub short: usize,
    /// The longer one.
    pub long: usize,
    /// How good a match: the share of the shorter one's weight that was found, more if the speaker agrees.
    pub score: f32,
    /// Both are nearly the same.
    pub near: bool,
}

/// What passages are compared by.
pub(crate) struct Comparison<'a> {
    /// Weights of words.
    pub weights: &'a Weights<'a>,
    /// What documents are about.
    pub stories: &'a Stories,
    /// Quotations without documents: no story is asked for.
    pub loose: bool,
}

/// How much there is to go by in a passage.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    /// A common word: no evidence at all.
    None,
    /// A word or a few: the speaker must agree, in one story.
    Weak,
    /// A phrase: the speaker must not differ.
    Medium,
    /// A sentence: speaks for itself.
    Strong,
}

/// Every link between these passages.
pub(crate) fn links(passages: &[&Passage], comparison: &Comparison) -> Vec<Link> {
    let index = Index::new(passages, comparison.weights);
    let lengths: Vec<u32> = passages.iter().map(|passage| passage.tokens.len() as u32).collect();
    let size = |position: usize| (lengths[position], std::cmp::Reverse(position));
    let from = |seen: &mut Seen, position: usize| {
        let candidates = index.candidates(position, passages[position], comparison.weights, comparison.loose);
        let longer = candidates.into_iter().map(|other| other as usize).filter(|&other| size(position) < size(other));
        let may = longer.filter(|&other| comparison.may_match(passages[position], passages[other], seen));
        may.filter_map(|other| comparison.link((position, passages[position]), (other, passages[other]))).collect()
    };
    let words = comparison.weights.words().len();
    let found: Vec<Vec<Link>> = (0..passages.len()).into_par_iter().map_init(|| Seen::new(words), from).collect();
    found.into_iter().flatten().collect()
}

/// Words that both have before the first match and behind the last, at most four at each end.
fn astray(a: &Passage, b: &Passage, pairs: &[Pair]) -> usize {
    let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else { return 0 };
    let plain = |tokens: &[Token]| tokens.iter().filter(|token| !token.bracketed).count();
    let head = plain(&a.tokens[..first.own]).min(plain(&b.tokens[..first.other]));
    let tail = plain(&a.tokens[last.own + 1..]).min(plain(&b.tokens[last.other + 1..]));
    head.min(4) + tail.min(4)
}

/// The words of one passage, marked.
struct Seen {
    marks: Vec<u32>,
    turn: u32,
}

impl Seen {
    fn new(words: usize) -> Self {
        Seen { marks: vec![0; words], turn: 0 }
    }

    fn mark(&mut self, tokens: &[Token]) {
        self.turn += 1;
        tokens.iter().for_each(|token| self.marks[token.word as usize] = self.turn);
    }

    fn has(&self, token: &Token) -> bool {
        self.marks[token.word as usize] == self.turn
    }
}

impl Comparison<'_> {
    /// The link from a passage to a longer one, if there is one.
    fn link(&self, (short, a): (usize, &Passage), (long, b): (usize, &Passage)) -> Option<Link> {
        let (pairs, score) = self.matched(a, b)?;
        let agree = if a.voice.with(b.voice) == Voices::Agree { 0.1 } else { 0.0 };
        let back = self.found(&b.tokens, pairs.iter().map(|pair| (pair.other, pair.equal)));
        Some(Link { short, long, score: score + agree, near: score >= NEAR && back >= NEAR })
    }

    /// The words that two passages share as one utterance, and the share of the shorter one's weight.
    pub(crate) fn matched(&self, a: &Passage, b: &Passage) -> Option<(Vec<Pair>, f32)> {
        let (strength, voices) = (self.strength(a), a.voice.with(b.voice));
        if a.tokens.len() == 1 && b.tokens.len() > 1 && self.is_topic(a, b) {
            return None;
        }
        let pairs = align(&a.tokens, &b.tokens, self.weights);
        let share = self.found(&a.tokens, pairs.iter().map(|pair| (pair.own, pair.equal)));
        if self.loose {
            return (self.evidence(a, b, &pairs, share) > 0.0).then_some((pairs, share));
        }
        let needed = self.needed(a, strength, voices, || self.stories.alike(a.document, b.document));
        if share >= needed? {
            return Some((pairs, share));
        }
        let parts = self.parts(a, b, pairs);
        (!parts.is_empty() && voices != Voices::Differ).then_some((parts, share))
    }

    fn evidence(&self, a: &Passage, b: &Passage, pairs: &[Pair], share: f32) -> f32 {
        let back = self.found(&b.tokens, pairs.iter().map(|pair| (pair.other, pair.equal)));
        let words = a.tokens.iter().filter(|token| !token.bracketed).count();
        Evidence { share, back, words, astray: astray(a, b, pairs), agree: a.voice.with(b.voice) == Voices::Agree }
            .of(pairs)
    }

    /// The share of a passage's weight that must be found; none if it cannot match at all.
    fn needed(&self, passage: &Passage, strength: Strength, voices: Voices, alike: impl Fn() -> f32) -> Option<f32> {
        let long = passage.tokens.len() >= 12;
        match (strength, voices) {
            (Strength::Strong, Voices::Agree) => Some(if long { 0.55 } else { 0.65 }),
            (Strength::Strong, Voices::Open) if long || alike() >= ONE_STORY => Some(if long { 0.6 } else { 0.7 }),
            (Strength::Strong, Voices::Differ) => (alike() >= ONE_STORY).then_some(if long { 0.75 } else { 0.9 }),
            (Strength::Medium, Voices::Agree) => Some(0.75),
            (Strength::Medium, Voices::Open) => (alike() >= ONE_STORY).then_some(0.9),
            (Strength::Weak, Voices::Agree) => (alike() >= SURELY_ONE_STORY).then_some(0.99),
            _ => None,
        }
    }

    fn strength(&self, passage: &Passage) -> Strength {
        let telling = passage.tokens.iter().filter(|token| self.weights.tells(token)).count();
        match (passage.tokens.len(), telling) {
            (..=2, 1) if !self.rare(passage) => Strength::None,
            (6.., 3..) | (8.., 2..) => Strength::Strong,
            (3.., 2..) => Strength::Medium,
            _ => Strength::Weak,
        }
    }

    /// One word that either article uses over and over is what they are about, and no evidence that it was said once.
    fn is_topic(&self, word: &Passage, longer: &Passage) -> bool {
        let text = self.weights.words().text(word.tokens[0].word);
        self.stories.repeats(word.document, text) || self.stories.repeats(longer.document, text)
    }

    /// A word of some length, in quotation marks by itself ("destructive"), is somebody's choice of word.
    fn rare(&self, passage: &Passage) -> bool {
        let long = |token: &&Token| self.weights.words().text(token.word).len() >= LONG_WORD;
        passage.tokens.iter().filter(|token| self.weights.tells(token)).any(|token| long(&token))
    }

    /// A bound before the alignment: whether words enough are in both, in whatever order, for the whole of the
    /// shorter one or for a sentence of either.
    fn may_match(&self, a: &Passage, b: &Passage, seen: &mut Seen) -> bool {
        seen.mark(&b.tokens);
        let both = || a.tokens.iter().filter(|token| seen.has(token));
        let shared: f32 = both().map(|token| self.weights.of(token)).sum();
        let whole = self.weights.sum(&a.tokens);
        if self.loose {
            let (share, back) =
                (shared / whole.max(f32::MIN_POSITIVE), shared / self.weights.sum(&b.tokens).max(whole));
            let agree = a.voice.with(b.voice) == Voices::Agree;
            return Evidence { share, back, words: a.tokens.len(), astray: 0, agree }.at_most(both().count()) > 0.0;
        }
        if shared >= BOUND * whole {
            return true;
        }
        if shared < SEGMENT_WEIGHT * SEGMENT_BOUND || self.strength(a) != Strength::Strong {
            return false;
        }
        self.may_share_segment(&a.tokens, seen) || {
            seen.mark(&a.tokens);
            self.may_share_segment(&b.tokens, seen)
        }
    }

    fn may_share_segment(&self, tokens: &[Token], seen: &Seen) -> bool {
        segments(tokens).into_iter().any(|range| {
            let tokens = &tokens[range];
            let weight = self.weights.sum(tokens);
            let shared = tokens.iter().filter(|token| seen.has(token)).map(|token| self.weights.of(token));
            weight >= SEGMENT_WEIGHT && shared.sum::<f32>() >= SEGMENT_BOUND * weight
        })
    }

    /// The share of a passage's weight that these of its tokens have.
    fn found(&self, tokens: &[Token], matched: impl Iterator<Item = (usize, bool)>) -> f32 {
        let weigh = |(at, equal): (usize, bool)| match (tokens[at].bracketed, equal) {
            (true, _) => 0.0,
            (_, true) => self.weights.of(&tokens[at]),
            (_, false) => SIMILAR * self.weights.of(&tokens[at]),
        };
        matched.map(weigh).sum::<f32>() / self.weights.sum(tokens).max(f32::MIN_POSITIVE)
    }

    /// Of the matched words, those in sentences that are found in the other passage by themselves.
    fn parts(&self, a: &Passage, b: &Passage, pairs: Vec<Pair>) -> Vec<Pair> {
        let own = self.found_segments(&a.tokens, pairs.iter().map(|pair| pair.own));
        let other = self.found_segments(&b.tokens, pairs.iter().map(|pair| pair.other));
        let inside = |ranges: &[std::ops::Range<usize>], at: usize| ranges.iter().any(|range| range.contains(&at));
        pairs.into_iter().filter(|pair| inside(&own, pair.own) || inside(&other, pair.other)).collect()
    }

    fn found_segments(&self, tokens: &[Token], matched: impl Iterator<Item = usize>) -> Vec<std::ops::Range<usize>> {
        let mut hit = vec![false; tokens.len()];
        matched.for_each(|at| hit[at] = true);
        let found = |range: &std::ops::Range<usize>| {
            let weight = self.weights.sum(&tokens[range.clone()]);
            let matched = range.clone().filter(|&at| hit[at] && !tokens[at].bracketed);
            weight >= SEGMENT_WEIGHT && matched.map(|at| self.weights.of(&tokens[at])).sum::<f32>() >= SEGMENT * weight
        };
        segments(tokens).into_iter().filter(found).collect()
    }
}
