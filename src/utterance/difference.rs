//! A difference: what a report of an utterance says otherwise than the fullest report.
//!
//! In: two aligned passages and their attributions. Out: the aligned stretches, and typed [`Difference`]s inside them.
//! What is equal once normalised (numbers, units, contractions, spelling) is typography at most. Where both sides go
//! on in many other words the stretch is taken as not aligned, so a long change in the middle is not told.

use super::align::Pair;
use super::ascription::ascribed;
use super::normalise::{Class, Edge, Token, Words};
use super::{Bearing, Difference, DifferenceKind, Material};
use crate::attribution::Kind;
use crate::corpus::Placed;
use crate::document::Span;
use crate::lexicon;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// More unmatched words than these in a row part the aligned stretch: guessed.
const APART: usize = 6;
/// A negation and the next word that together turn nothing round.
const IDIOMS: [(&str, &str); 4] = [("no", "matter"), ("nothing", "but"), ("not", "only"), ("no", "doubt")];
/// Words that one contraction may stand for ("he's", "he'd"), and the commonest pairs that are tidied in print.
const CONTRACTED: [(&str, &str); 6] =
    [("is", "has"), ("would", "had"), ("got", "have"), ("gotten", "got"), ("em", "them"), ("til", "until")];
/// Two capitalised words at least this alike may be spellings of one name: guessed.
const NAME: f64 = 0.6;
/// Words on each side of a change among which a changed word may stand again: guessed.
const NEARBY: usize = 12;
/// A quotation of so many words that begins with a capital is a sentence, though it stands in one: guessed.
const SENTENCE: usize = 6;
/// Words with which a sentence takes back what was said before it.
const OPENINGS: [&str; 4] = ["but", "except", "however", "unless"];
/// Words quoted in a detail at most.
const SHOWN: usize = 12;

static FILLERS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/fillers.txt")).collect());
static QUALIFIERS: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| lexicon::pairs(include_str!("../lexicon/qualifiers.tsv")).collect());
static HEDGES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/hedges.txt")).collect());

/// One of two passages that are compared.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    /// The text of its document.
    pub text: &'a str,
    /// Its attribution.
    pub placed: &'a Placed,
    /// Its words.
    pub tokens: &'a [Token],
}

/// Between two matched words: what stands there on each side, none of it matched.
struct Gap {
    own: Range<usize>,
    other: Range<usize>,
}

impl Gap {
    /// Too much on a side for one change.
    fn parts(&self) -> bool {
        self.own.len().max(self.other.len()) > APART
    }
}

/// The stretches of both sides that were aligned.
pub(super) fn aligned(own: &Side, other: &Side, pairs: &[Pair]) -> (Vec<Span>, Vec<Span>) {
    let mut runs: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for (at, pair) in pairs.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if !gap(&pairs[at - 1], pair).parts() => {
                (run.0.end, run.1.end) = (pair.own + 1, pair.other + 1);
            }
            _ => runs.push((pair.own..pair.own + 1, pair.other..pair.other + 1)),
        }
    }
    let spans = |side: &Side, range: &Range<usize>| side.spans(range.clone());
    let own = runs.iter().flat_map(|run| spans(own, &run.0)).collect();
    (own, runs.iter().flat_map(|run| spans(other, &run.1)).collect())
}

fn gap(before: &Pair, after: &Pair) -> Gap {
    Gap { own: before.own + 1..after.own, other: before.other + 1..after.other }
}

