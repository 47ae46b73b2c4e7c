//! conflicting-speaker: the same words from two different mouths.
//!
//! To be wrong here accuses people, so much is asked: both speakers are surely persons, found with confidence and known
//! by their full names, which the sources give; they are not named together; the words are more than a phrase; no
//! document gives the words to both, as one that quotes a quotation does; and no report says of its own speaker that the
//! words are another's or are more people's, too.

use super::{Check, place};
use crate::document::Span;
use crate::lexicon::{self, WordClass, bare_words};
use crate::provenance::{self, Way};
use crate::speaker::SpeakerKind;
use crate::utterance::{Member, Utterance};
use crate::{Confidence, Corpus, Finding, Options, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

pub(super) const CHECK: Check = Check {
    code: "conflicting-speaker",
    severity: Severity::Error,
    summary: "Outlets ascribe the same words to different people",
    why: "Words belong to whoever spoke them. If two outlets name two people, at least one report is wrong, and \
          somebody is credited with what he never said.",
    example: "The Beacon: \"Nobody warned us that the dam would fail,\" Governor Iris Bell said.\n\
              The Herald: \"Nobody warned us that the dam would fail,\" engineer Paul Maddox said.",
    wrong: "When one speaker quotes the other or reads out a joint letter and nothing near the words says so, when both \
            use a stock phrase, or when the extraction took the next sentence's speaker. Anonymous sources, \
            organisations, surnames alone, two spokesmen of one statement and words said to be quoted, read out or \
            signed by several are passed over. On 4,187 articles of a year the same words have two persons' names 245 \
            times, and none is told: where both sources give the name, 55 times, what was read were spokesmen, quoted \
            letters and mistakes of extraction.",
    run,
};

/// Words and phrases beside a quotation by which it may be another's, or several people's.
static PASSED_ON: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/passed_on.txt")).collect());

/// Both speakers must be this sure: guessed.
const SURE: f32 = 0.6;
/// Fewer words in a row may be anybody's: guessed.
const LEAST_WORDS: usize = 8;
/// Reports further apart than this may be of two occasions: guessed.
const SAME_DAYS: u32 = 30;

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    let found = corpus.utterances.iter().enumerate().filter_map(|(number, utterance)| {
        let voices = voices(corpus, utterance);
        let (a, b) = conflict(corpus, &voices).filter(|two| !spoke_jointly(corpus, utterance, *two))?;
        Some(finding(corpus, number, (&voices[&a], &voices[&b])))
    });
    found.collect()
}

/// The members by the identity of their speaker, where that is certain.
fn voices<'u>(corpus: &Corpus, utterance: &'u Utterance) -> BTreeMap<usize, Vec<&'u Member>> {
    let mut voices: BTreeMap<usize, Vec<&Member>> = BTreeMap::new();
    for member in utterance.members.iter().filter(|member| member.confidence.is_none()) {
        let placed = &corpus.attributions[member.attribution];
        let (Some(identity), Some(speaker)) = (placed.speaker, &placed.attribution.speaker) else { continue };
        let certain = speaker.kind == SpeakerKind::Person
            && speaker.confidence >= SURE
            && speaker.also.is_empty()
            && corpus.identities[identity].is_surely_person()
            && !corpus.identities[identity].bare;
        let doubted = || passed_on(corpus, member) || behind_document(corpus, member);
        if certain && named(corpus, member) && longest(corpus, member) >= LEAST_WORDS && !doubted() {
            voices.entry(identity).or_default().push(member);
        }
    }
    voices
}

/// Whether the paragraph of the words says outside of them that they were read out, quoted or said by several.
fn passed_on(corpus: &Corpus, member: &Member) -> bool {
    let placed = &corpus.attributions[member.attribution];
    let text = &corpus.documents[placed.document].text;
    let content = &placed.attribution.content;
    let Some(whole) = content.iter().copied().reduce(Span::cover) else { return false };
    let start = text[..whole.start].rfind('\n').map_or(0, |line| line + 1);
    let end = text[whole.end..].find('\n').map_or(text.len(), |line| whole.end + line);
    let starts = std::iter::once(start).chain(content.iter().map(|span| span.end));
    let ends = content.iter().map(|span| span.start).chain([end]);
    let outside = starts.zip(ends).filter(|(start, end)| start < end).map(|(start, end)| &text[start..end]);
    let outside = outside.flat_map(bare_words);
    let line = outside.fold(String::from(" "), |line, word| line + &word.to_lowercase() + " ");
    PASSED_ON.iter().any(|phrase| line.contains(&format!(" {phrase} ")))
}

/// Whether a text is named between the source and a participle that ascribes the words, so that either may say them: "the
/// mayor, pleased by a statement of the port, saying".
fn behind_document(corpus: &Corpus, member: &Member) -> bool {
    let placed = &corpus.attributions[member.attribution];
    let text = &corpus.documents[placed.document].text;
    let found = &placed.attribution;
    let (Some(source), Some(cue)) = (found.source.last(), found.cue.first()) else { return false };
    let between = text.get(source.end..cue.start).unwrap_or_default();
    let is_text = |word: &str| lexicon::word_class(&word.to_lowercase()) == Some(WordClass::Document);
    cue.of(text).ends_with("ing") && bare_words(between).any(is_text)
}

/// Whether some report of the utterance has both as its speakers.
fn spoke_jointly(corpus: &Corpus, utterance: &Utterance, (a, b): (usize, usize)) -> bool {
    let speakers = utterance.members.iter().filter_map(|member| {
        let speaker = corpus.attributions[member.attribution].attribution.speaker.as_ref();
        speaker.filter(|speaker| !speaker.also.is_empty())
    });
    let mut names = speakers.map(|speaker| {
        let further = speaker.also.iter().map(|(name, _)| name.as_str());
        speaker.name.as_deref().into_iter().chain(further).collect::<Vec<&str>>()
    });
    let among = |names: &[&str], identity: usize| names.iter().any(|name| corpus.identities[identity].goes_by(name));
    names.any(|names| among(&names, a) && among(&names, b))
}

