//! An alteration: words changed inside what two documents quote as one utterance.
//!
//! In: the differences of members from their reference. Out: one finding for each distinct change of an utterance, with
//! every document that has it. Where a report differs in many places the two are more likely two utterances, and
//! nothing is said.

use super::{occasion, place};
use crate::attribution::{Attribution, Kind};
use crate::document::{Document, Span};
use crate::lexicon::{self, WordClass};
use crate::utterance::{Bearing, Difference, DifferenceKind, Member, Utterance};
use crate::{Confidence, Corpus, Finding, Severity};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Fewer shared words than these are too few to accuse on: guessed.
const LEAST_WORDS: usize = 5;
/// The same where one speaker's words are cut off and the rest stands as a sentence: guessed.
const LEAST_CUT: usize = 3;
/// Shared words from which a single change is told with high confidence, and whoever is said to have spoken: guessed.
const SURE_WORDS: usize = 12;
/// Reports further apart than this may be of two occasions: of eight wordings read that differed over more days, six were
/// two occasions.
const SAME_DAYS: u32 = 2;
/// Less than one word in so many may differ in what is told, or in so many where both name one speaker: guessed, after
/// reading 118.
const MOST_CHANGED: usize = 4;
const MOST_CHANGED_BY_ONE: usize = 3;
/// Shared words from which one small word alone that differs is worth a warning: guessed.
const SLIP_WORDS: usize = 8;
/// More changes of sense than these in one report: two utterances. Guessed.
const MOST_CHANGES: usize = 2;

static ALIKE: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| lexicon::pairs(include_str!("../lexicon/alike.tsv")).collect());

/// The findings of a check for differences that `concerns` picks.
pub(super) fn alterations(
    corpus: &Corpus,
    code: &'static str,
    severity: Severity,
    concerns: fn(&Difference) -> bool,
) -> Vec<Finding> {
    changes(corpus, concerns).iter().map(|change| change.finding(code, severity)).collect()
}

/// The distinct changes of all utterances that `concerns` picks.
pub(super) fn changes<'c>(corpus: &'c Corpus<'c>, concerns: fn(&Difference) -> bool) -> Vec<Change<'c>> {
    let changes = corpus.utterances.iter().enumerate().flat_map(|(number, utterance)| {
        let distinct = distinct(corpus, utterance, concerns).into_values();
        distinct.map(move |members| Change { corpus, utterance: (number, utterance), members })
    });
    changes.filter(|change| !change.doubtful()).collect()
}

/// The changes of an utterance by what they are, however their apostrophes look, each with the members that have it.
fn distinct<'u>(
    corpus: &Corpus,
    utterance: &'u Utterance,
    concerns: fn(&Difference) -> bool,
) -> BTreeMap<String, Vec<(&'u Member, &'u Difference)>> {
    let mut changes: BTreeMap<String, Vec<(&Member, &Difference)>> = BTreeMap::new();
    let home = corpus.attributions[utterance.reference].document;
    for member in &utterance.members {
        let elsewhere = corpus.attributions[member.attribution].document != home;
        if !elsewhere || !sure(corpus, member) || !occasion::is_one(corpus, SAME_DAYS, member, utterance.reference) {
            continue;
        }
        let told = |difference: &&Difference| {
            concerns(difference)
                && is_long_enough(corpus, utterance, member, difference)
                && !printed(corpus, utterance, member, difference)
        };
        for difference in member.differences.iter().filter(told) {
            changes.entry(difference.detail.replace('’', "'")).or_default().push((member, difference));
        }
    }
    changes
}

/// Whether enough is shared to tell of a difference.
fn is_long_enough(corpus: &Corpus, utterance: &Utterance, member: &Member, difference: &Difference) -> bool {
    let placed = |attribution: usize| &corpus.attributions[attribution];
    let (own, other) = (placed(member.attribution), placed(utterance.reference));
    let one_voice = own.is_of_one_voice(other);
    let left = if difference.missing { own } else { other };
    let cut = difference.kind == DifferenceKind::Truncation && left.attribution.kind == Kind::Direct && one_voice;
    place::shared_words(corpus, member) >= if cut { LEAST_CUT } else { LEAST_WORDS }
}