impl Side<'_> {
    /// The place of a range of words: one span for each stretch of the text.
    fn spans(&self, range: Range<usize>) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for (at, token) in self.tokens[range].iter().enumerate() {
            match spans.last_mut() {
                Some(last) if at > 0 && token.edge != Edge::Stretch => *last = last.cover(token.span()),
                _ => spans.push(token.span()),
            }
        }
        spans
    }

    /// A range of words as written, shortened.
    fn words(&self, range: Range<usize>) -> String {
        let cut = range.len() > SHOWN;
        let shown = range.start..range.end.min(range.start + SHOWN);
        let parts: Vec<&str> = self.spans(shown).iter().map(|span| span.of(self.text)).collect();
        let words = parts.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        if cut { format!("\"{words} ...\"") } else { format!("\"{words}\"") }
    }

    /// The matched words around a gap, where nothing stands in the gap itself.
    fn around(&self, gap: &Range<usize>) -> Vec<Span> {
        if gap.is_empty() {
            self.spans(gap.start.saturating_sub(1)..self.behind(gap).end)
        } else {
            self.spans(gap.clone())
        }
    }

    /// The edge behind a gap, or inside it: the strongest.
    fn edge(&self, gap: &Range<usize>) -> Edge {
        self.tokens[self.behind(gap)].iter().map(|token| token.edge).max().unwrap_or(Edge::Word)
    }

    /// A range of words and the one behind it, if one is.
    fn behind(&self, range: &Range<usize>) -> Range<usize> {
        range.start..(range.end + 1).min(self.tokens.len())
    }

    /// The sentence around a range of words.
    fn sentence(&self, range: &Range<usize>) -> Range<usize> {
        let ends = |at: &usize| self.tokens[*at].edge == Edge::Sentence;
        let start = (0..=range.start).rev().find(ends).unwrap_or(0);
        let end = (range.start + 1..self.tokens.len()).find(ends).unwrap_or(self.tokens.len());
        start..end
    }

    /// Of words cut at the end, those that belong to the sentence before them.
    fn head(&self, cut: &Range<usize>) -> Range<usize> {
        cut.start..cut.clone().find(|&at| self.begins(at)).unwrap_or(cut.end)
    }

    /// Of words cut at the start, those that belong to the sentence behind them.
    fn tail(&self, cut: &Range<usize>) -> Range<usize> {
        let start = (cut.start..=cut.end).rev().find(|&at| self.begins(at)).unwrap_or(cut.start);
        start..cut.end
    }

    /// Whether a sentence begins with this word, as far as its edge and its letter tell.
    fn begins(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        match token.edge {
            Edge::Word => false,
            Edge::Sentence | Edge::Cut => true,
            Edge::Stretch => !token.span().of(self.text).starts_with(char::is_lowercase),
        }
    }

    /// Whether a range of words is of the page, not of what was said: the text of a link run into a name ("ReedReed's
    /// plan").
    fn is_furniture(&self, range: &Range<usize>) -> bool {
        let glued = |written: &str| {
            let letters: Vec<char> = written.chars().collect();
            letters
                .windows(3)
                .any(|three| three[0].is_lowercase() && three[1].is_uppercase() && three[2].is_lowercase())
        };
        range.len() > 2 && self.any(range, |token| glued(token.span().of(self.text)))
    }

    /// Whether the words are quoted as a sentence of their own.
    fn is_sentence(&self) -> bool {
        let first = self.tokens.first().is_some_and(|token| capital(token.span().of(self.text)));
        self.placed.attribution.kind == Kind::Direct || first && self.tokens.len() >= SENTENCE
    }

    /// Whether the words are marked as cut off before (`start`) or behind this one.
    fn marked(&self, at: usize, start: bool) -> bool {
        let span = self.tokens[at].span();
        if start {
            let before = self.text[..span.start].trim_end();
            return before.ends_with("..") || before.ends_with('…') || before.ends_with(". .");
        }
        let after = self.text[span.end..].trim_start();
        ["..", "…", ". .", "—", "--", "–", "[..."].iter().any(|mark| after.starts_with(mark))
    }

    fn any(&self, range: &Range<usize>, holds: impl Fn(&Token) -> bool) -> bool {
        self.tokens[range.clone()].iter().any(holds)
    }
}

