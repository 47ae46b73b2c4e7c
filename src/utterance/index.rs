//! The index: which passages share a rare feature.
//!
//! In: the tokens of every passage (equal passages once). Out: for a passage, the others that share one of its rarest
//! features, so that no passage is compared with all. A feature is three words in a row, or two content words in a row
//! with stop words between left out; for a short passage with a known speaker also one content word with the surname.
//! A feature counts if 2 to 32 passages have it. Passages that share nothing rarer are not found: a stock phrase in
//! hundreds of quotations is no evidence.

use super::normalise::Token;
use super::passage::{Passage, segments};
use super::weight::Weights;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// A feature of more passages than these tells nothing: from the trial in which lists of 2 to 32 found all but .3% of
/// made pairs.
const MOST: usize = 32;
/// How many of a passage's rarest features are looked up, from the same trial.
const PROBES: usize = 8;
/// How many more for every sentence, since another outlet may print one sentence of many: guessed.
const PROBES_A_SENTENCE: usize = 2;
/// Passages of at most this many words are looked for by speaker, too: guessed.
const SHORT: usize = 6;

/// Which passages share a rare feature.
#[derive(Debug)]
pub(crate) struct Index {
    lists: FxHashMap<u64, Vec<u32>>,
}

/// A feature and where in the passage it stands.
type Feature = (u64, u32);

impl Index {
    /// Indexes these passages.
    pub(crate) fn new(passages: &[&Passage], weights: &Weights) -> Self {
        let wanted = wanted(passages, weights);
        let counts = Counts::new(passages, weights, &wanted);
        let mut lists: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (position, passage) in passages.iter().enumerate() {
            for feature in distinct(passage, weights, &wanted) {
                if counts.may_be_rare(feature) {
                    lists.entry(feature).or_default().push(position as u32);
                }
            }
        }
        lists.retain(|_, list| (2..=MOST).contains(&list.len()));
        Index { lists }
    }

    /// The passages that share a rare feature with this one, in rising order, itself left out.
    pub(crate) fn candidates(&self, position: usize, passage: &Passage, weights: &Weights) -> Vec<u32> {
        let mut found: Vec<(usize, Feature)> = Vec::new();
        each(passage, weights, |feature, at| {
            if let Some(list) = self.lists.get(&feature) {
                found.push((list.len(), (feature, at)));
            }
        });
        found.sort_unstable();
        found.dedup();
        let mut out: Vec<u32> = Vec::new();
        for feature in probes(&found, passage) {
            out.extend(&self.lists[&feature]);
        }
        out.sort_unstable();
        out.dedup();
        out.retain(|&other| other as usize != position);
        out
    }
}

/// The rarest features of a passage, and of each of its sentences.
fn probes(found: &[(usize, Feature)], passage: &Passage) -> FxHashSet<u64> {
    let mut probes: FxHashSet<u64> = found.iter().take(PROBES).map(|(_, (feature, _))| *feature).collect();
    for segment in segments(&passage.tokens) {
        let inside = found.iter().filter(|(_, (_, at))| segment.contains(&(*at as usize)));
        probes.extend(inside.take(PROBES_A_SENTENCE).map(|(_, (feature, _))| *feature));
    }
    probes
}

/// How many passages have a feature, roughly: never too few, saturating.
struct Counts {
    counts: Vec<u8>,
}

impl Counts {
    fn new(passages: &[&Passage], weights: &Weights, wanted: &FxHashSet<u64>) -> Self {
        let total: usize = passages.iter().map(|passage| passage.tokens.len()).sum();
        let mut counts = Counts { counts: vec![0; (total * 4).next_power_of_two().max(1024)] };
        for passage in passages {
            for feature in distinct(passage, weights, wanted) {
                let slot = counts.slot(feature);
                counts.counts[slot] = counts.counts[slot].saturating_add(1);
            }
        }
        counts
    }

    fn slot(&self, feature: u64) -> usize {
        (feature.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20) as usize & (self.counts.len() - 1)
    }

    fn may_be_rare(&self, feature: u64) -> bool {
        self.counts[self.slot(feature)] >= 2
    }
}

/// Words with speakers of short passages.
fn wanted(passages: &[&Passage], weights: &Weights) -> FxHashSet<u64> {
    let mut wanted = FxHashSet::default();
    for passage in passages.iter().filter(|passage| passage.tokens.len() <= SHORT) {
        spoken(passage, weights, |feature, _| {
            wanted.insert(feature);
        });
    }
    wanted
}

fn distinct(passage: &Passage, weights: &Weights, wanted: &FxHashSet<u64>) -> Vec<u64> {
    let mut features = Vec::with_capacity(passage.tokens.len() * 2);
    worded(&passage.tokens, weights, |feature, _| features.push(feature));
    spoken(passage, weights, |feature, _| {
        if wanted.contains(&feature) {
            features.push(feature);
        }
    });
    features.sort_unstable();
    features.dedup();
    features
}

/// The features that a passage is looked for by.
fn each(passage: &Passage, weights: &Weights, mut take: impl FnMut(u64, u32)) {
    worded(&passage.tokens, weights, &mut take);
    if passage.tokens.len() <= SHORT {
        spoken(passage, weights, &mut take);
    }
}

/// Three words in a row; two content words in a row.
fn worded(tokens: &[Token], weights: &Weights, mut take: impl FnMut(u64, u32)) {
    let mut last = None;
    for (at, token) in tokens.iter().enumerate() {
        if let [a, b, c] = tokens[at.saturating_sub(2)..=at] {
            take(feature((3, a.word, b.word, c.word)), at as u32);
        }
        if weights.tells(token)
            && let Some(before) = last.replace(token.word)
        {
            take(feature((2, before, token.word, 0)), at as u32);
        }
    }
}

/// One content word with the speaker.
fn spoken(passage: &Passage, weights: &Weights, mut take: impl FnMut(u64, u32)) {
    if passage.voice.identity.is_none() {
        return;
    }
    for (at, token) in passage.tokens.iter().enumerate().filter(|(_, token)| weights.tells(token)) {
        take(feature((1, passage.voice.surname, token.word, 0)), at as u32);
    }
}

fn feature(parts: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    parts.hash(&mut hasher);
    hasher.finish()
}
