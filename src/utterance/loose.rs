//! Loose quotations: words that were said, with nothing known around them but perhaps a name.
//!
//! In: texts, one at a time, each with its speaker if one is given. Out: for each the number of its group; two have the
//! same number when they report one utterance, whole or in part. It is the same matcher as for documents, without
//! stories to tell what short words are about: a fragment of four words or fewer is hardly ever joined to more than its
//! equal. Of one of more than 1,500 words these are compared. Where two quotations of one length may hold a third, their
//! order decides.

use super::group::tops;
use super::link::{Comparison, links};
use super::normalise::{Token, Words};
use super::passage::{MOST_TOKENS, Voice};
use super::row::Rows;
use super::sketch::Sketches;
use super::story::Stories;
use super::weight::Weights;
use crate::Options;
use crate::document::Span;

/// Quotations to be grouped.
#[derive(Debug, Default)]
pub struct Loose {
    words: Words,
    rows: Rows,
    /// The words of the quotation that is being added.
    tokens: Vec<Token>,
}

impl Loose {
    /// Adds a quotation.
    pub fn add(&mut self, text: &str, speaker: Option<&str>) {
        self.tokens.clear();
        self.words.read(text, &[Span::new(0, text.len())], &mut self.tokens);
        self.tokens.truncate(MOST_TOKENS);
        self.rows.add(&self.tokens, Voice::called(speaker));
    }

    /// The group of every quotation, in the order they were added; groups are numbered in the order they begin.
    pub fn groups(self, options: &Options) -> Vec<usize> {
        options.on_threads(|| self.grouped())
    }

    fn grouped(&self) -> Vec<usize> {
        let weights = Weights::new(&self.words, &self.rows);
        let firsts = self.rows.firsts(0);
        let singles = (0..firsts.len() as u32).filter(|&row| firsts[row as usize] == row);
        let sketches = Sketches::new(&self.rows, singles, &weights);
        let stories = Stories::none();
        let comparison = Comparison { weights: &weights, stories: &stories, documents: &[], loose: true };
        let links = links(&sketches, &comparison);
        let groups = begun(self.rows.len(), &sketches, &tops(sketches.len(), &links));
        firsts.into_iter().map(|first| groups[first as usize]).collect()
    }
}

/// For every row that was sketched the first row of its group; `tops` are the fullest of the groups.
fn begun(rows: usize, sketches: &Sketches, tops: &[usize]) -> Vec<usize> {
    let mut begins = vec![usize::MAX; tops.len()];
    for (position, &top) in tops.iter().enumerate() {
        begins[top] = begins[top].min(sketches.name(position));
    }
    let mut groups = vec![usize::MAX; rows];
    for (position, &top) in tops.iter().enumerate() {
        groups[sketches.name(position)] = begins[top];
    }
    groups
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
