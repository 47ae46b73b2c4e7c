//! A link: two passages that report one utterance, whole or in part.
//!
//! In: sketched passages. Out: [`Link`]s from the shorter to the longer one.
//! What is asked depends on how much there is to go by: of a long passage six tenths of the weight must be found in the
//! other, of a short one nearly all, and a fragment of a few words must also have the same speaker or stand in the same
//! story, as must words of two different speakers. Two people who say the same few words in one story are kept apart if
//! we know who they are, and joined if we do not.

use super::align::{Pair, SIMILAR, align};
use super::bound::{Bound, SEGMENT_WEIGHT, Sought, WHOLE_WEIGHT};
use super::day;
use super::evidence::Evidence;
use super::index::{Index, Lookup};
use super::passage::{Voices, segments};
use super::row::{Cell, Row};
use super::sketch::Sketches;
use super::story::{ONE_STORY, SAME_DAYS, Stories};
use super::weight::Weights;
use crate::document::Document;
use rayon::prelude::*;

/// What fragments of a word or two must be more alike than that: 90% of the pairs of one event are. Measured, too.
const SURELY_ONE_STORY: f32 = 0.13;
/// A sentence of a passage is found in another at this share of its weight: guessed, stricter than for a whole.
const SEGMENT: f32 = 0.8;
/// A short sentence, of one speaker in one story, at this share: every word of it.
const WHOLE: f32 = 0.99;
/// One word alone must have this many letters: guessed.
const LONG_WORD: usize = 6;
/// Evidence that joins two loose quotations, about five to one: a wrong link costs more than a missing one, for groups
/// are joined by it, and other links make up for what is missing. Measured on made variants: 2 loses more short cuts
/// than it gains in precision, 1 and below join too much.
const ENOUGH: f32 = 1.6;
/// Passages found in each other at this share are near-equal: guessed.
const NEAR: f32 = 0.75;

/// Two passages that report one utterance.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    /// The shorter passage.
    pub short: usize,
    /// The longer one.
    pub long: usize,
    /// How good a match: the [`Evidence`] between loose quotations, else the share of the shorter one's weight that was
    /// found, more if the speaker agrees.
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
    /// The documents, by position; none where quotations are loose.
    pub documents: &'a [&'a Document],
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

/// Words that stand for each other in two passages, and how good a match that is.
pub(crate) struct Matched {
    pub pairs: Vec<Pair>,
    score: f32,
    shares: Shares,
}

/// The shares of the weight of two passages that were found in the other one: of the shorter and of the longer.
#[derive(Clone, Copy)]
struct Shares(f32, f32);

/// Every link between these passages.
pub(crate) fn links(sketches: &Sketches, comparison: &Comparison) -> Vec<Link> {
    let index = Index::new(sketches, comparison.weights);
    let bound = || Bound::new(sketches, comparison.weights);
    let search = || Search { comparison, sketches, lookup: index.lookup(), bound: bound() };
    (0..sketches.len()).into_par_iter().map_init(search, Search::links).flatten_iter().collect()
}

/// Looks for what each passage is part of.
struct Search<'a> {
    comparison: &'a Comparison<'a>,
    sketches: &'a Sketches<'a>,
    lookup: Lookup<'a>,
    bound: Bound<'a>,
}

impl Search<'_> {
    /// The links from a passage to longer ones.
    fn links(&mut self, short: usize) -> Vec<Link> {
        let Search { comparison, sketches, lookup, bound } = self;
        let row = sketches.row(short);
        let strong = || comparison.strength(row) == Strength::Strong;
        let sought = bound.seek(short);
        let mut may = |long: usize| match comparison.loose {
            true => bound.may_be_evident(long, ENOUGH),
            false => bound.may_be_shared(long, strong),
        };
        let longer = lookup.longer(short, comparison.loose).iter().map(|&long| long as usize);
        let link = |long: usize| comparison.link((short, row, sought), (long, sketches.row(long)));
        longer.filter(|&long| may(long)).filter_map(link).collect()
    }
}

/// Words that both have before the first match and behind the last, at most four at each end.
fn astray(a: Row, b: Row, pairs: &[Pair]) -> usize {
    let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else { return 0 };
    let plain = |cells: &[Cell]| cells.iter().filter(|cell| !cell.bracketed()).count();
    let head = plain(&a.cells[..first.own]).min(plain(&b.cells[..first.other]));
    let tail = plain(&a.cells[last.own + 1..]).min(plain(&b.cells[last.other + 1..]));
    head.min(4) + tail.min(4)
}

/// Whether the words that both have are written as a title is, in the running text of either: what many call a thing
/// ("In God We Trust").
fn is_name(a: Row, b: Row, pairs: &[Pair]) -> bool {
    let titled = |row: Row, at: fn(&Pair) -> usize| pairs.iter().all(|pair| row.cells[at(pair)].titled());
    pairs.len() > 1 && (titled(a, |pair| pair.own) || titled(b, |pair| pair.other))
}