/// Whether a report prints elsewhere what it cut off here.
fn printed(corpus: &Corpus, utterance: &Utterance, member: &Member, difference: &Difference) -> bool {
    let (Some(first), Some(last)) = (difference.reference.first(), difference.reference.last()) else { return false };
    let start = member.reference.first().is_some_and(|aligned| last.end <= aligned.start);
    let cut = if start { last.end.saturating_sub(1) } else { first.start };
    let document = |member: &Member| corpus.attributions[member.attribution].document;
    let has = |other: &&Member| other.reference.iter().any(|span| span.start <= cut && cut < span.end);
    difference.kind == DifferenceKind::Truncation
        && !has(&member)
        && utterance.members.iter().filter(|other| document(other) == document(member)).any(|other| has(&other))
}

/// Whether little enough is changed for one utterance.
fn sure(corpus: &Corpus, member: &Member) -> bool {
    let changes = member
        .differences
        .iter()
        .filter(|difference| difference.bearing == Bearing::Sense && difference.kind.is_of_words());
    let shared = place::shared_words(corpus, member);
    let allowed = MOST_CHANGES.max(shared / SURE_WORDS);
    let another = member.differences.iter().any(|difference| difference.kind == DifferenceKind::Speaker);
    changes.count() <= allowed && (!another || shared >= SURE_WORDS)
}

/// One change of an utterance.
pub(super) struct Change<'a> {
    corpus: &'a Corpus<'a>,
    utterance: (usize, &'a Utterance),
    /// Who has it; never empty.
    members: Vec<(&'a Member, &'a Difference)>,
}

