//! Resolution: from the words of a source to a speaker.
//!
//! In: a document's tokens and its attributions. Out: everybody it names, and each attribution's speaker. Attributions are
//! read in order of place, because a pronoun or a quotation without source goes on from who spoke before. Wrong mostly
//! where several people of one gender speak by turns.

use super::cast::{Cast, Figure, title_gender};
use super::name::{Mention, NameKind, Namer};
use super::other_name::other_name;
use super::role::{self, has_role_word, role_gender};
use super::said_again;
use super::setting;
use super::source::{Reference, SourceTokens};
use super::subject::Subject;
use super::text::Texts;
use super::{Person, Role, Speaker, SpeakerKind};
use crate::attribution::Attribution;
use crate::document::Span;
use crate::lexicon::{WordClass, lower, settings, words};
use crate::quotation::Quotation;
use crate::token::{Paragraph, Token, class};
use rustc_hash::FxHashMap;
use std::ops::Range;

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
        let setting = setting::setting(scene, &resolver.mentions, &attributions[index]);
        let attribution = &mut attributions[index];
        attribution.speaker = speaker;
        (attribution.addressee, attribution.occasion) = (setting.addressee, setting.occasion);
        attribution.via = attribution.via.or(setting.via);
    }
    said_again::name(scene, attributions);
    resolver.cast.figures.iter().map(Figure::person).collect()
}

/// The roles given with each mention. Who has one is a person.
fn roles(scene: &Scene, mentions: &mut [Mention]) -> Vec<Vec<Span>> {
    let mut person_before = (0, 0);
    let roles = |mention: &mut Mention| {
        let (paragraph, end) = person_before;
        let from = if paragraph == mention.paragraph { end } else { 0 };
        let spans = role::roles(scene.text, &scene.paragraphs[mention.paragraph], mention, from);
        if mention.kind == NameKind::Unsure && spans.iter().any(|span| has_role_word(span.of(scene.text))) {
            mention.kind = NameKind::Person;
        }
        if mention.kind == NameKind::Person && mention.words.len() > 1 {
            person_before = (mention.paragraph, mention.tokens.end);
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
    /// Texts named with more than their noun: "the port authority's report".
    pub(super) texts: Texts,
    /// Whom "the president" and the like stand for before verbs, in order of place.
    pub(super) subjects: Vec<Subject>,
    /// Who was given as speaker, and where, the last one last.
    pub(super) turns: Vec<Turn>,
    /// The text that spoke last, and its paragraph.
    pub(super) last_text: Option<(String, usize)>,
}

/// A source that may refer without a name, in its place.
pub(super) struct Site<'a> {
    pub paragraph: usize,
    /// First token of the source.
    pub token: usize,
    /// One past its last token.
    pub end: usize,
    /// What is ascribed to it.
    pub attribution: &'a Attribution,
}

impl Site<'_> {
    /// Paragraph and first token.
    pub fn place(&self) -> (usize, usize) {
        (self.paragraph, self.token)
    }
}

/// A speaker's turn.
#[derive(Clone)]
pub(super) struct Turn {
    pub(super) speaker: Speaker,
    /// Paragraph in which the content ends.
    pub(super) paragraph: usize,
    /// Paragraph and sentence of its source, or else its cue.
    pub(super) sentence: Option<(usize, u32)>,
    pub(super) quoted: bool,
}

impl<'t> Resolver<'t> {
    fn new(scene: &'t Scene<'t>) -> Self {
        let namer = Namer::new(scene.text, scene.quotations, scene.paragraphs);
        let paragraphs = || scene.paragraphs.iter().enumerate();
        let headline = |p: &Paragraph| p.title_case && p.tokens.first().is_none_or(|t| t.class != class::DASH);
        let bodies = paragraphs().filter(|(_, p)| !headline(p));
        let mut mentions: Vec<Mention> = bodies.flat_map(|(index, p)| namer.mentions(index, p)).collect();
        let roles = roles(scene, &mut mentions);
        let (cast, owners) = Cast::new(&mut mentions);
        let mut resolver = Resolver {
            scene,
            mentions,
            owners,
            cast,
            places: Vec::new(),
            by_role: FxHashMap::default(),
            texts: Texts::new(scene),
            subjects: Vec::new(),
            turns: Vec::new(),
            last_text: None,
        };
        resolver.give_roles(roles);
        resolver.add_other_names();
        resolver.learn_genders();
        let headlines = paragraphs().filter(|(_, p)| headline(p));
        resolver.add_headlines(headlines.flat_map(|(index, p)| namer.headline_words(index, p)).collect());
        resolver.index();
        resolver.subjects = resolver.described_subjects();
        resolver
    }

