//! Bearing: how far a change of words bears on the sense.
//!
//! In: a gap, or a range of cut words. Out: a [`Bearing`], or whether words limit or carry sense. It knows the words of
//! its lists and the ends of words; that two words mean the same it does not know.

use super::side::capital;
use super::{Compared, Gap, Side};
use crate::lexicon::{
    self,
    words::{HEDGES, is_opinion, qualifier},
};
use crate::utterance::Bearing;
use crate::utterance::align::Pair;
use crate::utterance::normalise::Class;
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Words on each side of a change among which a changed word may stand again: guessed.
const NEARBY: usize = 12;

static FILLERS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../../lexicon/fillers.txt")).collect());

static PHRASES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../../lexicon/filler_phrases.txt")).collect());

/// True for a word that may be dropped from speech without a change of sense.
pub(in crate::utterance) fn is_filler(word: &str) -> bool {
    FILLERS.contains(word)
}

impl Compared<'_> {
    /// How far a small change bears on the sense.
    pub(super) fn bearing(&self, gap: &Gap) -> Bearing {
        let both = !gap.own.is_empty() && !gap.other.is_empty();
        if both && (self.moved(gap) || self.initials(gap) || self.stunted(gap))
            || !both
                && (self.all_moved(gap) || self.is_phrase(self.own, &gap.own) || self.is_phrase(self.other, &gap.other))
            || self.own.is_furniture(&gap.own)
            || self.other.is_furniture(&gap.other)
        {
            Bearing::None
        } else if self.content(gap) {
            Bearing::Sense
        } else if self.limited(self.own, &gap.own) != self.limited(self.other, &gap.other) {
            Bearing::Qualifier
        } else if both && self.another(gap) {
            Bearing::Grammar
        } else {
            Bearing::None
        }
    }

    /// Whether words are a phrase that may be dropped without a change of sense, perhaps with the next one ("in order" before
    /// "to").
    fn is_phrase(&self, side: &Side, range: &Range<usize>) -> bool {
        let words: Vec<&str> =
            side.tokens[side.behind(range)].iter().map(|token| self.words.text(token.word)).collect();
        let phrase = |count: usize| words.get(..count).is_some_and(|words| PHRASES.contains(words.join(" ").as_str()));
        phrase(range.len()) || phrase(range.len() + 1)
    }

    /// Whether a word of these limits what is said, a modal verb too.
    fn limited(&self, side: &Side, range: &Range<usize>) -> bool {
        side.any(range, |token| qualifier(self.words.text(token.word)) == Some("modal"))
            || self.limits(side, range.clone())
    }

    /// Whether a word of sense in the gap stands elsewhere in the other passage, near by and not matched: then it was
    /// moved or said twice, and the alignment does not tell what was changed.
    fn moved(&self, gap: &Gap) -> bool {
        let (here, there) = self.unmatched(gap);
        self.telling(self.own, &gap.own).iter().any(|word| there.contains(word))
            || self.telling(self.other, &gap.other).iter().any(|word| here.contains(word))
    }

    /// Whether every word of sense in a gap of one side stands so in the other passage, as in a list in another order. A
    /// negation that has another place denies something else.
    fn all_moved(&self, gap: &Gap) -> bool {
        let (here, there) = self.unmatched(gap);
        let all = |words: Vec<u32>, around: &[u32]| {
            let denies = words.iter().any(|&word| self.words.class(word) == Class::Negation);
            !words.is_empty() && !denies && words.iter().all(|word| around.contains(word))
        };
        all(self.telling(self.own, &gap.own), &there) || all(self.telling(self.other, &gap.other), &here)
    }

    /// The words near a gap that are not matched, on each side.
    fn unmatched(&self, gap: &Gap) -> (Vec<u32>, Vec<u32>) {
        let near = |side: &Side, range: &Range<usize>, place: fn(&Pair) -> usize| {
            let (from, to) = (range.start.saturating_sub(NEARBY), (range.end + NEARBY).min(side.tokens.len()));
            let around = (from..range.start).chain(range.end..to);
            let free = around.filter(|at| self.pairs.binary_search_by_key(at, place).is_err());
            free.map(|at| side.tokens[at].word).collect::<Vec<u32>>()
        };
        (near(self.own, &gap.own, |pair| pair.own), near(self.other, &gap.other, |pair| pair.other))
    }

    /// The words of a range that carry sense.
    fn telling(&self, side: &Side, range: &Range<usize>) -> Vec<u32> {
        side.tokens[range.clone()].iter().map(|token| token.word).filter(|&word| self.carries_sense(word)).collect()
    }

    /// Whether these words limit what is said ("if", "I think").
    pub(super) fn limits(&self, side: &Side, range: Range<usize>) -> bool {
        let text = |at: usize| self.words.text(side.tokens[at].word);
        let hedge = |at: usize| at > 0 && is_opinion(text(at - 1), text(at));
        let sort = |at: usize| qualifier(text(at)).is_some_and(|sort| sort != "modal");
        range.into_iter().any(|at| sort(at) || hedge(at))
    }

    /// Whether words cut from the beginning of a sentence limit the rest of it; those that only tie it to what was said
    /// before ("but") do not.
    pub(super) fn governs(&self, side: &Side, range: Range<usize>) -> bool {
        let ties = |at: usize| qualifier(self.words.text(side.tokens[at].word)) == Some("turn");
        let mut from = range.clone().rev().find(|&at| ties(at)).map_or(range.start, |at| at + 1);
        from = from.min(range.end);
        self.limits(side, from..range.end)
    }

    /// Whether both sides have a word that is no form of one of the other's.
    fn another(&self, gap: &Gap) -> bool {
        let words = |side: &Side, range: &Range<usize>| -> Vec<(u32, bool)> {
            side.tokens[range.clone()].iter().map(|token| (token.word, capital(token.span().of(side.text)))).collect()
        };
        let (own, other) = (words(self.own, &gap.own), words(self.other, &gap.other));
        let strange = |these: &[(u32, bool)], those: &[(u32, bool)]| {
            these.iter().any(|a| !those.iter().any(|b| self.kin(*a, *b)))
        };
        strange(&own, &other) && strange(&other, &own) && !self.joined(gap)
    }

    /// Whether a word that carries sense stands on one side only.
    fn content(&self, gap: &Gap) -> bool {
        // "There was no way" and "there wasn't a way" say the same.
        let denies = |side: &Side, range| side.any(range, |token| self.words.class(token.word) == Class::Negation);
        let denied = denies(self.own, &gap.own) && denies(self.other, &gap.other);
        let telling = |side: &Side, range: &Range<usize>| -> Vec<(u32, bool)> {
            let tokens = side.tokens[range.clone()].iter().filter(|token| !token.bracketed);
            let limits = |word: u32| {
                let text = self.words.text(word);
                qualifier(text).is_some() || HEDGES.contains(text)
            };
            let sense = |word: u32| self.carries_sense(word) && !(denied && self.words.class(word) == Class::Negation);
            let tokens = tokens.filter(|token| sense(token.word) && !limits(token.word));
            tokens.map(|token| (token.word, capital(token.span().of(side.text)))).collect()
        };
        let all = |side: &Side, range: &Range<usize>| -> Vec<(u32, bool)> {
            side.tokens[range.clone()].iter().map(|token| (token.word, capital(token.span().of(side.text)))).collect()
        };
        let strange = |these: Vec<(u32, bool)>, those: Vec<(u32, bool)>| {
            these.iter().any(|word| !those.iter().any(|other| self.kin(*word, *other)))
        };
        let changed = strange(telling(self.own, &gap.own), all(self.other, &gap.other))
            || strange(telling(self.other, &gap.other), all(self.own, &gap.own));
        changed && !self.joined(gap)
    }

    pub(super) fn carries_sense(&self, word: u32) -> bool {
        let text = self.words.text(word);
        match self.words.class(word) {
            Class::Stop => false,
            Class::Number => text != "1",
            Class::Content | Class::Negation => text.len() > 2 && !is_filler(text),
        }
    }
}
