//! An attribution: content, the cue that ascribes it, and the source it is ascribed to.

use crate::{document::Span, speaker::Speaker};

/// How an attribution's content is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// All of it stands in quotation marks.
    Direct,
    /// Some of it does.
    Mixed,
    /// None of it does: a claim that is reported.
    Indirect,
}

/// One attribution. All spans are bytes into the document's text, in order of place, none overlapping.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// How the content is given.
    pub kind: Kind,
    /// What was said, outer quotation marks excluded; never empty.
    pub content: Vec<Span>,
    /// The parts of the content that stand in marks.
    pub quoted: Vec<Span>,
    /// The words that ascribe, or none.
    pub cue: Vec<Span>,
    /// The mention that the content is ascribed to, with its apposition, or none.
    pub source: Vec<Span>,
    /// Whom the source refers to.
    pub speaker: Option<Speaker>,
    /// Who was spoken to ("told CNN").
    pub addressee: Option<Span>,
    /// The medium it was lifted from.
    pub via: Option<Span>,
    /// When, where or in what it was said.
    pub occasion: Option<Span>,
    /// How sure, 0 to 1.
    pub confidence: f32,
}
