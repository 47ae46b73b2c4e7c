//! A tally: counts of one row of the table, which add up over articles; and the figures made of them.

use super::Row;
use super::item::{Item, Pairs};
use super::page::Pieces;
use serde::Serialize;
use std::ops::AddAssign;

/// Counts of one side, gold or found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// Attributions.
    pub all: usize,
    /// Those whose content the other side has word for word.
    pub exact: usize,
    /// Those that belong to one of the other side.
    pub matched: usize,
    /// Those whose source is right as well.
    pub right: usize,
    /// Words of content.
    pub words: usize,
    /// Those that are words of content on the other side as well.
    pub words_matched: usize,
}

/// Counts of one row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Of what annotators marked.
    pub gold: Side,
    /// Of what was found.
    pub found: Side,
    /// Pairs whose cues are the same.
    pub cue_exact: usize,
    /// Pairs whose cues share a word.
    pub cue_near: usize,
    /// Pairs whose kind is declared as the marks in the text have it.
    pub kind_right: usize,
}

/// Precision, recall and their harmonic mean, 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Rate {
    /// Of what was found, how much is right.
    pub precision: f64,
    /// Of what is right, how much was found.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
}

/// The figures of one row, each 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Scores {
    /// How many attributions annotators marked.
    pub gold: usize,
    /// How many were found.
    pub found: usize,
    /// Content found word for word.
    pub content_exact: Rate,
    /// Words of content, wherever they belong.
    pub content_words: Rate,
    /// Content found at least by half.
    pub content_match: Rate,
    /// The same with the right source: the figure that counts.
    pub attribution: Rate,
    /// Of the matched contents, how many have the right source.
    pub source: f64,
    /// How many have the very cue.
    pub cue_exact: f64,
    /// How many share a word of the cue.
    pub cue_overlap: f64,
    /// How many say the right kind.
    pub kind: f64,
}

impl Tally {
    pub(super) fn count(pairs: &Pairs, row: Row) -> Tally {
        let matched = pairs.pairs.iter().filter(|pair| row.counts(pairs.gold[pair.gold].kind));
        let matched: Vec<(&Item, &Item)> =
            matched.map(|pair| (pairs.gold[pair.gold], pairs.found[pair.found])).collect();
        let count =
            |agrees: fn(&Item, &Item) -> bool| matched.iter().filter(|(gold, found)| agrees(gold, found)).count();
        let exact = pairs.exact();
        let exact_gold = exact.iter().map(|(gold, _)| *gold).collect::<Vec<_>>();
        let exact_found = exact.iter().map(|(_, found)| *found).collect::<Vec<_>>();
        let right_gold = pairs.pairs.iter().map(|pair| (pair.gold, pair.right)).collect::<Vec<_>>();
        let right_found = pairs.pairs.iter().map(|pair| (pair.found, pair.right)).collect::<Vec<_>>();
        Tally {
            gold: Side::count(row, [&pairs.gold, &pairs.found], &exact_gold, &right_gold),
            found: Side::count(row, [&pairs.found, &pairs.gold], &exact_found, &right_found),
            cue_exact: count(Item::has_cue_of),
            cue_near: count(Item::has_cue_near),
            kind_right: count(Item::is_declared_by),
        }
    }

    /// The figures of these counts. A share of nothing is 0.
    pub fn scores(&self) -> Scores {
        let Tally { gold, found, .. } = self;
        let share = |count| ratio(count, gold.matched);
        Scores {
            gold: gold.all,
            found: found.all,
            content_exact: Rate::new((found.exact, found.all), (gold.exact, gold.all)),
            content_words: Rate::new((found.words_matched, found.words), (gold.words_matched, gold.words)),
            content_match: Rate::new((found.matched, found.all), (gold.matched, gold.all)),
            attribution: Rate::new((found.right, found.all), (gold.right, gold.all)),
            source: share(gold.right),
            cue_exact: share(self.cue_exact),
            cue_overlap: share(self.cue_near),
            kind: share(self.kind_right),
        }
    }
}

impl Side {
    /// Counts the items of `own` that the row counts, by their positions among the exact and the matched.
    fn count(row: Row, [own, other]: [&[&Item]; 2], exact: &[usize], matched: &[(usize, bool)]) -> Side {
        let counted = |at: usize| row.counts(own[at].kind);
        let words: Pieces =
            own.iter().filter(|item| row.counts(item.kind)).flat_map(|item| item.content.clone()).collect();
        let others: Pieces = other.iter().flat_map(|item| item.content.clone()).collect();
        Side {
            all: own.iter().filter(|item| row.counts(item.kind)).count(),
            exact: exact.iter().filter(|at| counted(**at)).count(),
            matched: matched.iter().filter(|(at, _)| counted(*at)).count(),
            right: matched.iter().filter(|(at, right)| *right && counted(*at)).count(),
            words: words.len(),
            words_matched: words.intersection(&others).count(),
        }
    }
}

impl Rate {
    fn new((right_found, found): (usize, usize), (right_gold, gold): (usize, usize)) -> Rate {
        let (precision, recall) = (ratio(right_found, found), ratio(right_gold, gold));
        let sum = precision + recall;
        Rate { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

impl AddAssign for Side {
    fn add_assign(&mut self, other: Side) {
        self.all += other.all;
        self.exact += other.exact;
        self.matched += other.matched;
        self.right += other.right;
        self.words += other.words;
        self.words_matched += other.words_matched;
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.gold += other.gold;
        self.found += other.found;
        self.cue_exact += other.cue_exact;
        self.cue_near += other.cue_near;
        self.kind_right += other.kind_right;
    }
}
