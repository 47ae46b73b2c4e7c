//! Descriptions: whom "the minister", "his lawyer" or "a senior official" stands for.
//!
//! In: a source without a name. Out: the figure whose role fits, an organisation, a document, or an anonymous source under
//! its description as given. Wrong where two people hold roles of one name, and where a role is told nowhere.

use super::cast::{Figure, title_nouns};
use super::name::{NameKind, is_platform};
use super::resolve::{Resolver, Site, Turn};
use super::role::{role_gender, role_words};
use super::source::{Description, HeadClass};
use super::{Speaker, SpeakerKind};
use crate::lexicon::words::{self, TextKind};
use crate::lexicon::{WordClass, lower, names, titles, word_class};
use crate::token::{Sort, Token};

/// Of those who hold a role of one name, so many are compared: a bound, never reached in an article.
const MOST_HOLDERS: usize = 200;

/// Of one person's offices, so many are compared: a bound, never reached in an article.
const MOST_OFFICES: usize = 50;

/// "The text" is one told of at most so many lines before: guessed.
const MOST_LINES_TO_TEXT: usize = 8;

/// "The statement" is one told of at most so many lines before, in so many tokens: guessed.
const MOST_LINES_TO_ISSUER: usize = 4;
const MOST_TOKENS_TO_ISSUER: usize = 600;

/// "The official" is one told of at most so many lines before: guessed.
const MOST_LINES_TO_SOURCE: usize = 4;

/// So many turns back is it looked for who spoke of the statement, or who "the official" is: a bound.
const MOST_TURNS_BACK: usize = 8;

