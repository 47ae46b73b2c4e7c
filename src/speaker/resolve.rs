//! Resolution: from the words of a source to a speaker.
//!
//! In: a document's tokens and its attributions. Out: everybody it names, and each attribution's speaker. Attributions are
//! read in order of place, because a pronoun or a quotation without source goes on from who spoke before. Wrong mostly
//! where several people of one gender speak by turns.

use super::cast::{Cast, Figure};
use super::name::{Mention, NameKind, Namer};
use super::pronoun::{is_he_or_she, pronoun_gender};
use super::role::{self, has_role_word, role_gender, role_words, title_nouns};
use super::source::{Reference, SourceTokens};
use super::{Person, Role, Speaker, SpeakerKind};
use crate::attribution::Attribution;
use crate::document::Span;
use crate::lexicon::names::Gender;
use crate::quotation::Quotation;
use crate::token::{Paragraph, Token};
use rustc_hash::FxHashMap;

/// A document, cut up, as resolution needs it.
pub(crate) struct Scene<'t> {
    pub text: &'t str,
    pub quotations: &'t [Quotation],
    pub paragraphs: &'t [Paragraph],
    pub byline: Option<&'t str>,
}

/// Gives every attribution its speaker; returns everybody named.
pub(crate) fn resolve(scene: &Scene, attributions: &mut [Attribution]) -> Vec<Person> {
    let mut resolver = Resolver::new(scene);
    let mut order: Vec<usize> = (0..attributions.len()).collect();
    order.sort_by_key(|index| place(&attributions[*index]));
    for index in order {
        let speaker = resolver.speaker(&attributions[index]);
        resolver.remember(&attributions[index], speaker.as_ref());
        attributions[index].speaker = speaker;
    }
    resolver.cast.figures.iter().map(Figure::person).collect()
}

/// The roles given with each mention. Who has one is a person.
fn roles(scene: &Scene, mentions: &mut [Mention]) -> Vec<Vec<Span>> {
    let roles = |mention: &mut Mention| {
        let spans = role::roles(scene.text, &scene.paragraphs[mention.paragraph], mention);
        if mention.kind == NameKind::Unsure && spans.iter().any(|span| has_role_word(span.of(scene.text))) {
            mention.kind = NameKind::Person;
        }
        spans
    };
    mentions.iter_mut().map(roles).collect()
}

/// Where an attribution's source stands, or else its content.
fn place(attribution: &Attribution) -> usize {
    attribution.source.first().unwrap_or(&attribution.content[0]).start
}

pub(super) struct Resolver<'t> {
    pub(super) scene: &'t Scene<'t>,
    pub(super) mentions: Vec<Mention<'t>>,
    /// Figure of each mention.
    pub(super) owners: Vec<usize>,
    pub(super) cast: Cast<'t>,
    /// Positions of each figure's mentions.
    pub(super) places: Vec<Vec<usize>>,
    /// Figures by every word of their roles, and by the nouns their titles stand for.
    pub(super) by_role: FxHashMap<String, Vec<usize>>,
    /// Who was last given as speaker, and where.
    pub(super) last: Option<Turn>,
}

/// A speaker's turn.
#[derive(Clone)]
pub(super) struct Turn {
    pub(super) speaker: Speaker,
    /// Paragraph in which the content ends.
    pub(super) paragraph: usize,
    pub(super) quoted: bool,
}

impl<'t> Resolver<'t> {
    fn new(scene: &'t Scene<'t>) -> Self {
        let namer = Namer::new(scene.text, scene.quotations, scene.paragraphs);
        let paragraphs = || scene.paragraphs.iter().enumerate();
        let bodies = paragraphs().filter(|(_, p)| !p.title_case);
        let mut mentions: Vec<Mention> = bodies.flat_map(|(index, p)| namer.mentions(index, p)).collect();
        let roles = roles(scene, &mut mentions);
        let (cast, owners) = Cast::new(&mut mentions);
        let mut resolver =
            Resolver { scene, mentions, owners, cast, places: vec![], by_role: FxHashMap::default(), last: None };
        resolver.give_roles(roles);
        resolver.learn_genders();
        let headlines = paragraphs().filter(|(_, p)| p.title_case);
        resolver.add_headlines(headlines.flat_map(|(index, p)| namer.headline_words(index, p)).collect());
        resolver.index();
        resolver
    }

