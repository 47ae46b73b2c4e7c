//! Resolution: from the words of a source to a speaker.
//!
//! In: a document's tokens and its attributions. Out: everybody it names, and each attribution's speaker. Attributions are
//! read in order of place, because a pronoun or a quotation without source goes on from who spoke before. Wrong mostly
//! where several people of one gender speak by turns.

use super::cast::{Cast, Figure};
use super::name::{Mention, NameKind, Namer};
use super::role;
use super::source::{Description, HeadClass, Pronoun, Reference, SourceTokens};
use super::{Person, Role, Speaker, SpeakerKind};
use crate::attribution::Attribution;
use crate::document::Span;
use crate::lexicon::names::Gender;
use crate::lexicon::{self, WordClass};
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

/// Where an attribution's source stands, or else its content.
fn place(attribution: &Attribution) -> usize {
    attribution.source.first().unwrap_or(&attribution.content[0]).start
}

/// Of those who hold a role of one name, so many are compared: a bound, never reached in an article.
const MOST_HOLDERS: usize = 200;

struct Resolver<'t> {
    scene: &'t Scene<'t>,
    mentions: Vec<Mention<'t>>,
    /// Figure of each mention.
    owners: Vec<usize>,
    cast: Cast<'t>,
    /// Positions of each figure's mentions.
    places: Vec<Vec<usize>>,
    /// Figures by every word of their roles, and by the nouns their titles stand for.
    by_role: FxHashMap<String, Vec<usize>>,
    /// Who was last given as speaker, and where.
    last: Option<Turn>,
}

/// A speaker's turn.
#[derive(Clone)]
struct Turn {
    speaker: Speaker,
    /// Paragraph in which the content ends.
    paragraph: usize,
    quoted: bool,
}

