//! The report for people: the utterances that findings are about with every outlet's wording, then the findings by
//! severity, each with the lines of every outlet concerned and the words marked, then a summary that counts.
//! [`write_attributions`] lists what one document attributes.
//!
//! In: a [`Report`] or attributions, the documents, and how to draw. Out: text that a terminal of any width can show;
//! whatever articles contain is made visible and never reaches the terminal raw.

mod attributions;
mod collation;
pub(super) mod excerpt;
mod finding;
mod utterances;

pub mod visible;

pub use attributions::write_attributions;
pub use utterances::Utterances;

use super::{Finding, Report};
use crate::document::Document;
use crate::finding::Severity;
use anstyle::Style;
use std::collections::BTreeSet;
use std::io::{self, Write};
use utterances::Shown;

/// How to draw.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Whether to use colour.
    pub colour: bool,
    /// Columns to fill.
    pub width: usize,
    /// Which utterances to show before the findings.
    pub utterances: Utterances,
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
    let shown = Shown::new(report, look.utterances);
    shown.write(out, look)?;
    let numbers = shown.numbers();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let of: Vec<&Finding> = report.findings.iter().filter(|finding| finding.severity == severity).collect();
        if !of.is_empty() {
            writeln!(out, "{}\n", look.strong(&count(of.len(), &severity.to_string())))?;
        }
        for finding in of {
            let number = finding.utterance.and_then(|utterance| numbers.get(&utterance));
            writeln!(out, "{}\n", finding::drawn(finding, number.copied(), documents, look))?;
        }
    }
    let summary = summary(report);
    let lines: Vec<String> = summary.lines().flat_map(|line| visible::wrap(line, look.width)).collect();
    writeln!(out, "{}", look.strong(&lines.join("\n")))
}

/// One finding of a report as text, without a line break at its end.
pub fn drawn(finding: &Finding, documents: &[Document], look: Look) -> String {
    finding::drawn(finding, None, documents, look)
}

/// How many documents, outlets and shared utterances there are and how these go together; on a second line, how many
/// findings.
pub(super) fn summary(report: &Report) -> String {
    let outlets: BTreeSet<&str> = report.documents.iter().map(|document| document.outlet.as_str()).collect();
    let copies = report.documents.iter().filter(|document| document.copy_of.is_some()).count();
    let copies = if copies == 0 { String::new() } else { format!(" ({copies} of them copies)") };
    let read = format!("{}{copies} of {}", count(report.documents.len(), "document"), count(outlets.len(), "outlet"));
    let shared = match report.utterances.len() {
        0 => count(0, "shared utterance"),
        shared => format!("{}: {}", count(shared, "shared utterance"), utterances::agreement(report)),
    };
    format!("{read}, {shared}\n{}", findings(report))
}

/// How many findings of each severity there are, and how many are not told.
fn findings(report: &Report) -> String {
    let of = |severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    let counted: Vec<String> = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")]
        .into_iter()
        .filter(|&(severity, _)| of(severity) > 0)
        .map(|(severity, name)| count(of(severity), name))
        .collect();
    let findings = if counted.is_empty() { "no findings".to_owned() } else { counted.join(", ") };
    let set_aside = [(report.suppressed.len(), "suppressed"), (report.known.len(), "known from the baseline")];
    let set_aside = set_aside.into_iter().filter(|(findings, _)| *findings > 0);
    let set_aside: String =
        set_aside.map(|(findings, how)| format!("; {} {how}", count(findings, "finding"))).collect();
    findings + &set_aside
}

/// "1 note", "2 notes", "no notes".
fn count(number: usize, noun: &str) -> String {
    match number {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
