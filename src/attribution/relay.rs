//! Relayed words: what one speaker says that another said.
//!
//! In: drafts of attributions. Out: those whose verb passes on the words of somebody named after it are that one's: "the
//! paper quoted | Jane Roe | as saying ...", "citing a remark by | the senator | that ...". A medium that passes them on is
//! what they were taken from. Wrong where the words after the verb are not whose words are passed on.

use super::{Draft, Place, Text};
use crate::lexicon::settings::is_event;
use crate::lexicon::words::RELAYING_CUES;
use crate::lexicon::{Form, VerbClass, WordClass};
use crate::token::Token;
use std::ops::Range;

/// From the verb to the words that it passes on are at most so many tokens. Guessed.
const MOST_BETWEEN: usize = 14;

/// Gives every draft whose verb passes on words to whose words they are.
pub(super) fn relay(text: &Text, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|draft| !draft.content.is_empty()) {
        let Some(relayed) = relayed(text, draft) else { continue };
        let paragraph = relayed.paragraph;
        let places = |range: &Range<usize>| range.clone().map(move |at| (paragraph, at)).collect::<Vec<Place>>();
        let content: Vec<Place> =
            draft.content.iter().copied().filter(|at| *at >= (paragraph, relayed.says.end)).collect();
        if content.iter().any(|place| text.token(*place).is_word() || text.token(*place).quotation().is_some()) {
            let relayer = std::mem::replace(&mut draft.source, places(&relayed.speaker));
            draft.via = if relayed.quoted { relayer } else { Vec::new() };
            draft.cue = [places(&relayed.verb), places(&relayed.says)].concat();
            draft.content = content;
        }
    }
}

/// Tokens of a paragraph: the verb, whose words it passes on, and what leads to them.
struct Relayed {
    paragraph: usize,
    verb: Range<usize>,
    speaker: Range<usize>,
    says: Range<usize>,
    /// "quoted ... as saying": the source is what the words were taken from.
    quoted: bool,
}

fn relayed(text: &Text, draft: &Draft) -> Option<Relayed> {
    let (paragraph, after) = *draft.content.iter().find(|place| Some(*place) > draft.cue.first())?;
    let tokens = &text.paragraphs[paragraph].tokens;
    let word = |at: usize| tokens[at].span().of(text.text);
    let verb = (0..=after).rev().take(MOST_BETWEEN).find(|at| RELAYING_CUES.contains(word(*at)))?;
    let end = (verb + 1..tokens.len()).take(MOST_BETWEEN).take_while(|at| tokens[*at].is_word()).last()? + 1;
    let found = as_saying(tokens, verb + 1..end, word).or_else(|| remark_by(tokens, verb + 1..end, word));
    let (speaker, says, quoted) = found.filter(|(speaker, ..)| !speaker.is_empty())?;
    let own = |at: &usize| draft.cue.contains(&(paragraph, *at));
    std::iter::once(verb).chain(says.clone()).any(|at| own(&at)).then_some(())?;
    Some(Relayed { paragraph, verb: verb..verb + 1, speaker, says, quoted })
}

type Found = (Range<usize>, Range<usize>, bool);

/// "quoted | her father | as saying".
fn as_saying<'t>(tokens: &[Token], within: Range<usize>, word: impl Fn(usize) -> &'t str) -> Option<Found> {
    let says =
        |at: usize| tokens[at].verb.is_some_and(|(class, form)| class == VerbClass::Say && form == Form::Participle);
    if within.start > 1 && tokens[within.start - 2].lexical == Some(WordClass::Be) {
        return None; // "was quoted in the Packet as saying"
    }
    let at = (within.start + 1..within.end).find(|at| says(*at) && word(*at - 1) == "as")?;
    Some((within.start..at - 1, at - 1..at + 1, true))
}

/// "citing | a remark by | the senator | that".
fn remark_by<'t>(tokens: &[Token], within: Range<usize>, word: impl Fn(usize) -> &'t str) -> Option<Found> {
    let class = |at: usize| tokens[at].lexical;
    let remark = |at: usize| class(at) == Some(WordClass::Document) || is_event(word(at));
    let by = (within.start + 1..within.end).find(|at| matches!(word(*at), "by" | "from") && remark(*at - 1))?;
    let plain = |at: &usize| !tokens[*at].is_verbal() && class(*at) != Some(WordClass::That);
    let end = (by + 1..within.end).take_while(plain).last()? + 1;
    Some((by + 1..end, within.start..by + 1, false))
}
