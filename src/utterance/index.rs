//! The index: which passages share a rare feature.
//!
//! In: sketched passages (equal ones once). Out: for a passage, the longer ones that share one of its rarest features, so
//! that no passage is compared with all. A feature is three words in a row, or two content words in a row with stop words
//! between left out; for a short passage with a known speaker also one content word with the surname. A feature counts
//! if 2 to 32 passages have it. Features are gathered in parts by their hash, each small enough to be sorted inside the
//! processor's cache, and each freed as soon as its lists are made. Passages that share nothing rarer are not found: a
//! stock phrase in hundreds of quotations is no evidence.

use super::normalise::Edge;
use super::sketch::Sketches;
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
/// Passages of at most this many words are looked for by speaker, too: guessed.
const SHORT: usize = 6;
/// Sentences that are told apart; those behind count as the last: a passage has 1,500 words at most.
const SENTENCES: usize = 256;
/// The upper bits of a feature that tell its part: of a million quotations a part has some 200,000 features, 2 MB.
const PART_BITS: u32 = 7;
const PARTS: usize = 1 << PART_BITS;

/// Which passages share a rare feature.
#[derive(Debug)]
pub(crate) struct Index {
    /// Positions of passages, feature after feature, rising within each.
    sharers: Vec<u32>,
    /// The features by which each passage is looked for, passage after passage.
    listed: Vec<Listed>,
    /// Where the features of a passage begin.
    starts: Vec<u32>,
}

/// A feature of a passage, and the others that have it.
#[derive(Clone, Copy, Debug, Default)]
struct Listed {
    /// Where in `sharers` the longer ones begin, which stand right behind the passage itself.
    from: u32,
    /// How many longer ones there are.
    longer: u8,
    /// How many passages have it.
    count: u8,
    /// Which of the passage's sentences it ends in.
    sentence: u8,
}

/// A feature of the passage at a position.
#[derive(Clone, Copy)]
struct Placed {
    position: u32,
    listed: Listed,
}

/// What comes of one part of the features.
struct Part {
    sharers: Vec<u32>,
    placed: Vec<Placed>,
}

impl Index {
    /// Indexes these passages.
    pub(crate) fn new(sketches: &Sketches, weights: &Weights) -> Self {
        let parts: Vec<Part> = entries(sketches, weights).into_par_iter().map(Part::new).collect();
        let mut index = Index { sharers: Vec::new(), listed: Vec::new(), starts: starts(sketches.len(), &parts) };
        index.sharers.reserve_exact(parts.iter().map(|part| part.sharers.len()).sum());
        index.listed.resize(parts.iter().map(|part| part.placed.len()).sum(), Listed::default());
        let mut next = index.starts.clone();
        for part in parts {
            index.enter(part, &mut next);
        }
        index
    }

    /// Enters a part; `next` says where the next feature of each passage goes.
    fn enter(&mut self, part: Part, next: &mut [u32]) {
        let before = self.sharers.len() as u32;
        self.sharers.extend(part.sharers);
        for Placed { position, listed } in part.placed {
            let place = &mut next[position as usize];
            self.listed[*place as usize] = Listed { from: before + listed.from, ..listed };
            *place += 1;
        }
    }

    /// To look up passages, one after the other.
    pub(crate) fn lookup(&self) -> Lookup<'_> {
        Lookup { index: self, found: Vec::new(), taken: [0; SENTENCES], met: Vec::new(), out: Vec::new() }
    }
}

