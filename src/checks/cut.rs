//! A cut: words at the start or the end of a quotation that only one of two reports has.
//!
//! In: a change that is a truncation. Out: [`Cut`]: the words that are cut off, at which end, and what the report that cut
//! them tells beside its quotation, in its own words or in another quotation. Words are looked for, not their sense.

use super::alteration::Change;
use crate::utterance::{is_stop_word, normalised};
use rustc_hash::FxHashSet;

/// Bytes on each side of a quotation in which the article may tell what the quotation leaves out: guessed.
const BESIDE: usize = 250;
/// Telling words of what is left out that are looked for: guessed.
const TELLING: usize = 6;

/// Words cut off a quotation.
pub(super) struct Cut<'c> {
    /// The words, as the other report has them.
    pub words: String,
    /// They are cut off at the start.
    pub start: bool,
    /// What is left begins or ends with this word.
    pub left: String,
    /// The article that cut them, around the place.
    pub beside: &'c str,
}

impl<'c> Cut<'c> {
    /// The cut that a change tells of.
    pub(super) fn of(change: &'c Change) -> Cut<'c> {
        let (member, difference) = change.first();
        let (words, beside) = change.left_out(BESIDE);
        let (start, left) = if difference.missing {
            (difference.reference.first() < member.reference.first(), change.own(&difference.own))
        } else {
            (difference.own.last() < member.own.last(), change.reference(&difference.reference))
        };
        Cut { words, start, left, beside }
    }

    /// The first words that tell something.
    pub(super) fn telling(&self) -> Vec<String> {
        let telling = |word: &String| word.len() > 2 && !is_stop_word(word);
        normalised(&self.words).into_iter().filter(telling).take(TELLING).collect()
    }

    /// Whether most of the telling words, of those that `counts` picks, stand beside the quotation.
    pub(super) fn is_told(&self, counts: impl Fn(&str) -> bool) -> bool {
        let cut: Vec<String> = self.telling().into_iter().filter(|word| counts(word)).collect();
        let beside: FxHashSet<String> = normalised(self.beside).into_iter().collect();
        let told = cut.iter().filter(|word| beside.contains(*word)).count();
        2 * told > cut.len()
    }
}

#[cfg(test)]
mod tests {
    use super::Cut;

    #[test]
    fn what_is_cut_may_be_told_beside_the_quotation() {
        let told = |beside: &str| {
            let words = "but only time will tell".to_owned();
            Cut { words, start: false, left: "happening".to_owned(), beside }.is_told(|word| word != "but")
        };
        assert!(told("“Good things are happening,” but “only time will tell,” she said."));
        assert!(!told("“Good things are happening,” she said of the harbour."));
    }
}
