//! A subject without a name: whom "the president" stands for before a verb.
//!
//! In: a document's tokens and figures with their roles. Out: [`Subject`], in order of place. Only phrases with "the", of a
//! few words, right before a verb, are read: "he" in the next sentence is often whoever they stand for.

use super::resolve::Resolver;
use super::role::is_role_word;
use super::source::{Reference, SourceTokens};
use crate::token::{Paragraph, Token};

/// "The" and a word for a role are at most so many tokens apart: guessed.
const LONGEST: usize = 4;

/// Somebody whom a sentence tells something of without a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject {
    /// Paragraph and first token of the phrase.
    pub place: (usize, usize),
    pub figure: usize,
}

impl Resolver<'_> {
    /// Every such subject that a figure's role fits.
    pub(super) fn described_subjects(&self) -> Vec<Subject> {
        let prose = self.scene.paragraphs.iter().enumerate().filter(|(_, paragraph)| !paragraph.title_case);
        prose.flat_map(|(index, paragraph)| self.subjects_of(index, paragraph)).collect()
    }

    fn subjects_of<'s>(&'s self, index: usize, paragraph: &'s Paragraph) -> impl Iterator<Item = Subject> + 's {
        let begins = move |at: &usize| self.word(&paragraph.tokens[*at]).eq_ignore_ascii_case("the");
        (0..paragraph.tokens.len()).filter(begins).filter_map(move |at| {
            let end = self.phrase_end(&paragraph.tokens, at)?;
            let phrase = SourceTokens { text: self.scene.text, paragraph, tokens: at..end };
            let Some(Reference::Description(description)) = phrase.reference(&[]) else { return None };
            let (figure, _) = self.best_role(&description, (index, at))?;
            Some(Subject { place: (index, at), figure })
        })
    }

    /// One past the word for a role in a phrase that begins at a token, if a verb or adverb follows.
    fn phrase_end(&self, tokens: &[Token], start: usize) -> Option<usize> {
        let near = start + 1..tokens.len().min(start + 1 + LONGEST);
        let words = near.take_while(|at| tokens[*at].is_word() && !tokens[*at].is_verbal());
        let role = words.into_iter().find(|at| {
            is_role_word(&tokens[*at], self.word(&tokens[*at]))
                && tokens.get(at + 1).is_some_and(Token::begins_predicate)
        });
        role.map(|at| at + 1)
    }
}
