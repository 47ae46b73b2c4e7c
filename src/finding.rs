//! A finding: what an editor should be told, with how grave it is, how sure we are, and the evidence.

use crate::document::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Worth checking before publication.
    Warning,
    /// Cannot be right in both outlets.
    Error,
}

/// The word that stands for it in reports.
impl std::fmt::Display for Severity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// One of several readings.
    Low,
    /// Probably right.
    Medium,
    /// Nearly always right.
    High,
}

/// The word that stands for it in reports.
impl std::fmt::Display for Confidence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        })
    }
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

impl Finding {
    /// The order of findings in a report: the gravest first, then by code, place and message.
    pub(crate) fn by_gravity(&self, other: &Finding) -> Ordering {
        let place = |finding: &Finding| finding.evidence.first().map(|first| (first.document, first.span));
        let gravity = other.severity.cmp(&self.severity);
        gravity
            .then_with(|| self.code.cmp(other.code))
            .then_with(|| place(self).cmp(&place(other)))
            .then_with(|| self.message.cmp(&other.message))
    }
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The article's text.
    #[default]
    Text,
    /// The headline, where it is not part of the text.
    Title,
}
