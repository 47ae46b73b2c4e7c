//! Pronouns: whom "he", "she", "they", "I" and "who" stand for.
//!
//! In: a pronoun in its place. Out: the speaker it most likely refers to, with the other candidates where it is not
//! certain. Gender and number, nearness, the start of a sentence and who spoke last decide. Wrong mostly where several
//! people of one gender speak by turns.

use super::byline;
use super::name::{Mention, NameKind};
use super::resolve::{Resolver, Site, Turn};
use super::role::{is_role_word, role_gender};
use super::source::{Pronoun, Reference, SourceTokens};
use super::{Speaker, SpeakerKind};
use crate::attribution::Attribution;
use crate::document::Span;
use crate::lexicon::WordClass;
use crate::lexicon::names::Gender;
use crate::token::{Sort, Token, class};

/// So many names before a pronoun are looked at: a bound for giant sentences.
const MOST_NAMES: usize = 40;

/// A clause before the main one has so many tokens at most: guessed.
const LONGEST_FRONT: usize = 40;

/// A name further back than so many sentences is not meant: guessed.
const FARTHEST: usize = 8;

// What speaks for a candidate, and against. By hand: of 152 pronouns in labelled news these weights find 138, and weights
// fitted to half of them do worse on the other half.
const KNOWN_GENDER: f32 = 2.4;
const OPENS: f32 = 0.9;
const SUBJECT: f32 = 0.5;
const PERSON: f32 = 0.4;
const SAME_PARAGRAPH: f32 = 0.3;
const POSSESSIVE: f32 = -0.7;
const GOVERNED: f32 = -0.4;
const MODIFIES: f32 = -1.0;
const DISTANCE: f32 = -0.8;
const OFTEN: f32 = 0.15;
const AGAIN: f32 = 0.1;
const SPOKE_LAST: f32 = 2.2;
const SPOKE_FARTHER: f32 = 0.7;
const SPOKE_UNNAMED: f32 = 1.0;
const SPOKEN_OF: f32 = 2.0;

/// Somebody whom a pronoun may stand for.
struct Candidate {
    who: Who,
    score: f32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Figure(usize),
    /// The one without a name who spoke last.
    Last,
}

