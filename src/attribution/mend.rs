//! Mending: what grammar knows better than the labeller.
//!
//! In: drafts of attributions. Out: the same drafts, with contents that neither run over the end of a quotation nor stop
//! before their verb, and with the source of the verb before where two verbs share one.

use super::{Draft, Place, Text};
use crate::lexicon::settings::is_event;
use crate::lexicon::{Form, VerbClass, WordClass};
use crate::quotation::Use;
use crate::token::{Sort, Token, class};
use std::ops::Range;

/// Mends every draft.
pub(super) fn mend(text: &Text, drafts: &mut [Draft]) {
    share_sources(text, drafts);
    drafts.iter_mut().for_each(|draft| subject_of_sentence(text, draft));
    let stops: Vec<Place> = starts(drafts);
    for draft in drafts.iter_mut() {
        end_at_comma(text, draft);
        only_quotation(text, draft);
        reach_verb(text, draft, &stops);
        leave_contrast(text, draft);
        leave_occasion(text, draft);
        leave_title(text, draft);
        whole_relative(text, draft);
        take_label(text, draft);
        take_apposition(text, draft);
    }
}

/// Words from a source to the end of its apposition, at most. Guessed.
const MOST_APPOSITION: usize = 14;

/// "According to Jane Roe, | the harbour commissioner, | turnout fell": what tells a role of the source belongs to it.
fn take_apposition(text: &Text, draft: &mut Draft) {
    let (Some(last), Some(first)) = (draft.source.last().copied(), draft.content.first().copied()) else { return };
    let tokens = &text.paragraphs[last.0].tokens;
    let parted = first.0 == last.0 && first.1 == last.1 + 2 && tokens[last.1 + 1].class == class::COMMA;
    let article = tokens[first.1.min(tokens.len() - 1)].lexical == Some(WordClass::Determiner);
    if !parted || !article || !draft.is_according(text) {
        return;
    }
    let phrase = (first.1..tokens.len())
        .take(MOST_APPOSITION)
        .take_while(|at| tokens[*at].is_word() && !tokens[*at].is_verbal());
    let end = phrase.last().map_or(first.1, |at| at + 1);
    let role = (first.1..end).any(|at| tokens[at].lexical == Some(WordClass::Role));
    let comma = tokens.get(end).is_some_and(|token| token.class == class::COMMA);
    let goes_on = draft.content.iter().any(|place| *place > (last.0, end));
    if role && comma && goes_on {
        draft.source.extend((last.1 + 1..end).map(|at| (last.0, at)));
        draft.content.retain(|place| *place > (last.0, end));
    }
}

/// First places of every cue and source that has content, in order.
fn starts(drafts: &[Draft]) -> Vec<Place> {
    let full = drafts.iter().filter(|draft| !draft.content.is_empty());
    let mut starts: Vec<Place> = full.flat_map(|d| [d.cue.first(), d.source.first()]).flatten().copied().collect();
    starts.sort_unstable();
    starts
}

/// “Q,” Jane Roe, a teacher, wrote: a quotation that ends in a comma is whole; what follows is the source.
fn end_at_comma(text: &Text, draft: &mut Draft) {
    let Some(cue) = draft.cue.first().copied() else { return };
    let whole = |place: &Place| {
        let words = text.token(*place).quotation().map(|q| text.quotations[q].content.of(text.text));
        words.is_some_and(|w| w.ends_with([',', '?', '!']) && w.starts_with(char::is_uppercase))
    };
    let Some(at) = draft.content.iter().position(|place| *place < cue && whole(place)) else { return };
    let quotation = draft.content[at];
    let runs_on = |place: &Place| *place > quotation && *place < cue && text.token(*place).quotation().is_none();
    let over: Vec<Place> = draft.content.iter().copied().filter(runs_on).collect();
    if !over.is_empty() {
        draft.content.retain(|place| !over.contains(place));
        if draft.source.is_empty() {
            draft.source = over;
        }
    }
}

