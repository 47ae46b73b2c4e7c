//! A negation that stands on one side only and turns the sentence round.
//!
//! In: a gap. Out: whether it does. A negation made up for in other words ("refused to" for "did not") counts as one.

use super::{Compared, Gap, Side};
use crate::lexicon;
use crate::utterance::normalise::Class;
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;

static IDIOMS: LazyLock<FxHashSet<(&'static str, &'static str)>> =
    LazyLock::new(|| lexicon::pairs(include_str!("../../lexicon/negation_idioms.tsv")).collect());
static INSTEAD: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../../lexicon/instead.txt")).collect());
/// Words in a gap in which a negation is one change; among more it is part of another sentence. Guessed.
const MOST: usize = 3;

impl Compared<'_> {
    /// Whether the negation in a gap turns the sentence round: no other negation in it makes up for it, the word is not
    /// negated by its beginning ("unhappy" for "not happy"), and nothing else of sense is changed with it.
    pub(super) fn turned(&self, gap: &Gap) -> bool {
        let count = |side: &Side, range: &Range<usize>| {
            let sentence = side.sentence(range);
            side.tokens[sentence].iter().filter(|token| self.words.class(token.word) == Class::Negation).count()
        };
        let telling = |side: &Side, range: &Range<usize>| {
            let words = side.tokens[range.clone()].iter().map(|token| token.word);
            words.filter(|&word| self.carries_sense(word) && self.words.class(word) != Class::Negation).count()
        };
        let others = telling(self.own, &gap.own) + telling(self.other, &gap.other);
        let idiom = |side: &Side, range: &Range<usize>| {
            let words = side.tokens[side.behind(range)].windows(2);
            words
                .map(|two| (self.words.text(two[0].word), self.words.text(two[1].word)))
                .any(|two| IDIOMS.contains(&two))
        };
        let instead =
            |side: &Side, range: &Range<usize>| side.any(range, |token| INSTEAD.contains(self.words.text(token.word)));
        let settled = idiom(self.own, &gap.own)
            || idiom(self.other, &gap.other)
            || instead(self.own, &gap.own)
            || instead(self.other, &gap.other)
            || gap.own.len().max(gap.other.len()) > MOST;
        count(self.own, &gap.own) != count(self.other, &gap.other) && others <= 1 && !settled && !self.prefixed(gap)
    }

    /// "unhappy" for "not happy".
    fn prefixed(&self, gap: &Gap) -> bool {
        let word = |side: &Side, range: &Range<usize>| {
            side.tokens[range.clone()].last().map_or("", |token| self.words.text(token.word)).to_owned()
        };
        let (own, other) = (word(self.own, &gap.own), word(self.other, &gap.other));
        let negated =
            |a: &str, b: &str| ["un", "in", "im", "dis"].iter().any(|prefix| a.strip_prefix(prefix) == Some(b));
        !own.is_empty() && !other.is_empty() && (negated(&own, &other) || negated(&other, &own))
    }
}
