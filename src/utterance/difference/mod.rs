//! A difference: what a report of an utterance says otherwise than the fullest report.
//!
//! In: two aligned passages and their attributions. Out: the aligned stretches, and typed [`Difference`]s inside them.
//! What is equal once normalised (numbers, units, contractions, spelling) is typography at most. Where both sides go
//! on in many other words the stretch is taken as not aligned, so a long change in the middle is not told.
//!
//! A module for each family: `change` (other words between matches), `negation`, `truncation`, `typography`; `bearing`
//! says how far a difference bears on the sense, `kin` which words are forms of one, `side` what is compared.

mod side;

mod change;

mod negation;

mod bearing;

mod kin;

mod truncation;

mod typography;

pub(super) use bearing::is_filler;
pub(super) use side::{Side, glued};

use super::align::Pair;
use super::ascription::ascribed;
use super::normalise::Words;
use super::{Bearing, Difference, DifferenceKind, Material};
use crate::document::Span;
use std::ops::Range;

/// More unmatched words than these in a row part the aligned stretch: guessed.
const APART: usize = 6;

/// Matched words so many places apart, at most, hold a change beside them together: guessed.
const CLOSE: usize = 4;

/// Between two matched words: what stands there on each side, none of it matched.
struct Gap {
    own: Range<usize>,
    other: Range<usize>,
}

impl Gap {
    /// Too much on a side for one change.
    fn parts(&self) -> bool {
        self.own.len().max(self.other.len()) > APART
    }
}

/// The stretches of both sides that were aligned.
pub(super) fn aligned(own: &Side, other: &Side, pairs: &[Pair]) -> (Vec<Span>, Vec<Span>) {
    let mut runs: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for (at, pair) in pairs.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if !gap(&pairs[at - 1], pair).parts() => {
                (run.0.end, run.1.end) = (pair.own + 1, pair.other + 1);
            }
            _ => runs.push((pair.own..pair.own + 1, pair.other..pair.other + 1)),
        }
    }
    let spans = |side: &Side, range: &Range<usize>| side.spans(range.clone());
    let own = runs.iter().flat_map(|run| spans(own, &run.0)).collect();
    (own, runs.iter().flat_map(|run| spans(other, &run.1)).collect())
}

fn gap(before: &Pair, after: &Pair) -> Gap {
    Gap { own: before.own + 1..after.own, other: before.other + 1..after.other }
}

/// Everything in which a passage differs from the reference's, inside what was aligned, in order of kind.
pub(super) fn differences(own: &Side, other: &Side, pairs: &[Pair], material: Material) -> Vec<Difference> {
    let compared = Compared { own, other, words: material.words, pairs };
    let between = |at: usize| {
        let difference = compared.between(&pairs[at - 1], &pairs[at])?;
        let held = steady(pairs, at) && compared.anchored(at) && compared.is_shared(at);
        let bearing = if held { difference.bearing } else { Bearing::None };
        Some(Difference { bearing, ..difference })
    };
    let mut found: Vec<Difference> = (1..pairs.len()).filter_map(between).collect();
    found.extend(compared.inflected());
    found.extend(compared.truncations());
    found.extend(compared.outer());
    found.extend(compared.typography());
    let stretch = aligned(own, other, pairs);
    found.extend(ascribed(own, other, material).into_iter().map(|(kind, detail)| Difference {
        kind,
        detail,
        own: stretch.0.clone(),
        reference: stretch.1.clone(),
        bearing: Bearing::Sense,
        missing: false,
    }));
    found.sort_by(|a, b| (a.kind, &a.own).cmp(&(b.kind, &b.own)));
    found
}

/// In what a report in other words differs from the reference, of which it reports `theirs`: by its form, and in what
/// it says of the speaker, the day and the manner.
pub(super) fn of_report(own: (usize, &[Span]), reference: (usize, &[Span]), material: Material) -> Vec<Difference> {
    let side = |attribution: usize| {
        let placed = &material.attributions[attribution];
        Side { text: &material.documents[placed.document].text, placed, tokens: &[] }
    };
    let form = (DifferenceKind::Form, "reported in other words".to_owned());
    let ascribed = ascribed(&side(own.0), &side(reference.0), material);
    let difference = |(kind, detail)| Difference {
        kind,
        detail,
        own: own.1.to_vec(),
        reference: reference.1.to_vec(),
        bearing: Bearing::None,
        missing: false,
    };
    std::iter::once(form).chain(ascribed).map(difference).collect()
}

/// Whether the words around a gap, which ends before the pair `at`, are matched in step on both sides: three of the six
/// next ones at least (two, where there are no more than five), one on each side. Otherwise the gap may come from a poor
/// alignment.
fn steady(pairs: &[Pair], at: usize) -> bool {
    let in_step = |two: &[Pair]| two[1].own - two[0].own == 1 && two[1].other - two[0].other == 1;
    let before = pairs[at.saturating_sub(4)..at].windows(2).filter(|two| in_step(two)).count();
    let after = pairs[at..pairs.len().min(at + 4)].windows(2).filter(|two| in_step(two)).count();
    let (first, last) = (at == 1, at + 1 == pairs.len());
    let enough = if pairs.len() <= 5 { 2 } else { 3 };
    before + after >= enough && (before > 0 || first) && (after > 0 || last)
}