/// She named the fault: “Q,” she told the panel, before insisting she had ...: a sentence in marks that its cue follows
/// is all that the sentence around it gives as said (polnear/train: 2,291 of 2,341). Words of another sentence count
/// where they stand beside a quotation (“Q,” she said. But “R.”), words of the same one where "that" opens them (“Q,” she
/// said, that ...) or a single one leads to a quotation.
fn only_quotation(text: &Text, draft: &mut Draft) {
    let Some((quotation, cue)) = sentence_in_marks(text, draft) else { return };
    let sentence = |place: Place| (place.0, text.token(place).sentence);
    let announced = quotation.1 > 0 && text.token((quotation.0, quotation.1 - 1)).class == class::COLON;
    let together = |a: &Place, b: &Place| a.0 == b.0 && a.1 + 1 == b.1 && sentence(*a) == sentence(*b);
    let stays = |run: &[Place]| {
        let quotes = |place: &Place| text.token(*place).quotation().is_some();
        match run[0] {
            first if quotes(&first) => true,
            first if first < quotation => {
                !announced && sentence(first) == sentence(quotation) || run.iter().any(quotes)
            }
            first if sentence(first) == sentence(cue) => {
                text.token(first).lexical == Some(WordClass::That) || run.get(1).is_some_and(quotes)
            }
            _ => run.iter().any(quotes),
        }
    };
    draft.content = draft.content.chunk_by(together).filter(|run| stays(run)).flatten().copied().collect();
}

/// A quotation that is a sentence and ends in a comma or the like, right before its source and cue; and that cue.
fn sentence_in_marks(text: &Text, draft: &Draft) -> Option<(Place, Place)> {
    let (cue, source) = (*draft.cue.first()?, draft.source.first().copied());
    let next = source.filter(|source| *source < cue).unwrap_or(cue);
    let quotation = (next.0, next.1.checked_sub(1)?);
    let words = text.quotations[text.token(quotation).quotation()?].content.of(text.text);
    let whole = words.ends_with([',', '?', '!']) && words.starts_with(|c: char| c.is_uppercase() || c == '[');
    (whole && draft.content.contains(&quotation)).then_some((quotation, cue))
}

/// "said that his country": a clause without a verb goes on to the next cue or the end of the sentence.
fn reach_verb(text: &Text, draft: &mut Draft, stops: &[Place]) {
    let (Some(first), Some(last)) = (draft.content.first().copied(), draft.content.last().copied()) else { return };
    let is_clause = text.token(first).lexical == Some(WordClass::That) && draft.cue.iter().all(|cue| *cue < first);
    let has_verb =
        draft.content.iter().any(|place| text.token(*place).is_verbal() || text.token(*place).quotation().is_some());
    if !is_clause || has_verb {
        return;
    }
    let tokens = &text.paragraphs[last.0].tokens;
    let next = stops.get(stops.partition_point(|stop| *stop <= last)).filter(|stop| stop.0 == last.0);
    let limit = next.map_or(tokens.len(), |stop| stop.1);
    let sentence = tokens[last.1].sentence;
    let end = (last.1 + 1..limit).take_while(|at| tokens[*at].sentence == sentence).last().unwrap_or(last.1);
    let joint = |at: usize| tokens[at].sort == Sort::Mark || tokens[at].lexical == Some(WordClass::Coordinator);
    let end = (last.1..=end).rev().find(|at| !joint(*at)).unwrap_or(last.1);
    draft.content.extend((last.1 + 1..=end).map(|at| (last.0, at)));
}

/// "said it welcomed the plan, even though ...": the contrast is more often the writer's than the speaker's (polnear/train:
/// 45 of 69 after "although" and "though").
fn leave_contrast(text: &Text, draft: &mut Draft) {
    let Some(cue) = draft.cue.first().copied() else { return };
    if draft.quotations(text).next().is_some() {
        return;
    }
    let word = |place: Place| text.token(place).span().of(text.text);
    let opens = |at: usize| -> bool {
        let place = draft.content[at];
        let comma = place.1 > 0 && text.token((place.0, place.1 - 1)).class == class::COMMA;
        let next = draft.content.get(at + 1).map_or("", |next| word(*next));
        let contrast = matches!(word(place), "although" | "though") || word(place) == "even" && next == "though";
        place > cue && comma && contrast
    };
    let said = |at: usize| draft.content[..at].iter().any(|place| text.token(*place).is_verbal());
    if let Some(at) = (1..draft.content.len()).find(|at| opens(*at) && said(*at)) {
        draft.content.truncate(at);
    }
}

