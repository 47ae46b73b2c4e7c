//! The report for people: each finding with the lines of every outlet concerned and the words marked, then what
//! several outlets report, then one line that counts. [`write_attributions`] lists what one document attributes.
//!
//! In: a [`Report`] or attributions, the documents, and how to draw. Out: text that a terminal of any width can show;
//! whatever articles contain is made visible and never reaches the terminal raw.

mod attributions;
pub(super) mod excerpt;
mod finding;
mod shared;

pub mod visible;

pub use attributions::write_attributions;

use super::Report;
use crate::document::Document;
use crate::finding::Severity;
use anstyle::Style;
use std::io::{self, Write};

/// How to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether to use colour.
    pub colour: bool,
    /// Columns to fill.
    pub width: usize,
}

impl Look {
    /// `text`, bold where colour is used.
    fn strong(self, text: &str) -> String {
        let style = if self.colour { Style::new().bold() } else { Style::new() };
        format!("{style}{text}{style:#}")
    }
}

/// Writes the report; `documents` are those of the report, in its order.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write(report: &Report, documents: &[Document], out: &mut dyn Write, look: Look) -> io::Result<()> {
    for finding in &report.findings {
        writeln!(out, "{}\n", finding::drawn(finding, documents, look))?;
    }
    shared::write(report, out, look)?;
    writeln!(out, "{}", look.strong(&summary(report)))
}

/// One line: how many documents, shared utterances, and findings of each severity.
pub(super) fn summary(report: &Report) -> String {
    let of = |severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    let counted: Vec<String> = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")]
        .into_iter()
        .filter(|&(severity, _)| of(severity) > 0)
        .map(|(severity, name)| count(of(severity), name))
        .collect();
    let findings = if counted.is_empty() { "no findings".to_owned() } else { counted.join(", ") };
    let documents = count(report.documents.len(), "document");
    let set_aside = [(report.suppressed.len(), "suppressed"), (report.known.len(), "known from the baseline")];
    let set_aside = set_aside.into_iter().filter(|(findings, _)| *findings > 0);
    let set_aside: String =
        set_aside.map(|(findings, how)| format!("; {} {how}", count(findings, "finding"))).collect();
    format!("{documents}, {}: {findings}{set_aside}", count(report.utterances.len(), "shared utterance"))
}

/// "1 note", "2 notes", "no notes".
fn count(number: usize, noun: &str) -> String {
    match number {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
