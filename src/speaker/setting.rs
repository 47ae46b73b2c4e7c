//! A setting: to whom, through which medium, and when, where or in what something was said.
//!
//! In: an attribution in its paragraph, with the names there. Out: the addressee ("told | CNN |"), the medium ("wrote on
//! | Twitter |", "a statement carried by | TASS |") and the occasion ("said | at a rally in Tarrin on Tuesday |"). A small
//! grammar reads what follows the verb, what stands between source and verb, and what opens the sentence; every rule
//! takes the token it begins at and gives the one it ends before. Nothing is read where the clause is cut by the content
//! or holds a word that fits no rule, so what is told at length stays empty.

use super::name::{Mention, NameKind};
use super::resolve::Scene;
use super::role::is_role_word;
use crate::attribution::Attribution;
use crate::document::Span;
use crate::lexicon::settings::{self, Medium};
use crate::lexicon::{self, Form, Lower, WordClass, lower};
use crate::token::{Paragraph, Sort, Token, class};
use std::ops::Range;

/// A noun phrase is at most this many tokens: guessed.
const LONGEST: usize = 10;

/// What is told of how something was said.
#[derive(Default)]
pub(super) struct Setting {
    pub addressee: Option<Span>,
    pub via: Option<Span>,
    pub occasion: Option<Span>,
}

/// The setting of an attribution; `mentions` are the names of the document, in order of place.
pub(super) fn setting(scene: &Scene, mentions: &[Mention], attribution: &Attribution) -> Setting {
    let Some(cue) = attribution.cue.first() else { return Setting::default() };
    let index = scene.paragraphs.partition_point(|p| p.span.end <= cue.start).min(scene.paragraphs.len() - 1);
    let paragraph = &scene.paragraphs[index];
    let from = mentions.partition_point(|m| m.paragraph < index);
    let to = mentions.partition_point(|m| m.paragraph <= index);
    let clause = Clause { text: scene.text, paragraph, mentions: &mentions[from..to], attribution };
    clause.setting()
}

/// The clause that ascribes.
struct Clause<'a> {
    text: &'a str,
    paragraph: &'a Paragraph,
    mentions: &'a [Mention<'a>],
    attribution: &'a Attribution,
}

/// Phrases read one after another.
#[derive(Default)]
struct Phrases {
    /// One past the last token read.
    end: usize,
    /// First and one past the last token that tell when, where or in what.
    occasion: Option<Range<usize>>,
    /// They tell in what, not only when or where.
    eventful: bool,
    via: Option<Range<usize>>,
}

