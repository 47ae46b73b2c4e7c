//! A block: a paragraph without marks that the paragraph before announces.
//!
//! In: drafts of attributions, the labeller's among them. Out: the drafts of clauses like "The report states:" at the end
//! of a paragraph, with the next paragraph as content. Only the first paragraph of a longer block is taken, because
//! nothing tells where it ends. What it gets wrong: summaries in the writer's own words after such a clause.

use super::super::{Draft, Text};
use super::{Layout, places};
use crate::lexicon::words::TAG_VERBS;
use crate::quotation::Use;
use crate::token::{Paragraph, Sort, class};

/// Tokens from a cue to the colon that ends its paragraph, at most: guessed; "wrote on Twitter on Monday:" has five.
const MOST_TOKENS: usize = 8;
/// Words of a block at least: guessed.
const LEAST_WORDS: usize = 6;

/// Gives every draft that announces a block its content.
pub(super) fn blocks(text: &Text, drafts: &mut [Draft], layout: &mut [Layout]) {
    for draft in drafts.iter_mut().filter(|draft| draft.content.is_empty() && !draft.source.is_empty()) {
        let Some(block) = announced(text, draft).filter(|block| layout[*block] == Layout::Open) else { continue };
        draft.content = places(block, 0..text.paragraphs[block].tokens.len());
        draft.verbatim = true;
        draft.confidence = draft.confidence.min(0.6);
        layout[block] = Layout::Block;
    }
}

/// The block after the paragraph that a draft's cue ends.
fn announced(text: &Text, draft: &Draft) -> Option<usize> {
    let cue = draft.cue.iter().rev().find(|place| TAG_VERBS.contains(text.token(**place).span().of(text.text)))?;
    let tokens = &text.paragraphs[cue.0].tokens;
    let ends = tokens.last().is_some_and(|token| token.class == class::COLON) && tokens.len() - cue.1 <= MOST_TOKENS;
    let same = tokens[cue.1].sentence == tokens[tokens.len() - 1].sentence;
    let next = text.paragraphs.get(cue.0 + 1)?;
    (ends && same && is_block(text, next)).then_some(cue.0 + 1)
}

/// Whether a paragraph is a sentence or more and holds no quotation of its own.
fn is_block(text: &Text, paragraph: &Paragraph) -> bool {
    let tokens = &paragraph.tokens;
    let words = tokens.iter().filter(|token| token.sort == Sort::Word).count();
    let speech = |at: usize| text.quotations[at].usage == Use::Speech;
    let quotes = tokens.iter().filter_map(|token| token.quotation()).any(speech);
    let ended = tokens.last().is_some_and(|token| token.class == class::STOP);
    words >= LEAST_WORDS && tokens[0].capital && ended && !quotes && !paragraph.title_case
}
