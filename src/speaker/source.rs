//! A source, read: what its words refer to.
//!
//! In: the tokens of a source. Out: [`Reference`]: names, a pronoun, or a description by its head noun.

use super::name::{Mention, NameKind};
use super::role::is_role_word;
use crate::document::Span;
use crate::lexicon::{Form, WordClass, folded, lower, settings, words};
use crate::token::{Paragraph, Sort, class};
use std::ops::Range;

/// What a source's words refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// Positions among the document's mentions: the speaker, then those who speak along.
    Names(Vec<usize>),
    Pronoun(Pronoun),
    Description(Description),
}

/// A pronoun as source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pronoun {
    He,
    She,
    They,
    Both,
    It,
    I,
    Who,
    Which,
}

/// A description without a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Description {
    /// Its words with a clause that tells which one is meant, without what follows a comma.
    pub span: Span,
    /// Lower-cased head noun.
    pub head: String,
    pub class: HeadClass,
    /// "the", "this", "his", "Daniels'": somebody known; not "a", "one", "some".
    pub definite: bool,
    /// Its other words, lower-cased, articles left out.
    pub words: Vec<String>,
}

/// What a head noun stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadClass {
    Role,
    Organisation,
    Document,
    Other,
}

/// The tokens of a source within its paragraph.
pub(super) struct SourceTokens<'a> {
    pub text: &'a str,
    pub paragraph: &'a Paragraph,
    pub tokens: Range<usize>,
}

