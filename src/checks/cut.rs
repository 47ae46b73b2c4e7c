//! A cut: words at the start or the end of a quotation that only one of two reports has.
//!
//! In: a change that is a truncation. Out: [`Cut`]: the words that are cut off, at which end, what is left, and what the
//! report that cut them tells beside its quotation, in its own words or in another quotation. Words are looked for, not
//! their sense.

use super::alteration::Change;
use crate::document::Span;
use crate::sentence::sentences;
use crate::utterance::{is_telling, normalised};
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
    /// What is left, as the report that cut them has it.
    pub left: String,
    /// That report quotes sentences, not parts of its own.
    pub whole: bool,
    /// The article that cut them, around the place.
    pub beside: &'c str,
}

impl<'c> Cut<'c> {
    /// The cut that a change tells of.
    pub(super) fn of(change: &'c Change) -> Cut<'c> {
        let (lacking, having) = change.halves();
        let (words, beside) = change.left_out(BESIDE);
        let start = having.place.first() < having.aligned.first();
        let left = lacking.text(&kept(lacking.aligned, lacking.place[0], start));
        Cut { words, start, left, whole: lacking.is_direct(), beside }
    }

    /// The first words that tell something.
    pub(super) fn telling(&self) -> Vec<String> {
        telling(&self.words).take(TELLING).collect()
    }

    /// Whether the first sentence left out, at the end, has a telling word of the last one that is left.
    pub(super) fn goes_on(&self) -> bool {
        let (left, out) = (sentences(&self.left, 0, &[]), sentences(&self.words, 0, &[]));
        let (Some(last), Some(first)) = (left.last(), out.first()) else { return false };
        let last: FxHashSet<String> = telling(last.of(&self.left)).collect();
        telling(first.of(&self.words)).any(|word| last.contains(&word))
    }

    /// Of what is left out at the start the last sentence.
    pub(super) fn last_sentence(&self) -> &str {
        sentences(&self.words, 0, &[]).last().map_or("", |span| span.of(&self.words))
    }

    /// Whether most of the telling words, of those that `counts` picks, stand beside the quotation.
    pub(super) fn is_told(&self, counts: impl Fn(&str) -> bool) -> bool {
        let cut: Vec<String> = self.telling().into_iter().filter(|word| counts(word)).collect();
        let beside: FxHashSet<String> = normalised(self.beside).into_iter().collect();
        let told = cut.iter().filter(|word| beside.contains(*word)).count();
        2 * told > cut.len()
    }
}

/// The words of a text that tell something.
fn telling(text: &str) -> impl Iterator<Item = String> {
    normalised(text).into_iter().filter(|word| word.len() > 2 && is_telling(word))
}

/// Of stretches what stands behind a cut at `place`, with it, or before one.
fn kept(stretches: &[Span], place: Span, start: bool) -> Vec<Span> {
    let clipped = stretches.iter().map(|span| match start {
        true => (span.start.max(place.start), span.end),
        false => (span.start, span.end.min(place.end)),
    });
    clipped.filter(|(from, to)| from < to).map(|(from, to)| Span::new(from, to)).collect()
}

#[cfg(test)]
mod tests {
    use super::Cut;

    #[test]
    fn what_is_cut_may_be_told_beside_the_quotation() {
        let told = |beside: &str| {
            let words = "but only time will tell".to_owned();
            Cut { words, start: false, left: "happening".to_owned(), whole: true, beside }.is_told(|word| word != "but")
        };
        assert!(told("“Good things are happening,” but “only time will tell,” she said."));
        assert!(!told("“Good things are happening,” she said of the harbour."));
    }
}