/// Everything in which a passage differs from the reference's, inside what was aligned, in order of kind.
pub(super) fn differences(own: &Side, other: &Side, pairs: &[Pair], material: Material) -> Vec<Difference> {
    let compared = Compared { own, other, words: material.words };
    let between = |at: usize| {
        let difference = compared.between(&pairs[at - 1], &pairs[at])?;
        let bearing = if steady(pairs, at) { difference.bearing } else { Bearing::None };
        Some(Difference { bearing, ..difference })
    };
    let mut found: Vec<Difference> = (1..pairs.len()).filter_map(between).collect();
    found.extend(compared.inflected(pairs));
    found.extend(compared.truncations(pairs));
    found.extend(compared.outer(pairs));
    found.extend(compared.typography(pairs));
    let stretch = aligned(own, other, pairs);
    found.extend(ascribed(own, other, material).into_iter().map(|(kind, detail)| Difference {
        kind,
        detail,
        own: stretch.0.clone(),
        reference: stretch.1.clone(),
        bearing: Bearing::Sense,
    }));
    found.sort_by(|a, b| (a.kind, &a.own).cmp(&(b.kind, &b.own)));
    found
}

/// Whether the words around a gap, which ends before the pair `at`, are matched in step on both sides: three of the six
/// next ones at least (two, where there are no more than five), one on each side. Otherwise the gap may come from a poor
/// alignment.
fn steady(pairs: &[Pair], at: usize) -> bool {
    let in_step = |two: &[Pair]| two[1].own - two[0].own == 1 && two[1].other - two[0].other == 1;
    let before = pairs[at.saturating_sub(4)..at].windows(2).filter(|two| in_step(two)).count();
    let after = pairs[at..pairs.len().min(at + 4)].windows(2).filter(|two| in_step(two)).count();
    let (first, last) = (at == 1, at + 1 == pairs.len());
    let enough = if pairs.len() <= 5 { 2 } else { 3 };
    before + after >= enough && (before > 0 || first) && (after > 0 || last)
}

/// Two sides and the words they are made of.
struct Compared<'a> {
    own: &'a Side<'a>,
    other: &'a Side<'a>,
    words: &'a Words,
}

