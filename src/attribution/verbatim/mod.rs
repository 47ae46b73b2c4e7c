//! Verbatim words: paragraphs without quotation marks that are somebody's words because the layout says so.
//!
//! In: a text, cut up. Out: drafts whose whole content counts as quoted, each with the paragraphs it takes up. Three
//! layouts are known: turns of a transcript behind a label ([`turn`]), posts signed with a handle ([`post`]), and a
//! paragraph that the one before announces with a colon ([`block`], once the labeller has read it). What
//! they get wrong: a post or a block of several paragraphs is taken for its last or first one.

mod block;
mod post;
mod turn;

use super::{Draft, Place, Text};
use crate::lexicon::words::NOTICES;
use crate::token::class;

/// What the layout makes of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Ordinary text.
    Open,
    Turn,
    Post,
    Block,
}

/// Verbatim drafts and what the layout makes of each paragraph.
pub(super) struct Verbatim {
    pub drafts: Vec<Draft>,
    pub layout: Vec<Layout>,
}

/// Turns and posts.
pub(super) fn verbatim(text: &Text) -> Verbatim {
    let mut found = Verbatim { drafts: Vec::new(), layout: vec![Layout::Open; text.paragraphs.len()] };
    found.add(turn::turns(text), Layout::Turn);
    let posts = post::posts(text, &found.layout);
    found.add(posts, Layout::Post);
    found
}

impl Verbatim {
    fn add(&mut self, drafts: Vec<Draft>, layout: Layout) {
        for place in drafts.iter().flat_map(|draft| draft.content.iter().chain(&draft.source)) {
            self.layout[place.0] = layout;
        }
        self.drafts.extend(drafts);
    }

    /// Adds the drafts of a labeller. In verbatim paragraphs they give way, but for a quotation within a post that they
    /// give to somebody: that is not the author's.
    pub fn with(mut self, text: &Text, mut others: Vec<Draft>) -> Vec<Draft> {
        block::blocks(text, &mut others, &mut self.layout);
        others.retain(|draft| draft.verbatim || self.may_stand(text, draft));
        let mut claimed = vec![false; text.quotations.len()];
        others.iter().flat_map(|draft| draft.quotations(text)).for_each(|q| claimed[q] = true);
        for draft in &mut self.drafts {
            draft.content.retain(|place| text.token(*place).quotation().is_none_or(|q| !claimed[q]));
        }
        others.extend(self.drafts);
        others
    }

    fn may_stand(&self, text: &Text, draft: &Draft) -> bool {
        let Some(place) = draft.content.first().or(draft.source.first()) else { return false };
        if is_notice(text, draft) {
            return false;
        }
        match self.layout[place.0] {
            Layout::Open => true,
            Layout::Post => !draft.source.is_empty() && draft.quotations(text).next().is_some(),
            Layout::Turn | Layout::Block => false,
        }
    }
}

/// UPDATE: what follows is nobody's words.
fn is_notice(text: &Text, draft: &Draft) -> bool {
    let colon = draft.cue.first().is_some_and(|place| text.token(*place).class == class::COLON);
    let listed = |place: &Place| NOTICES.contains(&text.token(*place).span().of(text.text).to_lowercase());
    colon && !draft.source.is_empty() && draft.source.iter().all(listed)
}

/// A draft of words that need no marks.
fn draft(content: Vec<Place>, cue: Vec<Place>, source: Vec<Place>, confidence: f32) -> Draft {
    Draft { content, cue, source, via: Vec::new(), confidence, verbatim: true }
}

/// The places of some tokens of one paragraph.
fn places(paragraph: usize, tokens: std::ops::Range<usize>) -> Vec<Place> {
    tokens.map(|at| (paragraph, at)).collect()
}