impl Comparison<'_> {
    /// The link from a passage to a longer one, if there is one.
    fn link(&self, (short, a, sought): (usize, Row, Sought), (long, b): (usize, Row)) -> Option<Link> {
        let matched = if self.loose { self.evident(a, b, sought) } else { self.matched(a, b) };
        let Matched { score, shares: Shares(share, back), .. } = matched?;
        Some(Link { short, long, score, near: share >= NEAR && back >= NEAR })
    }

    /// The words that two loose quotations share as one utterance, and how good a match they are.
    fn evident(&self, a: Row, b: Row, Sought { words, telling, .. }: Sought) -> Option<Matched> {
        let pairs = align(a.cells, b.cells, self.weights);
        let shares = self.shares(a, b, &pairs);
        let agree = a.voice.with(b.voice) == Voices::Agree;
        let evidence =
            Evidence { share: shares.0, back: shares.1, words, astray: astray(a, b, &pairs), agree, telling };
        let score = evidence.of(&pairs);
        (score > ENOUGH).then_some(Matched { pairs, score, shares })
    }

    /// The words that two passages of documents share as one utterance, and how good a match they are.
    pub(crate) fn matched(&self, a: Row, b: Row) -> Option<Matched> {
        let (strength, voices) = (self.strength(a), a.voice.with(b.voice));
        if a.cells.len() == 1 && b.cells.len() > 1 && self.is_topic(a, b) {
            return None;
        }
        let pairs = align(a.cells, b.cells, self.weights);
        if strength != Strength::Strong && is_name(a, b, &pairs) {
            return None;
        }
        let shares = self.shares(a, b, &pairs);
        let score = shares.0 + if voices == Voices::Agree { 0.1 } else { 0.0 };
        let needed = self.needed(a, strength, voices, || self.alike(a.document, b.document, strength));
        if shares.0 >= needed? {
            return Some(Matched { pairs, score, shares });
        }
        if voices == Voices::Differ {
            return None;
        }
        let once = voices == Voices::Agree && self.alike(a.document, b.document, Strength::Weak) >= SURELY_ONE_STORY;
        let parts = self.parts(a, b, pairs, if once { WHOLE_WEIGHT } else { SEGMENT_WEIGHT });
        let matched = |pairs: Vec<Pair>| Matched { score, shares: self.shares(a, b, &pairs), pairs };
        (!parts.is_empty()).then(|| matched(parts))
    }

    /// How alike the stories are. A word or two that come up again days later were said again.
    fn alike(&self, a: usize, b: usize, strength: Strength) -> f32 {
        let later = strength == Strength::Weak && day::apart(self.documents[a], self.documents[b]) > SAME_DAYS;
        if later { 0.0 } else { self.stories.alike(a, b) }
    }

    /// The share of a passage's weight that must be found; none if it cannot match at all.
    fn needed(&self, row: Row, strength: Strength, voices: Voices, alike: impl Fn() -> f32) -> Option<f32> {
        let long = row.cells.len() >= 12;
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

    fn strength(&self, row: Row) -> Strength {
        let telling = row.words().filter(|&word| self.weights.tells(word)).count();
        match (row.cells.len(), telling) {
            (..=2, 1) if !self.rare(row) => Strength::None,
            (6.., 3..) | (8.., 2..) => Strength::Strong,
            (3.., 2..) => Strength::Medium,
            _ if self.is_common(row) => Strength::None,
            _ => Strength::Weak,
        }
    }

    /// One word that either article uses over and over is what they are about, and no evidence that it was said once.
    fn is_topic(&self, word: Row, longer: Row) -> bool {
        let text = self.weights.words().text(word.cells[0].word());
        self.stories.repeats(word.document, text) || self.stories.repeats(longer.document, text)
    }

    /// A word of some length, in quotation marks by itself ("destructive"), is somebody's choice of word.
    fn rare(&self, row: Row) -> bool {
        let long = |word: u32| self.weights.words().text(word).len() >= LONG_WORD;
        row.words().any(|word| self.weights.tells(word) && long(word))
    }

    /// Words that many use tell nothing by themselves ("national security").
    fn is_common(&self, row: Row) -> bool {
        row.words().all(|word| self.weights.common(word))
    }

    /// The shares of two passages that were matched.
    fn shares(&self, a: Row, b: Row, pairs: &[Pair]) -> Shares {
        let own = self.found(a.cells, pairs.iter().map(|pair| (pair.own, pair.equal)));
        Shares(own, self.found(b.cells, pairs.iter().map(|pair| (pair.other, pair.equal))))
    }

    /// The share of a passage's weight that these of its words have.
    fn found(&self, cells: &[Cell], matched: impl Iterator<Item = (usize, bool)>) -> f32 {
        let weigh = |(at, equal): (usize, bool)| match (cells[at].bracketed(), equal) {
            (true, _) => 0.0,
            (_, true) => self.weights.of(cells[at].word()),
            (_, false) => SIMILAR * self.weights.of(cells[at].word()),
        };
        matched.map(weigh).sum::<f32>() / self.weights.sum(cells).max(f32::MIN_POSITIVE)
    }

    /// Of the matched words, those in sentences of at least this weight that are found in the other passage by themselves.
    fn parts(&self, a: Row, b: Row, pairs: Vec<Pair>, least: f32) -> Vec<Pair> {
        let own = self.found_segments(a.cells, pairs.iter().map(|pair| pair.own), least);
        let other = self.found_segments(b.cells, pairs.iter().map(|pair| pair.other), least);
        let inside = |ranges: &[std::ops::Range<usize>], at: usize| ranges.iter().any(|range| range.contains(&at));
        pairs.into_iter().filter(|pair| inside(&own, pair.own) || inside(&other, pair.other)).collect()
    }

    fn found_segments(
        &self,
        cells: &[Cell],
        matched: impl Iterator<Item = usize>,
        least: f32,
    ) -> Vec<std::ops::Range<usize>> {
        let mut hit = vec![false; cells.len()];
        matched.for_each(|at| hit[at] = true);
        let found = |range: &std::ops::Range<usize>| {
            let weight = self.weights.sum(&cells[range.clone()]);
            let matched = range.clone().filter(|&at| hit[at] && !cells[at].bracketed());
            let share = if weight >= SEGMENT_WEIGHT { SEGMENT } else { WHOLE };
            weight >= least && matched.map(|at| self.weights.of(cells[at].word())).sum::<f32>() >= share * weight
        };
        segments(cells.iter().map(|cell| cell.edge())).into_iter().filter(found).collect()
    }
}
