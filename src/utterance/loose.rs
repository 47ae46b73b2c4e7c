//! Loose quotations: words that were said, with nothing known around them but perhaps a name.
//!
//! In: texts, one at a time, each with its speaker if one is given. Out: for each the number of its group; two have the
//! same number when they report one utterance, whole or in part. It is the same matcher as for documents, without
//! stories to tell what short words are about: a fragment of four words or fewer is hardly ever joined to more than its
//! equal. Of one of more than 1,500 words these are compared. Where two quotations of one length may hold a third, their
//! order decides.

use super::link::Comparison;
use super::normalise::Words;
use super::passage::{MOST_TOKENS, Passage, Voice};
use super::story::Stories;
use super::weight::Weights;
use super::{copies, grouped};
use crate::Options;
use crate::document::Span;

/// Quotations to be grouped.
#[derive(Debug, Default)]
pub struct Loose {
    words: Words,
    passages: Vec<Passage>,
}

impl Loose {
    /// Adds a quotation.
    pub fn add(&mut self, text: &str, speaker: Option<&str>) {
        let position = self.passages.len();
        let mut tokens = self.words.tokens(text, &[Span::new(0, text.len())]);
        tokens.truncate(MOST_TOKENS);
        tokens.shrink_to_fit();
        self.passages.push(Passage {
            attribution: position,
            document: position,
            voice: Voice::called(speaker),
            tokens,
        });
    }

    /// The group of every quotation, in the order they were added; groups are numbered in the order they begin.
    pub fn groups(self, options: &Options) -> Vec<usize> {
        options.on_threads(|| self.grouped())
    }

    fn grouped(&self) -> Vec<usize> {
        let weights = Weights::new(&self.words, &self.passages);
        let stories = Stories::none();
        let comparison = Comparison { weights: &weights, stories: &stories, documents: &[], loose: true };
        let mut group: Vec<usize> = (0..self.passages.len()).collect();
        for members in grouped(&self.passages, copies(&self.passages, 0), &comparison) {
            let first = members.iter().copied().min().unwrap_or_default();
            members.into_iter().for_each(|member| group[member] = first);
        }
        group
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_the_words_compared_parts_nothing() {
        let long: String = (0..MOST_TOKENS).map(|at| format!("word{} ", at * at % 997)).collect();
        let mut loose = Loose::default();
        [format!("{long} and no more"), format!("{long} but then she went on"), "another thing".to_owned()]
            .iter()
            .for_each(|text| loose.add(text, None));
        assert_eq!(loose.groups(&Options::default()), [0, 0, 2]);
    }
}