impl Resolver<'_> {
    pub(super) fn pronoun(&self, pronoun: Pronoun, site: &Site) -> Speaker {
        match pronoun {
            Pronoun::He => self.he_or_she(Gender::Male, site),
            Pronoun::She => self.he_or_she(Gender::Female, site),
            Pronoun::They | Pronoun::It => self.they_or_it(pronoun, site),
            Pronoun::Both => self.both(site).unwrap_or_else(|| self.they_or_it(pronoun, site)),
            Pronoun::I => self.writer(),
            Pronoun::Who | Pronoun::Which => self.who(pronoun, site),
        }
    }

    fn writer(&self) -> Speaker {
        let Some(mut names) = self.scene.byline.map(byline::names).filter(|names| !names.is_empty()) else {
            return self.unknown();
        };
        let first = names.remove(0).to_owned();
        let also = names.into_iter().map(|name| (name.to_owned(), SpeakerKind::Person)).collect();
        Speaker { also, ..Speaker::new(Some(first), SpeakerKind::Person, 0.6) }
    }

    /// Mentions before a token, the nearest first, with how many sentences lie between.
    pub(super) fn mentions_before(&self, paragraph: usize, token: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let end = self.mentions.partition_point(|m| (m.paragraph, m.tokens.start) < (paragraph, token));
        let place = |at: usize| (self.mentions[at].paragraph, self.mentions[at].tokens.start);
        (0..end).rev().take(MOST_NAMES).map(move |at| (at, self.sentences_between(place(at), (paragraph, token))))
    }

    fn sentences_from(&self, place: (usize, usize), site: &Site) -> usize {
        self.sentences_between(place, site.place())
    }

    /// How many sentences two tokens are apart; those of whole paragraphs between count as one a paragraph.
    fn sentences_between(&self, from: (usize, usize), to: (usize, usize)) -> usize {
        let sentence = |(p, t): (usize, usize)| self.scene.paragraphs[p].tokens[t].sentence as usize;
        if from.0 == to.0 {
            return sentence(to).saturating_sub(sentence(from));
        }
        sentence(to) + 1 + (to.0 - from.0 - 1)
    }

    /// Whom "he" or "she" most likely stands for.
    pub(super) fn he_or_she(&self, gender: Gender, site: &Site) -> Speaker {
        let mut candidates: Vec<Candidate> = Vec::new();
        for (at, distance) in self.mentions_before(site.paragraph, site.token) {
            let figure = &self.cast.figures[self.owners[at]];
            if self.may_be_he_or_she(at) && figure.gender.is_none_or(|own| own == gender) && distance <= FARTHEST {
                let score = self.fitness(at, distance, gender, site);
                match candidates.iter_mut().find(|c| c.who == Who::Figure(self.owners[at])) {
                    Some(known) => known.score = known.score.max(score) + AGAIN,
                    None => candidates.push(Candidate { who: Who::Figure(self.owners[at]), score }),
                }
            }
        }
        self.add_described(&mut candidates, gender, site);
        self.add_last_speaker(&mut candidates, gender, site);
        let words = self.content_words(site.attribution);
        for candidate in &mut candidates {
            candidate.score -= if self.is_spoken_of(candidate, &words) { SPOKEN_OF } else { 0.0 };
        }
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
        self.best_of(&candidates, site.paragraph)
    }

    /// "The president went on": whom the subjects of this sentence and of the one before stand for that are no names.
    fn add_described(&self, candidates: &mut Vec<Candidate>, gender: Gender, site: &Site) {
        let end = self.subjects.partition_point(|subject| subject.place < site.place());
        let near = self.subjects[..end]
            .iter()
            .rev()
            .take(MOST_NAMES)
            .map(|subject| (subject, self.sentences_from(subject.place, site)));
        for (subject, distance) in near.take_while(|(_, distance)| *distance <= 1) {
            let figure = &self.cast.figures[subject.figure];
            if figure.gender.is_some_and(|own| own != gender) {
                continue;
            }
            let known = if figure.gender == Some(gender) { KNOWN_GENDER } else { 0.0 };
            let score = known + OPENS + SUBJECT + PERSON + DISTANCE * distance as f32;
            match candidates.iter_mut().find(|c| c.who == Who::Figure(subject.figure)) {
                Some(candidate) => candidate.score = candidate.score.max(score) + AGAIN,
                None => candidates.push(Candidate { who: Who::Figure(subject.figure), score }),
            }
        }
    }

    fn fitness(&self, at: usize, distance: usize, gender: Gender, site: &Site) -> f32 {
        let mention = &self.mentions[at];
        let figure = &self.cast.figures[self.owners[at]];
        let tokens = &self.scene.paragraphs[mention.paragraph].tokens;
        let opens = self.opens(mention, tokens);
        let modifies = tokens.get(mention.tokens.end).is_some_and(|t| self.is_noun(t)) && !mention.possessive;
        let same = mention.paragraph == site.paragraph;
        let held = [
            (figure.gender == Some(gender), KNOWN_GENDER),
            (opens, OPENS),
            (self.is_subject(mention), SUBJECT),
            (figure.kind == NameKind::Person, PERSON),
            (same, SAME_PARAGRAPH),
            (mention.possessive, POSSESSIVE),
            (mention.is_governed(tokens), GOVERNED),
            (modifies, MODIFIES),
        ];
        let sum: f32 = held.iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum();
        sum + DISTANCE * distance as f32 + OFTEN * (figure.mentions as f32).ln()
    }

    /// True for a name that opens its sentence, or opens its main clause after "When ...,".
    fn opens(&self, mention: &Mention, tokens: &[Token]) -> bool {
        let begins = mention.begins;
        let first = tokens.partition_point(|token| token.sentence < tokens[begins].sentence);
        let fronted = matches!(tokens[first].lexical, Some(WordClass::Subordinator | WordClass::Preposition));
        if !fronted || tokens[first].sort != Sort::Word {
            return begins <= first + 1;
        }
        let comma = |at: usize| self.word(&tokens[at]) == ",";
        let listed = tokens
            .get(mention.tokens.end)
            .is_some_and(|next| self.word(next) == "," || next.lexical == Some(WordClass::Coordinator));
        let main = begins > first + 1 && comma(begins - 1) && !listed;
        main && begins - first <= LONGEST_FRONT && !(first..begins - 1).any(comma)
    }

    /// A lower-case word that a name before it may belong to: "the Roe campaign".
    fn is_noun(&self, token: &Token) -> bool {
        let open = matches!(token.lexical, None | Some(WordClass::Org | WordClass::Document));
        let noun = open && !token.is_verbal() && matches!(token.class, class::LOWER | class::PLURAL);
        token.sort == Sort::Word && !token.capital && (noun || is_role_word(token, self.word(token)))
    }

    /// Who spoke last is likely to go on.
    fn add_last_speaker(&self, candidates: &mut Vec<Candidate>, gender: Gender, site: &Site) {
        let Some(turn) = self.last() else { return };
        let distance = self.prose_between(turn.paragraph, site.paragraph);
        if distance > 2 {
            return;
        }
        let bonus = SPOKE_LAST - SPOKE_FARTHER * distance as f32;
        match turn.speaker.person {
            Some(person) => {
                let figure = &self.cast.figures[person];
                if figure.may_be_person() && figure.gender.is_none_or(|own| own == gender) {
                    match candidates.iter_mut().find(|c| c.who == Who::Figure(person)) {
                        Some(known) => known.score += bonus,
                        None => candidates.push(Candidate { who: Who::Figure(person), score: bonus - SPOKE_UNNAMED }),
                    }
                }
            }
            None if self.may_be(turn, gender) => {
                candidates.push(Candidate { who: Who::Last, score: bonus });
            }
            None => {}
        }
    }

    /// True for one person without a name, of that gender as far as their description tells.
    fn may_be(&self, turn: &Turn, gender: Gender) -> bool {
        let described = turn.speaker.name.as_deref().unwrap_or_default();
        let one = !described.ends_with('s') && turn.speaker.kind == SpeakerKind::Anonymous;
        one && role_gender(described).is_none_or(|own| own == gender)
    }

    fn content_words(&self, attribution: &Attribution) -> Vec<&str> {
        let words = |span: &Span| span.of(self.scene.text).split(|c: char| !c.is_alphanumeric() && c != '-');
        attribution.content.iter().flat_map(words).collect()
    }

    /// People seldom speak of themselves by name or as "the president".
    fn is_spoken_of(&self, candidate: &Candidate, words: &[&str]) -> bool {
        let Who::Figure(index) = candidate.who else { return false };
        let figure = &self.cast.figures[index];
        let called = |pair: &[&str]| pair[0] == "the" && figure.called.contains(pair[1]);
        figure.surname().is_some_and(|name| words.contains(&name)) || words.windows(2).any(called)
    }

    fn best_of(&self, candidates: &[Candidate], paragraph: usize) -> Speaker {
        let Some(best) = candidates.first() else { return self.last_anonymous(paragraph) };
        let margin = candidates.get(1).map_or(3.0, |second| best.score - second.score);
        let confidence = 0.55 + 0.12 * margin.clamp(0.0, 3.0);
        let mut speaker = match (best.who, self.last()) {
            (Who::Last, Some(turn)) => {
                Speaker { confidence: confidence.min(turn.speaker.confidence), ..turn.speaker.clone() }
            }
            (Who::Figure(index), _) => self.figure(index, confidence),
            (Who::Last, None) => self.unknown(),
        };
        if margin < 1.5 {
            speaker.or = self.others(&candidates[1..], (1.0 - confidence) / 2.0);
        }
        speaker
    }

    /// The next two candidates that have a name.
    fn others(&self, candidates: &[Candidate], confidence: f32) -> Vec<(String, f32)> {
        let figures = candidates.iter().filter_map(|candidate| match candidate.who {
            Who::Figure(index) => Some((self.cast.figures[index].name(), confidence)),
            Who::Last => None,
        });
        figures.take(2).collect()
    }

    /// Where nobody named fits a pronoun: the anonymous source that spoke before.
    fn last_anonymous(&self, paragraph: usize) -> Speaker {
        match self.last() {
            Some(turn) if self.prose_between(turn.paragraph, paragraph) <= 2 => {
                Speaker { confidence: turn.speaker.confidence.min(0.5), ..turn.speaker.clone() }
            }
            _ => self.unknown(),
        }
    }

    /// "They" and "it": who spoke last, if that may be many or a thing; for "they", two named side by side; else the last
    /// organisation named.
    fn they_or_it(&self, pronoun: Pronoun, site: &Site) -> Speaker {
        let (paragraph, token) = site.place();
        if let Some(at) = self.body_before(site).filter(|_| pronoun == Pronoun::It) {
            return self.figure(self.owners[at], 0.6);
        }
        if let Some(turn) = self.last().filter(|turn| self.prose_between(turn.paragraph, paragraph) <= 1) {
            let many = pronoun != Pronoun::It && !turn.speaker.also.is_empty();
            if turn.speaker.kind != SpeakerKind::Person || many {
                return Speaker { confidence: turn.speaker.confidence.min(0.6), ..turn.speaker.clone() };
            }
        }
        let pair = || if pronoun == Pronoun::They { self.both(site) } else { None };
        let organisation =
            || self.mentions_before(paragraph, token).find(|(at, distance)| *distance <= 3 && self.is_many(*at));
        pair()
            .or_else(|| organisation().map(|(at, _)| self.figure(self.owners[at], 0.5)))
            .unwrap_or_else(|| self.unknown())
    }

    /// The organisation that the sentence before a token, or the token's own, tells something of, after who spoke last.
    fn body_before(&self, site: &Site) -> Option<usize> {
        let near = self.mentions_before(site.paragraph, site.token).take_while(|(_, distance)| *distance <= 1);
        let place = |mention: &Mention| {
            let tokens = &self.scene.paragraphs[mention.paragraph].tokens;
            Some((mention.paragraph, tokens[mention.tokens.start].sentence))
        };
        let spoke = self.last().and_then(|turn| turn.sentence);
        let mut since = near.map(|(at, _)| at).take_while(|at| place(&self.mentions[*at]) > spoke);
        since.find(|at| self.is_body(*at) && self.is_subject(&self.mentions[*at]))
    }

    /// Two people named side by side right before: "Jane Roe and Ann Poe met. Both said".
    fn both(&self, site: &Site) -> Option<Speaker> {
        let near = self.mentions_before(site.paragraph, site.token).take_while(|(_, distance)| *distance <= 2);
        let joined = |(at, _): &(usize, usize)| {
            let (Some(first), second) = (at.checked_sub(1).map(|at| &self.mentions[at]), &self.mentions[*at]) else {
                return false;
            };
            let tokens = &self.scene.paragraphs[second.paragraph].tokens;
            let between = tokens.get(first.tokens.end..second.begins).unwrap_or_default();
            let and = between.len() == 1 && between[0].lexical == Some(WordClass::Coordinator);
            let person = |at: usize| self.cast.figures[self.owners[at]].may_be_person();
            first.paragraph == second.paragraph && and && person(*at) && person(*at - 1)
        };
        let (second, _) = near.into_iter().find(joined)?;
        let other = &self.cast.figures[self.owners[second]];
        let also = vec![(other.name(), other.speaker_kind())];
        Some(Speaker { also, ..self.figure(self.owners[second - 1], 0.6) })
    }

    /// "Who": the person named right before, in the same sentence, or the description before the comma, or who spoke
    /// unnamed in the sentence; "which": any name.
    fn who(&self, pronoun: Pronoun, site: &Site) -> Speaker {
        let (paragraph, token) = site.place();
        let near = self.mentions_before(paragraph, token).find(|(at, distance)| {
            let mention = &self.mentions[*at];
            let fits = pronoun == Pronoun::Which || self.cast.figures[self.owners[*at]].may_be_person();
            fits && *distance == 0 && !mention.possessive && token - mention.tokens.end.min(token) <= 16
        });
        let sentence = (paragraph, self.scene.paragraphs[paragraph].tokens[token].sentence);
        let spoke = || self.last().filter(|turn| turn.sentence == Some(sentence) && turn.speaker.person.is_none());
        let unnamed = || spoke().map(|turn| Speaker { confidence: 0.6, ..turn.speaker.clone() });
        let described = || self.described_before(site).or_else(unnamed).unwrap_or_else(|| self.unknown());
        near.map_or_else(described, |(at, _)| self.figure(self.owners[at], 0.8))
    }

    /// "The minister, | who": the phrase between the last separator but one and a relative pronoun.
    fn described_before(&self, site: &Site) -> Option<Speaker> {
        let (paragraph, token) = site.place();
        let tokens = &self.scene.paragraphs[paragraph].tokens;
        let end = (0..token).rev().find(|at| !tokens[*at].separates())? + 1;
        let start = (0..end)
            .rev()
            .find(|at| tokens[*at].separates() || tokens[*at].initial)
            .map_or(0, |at| at + usize::from(tokens[at].separates()));
        let phrase =
            SourceTokens { text: self.scene.text, paragraph: &self.scene.paragraphs[paragraph], tokens: start..end };
        match phrase.reference(&[])? {
            Reference::Description(d) if d.definite => Some(self.described(&d, &Site { token: start, end, ..*site })),
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

/// One that stands for its sentence's subject.
pub(super) fn is_reflexive(word: &str) -> bool {
    matches!(word, "himself" | "herself")
}

pub(super) fn is_he_or_she(word: &str) -> bool {
    matches!(word, "He" | "She" | "His" | "Her")
}