    /// Names in headlines that the article gives too.
    fn add_headlines(&mut self, words: Vec<Mention<'t>>) {
        let known = words.into_iter().filter_map(|word| Some((self.cast.of_headline(&word)?, word)));
        let mut all: Vec<(usize, Mention)> = self.owners.drain(..).zip(self.mentions.drain(..)).chain(known).collect();
        all.sort_by_key(|(_, mention)| mention.span);
        (self.owners, self.mentions) = all.into_iter().unzip();
    }

    /// Fills in what is looked up by figure and by role.
    fn index(&mut self) {
        self.places = vec![Vec::new(); self.cast.figures.len()];
        for (at, owner) in self.owners.iter().enumerate() {
            self.places[*owner].push(at);
        }
        for (at, figure) in self.cast.figures.iter().enumerate().filter(|(_, figure)| figure.may_be_person()) {
            let titles = figure.titles.iter().flat_map(|title| title_nouns(title)).map(|noun| (*noun).to_owned());
            let roles = figure.roles.iter().flat_map(|role| role_words(&role.text)).map(|word| word.to_lowercase());
            for word in titles.chain(roles) {
                let holders = self.by_role.entry(word).or_default();
                if holders.last() != Some(&at) {
                    holders.push(at);
                }
            }
        }
    }

    fn give_roles(&mut self, roles: Vec<Vec<Span>>) {
        for (owner, spans) in self.owners.iter().zip(roles) {
            let figure = &mut self.cast.figures[*owner];
            for span in spans {
                let text = span.of(self.scene.text);
                figure.gender = figure.gender.or(role_gender(text));
                if figure.kind == NameKind::Unsure && has_role_word(text) {
                    figure.kind = NameKind::Person;
                }
                figure.roles.push(Role { text: text.to_owned(), span });
            }
        }
    }

    /// The pronouns of a sentence are likely those of the figure it names first, surely where it names no other; so are
    /// those of the next sentence, if that begins with one.
    fn learn_genders(&mut self) {
        let mut votes = vec![(0u32, 0u32); self.cast.figures.len()];
        let mut at = 0;
        for (index, paragraph) in self.scene.paragraphs.iter().enumerate() {
            let mut named: Option<(usize, bool)> = None;
            let mut sentence = u32::MAX;
            for (position, token) in paragraph.tokens.iter().enumerate() {
                if token.sentence != sentence {
                    sentence = token.sentence;
                    named = named.filter(|(_, alone)| *alone && is_he_or_she(self.word(token)));
                }
                if let Some(owner) = self.person_at(&mut at, (index, position)) {
                    named = Some(named.map_or((owner, true), |(first, alone)| (first, alone && first == owner)));
                }
                if let (Some((owner, alone)), Some(gender)) = (named, pronoun_gender(self.word(token))) {
                    let weight = if alone { 3 } else { 1 };
                    match gender {
                        Gender::Male => votes[owner].0 += weight,
                        Gender::Female => votes[owner].1 += weight,
                    }
                }
            }
        }
        for (figure, (male, female)) in self.cast.figures.iter_mut().zip(votes) {
            let winner = if male > 2 && male > 2 * female { Some(Gender::Male) } else { None };
            let winner = if female > 2 && female > 2 * male { Some(Gender::Female) } else { winner };
            figure.gender = figure.gender.or(winner);
        }
    }

    /// The figure that may be a person and is mentioned at a place; `at` walks over the mentions.
    fn person_at(&self, at: &mut usize, place: (usize, usize)) -> Option<usize> {
        let start = |m: &Mention| (m.paragraph, m.tokens.start);
        while self.mentions.get(*at).is_some_and(|m| start(m) < place) {
            *at += 1;
        }
        let here = self.mentions.get(*at).is_some_and(|m| start(m) == place);
        self.owners.get(*at).copied().filter(|owner| here && self.cast.figures[*owner].may_be_person())
    }