impl Resolver<'_> {
    pub(super) fn described(&self, description: &Description, site: &Site) -> Speaker {
        if description.span.len() == 1 {
            return self.unknown(); // "Q" and "A"
        }
        let known = || self.by_role(description, site);
        match description.class {
            HeadClass::Role if description.definite => known().unwrap_or_else(|| self.anonymous(description, site)),
            HeadClass::Organisation => self.organisation(description, site),
            HeadClass::Document => self.document(description, site),
            _ => {
                let named = self.by_shouted_name(description);
                let definite = Some(description).filter(|d| d.definite);
                let held =
                    || definite.and_then(|d| self.best_role(d, site.place())).map(|(at, _)| self.figure(at, 0.75));
                let person = || definite.filter(|d| may_be_person(&d.head));
                let spoke = || person().and_then(|d| self.spoke_last(d, site));
                let again = || definite.and_then(|d| self.introduced_before(d, site));
                let known = named.or_else(held).or_else(again).or_else(spoke);
                known.unwrap_or_else(|| self.anonymous(description, site))
            }
        }
    }

    /// A surname in capitals, as in a transcript: "WALLACE".
    fn by_shouted_name(&self, description: &Description) -> Option<Speaker> {
        let word = description.span.of(self.scene.text).trim_end_matches(':');
        if word.contains(' ') && word.contains(char::is_lowercase) {
            return None;
        }
        self.cast.find(word).map(|index| self.figure(index, 0.85))
    }

    fn anonymous(&self, description: &Description, site: &Site) -> Speaker {
        let disclosed = self.disclosed(description, site);
        Speaker { disclosed, ..self.as_described(description, SpeakerKind::Anonymous, 0.8) }
    }

    /// "The official" who was introduced as "a senior White House official": the last source without a name whose noun is
    /// the same and who is told to be all that this one is.
    fn introduced_before(&self, description: &Description, site: &Site) -> Option<Speaker> {
        let noun = description.class == HeadClass::Role || words::is_bare_source(&description.head);
        let near = |turn: &&Turn| self.prose_between(turn.paragraph, site.paragraph) <= MOST_LINES_TO_SOURCE;
        let turns = self.turns.iter().rev().take(MOST_TURNS_BACK).take_while(near);
        let unnamed = turns.filter(|turn| turn.speaker.kind == SpeakerKind::Anonymous);
        let fits = |turn: &&Turn| turn.speaker.name.as_ref().is_some_and(|name| introduces(name, description));
        let turn = unnamed.filter(|_| noun).find(fits)?;
        let mut disclosed = [turn.speaker.disclosed.clone(), self.disclosed(description, site)].concat();
        disclosed.sort_unstable();
        disclosed.dedup();
        Some(Speaker { disclosed, confidence: turn.speaker.confidence.min(0.7), ..turn.speaker.clone() })
    }

    fn as_described(&self, description: &Description, kind: SpeakerKind, confidence: f32) -> Speaker {
        Speaker::new(Some(description.span.of(self.scene.text).to_owned()), kind, confidence)
    }

    /// "Roe's reply": whoever it is of; "the statement said": whoever spoke last, for a text that somebody puts out. A report
    /// or poll speaks for itself, by its fuller name where the article gives one.
    fn document(&self, description: &Description, site: &Site) -> Speaker {
        let last = self.last().filter(|turn| self.prose_between(turn.paragraph, site.paragraph) <= 1);
        let kind = words::text_kind(&description.head);
        let issued = description.definite && kind == Some(TextKind::Issued);
        let person = |at: &usize| self.cast.figures[*at].may_be_person();
        if let Some(owner) = self.possessors(description).find(person).filter(|_| issued) {
            return self.figure(owner, 0.75);
        }
        if let Some(issuer) = issued.then(|| self.issuer(description, site)).flatten() {
            return issuer;
        }
        match (last, kind) {
            (Some(turn), _) if issued => {
                Speaker { confidence: turn.speaker.confidence.min(0.6), ..turn.speaker.clone() }
            }
            (_, Some(TextKind::Part)) if self.whole_text(description, site).is_some() => {
                Speaker::new(self.whole_text(description, site), SpeakerKind::Document, 0.75)
            }
            _ => match self.fuller_text(description, site) {
                Some(name) => Speaker::new(Some(name), SpeakerKind::Document, 0.75),
                None => self.as_described(description, SpeakerKind::Document, 0.8),
            },
        }
    }

    /// Who put out "the statement": whoever spoke in the sentence that last told of one, or else that sentence's subject
    /// ("The ministry released a statement").
    fn issuer(&self, description: &Description, site: &Site) -> Option<Speaker> {
        let sentence = self.told_of(&description.head, site)?;
        let turn = self.turns.iter().rev().take(MOST_TURNS_BACK).find(|turn| turn.sentence == Some(sentence));
        let spoke =
            || turn.map(|turn| Speaker { confidence: turn.speaker.confidence.min(0.7), ..turn.speaker.clone() });
        let subject = || self.mentions_of(sentence).find(|at| self.is_subject(&self.mentions[*at]));
        spoke().or_else(|| subject().map(|at| self.figure(self.owners[at], 0.7)))
    }

    /// Paragraph and sentence that last has a word before a source.
    fn told_of(&self, word: &str, site: &Site) -> Option<(usize, u32)> {
        let paragraphs =
            (0..=site.paragraph).rev().take_while(|at| self.prose_between(*at, site.paragraph) <= MOST_LINES_TO_ISSUER);
        let before = |at: usize| if at == site.paragraph { site.token } else { self.scene.paragraphs[at].tokens.len() };
        let places = paragraphs.flat_map(|at| (0..before(at)).rev().map(move |token| (at, token)));
        let same = |token: &Token| token.sort == Sort::Word && self.word(token).eq_ignore_ascii_case(word);
        let tokens =
            places.take(MOST_TOKENS_TO_ISSUER).map(|(at, token)| (at, &self.scene.paragraphs[at].tokens[token]));
        tokens.into_iter().find(|(_, token)| same(token)).map(|(at, token)| (at, token.sentence))
    }

    /// "the agreement" of "the main text of the agreement"; for "the text" alone, the text that spoke before.
    fn whole_text(&self, description: &Description, site: &Site) -> Option<String> {
        let near = |(_, paragraph): &&(String, usize)| site.paragraph.saturating_sub(*paragraph) <= MOST_LINES_TO_TEXT;
        let before = || self.last_text.as_ref().filter(near).map(|(name, _)| name.clone());
        let whole = description.span.of(self.scene.text).split_once(" of ").map(|(_, whole)| whole.to_owned());
        whole.or_else(|| before().filter(|_| description.definite && description.words.len() == 1))
    }

    /// "the port authority's report" for "the report", where it is told of before.
    fn fuller_text(&self, description: &Description, site: &Site) -> Option<String> {
        let bare = description.definite && description.words.len() == 1;
        let named = bare.then(|| self.texts.before(&description.head, site.place()))??;
        Some(named.of(self.scene.text).to_owned())
    }

    fn organisation(&self, description: &Description, site: &Site) -> Speaker {
        let bare = description.words.len() == 1;
        let named = self.mentions_before(site.paragraph, site.token).find(|(at, _)| {
            let figure = &self.cast.figures[self.owners[*at]];
            !figure.may_be_person() && figure.words.iter().any(|w| w.to_lowercase() == description.head)
        });
        let near = || {
            self.mentions_before(site.paragraph, site.token)
                .take_while(|(_, distance)| *distance <= 3)
                .find(|(at, _)| self.is_body(*at))
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

    /// The mention of an organisation or place, and not only of where it writes.
    pub(super) fn is_many(&self, at: usize) -> bool {
        let figure = &self.cast.figures[self.owners[at]];
        !figure.may_be_person() && !is_platform(&figure.words)
    }

    /// The mention of an organisation, and not only of where it writes.
    pub(super) fn is_body(&self, at: usize) -> bool {
        let figure = &self.cast.figures[self.owners[at]];
        figure.kind == NameKind::Organisation && !is_platform(&figure.words)
    }

    fn without_article(&self, description: &Description, kind: SpeakerKind) -> Speaker {
        let words = description.span.of(self.scene.text);
        let name = ["The ", "the "].iter().find_map(|article| words.strip_prefix(article)).unwrap_or(words);
        Speaker::new(Some(name.to_owned()), kind, 0.85)
    }

    /// The figure whose role, title or kind a description tells: "the Russian speaker", "the senator", "Daniels' lawyer".
    fn by_role(&self, description: &Description, site: &Site) -> Option<Speaker> {
        let best = self.best_role(description, site.place());
        if let Some((owner, score)) = best {
            return Some(self.figure(owner, if score > 3 { 0.85 } else { 0.75 }));
        }
        self.introduced_before(description, site).or_else(|| self.spoke_last(description, site))
    }

    /// Whoever spoke last, if a description of one person may be theirs: of their gender, no role of theirs known, and not
    /// in relation to themselves ("Daniels' lawyer").
    fn spoke_last(&self, description: &Description, site: &Site) -> Option<Speaker> {
        let gender = role_gender(&description.head);
        let last = self.last().filter(|turn| self.prose_between(turn.paragraph, site.paragraph) <= 2)?;
        let first = lower(description.span.of(self.scene.text).split(' ').next()?);
        if words::is_group(&description.head) || words::owns(&first) {
            return None; // "the crowd"; "her source" is somebody else than she
        }
        let index = last.speaker.person.filter(|_| !self.scene.paragraphs[site.paragraph].title_case)?;
        let person = &self.cast.figures[index];
        let free = gender.is_some() || person.roles.is_empty() || description.class != HeadClass::Role;
        let fits = person.kind == NameKind::Person && gender.is_none_or(|g| person.gender == Some(g));
        (fits && free && !description.head.ends_with('s') && !self.possessors(description).any(|at| at == index))
            .then(|| Speaker { confidence: last.speaker.confidence.min(0.5), ..last.speaker.clone() })
    }

    /// Figures whom a description relates its noun to: "Daniels' lawyer".
    fn possessors(&self, description: &Description) -> impl Iterator<Item = usize> + '_ {
        let inside = self.mentions_in(description.span);
        inside.filter(|at| self.mentions[*at].possessive).map(|at| self.owners[at])
    }

    /// The figure whose role fits best, the last one mentioned before a token where several do.
    pub(super) fn best_role(&self, description: &Description, place: (usize, usize)) -> Option<(usize, usize)> {
        let end = self.mentions.partition_point(|m| (m.paragraph, m.tokens.start) < place);
        let seen = |figure: usize| {
            self.places[figure].partition_point(|at| *at < end).checked_sub(1).map(|i| self.places[figure][i])
        };
        let possessors: Vec<usize> = self.possessors(description).collect();
        let related = possessors.iter().any(|at| self.cast.figures[*at].may_be_person());
        let holders = self.by_role.get(&description.head).map_or(&[] as &[usize], Vec::as_slice);
        let others = holders.iter().filter(|at| !possessors.contains(at)).take(MOST_HOLDERS);
        let scored = others.map(|at| (*at, role_score(&self.cast.figures[*at], description)));
        let fitting = scored.filter(|(at, score)| *score > 2 || *score > 0 && !related && seen(*at).is_some());
        fitting.max_by_key(|(at, score)| (*score, seen(*at), std::cmp::Reverse(*at)))
    }
}

