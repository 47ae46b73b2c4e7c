//! A role: what a text says that a named person is ("deputy director general of the foreign ministry").
//!
//! In: a mention of a name and the tokens around it. Out: the roles that stand before the name, after it between commas,
//! or before it and a comma. A phrase is a role when its head is a word for one. Wrong where a role is told in a sentence
//! of its own ("she has been minister since May").

use super::name::{Mention, NameKind, is_possessive};
use crate::document::Span;
use crate::lexicon::names::{self, Gender};
use crate::lexicon::{self, Form, VerbClass, WordClass, lower, settings, titles};
use crate::token::{Paragraph, Sort, Token, class};

/// An apposition is at most this many tokens: guessed.
const LONGEST: usize = 22;

/// The roles given with a mention: spans without article, in order of place.
///
/// `from` is the token that the person named before it ends at: no role reaches further back.
pub(super) fn roles(text: &str, paragraph: &Paragraph, mention: &Mention, from: usize) -> Vec<Span> {
    let around = Around { text, tokens: &paragraph.tokens, mention, from };
    [around.before(), around.announced(), around.apposition()].into_iter().flatten().collect()
}

struct Around<'a> {
    text: &'a str,
    tokens: &'a [Token],
    mention: &'a Mention<'a>,
    from: usize,
}

