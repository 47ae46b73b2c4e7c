//! A view: what is seen of a paragraph from a likely head of a cue.
//!
//! In: the tokens of a paragraph and its likely heads. Out: [`View`]: how far is looked, and what the head and its
//! neighbours are, computed once for all the tokens seen from it.

use super::feature::{Scene, mix};
use crate::token::{Token, class};

/// What is seen from the head of a cue, computed once a head.
pub(crate) struct View<'l> {
    pub head: usize,
    /// First and one past the last token that are looked at.
    pub window: std::ops::Range<usize>,
    pub(super) word: u32,
    pub(super) lemma: u32,
    pub(super) class: u32,
    pub(super) after: u32,
    pub(super) before: u32,
    /// How the head stands to quotations, commas and its sentence.
    pub(super) shape: u32,
    /// Classes around the head.
    pub(super) frame: u32,
    /// The paragraph's likely heads.
    pub(super) likely: &'l Likely,
}

/// The likely heads of a paragraph, counted.
pub(crate) struct Likely {
    /// How many stand before each token, and before the end.
    before: Vec<u32>,
}

impl Likely {
    /// `heads`, in order, of a paragraph of so many tokens.
    pub fn new(heads: &[usize], tokens: usize) -> Likely {
        let mut before = Vec::with_capacity(tokens + 1);
        before.push(0);
        let mut heads = heads.iter().peekable();
        for at in 0..tokens {
            let here = heads.next_if(|head| **head == at).is_some();
            before.push(before[at] + u32::from(here));
        }
        Likely { before }
    }

    /// How many stand from `low` to `high`, both included, other than `head`.
    fn others(&self, low: usize, high: usize, head: usize) -> u32 {
        let count = |low: usize, high: usize| self.before[(high + 1).min(self.before.len() - 1)] - self.before[low];
        let own = if (low..=high).contains(&head) { count(head, head) } else { 0 };
        count(low, high) - own
    }
}

/// Tokens looked at on each side of a head: guessed; contents reach further in one of 300.
const LEFT: usize = 70;
const RIGHT: usize = 110;
/// Sentences looked at before and after that of a head.
const BACK: u32 = 2;
const ON: u32 = 3;

impl<'l> View<'l> {
    pub fn new(scene: &Scene, head: usize, likely: &'l Likely) -> View<'l> {
        let tokens = &scene.paragraph.tokens;
        let token = &tokens[head];
        let near = scene.neighbours(head);
        let around = |o| near.look(o).class;
        let window = window(tokens, head);
        let (left, right) = scene.nearest_quotations(head);
        let comma_before = u32::from(around(-1) == u32::from(class::COMMA));
        View {
            head,
            window,
            word: token.word,
            lemma: if token.lemma == 0 { token.word } else { token.lemma },
            class: u32::from(token.class),
            after: near.look(1).word,
            before: around(-1),
            shape: mix(301, left.min(4) * 16 + right.min(4), comma_before * 2 + u32::from(token.initial), around(1)),
            frame: mix(302, around(-1), around(0), around(1)),
            likely,
        }
    }

    /// Whether another head lies between this one and a token, or is nearer to it.
    pub(super) fn nearest(&self, at: usize) -> u32 {
        let (low, high) = if at < self.head { (at, self.head) } else { (self.head, at) };
        let between = self.likely.others(low, high, self.head).min(2);
        let reach = (high - low).saturating_sub(1);
        let nearer = low < high && self.likely.others(at.saturating_sub(reach), at + reach, self.head) > 0;
        between * 2 + u32::from(nearer)
    }
}

/// The head's own sentence, and of the [`BACK`] before and the [`ON`] after it those up to the farthest that holds a
/// quotation; at most [`LEFT`] and [`RIGHT`] tokens.
fn window(tokens: &[Token], head: usize) -> std::ops::Range<usize> {
    let sentence = tokens[head].sentence;
    let away = |at: &usize| tokens[*at].sentence.abs_diff(sentence);
    let quoted = |at: &usize| tokens[*at].quotation().is_some();
    let before = || (head.saturating_sub(LEFT)..head).rev().take_while(|at| away(at) <= BACK);
    let after = || (head + 1..tokens.len().min(head + RIGHT)).take_while(|at| away(at) <= ON);
    let first = before().filter(quoted).map(|at| away(&at)).last().unwrap_or(0);
    let last = after().filter(quoted).map(|at| away(&at)).last().unwrap_or(0);
    let start = before().take_while(|at| away(at) <= first).last().unwrap_or(head);
    let end = after().take_while(|at| away(at) <= last).last().unwrap_or(head);
    start..end + 1
}
