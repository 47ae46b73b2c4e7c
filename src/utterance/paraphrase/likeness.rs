//! A likeness: how likely it is that one document reports in its own words what another quotes.
//!
//! In: the statements of two documents. Out: for pairs of a report and a quotation that share telling words, a number,
//! the higher the more likely they are one utterance. What is measured of a pair is told by `Pair::measures`; a `forest`
//! learned from the basil corpus adds it up; MODEL.md has the figures. What words stand around the two, their order, and
//! word vectors made it hardly better on events it was not learned from. What it gets wrong are two remarks of one speaker
//! on one thing.

use super::super::passage::{Voice, Voices};
use super::forest::{Forest, Measures};
use super::statement::{Postings, Statement, Statements, Stem};
use crate::attribution::Kind;
use crate::corpus::Placed;
use crate::lexicon::{lower, names, word_class};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;
use std::sync::LazyLock;

static FOREST: LazyLock<Forest> =
    LazyLock::new(|| Forest::parse(include_str!("likeness.tsv")).expect("likeness.tsv is a forest"));

/// A word that stands in so many pairs of statements of two documents is what they are about: guessed.
const EVERYWHERE: usize = 64;

/// Where it is not known that one person spoke, telling words that both must have, and what share of all they must be:
/// guessed, after reading a hundred links.
const MORE_WORDS: u16 = 4;
const MOST_WORDS: f32 = 0.6;
/// Where one person spoke and a single telling word is shared, what share of all it must be: guessed.
const MOST_OF_ONE: f32 = 0.35;
/// Where one speaks for the other, what share of a report's words must be shared if both are named: guessed.
const MOST_OF_CLAIM: f32 = 0.5;
/// Pairs with at least this sum are linked. Measured on events of basil that were not learned from: -0.9 finds .27 of the
/// paraphrases with .85 of all links labelled, -0.7 .27 with .87, -0.5 .25 with .89.
const ENOUGH: f32 = -0.6;
/// A name has at least so many letters: guessed.
const NAME: usize = 3;

/// A report and a quotation that are like enough for one utterance.
#[derive(Clone, Copy, Debug)]
pub(super) struct Likeness<'s> {
    pub claim: &'s Statement,
    pub quote: &'s Statement,
    /// The higher the more likely one utterance; at least [`ENOUGH`].
    pub sum: f32,
}

impl Likeness<'_> {
    /// How likely it is that the two are one utterance, 0 to 1.
    pub(super) fn confidence(self) -> f32 {
        1.0 / (1.0 + (-self.sum).exp())
    }
}

/// What two statements have in common.
#[derive(Clone, Copy, Debug, Default)]
struct Shared {
    /// Weight of the words.
    weight: f32,
    /// The same, less where a word stands in many statements of either document.
    rare: f32,
    /// How many words.
    words: u16,
    /// How many that are no names.
    plain: u16,
}

/// Two documents whose statements are compared.
pub(super) struct Two<'s> {
    /// The statements of each.
    pub statements: [&'s [Statement]; 2],
    /// Where each stem stands in each.
    pub postings: [&'s Postings; 2],
    /// What stems weigh.
    pub all: &'s Statements,
    /// Who makes the statements of each.
    pub speakers: [&'s Speakers; 2],
}

/// Who makes the statements of a document.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    /// By statement.
    voices: Vec<Voice>,
    /// By statement: the names in its source, its speaker's name and role, as hashes in rising order.
    names: Vec<Vec<u32>>,
    /// By statement: the last word of its speaker's name, as a hash.
    surnames: Vec<Option<u32>>,
    /// By statement: how sure the attribution is.
    sure: Vec<f32>,
    /// How many statements each makes.
    counts: FxHashMap<Option<u32>, u16>,
}

impl Speakers {
    /// Of these statements.
    pub(super) fn new<'p>(statements: &[Statement], text: &str, placed: impl Fn(usize) -> (&'p Placed, Voice)) -> Self {
        let mut speakers = Speakers::default();
        for statement in statements {
            let (placed, voice) = placed(statement.attribution);
            let count = speakers.counts.entry(voice.identity).or_default();
            *count = count.saturating_add(1);
            speakers.voices.push(voice);
            speakers.names.push(names_of(placed, text));
            speakers.surnames.push(surname_of(placed));
            speakers.sure.push(placed.attribution.confidence);
        }
        speakers
    }

    /// Whether a name is told with the speakers of both statements: one may speak for the other. The name of a family does
    /// not tell it of two of its members.
    fn speaks_for(&self, own: usize, speakers: &Speakers, other: usize) -> bool {
        let (one, another) = (self.voices[own], speakers.voices[other]);
        let two = one.with(another) != Voices::Agree && one.identity.is_some() && another.identity.is_some();
        let family = self.surnames[own].filter(|surname| two && speakers.surnames[other] == Some(*surname));
        let there = |name: &&u32| speakers.names[other].binary_search(name).is_ok();
        self.names[own].iter().filter(|name| family != Some(**name)).any(|name| there(&name))
    }
}