impl Around<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens[at].span().of(self.text)
    }

    fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.tokens[from].start as usize, self.tokens[to].end as usize).trim(self.text)
    }

    /// "State Department spokeswoman | Heather Nauert", "Russian Foreign Minister | Sergey Lavrov".
    fn before(&self) -> Option<Span> {
        let end = self.mention.tokens.start.checked_sub(1)?;
        let titled = self.tokens[end].lexical == Some(WordClass::Title);
        if titled {
            let is_office = titles::title(self.word(end)).is_none_or(|title| title.is_office);
            let abbreviated = self.word(end).ends_with('.');
            let start = if abbreviated { self.past_before(end).unwrap_or(end) } else { self.phrase_start(end) };
            return is_office.then(|| self.span(start, end));
        }
        let start = self.phrase_start(end);
        (start..=end).any(|at| self.is_role(at)).then(|| self.span(start, end))
    }

    /// Where the noun phrase begins that ends with token `end`, right before the name.
    fn phrase_start(&self, end: usize) -> usize {
        let mut start = self.mention.begins;
        while start > self.from && end + 1 - start < 9 && self.modifies(start - 1) {
            start -= 1;
        }
        start
    }

    /// "former" of "former Texas Gov. Jane Roe".
    fn past_before(&self, title: usize) -> Option<usize> {
        (self.phrase_start(title)..title).find(|at| titles::is_past(&lower(self.word(*at))))
    }

    /// A noun for an office, not abbreviated.
    fn is_office_noun(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| matches!(token.lexical, Some(WordClass::Title | WordClass::Role)))
            && !self.word(at).ends_with('.')
    }

    /// A word that may stand in a noun phrase before a name.
    fn modifies(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        // "press" of "press secretary" is no verb.
        let of_office = token.verb.is_some_and(|(_, form)| form == Form::Base)
            && self.is_office_noun(at + 1)
            && token.capital == self.tokens[at + 1].capital
            && !token.initial;
        let verb = token.verb.is_some_and(|(class, _)| class != VerbClass::Document) && !of_office;
        if token.sort != Sort::Word || verb {
            return false;
        }
        match token.lexical {
            Some(WordClass::Role | WordClass::Rank | WordClass::Org) => true,
            Some(_) => false,
            None => {
                (token.capital && !token.initial)
                    || (token.initial && names::is_demonym(&lower(self.word(at))))
                    || matches!(token.class, class::LOWER | class::OWN)
                    || of_office
                    || is_rank_word(self.word(at))
            }
        }
    }

    /// "Mikhail Petrov, | director of the agency |, met ..."
    fn apposition(&self) -> Option<Span> {
        let comma = self.after_brackets(self.mention.tokens.end);
        if self.mention.possessive || comma >= self.tokens.len() || self.word(comma) != "," || self.tells_where() {
            return None;
        }
        let article = self.tokens.get(comma + 1)?.lexical == Some(WordClass::Determiner);
        let start = comma + 1 + usize::from(article);
        let end = self.phrase_end(start);
        let role = || self.heads_role(start, end) || article && self.may_be_called(start, end);
        let listed = self.tokens.get(end).is_some_and(|t| t.quotation().is_some());
        let begins = self.begins_role(start) || self.begins_owner(start, end);
        (end > start && !listed && begins && role()).then(|| self.span(start, end - 1))
    }

    /// "In | Castel Run |, the minister, Jane Roe, ..."
    fn tells_where(&self) -> bool {
        let before = self.mention.before(self.tokens).map(|token| token.span().of(self.text));
        self.mention.title.is_none() && before.is_some_and(|word| settings::tells_where(&lower(word)))
    }

    fn after_brackets(&self, at: usize) -> usize {
        if self.tokens.get(at).is_none_or(|t| t.class != class::OPEN) {
            return at;
        }
        let close = (at..self.tokens.len().min(at + 8)).find(|at| self.tokens[*at].class == class::CLOSE);
        close.map_or(at, |close| close + 1)
    }

    /// One past the last token of the phrase that begins at `start`.
    fn phrase_end(&self, start: usize) -> usize {
        let limit = self.tokens.len().min(start + LONGEST);
        (start..limit).find(|at| self.ends_phrase(*at)).unwrap_or(limit)
    }

    fn ends_phrase(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let lexical = matches!(
            token.lexical,
            Some(
                WordClass::Wh
                    | WordClass::Be
                    | WordClass::Have
                    | WordClass::Modal
                    | WordClass::Pronoun
                    | WordClass::That
            )
        );
        let verb = token.verb.is_some_and(|(c, form)| {
            c != VerbClass::Document && matches!(form, lexicon::Form::Past | lexicon::Form::Participle)
        });
        token.separates() || token.quotation().is_some() || lexical || verb
    }

    /// The first word of an apposition is no verb, preposition or pronoun.
    fn begins_role(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let lexical = matches!(
            token.lexical,
            None | Some(WordClass::Rank | WordClass::Role | WordClass::Org | WordClass::Possessive | WordClass::Number)
        );
        token.sort == Sort::Word && lexical && token.verb.is_none() && !matches!(token.class, class::ED | class::ING)
    }

    /// "Aidan Goss, | Mr. Roe's lawyer |, said": a titled name that owns a role.
    fn begins_owner(&self, start: usize, end: usize) -> bool {
        let mut rest = start..end;
        self.tokens[start].lexical == Some(WordClass::Title)
            && rest.any(|at| is_possessive(self.word(at)))
            && rest.any(|at| self.is_role(at))
    }

    /// True for a short phrase after a name of two words or more: "Mara Vell, the harbour master," whatever its noun.
    fn may_be_called(&self, start: usize, end: usize) -> bool {
        let person = matches!(self.mention.kind, NameKind::Person | NameKind::Unsure) && self.mention.words.len() > 1;
        let time = || (start..end).any(|at| self.tokens[at].lexical == Some(WordClass::Time));
        let closed = self.tokens.get(end).is_none_or(|t| matches!(t.class, class::COMMA | class::STOP));
        person && closed && end - start <= 6 && !time()
    }

    /// True when the noun phrase before the first preposition holds a word for a role.
    fn heads_role(&self, start: usize, end: usize) -> bool {
        let head = |at: &usize| self.tokens[*at].lexical != Some(WordClass::Preposition);
        (start..end).take_while(head).any(|at| self.is_role(at))
    }

    fn is_role(&self, at: usize) -> bool {
        is_role_word(&self.tokens[at], self.word(at))
    }

    /// "| South Korea's next ambassador to Russia |, Woo Yoon-keun, said", "the statement from | Roe's lawyer |, Aidan
    /// Goss."
    fn announced(&self) -> Option<Span> {
        let comma = self.mention.begins.checked_sub(1)?;
        let closes = self.tokens.get(self.mention.tokens.end).is_none_or(|t| t.separates());
        if self.word(comma) != "," || !closes {
            return None;
        }
        let earliest = comma.saturating_sub(LONGEST);
        let before = |at: &usize| self.ends_phrase(*at) || self.tokens[*at].lexical == Some(WordClass::Coordinator);
        let mut start = (earliest..comma).rev().find(before).map_or(earliest, |at| at + 1);
        while start < comma
            && matches!(self.tokens[start].lexical, Some(WordClass::Determiner | WordClass::Preposition))
        {
            start += 1;
        }
        let governed = |at: &usize| self.tokens[*at].lexical == Some(WordClass::Preposition);
        let starts = std::iter::once(start).chain((start..comma).filter(governed).map(|at| at + 1));
        starts.filter(|at| *at < comma).find(|at| self.heads_role(*at, comma)).map(|at| self.span(at, comma - 1))
    }
}

/// A word for what somebody is: spokeswoman, minister, director-general.
pub(super) fn is_role_word(token: &Token, word: &str) -> bool {
    if token.lexical == Some(WordClass::Role) {
        return true;
    }
    let parts = || word.split(['-', '‑', '‐']);
    parts().count() > 1 && parts().any(|part| lexicon::word_class(&lower(part)) == Some(WordClass::Role))
}

/// A hyphenated rank: then-acting, vice-.
fn is_rank_word(word: &str) -> bool {
    let rank = |part: &str| lexicon::word_class(&lower(part)) == Some(WordClass::Rank);
    word.contains('-') && word.split('-').any(rank)
}

/// True when a listed word for a role stands in a phrase.
pub(super) fn has_role_word(phrase: &str) -> bool {
    role_words(phrase).any(|word| lexicon::word_class(&lower(word)) == Some(WordClass::Role))
}

/// The gender that a role tells by one of its words: deputy chairwoman.
pub(super) fn role_gender(role: &str) -> Option<Gender> {
    role.split_whitespace().find_map(|word| titles::role_gender(&lower(word)))
}

pub(super) fn role_words(role: &str) -> impl Iterator<Item = &str> {
    role.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '-').filter(|word| !word.is_empty())
}