/// Two sides and the words they are made of.
struct Compared<'a> {
    own: &'a Side<'a>,
    other: &'a Side<'a>,
    words: &'a Words,
    /// The words matched, in order.
    pairs: &'a [Pair],
}

impl Compared<'_> {
    /// Whether more than one word is matched close by on each side of the gap before the pair `at`, or the one is the first
    /// or the last of a sentence in one passage: "I feel that" and "I think that" which go on in other words are two
    /// sentences.
    fn anchored(&self, at: usize) -> bool {
        let pairs = self.pairs;
        let close = |two: &[Pair]| two[1].own - two[0].own <= CLOSE && two[1].other - two[0].other <= CLOSE;
        let (before, after) = (&pairs[at - 1], &pairs[at]);
        let begins = |side: &Side, at: usize| at == 0 || side.begins(at);
        let begins = begins(self.own, before.own) || begins(self.other, before.other);
        let ends = self.own.ends(after.own) || self.other.ends(after.other);
        (begins || at > 1 && close(&pairs[at - 2..at])) && (ends || at + 1 < pairs.len() && close(&pairs[at..at + 2]))
    }

    /// Whether half of the words of the sentence around the gap before the pair `at`, or of the other's sentence, are
    /// matched, or only a sentence of its own stands there.
    fn is_shared(&self, at: usize) -> bool {
        let gap = gap(&self.pairs[at - 1], &self.pairs[at]);
        let whole = |side: &Side, range: &Range<usize>| !range.is_empty() && side.begins(range.start);
        if gap.own.is_empty() && whole(self.other, &gap.other) || gap.other.is_empty() && whole(self.own, &gap.own) {
            return true;
        }
        let (own, other) = (self.own.sentence(&gap.own), self.other.sentence(&gap.other));
        2 * self.matched(&own, |pair| pair.own) >= own.len()
            || 2 * self.matched(&other, |pair| pair.other) >= other.len()
    }

    /// How many words of a range are matched, of the side that `word` takes.
    fn matched(&self, range: &Range<usize>, word: fn(&Pair) -> usize) -> usize {
        let before = |end: usize| self.pairs.partition_point(|pair| word(pair) < end);
        before(range.end) - before(range.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::{Attribution, Kind};
    use crate::corpus::Placed;
    use crate::utterance::align::align;
    use crate::utterance::normalise::Token;
    use crate::utterance::row::{Cell, Rows};
    use crate::utterance::weight::Weights;

    /// The stretches of a quotation, between bars.
    fn stretches(text: &str) -> Vec<Span> {
        let mut start = 0;
        let span = |part: &str| {
            let span = Span::new(start, start + part.len());
            start = span.end + 1;
            span
        };
        text.split('|').map(span).collect()
    }

    fn placed(text: &str) -> Placed {
        let whole = stretches(text);
        let attribution = Attribution {
            kind: Kind::Direct,
            content: whole.clone(),
            quoted: whole,
            cue: Vec::new(),
            source: Vec::new(),
            speaker: None,
            addressee: None,
            via: None,
            occasion: None,
            confidence: 1.0,
        };
        Placed { document: 0, attribution, speaker: None }
    }

    fn cells(tokens: &[Token]) -> Vec<Cell> {
        tokens.iter().map(Cell::from).collect()
    }

    /// What differs in `own` from `other`, with its bearing.
    fn show(own: &str, other: &str) -> String {
        let mut words = Words::default();
        let tokens = [own, other].map(|text| words.tokens(text, &stretches(text)));
        let pairs = align(&cells(&tokens[0]), &cells(&tokens[1]), &Weights::new(&words, &Rows::default()));
        let places = [placed(own), placed(other)];
        let material = Material { documents: &[], attributions: &[], identities: &[], words: &words };
        let side = |text, at: usize| Side { text, placed: &places[at], tokens: &tokens[at] };
        let found = differences(&side(own, 0), &side(other, 1), &pairs, material);
        let line =
            |difference: &Difference| format!("{:?}, {:?}: {}", difference.kind, difference.bearing, difference.detail);
        found.iter().map(line).collect::<Vec<_>>().join("; ")
    }

    const WHOLE: &str = "We will keep the old ferry running until the council decides otherwise";

    /// One wording, the other, and what differs.
    const CASES: &[(&str, &str, &str)] = &[
        (
            "This bridge will cost us millions.",
            "This bridge will cost us billions.",
            "Wording, Sense: \"millions\" for \"billions\"",
        ),
        ("We lost 40 jobs at the harbour", "We lost 400 jobs at the harbour", "Number, Sense: \"40\" for \"400\""),
        ("We did come here to draw lines", "We did not come here to draw lines", "Negation, Sense: \"not\" is missing"),
        ("We will not pay a single cent", "We will not pay any single cent", "Wording, Grammar: \"a\" for \"any\""),
        (
            "The piles are old and the bridge may hold",
            "The piles are old and the bridge will hold",
            "Wording, Qualifier: \"may\" for \"will\"",
        ),
        (
            "We will keep the old ferry running",
            WHOLE,
            "Truncation, Qualifier: stops before \"until the council decides otherwise\"",
        ),
        (
            "We will keep the old ferry running ...",
            WHOLE,
            "Truncation, None: stops before \"until the council decides otherwise\"",
        ),
        ("It’s the end of the old pier", "It is the end of the old pier", "Typography, None: \"It’s\" for \"It\""),
        (
            "We asked them to open the port. Why would they not do it?",
            "We asked them to open the port,|We gave them a decent way out of this. Why would they not do it?",
            "SilentOmission, Sense: \"We gave them a decent way out of this\" is missing",
        ),
        (
            "We offered the board a chance to balance its books,|They never wrote back to us",
            "We offered the board a chance to balance its books with a private meeting of all creditors. They never \
             wrote back to us",
            "Truncation, Clause: \"with a private meeting of all creditors\" is missing",
        ),
        (
            "We share the UK view of this",
            "We share the United Kingdom's view of this",
            "Wording, None: \"UK\" for \"United Kingdom's\"",
        ),
        (
            "We told them to get the f— out of the harbour",
            "We told them to get the fuck out of the harbour",
            "Wording, None: \"f\" for \"fuck\"",
        ),
        (
            "The brothers Pask Jr's harbour plan",
            "The brothers Pask Jr.'s harbour plan",
            "Wording, None: \"Jr's\" for \"Jr.'s\"",
        ),
        (
            "We could see how tired you all were",
            "We could see just how tired you all were",
            "Wording, None: \"just\" is missing",
        ),
        (
            "The wage will rise by 25 percent a year",
            "The wage will rise by 2.5 percent a year",
            "Number, Sense: \"25\" for \"2.5\"",
        ),
        (
            "It expires on May 8, 2031, in case the harbour opens again",
            "It expires on May 8th, so long as the harbour opens again",
            "Wording, Sense: \"8, 2031, in case\" for \"8th, so long as\"",
        ),
        (
            "I do feel that the crew was paid too little",
            "The owners were away and I think that the harbour has changed hands",
            "Truncation, None: starts after \"The owners were away and\"; Wording, None: \"do feel\" for \"think\"",
        ),
        (
            "What have you been counting, Ada? You have been counting one boat",
            "What have you been doing, Ada? You have been counting one boat",
            "Wording, Sense: \"counting\" for \"doing\"",
        ),
        (
            "I never asked for the loan",
            "I could have waited, I never asked for the loan",
            "Truncation, Clause: starts after \"I could have waited\"",
        ),
        (
            "As the board knows full well, the tide comes twice a day",
            "With respect to that question of yours, I think the board knows full well, the tide comes twice a day",
            "Wording, Qualifier: \"As\" for \"I think\"",
        ),
        (
            "As the board knows full well, the tide comes twice a day",
            "With respect to that question of yours, maybe, our board knows full well, the tide comes twice a day",
            "",
        ),
        (
            "We sold the boats in order to pay the crew",
            "We sold the boats to pay the crew",
            "Wording, None: \"in order\" stands only here",
        ),
        (
            "The cooks, the pilots and the deckhands were paid",
            "The pilots, the cooks and the deckhands were paid",
            "Truncation, None: goes on: \"The cooks\"; Wording, None: \"the cooks\" is missing; Typography, None: \"the\" for \
             \"The\"",
        ),
        (
            "We never told the council that the crew was paid",
            "We told the council that the crew was never paid",
            "SilentOmission, Sense: \"never\" stands only here; SilentOmission, Sense: \"never\" is missing",
        ),
        (
            "We left when the papers were in order and the crew was paid",
            "We left when the papers were and the crew was paid",
            "SilentOmission, Sense: \"in order\" stands only here",
        ),
        (
            "There was no way out of this harbour for us",
            "There was not a way out of this harbour for us",
            "Wording, Grammar: \"no\" for \"not a\"",
        ),
        (
            "The boat came form the old harbour at noon",
            "The boat came from the old harbour at noon",
            "Wording, None: \"form\" for \"from\"",
        ),
        ("two of the boats were lost", "2 of the boats were lost", "Typography, None: \"two\" for \"2\""),
    ];

    #[test]
    fn what_differs_and_how_far_it_bears_on_the_sense() {
        let wrong: Vec<String> = CASES
            .iter()
            .filter(|(own, other, expected)| show(own, other) != *expected)
            .map(|(own, other, expected)| format!("{own} ~ {other}\n  {}\n  {expected}", show(own, other)))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
