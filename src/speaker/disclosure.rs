//! Disclosure: how much an article tells of a source that it does not name.
//!
//! In: the description of an anonymous source, in its place. Out: the sorts of things told, each once: what the source
//! does, its standing, whom it belongs to, how it knows, and on which terms it is not named. These are what newsrooms'
//! rules on anonymous sources ask a reporter to tell. Read from words near the source: what is told of it in another
//! sentence is not counted, and terms told of another source in the same sentence are.

use super::resolve::{Resolver, Site};
use super::source::Description;
use crate::document::Span;
use crate::lexicon::{WordClass, folded, lower, names, words};
use crate::token::{Sort, Token};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What an article tells of a source that it does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Disclosed {
    /// What the source is or does: an official, a lawyer.
    Position,
    /// How high the office is, or that it is no longer held: senior, former.
    Standing,
    /// The body, party, country or person it belongs to: a White House official.
    Affiliation,
    /// How it knows: familiar with the plan.
    Knowledge,
    /// On which terms it is not named: on condition of anonymity.
    Terms,
}

/// As JSON has it.
impl std::fmt::Display for Disclosed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Disclosed::Position => "position",
            Disclosed::Standing => "standing",
            Disclosed::Affiliation => "affiliation",
            Disclosed::Knowledge => "knowledge",
            Disclosed::Terms => "terms",
        })
    }
}

impl Disclosed {
    /// What is told, as a list for people: "position, affiliation".
    pub fn list(disclosed: &[Disclosed]) -> String {
        disclosed.iter().map(Disclosed::to_string).collect::<Vec<_>>().join(", ")
    }
}

/// Terms are looked for among so many tokens on each side of a source, in its sentence: guessed.
const NEAR: usize = 40;

impl Resolver<'_> {
    /// What is told of a source without a name, in the order of [`Disclosed`].
    pub(super) fn disclosed(&self, description: &Description, site: &Site) -> Vec<Disclosed> {
        let tokens = &self.scene.paragraphs[site.paragraph].tokens;
        let start = tokens.partition_point(|token| (token.start as usize) < description.span.start);
        let end = tokens.partition_point(|token| (token.start as usize) < description.span.end);
        let told = Told { resolver: self, tokens, phrase: start..end, source: start..end.max(site.end) };
        let noun = told.noun();
        [
            (Disclosed::Position, noun.clone().next_back().is_some_and(|head| told.tells_position(head))),
            (Disclosed::Standing, noun.clone().any(|at| words::tells_standing(&lower(told.word(at))))),
            (Disclosed::Affiliation, told.tells_affiliation(&noun)),
            (Disclosed::Knowledge, told.source.clone().any(|at| words::tells_knowledge(&lower(told.word(at))))),
            (Disclosed::Terms, told.tells_terms()),
        ]
        .into_iter()
        .filter_map(|(what, is_told)| is_told.then_some(what))
        .collect()
    }
}

/// The words told of a source.
struct Told<'a> {
    resolver: &'a Resolver<'a>,
    /// Its paragraph's.
    tokens: &'a [Token],
    /// Tokens of the description.
    phrase: Range<usize>,
    /// Tokens of the source with what follows a comma.
    source: Range<usize>,
}

impl<'a> Told<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.resolver.word(&self.tokens[at])
    }

    fn span(&self, tokens: &Range<usize>) -> Span {
        let end = tokens.end.checked_sub(1).map_or(0, |last| self.tokens[last].end as usize);
        Span::new((self.tokens[tokens.start].start as usize).min(end), end)
    }

    /// The noun phrase that names the source: "officers" of "one of the officers", "officials" of "officials in Tarrin".
    fn noun(&self) -> Range<usize> {
        let ends = |at: &usize| {
            let closed = matches!(self.tokens[*at].lexical, Some(WordClass::Preposition | WordClass::Wh));
            closed || words::tells_knowledge(&lower(self.word(*at)))
        };
        let end = self.phrase.clone().find(ends).unwrap_or(self.phrase.end);
        let counts = |at: usize| {
            let word = lower(self.word(at));
            words::is_bare_source(&word) || self.tokens[at].lexical == Some(WordClass::Number)
        };
        let part = end < self.phrase.end && self.word(end) == "of" && self.phrase.start < end && counts(end - 1);
        if !part {
            return self.phrase.start..end.max(self.phrase.start);
        }
        let next = (end + 1..self.phrase.end).find(ends).unwrap_or(self.phrase.end);
        end + 1..next
    }

    /// A head noun tells what the source does unless it is one of those for anybody, or only a party's or people's name.
    fn tells_position(&self, head: usize) -> bool {
        let (token, word) = (&self.tokens[head], lower(self.word(head)));
        let open = !matches!(
            token.lexical,
            Some(WordClass::Determiner | WordClass::Number | WordClass::Pronoun | WordClass::Object)
        );
        token.is_word() && open && !words::is_bare_source(&word) && !self.is_proper(head)
    }

    /// A capitalised word that is not only the first of its sentence, or a word for people of a country or party.
    fn is_proper(&self, at: usize) -> bool {
        let (token, word) = (&self.tokens[at], lower(self.word(at)));
        let people = names::is_demonym(&word) || word.strip_suffix('s').is_some_and(names::is_demonym);
        people || token.capital && !token.initial && token.lexical != Some(WordClass::Role)
    }

    /// A name, an owner, a body, or what stands after "of" or "for", unless that is what the source knows.
    fn tells_affiliation(&self, noun: &Range<usize>) -> bool {
        let knowing = |at: &usize| words::tells_knowledge(&lower(self.word(*at)));
        let knows = noun.clone().chain(noun.end..self.phrase.end).find(knowing).unwrap_or(self.phrase.end);
        let before = self.phrase.start..knows;
        let owned = |at: usize| {
            let owner = lower(self.word(at));
            words::owns(&owner) || owner.ends_with("'s") || owner.ends_with("’s") || owner.ends_with("s’")
        };
        let body = |at: usize| self.tokens[at].lexical == Some(WordClass::Org);
        let after = noun.end + 1 < before.end && words::leads_to_owner(&lower(self.word(noun.end)));
        let named = !self.resolver.mentions_in(self.span(&before)).is_empty();
        after
            || named
            || before.into_iter().any(|at| self.tokens[at].is_word() && (self.is_proper(at) || owned(at) || body(at)))
    }

    /// Words that tell the terms stand near the source, in its sentence.
    fn tells_terms(&self) -> bool {
        let sentence = self.tokens.get(self.source.start).map(|token| token.sentence);
        let (from, to) = (self.source.start.saturating_sub(NEAR), (self.source.end + NEAR).min(self.tokens.len()));
        let near = self.tokens[from..to].iter().filter(|token| Some(token.sentence) == sentence);
        let mut told = String::new();
        for token in near.filter(|token| token.sort == Sort::Word) {
            told.push_str(&folded(self.resolver.word(token)));
            told.push(' ');
        }
        words::tells_terms(&told)
    }
}
