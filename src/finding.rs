//! A finding: what an editor should be told, with how grave it is, how sure we are, and the evidence.

use crate::document::Span;
use serde::{Deserialize, Serialize};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Worth checking before publication.
    Warning,
    /// Cannot be right in both outlets.
    Error,
}

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// One of several readings.
    Low,
    /// Probably right.
    Medium,
    /// Nearly always right.
    High,
}

/// What an editor should be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The check that made it.
    pub code: &'static str,
    /// How grave.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// One sentence for people.
    pub message: String,
    /// Position of the utterance concerned, if one is.
    pub utterance: Option<usize>,
    /// Where to look, the main places first.
    pub evidence: Vec<Evidence>,
}

/// A place in a document that supports a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Position of the document in the corpus.
    pub document: usize,
    /// Bytes into the document's text, or into its title.
    pub span: Span,
    /// Whether `span` points into the text or the title.
    pub field: Field,
    /// What to see there, in a few words.
    pub label: String,
}

/// Which text of a document a span points into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The article's text.
    #[default]
    Text,
    /// The headline, where it is not part of the text.
    Title,
}
