//! A story: what several documents are about at once.
//!
//! In: the texts of documents. Out: how alike two documents are, from 0 to 1, by their most telling words. It is used
//! as evidence that a short quotation in both is one utterance. In the basil corpus 98% of pairs of reports of one event
//! score above 0.1, and 1% of the other pairs; above 0.13 it is 90% and 0.5%.

use super::day;
use super::normalise::STOP_WORDS;
use crate::document::Document;
use crate::lexicon::bare_words;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// How many words stand for a document: 60 tell one event's reports from others' less well where documents are few.
const KEPT: usize = 120;

/// As many documents are thought to lie elsewhere, so that words which all of a few documents share still tell. With 20
/// the fixture stories fell apart; with 1000 basil's events are told apart no worse.
const ELSEWHERE: f32 = 1000.0;

/// A word that a document has more often than this is its topic: measured on half of the basil corpus, where it parts
/// words that were said once and taken up from those that everybody uses.
const ONCE_MORE: u32 = 3;

/// Documents at least this alike tell one story.
pub(crate) const ONE_STORY: f32 = 0.1;
/// Words of more documents than these are not looked up, and documents that share fewer are not compared: guessed.
const FEW: usize = 64;
const LEAST_SHARED: u32 = 4;
/// Documents compared with each one at most: guessed, a story that more tell is compared in part.
const NEIGHBOURS: usize = 12;
/// Days between two reports of one story at most: guessed.
pub(crate) const SAME_DAYS: u32 = 3;

/// The most telling words of every document.
#[derive(Debug)]
pub(crate) struct Stories {
    /// By document: hashes of words in rising order, each with its weight.
    words: Vec<Vec<(u32, f32)>>,
    /// By document: hashes of the words it has more than [`ONCE_MORE`] times, in rising order.
    repeated: Vec<Vec<u32>>,
}

impl Stories {
    /// Reads the documents.
    pub(crate) fn new(documents: &[&Document]) -> Self {
        let counts: Vec<FxHashMap<u32, u32>> = documents.par_iter().map(|document| count(&document.text)).collect();
        let mut spread: FxHashMap<u32, u32> = FxHashMap::default();
        for word in counts.iter().flat_map(|count| count.keys()) {
            *spread.entry(*word).or_default() += 1;
        }
        let total = documents.len() as f32 + ELSEWHERE;
        let weigh = |(&word, &count): (&u32, &u32)| {
            let rare = (total / spread[&word] as f32).ln();
            (word, rare * (1.0 + count as f32).ln())
        };
        Stories {
            words: counts.par_iter().map(|count| telling(count.iter().map(weigh).collect())).collect(),
            repeated: counts.par_iter().map(repeated).collect(),
        }
    }

    /// Pairs of documents that tell one story, each once and in order: for every document the [`NEIGHBOURS`] most like
    /// it, published within a few days. Only words that few documents have are looked up, so that no document is compared
    /// with all.
    pub(crate) fn near(&self, documents: &[&Document]) -> Vec<(usize, usize)> {
        let postings = self.postings();
        let of = |document: usize| {
            let likely = self
                .likely(document, &postings)
                .into_iter()
                .filter(|&other| day::apart(documents[document], documents[other]) <= SAME_DAYS);
            let mut alike: Vec<(f32, usize)> = likely.map(|other| (self.alike(document, other), other)).collect();
            alike.retain(|(alike, _)| *alike >= ONE_STORY);
            alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            alike.truncate(NEIGHBOURS);
            alike.into_iter().map(move |(_, other)| (document.min(other), document.max(other))).collect::<Vec<_>>()
        };
        let mut near: Vec<(usize, usize)> = (0..self.words.len()).into_par_iter().flat_map_iter(of).collect();
        near.par_sort_unstable();
        near.dedup();
        near
    }

    /// The documents that have each word, of words that few have, in order of word.
    fn postings(&self) -> Vec<(u32, u32)> {
        let words = self.words.iter().enumerate();
        let mut postings: Vec<(u32, u32)> =
            words.flat_map(|(document, words)| words.iter().map(move |word| (word.0, document as u32))).collect();
        postings.par_sort_unstable();
        let few = postings.chunk_by(|a, b| a.0 == b.0).filter(|run| (2..=FEW).contains(&run.len()));
        few.flatten().copied().collect()
    }

    /// The documents that share most of a document's rare words, a few times as many as will be kept.
    fn likely(&self, document: usize, postings: &[(u32, u32)]) -> Vec<usize> {
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        for (word, _) in &self.words[document] {
            let from = postings.partition_point(|posting| posting.0 < *word);
            let others = postings[from..].iter().take_while(|posting| posting.0 == *word);
            others
                .filter(|posting| posting.1 as usize != document)
                .for_each(|posting| *counts.entry(posting.1).or_default() += 1);
        }
        let mut counts: Vec<(u32, u32)> = counts.into_iter().filter(|(_, count)| *count >= LEAST_SHARED).collect();
        counts.sort_unstable_by_key(|&(other, count)| (std::cmp::Reverse(count), other));
        counts.into_iter().take(NEIGHBOURS * 3).map(|(other, _)| other as usize).collect()
    }

    /// Nothing is known of any document.
    pub(crate) fn none() -> Self {
        Stories { words: Vec::new(), repeated: Vec::new() }
    }

    /// Whether a document has a word, in lower case, over and over.
    pub(crate) fn repeats(&self, document: usize, word: &str) -> bool {
        self.repeated.get(document).is_some_and(|repeated| repeated.binary_search(&hash(word)).is_ok())
    }

    /// How alike two documents are; 0 where nothing is known.
    pub(crate) fn alike(&self, a: usize, b: usize) -> f32 {
        if self.words.is_empty() {
            return 0.0;
        }
        let (a, b) = (&self.words[a], &self.words[b]);
        let whole = |words: &[(u32, f32)]| words.iter().map(|word| word.1).sum::<f32>();
        shared(a, b) / whole(a).min(whole(b)).max(f32::MIN_POSITIVE)
    }
}

fn repeated(count: &FxHashMap<u32, u32>) -> Vec<u32> {
    let mut words: Vec<u32> = count.iter().filter(|(_, times)| **times > ONCE_MORE).map(|(word, _)| *word).collect();
    words.sort_unstable();
    words
}

fn count(text: &str) -> FxHashMap<u32, u32> {
    let mut counts = FxHashMap::default();
    let mut lower = String::new();
    for word in bare_words(text).filter(|word| word.len() > 3) {
        fold(word, &mut lower);
        if !STOP_WORDS.contains(lower.as_str()) {
            *counts.entry(hash(&lower)).or_default() += 1;
        }
    }
    counts
}

/// A word in lower case.
fn fold(word: &str, lower: &mut String) {
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else {
        lower.push_str(&word.to_lowercase());
    }
}

fn hash(word: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    (hasher.finish() >> 32) as u32
}

fn telling(mut words: Vec<(u32, f32)>) -> Vec<(u32, f32)> {
    if words.len() > KEPT {
        words.select_nth_unstable_by(KEPT, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        words.truncate(KEPT);
    }
    words.sort_unstable_by_key(|word| word.0);
    words
}

/// The weight of the words in both.
fn shared(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x.0 == y.0 {
            sum += x.1.min(y.1);
        }
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    sum
}
