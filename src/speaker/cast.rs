//! The cast: everybody a document names, one figure a person, organisation or place.
//!
//! In: the mentions of a document. Out: figures, and which mention is whose. A full name makes a figure; a shorter name goes
//! to the figure that holds it; where several do, to the one mentioned last, or to the one of whom the article is full.
//! Wrong where two people share a surname and the short form is the other one's.

use super::name::{Mention, NameKind};
use super::role::role_words;
use super::{Person, Role, SpeakerKind};
use crate::lexicon::names::{self, Gender};
use crate::lexicon::{folded, titles, words};
use rustc_hash::{FxHashMap, FxHashSet};

/// Somebody named in a document.
#[derive(Clone, Debug)]
pub(super) struct Figure<'t> {
    /// Words of the fullest name.
    pub words: Vec<&'t str>,
    pub kind: NameKind,
    /// By title, role or the pronouns of the text, or else by the given name.
    pub gender: Option<Gender>,
    /// What the given name tells.
    pub named: Option<Gender>,
    /// Other forms of the name as written.
    pub aliases: Vec<String>,
    pub roles: Vec<Role>,
    pub titles: Vec<&'t str>,
    /// The roles, each once.
    pub offices: Vec<Office>,
    /// Every lower-cased word that may describe this figure: of roles, what else these are called, nouns of titles.
    pub called: FxHashSet<String>,
    /// How often mentioned.
    pub mentions: usize,
}

impl Figure<'_> {
    pub fn name(&self) -> String {
        self.words.join(" ")
    }

    pub fn speaker_kind(&self) -> SpeakerKind {
        match self.kind {
            NameKind::Person | NameKind::Unsure => SpeakerKind::Person,
            NameKind::Organisation | NameKind::Place => SpeakerKind::Organisation,
        }
    }

    pub fn may_be_person(&self) -> bool {
        matches!(self.kind, NameKind::Person | NameKind::Unsure)
    }

    /// Whether the text is so full of this figure that a surname alone, which both bear, is this one's.
    pub fn overshadows(&self, other: &Figure) -> bool {
        self.mentions >= MAIN * other.mentions
    }

    /// The last word of a person's name, suffixes left out.
    pub fn surname(&self) -> Option<&str> {
        self.words.iter().rev().find(|word| !names::is_suffix(word)).copied()
    }

    /// Gathers what this figure is called, once all its roles and titles are known: a role may be told a thousand times.
    pub fn gather_names(&mut self) {
        let told: FxHashSet<&str> = self.roles.iter().map(|role| role.text.as_str()).collect();
        let mut told: Vec<&str> = told.into_iter().collect();
        told.sort_unstable();
        self.offices =
            told.into_iter().map(|role| Office { told: role.to_owned(), lower: role.to_lowercase() }).collect();
        let roles = self.offices.iter().flat_map(|office| role_words(&office.told)).map(str::to_lowercase);
        let roles: FxHashSet<String> = roles.collect();
        let titles = self.titles.iter().flat_map(|title| title_nouns(title)).copied();
        let others = roles.iter().flat_map(|word| words::role_synonyms(word));
        self.called = titles.chain(others).map(str::to_owned).collect();
        self.called.extend(roles);
    }

    pub fn person(&self) -> Person {
        Person {
            name: self.name(),
            kind: self.speaker_kind(),
            aliases: self.aliases.clone(),
            roles: self.roles.clone(),
        }
    }
}

/// A role as somebody is told to have it, and in lower case.
#[derive(Clone, Debug)]
pub(super) struct Office {
    pub told: String,
    pub lower: String,
}

/// A surname alone is that of the one mentioned so many times as often as the one mentioned last, in an earlier paragraph:
/// guessed.
const MAIN: usize = 3;

/// Of those with one word in their names, so many are looked at: a bound, never reached in an article.
const MOST_BEARERS: usize = 200;

/// Where a figure was mentioned last.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// One more than the mention's position; none yet at 0.
    place: usize,
    paragraph: usize,
}

/// All figures of a document.
#[derive(Debug, Default)]
pub(super) struct Cast<'t> {
    pub figures: Vec<Figure<'t>>,
    /// Figures by each lower-cased word of their names.
    by_word: FxHashMap<String, Vec<usize>>,
    /// Who of each surname was mentioned last, while it is told whose each mention is.
    recent: FxHashMap<String, usize>,
    /// Figures by their initials, of three words or more.
    by_initials: FxHashMap<String, usize>,
}