/// The last word of a speaker's name, as a hash.
fn surname_of(placed: &Placed) -> Option<u32> {
    let name = placed.attribution.speaker.as_ref()?.name.as_ref()?;
    name.split_whitespace().next_back().map(|word| hash(&lower(word)))
}

/// The names in an attribution's source and in its speaker's name and role: a spokeswoman's are those of her senator, too.
fn names_of(placed: &Placed, text: &str) -> Vec<u32> {
    let attribution = &placed.attribution;
    let source = attribution.source.iter().map(|span| span.of(text));
    let speaker = attribution.speaker.iter();
    let told = speaker.flat_map(|speaker| speaker.name.iter().chain(&speaker.role)).map(String::as_str);
    let words = source.chain(told).flat_map(|told| told.split(|c: char| !c.is_alphanumeric() && c != '-'));
    let capital = words.filter(|word| word.len() >= NAME && word.starts_with(char::is_uppercase)).map(lower);
    let mut names: Vec<u32> =
        capital.filter(|word| word_class(word).is_none() && !names::is_demonym(word)).map(|word| hash(&word)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn hash(word: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    (hasher.finish() >> 32) as u32
}

/// Two statements whose likeness is asked for, and what they share.
pub(super) struct Pair<'s> {
    pub claim: &'s Statement,
    pub quote: &'s Statement,
    shared: Shared,
    /// What share of each one's words is shared, by weight.
    shares: [f32; 2],
    voices: Voices,
    /// A name is told with both speakers.
    kin: bool,
    /// How many statements the more talkative of the two speakers makes in one document.
    spoken: u16,
    /// How sure the attributions are.
    sure: [f32; 2],
}

impl<'s> Two<'s> {
    /// Every report and quotation that are like enough for one utterance; of one report the quotations in order of place.
    pub(super) fn likenesses(&self) -> impl Iterator<Item = Likeness<'s>> {
        let summed = self.pairs().map(|pair| (FOREST.sum(&pair.measures()), pair));
        let enough = summed.filter(|(sum, _)| *sum >= ENOUGH);
        enough.map(|(sum, Pair { claim, quote, .. })| Likeness { claim, quote, sum })
    }

    /// Every report and quotation that may be one utterance, in order of the first document's place, then the other's.
    pub(super) fn pairs(&self) -> impl Iterator<Item = Pair<'s>> {
        let mut cells: Vec<((u32, u32), Shared)> = self.cells().into_iter().collect();
        cells.sort_unstable_by_key(|(cell, _)| *cell);
        let pair = |((i, j), shared): ((u32, u32), Shared)| self.pair((i as usize, j as usize), shared);
        cells.into_iter().filter_map(pair).filter(Pair::may_be_one)
    }

    /// What every two statements share that share a telling word.
    fn cells(&self) -> FxHashMap<(u32, u32), Shared> {
        let mut cells: FxHashMap<(u32, u32), Shared> = FxHashMap::default();
        self.postings[0].shared(self.postings[1], |a, b| {
            if a.len() * b.len() <= EVERYWHERE {
                self.note(a, b, &mut cells);
            }
        });
        cells
    }

    /// Notes a stem that stands in these statements of the two.
    fn note(&self, a: &[(Stem, u32)], b: &[(Stem, u32)], cells: &mut FxHashMap<(u32, u32), Shared>) {
        let weight = self.all.weights[a[0].0.number as usize];
        let rare = weight / ((a.len() * b.len()) as f32).sqrt();
        for (one, i) in a {
            for (other, j) in b {
                if oriented(&self.statements[0][*i as usize], &self.statements[1][*j as usize]).is_some() {
                    let cell = cells.entry((*i, *j)).or_default();
                    cell.weight += weight;
                    cell.rare += rare;
                    cell.words = cell.words.saturating_add(1);
                    cell.plain = cell.plain.saturating_add(u16::from(!(one.name && other.name)));
                }
            }
        }
    }

    /// Two statements side by side.
    fn pair(&self, (i, j): (usize, usize), shared: Shared) -> Option<Pair<'s>> {
        let (a, b) = (&self.statements[0][i], &self.statements[1][j]);
        let first = oriented(a, b)?;
        let turned = |pair: [f32; 2]| if first { pair } else { [pair[1], pair[0]] };
        let whole = |statement: &Statement| -> f32 {
            statement.stems.iter().map(|stem| self.all.weights[stem.number as usize]).sum()
        };
        let [one, other] = self.speakers;
        Some(Pair {
            claim: if first { a } else { b },
            quote: if first { b } else { a },
            shared,
            shares: turned([shared.weight / whole(a), shared.weight / whole(b)]),
            voices: one.voices[i].with(other.voices[j]),
            kin: one.speaks_for(i, other, j),
            spoken: one.counts[&one.voices[i].identity].max(other.counts[&other.voices[j].identity]),
            sure: turned([one.sure[i], other.sure[j]]),
        })
    }
}