/// Whether a noun that no list has may stand for one person: actress, Republican, 40-year-old, teenager.
fn may_be_person(head: &str) -> bool {
    role_gender(head).is_some()
        || names::is_demonym(head)
        || words::is_bare_source(head)
        || words::ends_like_person(head)
}

/// Whether an indefinite description tells all that a later, definite one does, of the same noun.
fn introduces(name: &str, later: &Description) -> bool {
    let lower_name = name.to_lowercase();
    let told: Vec<&str> = role_words(&lower_name).collect();
    let before = |word: &&&str| word_class(word) != Some(WordClass::Preposition);
    let definite = told.first().is_some_and(|first| matches!(*first, "the" | "this" | "that"));
    !definite
        && told.iter().take_while(before).last() == Some(&later.head.as_str())
        && later.words.iter().all(|word| told.contains(&word.as_str()))
}

/// How well a figure's roles fit a description: nothing without the head noun, else two for it and two for every other
/// word they share. A title that is told to be a former one does not count.
fn role_score(figure: &Figure, description: &Description) -> usize {
    if !figure.may_be_person() {
        return 0;
    }
    let best =
        figure.offices.iter().take(MOST_OFFICES).map(|office| shared(&office.lower, description)).max().unwrap_or(0);
    let bears = |title: &&str| title_nouns(title).contains(&description.head.as_str()) && !is_former(figure, title);
    let titled = figure.titles.iter().any(bears);
    best.max(if titled { 2 } else { 0 })
}

