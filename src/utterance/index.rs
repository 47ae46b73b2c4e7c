//! The index: which passages share a rare feature.
//!
//! In: passages laid out in rows (equal ones once). Out: for a passage, the longer ones that share one of its rarest
//! features, so that no passage is compared with all. A feature is three words in a row, or two content words in a row
//! with stop words between left out; for a short passage with a known speaker also one content word with the surname.
//! A feature counts if 2 to 32 passages have it. Passages that share nothing rarer are not found: a stock phrase in
//! hundreds of quotations is no evidence.

use super::normalise::{Edge, Token};
use super::row::Rows;
use super::weight::Weights;
use rayon::prelude::*;
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// A feature of more passages than these tells nothing: from the trial in which lists of 2 to 32 found all but .3% of
/// made pairs.
const MOST: usize = 32;
/// A feature met more often than this is one of more than [`MOST`], though others share its slot: guessed.
const SURELY_MORE: u8 = 96;
/// How many of a passage's rarest features are looked up, from the same trial.
const PROBES: usize = 8;
/// How many more for every sentence, since another outlet may print one sentence of many: guessed.
const PROBES_A_SENTENCE: u8 = 2;
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
                if counts.may_be_rare(hash) {
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
        Lookup {
            index: self,
            rows,
            sentences: Vec::new(),
            found: Vec::new(),
            taken: Vec::new(),
            met: Vec::new(),
            out: Vec::new(),
        }
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
    /// A longer passage in the upper bits, and in the lowest eight how many have the feature by which it was met.
    met: Vec<u64>,
    out: Vec<u32>,
}

impl Lookup<'_> {
    /// The longer passages that share a rare feature with this one, in rising order; where `sure`, two features or one that
    /// is rare enough.
    pub(crate) fn longer(&mut self, position: usize, sure: bool) -> &[u32] {
        self.probe(position);
        let rare = if sure { rare_alone(self.found.len()) } else { MOST };
        self.met.clear();
        for &(count, from, _) in &self.found {
            let sharers = &self.index.sharers[from as usize..][..usize::from(count)];
            let longer = sharers.iter().filter(|&&other| other as usize > position);
            self.met.extend(longer.map(|&other| u64::from(other) << 8 | u64::from(count)));
        }
        self.met.sort_unstable();
        let others = self.met.chunk_by(|a, b| a >> 8 == b >> 8);
        let likely = others.filter(|met| met.len() > 1 || met[0] as u8 as usize <= rare);
        self.out.clear();
        self.out.extend(likely.map(|met| (met[0] >> 8) as u32));
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

/// How many passages may have a feature that is shared alone, if so many were looked up. Measured on a million made
/// variants: three pairs in four share one feature of three to seven, and 1 in 600 of these is one utterance.
fn rare_alone(looked_up: usize) -> usize {
    match looked_up {
        0..=2 => MOST,
        3..=7 => 8,
        _ => 0,
    }
}

/// How many passages have a feature, roughly: some features share a slot, and some passages have one twice.
struct Counts {
    slots: Vec<u8>,
}

impl Counts {
    fn new(rows: &Rows, features: &Features) -> Self {
        let mut counts = Counts { slots: vec![0; (rows.total() * 2).next_power_of_two().max(1024)] };
        for position in 0..rows.len() {
            features.each(rows, position, |feature| {
                let slot = counts.slot(feature.hash);
                counts.slots[slot] = counts.slots[slot].saturating_add(1);
            });
        }
        counts
    }

    fn slot(&self, feature: u32) -> usize {
        feature as usize & (self.slots.len() - 1)
    }

    fn may_be_rare(&self, feature: u32) -> bool {
        (2..=SURELY_MORE).contains(&self.slots[self.slot(feature)])
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
            let surname = rows.passage(position).voice.known_surname();
            wanted.extend(rows.words(position).iter().filter_map(|&word| features.spoken(surname, word)));
        }
        features.wanted = wanted;
        features
    }

    /// Tells the features of a passage, those that end in one word together.
    fn each(&self, rows: &Rows, position: usize, mut tell: impl FnMut(Feature)) {
        let (words, surname) = (rows.words(position), rows.passage(position).voice.known_surname());
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
            if let Some(spoken) = self.spoken(surname, word).filter(|spoken| short || self.wanted.contains(spoken)) {
                tell(spoken, short);
            }
        }
    }

    /// A content word with the speaker.
    fn spoken(&self, surname: Option<u32>, word: u32) -> Option<u32> {
        surname.filter(|_| self.weights.tells(word)).map(|surname| hash((1, surname, word, 0)))
    }
}

fn hash(parts: impl Hash) -> u32 {
    let mut hasher = FxHasher::default();
    parts.hash(&mut hasher);
    (hasher.finish() >> 32) as u32
}
