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

/// Words beyond these are not compared, so that no pair costs more than a few million steps: guessed, an hour's speech.
const MOST_TOKENS: usize = 1500;

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
    pub identity: Option<usize>,
    /// A person, found with some certainty.
    pub certain: bool,
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
    /// How two voices go together.
    pub(crate) fn with(self, other: Voice) -> Voices {
        match (self.identity, other.identity) {
            (Some(a), Some(b)) if a == b => Voices::Agree,
            (Some(_), Some(_)) if self.certain && other.certain => Voices::Differ,
            _ => Voices::Open,
        }
    }
}

/// The passages of a corpus, in order of attribution.
pub(crate) fn passages(documents: &[&Document], attributions: &[Placed], words: &mut Words) -> Vec<Passage> {
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
                    voice: voice(placed),
                    tokens,
                });
            }
        }
    }
    passages
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

fn voice(placed: &Placed) -> Voice {
    let certain = |speaker: &crate::Speaker| {
        speaker.kind == SpeakerKind::Person && speaker.confidence >= 0.5 && speaker.also.is_empty()
    };
    Voice { identity: placed.speaker, certain: placed.attribution.speaker.as_ref().is_some_and(certain) }
}

/// The sentences and stretches of a passage, as ranges of its tokens.
pub(crate) fn segments(tokens: &[Token]) -> Vec<std::ops::Range<usize>> {
    let mut starts: Vec<usize> = (0..tokens.len()).filter(|&at| at == 0 || tokens[at].edge >= Edge::Sentence).collect();
    starts.push(tokens.len());
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}