    pub(super) fn word(&self, token: &Token) -> &'t str {
        token.span().of(self.scene.text)
    }

    fn remember(&mut self, attribution: &Attribution, speaker: Option<&Speaker>) {
        let end = attribution.content.iter().map(|s| s.end).max().unwrap_or(0);
        if let Some(speaker) = speaker.filter(|s| s.name.is_some()) {
            let quoted = !attribution.quoted.is_empty();
            self.last = Some(Turn { speaker: speaker.clone(), paragraph: self.paragraph_at(end - 1), quoted });
        }
    }

    fn paragraph_at(&self, place: usize) -> usize {
        self.scene.paragraphs.partition_point(|p| p.span.end <= place).min(self.scene.paragraphs.len() - 1)
    }

    fn speaker(&self, attribution: &Attribution) -> Option<Speaker> {
        let Some(source) = attribution.source.first() else { return self.going_on(attribution) };
        let index = self.paragraph_at(source.start);
        let paragraph = &self.scene.paragraphs[index];
        let whole = attribution.source.iter().fold(*source, |a, b| a.cover(*b));
        let first = paragraph.tokens.partition_point(|t| (t.end as usize) <= whole.start);
        let end = paragraph.tokens.partition_point(|t| (t.start as usize) < whole.end);
        let tokens = SourceTokens { text: self.scene.text, paragraph, tokens: first..end };
        if first >= end {
            return Some(self.unknown());
        }
        let inside = self.mentions_in(whole);
        let named: Vec<(usize, &Mention)> = inside.clone().map(|at| (at, &self.mentions[at])).collect();
        match tokens.reference(&named) {
            Some(Reference::Names(names)) => Some(self.named(&names)),
            Some(Reference::Pronoun(pronoun)) => Some(self.pronoun(pronoun, index, first)),
            Some(Reference::Description(description)) => Some(
                self.in_apposition(paragraph, index, first)
                    .unwrap_or_else(|| self.described(&description, index, first)),
            ),
            None => Some(self.unknown()),
        }
    }

    /// A description right after a name and a comma tells of that name.
    fn in_apposition(&self, paragraph: &Paragraph, index: usize, first: usize) -> Option<Speaker> {
        let comma = first.checked_sub(1).filter(|at| self.word(&paragraph.tokens[*at]) == ",")?;
        let before = self.mentions.partition_point(|m| (m.paragraph, m.tokens.end) <= (index, comma));
        let at = before.checked_sub(1)?;
        let mention = &self.mentions[at];
        let adjoins = mention.paragraph == index && mention.tokens.end == comma && !mention.possessive;
        (adjoins && self.cast.figures[self.owners[at]].may_be_person()).then(|| self.figure(self.owners[at], 0.8))
    }

    fn mentions_in(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.mentions.partition_point(|m| m.span.start < span.start);
        let to = self.mentions.partition_point(|m| m.span.start < span.end);
        from..to.max(from)
    }

    pub(super) fn unknown(&self) -> Speaker {
        Speaker::new(None, SpeakerKind::Unknown, 0.0)
    }

    pub(super) fn figure(&self, index: usize, confidence: f32) -> Speaker {
        let figure = &self.cast.figures[index];
        Speaker {
            role: figure.roles.first().map(|r| r.text.clone()),
            person: Some(index),
            ..Speaker::new(Some(figure.name()), figure.speaker_kind(), confidence)
        }
    }

    fn named(&self, names: &[usize]) -> Speaker {
        let first = self.owners[names[0]];
        let sure = if self.mentions[names[0]].words.len() > 1 { 0.97 } else { 0.93 };
        let mut speaker = self.figure(first, sure);
        for at in &names[1..] {
            let figure = &self.cast.figures[self.owners[*at]];
            if self.owners[*at] != first {
                speaker.also.push((figure.name(), figure.speaker_kind()));
            }
        }
        speaker
    }

    /// A quotation without source: whoever spoke right before, else whom its sentence names.
    fn going_on(&self, attribution: &Attribution) -> Option<Speaker> {
        let index = self.paragraph_at(attribution.content[0].start);
        let last = self.last.as_ref().filter(|turn| index.saturating_sub(turn.paragraph) <= 1)?;
        let sure: f32 = if last.quoted { 0.7 } else { 0.5 };
        Some(Speaker { confidence: sure.min(last.speaker.confidence), ..last.speaker.clone() })
    }
}
