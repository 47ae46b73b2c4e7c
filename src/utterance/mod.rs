//! An utterance: one thing said, as two or more documents report it, aligned to its fullest report.

use crate::document::Span;

/// How the reports of an utterance are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UtteranceKind {
    /// The words are the same or nearly so.
    Verbatim,
    /// One reports in other words what another quotes.
    Paraphrase,
}

/// One thing said, as several documents report it.
#[derive(Clone, Debug, PartialEq)]
pub struct Utterance {
    /// How the reports are alike.
    pub kind: UtteranceKind,
    /// Position of the fullest report among the corpus' attributions.
    pub reference: usize,
    /// Every report, the reference too, in order of attribution.
    pub members: Vec<Member>,
}

/// One report of an utterance.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Position among the corpus' attributions.
    pub attribution: usize,
    /// The part of this report that was aligned: bytes into its own document.
    pub own: Vec<Span>,
    /// The part of the reference it was aligned with: bytes into the reference's document.
    pub reference: Vec<Span>,
    /// What differs from the reference, inside the aligned parts.
    pub differences: Vec<Difference>,
}

/// One thing that differs between a member and the reference.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What sort.
    pub kind: DifferenceKind,
    /// In words, for people.
    pub detail: String,
    /// The words concerned in the member; never empty.
    pub own: Vec<Span>,
    /// The words concerned in the reference.
    pub reference: Vec<Span>,
}

/// Sorts of difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// Cut at the start or end.
    Truncation,
    /// A cut that is marked.
    Ellipsis,
    /// Words left out inside, unmarked.
    SilentOmission,
    /// An editor's insertion in brackets.
    Brackets,
    /// Other words.
    Wording,
    /// Another number.
    Number,
    /// A negation on one side only.
    Negation,
    /// Words joined that stood apart.
    Splice,
    /// Marks, case, spelling.
    Typography,
    /// Quoted on one side, reported on the other.
    Form,
    /// Another speaker.
    Speaker,
    /// Named on one side, anonymous on the other.
    SpeakerAnonymity,
    /// Contradictory roles of one speaker.
    SpeakerRole,
    /// Said to somebody else.
    Addressee,
    /// Said at another time or place.
    Occasion,
    /// A loaded cue against a neutral one.
    CueStance,
}