impl Compared<'_> {
    /// What differs between two matched words.
    fn between(&self, before: &Pair, after: &Pair) -> Option<Difference> {
        let gap = gap(before, after);
        if gap.own.is_empty() && gap.other.is_empty() {
            return None;
        }
        let kind = self.kind(&gap)?;
        let (own, reference) = (self.own.around(&gap.own), self.other.around(&gap.other));
        Some(Difference { kind, detail: self.detail(&gap), own, reference, bearing: self.bearing(&gap) })
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
            let interrupted = edges.0 == Edge::Stretch || edges.1 == Edge::Stretch;
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
        let both_number = !numbers.0.is_empty() && !numbers.1.is_empty();
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

    /// Whether the negation in a gap turns the sentence round: no other negation in it makes up for it, the word is not
    /// negated by its beginning ("unhappy" for "not happy"), and nothing else of sense is changed with it.
    fn turned(&self, gap: &Gap) -> bool {
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
        let settled = idiom(self.own, &gap.own) || idiom(self.other, &gap.other);
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

    /// The sum of numbers, so that "26th", "26" and "twenty-sixth" are equal.
    fn value(&self, numbers: &[u32]) -> u64 {
        let digits = |word: &u32| {
            let text = self.words.text(*word);
            let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
            (text[..end].parse().unwrap_or(0.0) * 100.0) as u64
        };
        numbers.iter().map(digits).sum()
    }

    fn detail(&self, gap: &Gap) -> String {
        match (gap.own.is_empty(), gap.other.is_empty()) {
            (true, _) => format!("{} is missing", self.other.words(gap.other.clone())),
            (_, true) => format!("{} stands only here", self.own.words(gap.own.clone())),
            _ => format!("{} for {}", self.own.words(gap.own.clone()), self.other.words(gap.other.clone())),
        }
    }

    /// How far a small change bears on the sense.
    fn bearing(&self, gap: &Gap) -> Bearing {
        let both = !gap.own.is_empty() && !gap.other.is_empty();
        if both && self.moved(gap) || self.own.is_furniture(&gap.own) || self.other.is_furniture(&gap.other) {
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

    /// Whether a word of these limits what is said, a modal verb too.
    fn limited(&self, side: &Side, range: &Range<usize>) -> bool {
        side.any(range, |token| QUALIFIERS.get(self.words.text(token.word)) == Some(&"modal"))
            || self.limits(side, range.clone())
    }

    /// Whether a word of sense in the gap stands elsewhere in the other passage, near by: then it was moved or said
    /// twice, and the alignment does not tell what was changed.
    fn moved(&self, gap: &Gap) -> bool {
        let near = |side: &Side, range: &Range<usize>| {
            let (from, to) = (range.start.saturating_sub(NEARBY), (range.end + NEARBY).min(side.tokens.len()));
            let around = (from..range.start).chain(range.end..to);
            around.map(|at| side.tokens[at].word).collect::<Vec<u32>>()
        };
        let telling = |side: &Side, range: &Range<usize>| {
            let words = side.tokens[range.clone()].iter().map(|token| token.word);
            words.filter(|&word| self.carries_sense(word)).collect::<Vec<u32>>()
        };
        let (here, there) = (near(self.own, &gap.own), near(self.other, &gap.other));
        telling(self.own, &gap.own).iter().any(|word| there.contains(word))
            || telling(self.other, &gap.other).iter().any(|word| here.contains(word))
    }

    /// Whether these words limit what is said ("if", "I think").
    fn limits(&self, side: &Side, range: Range<usize>) -> bool {
        let text = |at: usize| self.words.text(side.tokens[at].word);
        let hedge = |at: usize| at > 0 && HEDGES.contains(text(at)) && matches!(text(at - 1), "i" | "we");
        let sort = |at: usize| QUALIFIERS.get(text(at)).is_some_and(|sort| *sort != "modal");
        range.into_iter().any(|at| sort(at) || hedge(at))
    }

    /// Whether words cut from the beginning of a sentence limit the rest of it; those that only tie it to what was said
    /// before ("but") do not.
    fn governs(&self, side: &Side, range: Range<usize>) -> bool {
        let ties = |at: usize| QUALIFIERS.get(self.words.text(side.tokens[at].word)) == Some(&"turn");
        let mut from = range.clone().rev().find(|&at| ties(at)).map_or(range.start, |at| at + 1);
        from = from.min(range.end);
        self.limits(side, from..range.end)
    }

    /// Whether both sides have a word that is no form of one of the other's.
    fn another(&self, gap: &Gap) -> bool {
        let words = |side: &Side, range: &Range<usize>| -> Vec<(u32, bool)> {
            side.tokens[range.clone()].iter().map(|token| (token.word, false)).collect()
        };
        let (own, other) = (words(self.own, &gap.own), words(self.other, &gap.other));
        let strange = |these: &[(u32, bool)], those: &[(u32, bool)]| {
            these.iter().any(|a| !those.iter().any(|b| self.kin(*a, *b)))
        };
        strange(&own, &other) && strange(&other, &own) && !self.joined(gap)
    }

    /// Whether a word that carries sense stands on one side only.
    fn content(&self, gap: &Gap) -> bool {
        let telling = |side: &Side, range: &Range<usize>| -> Vec<(u32, bool)> {
            let tokens = side.tokens[range.clone()].iter().filter(|token| !token.bracketed);
            let limits = |word: u32| {
                let text = self.words.text(word);
                QUALIFIERS.contains_key(text) || HEDGES.contains(text)
            };
            let tokens = tokens.filter(|token| self.carries_sense(token.word) && !limits(token.word));
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

    /// The same letters, with spaces elsewhere ("worldview", "world view").
    fn joined(&self, gap: &Gap) -> bool {
        let letters = |side: &Side, range: &Range<usize>| -> String {
            let words: String = side.tokens[range.clone()].iter().map(|token| self.words.text(token.word)).collect();
            words.replace('*', "")
        };
        letters(self.own, &gap.own) == letters(self.other, &gap.other)
    }

    fn carries_sense(&self, word: u32) -> bool {
        let text = self.words.text(word);
        match self.words.class(word) {
            Class::Stop => false,
            Class::Number => text != "1",
            Class::Content | Class::Negation => text.len() > 2 && !FILLERS.contains(text),
        }
    }

    /// Forms of one word: equal but for the ending ("promise", "promised"), for masked letters ("f***ing"), or two
    /// spellings of a name ("Gadhafi", "Qaddafi").
    fn kin(&self, (a, a_capital): (u32, bool), (b, b_capital): (u32, bool)) -> bool {
        let (a, b) = (self.words.text(a), self.words.text(b));
        let shared = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
        let letters = a.as_bytes()[0].is_ascii_alphabetic() && b.as_bytes()[0].is_ascii_alphabetic();
        let ending = shared >= 3 && a.len().max(b.len()) - shared <= 3;
        let masked = shared >= 1 && (a.contains('*') || b.contains('*'));
        let name = a_capital && b_capital && strsim::normalized_levenshtein(a, b) >= NAME;
        let british = a.len() == b.len() && a.replace("is", "iz") == b.replace("is", "iz");
        a == b
            || british
            || letters && (ending || masked || name)
            || CONTRACTED.contains(&(a, b))
            || CONTRACTED.contains(&(b, a))
    }

    /// Matched words that are not equal.
    fn inflected(&self, pairs: &[Pair]) -> Vec<Difference> {
        let changed = pairs.iter().filter(|pair| !pair.equal);
        let difference = |pair: &Pair| {
            let gap = Gap { own: pair.own..pair.own + 1, other: pair.other..pair.other + 1 };
            let (own, reference) = (self.own.around(&gap.own), self.other.around(&gap.other));
            let kind = DifferenceKind::Wording;
            Difference { kind, detail: self.detail(&gap), own, reference, bearing: self.bearing(&gap) }
        };
        changed.map(difference).collect()
    }

    /// Other words before the first match or behind the last, in the same sentence.
    fn outer(&self, pairs: &[Pair]) -> Vec<Difference> {
        let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else { return Vec::new() };
        let ends = (last.own + 1..self.own.tokens.len(), last.other + 1..self.other.tokens.len());
        let start = Gap { own: self.own.tail(&(0..first.own)), other: self.other.tail(&(0..first.other)) };
        let end = Gap { own: self.own.head(&ends.0), other: self.other.head(&ends.1) };
        let in_step = |two: &[Pair]| two[1].own - two[0].own == 1 && two[1].other - two[0].other == 1;
        let steady = |pairs: &[Pair]| pairs.len() >= 4 && pairs.windows(2).all(in_step);
        let mut found = Vec::new();
        found.extend(steady(&pairs[..pairs.len().min(4)]).then(|| self.beyond(&start, true)).flatten());
        found.extend(steady(&pairs[pairs.len().saturating_sub(4)..]).then(|| self.beyond(&end, false)).flatten());
        found
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
        let (own, reference) = (self.own.around(&gap.own), self.other.around(&gap.other));
        Some(Difference { kind, detail: self.detail(&gap), own, reference, bearing: self.bearing(&gap) })
    }

    /// Words before the first match and behind the last that only one side has.
    fn truncations(&self, pairs: &[Pair]) -> Vec<Difference> {
        let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else { return Vec::new() };
        let start = Gap { own: 0..first.own, other: 0..first.other };
        let end = Gap { own: last.own + 1..self.own.tokens.len(), other: last.other + 1..self.other.tokens.len() };
        [self.truncation(&start, first), self.truncation(&end, last)].into_iter().flatten().collect()
    }

    /// What one side has beyond the outermost match, where the other has nothing.
    fn truncation(&self, gap: &Gap, at: &Pair) -> Option<Difference> {
        let place = if gap.other.start == 0 { "starts after" } else { "stops before" };
        let (detail, own, reference, bearing) = match (gap.own.is_empty(), gap.other.is_empty()) {
            (true, false) => {
                let detail = format!("{place} {}", self.other.words(self.near(&gap.other)));
                let bearing = self.cut((self.other, &gap.other), self.own, at.own);
                (detail, at.own..at.own + 1, gap.other.clone(), bearing)
            }
            (false, true) => {
                let bearing = self.cut((self.own, &gap.own), self.other, at.other);
                let detail = format!("goes on: {}", self.own.words(gap.own.clone()));
                (detail, gap.own.clone(), at.other..at.other + 1, bearing)
            }
            _ => return None,
        };
        let (own, reference) = (self.own.spans(own), self.other.spans(reference));
        Some(Difference { kind: DifferenceKind::Truncation, detail, own, reference, bearing })
    }

    /// Of words cut at the start the last ones, as many as are shown: those next to what is left.
    fn near(&self, cut: &Range<usize>) -> Range<usize> {
        if cut.start == 0 { cut.end.saturating_sub(SHOWN)..cut.end } else { cut.clone() }
    }

    /// What it means that one side lacks `cut` of the other and begins or ends with its word `at`.
    fn cut(&self, (whole, cut): (&Side, &Range<usize>), short: &Side, at: usize) -> Bearing {
        let start = cut.start == 0;
        let clause = if start { whole.tail(cut) } else { whole.head(cut) };
        let opens = |at: usize| OPENINGS.contains(&self.words.text(whole.tokens[at].word));
        let limited = match (start, clause.is_empty()) {
            (true, _) => self.governs(whole, clause.clone()),
            (false, false) => self.limits(whole, clause.clone()),
            (false, true) => opens(cut.start),
        };
        if short.marked(at, start) {
            Bearing::None
        } else if limited {
            Bearing::Qualifier
        } else if (!start || self.made_capital(short, at, whole, cut.end))
            && short.is_sentence()
            && whole.any(&clause, |token| self.carries_sense(token.word))
        {
            Bearing::Clause
        } else {
            Bearing::None
        }
    }

    /// Whether a word has a capital in the one text that it lacks in the other: a sentence was made of a clause.
    fn made_capital(&self, short: &Side, at: usize, whole: &Side, there: usize) -> bool {
        let written = |side: &Side, at: usize| capital(side.tokens[at].span().of(side.text));
        written(short, at) && there < whole.tokens.len() && !written(whole, there)
    }

    /// One difference for all matched words that are written in another way.
    fn typography(&self, pairs: &[Pair]) -> Option<Difference> {
        let written = |pair: &&Pair| pair.equal && self.written_otherwise(pair);
        let changed: Vec<&Pair> = pairs.iter().filter(written).collect();
        let marks = pairs.windows(2).filter(|two| self.marked_otherwise(&two[0], &two[1]));
        let marks: Vec<&Pair> = marks.map(|two| &two[0]).collect();
        let first = *changed.first().or(marks.first())?;
        let detail = if changed.is_empty() {
            format!("other marks after {}", self.own.words(first.own..first.own + 1))
        } else {
            let gap = Gap { own: first.own..first.own + 1, other: first.other..first.other + 1 };
            self.detail(&gap)
        };
        let places: Vec<&Pair> = changed.into_iter().chain(marks).collect();
        let spans = |side: &Side, at: fn(&Pair) -> usize| {
            let mut spans: Vec<Span> = places.iter().map(|pair| side.tokens[at(pair)].span()).collect();
            spans.sort();
            spans.dedup();
            spans
        };
        let (own, reference) = (spans(self.own, |pair| pair.own), spans(self.other, |pair| pair.other));
        Some(Difference { kind: DifferenceKind::Typography, detail, own, reference, bearing: Bearing::None })
    }

    fn written_otherwise(&self, pair: &Pair) -> bool {
        let written = |side: &Side, at: usize| plain(side.tokens[at].span().of(side.text));
        written(self.own, pair.own) != written(self.other, pair.other)
    }

    fn marked_otherwise(&self, before: &Pair, after: &Pair) -> bool {
        let between = |side: &Side, from: usize, to: usize| {
            let (a, b) = (side.tokens[from].span(), side.tokens[to].span());
            let joined = to == from + 1 && side.tokens[to].edge < Edge::Stretch && a.end <= b.start;
            joined.then(|| plain(&side.text[a.end..b.start]))
        };
        let own = between(self.own, before.own, after.own);
        let other = between(self.other, before.other, after.other);
        matches!((own, other), (Some(own), Some(other)) if own != other)
    }
}

fn capital(written: &str) -> bool {
    written.starts_with(char::is_uppercase)
}

/// Written words with straight marks, plain dashes and no space.
fn plain(written: &str) -> String {
    let mark = |c: char| match c {
        '’' | '‘' => Some('\''),
        '“' | '”' => Some('"'),
        '–' | '—' => Some('-'),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}' => None,
        c if c.is_whitespace() => None,
        c => Some(c),
    };
    let plain: String = written.chars().filter_map(mark).collect();
    plain.replace("--", "-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::Attribution;
    use crate::utterance::align::align;
    use crate::utterance::weight::Weights;

    fn placed(text: &str) -> Placed {
        let whole = vec![Span::new(0, text.len())];
        let attribution = Attribution {
            kind: Kind::Direct,
            content: whole.clone(),
            quoted: whole,
            cue: Vec::new(),
            source: Vec::new(),
            speaker: None,
            addressee: None,
            via: None,
            occasion: None,
            confidence: 1.0,
        };
        Placed { document: 0, attribution, speaker: None }
    }

    /// What differs in `own` from `other`, with its bearing.
    fn show(own: &str, other: &str) -> String {
        let mut words = Words::default();
        let tokens = [own, other].map(|text| words.tokens(text, &[Span::new(0, text.len())]));
        let pairs = align(&tokens[0], &tokens[1], &Weights::new(&words, &[]));
        let places = [placed(own), placed(other)];
        let material = Material { documents: &[], attributions: &[], identities: &[], words: &words };
        let side = |text, at: usize| Side { text, placed: &places[at], tokens: &tokens[at] };
        let found = differences(&side(own, 0), &side(other, 1), &pairs, material);
        let line =
            |difference: &Difference| format!("{:?}, {:?}: {}", difference.kind, difference.bearing, difference.detail);
        found.iter().map(line).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn what_differs_and_how_far_it_bears_on_the_sense() {
        let whole = "We will keep the old ferry running until the council decides otherwise";
        let cases = [
            (
                "This bridge will cost us millions.",
                "This bridge will cost us billions.",
                "Wording, Sense: \"millions\" for \"billions\"",
            ),
            ("We lost 40 jobs at the harbour", "We lost 400 jobs at the harbour", "Number, Sense: \"40\" for \"400\""),
            (
                "We did come here to draw lines",
                "We did not come here to draw lines",
                "Negation, Sense: \"not\" is missing",
            ),
            ("We will not pay a single cent", "We will not pay any single cent", "Wording, Grammar: \"a\" for \"any\""),
            (
                "The piles are old and the bridge may hold",
                "The piles are old and the bridge will hold",
                "Wording, Qualifier: \"may\" for \"will\"",
            ),
            (
                "We will keep the old ferry running",
                whole,
                "Truncation, Qualifier: stops before \"until the council decides otherwise\"",
            ),
            (
                "We will keep the old ferry running ...",
                whole,
                "Truncation, None: stops before \"until the council decides otherwise\"",
            ),
            ("It’s the end of the old pier", "It is the end of the old pier", "Typography, None: \"It’s\" for \"It\""),
            ("two of the boats were lost", "2 of the boats were lost", "Typography, None: \"two\" for \"2\""),
        ];
        let wrong: Vec<String> = cases
            .into_iter()
            .filter(|(own, other, expected)| show(own, other) != *expected)
            .map(|(own, other, expected)| format!("{own} ~ {other}\n  {}\n  {expected}", show(own, other)))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
