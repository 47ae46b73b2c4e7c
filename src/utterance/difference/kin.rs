//! Kin: words that are forms of one word, or the same letters with spaces elsewhere.
//!
//! In: two words, or a gap. Out: whether they are. Unlike words with one beginning ("part", "party") count as forms.

use super::{Compared, Gap, Side};
use std::ops::Range;

/// Words that one contraction may stand for ("he's", "he'd"), and the commonest pairs that are tidied in print.
const CONTRACTED: [(&str, &str); 6] =
    [("is", "has"), ("would", "had"), ("got", "have"), ("gotten", "got"), ("em", "them"), ("til", "until")];

/// Two capitalised words at least this alike may be spellings of one name: guessed.
const NAME: f64 = 0.6;

impl Compared<'_> {
    /// The same letters, with spaces elsewhere ("worldview", "world view").
    pub(super) fn joined(&self, gap: &Gap) -> bool {
        let letters = |side: &Side, range: &Range<usize>| -> String {
            let words: String = side.tokens[range.clone()].iter().map(|token| self.words.text(token.word)).collect();
            words.replace('*', "")
        };
        letters(self.own, &gap.own) == letters(self.other, &gap.other)
    }

    /// Forms of one word: equal but for the ending ("promise", "promised"), for masked letters ("f***ing"), or two
    /// spellings of a name ("Gadhafi", "Qaddafi").
    pub(super) fn kin(&self, (a, a_capital): (u32, bool), (b, b_capital): (u32, bool)) -> bool {
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
}
