//! Tags: the clause right after a quotation that tells who said it.
//!
//! In: a paragraph's tokens and a quotation among them. Out: cue and source of “Q”, Jane Roe told the inquiry; of “Q” said
//! the minister, and “Q”, as one fisherman put it. Only for what the labeller leaves open: it sees more, and reads these
//! too as a rule.

use crate::lexicon::{Form, VerbClass, WordClass};
use crate::token::{Token, class};
use std::ops::Range;

/// A source that stands right before its verb is at most so many words. Guessed.
const MOST_WORDS: usize = 8;

/// Cue and source of the tag right after a token.
pub(super) fn tag(text: &str, tokens: &[Token], quotation: usize) -> Option<(Range<usize>, Range<usize>)> {
    let comma = tokens.get(quotation + 1).is_some_and(|token| token.class == class::COMMA);
    let start = quotation + 1 + usize::from(comma);
    if tokens.get(start).is_some_and(says) {
        let source = noun_phrase(tokens, start + 1);
        return (!source.is_empty()).then_some((start..start + 1, source));
    }
    let word = |at: usize| tokens.get(at).map_or("", |token| token.span().of(text));
    if word(start) == "as" {
        let source = noun_phrase(tokens, start + 1);
        let put_it = word(source.end) == "put" && word(source.end + 1) == "it";
        return (put_it && !source.is_empty()).then(|| (source.end..source.end + 2, source));
    }
    let source = noun_phrase(tokens, start);
    let verb = tokens.get(source.end).filter(|token| says(token));
    (verb.is_some() && !source.is_empty()).then(|| (source.end..source.end + 1, source))
}

/// A finite verb of saying.
fn says(token: &Token) -> bool {
    token.verb.is_some_and(|(class, form)| class == VerbClass::Say && form != Form::Participle && form != Form::Base)
}

/// "Jane Roe", "the harbour minister", "she": words from a name, an article or a pronoun on, up to a verb or a word that
/// begins another phrase.
fn noun_phrase(tokens: &[Token], start: usize) -> Range<usize> {
    use WordClass::{Determiner, Number, Possessive, Pronoun};
    let opens = tokens.get(start).is_some_and(|token| {
        token.is_word() && (token.capital || matches!(token.lexical, Some(Determiner | Number | Possessive | Pronoun)))
    });
    let inside = |at: &usize| {
        let token = &tokens[*at];
        let open =
            matches!(token.lexical, None | Some(WordClass::Org | WordClass::Role | WordClass::Title | WordClass::Rank));
        token.is_word() && (*at == start || (token.capital || open) && !token.is_verbal())
    };
    let end = (start..tokens.len()).take(MOST_WORDS).take_while(inside).last().map_or(start, |last| last + 1);
    if opens { start..end } else { start..start }
}
