//! A change: other words between two matched ones, or none where the other side has some.
//!
//! In: two matched words, or the outermost one. Out: the typed [`Difference`] between them. A gap that comes of a poor
//! alignment is told as other wording.

use super::{Compared, Gap, Side, gap};
use crate::utterance::align::Pair;
use crate::utterance::normalise::{Class, Edge, Token};
use crate::utterance::{Bearing, Difference, DifferenceKind};
use std::ops::Range;

impl Compared<'_> {
    /// What differs between two matched words.
    pub(super) fn between(&self, before: &Pair, after: &Pair) -> Option<Difference> {
        let gap = gap(before, after);
        if gap.own.is_empty() && gap.other.is_empty() {
            return None;
        }
        let kind = self.kind(&gap)?;
        let closed = kind == DifferenceKind::Truncation && self.own.begins(gap.own.end);
        let bearing =
            if closed { self.cut((self.other, &gap.other), self.own, before.own) } else { self.bearing(&gap) };
        let kind = if gap.parts() { kind } else { slight(kind, bearing) };
        Some(self.change(kind, &gap, bearing))
    }

    fn change(&self, kind: DifferenceKind, gap: &Gap, bearing: Bearing) -> Difference {
        let (own, reference) = (self.own.around(&gap.own), self.other.around(&gap.other));
        Difference { kind, detail: self.detail(gap), own, reference, bearing, missing: gap.own.is_empty() }
    }

    fn kind(&self, gap: &Gap) -> Option<DifferenceKind> {
        let bracketed = |token: &Token| token.bracketed;
        let edges = (self.own.edge(&gap.own), self.other.edge(&gap.other));
        if self.own.any(&gap.own, bracketed) || self.other.any(&gap.other, bracketed) {
            return Some(DifferenceKind::Brackets);
        }
        let one_sided = gap.own.is_empty() || gap.other.is_empty();
        if edges.0 == Edge::Cut || edges.1 == Edge::Cut {
            return Some(DifferenceKind::Ellipsis);
        }
        if self.spliced(gap) {
            return Some(DifferenceKind::Splice);
        }
        if one_sided && gap.parts() {
            let interrupted = if gap.own.is_empty() { edges.0 } else { edges.1 } == Edge::Stretch;
            return Some(if interrupted { DifferenceKind::Truncation } else { DifferenceKind::SilentOmission });
        }
        if gap.parts() {
            return None;
        }
        Some(self.small(gap, one_sided))
    }

    /// Whether words that stand in two sentences on one side stand next to each other in one on the other.
    fn spliced(&self, gap: &Gap) -> bool {
        let joined = |side: &Side, range: &Range<usize>| {
            let next = side.tokens.get(range.end);
            let lower = |token: &Token| token.span().of(side.text).starts_with(char::is_lowercase);
            range.is_empty() && next.is_some_and(|token| token.edge == Edge::Word && lower(token))
        };
        let apart = |side: &Side, range: &Range<usize>| range.len() > 1 && side.behind(range).any(|at| side.begins(at));
        joined(self.own, &gap.own) && apart(self.other, &gap.other)
            || joined(self.other, &gap.other) && apart(self.own, &gap.own)
    }

    /// The kind of a change of a few words.
    fn small(&self, gap: &Gap, one_sided: bool) -> DifferenceKind {
        let classed = |side: &Side, range: &Range<usize>, class: Class| -> Vec<u32> {
            let words = side.tokens[range.clone()].iter().map(|token| token.word);
            words.filter(|&word| self.words.class(word) == class).collect()
        };
        let numbers = (classed(self.own, &gap.own, Class::Number), classed(self.other, &gap.other, Class::Number));
        let negations =
            (classed(self.own, &gap.own, Class::Negation), classed(self.other, &gap.other, Class::Negation));
        let within = |some: &[u32], all: &[u32]| {
            some.iter().all(|one| all.iter().any(|it| self.value(&[*it]) == self.value(&[*one])))
        };
        // "the 8th" and "the 8th, 2018" name one day.
        let more =
            numbers.0.len() != numbers.1.len() && (within(&numbers.0, &numbers.1) || within(&numbers.1, &numbers.0));
        let both_number = !numbers.0.is_empty() && !numbers.1.is_empty() && !more;
        if negations.0.is_empty() != negations.1.is_empty() && self.turned(gap) {
            DifferenceKind::Negation
        } else if both_number && self.value(&numbers.0) == self.value(&numbers.1) {
            DifferenceKind::Typography
        } else if both_number {
            DifferenceKind::Number
        } else if one_sided {
            DifferenceKind::SilentOmission
        } else {
            DifferenceKind::Wording
        }
    }

    /// The sum of numbers, so that "26th", "26" and "twenty-sixth" are equal.
    fn value(&self, numbers: &[u32]) -> u64 {
        let digits = |word: &u32| {
            let text = self.words.text(*word);
            let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
            (text[..end].parse().unwrap_or(0.0) * 100.0) as u64
        };
        numbers.iter().map(digits).sum()
    }

    pub(super) fn detail(&self, gap: &Gap) -> String {
        match (gap.own.is_empty(), gap.other.is_empty()) {
            (true, _) => format!("{} is missing", self.other.words(gap.other.clone())),
            (_, true) => format!("{} stands only here", self.own.words(gap.own.clone())),
            _ => format!("{} for {}", self.own.words(gap.own.clone()), self.other.words(gap.other.clone())),
        }
    }

    /// Matched words that are not equal.
    pub(super) fn inflected(&self) -> Vec<Difference> {
        let changed = self.pairs.iter().filter(|pair| !pair.equal);
        let difference = |pair: &Pair| {
            let gap = Gap { own: pair.own..pair.own + 1, other: pair.other..pair.other + 1 };
            self.change(DifferenceKind::Wording, &gap, self.bearing(&gap))
        };
        changed.map(difference).collect()
    }

    /// Other words before the first match or behind the last, in the same sentence.
    pub(super) fn outer(&self) -> Vec<Difference> {
        let pairs = self.pairs;
        let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else { return Vec::new() };
        let ends = (last.own + 1..self.own.tokens.len(), last.other + 1..self.other.tokens.len());
        let start = Gap { own: self.own.tail(&(0..first.own)), other: self.other.tail(&(0..first.other)) };
        let end = Gap { own: self.own.head(&ends.0), other: self.other.head(&ends.1) };
        let in_step = |two: &[Pair]| two[1].own - two[0].own == 1 && two[1].other - two[0].other == 1;
        let steady = |pairs: &[Pair]| pairs.len() >= 4 && pairs.windows(2).all(in_step);
        let mut found = Vec::new();
        let opening = || self.beyond(&start, true).or_else(|| self.reopened(&start));
        found.extend(steady(&pairs[..pairs.len().min(4)]).then(opening).flatten());
        found.extend(steady(&pairs[pairs.len().saturating_sub(4)..]).then(|| self.beyond(&end, false)).flatten());
        found
    }

    /// A hedge that one side has right before the first match, behind a longer lead: "With respect to that, I think" where
    /// the other begins with "As". Other words are passed over, for leads are fitted to the sentence around them.
    fn reopened(&self, gap: &Gap) -> Option<Difference> {
        let last = Gap { own: self.own.last_clause(&gap.own), other: self.other.last_clause(&gap.other) };
        self.beyond(&last, true).filter(|change| gap.parts() && change.bearing == Bearing::Qualifier)
    }

    /// What differs in a gap outside of all matches, equal words at its outer end left out.
    fn beyond(&self, gap: &Gap, start: bool) -> Option<Difference> {
        let (own, other) = (gap.own.clone(), gap.other.clone());
        if own.is_empty() || other.is_empty() || gap.parts() {
            return None;
        }
        let word = |side: &Side, at: usize| side.tokens[at].word;
        let most = own.len().min(other.len());
        let equal = if start {
            (0..most).take_while(|n| word(self.own, own.start + n) == word(self.other, other.start + n)).count()
        } else {
            (1..=most).take_while(|n| word(self.own, own.end - n) == word(self.other, other.end - n)).count()
        };
        let inner = |range: &Range<usize>| {
            if start { range.start + equal..range.end } else { range.start..range.end - equal }
        };
        let gap = Gap { own: inner(&own), other: inner(&other) };
        let kind = self.kind(&gap)?;
        let bearing = self.bearing(&gap);
        Some(self.change(slight(kind, bearing), &gap, bearing))
    }
}

/// A small word more or less is no omission but other wording.
fn slight(kind: DifferenceKind, bearing: Bearing) -> DifferenceKind {
    if kind == DifferenceKind::SilentOmission && bearing == Bearing::None { DifferenceKind::Wording } else { kind }
}