fn is_former(figure: &Figure, title: &str) -> bool {
    let past = |role: &str| role_words(role).any(|word| titles::is_past(&word.to_lowercase()));
    figure.offices.iter().take(MOST_OFFICES).any(|office| office.told.contains(title) && past(&office.told))
}

/// Two for the head noun, or another noun for who holds the role, and two for every other word that both have. Nothing for
/// a past office, or one of another rank ("vice"), that the description does not tell so.
fn shared(role: &str, description: &Description) -> usize {
    let words: Vec<&str> = role_words(role).collect();
    let told = |word: &str| description.words.iter().any(|w| w == word);
    let ranked = |word: &&str| titles::is_past(word) || titles::is_rank(word);
    let head = words.iter().position(|word| *word == description.head || synonym(word, &description.head));
    let Some(head) = head else { return 0 };
    let before = words[..head].last().filter(|word| titles::is_rank(word) && !told(word));
    if before.is_some()
        || words.iter().any(|word| titles::is_past(word) && !description.words.iter().any(|w| ranked(&w.as_str())))
    {
        return 0;
    }
    let others = description.words.iter().filter(|word| **word != description.head);
    2 + 2 * others.filter(|word| words.iter().any(|w| kin(w, word))).count()
}

fn synonym(word: &str, head: &str) -> bool {
    words::role_synonyms(word).any(|other| other == head)
}

/// The same word, or one that begins like it: Russia, Russian.
fn kin(a: &str, b: &str) -> bool {
    a == b || a.len() >= 5 && b.len() >= 5 && a.as_bytes()[..5] == b.as_bytes()[..5]
}