/// "said the ferry would run | after a meeting with the owners": when it was said, not what (polnear/train: five of eight
/// contents stop before such a phrase).
fn leave_occasion(text: &Text, draft: &mut Draft) {
    let says = |place: &Place| text.token(*place).verb.is_some_and(|(class, _)| class == VerbClass::Say);
    let Some(cue) = draft.cue.iter().rfind(|place| says(place)).copied() else { return };
    let word = |place: &Place| text.token(*place).span().of(text.text);
    let opens = |at: &usize| {
        let Some([after, article, rest @ ..]) = draft.content.get(*at..) else { return false };
        let noun = rest.iter().take(MOST_TO_EVENT).take_while(|place| text.token(**place).is_word());
        word(after) == "after"
            && text.token(*article).lexical == Some(WordClass::Determiner)
            && noun.into_iter().any(|place| is_event(word(place)))
    };
    let said = |at: usize| draft.content[..at].iter().any(|place| text.token(*place).is_verbal());
    let whole = draft.content.first().is_some_and(|first| *first > cue) && draft.quotations(text).next().is_none();
    if let Some(at) = (1..draft.content.len()).filter(|_| whole).find(opens).filter(|at| said(*at)) {
        draft.content.truncate(at);
    }
}

/// From "after a" to the noun of an occasion are at most so many words. Guessed.
const MOST_TO_EVENT: usize = 3;

/// "said on | “Harbour Tonight” | that the ferry would run": the programme or paper in which something was said is not what
/// was said.
fn leave_title(text: &Text, draft: &mut Draft) {
    let Some(cue) = draft.cue.first().copied() else { return };
    let is_title = |place: &Place| {
        text.token(*place).quotation().is_some_and(|quotation| text.quotations[quotation].usage == Use::Title)
    };
    let behind_preposition = |place: &Place| {
        let before = place.1.checked_sub(1).map(|at| (place.0, at));
        let free = before.filter(|before| draft.content.binary_search(before).is_err());
        free.is_some_and(|before| text.token(before).lexical == Some(WordClass::Preposition))
    };
    let is_named = |place: &Place| *place > cue && is_title(place) && behind_preposition(place);
    let named: Vec<Place> = draft.content.iter().copied().filter(is_named).collect();
    if named.len() < draft.content.len() {
        draft.content.retain(|place| !named.contains(place));
    }
}

/// Longest label before a colon, in tokens. Guessed.
const MOST_LABEL: usize = 14;

/// - Jane Roe, shopkeeper: “Q”: all that stands before the colon is the source, if it has no verb.
fn take_label(text: &Text, draft: &mut Draft) {
    let (Some(cue), [.., last]) = (draft.cue.first().copied(), draft.source.as_slice()) else { return };
    let tokens = &text.paragraphs[cue.0].tokens;
    let adjoins = tokens[cue.1].class == class::COLON && *last < cue && last.0 == cue.0 && last.1 + 1 == cue.1;
    let quotes = tokens.get(cue.1 + 1).is_some_and(|token| token.quotation().is_some());
    let start = usize::from(tokens[0].sort == Sort::Mark);
    let named = |label: &[Token]| {
        let plain = |token: &Token| token.verb.is_none() && (token.is_word() || token.class == class::COMMA);
        label.first().is_some_and(|token| token.capital) && label.iter().all(plain)
    };
    if adjoins && quotes && cue.1 <= MOST_LABEL && cue.1 > start && named(&tokens[start..cue.1]) {
        draft.source = (start..cue.1).map(|at| (cue.0, at)).collect();
    }
}

/// "The chairman, who took over in March, | insisted": a source that stops at "who" goes on to the comma before its cue.
fn whole_relative(text: &Text, draft: &mut Draft) {
    let (Some(cue), Some(last)) = (draft.cue.first().copied(), draft.source.last().copied()) else { return };
    if draft.source.len() < 2 || text.token(last).lexical != Some(WordClass::Wh) {
        return;
    }
    let comma =
        cue.1.checked_sub(1).map(|at| (cue.0, at)).filter(|at| *at > last && text.token(*at).class == class::COMMA);
    match comma {
        Some(comma) => draft.source.extend((last.1 + 1..comma.1).map(|at| (last.0, at))),
        None => {
            draft.source.pop();
        }
    }
}