impl<'t> Cast<'t> {
    /// Figures for the full names first, then every mention in order of place. Returns whose each mention is.
    pub fn new(mentions: &mut [Mention<'t>]) -> (Cast<'t>, Vec<usize>) {
        let mut cast = Cast::default();
        for doubtful in [false, true] {
            for mention in mentions.iter_mut().filter(|m| m.words.len() > 1 && m.doubtful == doubtful) {
                if doubtful && cast.begins_too_early(mention) {
                    mention.words.remove(0);
                } else if cast.full(mention).is_none() {
                    cast.add(mention);
                }
            }
        }
        let mut seen = vec![Seen::default(); cast.figures.len()];
        let owners = mentions.iter().enumerate().map(|(at, mention)| cast.owner(mention, at, &mut seen)).collect();
        (cast, owners)
    }

    /// True for two words of which the second alone is the last word of another name: "Whatever Roe", "Anytime FBI".
    fn begins_too_early(&self, mention: &Mention) -> bool {
        let known = || {
            self.by_word.get(&*folded(mention.words[1])).is_some_and(|found| {
                found.iter().any(|index| {
                    self.figures[*index].words.last().is_some_and(|w| *folded(w) == *folded(mention.words[1]))
                })
            })
        };
        mention.words.len() == 2 && self.full_index(mention).is_none() && known()
    }

    /// The figure that a word of a headline names, if it is the last word of exactly one name, or the only word of one.
    pub fn of_headline(&self, mention: &Mention) -> Option<usize> {
        let word = folded(mention.words[0]);
        let ends = |index: &&usize| self.figures[**index].words.last().is_some_and(|w| *folded(w) == *word);
        let mut found = self.by_word.get(&*word)?.iter().filter(ends);
        let index = *found.next()?;
        found.next().is_none().then_some(index)
    }

    fn owner(&mut self, mention: &Mention<'t>, at: usize, seen: &mut Vec<Seen>) -> usize {
        let found = if mention.words.len() > 1 { self.full(mention) } else { self.short(mention, seen) };
        let index = found.unwrap_or_else(|| self.add(mention));
        seen.resize(self.figures.len(), Seen::default());
        seen[index] = Seen { place: at + 1, paragraph: mention.paragraph };
        if let Some(surname) = self.figures[index].surname().map(folded) {
            match self.recent.get_mut(&*surname) {
                Some(recent) => *recent = index,
                None => _ = self.recent.insert(surname.to_string(), index),
            }
        }
        self.figures[index].note(mention);
        index
    }

    fn add(&mut self, mention: &Mention<'t>) -> usize {
        let index = self.figures.len();
        self.figures.push(Figure {
            words: mention.words.clone(),
            kind: mention.kind,
            gender: None,
            named: names::gender(&folded(mention.words[0])).filter(|_| mention.words.len() > 1),
            aliases: Vec::new(),
            roles: Vec::new(),
            titles: Vec::new(),
            offices: Vec::new(),
            called: FxHashSet::default(),
            mentions: 0,
        });
        for word in &mention.words {
            let word = folded(word);
            match self.by_word.get_mut(&*word) {
                Some(known) => known.push(index),
                None => _ = self.by_word.insert(word.to_string(), vec![index]),
            }
        }
        if mention.words.len() > 2 {
            self.by_initials.entry(initials(&mention.words)).or_insert(index);
        }
        index
    }

    /// The figure of a name of two words or more: the same words, or a longer or shorter form of a name.
    fn full(&mut self, mention: &Mention<'t>) -> Option<usize> {
        let index = self.full_index(mention)?;
        let figure = &mut self.figures[index];
        if mention.words.len() > figure.words.len() {
            figure.words = mention.words.clone();
        }
        Some(index)
    }

    fn full_index(&self, mention: &Mention) -> Option<usize> {
        let last = folded(mention.words.last()?);
        self.by_word
            .get(&*last)?
            .iter()
            .copied()
            .take(MOST_BEARERS)
            .find(|index| same(&self.figures[*index].words, &mention.words))
    }

    /// The figure of a name of one word.
    fn short(&self, mention: &Mention, seen: &[Seen]) -> Option<usize> {
        let word = folded(mention.words[0]);
        let bearers = self.by_word.get(&*word).map_or(&[] as &[usize], Vec::as_slice);
        let recent = self.recent.get(&*word).filter(|_| bearers.len() > MOST_BEARERS);
        let candidates = bearers.iter().take(MOST_BEARERS).chain(recent);
        let agrees = |index: &&usize| {
            let figure = &self.figures[**index];
            let place = figure.words.len() > 1 && matches!(figure.kind, NameKind::Organisation | NameKind::Place);
            !place
                && title_gender(mention.title).is_none_or(|g| figure.gender.or(figure.named).is_none_or(|own| own == g))
        };
        let last = |index: usize| seen.get(index).copied().unwrap_or_default();
        let fitting = candidates.filter(agrees).map(|index| (self.figures[*index].fits(&word), *index));
        let fitting: Vec<(usize, usize)> = fitting.filter(|(fits, _)| *fits > 0).collect();
        let best = fitting.iter().map(|(fits, _)| *fits).max();
        let holders = || fitting.iter().filter(|(fits, _)| Some(*fits) == best).map(|(_, index)| *index);
        let latest = holders().max_by_key(|index| (last(*index).place, std::cmp::Reverse(*index)));
        let often = holders().max_by_key(|index| (self.figures[*index].mentions, std::cmp::Reverse(*index)));
        let far = |latest: usize| last(latest).paragraph < mention.paragraph;
        let main = often
            .zip(latest)
            .filter(|(often, latest)| far(*latest) && self.figures[*often].overshadows(&self.figures[*latest]));
        main.map(|(often, _)| often).or(latest).or_else(|| self.by_initials.get(&word.replace('.', "")).copied())
    }

    /// A figure by a name as written, whatever its case: "DEVOS".
    pub fn find(&self, name: &str) -> Option<usize> {
        let last = name.split_whitespace().next_back().map(folded)?;
        let found = self.by_word.get(&*last)?;
        found.iter().copied().find(|index| self.figures[*index].words.last().is_some_and(|w| *folded(w) == *last))
    }
}

impl<'t> Figure<'t> {
    /// How well a word stands for the whole name: two for the surname, one for the first word where that is a given name
    /// or the figure surely a person.
    fn fits(&self, word: &str) -> usize {
        let last = self.words.iter().rev().find(|w| !names::is_suffix(w));
        let sure = self.kind == NameKind::Person || names::is_given(word);
        let first = sure && self.words.first().is_some_and(|w| *folded(w) == *word);
        usize::from(last.is_some_and(|w| *folded(w) == *word)) * 2 + usize::from(first)
    }

