//! Wordings laid against each other, word by word. In: the fullest wording and a version of it, each in the fragments in
//! which it was printed. Out: their words, and the [`Step`]s that lead from one to the other. Case and marks are not
//! compared. Which differences matter is the library's judgement; here every word counts.

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};
use std::ops::Range;

/// Words of one wording that are compared. Guessed: a long speech; more takes long, and nobody reads it here.
const MOST: usize = 600;
/// Least share of the version's words that stand in the fullest wording, in percent; below, the two are no variants of
/// one wording and marks would only confuse. Guessed.
const ALIKE: usize = 40;

/// A word as it stands.
#[derive(Debug)]
pub struct Word<'t> {
    /// With the marks around it.
    pub text: &'t str,
    /// Whether a fragment after the first begins with it.
    pub apart: bool,
    key: String,
}

/// The first words of these fragments.
pub fn words<'t>(fragments: impl IntoIterator<Item = &'t str>) -> Vec<Word<'t>> {
    let of_fragment = |(nth, fragment): (usize, &'t str)| {
        let words = fragment.split_whitespace().enumerate();
        words.map(move |(at, text)| Word { text, apart: nth > 0 && at == 0, key: key(text) })
    };
    fragments.into_iter().enumerate().flat_map(of_fragment).take(MOST).collect()
}

/// Letters and digits in lower case or, of a mark that stands alone, the mark.
fn key(word: &str) -> String {
    let key: String = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if key.is_empty() { word.to_owned() } else { key }
}

/// Words of the fullest wording, and what a version has there; one of both may be none.
#[derive(Clone, Debug)]
pub struct Step {
    /// Whether they are the same.
    pub same: bool,
    /// Positions in the fullest wording.
    pub fullest: Range<usize>,
    /// Positions in the version.
    pub own: Range<usize>,
    /// Whether it is the first step or the last: there a version that has nothing simply begins later or ends earlier.
    pub edge: bool,
}

/// The steps, unless the version has nearly all otherwise.
pub fn steps(fullest: &[Word<'_>], own: &[Word<'_>]) -> Option<Vec<Step>> {
    let keys = |words: &[Word<'_>]| words.iter().map(|word| word.key.clone()).collect::<Vec<_>>();
    let changes = capture_diff_slices(Algorithm::Myers, &keys(fullest), &keys(own));
    let step = |(nth, change): (usize, &DiffOp)| {
        let (tag, fullest, own) = change.as_tag_tuple();
        Step { same: tag == DiffTag::Equal, fullest, own, edge: nth == 0 || nth + 1 == changes.len() }
    };
    let steps: Vec<Step> = changes.iter().enumerate().map(step).collect();
    let equal: usize = steps.iter().filter(|step| step.same).map(|step| step.own.len()).sum();
    (equal * 100 >= own.len() * ALIKE).then_some(steps)
}
