//! The index: which passages share a rare feature.
//!
//! In: the tokens of every passage (equal passages once). Out: for a passage, the others that share one of its rarest
//! features, so that no passage is compared with all. A feature is three words in a row, or two content words in a row
//! with stop words between left out; for a short passage with a known speaker also one content word with the surname.
//! A feature counts if 2 to 32 passages have it. Passages that share nothing rarer are not found: a stock phrase in
//! hundreds of quotations is no evidence.

use super::normalise::{Edge, Token};
use super::passage::Voice;
use super::row::Rows;
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
const PROBES_A_SENTENCE: u8 = 2;
/// Of so many features looked up one alone is chance: guessed, a true pair of made variants shares more.
const MANY: usize = 8;
/// Passages of at most this many words are looked for by speaker, too: guessed.
const SHORT: usize = 6;

/// Which passages share a rare feature.
#[derive(Debug)]
pub(crate) struct Index {
    /// Positions of passages, feature after feature, rising within each.
    sharers: Vec<u32>,
    /// The features of every passage in order of place, passage after passage.
    listed: Vec<Listed>,
    /// Where the features of a passage begin.
    starts: Vec<usize>,
}

/// A feature of a passage, and where in `sharers` the passages stand that have it, too.
#[derive(Clone, Copy, Debug)]
struct Listed {
    from: u32,
    /// None where it is shared by too few or too many.
    count: u8,
    /// The passage is looked for by it.
    sought: bool,
    /// Which of the passage's words it ends in.
    at: u16,
}

impl Index {
    /// Indexes these passages.
    pub(crate) fn new(rows: &Rows, weights: &Weights) -> Self {
        let features = Features::new(rows, weights);
        let counts = Counts::new(rows, &features);
        let mut index = Index { sharers: Vec::new(), listed: Vec::new(), starts: vec![0] };
        let (mut entries, mut owners): (Vec<u64>, Vec<u32>) = (Vec::new(), Vec::new());
        for position in 0..rows.len() {
            features.each(rows, position, |Feature { hash, sought, at }| {
                if counts.may_be_shared(hash) {
                    entries.push(u64::from(hash) << 32 | index.listed.len() as u64);
                    owners.push(position as u32);
                    index.listed.push(Listed { from: 0, count: 0, sought, at });
                }
            });
            index.starts.push(index.listed.len());
        }
        drop(counts);
        entries.par_sort_unstable();
        index.fill(&entries, &owners);
        index
    }

    /// Enters the sharers of features, which stand in the upper halves of the entries, with a position in `listed` in the
    /// lower; `owners` are the passages these positions belong to.
    fn fill(&mut self, entries: &[u64], owners: &[u32]) {
        for same in entries.chunk_by(|a, b| a >> 32 == b >> 32) {
            let from = self.sharers.len();
            self.sharers.extend(same.iter().map(|&entry| owners[entry as u32 as usize]));
            dedup(&mut self.sharers, from);
            let count = self.sharers.len() - from;
            if !(2..=MOST).contains(&count) {
                self.sharers.truncate(from);
                continue;
            }
            for &entry in same {
                let listed = &mut self.listed[entry as u32 as usize];
                (listed.from, listed.count) = (from as u32, count as u8);
            }
        }
    }

    /// To look up passages, one after the other.
    pub(crate) fn lookup<'a>(&'a self, rows: &'a Rows<'a>) -> Lookup<'a> {
        Lookup { index: self, rows, sentences: Vec::new(), found: Vec::new(), taken: Vec::new(), out: Vec::new() }
    }
}

/// Drops what is equal to its neighbour, from this position on.
fn dedup(sharers: &mut Vec<u32>, from: usize) {
    let mut kept = from;
    for at in from..sharers.len() {
        if at == from || sharers[at] != sharers[kept - 1] {
            sharers[kept] = sharers[at];
            kept += 1;
        }
    }
    sharers.truncate(kept);
}

/// Looks up passages, one after the other.
pub(crate) struct Lookup<'a> {
    index: &'a Index,
    rows: &'a Rows<'a>,
    /// The sentence that each of the passage's words stands in.
    sentences: Vec<u16>,
    /// Features that the passage shares with others: how many have it, where they stand, its last word.
    found: Vec<(u8, u32, u16)>,
    /// How many were looked at in each sentence.
    taken: Vec<u8>,
    out: Vec<u32>,
}

