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
use rayon::prelude::*;
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// A feature of more passages than these tells nothing: from the trial in which lists of 2 to 32 found all but .3% of
/// made pairs.
const MOST: usize = 32;
/// How many of a passage's rarest features are looked up, from the same trial.
const PROBES: usize = 8;
/// How many more for every sentence, since another outlet may print one sentence of many: guessed.
const PROBES_A_SENTENCE: usize = 2;
/// Of so many features looked up one alone is chance: guessed, a true pair of made variants shares more.
const MANY: usize = 8;
/// Passages of at most this many words are looked for by speaker, too: guessed.
const SHORT: usize = 6;

/// Which passages share a rare feature.
#[derive(Debug)]
pub(crate) struct Index {
    /// A feature's key in the upper half, a passage's position in the lower, rising; only features of 2 to [`MOST`]
    /// passages.
    entries: Vec<u64>,
    /// For each beginning of a key, the first entry that has it.
    starts: Vec<u32>,
    /// How many bits of a key its beginning leaves.
    rest: u32,
}

/// A feature and where in the passage it stands.
type Feature = (u32, u32);

impl Index {
    /// Indexes these passages.
    pub(crate) fn new(passages: &[&Passage], weights: &Weights) -> Self {
        let wanted = wanted(passages, weights);
        let counts = Counts::new(passages, weights, &wanted);
        let mut entries: Vec<u64> = Vec::new();
        for (position, passage) in passages.iter().enumerate() {
            let features =
                distinct(passage, weights, &wanted).into_iter().filter(|&feature| counts.may_be_rare(feature));
            entries.extend(features.map(|feature| u64::from(feature) << 32 | position as u64));
        }
        drop(counts);
        entries.par_sort_unstable();
        keep_rare(&mut entries);
        Index::of(entries)
    }

    fn of(entries: Vec<u64>) -> Self {
        let bits = entries.len().max(2).ilog2().clamp(1, 26);
        let rest = 32 - bits;
        let mut starts = vec![0u32; (1 << bits) + 1];
        for entry in &entries {
            starts[(entry >> (32 + rest)) as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Index { entries, starts, rest }
    }

    /// The entries of a feature.
    fn list(&self, feature: u32) -> &[u64] {
        let bucket = (feature >> self.rest) as usize;
        let near = &self.entries[self.starts[bucket] as usize..self.starts[bucket + 1] as usize];
        let from = near.partition_point(|entry| ((entry >> 32) as u32) < feature);
        let count = near[from..].iter().take_while(|entry| (*entry >> 32) as u32 == feature).count();
        &near[from..from + count]
    }

    /// The passages that share a rare feature with this one, two of them where `sure` and it has many, in rising order,
    /// itself left out.
    pub(crate) fn candidates(&self, position: usize, passage: &Passage, weights: &Weights, sure: bool) -> Vec<u32> {
        let mut found: Vec<(usize, Feature)> = Vec::new();
        each(passage, weights, |feature, at| {
            let list = self.list(feature);
            if !list.is_empty() {
                found.push((list.len(), (feature, at)));
            }
        });
        found.sort_unstable();
        found.dedup();
        let probes = probes(&found, passage);
        let least = if sure && probes.len() >= MANY { 2 } else { 1 };
        let lists = probes.into_iter().flat_map(|feature| self.list(feature));
        let mut out: Vec<u32> = lists.map(|&entry| entry as u32).filter(|&other| other as usize != position).collect();
        out.sort_unstable();
        out.chunk_by(|a, b| a == b).filter(|same| same.len() >= least).map(|same| same[0]).collect()
    }
}

/// Drops features that one passage has, or more than [`MOST`].
fn keep_rare(entries: &mut Vec<u64>) {
    let (mut kept, mut at) = (0, 0);
    while at < entries.len() {
        let key = entries[at] >> 32;
        let end = at + entries[at..].iter().take_while(|entry| **entry >> 32 == key).count();
        if (2..=MOST).contains(&(end - at)) {
            entries.copy_within(at..end, kept);
            kept += end - at;
        }
        at = end;
    }
    entries.truncate(kept);
    entries.shrink_to_fit();
}

/// The rarest features of a passage, and of each of its sentences.
fn probes(found: &[(usize, Feature)], passage: &Passage) -> FxHashSet<u32> {
    let mut probes: FxHashSet<u32> = found.iter().take(PROBES).map(|(_, (feature, _))| *feature).collect();
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
    fn new(passages: &[&Passage], weights: &Weights, wanted: &FxHashSet<u32>) -> Self {
        let total: usize = passages.iter().map(|passage| passage.tokens.len()).sum();
        let mut counts = Counts { counts: vec![0; (total * 2).next_power_of_two().max(1024)] };
        for passage in passages {
            for feature in distinct(passage, weights, wanted) {
                let slot = counts.slot(feature);
                counts.counts[slot] = counts.counts[slot].saturating_add(1);
            }
        }
        counts
    }

    fn slot(&self, feature: u32) -> usize {
        feature as usize & (self.counts.len() - 1)
    }

    fn may_be_rare(&self, feature: u32) -> bool {
        self.counts[self.slot(feature)] >= 2
    }
}

/// Words with speakers of short passages.
fn wanted(passages: &[&Passage], weights: &Weights) -> FxHashSet<u32> {
    let mut wanted = FxHashSet::default();
    for passage in passages.iter().filter(|passage| passage.tokens.len() <= SHORT) {
        spoken(passage, weights, |feature, _| {
            wanted.insert(feature);
        });
    }
    wanted
}

fn distinct(passage: &Passage, weights: &Weights, wanted: &FxHashSet<u32>) -> Vec<u32> {
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
fn each(passage: &Passage, weights: &Weights, mut take: impl FnMut(u32, u32)) {
    worded(&passage.tokens, weights, &mut take);
    if passage.tokens.len() <= SHORT {
        spoken(passage, weights, &mut take);
    }
}

/// Three words in a row; two content words in a row.
fn worded(tokens: &[Token], weights: &Weights, mut take: impl FnMut(u32, u32)) {
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
fn spoken(passage: &Passage, weights: &Weights, mut take: impl FnMut(u32, u32)) {
    if passage.voice.identity.is_none() {
        return;
    }
    for (at, token) in passage.tokens.iter().enumerate().filter(|(_, token)| weights.tells(token)) {
        take(feature((1, passage.voice.surname, token.word, 0)), at as u32);
    }
}

fn feature(parts: impl Hash) -> u32 {
    let mut hasher = FxHasher::default();
    parts.hash(&mut hasher);
    (hasher.finish() >> 32) as u32
}
