//! Gold: articles with the attributions that people marked in them, to learn from and to be measured by.
//!
//! In: documents with annotations, either brat standoff ([`brat()`], one file a document, as PolNeAR has them) or JSON
//! Lines in the form of `misquote extract --format jsonl` ([`lines()`], one file for all). Out: [`GoldDocument`]s. And
//! documents with what is one utterance in them ([`events()`]). Offsets in all forms are Unicode code points into the
//! whole text of the file. What is plainly broken is an error; that gold is itself sometimes wrong is not.

mod brat;
mod code_points;
mod events;
mod lines;

pub use brat::brat;
pub use events::{GoldUtterances, events};
pub use lines::lines;

use crate::document::{Document, Span};

/// An annotated article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoldDocument {
    /// The article.
    pub document: Document,
    /// Every attribution in it, in the order of the annotations.
    pub attributions: Vec<GoldAttribution>,
}

/// An attribution as annotators marked it. Spans are bytes into the text, in the order of the annotations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoldAttribution {
    /// What the annotations call it: an event's id, or "line 7".
    pub name: String,
    /// What was said; never empty.
    pub content: Vec<Span>,
    /// The words that ascribe.
    pub cue: Vec<Span>,
    /// Who it is ascribed to.
    pub source: Vec<Span>,
}