impl Lookup<'_> {
    /// The longer passages that share a rare feature with this one, two of them where `sure` and it has many, in rising
    /// order.
    pub(crate) fn longer(&mut self, position: usize, sure: bool) -> &[u32] {
        self.probe(position);
        let least = if sure && self.found.len() >= MANY { 2 } else { 1 };
        self.out.clear();
        for &(count, from, _) in &self.found {
            let sharers = &self.index.sharers[from as usize..][..usize::from(count)];
            self.out.extend(sharers.iter().filter(|&&other| other as usize > position));
        }
        self.out.sort_unstable();
        let (mut kept, mut at) = (0, 0);
        while at < self.out.len() {
            let other = self.out[at];
            let times = self.out[at..].iter().take_while(|&&same| same == other).count();
            if times >= least {
                self.out[kept] = other;
                kept += 1;
            }
            at += times;
        }
        self.out.truncate(kept);
        &self.out
    }

    /// Finds the rarest features of a passage, and of each of its sentences, each once.
    fn probe(&mut self, position: usize) {
        let listed = &self.index.listed[self.index.starts[position]..self.index.starts[position + 1]];
        let sought = listed.iter().filter(|listed| listed.sought && listed.count > 0);
        self.found.clear();
        self.found.extend(sought.map(|listed| (listed.count, listed.from, listed.at)));
        self.found.sort_unstable();
        self.taken.clear();
        self.number_sentences(position);
        self.taken.resize(self.sentences.last().map_or(0, |last| usize::from(*last) + 1), 0);
        let mut rank = 0;
        let (taken, sentences) = (&mut self.taken, &self.sentences);
        self.found.retain(|&(_, _, at)| {
            let taken = &mut taken[usize::from(sentences[usize::from(at)])];
            rank += 1;
            *taken = taken.saturating_add(1);
            rank <= PROBES || *taken <= PROBES_A_SENTENCE
        });
        self.found.sort_unstable_by_key(|&(_, from, _)| from);
        self.found.dedup_by_key(|&mut (_, from, _)| from);
    }

    fn number_sentences(&mut self, position: usize) {
        let mut sentence = 0;
        let number = |(at, token): (usize, &Token)| {
            sentence += u16::from(at > 0 && token.edge >= Edge::Sentence);
            sentence
        };
        self.sentences.clear();
        self.sentences.extend(self.rows.passage(position).tokens.iter().enumerate().map(number));
    }
}

/// Which features two passages may have: never too few, for some share a slot.
struct Counts {
    /// Two bits a slot: how often it was met, at most twice.
    slots: Vec<u8>,
}

impl Counts {
    fn new(rows: &Rows, features: &Features) -> Self {
        let mut counts = Counts { slots: vec![0; rows.total().next_power_of_two().max(1024)] };
        for position in 0..rows.len() {
            features.each(rows, position, |feature| counts.add(feature.hash));
        }
        counts
    }

    /// The byte of a feature's slot, and how far its bits are shifted.
    fn slot(&self, feature: u32) -> (usize, u32) {
        let slot = feature as usize;
        (slot >> 2 & (self.slots.len() - 1), (feature & 3) * 2)
    }

    fn add(&mut self, feature: u32) {
        let (at, shift) = self.slot(feature);
        let met = self.slots[at] >> shift & 3;
        self.slots[at] += u8::from(met < 2) << shift;
    }

    fn may_be_shared(&self, feature: u32) -> bool {
        let (at, shift) = self.slot(feature);
        self.slots[at] >> shift & 2 != 0
    }
}

/// A feature of a passage.
struct Feature {
    hash: u32,
    /// The passage is looked for by it.
    sought: bool,
    /// Which of the passage's words it ends in.
    at: u16,
}

/// Tells the features of passages.
struct Features<'a> {
    weights: &'a Weights<'a>,
    /// Words with speakers of short passages.
    wanted: FxHashSet<u32>,
}

impl<'a> Features<'a> {
    fn new(rows: &Rows, weights: &'a Weights) -> Self {
        let mut features = Features { weights, wanted: FxHashSet::default() };
        let short = (0..rows.len()).take_while(|&position| rows.words(position).len() <= SHORT);
        let mut wanted = FxHashSet::default();
        for position in short {
            let voice = rows.row(position).voice;
            wanted.extend(rows.words(position).iter().filter_map(|&word| features.spoken(voice, word)));
        }
        features.wanted = wanted;
        features
    }

    /// Tells the features of a passage, those that end in one word together.
    fn each(&self, rows: &Rows, position: usize, mut tell: impl FnMut(Feature)) {
        let (words, voice) = (rows.words(position), rows.row(position).voice);
        let mut last = None;
        for (at, &word) in words.iter().enumerate() {
            let mut tell = |hash, sought| tell(Feature { hash, sought, at: at as u16 });
            if let [a, b, c] = words[at.saturating_sub(2)..=at] {
                tell(hash((3, a, b, c)), true);
            }
            if !self.weights.tells(word) {
                continue;
            }
            if let Some(before) = last.replace(word) {
                tell(hash((2, before, word, 0)), true);
            }
            let short = words.len() <= SHORT;
            if let Some(spoken) = self.spoken(voice, word).filter(|spoken| short || self.wanted.contains(spoken)) {
                tell(spoken, short);
            }
        }
    }

    /// A content word with the speaker.
    fn spoken(&self, voice: Voice, word: u32) -> Option<u32> {
        let known = voice.identity.is_some() && self.weights.tells(word);
        known.then(|| hash((1, voice.surname, word, 0)))
    }
}

fn hash(parts: impl Hash) -> u32 {
    let mut hasher = FxHasher::default();
    parts.hash(&mut hasher);
    (hasher.finish() >> 32) as u32
}