impl<'t> Resolver<'t> {
    fn new(scene: &'t Scene<'t>) -> Self {
        let namer = Namer::new(scene.text, scene.quotations, scene.paragraphs);
        let paragraphs = || scene.paragraphs.iter().enumerate();
        let bodies = paragraphs().filter(|(_, p)| !p.title_case);
        let mut mentions: Vec<Mention> = bodies.flat_map(|(index, p)| namer.mentions(index, p)).collect();
        let (cast, owners) = Cast::new(&mut mentions);
        let mut resolver =
            Resolver { scene, mentions, owners, cast, places: vec![], by_role: FxHashMap::default(), last: None };
        resolver.learn_roles();
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

    fn learn_roles(&mut self) {
        for (mention, owner) in self.mentions.iter().zip(&self.owners) {
            let figure = &mut self.cast.figures[*owner];
            let spans = role::roles(self.scene.text, &self.scene.paragraphs[mention.paragraph], mention);
            for span in spans {
                figure.gender = figure.gender.or(role_gender(span.of(self.scene.text)));
                if figure.kind == NameKind::Unsure && has_role_word(span.of(self.scene.text)) {
                    figure.kind = NameKind::Person;
                }
                figure.roles.push(Role { text: span.of(self.scene.text).to_owned(), span });
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

    fn word(&self, token: &Token) -> &'t str {
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

    fn unknown(&self) -> Speaker {
        Speaker::new(None, SpeakerKind::Unknown, 0.0)
    }

    fn figure(&self, index: usize, confidence: f32) -> Speaker {
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

    fn pronoun(&self, pronoun: Pronoun, paragraph: usize, token: usize) -> Speaker {
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
    fn mentions_before(&self, paragraph: usize, token: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
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

    fn described(&self, description: &Description, paragraph: usize, token: usize) -> Speaker {
        if description.span.len() == 1 {
            return self.unknown(); // "Q" and "A"
        }
        let known = || self.by_role(description, paragraph, token);
        match description.class {
            HeadClass::Role if description.definite => known().unwrap_or_else(|| self.anonymous(description)),
            HeadClass::Organisation => self.organisation(description, paragraph, token),
            HeadClass::Document => self.document(description, paragraph),
            _ => {
                let named = self.by_shouted_name(description);
                let definite = Some(description).filter(|d| d.definite);
                let held =
                    || definite.and_then(|d| self.best_role(d, paragraph, token)).map(|(at, _)| self.figure(at, 0.75));
                let spoke = || definite.and_then(|d| self.spoke_last(d, paragraph));
                let known = named.or_else(held).or_else(spoke);
                known.unwrap_or_else(|| self.anonymous(description))
            }
        }
    }

    /// A surname in capitals, as in a transcript: "WALLACE".
    fn by_shouted_name(&self, description: &Description) -> Option<Speaker> {
        let word = description.span.of(self.scene.text).trim_end_matches(':');
        self.cast.find(word).map(|index| self.figure(index, 0.85))
    }

    fn anonymous(&self, description: &Description) -> Speaker {
        self.as_described(description, SpeakerKind::Anonymous, 0.8)
    }

    fn as_described(&self, description: &Description, kind: SpeakerKind, confidence: f32) -> Speaker {
        Speaker::new(Some(description.span.of(self.scene.text).to_owned()), kind, confidence)
    }

    /// "The statement said": whoever spoke last, for a text that somebody puts out; a report or poll speaks for itself.
    fn document(&self, description: &Description, paragraph: usize) -> Speaker {
        let last = self.last.as_ref().filter(|turn| paragraph.saturating_sub(turn.paragraph) <= 1);
        let issued =
            matches!(description.head.as_str(), "statement" | "email" | "e-mail" | "tweet" | "post" | "message");
        match last {
            Some(turn) if issued && description.definite => {
                Speaker { confidence: turn.speaker.confidence.min(0.6), ..turn.speaker.clone() }
            }
            _ => self.as_described(description, SpeakerKind::Document, 0.8),
        }
    }

    fn organisation(&self, description: &Description, paragraph: usize, token: usize) -> Speaker {
        let bare = description.words.len() == 1;
        let named = self.mentions_before(paragraph, token).find(|(at, _)| {
            let figure = &self.cast.figures[self.owners[*at]];
            !figure.may_be_person() && figure.words.iter().any(|w| w.to_lowercase() == description.head)
        });
        let near = || {
            self.mentions_before(paragraph, token)
                .take_while(|(_, distance)| *distance <= 3)
                .find(|(at, _)| self.cast.figures[self.owners[*at]].kind == NameKind::Organisation)
        };
        let known = if bare && description.definite {
            named.map(|n| (n, 0.75)).or_else(|| near().map(|n| (n, 0.55)))
        } else {
            None
        };
        match known {
            Some(((at, _), sure)) => self.figure(self.owners[at], sure),
            None => self.without_article(description, SpeakerKind::Organisation),
        }
    }

    fn without_article(&self, description: &Description, kind: SpeakerKind) -> Speaker {
        let words = description.span.of(self.scene.text);
        let name = ["The ", "the "].iter().find_map(|article| words.strip_prefix(article)).unwrap_or(words);
        Speaker::new(Some(name.to_owned()), kind, 0.85)
    }

    /// The figure whose role, title or kind a description tells: "the Russian speaker", "the senator", "Daniels' lawyer".
    fn by_role(&self, description: &Description, paragraph: usize, token: usize) -> Option<Speaker> {
        let best = self.best_role(description, paragraph, token);
        if let Some((owner, score)) = best {
            return Some(self.figure(owner, if score > 3 { 0.85 } else { 0.75 }));
        }
        self.spoke_last(description, paragraph)
    }

    /// Whoever spoke last, if a description of one person may be theirs.
    fn spoke_last(&self, description: &Description, paragraph: usize) -> Option<Speaker> {
        let gender = role_gender(&description.head);
        let last = self.last.as_ref().filter(|turn| paragraph.saturating_sub(turn.paragraph) <= 2)?;
        let person = last.speaker.person.map(|index| &self.cast.figures[index])?;
        let fits = person.may_be_person() && gender.is_none_or(|g| person.gender.is_none_or(|own| own == g));
        (fits && !description.head.ends_with('s'))
            .then(|| Speaker { confidence: last.speaker.confidence.min(0.5), ..last.speaker.clone() })
    }

    /// The figure whose role fits best, the last one mentioned before a token where several do.
    fn best_role(&self, description: &Description, paragraph: usize, token: usize) -> Option<(usize, usize)> {
        let end = self.mentions.partition_point(|m| (m.paragraph, m.tokens.start) < (paragraph, token));
        let seen = |figure: usize| {
            self.places[figure].partition_point(|at| *at < end).checked_sub(1).map(|i| self.places[figure][i])
        };
        let holders = self.by_role.get(&description.head).map_or(&[] as &[usize], Vec::as_slice);
        let scored =
            holders.iter().take(MOST_HOLDERS).map(|at| (*at, role_score(&self.cast.figures[*at], description)));
        let fitting = scored.filter(|(at, score)| *score > 2 || *score > 0 && seen(*at).is_some());
        fitting.max_by_key(|(at, score)| (*score, seen(*at), std::cmp::Reverse(*at)))
    }
}

/// How well a figure's roles fit a description: nothing without the head noun, else two for it and two for every other
/// word they share.
fn role_score(figure: &Figure, description: &Description) -> usize {
    if !figure.may_be_person() {
        return 0;
    }
    let best = figure.roles.iter().map(|role| shared(&role.text.to_lowercase(), description)).max().unwrap_or(0);
    let titled = figure.titles.iter().any(|title| title_nouns(title).contains(&description.head.as_str()));
    best.max(if titled { 2 } else { 0 })
}

/// True when a listed word for a role stands in a phrase.
fn has_role_word(phrase: &str) -> bool {
    role_words(phrase).any(|word| lexicon::word_class(&word.to_lowercase()) == Some(WordClass::Role))
}

fn role_words(role: &str) -> impl Iterator<Item = &str> {
    role.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '-').filter(|word| !word.is_empty())
}

fn shared(role: &str, description: &Description) -> usize {
    let words: Vec<&str> = role_words(role).collect();
    let past = |word: &&str| matches!(*word, "former" | "ex" | "then" | "late" | "ex-president" | "then-president");
    if words.iter().any(past) && !description.words.iter().any(|word| past(&word.as_str())) {
        return 0;
    }
    if !words.contains(&description.head.as_str()) {
        return 0;
    }
    2 * description.words.iter().filter(|word| words.iter().any(|w| kin(w, word))).count()
}

/// The same word, or one that begins like it: Russia, Russian.
fn kin(a: &str, b: &str) -> bool {
    a == b || a.len() >= 5 && b.len() >= 5 && a.as_bytes()[..5] == b.as_bytes()[..5]
}

/// Nouns that a title stands for.
fn title_nouns(title: &str) -> &'static [&'static str] {
    match title.trim_end_matches('.') {
        "Sen" => &["senator", "lawmaker", "republican", "democrat"],
        "Rep" => &["representative", "congressman", "congresswoman", "lawmaker", "republican", "democrat"],
        "Gov" => &["governor"],
        "Gen" | "Lt" | "Maj" | "Brig" => &["general"],
        "Col" => &["colonel"],
        "Dr" => &["doctor", "physician"],
        "Prof" => &["professor"],
        "Judge" | "Justice" => &["judge", "justice"],
        "Sgt" | "Capt" | "Cmdr" | "Adm" => &["officer"],
        _ => &[],
    }
}

/// The gender that a role tells: spokeswoman, chairman, actress.
fn role_gender(role: &str) -> Option<Gender> {
    role.split_whitespace().find_map(|word| {
        let lower = word.to_lowercase();
        let is = |words: &[&str]| words.contains(&lower.as_str());
        if lower.ends_with("woman") || is(&["mother", "wife", "daughter", "sister", "queen", "princess", "actress"]) {
            Some(Gender::Female)
        } else if lower.len() > 3 && lower.ends_with("man") && !lower.ends_with("woman")
            || is(&["father", "husband", "son", "brother", "king", "prince", "pope", "bishop"])
        {
            Some(Gender::Male).filter(|_| !is(&["german", "roman", "norman", "ottoman", "human"]))
        } else {
            None
        }
    })
}

fn pronoun_gender(word: &str) -> Option<Gender> {
    match word {
        "he" | "He" | "his" | "His" | "him" | "himself" => Some(Gender::Male),
        "she" | "She" | "her" | "Her" | "herself" => Some(Gender::Female),
        _ => None,
    }
}

fn is_he_or_she(word: &str) -> bool {
    matches!(word, "He" | "She" | "His" | "Her")
}

impl Speaker {
    fn new(name: Option<String>, kind: SpeakerKind, confidence: f32) -> Speaker {
        Speaker { name, kind, role: None, confidence, also: Vec::new(), or: Vec::new(), person: None }
    }
}
