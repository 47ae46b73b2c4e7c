//! A link: two passages that report one utterance, whole or in part.
//!
//! In: passages, most of them already known to share a rare feature. Out: [`Link`]s from the shorter to the longer one.
//! What is asked depends on how much there is to go by: of a long passage six tenths of the weight must be found in the
//! other, of a short one nearly all, and a fragment of a few words must also have the same speaker or stand in the same
//! story, as must words of two different speakers. Two people who say the same few words in one story are kept apart if
//! we know who they are, and joined if we do not.

use super::align::{Pair, SIMILAR, align};
use super::bound::{Bound, SEGMENT_WEIGHT, Sought};
use super::evidence::Evidence;
use super::index::{Index, Lookup};
use super::normalise::Token;
use super::passage::{Passage, Voices, segments};
use super::row::Rows;
use super::story::{ONE_STORY, SAME_DAYS, Stories, days_apart};
use super::weight::Weights;
use crate::document::Document;
use rayon::prelude::*;

/// What fragments of a word or two must be more alike than that: 90% of the pairs of one event are. Measured, too.
const SURELY_ONE_STORY: f32 = 0.13;
/// A sentence of a passage is found in another at this share of its weight: guessed, stricter than for a whole.
const SEGMENT: f32 = 0.8;
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

/// Every link between these passages.
pub(crate) fn links(passages: &[&Passage], comparison: &Comparison) -> Vec<Link> {
    let (rows, order) = Rows::new(passages, comparison.weights);
    let index = Index::new(&rows, comparison.weights);
    let search = || Search {
        comparison,
        rows: &rows,
        lookup: index.lookup(&rows),
        bound: Bound::new(&rows, comparison.weights),
    };
    let links: Vec<Vec<Link>> = (0..rows.len()).into_par_iter().map_init(search, Search::links).collect();
    let named = |link: Link| Link { short: order[link.short], long: order[link.long], ..link };
    links.into_iter().flatten().map(named).collect()
}

/// Looks for what each passage is part of.
struct Search<'a> {
    comparison: &'a Comparison<'a>,
    rows: &'a Rows<'a>,
    lookup: Lookup<'a>,
    bound: Bound<'a>,
}

impl Search<'_> {
    /// The links from a passage to longer ones.
    fn links(&mut self, short: usize) -> Vec<Link> {
        let Search { comparison, rows, lookup, bound } = self;
        let strong = || comparison.strength(rows.passage(short)) == Strength::Strong;
        bound.seek(short);
        let mut may = |long: usize| match comparison.loose {
            true => bound.may_be_evident(long, ENOUGH),
            false => bound.may_be_shared(long, strong),
        };
        let longer = lookup.longer(short, comparison.loose).iter().map(|&long| long as usize);
        let link = |long: usize| comparison.link((short, rows.passage(short)), (long, rows.passage(long)));
        longer.filter(|&long| may(long)).filter_map(link).collect()
    }
}

/// Words that both have before the first match and behind the last, at most four at each end.
fn astray(a: &Passage, b: &Passage, pairs: &[Pair]) -> usize {
    let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else { return 0 };
    let plain = |tokens: &[Token]| tokens.iter().filter(|token| !token.bracketed).count();
    let head = plain(&a.tokens[..first.own]).min(plain(&b.tokens[..first.other]));
    let tail = plain(&a.tokens[last.own + 1..]).min(plain(&b.tokens[last.other + 1..]));
    head.min(4) + tail.min(4)
}

