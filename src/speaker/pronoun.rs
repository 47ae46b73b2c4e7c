//! Pronouns: whom "he", "she", "they", "I" and "who" stand for.
//!
//! In: a pronoun in its place. Out: the speaker it most likely refers to, with the other candidates where it is not
//! certain. Gender and number, nearness, the start of a sentence and who spoke last decide. Wrong mostly where several
//! people of one gender speak by turns.

use super::name::{Mention, NameKind};
use super::resolve::Resolver;
use super::source::{Pronoun, Reference, SourceTokens};
use super::{Speaker, SpeakerKind};
use crate::lexicon::names::Gender;

impl Resolver<'_> {
    pub(super) fn pronoun(&self, pronoun: Pronoun, paragraph: usize, token: usize) -> Speaker {
        match pronoun {
            Pronoun::He => self.he_or_she(Some(Gender::Male), paragraph, token),
            Pronoun::She => self.he_or_she(Some(Gender::Female), paragraph, token),
            Pronoun::They | Pronoun::It => self.they_or_it(pronoun, paragraph, token),
            Pronoun::I => self.writer(),
            Pronoun::Who => self.who(paragraph, token),
        }
    }

    fn writer(&self) -> Speaker {
        let byline =
            self.scene.byline.map(|line| line.trim_start_matches("By ").trim()).filter(|line| !line.is_empty());
        match byline {
            Some(name) => Speaker::new(Some(name.to_owned()), SpeakerKind::Person, 0.6),
            None => self.unknown(),
        }
    }

    /// Mentions before a token, the nearest first, with how many sentences lie between.
    pub(super) fn mentions_before(&self, paragraph: usize, token: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let end = self.mentions.partition_point(|m| (m.paragraph, m.tokens.start) < (paragraph, token));
        let sentences = move |mention: &Mention| self.sentences_between(mention, paragraph, token);
        (0..end).rev().take(40).map(move |at| (at, sentences(&self.mentions[at])))
    }

    fn sentences_between(&self, mention: &Mention, paragraph: usize, token: usize) -> usize {
        let sentence = |p: usize, t: usize| self.scene.paragraphs[p].tokens[t].sentence as usize;
        if mention.paragraph == paragraph {
            return sentence(paragraph, token).saturating_sub(sentence(mention.paragraph, mention.tokens.start));
        }
        sentence(paragraph, token) + 1 + (paragraph - mention.paragraph - 1)
    }

    /// The figure that "he" or "she" most likely is: of that gender, near, at the start of its sentence, and who spoke last.
    fn he_or_she(&self, gender: Option<Gender>, paragraph: usize, token: usize) -> Speaker {
        let mut scores: Vec<(usize, f32)> = Vec::new();
        for (at, distance) in self.mentions_before(paragraph, token) {
            let figure = &self.cast.figures[self.owners[at]];
            let clash = figure.gender.is_some() && figure.gender != gender;
            if !figure.may_be_person() || clash || distance > 8 {
                continue;
            }
            let score = self.fitness(at, distance, gender);
            match scores.iter_mut().find(|(owner, _)| *owner == self.owners[at]) {
                Some((_, best)) => *best = best.max(score) + 0.1,
                None => scores.push((self.owners[at], score)),
            }
        }
        self.add_last_speaker(&mut scores, gender, paragraph);
        scores.sort_by(|a, b| b.1.total_cmp(&a.1));
        self.best_of(&scores, paragraph)
    }

    fn fitness(&self, at: usize, distance: usize, gender: Option<Gender>) -> f32 {
        let mention = &self.mentions[at];
        let figure = &self.cast.figures[self.owners[at]];
        let tokens = &self.scene.paragraphs[mention.paragraph].tokens;
        let subject = tokens[mention.begins].initial || mention.begins > 0 && tokens[mention.begins - 1].initial;
        let known = figure.gender == gender;
        -0.8 * distance as f32
            + 2.4 * f32::from(u8::from(known))
            + 0.9 * f32::from(u8::from(subject))
            + 0.4 * f32::from(u8::from(figure.kind == NameKind::Person))
            - 0.7 * f32::from(u8::from(mention.possessive))
            + 0.15 * (figure.mentions as f32).ln()
    }

    fn add_last_speaker(&self, scores: &mut Vec<(usize, f32)>, gender: Option<Gender>, paragraph: usize) {
        let Some(turn) = self.last.as_ref().filter(|turn| paragraph.saturating_sub(turn.paragraph) <= 2) else {
            return;
        };
        let Some(person) = turn.speaker.person else { return };
        let figure = &self.cast.figures[person];
        if !figure.may_be_person() || figure.gender.is_some() && figure.gender != gender {
            return;
        }
        let bonus = 2.2 - 0.5 * paragraph.saturating_sub(turn.paragraph) as f32;
        match scores.iter_mut().find(|(owner, _)| *owner == person) {
            Some((_, score)) => *score += bonus,
            None => scores.push((person, bonus - 1.0)),
        }
    }

    fn best_of(&self, scores: &[(usize, f32)], paragraph: usize) -> Speaker {
        let Some((best, score)) = scores.first() else { return self.last_anonymous(paragraph) };
        let margin = scores.get(1).map_or(3.0, |(_, second)| score - second);
        let mut speaker = self.figure(*best, 0.55 + 0.12 * margin.clamp(0.0, 3.0));
        if margin < 1.5 {
            let others = scores[1..].iter().take(2);
            speaker.or =
                others.map(|(index, _)| (self.cast.figures[*index].name(), (1.0 - speaker.confidence) / 2.0)).collect();
        }
        speaker
    }

    /// Where nobody named fits a pronoun: the anonymous source that spoke before.
    fn last_anonymous(&self, paragraph: usize) -> Speaker {
        match &self.last {
            Some(turn) if paragraph.saturating_sub(turn.paragraph) <= 2 => {
                Speaker { confidence: turn.speaker.confidence.min(0.5), ..turn.speaker.clone() }
            }
            _ => self.unknown(),
        }
    }

    /// "They" and "it": who spoke last, if that may be many or a thing; else the last organisation named.
    fn they_or_it(&self, pronoun: Pronoun, paragraph: usize, token: usize) -> Speaker {
        if let Some(turn) = self.last.as_ref().filter(|turn| paragraph.saturating_sub(turn.paragraph) <= 1) {
            let fits =
                turn.speaker.kind != SpeakerKind::Person || pronoun == Pronoun::They && !turn.speaker.also.is_empty();
            if fits {
                return Speaker { confidence: turn.speaker.confidence.min(0.6), ..turn.speaker.clone() };
            }
        }
        let organisation = self
            .mentions_before(paragraph, token)
            .find(|(at, distance)| *distance <= 3 && !self.cast.figures[self.owners[*at]].may_be_person());
        organisation.map_or_else(|| self.unknown(), |(at, _)| self.figure(self.owners[at], 0.5))
    }

    /// "Who": the name right before, in the same sentence, or the description before the comma.
    fn who(&self, paragraph: usize, token: usize) -> Speaker {
        let near = self.mentions_before(paragraph, token).find(|(at, distance)| {
            let mention = &self.mentions[*at];
            *distance == 0 && !mention.possessive && token - mention.tokens.end.min(token) <= 16
        });
        let described = || self.described_before(paragraph, token).unwrap_or_else(|| self.unknown());
        near.map_or_else(described, |(at, _)| self.figure(self.owners[at], 0.8))
    }

    /// "The minister, | who": the phrase between the last separator but one and a relative pronoun.
    fn described_before(&self, paragraph: usize, token: usize) -> Option<Speaker> {
        let tokens = &self.scene.paragraphs[paragraph].tokens;
        let end = (0..token).rev().find(|at| !tokens[*at].separates())? + 1;
        let start = (0..end)
            .rev()
            .find(|at| tokens[*at].separates() || tokens[*at].initial)
            .map_or(0, |at| at + usize::from(tokens[at].separates()));
        let phrase =
            SourceTokens { text: self.scene.text, paragraph: &self.scene.paragraphs[paragraph], tokens: start..end };
        match phrase.reference(&[])? {
            Reference::Description(d) if d.definite => Some(self.described(&d, paragraph, start)),
            _ => None,
        }
    }
}

pub(super) fn pronoun_gender(word: &str) -> Option<Gender> {
    match word {
        "he" | "He" | "his" | "His" | "him" | "himself" => Some(Gender::Male),
        "she" | "She" | "her" | "Her" | "herself" => Some(Gender::Female),
        _ => None,
    }
}

pub(super) fn is_he_or_she(word: &str) -> bool {
    matches!(word, "He" | "She" | "His" | "Her")
}
