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
    /// Positions of passages, feature after feature, rising within each.
    sharers: Vec<u32>,
    /// The features of every passage, rising, passage after passage.
    listed: Vec<Listed>,
    /// Where the features of a passage begin.
    starts: Vec<u32>,
}

/// A feature that a passage shares with others, and where its sharers stand.
#[derive(Clone, Copy, Debug, Default)]
struct Listed {
    feature: u32,
    from: u32,
    count: u8,
}

/// A feature that a passage is looked for by, the rarest first, and where in the passage it stands.
type Probe = (Listed, u32);

impl Index {
    /// Indexes these passages.
    pub(crate) fn new(passages: &[&Passage], weights: &Weights) -> Self {
        let wanted = wanted(passages, weights);
        let counts = Counts::new(passages, weights, &wanted);
        let mut entries: Vec<u64> = Vec::new();
        let mut features = Vec::new();
        for (position, passage) in passages.iter().enumerate() {
            distinct(passage, weights, &wanted, &mut features);
            let rare = features.iter().filter(|&&feature| counts.may_be_rare(feature));
            entries.extend(rare.map(|&feature| u64::from(feature) << 32 | position as u64));
        }
        drop(counts);
        entries.par_sort_unstable();
        keep_rare(&mut entries);
        Index::of(&entries, passages.len())
    }

    /// From entries that have a feature in their upper half and a passage's position in the lower, rising. Every
    /// passage gets a list of its own, so that looking it up reads memory in a row.
    fn of(entries: &[u64], passages: usize) -> Self {
        let mut starts = vec![0u32; passages + 1];
        entries.iter().for_each(|&entry| starts[entry as u32 as usize + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut ends = starts.clone();
        let mut listed = vec![Listed::default(); entries.len()];
        let mut from = 0;
        for sharers in entries.chunk_by(|a, b| a >> 32 == b >> 32) {
            let feature = (sharers[0] >> 32) as u32;
            for &entry in sharers {
                let end = &mut ends[entry as u32 as usize];
                listed[*end as usize] = Listed { feature, from, count: sharers.len() as u8 };
                *end += 1;
            }
            from += sharers.len() as u32;
        }
        Index { sharers: entries.iter().map(|&entry| entry as u32).collect(), listed, starts }
    }

    /// The features that a passage shares with others.
    fn listed(&self, position: usize) -> &[Listed] {
        &self.listed[self.starts[position] as usize..self.starts[position + 1] as usize]
    }

    fn sharers(&self, listed: Listed) -> &[u32] {
        &self.sharers[listed.from as usize..listed.from as usize + usize::from(listed.count)]
    }

    /// The passages that share a rare feature with this one, two of them where `sure` and it has many, in rising order,
    /// itself left out.
    pub(crate) fn candidates(&self, position: usize, passage: &Passage, weights: &Weights, sure: bool) -> Vec<u32> {
        let listed = self.listed(position);
        let mut found: Vec<Probe> = Vec::new();
        each(passage, weights, |feature, at| {
            if let Ok(place) = listed.binary_search_by_key(&feature, |listed| listed.feature) {
                found.push((listed[place], at));
            }
        });
        found.sort_unstable_by_key(|(listed, at)| (listed.count, listed.feature, *at));
        found.dedup_by_key(|(listed, at)| (listed.feature, *at));
        let probes = probes(&found, passage);
        let least = if sure && probes.len() >= MANY { 2 } else { 1 };
        let sharers = probes.into_iter().flat_map(|listed| self.sharers(listed).iter().copied());
        let mut out: Vec<u32> = sharers.filter(|&other| other as usize != position).collect();
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

/// The rarest features of a passage, and of each of its sentences, each once.
fn probes(found: &[Probe], passage: &Passage) -> Vec<Listed> {
    let mut probes: Vec<Listed> = found.iter().take(PROBES).map(|(listed, _)| *listed).collect();
    for segment in segments(&passage.tokens) {
        let inside = found.iter().filter(|(_, at)| segment.contains(&(*at as usize)));
        probes.extend(inside.take(PROBES_A_SENTENCE).map(|(listed, _)| *listed));
    }
    probes.sort_unstable_by_key(|listed| listed.from);
    probes.dedup_by_key(|listed| listed.from);
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
        let mut features = Vec::new();
        for passage in passages {
            distinct(passage, weights, wanted, &mut features);
            for &feature in &features {
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

/// Puts all features of a passage into `features`, each once, in rising order.
fn distinct(passage: &Passage, weights: &Weights, wanted: &FxHashSet<u32>, features: &mut Vec<u32>) {
    features.clear();
    worded(&passage.tokens, weights, |feature, _| features.push(feature));
    spoken(passage, weights, |feature, _| {
        if wanted.contains(&feature) {
            features.push(feature);
        }
    });
    features.sort_unstable();
    features.dedup();
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