impl Comparison<'_> {
    /// The link from a passage to a longer one, if there is one.
    fn link(&self, (short, a): (usize, &Passage), (long, b): (usize, &Passage)) -> Option<Link> {
        let (pairs, score) = self.matched(a, b)?;
        let share = self.found(&a.tokens, pairs.iter().map(|pair| (pair.own, pair.equal)));
        let back = self.found(&b.tokens, pairs.iter().map(|pair| (pair.other, pair.equal)));
        Some(Link { short, long, score, near: share >= NEAR && back >= NEAR })
    }

    /// The words that two passages share as one utterance, and how good a match they are.
    pub(crate) fn matched(&self, a: &Passage, b: &Passage) -> Option<(Vec<Pair>, f32)> {
        let (strength, voices) = (self.strength(a), a.voice.with(b.voice));
        if a.tokens.len() == 1 && b.tokens.len() > 1 && self.is_topic(a, b) {
            return None;
        }
        let pairs = align(&a.tokens, &b.tokens, self.weights);
        let share = self.found(&a.tokens, pairs.iter().map(|pair| (pair.own, pair.equal)));
        if self.loose {
            let evidence = self.evidence(a, b, &pairs, share);
            return (evidence > ENOUGH).then_some((pairs, evidence));
        }
        if strength != Strength::Strong && self.is_name(a, b, &pairs) {
            return None;
        }
        let score = share + if voices == Voices::Agree { 0.1 } else { 0.0 };
        let needed = self.needed(a, strength, voices, || self.alike(a.document, b.document, strength));
        if share >= needed? {
            return Some((pairs, score));
        }
        let parts = self.parts(a, b, pairs);
        (!parts.is_empty() && voices != Voices::Differ).then_some((parts, score))
    }

    fn evidence(&self, a: &Passage, b: &Passage, pairs: &[Pair], share: f32) -> f32 {
        let back = self.found(&b.tokens, pairs.iter().map(|pair| (pair.other, pair.equal)));
        let Sought { words, telling, .. } = Sought::new(a, self.weights);
        let agree = a.voice.with(b.voice) == Voices::Agree;
        Evidence { share, back, words, astray: astray(a, b, pairs), agree, telling }.of(pairs)
    }

    /// How alike the stories are. A word or two that come up again days later were said again.
    fn alike(&self, a: usize, b: usize, strength: Strength) -> f32 {
        let later = strength == Strength::Weak && days_apart(self.documents, a, b) > SAME_DAYS;
        if later { 0.0 } else { self.stories.alike(a, b) }
    }

    /// Whether the words that both have are written as a title is, in the running text of either: what many call a thing
    /// ("In God We Trust").
    fn is_name(&self, a: &Passage, b: &Passage, pairs: &[Pair]) -> bool {
        let titled = |passage: &Passage, at: fn(&Pair) -> usize| {
            let text = self.documents[passage.document].text.as_str();
            let spans = || pairs.iter().map(|pair| passage.tokens[at(pair)].span());
            let running = spans().next().is_some_and(|first| text[..first.start].contains('\n'));
            running && spans().all(|span| span.of(text).starts_with(char::is_uppercase))
        };
        pairs.len() > 1 && (titled(a, |pair| pair.own) || titled(b, |pair| pair.other))
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
        let telling = passage.tokens.iter().filter(|token| self.weights.tells(token.word)).count();
        match (passage.tokens.len(), telling) {
            (..=2, 1) if !self.rare(passage) => Strength::None,
            (6.., 3..) | (8.., 2..) => Strength::Strong,
            (3.., 2..) => Strength::Medium,
            _ if self.is_common(passage) => Strength::None,
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
        passage.tokens.iter().filter(|token| self.weights.tells(token.word)).any(|token| long(&token))
    }

    /// Words that many use tell nothing by themselves ("national security").
    fn is_common(&self, passage: &Passage) -> bool {
        passage.tokens.iter().all(|token| self.weights.common(token.word))
    }

    /// The share of a passage's weight that these of its tokens have.
    fn found(&self, tokens: &[Token], matched: impl Iterator<Item = (usize, bool)>) -> f32 {
        let weigh = |(at, equal): (usize, bool)| match (tokens[at].bracketed, equal) {
            (true, _) => 0.0,
            (_, true) => self.weights.of(tokens[at].word),
            (_, false) => SIMILAR * self.weights.of(tokens[at].word),
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
            weight >= SEGMENT_WEIGHT
                && matched.map(|at| self.weights.of(tokens[at].word)).sum::<f32>() >= SEGMENT * weight
        };
        segments(tokens).into_iter().filter(found).collect()
    }
}
