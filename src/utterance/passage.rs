//! A passage: words of one attribution that are compared as one.
//!
//! In: attributions. Out: for a direct one its whole content; for a mixed one every quoted stretch by itself, for the
//! words between are the reporter's. Indirect content is no passage yet: who quotes and who reports the same utterance
//! is not found here.

use super::normalise::{Class, Edge, Token, Words};
use crate::attribution::Kind;
use crate::corpus::Placed;
use crate::document::{Document, Span};
use crate::speaker::SpeakerKind;
use crate::speaker::identity::Identity;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// A speaker less sure than this is no evidence against a match: guessed.
const CERTAIN: f32 = 0.6;
/// Words beyond these are not compared, so that no pair costs more than a few million steps: guessed, an hour's speech.
pub(crate) const MOST_TOKENS: usize = 1500;

const PRONOUNS: [&str; 6] = ["he", "it", "she", "they", "we", "who"];

/// Words that are compared as one.
#[derive(Debug)]
pub(crate) struct Passage {
    /// Position of its attribution in the corpus.
    pub attribution: usize,
    /// Position of its document.
    pub document: usize,
    /// Who says it, as far as that helps.
    pub voice: Voice,
    /// The words.
    pub tokens: Vec<Token>,
}

/// Who says a passage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Voice {
    /// Position among the corpus' identities.
    pub identity: Option<u32>,
    /// The surname, as a hash.
    surname: u32,
    /// The surname is all that is known.
    bare: bool,
    /// A person, found with some certainty.
    certain: bool,
}

/// How two voices go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voices {
    /// One person or organisation.
    Agree,
    /// Not known, or not sure.
    Open,
    /// Two persons.
    Differ,
}

impl Voice {
    /// The voice of somebody of whom only a name is known, perhaps in full; a pronoun is nobody's.
    pub(crate) fn called(name: Option<&str>) -> Voice {
        let surname = name.and_then(|name| name.split_whitespace().next_back()).map(str::to_lowercase);
        match surname {
            Some(surname) if !PRONOUNS.contains(&surname.as_str()) => {
                let mut hasher = FxHasher::default();
                hasher.write(surname.as_bytes());
                let surname = (hasher.finish() >> 32) as u32;
                Voice { identity: Some(surname), surname, bare: true, certain: false }
            }
            _ => Voice::default(),
        }
    }

    /// The surname, as a hash, if anybody is named.
    pub(crate) fn known_surname(self) -> Option<u32> {
        self.identity.map(|_| self.surname)
    }

    /// How two voices go together.
    pub(crate) fn with(self, other: Voice) -> Voices {
        match (self.identity, other.identity) {
            (Some(a), Some(b)) if a == b || (self.bare || other.bare) && self.surname == other.surname => Voices::Agree,
            (Some(_), Some(_)) if self.certain && other.certain && self.surname != other.surname => Voices::Differ,
            _ => Voices::Open,
        }
    }
}

/// The passages of a corpus, in order of attribution.
pub(crate) fn passages(
    documents: &[&Document],
    attributions: &[Placed],
    identities: &[Identity],
    words: &mut Words,
) -> Vec<Passage> {
    let mut passages = Vec::new();
    for (position, placed) in attributions.iter().enumerate() {
        let text = &documents[placed.document].text;
        for spans in stretches(placed) {
            let mut tokens = words.tokens(text, spans);
            tokens.truncate(MOST_TOKENS);
            if tokens.iter().any(|token| words.class(token.word) == Class::Content) {
                passages.push(Passage {
                    attribution: position,
                    document: placed.document,
                    voice: voice(placed, identities),
                    tokens,
                });
            }
        }
    }
    passages
}

/// Drops the passages that are one of these phrases or a part of one.
pub(crate) fn drop_phrases(passages: &mut Vec<Passage>, phrases: &[String], words: &mut Words) {
    let mut read = |phrase: &String| {
        let tokens = words.tokens(phrase, &[Span::new(0, phrase.len())]);
        tokens.into_iter().map(|token| token.word).collect::<Vec<u32>>()
    };
    let phrases: Vec<Vec<u32>> = phrases.iter().map(&mut read).collect();
    let longest = phrases.iter().map(Vec::len).max().unwrap_or_default();
    passages.retain(|passage| {
        let own: Vec<u32> = passage.tokens.iter().take(longest + 1).map(|token| token.word).collect();
        own.len() > longest || !phrases.iter().any(|phrase| phrase.windows(own.len()).any(|part| part == own))
    });
}

/// The stretches of an attribution that make a passage each.
fn stretches(placed: &Placed) -> Vec<&[Span]> {
    let attribution = &placed.attribution;
    match attribution.kind {
        Kind::Direct => vec![&attribution.content],
        Kind::Mixed => attribution.quoted.chunks(1).collect(),
        Kind::Indirect => Vec::new(),
    }
}

/// Who says an attribution, as far as that helps.
pub(crate) fn voice(placed: &Placed, identities: &[Identity]) -> Voice {
    let certain = |speaker: &crate::Speaker| {
        speaker.kind == SpeakerKind::Person && speaker.confidence >= CERTAIN && speaker.also.is_empty()
    };
    let certain = placed.attribution.speaker.as_ref().is_some_and(certain);
    let Some(identity) = placed.speaker else { return Voice::default() };
    let Identity { name, bare, .. } = &identities[identity];
    let surname = name.split_whitespace().next_back().unwrap_or_default();
    let mut hasher = FxHasher::default();
    hasher.write(surname.as_bytes());
    Voice { identity: Some(identity as u32), surname: (hasher.finish() >> 32) as u32, bare: *bare, certain }
}

/// The sentences and stretches of a passage, as ranges of its words, by what stands before each word.
pub(crate) fn segments(edges: impl ExactSizeIterator<Item = Edge>) -> Vec<std::ops::Range<usize>> {
    let end = edges.len();
    let begins = |&(at, edge): &(usize, Edge)| at == 0 || edge >= Edge::Sentence;
    let mut starts: Vec<usize> = edges.enumerate().filter(begins).map(|(at, _)| at).collect();
    starts.push(end);
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}