impl Pair<'_> {
    /// Whether the two may be one utterance at all: the report says or quotes something, they share more than names, and one
    /// person spoke, or one for the other, or it is open who spoke and they share much.
    fn may_be_one(&self) -> bool {
        let [of_claim, of_quote] = self.shares;
        let both = (of_claim * of_quote).sqrt();
        let much = self.shared.words >= MORE_WORDS && both >= MOST_WORDS;
        let spoke = match self.voices {
            Voices::Agree => self.shared.words > 1 || both >= MOST_OF_ONE,
            Voices::Open => self.kin || much,
            Voices::Differ => self.kin && of_claim >= MOST_OF_CLAIM,
        };
        spoke && self.shared.plain > 0 && (self.claim.clause || self.claim.kind == Kind::Mixed)
    }

    /// What is measured: the shares of both, words that are no names, how rare in the two documents what they share is, who
    /// spoke, how much else the speaker said, how sure it is that these are statements, how long they are, whether what
    /// each quotes stands in the other, whether the report says something, and of what form they are.
    pub(super) fn measures(&self) -> Measures {
        let (shared, agree) = (self.shared, f32::from(u8::from(self.voices == Voices::Agree)));
        [
            self.shares[0],
            self.shares[1],
            f32::from(shared.plain.min(3)),
            shared.rare / shared.weight,
            agree,
            agree * f32::from(self.spoken).ln(),
            f32::from(u8::from(self.voices == Voices::Differ)),
            f32::from(u8::from(self.kin)),
            self.sure[0],
            self.sure[1],
            self.claim.stems.len() as f32,
            self.quote.stems.len() as f32,
            quoted_in(self.claim, self.quote),
            quoted_in(self.quote, self.claim),
            f32::from(u8::from(self.claim.clause)),
            f32::from(u8::from(self.voices == Voices::Open)),
            form(self.claim.kind),
            form(self.quote.kind),
        ]
    }
}

/// What share of the words that a partly quoted statement quotes stands in another; all, if it is quoted whole or not at
/// all. A report that quotes other words is rather of another sentence.
fn quoted_in(statement: &Statement, other: &Statement) -> f32 {
    let quoted = statement.stems.iter().filter(|stem| statement.kind == Kind::Mixed && stem.quoted);
    let (mut all, mut there) = (0.0, 0.0);
    for stem in quoted {
        all += 1.0;
        there += f32::from(u8::from(other.stems.iter().any(|it| it.number == stem.number)));
    }
    if all > 0.0 { there / all } else { 1.0 }
}

/// How much of a statement is quoted: nothing, a part, all.
fn form(kind: Kind) -> f32 {
    match kind {
        Kind::Indirect => 0.0,
        Kind::Mixed => 1.0,
        Kind::Direct => 2.0,
    }
}

/// Whether the first of two statements may report what the second quotes (`true`), or the second the first; none if
/// neither may. Of two that are partly quoted the shorter one reports.
fn oriented(a: &Statement, b: &Statement) -> Option<bool> {
    match (a.kind, b.kind) {
        (Kind::Direct, Kind::Direct) | (Kind::Indirect, Kind::Indirect) => None,
        (Kind::Indirect, _) | (_, Kind::Direct) => Some(true),
        (_, Kind::Indirect) | (Kind::Direct, _) => Some(false),
        (Kind::Mixed, Kind::Mixed) => Some(a.stems.len() <= b.stems.len()),
    }
}
