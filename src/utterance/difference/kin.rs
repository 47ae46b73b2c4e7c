//! Kin: words that are forms of one word, or the same letters with spaces elsewhere.
//!
//! In: two words, or a gap. Out: whether they are. Unlike words with one beginning ("part", "party") count as forms.

use super::side::capital;
use super::{Compared, Gap, Side};
use crate::lexicon;
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;

static TIDIED: LazyLock<FxHashSet<(&'static str, &'static str)>> =
    LazyLock::new(|| lexicon::pairs(include_str!("../../lexicon/tidied.tsv")).collect());

/// Words that share so many letters at the beginning may differ in so many more at the end ("conscience", "conscious"):
/// guessed.
const LONG: usize = 6;
const LONG_ENDING: usize = 4;

/// Two capitalised words at least this alike may be spellings of one name: guessed.
const NAME: f64 = 0.6;

impl Compared<'_> {
    /// The same letters, with spaces and points elsewhere ("worldview", "world view"; but "2.5" is not "25").
    pub(super) fn joined(&self, gap: &Gap) -> bool {
        let letters = |side: &Side, range: &Range<usize>| -> String {
            let words: String = side.tokens[range.clone()].iter().map(|token| self.words.text(token.word)).collect();
            let digits = words.contains(|c: char| c.is_ascii_digit());
            words.chars().filter(|c| c.is_alphanumeric() || digits && *c == '.').collect()
        };
        letters(self.own, &gap.own) == letters(self.other, &gap.other)
    }

    /// Whether a single letter is left of a changed word: a mask ("s---hole") or a broken abbreviation.
    pub(super) fn stunted(&self, gap: &Gap) -> bool {
        let stump = |side: &Side, range: &Range<usize>| {
            let mut texts = side.tokens[range.clone()].iter().map(|token| self.words.text(token.word));
            texts.any(|text| matches!(text.as_bytes(), [b'b'..=b'h' | b'j'..=b'n' | b'p'..=b'z']))
        };
        stump(self.own, &gap.own) || stump(self.other, &gap.other)
    }

    /// A name and its initials ("UK", "the United Kingdom's").
    pub(super) fn initials(&self, gap: &Gap) -> bool {
        let short = |side: &Side, range: &Range<usize>| match &side.tokens[range.clone()] {
            [token] => Some(token.span().of(side.text).replace('.', "")),
            _ => None,
        };
        let letters = |side: &Side, range: &Range<usize>| -> String {
            let words = side.tokens[range.clone()].iter().map(|token| token.span().of(side.text));
            words.filter(|word| capital(word)).filter_map(|word| word.chars().next()).collect()
        };
        let stand = |a: Option<String>, b: String| b.len() > 1 && a.is_some_and(|a| a == b);
        stand(short(self.own, &gap.own), letters(self.other, &gap.other))
            || stand(short(self.other, &gap.other), letters(self.own, &gap.own))
    }

    /// Forms of one word: equal but for the ending ("promise", "promised"), for masked letters ("f***ing"), or two
    /// spellings of a name ("Gadhafi", "Qaddafi").
    pub(super) fn kin(&self, (a, a_capital): (u32, bool), (b, b_capital): (u32, bool)) -> bool {
        let (a, b) = (self.words.text(a), self.words.text(b));
        let shared = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
        let letters = a.as_bytes()[0].is_ascii_alphabetic() && b.as_bytes()[0].is_ascii_alphabetic();
        let rest = a.len().max(b.len()) - shared;
        let ending = shared >= 3 && rest <= 3 || shared >= LONG && rest <= LONG_ENDING;
        let masked = shared >= 1 && (a.contains('*') || b.contains('*'));
        let name = a_capital && b_capital && strsim::normalized_levenshtein(a, b) >= NAME;
        let british = a.len() == b.len() && a.replace("is", "iz") == b.replace("is", "iz");
        a == b
            || british
            || letters && (ending || masked || name || misprinted(a, b))
            || TIDIED.contains(&(a, b))
            || TIDIED.contains(&(b, a))
    }
}

/// Whether one is rather the other misprinted: a letter doubled or not ("looses"), or two letters exchanged ("form").
fn misprinted(a: &str, b: &str) -> bool {
    let single = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.dedup();
        letters
    };
    let (one, other): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let apart: Vec<usize> = (0..one.len().min(other.len())).filter(|&at| one[at] != other[at]).collect();
    let exchanged = |at: usize, next: usize| next == at + 1 && one[at] == other[next] && one[next] == other[at];
    let turned = one.len() == other.len() && matches!(apart[..], [at, next] if exchanged(at, next));
    turned || single(a) == single(b)
}

#[cfg(test)]
mod tests {
    use super::misprinted;

    #[test]
    fn a_misprint_is_a_letter_doubled_or_two_exchanged() {
        for (a, b, expected) in [
            ("form", "from", true),
            ("looses", "loses", true),
            ("off", "of", true),
            ("pitting", "putting", false),
            ("now", "own", false),
            ("was", "saw", false),
        ] {
            assert_eq!(misprinted(a, b), expected, "{a} {b}");
        }
    }
}