    /// Names that stand behind a person's own.
    fn add_other_names(&mut self) {
        for (mention, owner) in self.mentions.iter().zip(&self.owners) {
            let figure = &mut self.cast.figures[*owner];
            let found = || other_name(self.scene.text, mention.span.end, &figure.words);
            if let Some(name) = figure.may_be_person().then(found).flatten()
                && !figure.aliases.contains(&name)
            {
                figure.aliases.push(name);
            }
        }
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
        for (at, figure) in self.cast.figures.iter_mut().enumerate().filter(|(_, figure)| figure.may_be_person()) {
            figure.gather_names();
            for word in &figure.called {
                match self.by_role.get_mut(word) {
                    Some(holders) => holders.push(at),
                    None => _ = self.by_role.insert(word.clone(), vec![at]),
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

    /// A mention of somebody who may be a person, and not "in Castel Run" where that is all that is known of the name.
    pub(super) fn may_be_he_or_she(&self, at: usize) -> bool {
        let mention = &self.mentions[at];
        let tokens = &self.scene.paragraphs[mention.paragraph].tokens;
        let in_place = || mention.before(tokens).is_some_and(|token| settings::tells_where(&lower(self.word(token))));
        self.cast.figures[self.owners[at]].may_be_person() && !(self.is_bare(at) && in_place())
    }

    /// A name of which the text tells nothing else: no role, no title, nothing of he or she.
    pub(super) fn is_bare(&self, at: usize) -> bool {
        let figure = &self.cast.figures[self.owners[at]];
        figure.gender.or(figure.named).is_none() && figure.titles.is_empty() && figure.roles.is_empty()
    }

    pub(super) fn word(&self, token: &Token) -> &'t str {
        token.span().of(self.scene.text)
    }

    /// What a caption reports, or a headline of somebody without a name, starts no turn.
    fn remember(&mut self, attribution: &Attribution, speaker: Option<&Speaker>) {
        let Some(speaker) = speaker.filter(|s| s.name.is_some()) else { return };
        let end = attribution.content.iter().map(|s| s.end).max().unwrap_or(0);
        let paragraph = self.paragraph_at(end.saturating_sub(1));
        let here = &self.scene.paragraphs[paragraph];
        let stop = here.tokens.last().is_some_and(|t| t.separates() || t.quotation().is_some());
        let headline = here.title_case || paragraph == 0 && !stop;
        if headline && speaker.person.is_none() || words::is_caption(here.span.of(self.scene.text)) {
            return;
        }
        if speaker.kind == SpeakerKind::Document {
            self.last_text = speaker.name.clone().map(|name| (name, paragraph));
        }
        let quoted = !attribution.quoted.is_empty();
        let sentence = attribution.source.first().or(attribution.cue.first()).map(|span| self.sentence_at(*span));
        self.turns.push(Turn { speaker: speaker.clone(), paragraph, sentence, quoted });
    }

    pub(super) fn sentence_at(&self, span: Span) -> (usize, u32) {
        let (paragraph, token) = self.token_at(span);
        (paragraph, self.scene.paragraphs[paragraph].tokens.get(token).map_or(0, |token| token.sentence))
    }

    /// Paragraph and first token of a span.
    pub(super) fn token_at(&self, span: Span) -> (usize, usize) {
        let paragraph = self.paragraph_at(span.start);
        (paragraph, self.scene.paragraphs[paragraph].tokens.partition_point(|t| (t.end as usize) <= span.start))
    }

    fn paragraph_at(&self, place: usize) -> usize {
        self.scene.paragraphs.partition_point(|p| p.span.end <= place).min(self.scene.paragraphs.len() - 1)
    }

    fn speaker(&self, attribution: &Attribution) -> Option<Speaker> {
        let Some(source) = attribution.source.first() else {
            if let Some(verb) = self.passive(attribution) {
                // "He is known for “Q”", but not "he was asked whether “Q”" and "“Q” is expected".
                let says = !attribution.quoted.is_empty() && !settings::is_addressed(verb.lemma);
                return self.subject_of(attribution).filter(|_| says).or_else(|| Some(self.unknown()));
            }
            let led_to = || self.led_to(attribution);
            return self.subject_of(attribution).or_else(led_to).or_else(|| self.going_on(attribution));
        };
        let whole = self.beside_cue(attribution).unwrap_or(*source);
        let (index, first) = self.token_at(whole);
        let paragraph = &self.scene.paragraphs[index];
        let end = paragraph.tokens.partition_point(|t| (t.start as usize) < whole.end);
        let tokens = SourceTokens { text: self.scene.text, paragraph, tokens: first..end };
        if first >= end {
            return Some(self.unknown());
        }
        let inside = self.mentions_in(whole);
        let named: Vec<(usize, &Mention)> = inside.clone().map(|at| (at, &self.mentions[at])).collect();
        if let Some(author) = self.author(whole, &named) {
            return Some(author);
        }
        let site = Site { paragraph: index, token: first, end, attribution };
        match tokens.reference(&named) {
            Some(Reference::Names(names)) => Some(self.named(&names)),
            Some(Reference::Pronoun(pronoun)) => Some(self.pronoun(pronoun, &site)),
            Some(Reference::Description(description)) => {
                let named = self.in_apposition(paragraph, index, first).or_else(|| self.told_by_name(&site));
                Some(named.unwrap_or_else(|| self.described(&description, &site)))
            }
            None => Some(self.unknown()),
        }
    }

    /// Of a source in several parts, a name right before the cue: "the row between Jane Roe and Ann Poe | began when Poe said".
    fn beside_cue(&self, attribution: &Attribution) -> Option<Span> {
        let cue = attribution.cue.first()?;
        let adjoins = |span: &&Span| {
            let between = self.scene.text.get(span.end..cue.start);
            between.is_some_and(|words| words.chars().all(|c| c == ',' || c.is_whitespace()))
        };
        let beside = attribution.source.iter().find(adjoins).filter(|_| attribution.source.len() > 1)?;
        let named = |at: usize| {
            let mention = &self.mentions[at];
            let start = self.scene.paragraphs[mention.paragraph].tokens[mention.begins].start as usize;
            start == beside.start && self.cast.figures[self.owners[at]].may_be_person()
        };
        self.mentions_in(*beside).any(named).then_some(*beside)
    }

    /// The words before a handle, where they are no name but hold one: "Mayor of Tarrin (@tarrinmayor)".
    fn author(&self, source: Span, named: &[(usize, &Mention)]) -> Option<Speaker> {
        let (name, _) = source.of(self.scene.text).split_once(" (@")?;
        let whole = |mention: &Mention| mention.span.start == source.start || mention.begins < mention.tokens.start;
        let is_name = named.first().is_some_and(|(_, mention)| whole(mention));
        (!is_name).then(|| Speaker::new(Some(name.to_owned()), SpeakerKind::Person, 0.8))
    }

    /// A name between commas right after a description tells who is meant: "his lawyer, | Jane Roe |, said".
    fn told_by_name(&self, site: &Site) -> Option<Speaker> {
        let tokens = &self.scene.paragraphs[site.paragraph].tokens;
        let comma = |at: usize| tokens.get(at).filter(|token| self.word(token) == ",");
        let stops = |at: usize| tokens.get(at).is_none_or(Token::separates);
        comma(site.end)?;
        let at = self.mentions.partition_point(|m| (m.paragraph, m.begins) < (site.paragraph, site.end + 1));
        let mention = self.mentions.get(at)?;
        let next = (mention.paragraph, mention.begins) == (site.paragraph, site.end + 1) && !mention.possessive;
        let person = next && stops(mention.tokens.end) && self.cast.figures[self.owners[at]].may_be_person();
        person.then(|| self.figure(self.owners[at], 0.85))
    }

    /// A name that a verb follows, at once or after a clause or apposition between commas.
    pub(super) fn is_subject(&self, mention: &Mention) -> bool {
        let tokens = &self.scene.paragraphs[mention.paragraph].tokens;
        let next = |at: usize| tokens.get(at).filter(|token| !mention.possessive && !token.initial);
        let end = mention.tokens.end;
        let is_time = |token: &Token| matches!(token.lexical, Some(WordClass::Day | WordClass::Time));
        let on_day = next(end).is_some_and(|token| token.lexical == Some(WordClass::Preposition))
            && next(end + 1).is_some_and(is_time);
        let comma = next(end).is_some_and(|token| self.word(token) == ",");
        let relative = || next(end + 1).is_some_and(|token| token.lexical == Some(WordClass::Wh));
        let apposed = || mention.before(tokens).is_some_and(|token| self.word(token) == ",");
        let then_verb = || apposed() && next(end + 1).is_some_and(Token::begins_predicate);
        next(end).is_some_and(Token::begins_predicate)
            || on_day && next(end + 2).is_some_and(Token::begins_predicate)
            || comma && (tokens[mention.begins].initial || relative() || then_verb())
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

    /// The mentions of a paragraph's sentence.
    pub(super) fn mentions_of(&self, sentence: (usize, u32)) -> Range<usize> {
        let place = |m: &Mention| (m.paragraph, self.scene.paragraphs[m.paragraph].tokens[m.tokens.start].sentence);
        let from = self.mentions.partition_point(|m| place(m) < sentence);
        let count = self.mentions[from..].partition_point(|m| place(m) == sentence);
        from..from + count
    }

    pub(super) fn mentions_in(&self, span: Span) -> Range<usize> {
        let from = self.mentions.partition_point(|m| m.span.start < span.start);
        let to = self.mentions.partition_point(|m| m.span.start < span.end);
        from..to.max(from)
    }

    /// The last turn.
    pub(super) fn last(&self) -> Option<&Turn> {
        self.turns.last()
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
        let first = self.same_surname_spoke(names[0]).unwrap_or(self.owners[names[0]]);
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

    /// For a surname alone that several bear: the one of them who spoke last, a paragraph or two before.
    fn same_surname_spoke(&self, at: usize) -> Option<usize> {
        let mention = &self.mentions[at];
        let [surname] = mention.words[..] else { return None };
        let near = |turn: &&Turn| self.prose_between(turn.paragraph, mention.paragraph) <= 1;
        let person = self.last().filter(near)?.speaker.person?;
        let (spoke, owner) = (&self.cast.figures[person], &self.cast.figures[self.owners[at]]);
        let bears = |figure: &Figure| figure.words.len() > 1 && figure.surname() == Some(surname);
        let alike = spoke.gender.is_none_or(|gender| title_gender(mention.title).is_none_or(|told| told == gender));
        let both = bears(spoke) && bears(owner) && spoke.may_be_person() && alike;
        (both && !owner.overshadows(spoke) && !self.named_since(at)).then_some(person)
    }

    /// Whether the figure of a mention was named after the sentence of the last turn.
    fn named_since(&self, at: usize) -> bool {
        let places = &self.places[self.owners[at]];
        let before = places.partition_point(|place| *place < at).checked_sub(1).map(|nth| &self.mentions[places[nth]]);
        let sentence = |m: &Mention| (m.paragraph, self.scene.paragraphs[m.paragraph].tokens[m.tokens.start].sentence);
        before.map(sentence) > self.last().and_then(|turn| turn.sentence)
    }

    /// How many paragraphs one is after another, captions and lines of a word or two not counted.
    pub(super) fn prose_between(&self, from: usize, to: usize) -> usize {
        let paragraphs = self.scene.paragraphs.get(from + 1..=to).unwrap_or_default();
        let prose = |p: &&Paragraph| p.tokens.len() > 2 && !words::is_caption(p.span.of(self.scene.text));
        // Whoever spoke further back than a few lines is not asked for.
        if paragraphs.len() > MOST_LINES_BETWEEN { paragraphs.len() } else { paragraphs.iter().filter(prose).count() }
    }
}

/// Captions and notices are looked past for so many lines: guessed.
const MOST_LINES_BETWEEN: usize = 5;