impl Change<'_> {
    /// The two reports: the one that lacks words, and the one that has them. Where both have some, the first is the
    /// reference.
    pub(super) fn halves(&self) -> (Half<'_>, Half<'_>) {
        let (member, difference) = self.members[0];
        let half = |attribution: usize, place, aligned| Half {
            document: self.corpus.document(attribution),
            attribution: &self.corpus.attributions[attribution].attribution,
            place,
            aligned,
        };
        let own = half(member.attribution, &difference.own[..], &member.own[..]);
        let reference = half(self.utterance.1.reference, &difference.reference[..], &member.reference[..]);
        if difference.missing { (own, reference) } else { (reference, own) }
    }

    /// Whether the two reports are at most so many days apart, as far as is known.
    pub(super) fn is_within(&self, days: u32) -> bool {
        place::within(self.corpus, days, self.members[0].0.attribution, self.utterance.1.reference)
    }

    /// Whether nothing else differs in the words.
    pub(super) fn is_only(&self) -> bool {
        self.others().next().is_none()
    }

    /// Whether nothing else differs in what the words say.
    pub(super) fn is_only_in_sense(&self) -> bool {
        self.others().all(|other| other.bearing != Bearing::Sense)
    }

    /// The other differences in the words.
    fn others(&self) -> impl Iterator<Item = &Difference> {
        let (member, change) = self.members[0];
        member.differences.iter().filter(move |other| !std::ptr::eq(*other, change) && other.kind.is_of_words())
    }

    /// The words that one side lacks, as the other has them, and the text of the one that lacks them around the place, so
    /// many bytes on each side.
    pub(super) fn left_out(&self, beside: usize) -> (String, &str) {
        let (lacking, having) = self.halves();
        (having.text(having.place), lacking.around(beside))
    }

    /// The finding that tells of it.
    pub(super) fn finding(&self, code: &'static str, severity: Severity) -> Finding {
        let (number, utterance) = self.utterance;
        let (first, difference) = self.members[0];
        let here = place::outlet(self.corpus, first.attribution);
        let there = place::outlet(self.corpus, utterance.reference);
        let mut evidence = vec![
            place::words(self.corpus, first.attribution, difference.own[0], "these words"),
            place::words(self.corpus, utterance.reference, difference.reference[0], "against these"),
        ];
        let more = self.members[1..].iter();
        evidence.extend(
            more.map(|(member, change)| place::words(self.corpus, member.attribution, change.own[0], "so here, too")),
        );
        evidence.extend(place::ascription(self.corpus, first.attribution));
        evidence.extend(place::ascription(self.corpus, utterance.reference));
        Finding {
            code,
            severity,
            confidence: self.confidence(),
            message: match difference.kind {
                DifferenceKind::Truncation => {
                    format!("{here} and {there} cut one utterance at different places: {}", difference.detail)
                }
                _ => format!("{here} and {there} quote one utterance in different words: {}", difference.detail),
            },
            utterance: Some(number),
            evidence,
        }
    }

    /// Whether an editor may pass it over: one small word among others or for its like ("who", "that"), or so much is
    /// changed that the two may have been said, translated or heard apart, perhaps by somebody else. Of 50 such findings
    /// read 34 were, so they are not told; the difference is in the report all the same.
    fn doubtful(&self) -> bool {
        let (_, difference) = self.members[0];
        let unsure = !self.is_long() && !self.one_voice();
        match difference.kind {
            DifferenceKind::Wording => {
                let small = difference.bearing == Bearing::Grammar && (!self.slip() || self.alike());
                small || unsure || self.changed_much(0)
            }
            DifferenceKind::SilentOmission if difference.bearing == Bearing::Qualifier => unsure,
            _ => false,
        }
    }

    /// Whether so many words differ beside so many of the change itself that the two were rather said apart.
    pub(super) fn changed_much(&self, own: usize) -> bool {
        let allowed = if self.one_voice() { MOST_CHANGED_BY_ONE } else { MOST_CHANGED };
        (self.changed() - own.min(self.changed())) * allowed >= self.shared()
    }

    /// How many words the first member shares with the reference.
    pub(super) fn shared(&self) -> usize {
        place::shared_words(self.corpus, self.members[0].0)
    }

    /// Whether so much is shared that a single change is told whoever is said to have spoken.
    pub(super) fn is_long(&self) -> bool {
        self.shared() >= SURE_WORDS
    }

    /// Whether both reports ascribe the words to one and the same.
    pub(super) fn one_voice(&self) -> bool {
        let placed = |attribution: usize| &self.corpus.attributions[attribution];
        placed(self.members[0].0.attribution).is_of_one_voice(placed(self.utterance.1.reference))
    }

    /// Whether one word stands for another of its sort, so that hardly anybody hears which was said, or is rather misprinted.
    fn alike(&self) -> bool {
        let (member, difference) = self.members[0];
        let word = |attribution: usize, spans: &[Span]| match spans {
            [span] => {
                let document = self.corpus.document(attribution);
                Some(document.slice(*span).to_lowercase().replace('’', "'"))
            }
            _ => None,
        };
        let own = word(member.attribution, &difference.own);
        let Some((own, other)) = own.zip(word(self.utterance.1.reference, &difference.reference)) else { return false };
        let sort = |word: &str| ALIKE.get(word);
        sort(&own).is_some() && sort(&own) == sort(&other) || one_letter_apart(&own, &other)
    }

    /// How many words differ in the report, on both sides together.
    fn changed(&self) -> usize {
        let (member, _) = self.members[0];
        let count = |attribution: usize, spans: &[Span]| -> usize {
            let document = self.corpus.document(attribution);
            spans.iter().map(|span| document.slice(*span).split_whitespace().count()).sum()
        };
        let reference = self.utterance.1.reference;
        let changes = member.differences.iter().filter(|difference| difference.kind.is_of_words());
        changes.map(|change| count(member.attribution, &change.own).max(count(reference, &change.reference))).sum()
    }

    /// Whether this is the only word that differs in a sentence: then it was copied wrong; where more do it was written
    /// down twice by ear.
    fn slip(&self) -> bool {
        let (member, _) = self.members[0];
        let told = |difference: &&Difference| difference.kind.is_of_words() && difference.bearing != Bearing::None;
        member.differences.iter().filter(told).count() == 1 && place::shared_words(self.corpus, member) >= SLIP_WORDS
    }

    fn confidence(&self) -> Confidence {
        let (member, difference) = self.members[0];
        let single = member.differences.iter().filter(|difference| difference.bearing == Bearing::Sense).count() == 1;
        match place::shared_words(self.corpus, member) >= SURE_WORDS {
            _ if difference.bearing < Bearing::Qualifier => Confidence::Low,
            true if single => Confidence::High,
            _ => Confidence::Medium,
        }
    }
}