/// How many words of a member stand in the reference without much between them, at most.
fn longest(corpus: &Corpus, member: &Member) -> usize {
    let document = corpus.document(member.attribution);
    let stretches = member.own.iter().map(|span| document.slice(*span).split_whitespace().count());
    stretches.max().unwrap_or_default()
}

/// Two identities that cannot both have spoken.
fn conflict(corpus: &Corpus, voices: &BTreeMap<usize, Vec<&Member>>) -> Option<(usize, usize)> {
    let identities: Vec<usize> = voices.keys().copied().collect();
    let pairs = identities.iter().enumerate().flat_map(|(at, &a)| identities[at + 1..].iter().map(move |&b| (a, b)));
    pairs.into_iter().find(|&(a, b)| {
        let documents = |members: &[&Member]| -> BTreeSet<usize> {
            members.iter().map(|member| corpus.attributions[member.attribution].document).collect()
        };
        let apart = documents(&voices[&a]).is_disjoint(&documents(&voices[&b]));
        let one =
            |x: &Member, y: &Member| overlap(x, y) && place::within(corpus, SAME_DAYS, x.attribution, y.attribution);
        let overlap = voices[&a].iter().any(|x| voices[&b].iter().any(|y| one(x, y)));
        apart
            && overlap
            && !corpus.identities[a].may_be(&corpus.identities[b])
            && !give_out(corpus, &voices[&a], &voices[&b])
            && !near(corpus, &voices[&a], b)
            && !near(corpus, &voices[&b], a)
    })
}

/// Whether two give out in writing what is somebody else's, as spokesmen of one organisation do by turns.
fn give_out(corpus: &Corpus, a: &[&Member], b: &[&Member]) -> bool {
    let found = |member: &Member| &corpus.attributions[member.attribution];
    let speaks_for =
        |member: &&Member| found(member).speaker.is_some_and(|identity| corpus.identities[identity].is_spokesman());
    let written = |member: &&Member| {
        let placed = found(member);
        provenance::way(corpus.documents[placed.document], &placed.attribution).is_some_and(Way::is_written)
    };
    a.iter().any(speaks_for) && b.iter().any(speaks_for) && a.iter().chain(b).any(written)
}

fn overlap(a: &Member, b: &Member) -> bool {
    a.reference.iter().any(|x| b.reference.iter().any(|y| x.overlaps(*y)))
}

/// Whether a word of the other's name, and not of the speaker's own, stands near the words in one of these
/// reports: a re-quotation, or the extraction may have taken the wrong one.
fn near(corpus: &Corpus, members: &[&Member], other: usize) -> bool {
    members.iter().any(|member| {
        let placed = &corpus.attributions[member.attribution];
        let text = &corpus.documents[placed.document].text;
        let own = placed.speaker.map_or("", |own| corpus.identities[own].name.as_str());
        let Some(whole) = placed.attribution.content.iter().copied().reduce(Span::cover) else { return false };
        let around = around(text, whole);
        let words = corpus.identities[other].name.split([' ', '-']).filter(|word| word.len() > 2);
        words.into_iter().any(|word| !own.contains(word) && around.contains(word))
    })
}

/// The lines that hold a span, and one on each side: a name may be broken between two.
fn around(text: &str, span: Span) -> &str {
    let start = text[..span.start].trim_end_matches('\n').rmatch_indices('\n').nth(1).map_or(0, |(at, _)| at + 1);
    let ends = text[span.end..].split_inclusive('\n').scan(span.end, |end, line| {
        *end += line.len();
        Some((*end, line.trim().is_empty()))
    });
    let end = ends.filter(|(_, empty)| !empty).map(|(end, _)| end).nth(1).unwrap_or(text.len());
    &text[start..end]
}

fn finding(corpus: &Corpus, number: usize, sides: (&[&Member], &[&Member])) -> Finding {
    let name = |member: &Member| {
        let identity = corpus.attributions[member.attribution].speaker;
        identity.map_or("", |identity| corpus.identities[identity].name.as_str())
    };
    let (a, b) = (sides.0[0], sides.1[0]);
    let mut evidence = Vec::new();
    for member in [a, b].into_iter().chain(sides.0[1..].iter().copied()).chain(sides.1[1..].iter().copied()) {
        evidence.push(place::content(corpus, member, &format!("ascribed to {}", name(member))));
    }
    evidence.extend(place::ascription(corpus, a.attribution));
    evidence.extend(place::ascription(corpus, b.attribution));
    let (here, there) = (place::outlet(corpus, a.attribution), place::outlet(corpus, b.attribution));
    Finding {
        code: CHECK.code,
        severity: CHECK.severity,
        confidence: Confidence::High,
        message: format!("{here} ascribes these words to {}, {there} to {}", name(a), name(b)),
        utterance: Some(number),
        evidence,
    }
}

/// Whether the source names its speaker itself, by a word of the name, rather than by a pronoun or description.
fn named(corpus: &Corpus, member: &Member) -> bool {
    let placed = &corpus.attributions[member.attribution];
    let text = corpus.documents[placed.document];
    let name = placed.speaker.map_or("", |identity| corpus.identities[identity].name.as_str());
    let of_name: BTreeSet<&str> = bare_words(name).filter(|word| word.chars().count() > 1).collect();
    let mut source = placed.attribution.source.iter().flat_map(|span| bare_words(text.slice(*span)));
    source.any(|word| of_name.contains(word))
}