impl SourceTokens<'_> {
    fn word(&self, at: usize) -> &str {
        self.paragraph.tokens[at].span().of(self.text)
    }

    /// Reads the source; `mentions` are those inside it, each with its position among the document's. None where it tells
    /// nobody: "you", "this".
    pub fn reference(&self, mentions: &[(usize, &Mention)]) -> Option<Reference> {
        if let Some(pronoun) = self.pronoun() {
            return Some(Reference::Pronoun(pronoun));
        }
        if self.tells_nobody() {
            return None;
        }
        if let Some(behind) = self.behind_relative() {
            return behind.reference(mentions);
        }
        let clause = self.relative_clause();
        let is_head = |mention: &Mention| mention.begins < clause && self.is_head(mention);
        let heads: Vec<usize> = mentions.iter().filter(|(_, m)| is_head(m)).map(|(at, _)| *at).collect();
        let titled = |at: &&usize| {
            let mention = mentions.iter().find(|(position, _)| position == *at).map(|(_, mention)| mention);
            mention.is_some_and(|m| m.kind == NameKind::Person && m.begins < m.tokens.start)
        };
        let is_person = |at: &usize| mentions.iter().any(|(position, m)| position == at && m.kind == NameKind::Person);
        let person = heads.first().filter(|first| !is_person(first)).and_then(|_| heads.iter().find(titled));
        if let Some(first) = person.or(heads.first()) {
            let joint = |at: &&usize| **at == *first || **at > *first && self.is_joined(mentions, **at);
            return Some(Reference::Names(heads.iter().filter(joint).copied().collect()));
        }
        self.description().map(Reference::Description)
    }

    /// A single word that points at the reader or at what was said.
    fn tells_nobody(&self) -> bool {
        let mut words = self.tokens.clone().filter(|at| self.paragraph.tokens[*at].is_word());
        let (first, second) = (words.next(), words.next());
        let points = |at: usize| words::is_pointer(folded(self.word(at)).split('\'').next().unwrap_or_default());
        second.is_none() && first.is_some_and(points)
    }

    /// "which | White House officials | denied": a relative pronoun for what was said, and who says it.
    fn behind_relative(&self) -> Option<SourceTokens<'_>> {
        let start = self.tokens.start;
        let relative = self.paragraph.tokens[start].lexical == Some(WordClass::Wh) && start + 1 < self.tokens.end;
        let tokens = start + 1..self.tokens.end;
        relative.then_some(SourceTokens { text: self.text, paragraph: self.paragraph, tokens })
    }

    /// Where the source's own words end: "That lawsuit, | which Jane Roe filed".
    fn relative_clause(&self) -> usize {
        let relative = |at: &usize| self.paragraph.tokens[*at].lexical == Some(WordClass::Wh);
        (self.tokens.start + 1..self.tokens.end).find(relative).unwrap_or(self.tokens.end)
    }

    fn pronoun(&self) -> Option<Pronoun> {
        let words: Vec<usize> = self.tokens.clone().filter(|at| self.paragraph.tokens[*at].is_word()).collect();
        let lower = folded(self.word(*words.first()?));
        let stem = lower.split('\'').next().unwrap_or(&lower);
        let verbal = || words.iter().any(|at| self.paragraph.tokens[*at].is_verbal());
        if words.len() > 1 && !verbal() {
            return None;
        }
        Some(match stem {
            "he" | "his" | "him" | "himself" => Pronoun::He,
            "she" | "her" | "herself" | "hers" => Pronoun::She,
            "they" | "their" | "them" => Pronoun::They,
            "both" => Pronoun::Both,
            "it" | "its" => Pronoun::It,
            "i" | "my" | "me" | "we" | "our" | "us" => Pronoun::I,
            "who" | "whom" | "whose" => Pronoun::Who,
            "which" | "that" => Pronoun::Which,
            _ => return None,
        })
    }

    /// True for a name that is not only part of a description: no "of", "for", "to" before it, no noun after it, and no
    /// possessive unless it ends the source.
    fn is_head(&self, mention: &Mention) -> bool {
        let last = mention.tokens.end >= self.tokens.end;
        let sure = mention.title.is_some() || mention.words.len() > 1 && mention.kind == NameKind::Person;
        let followed = |at: usize| {
            let token = &self.paragraph.tokens[at];
            let listed = matches!(token.lexical, Some(WordClass::Role | WordClass::Org | WordClass::Document));
            let noun = !sure && token.lexical.is_none() && matches!(token.class, class::LOWER | class::PLURAL);
            let title = matches!(token.lexical, Some(WordClass::Title | WordClass::Role));
            token.sort == Sort::Word && (title || !token.capital && (listed || noun))
        };
        if mention.possessive {
            return last;
        }
        if mention.begins > self.tokens.start && self.paragraph.tokens[mention.begins - 1].class == class::OPEN {
            return false; // "the Harbour Council (HC)"
        }
        (last || !followed(mention.tokens.end) && !self.leads_to_role(mention)) && !self.governed(mention)
    }

    /// "White House | press secretary Jane Roe": lower-case words lead from a name to a role.
    fn leads_to_role(&self, mention: &Mention) -> bool {
        let lower = |at: &usize| {
            let token = &self.paragraph.tokens[*at];
            token.sort == Sort::Word
                && !token.capital
                && !matches!(token.lexical, Some(WordClass::Preposition | WordClass::Wh))
        };
        let words = (mention.tokens.end..self.tokens.end).take_while(lower).take(4);
        mention.kind != NameKind::Person
            && words.into_iter().any(|at| is_role_word(&self.paragraph.tokens[at], self.word(at)))
    }

    /// True for a name that belongs to what a preposition governs: "a spokesman for Jane Roe", "a lawyer for the mayor, Jane
    /// Roe".
    fn governed(&self, mention: &Mention) -> bool {
        if self.tells_governed_role(mention) || self.stands_inside(mention) {
            return true;
        }
        let mut at = mention.begins;
        while at > self.tokens.start {
            at -= 1;
            match self.paragraph.tokens[at].lexical {
                Some(WordClass::Determiner | WordClass::Rank | WordClass::Role | WordClass::Title | WordClass::Org) => {
                }
                Some(WordClass::Preposition | WordClass::To) => return at > self.tokens.start,
                Some(WordClass::Coordinator) if mention.kind == NameKind::Person => return false,
                Some(WordClass::Coordinator) => {}
                _ if self.paragraph.tokens[at].capital => {}
                None if self.modifies(at) || self.lists(at) => {}
                _ => return false,
            }
        }
        false
    }

    /// "another source inside | the West Wing": an article in the midst of a source opens a phrase within its phrase.
    fn stands_inside(&self, mention: &Mention) -> bool {
        let tokens = &self.paragraph.tokens;
        let article = mention.begins.checked_sub(1).filter(|at| *at > self.tokens.start);
        let opens = article.filter(|at| tokens[*at].lexical == Some(WordClass::Determiner));
        let before = opens.map(|at| &tokens[at - 1]);
        mention.kind != NameKind::Person && before.is_some_and(|t| t.is_word() && t.lexical.is_none() && !t.capital)
    }

    /// A comma in a list of names that ends with "and": "the leaders of Tarrin, Kessary and Moll".
    fn lists(&self, at: usize) -> bool {
        let goes_on = |at: &usize| self.word(*at) == "," || self.paragraph.tokens[*at].capital;
        let end = (at + 1..self.tokens.end).find(|at| !goes_on(at));
        let and = end.is_some_and(|end| self.paragraph.tokens[end].lexical == Some(WordClass::Coordinator));
        self.word(at) == "," && and && at > self.tokens.start && self.paragraph.tokens[at - 1].capital
    }

    /// "a lawyer for | the mayor, | Jane Roe": a role stands before the preposition, and another between it and the name.
    fn tells_governed_role(&self, mention: &Mention) -> bool {
        let Some(comma) = mention.begins.checked_sub(1).filter(|at| *at > self.tokens.start && self.word(*at) == ",")
        else {
            return false;
        };
        let preposition = |at: &usize| self.paragraph.tokens[*at].lexical == Some(WordClass::Preposition);
        let Some(governs) = (self.tokens.start..comma).rev().find(preposition) else { return false };
        let role =
            |range: Range<usize>| range.into_iter().any(|at| is_role_word(&self.paragraph.tokens[at], self.word(at)));
        let definite = self.paragraph.tokens[governs + 1].lexical == Some(WordClass::Determiner);
        let separate = (governs..comma).any(|at| self.paragraph.tokens[at].separates());
        definite && !separate && role(governs + 1..comma) && role(self.tokens.start..governs)
    }

    /// A lower-case word that may stand before a name and belong to it: "a little-known | congressman Jane Roe".
    fn modifies(&self, at: usize) -> bool {
        let token = &self.paragraph.tokens[at];
        token.sort == Sort::Word && !token.is_verbal()
    }

    /// True when "and" or a comma in a list stands before a further name.
    fn is_joined(&self, mentions: &[(usize, &Mention)], at: usize) -> bool {
        let Some((_, mention)) = mentions.iter().find(|(position, _)| *position == at) else { return false };
        let before = (self.tokens.start..mention.begins).rev().find(|at| {
            !matches!(
                self.paragraph.tokens[*at].lexical,
                Some(WordClass::Determiner | WordClass::Rank | WordClass::Role)
            ) && !self.paragraph.tokens[*at].capital
        });
        before.is_some_and(|at| matches!(self.word(at), "and" | "&" | "or"))
    }

    fn description(&self) -> Option<Description> {
        let tokens = &self.paragraph.tokens;
        let word = |at: &usize| tokens[*at].is_word();
        let start = self.tokens.clone().find(word)?;
        let stop = |at: &usize| tokens[*at].separates() || tokens[*at].lexical == Some(WordClass::Wh);
        let end = (start..self.tokens.end).find(stop).unwrap_or(self.tokens.end).max(start + 1);
        let phrase_end = (start + 1..end).find(|at| self.ends_noun_phrase(*at, end)).unwrap_or(end);
        let head = (start..phrase_end).rev().find(word)?;
        let span = Span::new(tokens[start].start as usize, tokens[self.restricted(end) - 1].end as usize);
        let words = (start..end).filter(word).filter(|at| tokens[*at].lexical != Some(WordClass::Determiner));
        Some(Description {
            span,
            head: self.word(head).to_lowercase(),
            class: self.head_class(head),
            definite: self.is_definite(start, phrase_end),
            words: words.map(|at| super::name::bare(self.word(at)).to_lowercase()).collect(),
        })
    }

    /// What stands behind a noun of a description that ends at `end`: "a source | in Tarrin", "a poll | last month", "the
    /// tape | obtained by the Packet", "people | familiar with it".
    fn ends_noun_phrase(&self, at: usize, end: usize) -> bool {
        let tokens = &self.paragraph.tokens;
        let is_preposition = |at: usize| matches!(tokens[at].lexical, Some(WordClass::Preposition | WordClass::To));
        let is_time =
            |at: usize| matches!(tokens[at].lexical, Some(WordClass::Time | WordClass::Day | WordClass::Month));
        let leads = |is_next: &dyn Fn(usize) -> bool| at + 1 < end && is_next(at + 1);
        let word = || lower(self.word(at));
        let participle = tokens[at].class == class::ED || tokens[at].verb.is_some_and(|(_, form)| form == Form::Past);
        let after_noun = tokens[at - 1].lexical != Some(WordClass::Determiner);
        tokens[at].lexical == Some(WordClass::Preposition)
            || leads(&is_time) && settings::qualifies_time(&word())
            || after_noun
                && leads(&|at| is_preposition(at) || is_time(at))
                && (participle || words::tells_knowledge(&word()))
    }

    /// One past the clause that tells which one is meant: "friends of the man | who owned the boat |".
    fn restricted(&self, end: usize) -> usize {
        let tokens = &self.paragraph.tokens;
        let relative = end < self.tokens.end && tokens[end].lexical == Some(WordClass::Wh);
        let stop = |at: &usize| tokens[*at].separates();
        if relative { (end..self.tokens.end).find(stop).unwrap_or(self.tokens.end) } else { end }
    }

    fn head_class(&self, at: usize) -> HeadClass {
        let token = &self.paragraph.tokens[at];
        match token.lexical {
            _ if is_role_word(token, self.word(at)) => HeadClass::Role,
            Some(WordClass::Org) => HeadClass::Organisation,
            Some(WordClass::Document) => HeadClass::Document,
            None if words::text_kind(&lower(self.word(at))).is_some() => HeadClass::Document,
            _ => HeadClass::Other,
        }
    }

    fn is_definite(&self, start: usize, end: usize) -> bool {
        if self.paragraph.title_case {
            return true;
        }
        let first = lower(self.word(start));
        let pointed = matches!(&*first, "the" | "this" | "that") || words::owns(&first);
        pointed || (start..end).any(|at| super::name::bare(self.word(at)).len() < self.word(at).len())
    }
}