/// One of the two reports of a change.
pub(super) struct Half<'c> {
    document: &'c Document,
    attribution: &'c Attribution,
    /// The words that differ, or those around the place where none stand.
    pub place: &'c [Span],
    /// All that the two share.
    pub aligned: &'c [Span],
}

impl<'c> Half<'c> {
    pub(super) fn text(&self, spans: &[Span]) -> String {
        spans.iter().map(|span| self.document.slice(*span)).collect::<Vec<_>>().join(" ")
    }

    /// The text around the place, so many bytes on each side.
    fn around(&self, bytes: usize) -> &'c str {
        let (Some(first), Some(last)) = (self.place.first(), self.place.last()) else { return "" };
        place::slice(&self.document.text, first.start.saturating_sub(bytes), last.end + bytes)
    }

    /// Whether nothing is reported but what is quoted.
    pub(super) fn is_direct(&self) -> bool {
        self.attribution.kind == Kind::Direct
    }

    /// Whether who spoke quotes somebody, by inner marks or "as I said": then it is not the outlet that cut it.
    pub(super) fn recalls(&self) -> bool {
        let Some(first) = self.aligned.first() else { return false };
        let inside = self.attribution.quoted.iter().any(|span| span.start < first.start && first.start < span.end);
        let by_oneself =
            |source: &[Span]| matches!(source, [source] if matches!(self.document.slice(*source), "I" | "we"));
        inside && self.document.text[..first.start].ends_with(['"', '“', '‘', '\''])
            || by_oneself(&self.attribution.source)
    }

    /// Whether the place is part of a word with a hyphen ("elect of Tarrin" of "mayor-elect of Tarrin").
    pub(super) fn is_in_a_word(&self) -> bool {
        let (Some(first), Some(last)) = (self.place.first(), self.place.last()) else { return false };
        self.document.text[..first.start].ends_with('-') || self.document.text[last.end..].starts_with('-')
    }
}

/// Whether two words of two letters differ in one, as in a misprint, and none is a pronoun ("in", "is").
fn one_letter_apart(one: &str, other: &str) -> bool {
    let short = |word: &str| {
        let stands_for_somebody =
            matches!(lexicon::word_class(word), Some(WordClass::Pronoun | WordClass::Object | WordClass::Possessive));
        word.len() == 2 && !stands_for_somebody
    };
    short(one) && short(other) && (one.as_bytes()[0] == other.as_bytes()[0] || one.as_bytes()[1] == other.as_bytes()[1])
}

#[cfg(test)]
mod tests {
    use super::one_letter_apart;

    #[test]
    fn small_words_that_differ_in_a_letter() {
        for (one, other, expected) in
            [("in", "is", true), ("of", "or", true), ("we", "he", false), ("to", "in", false), ("is", "was", false)]
        {
            assert_eq!(one_letter_apart(one, other), expected, "{one} {other}");
        }
    }
}
