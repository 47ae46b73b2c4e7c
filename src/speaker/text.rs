//! A text as a speaker: which report "the report" is.
//!
//! In: a document's tokens. Out: the texts it names with more than their noun ("the port authority's report on the
//! quay"), by noun. Wrong where two texts of one noun are told of by turns.

use super::resolve::Scene;
use crate::document::Span;
use crate::lexicon::{Form, VerbClass, WordClass, lower, words};
use crate::token::{Paragraph, Sort, Token};
use rustc_hash::FxHashMap;

/// Words before a noun that may belong to it, at most: guessed.
const MOST_BEFORE: usize = 8;

/// Texts named with more than their noun, by that noun, in order of place.
#[derive(Debug, Default)]
pub(super) struct Texts {
    by_noun: FxHashMap<String, Vec<Named>>,
}

/// Paragraph and token of the noun, and the whole phrase.
type Named = ((usize, usize), Span);

impl Texts {
    pub fn new(scene: &Scene) -> Self {
        let mut texts = Texts::default();
        for (index, paragraph) in scene.paragraphs.iter().enumerate().filter(|(_, p)| !p.title_case) {
            let phrase = Phrase { text: scene.text, paragraph };
            for head in 0..paragraph.tokens.len() {
                if let Some(span) = phrase.full(head) {
                    let noun = lower(phrase.word(head)).to_string();
                    texts.by_noun.entry(noun).or_default().push(((index, head), span));
                }
            }
        }
        texts
    }

    /// The text of a noun that was last named in full before a place.
    pub fn before(&self, noun: &str, place: (usize, usize)) -> Option<Span> {
        let named = self.by_noun.get(noun)?;
        let at = named.partition_point(|(named, _)| *named < place).checked_sub(1)?;
        Some(named[at].1)
    }
}

/// A paragraph in which phrases are looked for.
struct Phrase<'a> {
    text: &'a str,
    paragraph: &'a Paragraph,
}

impl Phrase<'_> {
    fn word(&self, at: usize) -> &str {
        self.paragraph.tokens[at].span().of(self.text)
    }

    /// The phrase around a noun for a text, if it holds more than the noun: "the harbour lawsuit against Tarrin".
    fn full(&self, head: usize) -> Option<Span> {
        let token = &self.paragraph.tokens[head];
        let kind = || words::text_kind(&lower(self.word(head)));
        let text = token.lexical == Some(WordClass::Document)
            || token.sort == Sort::Word
                && token.lexical.is_none()
                && !token.capital
                && kind() == Some(words::TextKind::Text);
        if !text {
            return None;
        }
        let start = self.start(head);
        let end = self.end(head);
        let whole = start < head || end > head + 1;
        let tokens = &self.paragraph.tokens;
        whole.then(|| Span::new(tokens[start].start as usize, tokens[end - 1].end as usize))
    }

    fn start(&self, head: usize) -> usize {
        let mut start = head;
        while start > 0 && head - start < MOST_BEFORE && modifies(&self.paragraph.tokens[start - 1]) {
            start -= 1;
        }
        start
    }

    /// One past "against the Tarrin Port Authority" after the noun, or past the noun.
    fn end(&self, head: usize) -> usize {
        let tokens = &self.paragraph.tokens;
        let preposition = tokens.get(head + 1).is_some_and(|t| t.lexical == Some(WordClass::Preposition));
        if !preposition {
            return head + 1;
        }
        let article = tokens.get(head + 2).is_some_and(|t| t.lexical == Some(WordClass::Determiner));
        let name = head + 2 + usize::from(article);
        let capital = |at: &usize| tokens[*at].capital && tokens[*at].sort == Sort::Word;
        let end = (name..tokens.len()).find(|at| !capital(at)).unwrap_or(tokens.len());
        if end > name { end } else { head + 1 }
    }
}

/// A word that may stand before a noun and belong to it: no verb, no closed class.
fn modifies(token: &Token) -> bool {
    let noun = matches!(token.lexical, None | Some(WordClass::Org | WordClass::Role | WordClass::Document));
    let verb = token.verb.is_some_and(|(class, form)| class != VerbClass::Document && form != Form::Base);
    token.sort == Sort::Word && noun && !verb
}
