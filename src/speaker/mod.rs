//! A speaker: whom a source refers to, in its document and across documents.

mod byline;
mod cast;
mod described;
mod disclosure;
mod gender;
mod name;
mod other_name;
mod pronoun;
mod resolve;
mod role;
mod said_again;
mod setting;
mod source;
mod subject;
mod text;
pub(crate) mod title;
mod unsourced;

pub use disclosure::Disclosed;
pub(crate) use resolve::{Scene, resolve};
pub mod identity;

use crate::document::Span;

/// What sort of speaker.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum SpeakerKind {
    /// A named person.
    Person,
    /// A named organisation, government or place that stands for one.
    Organisation,
    /// A report, poll, letter or law.
    Document,
    /// Described but not named ("a senior administration official").
    Anonymous,
    /// Nobody can tell.
    Unknown,
}

/// The word that stands for it in reports.
impl std::fmt::Display for SpeakerKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            SpeakerKind::Person => "person",
            SpeakerKind::Organisation => "organisation",
            SpeakerKind::Document => "document",
            SpeakerKind::Anonymous => "anonymous",
            SpeakerKind::Unknown => "unknown",
        })
    }
}

/// Whom a source refers to.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The fullest name in the document, or an anonymous source's description as given; none only when unknown.
    pub name: Option<String>,
    /// What sort of speaker.
    pub kind: SpeakerKind,
    /// The role given with this name in the document.
    pub role: Option<String>,
    /// What the article tells of a source that it does not name; empty for any other.
    pub disclosed: Vec<Disclosed>,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// Further speakers of a joint statement.
    pub also: Vec<(String, SpeakerKind)>,
    /// Other candidates where one was not certain, each with its confidence.
    pub or: Vec<(String, f32)>,
    /// Position of this speaker in the document's people, for a named one.
    pub person: Option<usize>,
}

/// Somebody named in a document, source or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The fullest name in the document.
    pub name: String,
    /// Person or organisation.
    pub kind: SpeakerKind,
    /// Other forms of the name in the document, each once.
    pub aliases: Vec<String>,
    /// Roles given with the name, with their places.
    pub roles: Vec<Role>,
}

/// A role given with a name ("deputy director general of the foreign ministry").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The words.
    pub text: String,
    /// Where they stand: bytes into the document's text.
    pub span: Span,
}

impl Speaker {
    fn new(name: Option<String>, kind: SpeakerKind, confidence: f32) -> Speaker {
        let (role, disclosed, also, or) = (None, Vec::new(), Vec::new(), Vec::new());
        Speaker { name, kind, role, disclosed, confidence, also, or, person: None }
    }
}
