//! A likeness: how likely it is that one document reports in its own words what another quotes.
//!
//! In: the statements of two documents. Out: for pairs of a report and a quotation that share telling words, a number
//! above 0 if they are more likely one utterance than two. It is the sum of a logistic regression on the pairs of half
//! of the basil corpus' events. On the other half every second link is labelled as one utterance; read by eye, more are.
//! What it gets wrong are two remarks of one speaker on one thing.

use super::super::passage::{Voice, Voices};
use super::statement::{Postings, Statement, Statements, Stem};
use crate::attribution::Kind;
use rustc_hash::FxHashMap;

/// A word that stands in so many pairs of statements of two documents is what they are about: guessed.
const EVERYWHERE: usize = 64;

/// Telling words that both must have, more where it is not known that one person spoke; then also most of what both say.
/// Guessed, after reading a hundred links.
const LEAST_WORDS: u16 = 2;
const MORE_WORDS: u16 = 4;
const MOST_WORDS: f32 = 0.6;

/// Two statements that share words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Likeness {
    /// What is reported: its document (0 or 1 of the two compared) and its place there.
    pub claim: (usize, usize),
    /// What is quoted, in the other document.
    pub quote: usize,
    /// Above 0 for one utterance.
    pub sum: f32,
}

impl Likeness {
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
}

impl Two<'_> {
    /// Every pair of a report and a quotation that share a telling word.
    pub(super) fn likenesses(&self, voice: impl Fn(usize) -> Voice) -> Vec<Likeness> {
        let mut cells: FxHashMap<(u32, u32), Shared> = FxHashMap::default();
        self.postings[0].shared(self.postings[1], |a, b| {
            if a.len() * b.len() <= EVERYWHERE {
                self.note(a, b, &mut cells);
            }
        });
        let mut found: Vec<Likeness> =
            cells.into_iter().filter_map(|(cell, shared)| self.likeness(cell, shared, &voice)).collect();
        found.sort_by_key(|likeness| (likeness.claim, likeness.quote));
        found
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
                    cell.words += 1;
                    cell.plain += u16::from(!(one.name && other.name));
                }
            }
        }
    }

    fn likeness(&self, (i, j): (u32, u32), shared: Shared, voice: impl Fn(usize) -> Voice) -> Option<Likeness> {
        let (a, b) = (&self.statements[0][i as usize], &self.statements[1][j as usize]);
        let first = oriented(a, b)?;
        let (claim, quote) = if first { (a, b) } else { (b, a) };
        let voices = voice(claim.attribution).with(voice(quote.attribution));
        let sum = self.sum(claim, quote, shared, voices)?;
        let (i, j) = (i as usize, j as usize);
        Some(if first { Likeness { claim: (0, i), quote: j, sum } } else { Likeness { claim: (1, j), quote: i, sum } })
    }

    /// Above 0 for one utterance; none where too little is shared, or two people spoke.
    fn sum(&self, claim: &Statement, quote: &Statement, shared: Shared, voices: Voices) -> Option<f32> {
        let whole = |statement: &Statement| -> f32 {
            statement.stems.iter().map(|stem| self.all.weights[stem.number as usize]).sum()
        };
        let (of_claim, of_quote) = (shared.weight / whole(claim), shared.weight / whole(quote));
        let both = (of_claim * of_quote).sqrt();
        let enough = match voices {
            Voices::Agree => shared.words >= LEAST_WORDS,
            Voices::Open => shared.words >= MORE_WORDS && both >= MOST_WORDS,
            Voices::Differ => false,
        };
        let flag = |holds: bool| f32::from(u8::from(holds));
        let sum = 1.23 * of_claim + 1.44 * of_quote + 1.96 * both + 0.11 * f32::from(shared.plain.min(3))
            - 1.91 * flag(shared.plain == 0)
            + 4.62 * shared.rare / shared.weight
            - 1.05 * flag(voices == Voices::Agree)
            - 4.7;
        (enough && claim.clause).then_some(sum)
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
