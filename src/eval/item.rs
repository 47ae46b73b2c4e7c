//! An item: an attribution, gold or found, reduced to what evaluation compares; and the pairs of items that belong
//! together.

use super::page::{Page, Piece, Pieces};
use crate::attribution::{Attribution, Kind};
use crate::document::Span;
use crate::gold::GoldAttribution;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// Contents belong together when they share this much: common words, of all words of both.
const JACCARD: f64 = 0.5;

#[derive(Clone)]
pub(super) struct Item {
    pub content: Pieces,
    cue: Pieces,
    source: Pieces,
    /// The words of the source that say who it is.
    telling: Pieces,
    /// As the marks in the text have it.
    pub kind: Kind,
    /// As it was declared; gold declares none.
    declared: Option<Kind>,
}

impl Item {
    pub fn gold(page: &Page, gold: &GoldAttribution) -> Item {
        Item::new(page, [&gold.content, &gold.cue, &gold.source], None)
    }

    pub fn found(page: &Page, found: &Attribution) -> Item {
        Item::new(page, [&found.content, &found.cue, &found.source], Some(found.kind))
    }

    fn new(page: &Page, [content, cue, source]: [&[Span]; 3], declared: Option<Kind>) -> Item {
        let content = page.pieces(content, |span| Piece::Place(span.start, span.end));
        let source = page.words(source);
        Item {
            kind: page.kind(&content),
            content,
            cue: page.pieces(cue, |span| Piece::Place(span.start, span.start)),
            telling: page.telling(&source),
            source,
            declared,
        }
    }

    /// True when a found item has the source of this gold one.
    fn has_source_of(&self, found: &Item) -> bool {
        match (self.source.is_empty(), found.source.is_empty()) {
            (false, false) => !self.telling.is_disjoint(&found.source),
            (gold, found) => gold == found,
        }
    }

    pub fn has_cue_of(&self, found: &Item) -> bool {
        self.cue == found.cue
    }

    pub fn has_cue_near(&self, found: &Item) -> bool {
        match (self.cue.is_empty(), found.cue.is_empty()) {
            (false, false) => !self.cue.is_disjoint(&found.cue),
            (gold, found) => gold == found,
        }
    }

    pub fn is_declared_by(&self, found: &Item) -> bool {
        found.declared == Some(self.kind)
    }
}

/// A gold and a found item that belong together, by position.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub gold: usize,
    pub found: usize,
    /// Whether the source is right.
    pub right: bool,
}

/// All items of an article, and which belong together.
pub(super) struct Pairs<'i> {
    pub gold: Vec<&'i Item>,
    pub found: Vec<&'i Item>,
    /// In order of gold.
    pub pairs: Vec<Pair>,
}

impl<'i> Pairs<'i> {
    /// One to one, the most alike first; then those whose source, then whose cue agrees; then in order of place.
    pub fn align(gold: Vec<&'i Item>, found: Vec<&'i Item>) -> Pairs<'i> {
        let mut aligned = Pairs { gold, found, pairs: Vec::new() };
        let (mut free_gold, mut free_found) = (vec![true; aligned.gold.len()], vec![true; aligned.found.len()]);
        for pair in aligned.candidates() {
            if free_gold[pair.gold] && free_found[pair.found] {
                (free_gold[pair.gold], free_found[pair.found]) = (false, false);
                aligned.pairs.push(pair);
            }
        }
        aligned.pairs.sort_by_key(|pair| pair.gold);
        aligned
    }

    /// Every pair that is alike enough, the best first.
    fn candidates(&self) -> Vec<Pair> {
        let mut candidates: Vec<(f64, bool, Pair)> =
            self.shared().iter().filter_map(|shared| self.judged(*shared)).collect();
        candidates.sort_by(|(alike_a, near_a, a), (alike_b, near_b, b)| {
            let rest = |near: &bool, pair: &Pair| (Reverse(pair.right), Reverse(*near), pair.gold, pair.found);
            alike_b.total_cmp(alike_a).then_with(|| rest(near_a, a).cmp(&rest(near_b, b)))
        });
        candidates.into_iter().map(|(_, _, pair)| pair).collect()
    }

    /// How alike two items are and whether their cues are, if they are alike enough.
    fn judged(&self, (gold, found, common): (usize, usize, usize)) -> Option<(f64, bool, Pair)> {
        let (one, other) = (self.gold[gold], self.found[found]);
        let alike = common as f64 / (one.content.len() + other.content.len() - common) as f64;
        let pair = Pair { gold, found, right: one.has_source_of(other) };
        (alike >= JACCARD).then(|| (alike, one.has_cue_near(other), pair))
    }

    /// Gold and found items with how many pieces of content they share, if any.
    fn shared(&self) -> Vec<(usize, usize, usize)> {
        let mut owners: FxHashMap<Piece, Vec<usize>> = FxHashMap::default();
        for (found, item) in self.found.iter().enumerate() {
            item.content.iter().for_each(|piece| owners.entry(*piece).or_default().push(found));
        }
        let mut shared = Vec::new();
        for (gold, item) in self.gold.iter().enumerate() {
            let mut common: FxHashMap<usize, usize> = FxHashMap::default();
            for found in item.content.iter().filter_map(|piece| owners.get(piece)).flatten() {
                *common.entry(*found).or_default() += 1;
            }
            shared.extend(common.into_iter().map(|(found, count)| (gold, found, count)));
        }
        shared
    }

    /// The pair of a gold item.
    pub fn of_gold(&self, gold: usize) -> Option<&Pair> {
        self.pairs.iter().find(|pair| pair.gold == gold)
    }

    /// The pair of a found item.
    pub fn of_found(&self, found: usize) -> Option<&Pair> {
        self.pairs.iter().find(|pair| pair.found == found)
    }

    /// Positions of gold and of found items with the very same content, one to one.
    pub fn exact(&self) -> Vec<(usize, usize)> {
        let mut left: FxHashMap<Vec<Piece>, Vec<usize>> = FxHashMap::default();
        for (found, item) in self.found.iter().enumerate().rev() {
            left.entry(item.content.iter().copied().collect()).or_default().push(found);
        }
        let same = |(gold, item): (usize, &&Item)| {
            let key: Vec<Piece> = item.content.iter().copied().collect();
            Some((gold, left.get_mut(&key)?.pop()?))
        };
        self.gold.iter().enumerate().filter_map(same).collect()
    }
}