    fn note(&mut self, mention: &Mention<'t>) {
        self.mentions += 1;
        if mention.words != self.words {
            let form = mention.words.join(" ");
            if !self.aliases.contains(&form) {
                self.aliases.push(form);
            }
        }
        if let Some(title) = mention.title {
            self.gender = self.gender.or(title_gender(Some(title)));
            if !self.titles.contains(&title) {
                self.titles.push(title);
            }
        }
        let weak = matches!(self.kind, NameKind::Unsure);
        if weak && mention.kind == NameKind::Person || mention.title.is_some() {
            self.kind = NameKind::Person;
        }
    }
}

/// The nouns that describe who bears a title.
pub(super) fn title_nouns(written: &str) -> &'static [&'static str] {
    titles::title(written).map_or(&[], |title| &title.nouns)
}

/// Mr., Mrs., Ms.
pub(super) fn title_gender(title: Option<&str>) -> Option<Gender> {
    titles::title(title?)?.gender
}

fn initials(words: &[&str]) -> String {
    let capitals = words.iter().filter(|w| w.starts_with(char::is_uppercase));
    capitals.filter_map(|w| w.chars().next()).flat_map(char::to_lowercase).collect()
}

/// Two names of one person: the same last word, and first words that are equal, or one the initial of the other. Middle
/// names and suffixes may be left out.
fn same(a: &[&str], b: &[&str]) -> bool {
    let (Some((first, last)), Some((other, other_last))) = (ends(a), ends(b)) else { return false };
    if *folded(last) != *folded(other_last) {
        return false;
    }
    let (first, other) = (folded(first), folded(other));
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    *first == *other || initial(&first, &other) || initial(&other, &first)
}

/// First and last word of a name, suffixes left out.
fn ends<'w>(words: &[&'w str]) -> Option<(&'w str, &'w str)> {
    let mut kept = words.iter().filter(|word| !names::is_suffix(word)).map(|word| word.trim_end_matches('.'));
    let first = kept.next()?;
    Some((first, kept.next_back().unwrap_or(first)))
}
