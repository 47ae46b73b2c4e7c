//! Layout: which quotations belong together, and which have no source at all.
//!
//! In: drafts of attributions. Out: drafts in which every quotation that may be speech stands in exactly one.

use super::{Draft, Place, Text, tag};
use crate::lexicon::settings::is_event;
use crate::lexicon::{WordClass, lower};
use crate::quotation::Use;
use crate::token::{Sort, Token, class};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::ops::Range;

/// Leaves every quotation to one draft: the surest, a verb before "according to". The source of the other is then what
/// the words were taken from ("Ri said, according to TASS").
pub(super) fn settle(text: &Text, mut drafts: Vec<Draft>) -> Vec<Draft> {
    end_at_sentence(text, &mut drafts);
    let mut owner: Vec<Option<usize>> = vec![None; text.quotations.len()];
    let (mut carried, mut within) = (Vec::new(), Vec::new());
    for (index, draft) in drafts.iter().enumerate() {
        for q in draft.quotations(text) {
            let Some(other) = owner[q] else {
                owner[q] = Some(index);
                continue;
            };
            let rank = |draft: &Draft, rival: &Draft| {
                let innermost = draft.is_within(rival, text);
                (!draft.is_according(text), !draft.is_inside(rival, text), innermost, draft.confidence)
            };
            let loses = rank(&drafts[other], draft) < rank(draft, &drafts[other]);
            let (winner, loser) = if loses { (index, other) } else { (other, index) };
            owner[q] = Some(winner);
            if drafts[winner].is_within(&drafts[loser], text) {
                within.push((winner, loser));
            }
            if drafts[loser].is_according(text) && !drafts[winner].is_according(text) {
                carried.push((winner, loser));
            }
        }
    }
    for (inner, outer) in within {
        source_within(&mut drafts, inner, outer);
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

/// Leaves a draft that another one tells of only that part of its source which the other tells of too.
fn source_within(drafts: &mut [Draft], inner: usize, outer: usize) {
    let source = std::mem::take(&mut drafts[inner].source);
    drafts[inner].source = source.into_iter().filter(|place| drafts[outer].content.contains(place)).collect();
}

/// “Q,” Roe said, describing the day. “Q”: a quotation that begins a sentence goes on from the one before, not from the
/// clause at the end of the last sentence.
fn end_at_sentence(text: &Text, drafts: &mut [Draft]) {
    let sentence = |place: Place| (place.0, text.token(place).sentence);
    let is_direct =
        |draft: &Draft| !draft.content.is_empty() && !draft.content.iter().any(|place| text.token(*place).is_word());
    let sourced = drafts.iter().filter(|draft| is_direct(draft) && !draft.source.is_empty());
    let direct: FxHashSet<(usize, u32)> = sourced.filter_map(|draft| Some(sentence(*draft.cue.first()?))).collect();
    for draft in drafts.iter_mut().filter(|draft| !is_direct(draft)) {
        let Some(cue) = draft.cue.first().copied().filter(|cue| direct.contains(&sentence(*cue))) else { continue };
        let begins = |place: &Place| text.token(*place).quotation().is_some() && text.token(*place).initial;
        let next = |place: &Place| *place > cue && begins(place) && sentence(*place) != sentence(cue);
        if let Some(at) = draft.content.iter().position(next) {
            draft.content.truncate(at);
        }
    }
}

/// Gives every quotation of speech that is in no draft to the one it goes on from, or to a draft of its own.
pub(super) fn complete(text: &Text, drafts: Vec<Draft>) -> Vec<Draft> {
    let places = places(text);
    let mut layout = Completion::new(text, drafts);
    layout.go_back(&places);
    for (place, q) in places {
        layout.place(place, q);
    }
    layout.drafts.retain(|draft| !draft.content.is_empty());
    layout.drafts
}

/// Every outer quotation with its place, in order.
fn places(text: &Text) -> Vec<(Place, usize)> {
    let tokens = |at: usize| text.paragraphs[at].tokens.iter().enumerate().map(move |(t, token)| ((at, t), token));
    let all = (0..text.paragraphs.len()).flat_map(tokens);
    all.filter_map(|(place, token)| Some((place, token.quotation()?))).collect()
}

/// A signature is at most this long: guessed; "Jane Roe, a retired teacher from Portland, Maine" is eleven.
const MOST_SIGNATURE_TOKENS: usize = 16;
/// Tokens between a cue and the colon at the end of its sentence, at most: guessed.
const MOST_TO_COLON: usize = 25;
/// Tokens from the end of a reported clause to a quotation that still belongs to it, at most: guessed.
const MOST_TO_QUOTATION: usize = 12;
/// Tokens that are looked back at for the quotation that one goes on from: a bound; sentences are shorter.
const MOST_BACK: usize = 300;
/// Quotations with a name alone on the next line that make such lines signatures. Guessed.
const LEAST_SIGNED: usize = 2;

/// A headline is at most this long. Guessed.
const MOST_HEADLINE_TOKENS: usize = 20;

/// "only comment", "official reply to the letter" before a colon are at most so many words. Guessed.
const MOST_WORDS_OF_POSSESSED: usize = 3;

struct Completion<'t> {
    text: &'t Text<'t>,
    drafts: Vec<Draft>,
    /// Draft of each quotation.
    owner: Vec<Option<usize>>,
    /// Drafts without content by the last place of their cue.
    empty: BTreeMap<Place, usize>,
    /// The draft whose cue, source or content each place ends.
    ends: BTreeMap<Place, usize>,
    /// Quotations are signed with a name alone on the next line.
    signed: bool,
}

impl<'t> Completion<'t> {
    fn new(text: &'t Text<'t>, drafts: Vec<Draft>) -> Self {
        let mut owner = vec![None; text.quotations.len()];
        let mut empty = BTreeMap::new();
        for (index, draft) in drafts.iter().enumerate() {
            draft.quotations(text).for_each(|q| owner[q] = Some(index));
            empty.extend(draft.cue.last().filter(|_| draft.content.is_empty()).map(|cue| (*cue, index)));
        }
        let mut ends = BTreeMap::new();
        for (index, draft) in drafts.iter().enumerate() {
            ends.extend(
                [&draft.source, &draft.cue, &draft.content].iter().filter_map(|part| Some((*part.last()?, index))),
            );
        }
        let signed = (1..text.paragraphs.len()).filter(|at| is_signed_by(text, *at)).take(LEAST_SIGNED).count();
        Completion { text, drafts, owner, empty, ends, signed: signed == LEAST_SIGNED }
    }

    /// Gives the paragraphs of a quotation whose cue comes in a later one to the draft of that cue.
    fn go_back(&mut self, places: &[(Place, usize)]) {
        let mut place_of = vec![None; self.owner.len()];
        places.iter().for_each(|(place, q)| place_of[*q] = Some(*place));
        for (_, q) in places.iter().rev() {
            let Some(before) = self.text.quotations[*q].continues else { continue };
            if let (Some(index), None, Some(place)) = (self.owner[*q], self.owner[before], place_of[before]) {
                self.give(place, before, index);
            }
        }
    }

    fn place(&mut self, place: Place, q: usize) {
        if self.owner[q].is_some() || self.text.quotations[q].usage != Use::Speech {
            return;
        }
        if let Some(index) = self.goes_on_from(place, q).or_else(|| self.announced(place)) {
            self.give(place, q, index);
        } else if let Some(index) = self.reaches(place) {
            self.extend(place, index);
            self.give(place, q, index);
        } else if self.is_speech(place, q) || self.told(place).is_some() {
            let draft = Draft { confidence: 0.4, ..Draft::default() };
            self.drafts.push(draft);
            self.give(place, q, self.drafts.len() - 1);
        }
        self.sign(place, q);
    }

    /// Adds a quotation to a draft.
    fn give(&mut self, place: Place, q: usize, index: usize) {
        let content = &mut self.drafts[index].content;
        content.insert(content.partition_point(|other| *other < place), place);
        self.owner[q] = Some(index);
    }

    /// Gives a draft without a source the signature after its last quotation.
    fn sign(&mut self, place: Place, q: usize) {
        let Some(index) = self.owner[q].filter(|index| self.drafts[*index].source.is_empty()) else { return };
        if let Some((cue, source)) = self.told(place).or_else(|| self.possessor(place)) {
            let draft = &mut self.drafts[index];
            (draft.cue, draft.source, draft.confidence) = (cue, source, 0.8);
        }
    }

    /// The draft of the quotation that this one goes on from: over paragraphs with only opening marks, or after its cue
    /// (“A,” he said. “B.”).
    fn goes_on_from(&self, place: Place, q: usize) -> Option<usize> {
        if let Some(before) = self.text.quotations[q].continues {
            return self.owner[before];
        }
        let tokens = &self.text.paragraphs[place.0].tokens;
        if self.text.is_alone(place) {
            return self.goes_on_after_paragraph(place);
        }
        let sentence = tokens[place.1].sentence;
        if !tokens[place.1].initial || sentence == 0 {
            return None;
        }
        let earlier = tokens[..place.1].iter().rev().take(MOST_BACK).take_while(|t| t.sentence + 1 >= sentence);
        let owner = earlier.filter_map(|t| t.quotation()).find_map(|q| self.owner[q])?;
        (!self.drafts[owner].cue.is_empty()).then_some(owner)
    }

    /// The draft of a paragraph's last quotation, for a quotation alone in the next one: annotators join them (joined,
    /// direct F1 on polnear/train is .938, apart .926). Not after a question, which somebody else may answer.
    fn goes_on_after_paragraph(&self, place: Place) -> Option<usize> {
        let before = &self.text.paragraphs[place.0.checked_sub(1)?].tokens;
        let announces = before.last().is_some_and(|token| token.class == class::COLON);
        let mut quotations = before.iter().rev().take(MOST_BACK).filter_map(|token| token.quotation());
        let last = quotations.find(|q| self.owner[*q].is_some())?;
        let asks = self.text.quotations[last].content.of(self.text.text).ends_with('?');
        let signed = |draft: &Draft| draft.cue.first().is_none_or(|cue| self.text.token(*cue).class == class::DASH);
        let open = |draft: &Draft| !draft.source.is_empty() && !signed(draft);
        self.owner[last]
            .filter(|owner| !asks && open(&self.drafts[*owner]) && !announces && self.signature(place).is_none())
    }

    /// The draft of a report that stops short of a quotation in its own sentence: "said the race was a “dead heat” in the
    /// north and would end in a “landslide”".
    fn reaches(&self, place: Place) -> Option<usize> {
        let tokens = &self.text.paragraphs[place.0].tokens;
        let earlier = |at: &usize| tokens[*at].sentence == tokens[place.1].sentence;
        let before = (0..place.1).rev().take(MOST_TO_QUOTATION).take_while(earlier);
        let index = before.map(|at| (place.0, at)).find_map(|at| self.ends.get(&at))?;
        let draft = &self.drafts[*index];
        let reports = draft.cue.first() < draft.content.first() && !draft.source.is_empty() && !draft.verbatim;
        (reports && draft.content.last().is_some_and(|last| last.0 == place.0 && *last < place)).then_some(*index)
    }

    /// Adds the words up to a quotation to a draft.
    fn extend(&mut self, place: Place, index: usize) {
        let content = &mut self.drafts[index].content;
        let from = content.last().map_or(place.1, |last| last.1 + 1);
        content.extend((from..place.1).map(|at| (place.0, at)));
    }

    /// The draft without content whose paragraph or sentence ends in a colon right before.
    fn announced(&self, place: Place) -> Option<usize> {
        let (paragraph, at) = if place.1 > 0 && !self.text.is_alone(place) {
            (place.0, place.1 - 1)
        } else {
            let before = place.0.checked_sub(1)?;
            (before, self.text.paragraphs[before].tokens.len() - 1)
        };
        let colon = self.text.token((paragraph, at)).class == class::COLON;
        let near = (paragraph, at.saturating_sub(MOST_TO_COLON))..=(paragraph, at);
        let (_, index) = self.empty.range(near).next_back().filter(|_| colon)?;
        self.drafts[*index].content.is_empty().then_some(*index)
    }

    /// Cue and source of a quotation that is signed, at the end of its paragraph or as the whole next one: “Q” — Name.
    fn signature(&self, place: Place) -> Option<(Vec<Place>, Vec<Place>)> {
        let paragraph = &self.text.paragraphs[place.0];
        let (p, dash) = if place.1 + 1 < paragraph.tokens.len() { (place.0, place.1 + 1) } else { (place.0 + 1, 0) };
        let tokens = &self.text.paragraphs.get(p)?.tokens;
        let source = |from: usize| (from..tokens.len()).map(|at| (p, at)).collect();
        let is_dash = matches!(tokens[dash].span().of(self.text.text), "-" | "–" | "—" | "―" | "--" | "~");
        if is_dash && is_name(&tokens[dash + 1..]) && !self.is_occasion(&tokens[dash + 1..]) {
            return Some((vec![(p, dash)], source(dash + 1)));
        }
        (self.signed && p > place.0 && is_signed_by(self.text, p)).then(|| (Vec::new(), source(0)))
    }

    /// "Tarrin Radio interview, Oct 29 2013", "To Jane Roe on Tarrin Radio": where it was said, not who said it.
    fn is_occasion(&self, tokens: &[Token]) -> bool {
        let leads = matches!(tokens.first().and_then(|t| t.lexical), Some(WordClass::To | WordClass::Preposition));
        let name = tokens.iter().take_while(|token| token.class != class::COMMA);
        leads || name.into_iter().any(|token| is_event(&lower(token.span().of(self.text.text))))
    }

    /// Cue and source of a quotation that names stand before or after, as lines and headlines have them.
    fn told(&self, place: Place) -> Option<(Vec<Place>, Vec<Place>)> {
        let introduced = self.introduction(place).or_else(|| self.signature(place));
        introduced.or_else(|| self.headline(place)).or_else(|| self.label(place)).or_else(|| self.tag(place))
    }

    /// Cue and source of a quotation that its tag follows.
    fn tag(&self, place: Place) -> Option<(Vec<Place>, Vec<Place>)> {
        let (cue, source) = tag::tag(self.text.text, &self.text.paragraphs[place.0].tokens, place.1)?;
        let places = |range: Range<usize>| range.map(|at| (place.0, at)).collect();
        Some((places(cue), places(source)))
    }

    /// Cue and source of a quotation that ends a headline: Mayor of Tarrin: ‘We Will Not Pay for the Quay’.
    fn label(&self, place: Place) -> Option<(Vec<Place>, Vec<Place>)> {
        let paragraph = &self.text.paragraphs[place.0];
        let colon = place.1.checked_sub(1).filter(|at| paragraph.tokens[*at].class == class::COLON)?;
        let name = &paragraph.tokens[..colon];
        let q = paragraph.tokens[place.1].quotation()?;
        let words = self.text.quotations[q].content.of(self.text.text).split_whitespace().count();
        let last = place.1 + 1 == paragraph.tokens.len() && paragraph.title_case && words > 3;
        let source = || (0..colon).map(|at| (place.0, at)).collect();
        (last && name.len() > 1 && is_name(name)).then(|| (vec![(place.0, colon)], source()))
    }

    /// Cue and source of a quotation that is a paragraph, after a paragraph that is a name and a colon.
    fn introduction(&self, place: Place) -> Option<(Vec<Place>, Vec<Place>)> {
        let before = place.0.checked_sub(1).filter(|_| place.1 == 0)?;
        let [name @ .., colon] = self.text.paragraphs[before].tokens.as_slice() else { return None };
        let named = colon.class == class::COLON && !name.is_empty() && name.iter().all(|token| token.capital);
        let source = (0..name.len()).map(|at| (before, at)).collect();
        (named && is_name(name)).then(|| (vec![(before, name.len())], source))
    }

    /// Cue and source of a quotation after whose words it is: Tarrin Radio's only comment: “Q”.
    fn possessor(&self, place: Place) -> Option<(Vec<Place>, Vec<Place>)> {
        let tokens = &self.text.paragraphs[place.0].tokens[..place.1];
        let colon = tokens.len().checked_sub(1).filter(|at| tokens[*at].class == class::COLON)?;
        let lower = |at: &usize| tokens[*at].is_word() && !tokens[*at].capital && !tokens[*at].is_verbal();
        let noun = (0..colon).rev().take(MOST_WORDS_OF_POSSESSED).take_while(lower).last()?;
        let owner = noun.checked_sub(1)?;
        let word = tokens[owner].span().of(self.text.text);
        let possessive = word.ends_with("'s") || word.ends_with("’s");
        let name = (0..=owner).rev().take_while(|at| tokens[*at].capital).last()?;
        possessive.then(|| {
            ((noun..=colon).map(|at| (place.0, at)).collect(), (name..=owner).map(|at| (place.0, at)).collect())
        })
    }

    /// Cue and source of a quotation that begins a headline or caption: ‘Q’: Jane Roe on the flood.
    fn headline(&self, place: Place) -> Option<(Vec<Place>, Vec<Place>)> {
        let tokens = &self.text.paragraphs[place.0].tokens;
        let colon = tokens.get(1).is_some_and(|token| token.class == class::COLON) && place.1 == 0;
        let ended = tokens.last().is_some_and(|token| token.class == class::STOP);
        let named = tokens.iter().skip(2).take_while(|token| token.capital && token.verb.is_none()).count();
        let role = |token: &&Token| matches!(token.lexical, Some(WordClass::Role | WordClass::Org));
        let post = tokens.iter().skip(2 + named).take_while(role).count();
        let who = (named + post).max(usize::from(tokens.get(2)?.is_word()));
        let source = |count: usize| (2..2 + count).map(|at| (place.0, at)).collect();
        (colon && (named > 0 || !ended) && tokens.len() <= MOST_HEADLINE_TOKENS)
            .then(|| (vec![(place.0, 1)], source(who)))
    }

    /// Speech without a source: as long as a sentence, or a sentence that is a paragraph of its own.
    fn is_speech(&self, place: Place, q: usize) -> bool {
        let words = self.text.quotations[q].content.of(self.text.text);
        let alone = self.text.is_alone(place) && words.ends_with(['.', '?', '!', ',', '…']);
        alone || words.split_whitespace().nth(3).is_some() && self.text.is_likely_speech(q)
    }
}

/// A name with what its bearer is: no verb in the name, no quotation, not too long.
fn is_name(tokens: &[Token]) -> bool {
    let mut name = tokens.iter().take_while(|token| token.class != class::COMMA);
    tokens.first().is_some_and(|token| token.capital)
        && tokens.len() <= MOST_SIGNATURE_TOKENS
        && name.all(|token| token.verb.is_none())
        && tokens.iter().all(|token| token.quotation().is_none())
}

/// Whether a paragraph is a name alone, right after a paragraph that is a quotation alone.
fn is_signed_by(text: &Text, index: usize) -> bool {
    let [before, name] = [index - 1, index].map(|at| &text.paragraphs[at].tokens);
    let quotation = before.len() == 1 && before[0].quotation().is_some();
    let named = name.len() > 1 && name[1].capital && name.last().is_some_and(|token| token.is_word());
    quotation && named && is_name(name)
}
