//! The report: documents, speakers, attributions, utterances and findings in the form that other programs read.
//! Offsets here are Unicode code points, end exclusive, into a document's text.

/// The report.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Report {}