/// Drafts on each side that are looked at for a shared source: a bound; sentences have fewer.
const NEAR: usize = 8;

/// "Roe said she was pleased but warned that ...", "Roe attacked the plan, saying ...": the second verb has the first
/// one's source.
fn share_sources(text: &Text, drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let joint = |place: &&Place| text.token(**place).lexical == Some(WordClass::Coordinator);
        let Some(cue) = drafts[index].cue.iter().find(|place| !joint(place)).copied() else { continue };
        if !goes_with_verb_before(text, cue) {
            continue;
        }
        let own = drafts[index].source.first().copied();
        let shares = |other: &&Draft| {
            let (Some(verb), Some(source)) = (other.cue.first(), other.source.first()) else { return false };
            let Some(content) = other.content.first() else { return false };
            let near = verb.0 == cue.0 && text.token(*verb).sentence == text.token(cue).sentence;
            near && *verb < cue && *source < cue && own.is_none_or(|own| *content < own && own < cue)
        };
        let near = &drafts[index.saturating_sub(NEAR)..drafts.len().min(index + NEAR)];
        let source = near.iter().filter(shares).max_by_key(|other| other.cue.first().copied());
        if let Some(source) = source.map(|other| other.source.clone()) {
            drafts[index].source = source;
        }
    }
}

/// Longest subject that a participle takes its source from, in tokens. Guessed.
const MOST_SUBJECT: usize = 8;

/// "Roe left the stage early, shouting “Q”": a participle that has no source has the subject of its sentence.
fn subject_of_sentence(text: &Text, draft: &mut Draft) {
    let participle = |place: &&Place| text.token(**place).verb.is_some_and(|(_, form)| form == Form::Participle);
    let Some(cue) = draft.cue.iter().find(participle).copied().filter(|_| draft.source.is_empty()) else { return };
    if draft.content.iter().any(|place| *place < cue) {
        return;
    }
    let tokens = &text.paragraphs[cue.0].tokens;
    let start = (0..cue.1).rev().take_while(|at| tokens[*at].sentence == tokens[cue.1].sentence).last();
    let verb = start.and_then(|start| (start..cue.1).find(|at| tokens[*at].is_verbal()));
    if let Some((start, verb)) = start.zip(verb) {
        draft.source = subject(tokens, start..verb).map(|at| (cue.0, at)).collect();
    }
}

/// The last words that stand together before a verb, adverbs and what parts them from it aside: its likely subject.
fn subject(tokens: &[Token], before: Range<usize>) -> Range<usize> {
    let aside = |token: &Token| is_adverb(token) || token.lexical == Some(WordClass::Wh) || token.class == class::COMMA;
    let Some(last) = before.clone().rev().find(|at| !aside(&tokens[*at])) else { return 0..0 };
    let words = (before.start..=last).rev().take_while(|at| tokens[*at].is_word());
    let first = words.last().unwrap_or(last);
    let named =
        tokens[first].capital || matches!(tokens[first].lexical, Some(WordClass::Pronoun | WordClass::Determiner));
    if named && last + 1 - first <= MOST_SUBJECT { first..last + 1 } else { 0..0 }
}

fn is_adverb(token: &Token) -> bool {
    token.lexical == Some(WordClass::Adverb) || token.class == class::LY
}

/// A verb right after a coordinator, a comma, "while", or an adverb behind one of these.
fn goes_with_verb_before(text: &Text, cue: Place) -> bool {
    let tokens = &text.paragraphs[cue.0].tokens;
    let before = (0..cue.1).rev().find(|at| !is_adverb(&tokens[*at]));
    before.is_some_and(|at| {
        matches!(tokens[at].lexical, Some(WordClass::Coordinator | WordClass::Subordinator))
            || tokens[at].class == class::COMMA
    }) && tokens[cue.1].verb.is_some()
}
