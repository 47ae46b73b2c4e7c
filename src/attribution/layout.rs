//! Layout: which quotations belong together, and which have no source at all.
//!
//! In: drafts of attributions. Out: drafts in which every quotation that may be speech stands in exactly one.

use super::{Draft, Place, Text};
use crate::quotation::Use;
use crate::token::Sort;

/// Leaves every quotation to one draft: the surest, a verb before "according to". The source of the other is then what
/// the words were taken from ("Ri said, according to TASS").
pub(super) fn settle(text: &Text, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let mut owner: Vec<Option<usize>> = vec![None; text.quotations.len()];
    let mut carried: Vec<(usize, usize)> = Vec::new();
    for (index, draft) in drafts.iter().enumerate() {
        for q in draft.quotations(text) {
            let Some(other) = owner[q] else {
                owner[q] = Some(index);
                continue;
            };
            let rank = |draft: &Draft| (!draft.is_according(text), draft.confidence);
            let (winner, loser) = if rank(&drafts[other]) < rank(draft) { (index, other) } else { (other, index) };
            owner[q] = Some(winner);
            if drafts[loser].is_according(text) && !drafts[winner].is_according(text) {
                carried.push((winner, loser));
            }
        }
    }
    for (winner, loser) in carried {
        drafts[winner].via = drafts[loser].source.clone();
    }
    for (index, draft) in drafts.iter_mut().enumerate() {
        draft.content.retain(|place| match text.token(*place).quotation() {
            Some(q) => owner[q] == Some(index),
            None => true,
        });
        if !draft.content.iter().any(|place| text.token(*place).sort != Sort::Mark) {
            draft.content.clear();
        }
    }
    drafts
}

/// Gives every quotation of speech that is in no draft to the one it goes on from, or to a draft of its own.
pub(super) fn complete(text: &Text, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut layout = Layout::new(text, drafts);
    for paragraph in 0..text.paragraphs.len() {
        for at in 0..text.paragraphs[paragraph].tokens.len() {
            if let Some(q) = text.paragraphs[paragraph].tokens[at].quotation() {
                layout.place((paragraph, at), q);
            }
        }
    }
    layout.drafts.retain(|draft| !draft.content.is_empty());
    layout.drafts
}

/// A signature is at most this long: guessed; "Jane Roe, a retired teacher from Portland, Maine" is eleven.
const MOST_SIGNATURE_TOKENS: usize = 16;

struct Layout<'t> {
    text: &'t Text<'t>,
    drafts: Vec<Draft>,
    /// Draft of each quotation.
    owner: Vec<Option<usize>>,
}

impl<'t> Layout<'t> {
    fn new(text: &'t Text<'t>, drafts: Vec<Draft>) -> Self {
        let mut owner = vec![None; text.quotations.len()];
        for (index, draft) in drafts.iter().enumerate() {
            draft.quotations(text).for_each(|q| owner[q] = Some(index));
        }
        Layout { text, drafts, owner }
    }

    fn place(&mut self, place: Place, q: usize) {
        if self.owner[q].is_some() || self.text.quotations[q].usage != Use::Speech {
            return;
        }
        let before = self.goes_on_from(place, q).or_else(|| self.announced(place));
        if let Some(index) = before {
            let draft = &mut self.drafts[index];
            draft.content.insert(draft.content.partition_point(|other| *other < place), place);
            self.owner[q] = Some(index);
        } else if let Some((cue, source)) = self.signature(place) {
            self.draft(
                q,
                Draft { content: vec![place], cue: vec![cue], source, via: vec![], confidence: 0.8, verbatim: false },
            );
        } else if self.is_speech(place, q) {
            self.draft(
                q,
                Draft {
                    content: vec![place],
                    cue: vec![],
                    source: vec![],
                    via: vec![],
                    confidence: 0.4,
                    verbatim: false,
                },
            );
        }
    }

    /// The draft of the quotation that this one goes on from: over paragraphs with only opening marks, or after its cue
    /// (“A,” he said. “B.”).
    fn goes_on_from(&self, place: Place, q: usize) -> Option<usize> {
        if let Some(before) = self.text.quotations[q].continues {
            return self.owner[before];
        }
        let tokens = &self.text.paragraphs[place.0].tokens;
        let sentence = tokens[place.1].sentence;
        if !tokens[place.1].initial || sentence == 0 {
            return None;
        }
        let earlier = tokens[..place.1].iter().rev().take_while(|t| t.sentence + 1 >= sentence);
        let owner = earlier.filter_map(|t| t.quotation()).find_map(|q| self.owner[q])?;
        (!self.drafts[owner].cue.is_empty()).then_some(owner)
    }

    /// The draft without content whose paragraph or sentence ends in a colon right before.
    fn announced(&self, place: Place) -> Option<usize> {
        let (paragraph, at) = if place.1 > 0 {
            (place.0, place.1 - 1)
        } else {
            let before = place.0.checked_sub(1)?;
            (before, self.text.paragraphs[before].tokens.len() - 1)
        };
        let colon = self.text.token((paragraph, at)).span().of(self.text.text) == ":";
        let near = |draft: &Draft| {
            draft.content.is_empty() && draft.cue.iter().any(|c| c.0 == paragraph && c.1 <= at && at - c.1 < 25)
        };
        if colon { self.drafts.iter().rposition(near) } else { None }
    }

    fn draft(&mut self, q: usize, draft: Draft) {
        self.owner[q] = Some(self.drafts.len());
        self.drafts.push(draft);
    }

    /// A dash and a name right after a quotation, to the end of its paragraph or as the whole next one: “Q” — Name.
    fn signature(&self, place: Place) -> Option<(Place, Vec<Place>)> {
        let paragraph = &self.text.paragraphs[place.0];
        let (p, dash) = if place.1 + 1 < paragraph.tokens.len() { (place.0, place.1 + 1) } else { (place.0 + 1, 0) };
        let tokens = &self.text.paragraphs.get(p)?.tokens;
        let name = &tokens[dash + 1..];
        let is_dash = matches!(tokens[dash].span().of(self.text.text), "-" | "–" | "—" | "―" | "--" | "~");
        let named = name.first().is_some_and(|t| t.capital) && name.len() <= MOST_SIGNATURE_TOKENS;
        let plain = || name.iter().all(|t| t.quotation().is_none() && t.verb.is_none());
        let source = || (dash + 1..tokens.len()).map(|at| (p, at)).collect();
        (is_dash && named && plain()).then(|| ((p, dash), source()))
    }

    /// Speech without a source: as long as a sentence, or a paragraph of its own.
    fn is_speech(&self, place: Place, q: usize) -> bool {
        let words = self.text.quotations[q].content.of(self.text.text).split_whitespace().count();
        words >= 4 && self.text.is_likely_speech(q) || self.text.paragraphs[place.0].tokens.len() == 1
    }
}