impl Clause<'_> {
    fn setting(&self) -> Setting {
        let (cue, source) = (self.tokens_of(&self.attribution.cue), self.tokens_of(&self.attribution.source));
        let reports = |at: &usize| self.paragraph.tokens[*at].verb.is_some();
        let verb = cue.clone().find(reports).unwrap_or(cue.start);
        let inverted = source.start > verb && source.start <= cue.end + 1;
        let start = if inverted { self.past_comma(source.end) } else { verb + 1 };
        let addressee = if inverted { None } else { self.addressee(verb) };
        let after = self.phrases(addressee.as_ref().map_or(start, |addressee| addressee.end));
        let mut told = vec![after];
        if !inverted && source.end <= verb && !source.is_empty() {
            told.extend([self.between(source.end, cue.start), self.opening(source.start)].into_iter().flatten());
        }
        self.gather(addressee, told, source)
    }

    /// One setting of the phrases in their several places: those that tell in what come first.
    fn gather(&self, addressee: Option<Range<usize>>, told: Vec<Phrases>, source: Range<usize>) -> Setting {
        let eventful = told.iter().find(|phrases| phrases.eventful);
        let occasion = eventful.or_else(|| told.iter().find(|p| p.occasion.is_some())).and_then(|p| p.occasion.clone());
        let recipient = || occasion.clone().and_then(|occasion| self.after_preposition(occasion, "to"));
        let addressee = addressee.or_else(recipient);
        let host = || occasion.clone().and_then(|occasion| self.after_preposition(occasion, "with"));
        let medium = |phrase: &Range<usize>| self.is_medium(phrase.clone());
        let via = told.iter().find_map(|phrases| phrases.via.clone()).or_else(|| self.carrier(source));
        let via = via.or_else(|| addressee.clone().filter(medium)).or_else(|| host().filter(medium));
        let span = |tokens: Range<usize>| self.span(tokens);
        Setting { addressee: addressee.map(span), via: via.map(span), occasion: occasion.map(span) }
    }

    /// "told | reporters |", "asked | him |", "said to | the crowd |".
    fn addressee(&self, verb: usize) -> Option<Range<usize>> {
        let addressed = lexicon::verb(&self.lower(verb)?).is_some_and(|verb| settings::is_addressed(verb.lemma));
        let at = if addressed { verb + 1 } else { verb + 1 + usize::from(self.is(verb + 1, "to")) };
        if !addressed && at == verb + 1 {
            return None;
        }
        if self.token(at).is_some_and(|token| token.lexical == Some(WordClass::Object)) {
            return Some(at..at + 1);
        }
        let end = self.noun_phrase(at)?;
        self.hears(at..end).then_some(at..end)
    }

    /// True for a phrase that names a person, an organisation, or a word for listeners.
    fn hears(&self, phrase: Range<usize>) -> bool {
        let named = !self.named_in(phrase.clone()).is_empty();
        let listens = |at: usize| {
            let token = &self.paragraph.tokens[at];
            let word = || self.lower(at).is_some_and(|word| settings::is_audience(&word));
            is_role_word(token, self.word(at)) || token.lexical == Some(WordClass::Org) || word()
        };
        named || phrase.into_iter().any(listens)
    }

    /// Phrases of time, place, event and medium from a token on, adverbs between them.
    fn phrases(&self, start: usize) -> Phrases {
        let mut told = Phrases { end: start, ..Phrases::default() };
        let mut at = start;
        loop {
            if let Some(end) = self.medium(at) {
                told.via = told.via.or(Some(at + 1..end));
                at = end;
            } else if let Some(end) = self.time(at).or_else(|| self.place(at)) {
                told.add(at..end, false);
                at = end;
            } else if let Some(end) = self.event(at) {
                told.add(at..end, true);
                at = end;
            } else if self.token(at).is_some_and(|t| t.lexical == Some(WordClass::Adverb)) {
                at += 1;
                continue;
            } else {
                return told;
            }
            told.end = at;
        }
    }

    /// "Hale, | in a statement, | said", "Hale | on Monday | said".
    fn between(&self, source_end: usize, cue: usize) -> Option<Phrases> {
        let told = self.phrases(self.past_comma(source_end));
        (told.occasion.is_some() && self.past_comma(told.end) == cue).then_some(told)
    }

    /// "| In an interview with CNN on Monday, | Hale said", "| Speaking at a rally, | he said".
    fn opening(&self, source: usize) -> Option<Phrases> {
        let begins = self.name_at(source).map_or(source, |mention| mention.begins);
        let sentence = self.token(begins)?.sentence;
        let first = self.paragraph.tokens.partition_point(|token| token.sentence < sentence);
        let leads = self.lower(first).is_some_and(|word| settings::is_lead(&word));
        let told = self.phrases(first + usize::from(leads));
        (told.end > first && self.is(told.end, ",") && told.end + 1 == begins).then_some(told)
    }

    /// "on Monday night", "last week", "earlier this month", "on Nov. 3, 2018", "in 2016", "two days ago", "yesterday".
    fn time(&self, start: usize) -> Option<usize> {
        let preposition = usize::from(self.is(start, "on") || self.is(start, "in"));
        let from = start + preposition;
        let qualifies = |at: &usize| self.lower(*at).is_some_and(|word| settings::qualifies_time(&word));
        let head = from + (from..).take_while(qualifies).count();
        let end = head + (head..).take_while(|at| self.is_time(*at, head)).count();
        let (led, article) = (head > from, head == from + 1 && self.is(from, "the"));
        if end == head {
            let year =
                preposition == 1 && self.is(start, "in") && self.token(head).is_some_and(|t| t.sort == Sort::Number);
            return (year && !led && self.word(head).len() == 4).then_some(head + 1);
        }
        let ago = self.lower(end).is_some_and(|word| settings::follows_time(&word));
        let lexical = self.paragraph.tokens[head].lexical;
        let told = match lexical {
            Some(WordClass::Time) => ago || led && !article,
            Some(WordClass::Month) => preposition == 1 || end > head + 1 || led,
            _ => true,
        };
        told.then_some(self.past_year(end, lexical) + usize::from(ago))
    }

    /// "May 4|, 2018|"
    fn past_year(&self, end: usize, head: Option<WordClass>) -> usize {
        let year = self.token(end + 1).is_some_and(|t| t.sort == Sort::Number && self.word(end + 1).len() == 4);
        if head == Some(WordClass::Month) && self.is(end, ",") && year { end + 2 } else { end }
    }

    /// A day, month or part of the day, or a number after one.
    fn is_time(&self, at: usize, head: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        let named = self.lower(at).is_some_and(|word| settings::is_named_time(&word));
        let listed = matches!(token.lexical, Some(WordClass::Day | WordClass::Month | WordClass::Time));
        named || listed || token.sort == Sort::Number && at > head
    }

    /// "in an interview with the Packet", "at a rally in Tarrin", "during the debate".
    fn event(&self, start: usize) -> Option<usize> {
        if !self.lower(start).is_some_and(|word| settings::leads_to_event(&word)) {
            return None;
        }
        let mut end = self.noun_phrase(start + 1)?;
        if !(start + 1..end).any(|at| self.lower(at).is_some_and(|word| settings::is_event(&word))) {
            return None;
        }
        while let Some(tail) = self.tail(end) {
            end = tail;
        }
        Some(end)
    }

    /// "with the Packet", "on the ferry" after an event.
    fn tail(&self, start: usize) -> Option<usize> {
        let joins = self.lower(start).is_some_and(|word| settings::joins_event(&word));
        if joins && self.time(start).is_none() { self.noun_phrase(start + 1) } else { None }
    }

    /// "in Tarrin", "at the White House".
    fn place(&self, start: usize) -> Option<usize> {
        if !self.lower(start).is_some_and(|word| settings::leads_to_place(&word)) {
            return None;
        }
        let end = self.noun_phrase(start + 1)?;
        let place = |m: &&Mention| (start + 1..=start + 2).contains(&m.begins) && m.tokens.end == end;
        let kind = self.named_in(start + 1..end).iter().find(place).map(|mention| mention.kind)?;
        (kind != NameKind::Person && !self.is_medium(start + 1..end)).then_some(end)
    }

    /// "on Twitter", "in the Tarrin Packet", "on his blog".
    fn medium(&self, start: usize) -> Option<usize> {
        if !self.lower(start).is_some_and(|word| settings::leads_to_medium(&word)) {
            return None;
        }
        let end = self.noun_phrase(start + 1)?;
        self.is_medium(start + 1..end).then_some(end)
    }

    /// True for a phrase that ends with a word for a medium or holds the name of one, and tells of no event.
    fn is_medium(&self, phrase: Range<usize>) -> bool {
        let kind = |at: usize| self.lower(at).and_then(|word| settings::medium(&word));
        let last = phrase.end.saturating_sub(1);
        let named = |at: usize| matches!(kind(at), Some(Medium::Name | Medium::Platform));
        let name = |at: usize| named(at) && self.paragraph.tokens[at].capital;
        let event = || phrase.clone().any(|at| self.lower(at).is_some_and(|word| settings::is_event(&word)));
        (kind(last) == Some(Medium::Noun) || phrase.clone().any(name)) && !event()
    }

    /// "a statement carried by | TASS |" in a source.
    fn carrier(&self, source: Range<usize>) -> Option<Range<usize>> {
        let carries = |at: &usize| self.lower(*at).is_some_and(|word| settings::is_carried(&word));
        let at = source.clone().find(carries)? + 1;
        let by = self.is(at, "by") || self.is(at, "in") || self.is(at, "on");
        let end = self.noun_phrase(at + 1).filter(|_| by && source.contains(&at))?;
        let named = self.named_in(at + 1..end).iter().any(|mention| mention.kind != NameKind::Person);
        (named || self.is_medium(at + 1..end)).then_some(at + 1..end)
    }

    /// What follows a preposition inside an occasion: "in a letter to | the council |".
    fn after_preposition(&self, occasion: Range<usize>, preposition: &str) -> Option<Range<usize>> {
        let at = occasion.clone().skip(1).find(|at| self.is(*at, preposition))? + 1;
        let end = self.noun_phrase(at)?.min(occasion.end);
        (end > at && self.hears(at..end)).then_some(at..end)
    }

    /// An article, adjectives and nouns, whole names: "a joint statement", "Kessary News' Ann Poe".
    fn noun_phrase(&self, start: usize) -> Option<usize> {
        let article = matches!(self.token(start)?.lexical, Some(WordClass::Determiner | WordClass::Possessive));
        let first = start + usize::from(article);
        let mut at = first;
        while at < start + LONGEST {
            at = match self.name_end(at) {
                Some(end) if self.token(at).is_some() => end,
                None if self.token(at).is_some_and(|token| is_nominal(token, article)) => at + 1,
                _ => break,
            };
        }
        (at > first && (first..at).all(|at| self.token(at).is_some())).then_some(at)
    }

    /// Where the name that stands at a token ends, its title included.
    fn name_end(&self, at: usize) -> Option<usize> {
        self.name_at(at).map(|mention| mention.tokens.end)
    }

    /// The mention that a token belongs to, as title or name.
    fn name_at(&self, at: usize) -> Option<&Mention<'_>> {
        let next = self.mentions.partition_point(|m| m.tokens.end <= at);
        self.mentions.get(next).filter(|m| m.begins <= at)
    }

    /// The mentions whose names begin in a range of tokens.
    fn named_in(&self, tokens: Range<usize>) -> &[Mention<'_>] {
        let from = self.mentions.partition_point(|m| m.tokens.start < tokens.start);
        let to = self.mentions.partition_point(|m| m.tokens.start < tokens.end);
        &self.mentions[from..to.max(from)]
    }

    /// A word or number of the clause, outside of what was said.
    fn token(&self, at: usize) -> Option<&Token> {
        let token = self.paragraph.tokens.get(at).filter(|token| token.is_word())?;
        let place = token.start as usize;
        (!self.attribution.content.iter().any(|span| span.start <= place && place < span.end)).then_some(token)
    }

    fn word(&self, at: usize) -> &str {
        self.paragraph.tokens[at].span().of(self.text)
    }

    fn lower(&self, at: usize) -> Option<Lower<'_>> {
        self.token(at).map(|_| lower(super::name::bare(self.word(at))))
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.paragraph.tokens.get(at).is_some_and(|_| self.word(at).eq_ignore_ascii_case(word))
    }

    fn past_comma(&self, at: usize) -> usize {
        at + usize::from(self.is(at, ","))
    }

    fn tokens_of(&self, spans: &[Span]) -> Range<usize> {
        let inside = |span: &&Span| span.start >= self.paragraph.span.start && span.end <= self.paragraph.span.end;
        let Some(whole) = spans.iter().filter(inside).copied().reduce(Span::cover) else { return 0..0 };
        let first = self.paragraph.tokens.partition_point(|t| (t.end as usize) <= whole.start);
        first..self.paragraph.tokens.partition_point(|t| (t.start as usize) < whole.end)
    }

    fn span(&self, tokens: Range<usize>) -> Span {
        let (first, last) = (&self.paragraph.tokens[tokens.start], &self.paragraph.tokens[tokens.end - 1]);
        first.span().cover(last.span())
    }
}

impl Phrases {
    fn add(&mut self, tokens: Range<usize>, eventful: bool) {
        let from = self.occasion.as_ref().map_or(tokens.start, |occasion| occasion.start);
        self.occasion = Some(from..tokens.end);
        self.eventful |= eventful;
    }
}

/// A word that may stand in a noun phrase outside of names; a participle and a day only after an article.
fn is_nominal(token: &Token, article: bool) -> bool {
    use WordClass::{Day, Document, Number, Org, Rank, Role, Time, Title};
    let verbal =
        token.verb.is_some_and(|(_, form)| form != Form::Base) || matches!(token.class, class::ED | class::ING);
    match token.lexical {
        Some(Org | Role | Rank | Document | Title | Number) => true,
        Some(Day | Time) => article,
        Some(_) => false,
        None => article || !verbal,
    }
}
