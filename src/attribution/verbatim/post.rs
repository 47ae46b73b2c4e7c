//! A post: a paragraph from a social medium, with its author's name and handle.
//!
//! In: the paragraphs of a text that are not taken yet. Out: a draft a post. "TEXT — Jane Roe (@janeroe) May 4, 2018",
//! the same with the signature on the next line, or "Jane Roe (@janeroe) TEXT". Addresses of links and pictures at the end
//! are left out. What it gets wrong: earlier paragraphs of the same post are not seen to belong to it.

use super::super::{Draft, Place, Text};
use super::{Layout, draft, places};
use crate::lexicon::WordClass;
use crate::token::{Sort, Token, class};
use std::ops::Range;

/// Longest name before a handle, in tokens. Guessed.
const MOST_NAME_TOKENS: usize = 10;

/// The posts of a text.
pub(super) fn posts(text: &Text, layout: &[Layout]) -> Vec<Draft> {
    let free = (0..text.paragraphs.len()).filter(|at| layout[*at] == Layout::Open);
    free.filter_map(|at| Post { text, paragraph: at }.draft(layout)).collect()
}

/// A paragraph that may be a post.
struct Post<'t> {
    text: &'t Text<'t>,
    paragraph: usize,
}

impl Post<'_> {
    fn tokens(&self) -> &[Token] {
        &self.text.paragraphs[self.paragraph].tokens
    }

    fn word(&self, at: usize) -> &str {
        self.tokens()[at].span().of(self.text.text)
    }

    fn draft(&self, layout: &[Layout]) -> Option<Draft> {
        self.signed(layout).or_else(|| self.headed())
    }

    /// TEXT — Jane Roe (@janeroe) May 4, 2018
    fn signed(&self, layout: &[Layout]) -> Option<Draft> {
        let end = self.without_date();
        let handle = self.handle_before(end)?;
        let dash = (handle.saturating_sub(MOST_NAME_TOKENS)..handle)
            .rev()
            .find(|at| self.tokens()[*at].class == class::DASH)?;
        let content = if dash > 0 { self.without_links(self.paragraph, dash) } else { self.before(layout)? };
        let quoted = content.iter().all(|place| self.text.token(*place).quotation().is_some());
        let source = places(self.paragraph, dash + 1..end);
        (!content.is_empty() && dash + 1 < handle)
            .then(|| Draft { verbatim: !quoted, ..draft(content, places(self.paragraph, dash..dash + 1), source, 0.9) })
    }

    /// The paragraph before a signature on a line of its own.
    fn before(&self, layout: &[Layout]) -> Option<Vec<Place>> {
        let before = self.paragraph.checked_sub(1).filter(|at| layout[*at] == Layout::Open)?;
        Some(self.without_links(before, self.text.paragraphs[before].tokens.len()))
    }

    /// Jane Roe (@janeroe) TEXT
    fn headed(&self) -> Option<Draft> {
        let tokens = self.tokens();
        let open = (1..tokens.len().min(MOST_NAME_TOKENS)).find(|at| tokens[*at].class == class::OPEN)?;
        let close = (open + 3..tokens.len().min(open + 5)).find(|at| self.handle_before(at + 1) == Some(open))?;
        let named = tokens[0].capital && tokens[..open].iter().all(|token| token.capital || token.sort == Sort::Mark);
        let next = tokens.get(close + 1)?;
        let begins = next.capital
            || next.sort == Sort::Number
            || next.quotation().is_some()
            || ["@", "#", "."].contains(&self.word(close + 1));
        let content = self.without_links(self.paragraph, tokens.len());
        let content: Vec<Place> = content.into_iter().filter(|place| place.1 > close).collect();
        let source = places(self.paragraph, 0..close + 1);
        (named && begins && content.len() > 1).then(|| draft(content, Vec::new(), source, 0.85))
    }

    /// Where the paragraph ends without a date and stops: May 4, 2018
    fn without_date(&self) -> usize {
        let tokens = self.tokens();
        let month = |token: &Token| token.lexical == Some(WordClass::Month) || token.span().of(self.text.text) == "May";
        let of_date = |token: &Token| {
            token.sort == Sort::Number || matches!(token.class, class::COMMA | class::STOP) || month(token)
        };
        tokens.iter().rposition(|token| !of_date(token)).map_or(0, |at| at + 1)
    }

    /// Where the bracket opens that ends with a handle right before `end`: (@janeroe)
    fn handle_before(&self, end: usize) -> Option<usize> {
        let close = end.checked_sub(1).filter(|at| self.word(*at) == ")")?;
        let at_sign = (close.saturating_sub(4)..close).rev().find(|at| self.word(*at) == "@")?;
        at_sign.checked_sub(1).filter(|at| self.word(*at) == "(")
    }

    /// The tokens of a paragraph up to `end`, without the links before it.
    fn without_links(&self, paragraph: usize, end: usize) -> Vec<Place> {
        let Range { start, .. } = 0..end;
        let tokens = &self.text.paragraphs[paragraph].tokens[..end];
        let Some(last) = tokens.last() else { return Vec::new() };
        let from = tokens[start].start as usize;
        let mut words = &self.text.text[from..last.end as usize];
        while let Some(link) = words.split_whitespace().next_back().filter(|word| is_link(word)) {
            words = words[..words.len() - link.len()].trim_end();
        }
        let kept = tokens.partition_point(|token| token.end as usize <= from + words.len());
        places(paragraph, 0..kept)
    }
}

/// The address of a page or picture.
fn is_link(word: &str) -> bool {
    ["http://", "https://", "pic.twitter.com/", "www."].iter().any(|start| word.starts_with(start))
}