/// Where the features of each passage begin, and behind the last where they end.
fn starts(passages: usize, parts: &[Part]) -> Vec<u32> {
    let mut starts = vec![0; passages + 1];
    for placed in parts.iter().flat_map(|part| &part.placed) {
        starts[placed.position as usize + 1] += 1;
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    starts
}

/// All features of all passages, in parts.
fn entries(sketches: &Sketches, weights: &Weights) -> Vec<Vec<Entry>> {
    let features = Features::new(sketches, weights);
    // Room for seven features to four words, a few more than there are, so that a part need not grow by doubling.
    let room = sketches.words() * 7 / 4 / PARTS;
    let mut parts: Vec<Vec<Entry>> = (0..PARTS).map(|_| Vec::with_capacity(room)).collect();
    for position in 0..sketches.len() {
        features.each(sketches, position, |feature| {
            parts[(feature.hash >> (u32::BITS - PART_BITS)) as usize].push(Entry::new(&feature, position));
        });
    }
    parts
}

/// A feature of a passage, in the order in which it is sorted: the rest of the hash in the upper 25 bits, the position in
/// 30, the sentence in 8, and whether it is sought.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry(u64);

const POSITION_SHIFT: u32 = 9;
const HASH_SHIFT: u32 = 32 + PART_BITS;

impl Entry {
    fn new(feature: &Feature, position: usize) -> Self {
        // What is shifted out on the left is the part.
        let hash = u64::from(feature.hash) << HASH_SHIFT;
        let sentence = feature.sentence.min(SENTENCES - 1) as u64;
        Entry(hash | (position as u64) << POSITION_SHIFT | sentence << 1 | u64::from(feature.sought))
    }

    fn hash(self) -> u64 {
        self.0 >> HASH_SHIFT
    }

    fn position(self) -> u32 {
        (self.0 << (u64::BITS - HASH_SHIFT) >> (u64::BITS - HASH_SHIFT + POSITION_SHIFT)) as u32
    }

    fn sentence(self) -> u8 {
        (self.0 >> 1) as u8
    }

    fn sought(self) -> bool {
        self.0 & 1 == 1
    }
}

impl Part {
    /// Lists who shares the features of a part.
    fn new(mut entries: Vec<Entry>) -> Self {
        entries.sort_unstable();
        let mut part = Part { sharers: Vec::new(), placed: Vec::new() };
        entries.chunk_by(|a, b| a.hash() == b.hash()).for_each(|same| part.list(same));
        part.sharers.shrink_to_fit();
        part.placed.shrink_to_fit();
        part
    }

    /// Lists the sharers of one feature, if they are neither too few nor too many.
    fn list(&mut self, same: &[Entry]) {
        let from = self.sharers.len();
        let passages = same.chunk_by(|a, b| a.position() == b.position());
        self.sharers.extend(passages.map(|entries| entries[0].position()).take(MOST + 1));
        let count = self.sharers.len() - from;
        if !(2..=MOST).contains(&count) {
            self.sharers.truncate(from);
            return;
        }
        let passages = same.chunk_by(|a, b| a.position() == b.position());
        for (rank, entries) in passages.enumerate() {
            let (from, longer) = ((from + rank + 1) as u32, (count - rank - 1) as u8);
            let listed = |entry: &Entry| Listed { from, longer, count: count as u8, sentence: entry.sentence() };
            let placed = |entry: &Entry| Placed { position: entry.position(), listed: listed(entry) };
            self.placed.extend(entries.iter().filter(|entry| entry.sought()).map(placed));
        }
    }
}

/// Looks up passages, one after the other.
pub(crate) struct Lookup<'a> {
    index: &'a Index,
    /// Features that the passage shares with others.
    found: Vec<Listed>,
    /// How many were looked at in each sentence.
    taken: [u8; SENTENCES],
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
        for &Listed { from, longer, count, .. } in &self.found {
            let longer = &self.index.sharers[from as usize..][..usize::from(longer)];
            self.met.extend(longer.iter().map(|&other| u64::from(other) << 8 | u64::from(count)));
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
        let place = self.index.starts[position] as usize..self.index.starts[position + 1] as usize;
        self.found.clear();
        self.found.extend(&self.index.listed[place]);
        self.found.sort_unstable_by_key(|listed| (listed.count, listed.from, listed.sentence));
        self.taken.fill(0);
        let (mut rank, taken) = (0, &mut self.taken);
        self.found.retain(|listed| {
            let taken = &mut taken[usize::from(listed.sentence)];
            rank += 1;
            *taken = taken.saturating_add(1);
            rank <= PROBES || *taken <= PROBES_A_SENTENCE
        });
        self.found.sort_unstable_by_key(|listed| listed.from);
        self.found.dedup_by_key(|listed| listed.from);
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

/// A feature of a passage.
struct Feature {
    hash: u32,
    /// The passage is looked for by it.
    sought: bool,
    /// Which of the passage's sentences it ends in.
    sentence: usize,
}

/// Tells the features of passages.
struct Features<'a> {
    weights: &'a Weights<'a>,
    /// Words with speakers of short passages.
    wanted: FxHashSet<u32>,
}

impl<'a> Features<'a> {
    fn new(sketches: &Sketches, weights: &'a Weights) -> Self {
        let mut features = Features { weights, wanted: FxHashSet::default() };
        let mut wanted = FxHashSet::default();
        for position in (0..sketches.len()).take_while(|&position| sketches.cells(position).len() <= SHORT) {
            let surname = sketches.sketch(position).known_surname();
            let words = sketches.cells(position).iter().map(|cell| cell.word());
            wanted.extend(words.filter_map(|word| features.spoken(surname, word)));
        }
        features.wanted = wanted;
        features
    }

    /// Tells the features of a passage, those that end in one word together.
    fn each(&self, sketches: &Sketches, position: usize, mut tell: impl FnMut(Feature)) {
        let (cells, surname) = (sketches.cells(position), sketches.sketch(position).known_surname());
        let (short, mut last, mut sentence) = (cells.len() <= SHORT, None, 0);
        for (at, cell) in cells.iter().enumerate() {
            let word = cell.word();
            sentence += usize::from(at > 0 && cell.edge() >= Edge::Sentence);
            let mut tell = |hash, sought| tell(Feature { hash, sought, sentence });
            if let [a, b, _] = cells[at.saturating_sub(2)..=at] {
                tell(hash((3, a.word(), b.word(), word)), true);
            }
            if !self.weights.tells(word) {
                continue;
            }
            if let Some(before) = last.replace(word) {
                tell(hash((2, before, word, 0)), true);
            }
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
