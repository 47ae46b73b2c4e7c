//! Loose quotations: words that were said, with nothing known around them but perhaps a name.
//!
//! In: texts, one at a time, each with its speaker if one is given. Out: for each the number of its group; two have the
//! same number when they report one utterance, whole or in part. It is the same matcher as for documents, without
//! stories to tell what short words are about: a fragment of four words or fewer is hardly ever joined to more than its
//! equal. Where two quotations of one length may hold a third, their order decides.

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
