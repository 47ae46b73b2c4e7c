//! An attribution without source: who said it all the same.
//!
//! In: an attribution that has no source, or neither source nor cue. Out: the subject of its verb, whom the sentence before
//! its colon tells of, or whoever spoke right before. Nobody for what is told in the passive. Wrong mostly where a
//! quotation that goes on is another's.

use super::Speaker;
use super::name::{Mention, NameKind};
use super::pronoun::pronoun_gender;
use super::resolve::{Resolver, Site, Turn};
use crate::attribution::Attribution;
use crate::document::Span;
use crate::lexicon::{self, Form, Verb, VerbClass, WordClass, lower};
use crate::token::{Token, class};
use std::ops::Range;

/// So many tokens or names of a sentence are looked at for a subject: a bound for giant sentences.
const MOST_TOKENS: usize = 200;

impl Resolver<'_> {
    /// The speaker of a verb of saying without source: "he" or "she" before it in its sentence, the name right before it, or
    /// else the first name of its sentence that a verb follows. None where its sentence has a speaker already.
    pub(super) fn subject_of(&self, attribution: &Attribution) -> Option<Speaker> {
        let cue = attribution.cue.first()?;
        let (paragraph, token) = self.token_at(*cue);
        let tokens = &self.scene.paragraphs[paragraph].tokens;
        let end = tokens.partition_point(|t| (t.start as usize) < cue.end);
        let verb = tokens.get(token..end)?.iter().find(|t| t.is_verbal())?;
        if self.last().is_some_and(|turn| turn.sentence == Some((paragraph, verb.sentence))) {
            return None;
        }
        let from = tokens[..token].partition_point(|t| t.sentence < verb.sentence);
        let subject = self.subject_between(verb, paragraph, from..token);
        let after = subject.map_or(from, |(at, _)| self.mentions[at].tokens.end);
        let pronoun = (after..token).rev().take(MOST_TOKENS).find(|at| self.is_subject_pronoun(paragraph, *at));
        match pronoun.and_then(|at| Some((at, pronoun_gender(self.word(&tokens[at]))?))) {
            Some((at, gender)) => {
                Some(self.he_or_she(gender, &Site { paragraph, token: at, end: at + 1, attribution }))
            }
            None => subject.map(|(at, sure)| self.figure(self.owners[at], sure)),
        }
    }

    /// The verb of a passive cue: "were told", of which what stands before is no source.
    pub(super) fn passive(&self, attribution: &Attribution) -> Option<Verb> {
        let cue = attribution.cue.first()?;
        let (paragraph, token) = self.token_at(*cue);
        let tokens = self.scene.paragraphs[paragraph].tokens[token..].iter();
        let mut verbs = tokens.take_while(|t| (t.start as usize) < cue.end).filter(|t| t.is_verbal());
        verbs.next().filter(|verb| verb.lexical == Some(WordClass::Be))?;
        verbs.next().and_then(|verb| lexicon::verb(&lower(self.word(verb)))).filter(|verb| verb.form == Form::Past)
    }

    /// Whom a sentence tells of that ends in a colon before a quotation: "Roe gave her best speech: “Q”".
    pub(super) fn led_to(&self, attribution: &Attribution) -> Option<Speaker> {
        let (paragraph, token) = self.token_at(attribution.content[0]);
        let (paragraph, before) = match token.checked_sub(1) {
            Some(before) => (paragraph, before),
            None => (paragraph.checked_sub(1)?, self.scene.paragraphs[paragraph - 1].tokens.len().checked_sub(1)?),
        };
        let colon = &self.scene.paragraphs[paragraph].tokens[before];
        let sentence = (paragraph, colon.sentence);
        let spoke = self.last().is_some_and(|turn| turn.sentence == Some(sentence));
        if colon.class != class::COLON || spoke {
            return None;
        }
        if let Some(speaker) = self.pronoun_that_opens(sentence, attribution) {
            return Some(speaker);
        }
        let mut named = self.mentions_of(sentence);
        let tokens = &self.scene.paragraphs[paragraph].tokens;
        let surely = |at: usize| self.cast.figures[self.owners[at]].kind == NameKind::Person;
        let tells = |at: &usize| {
            let mention = &self.mentions[*at];
            surely(*at) && !mention.possessive && !mention.is_governed(tokens)
        };
        named.find(tells).map(|at| self.figure(self.owners[at], 0.6))
    }

    /// "He" or "she" at the beginning of a sentence.
    fn pronoun_that_opens(&self, (paragraph, sentence): (usize, u32), attribution: &Attribution) -> Option<Speaker> {
        let tokens = &self.scene.paragraphs[paragraph].tokens;
        let token = tokens.partition_point(|t| t.sentence < sentence);
        let gender = pronoun_gender(self.word(tokens.get(token)?))?;
        let opens = self.is_subject_pronoun(paragraph, token);
        opens.then(|| self.he_or_she(gender, &Site { paragraph, token, end: token + 1, attribution }))
    }

    /// Among the names between two tokens of a paragraph: the last, if nothing but marks part it from a verb that has a
    /// subject of its own ("said", not "saying"), or else the first that a verb follows, for a verb of saying.
    fn subject_between(&self, verb: &Token, paragraph: usize, within: Range<usize>) -> Option<(usize, f32)> {
        let finite = verb.verb.is_none_or(|(_, form)| form != Form::Participle);
        let says = verb.verb.is_some_and(|(class, _)| matches!(class, VerbClass::Say | VerbClass::Strong));
        let tokens = &self.scene.paragraphs[paragraph].tokens;
        let place = |m: &Mention| (m.paragraph, m.tokens.start);
        let from = self.mentions.partition_point(|m| place(m) < (paragraph, within.start));
        let to = self.mentions.partition_point(|m| place(m) < (paragraph, within.end));
        let speaks = |at: &usize| !self.mentions[*at].possessive && !self.mentions[*at].is_governed(tokens);
        let adjoins = |at: &usize| {
            let between = tokens.get(self.mentions[*at].tokens.end..within.end);
            finite && between.is_some_and(|between| between.iter().all(Token::separates))
        };
        let near = (from..to).next_back().filter(speaks).filter(adjoins);
        let first =
            || (from..to).take(MOST_TOKENS).filter(speaks).find(|at| says && self.is_subject(&self.mentions[*at]));
        near.map(|at| (at, 0.9)).or_else(|| first().map(|at| (at, 0.6)))
    }

    /// "he" or "she" before a verb.
    fn is_subject_pronoun(&self, paragraph: usize, at: usize) -> bool {
        let tokens = &self.scene.paragraphs[paragraph].tokens;
        let subject = matches!(self.word(&tokens[at]), "he" | "He" | "she" | "She");
        subject && tokens.get(at + 1).is_some_and(Token::begins_predicate)
    }

    /// A quotation without source: whoever spoke right before. A stretch inside a sentence that names somebody else, or
    /// nobody who was quoted, is nobody's in particular.
    pub(super) fn going_on(&self, attribution: &Attribution) -> Option<Speaker> {
        let content = attribution.content[0];
        let (paragraph, sentence) = self.sentence_at(content);
        let last = self.last().filter(|turn| self.prose_between(turn.paragraph, paragraph) <= 1)?;
        let sure: f32 = if last.quoted { 0.7 } else { 0.5 };
        let confidence = sure.min(last.speaker.confidence);
        if attribution.cue.is_empty()
            && self.is_within_other(content, last)
            && last.sentence != Some((paragraph, sentence))
        {
            let or = last.speaker.name.iter().map(|name| (name.clone(), confidence / 2.0)).collect();
            return Some(Speaker { or, ..self.unknown() });
        }
        Some(Speaker { confidence, ..last.speaker.clone() })
    }

    /// True for a stretch in the midst of a sentence that names another than who spoke last, or follows no quotation.
    fn is_within_other(&self, content: Span, last: &Turn) -> bool {
        let (paragraph, token) = self.token_at(content);
        let tokens = &self.scene.paragraphs[paragraph].tokens;
        let Some(sentence) = tokens.get(token).filter(|token| !token.initial).map(|token| token.sentence) else {
            return false;
        };
        let other = |at: usize| Some(self.owners[at]) != last.speaker.person;
        !last.quoted || self.mentions_of((paragraph, sentence)).any(other)
    }
}
