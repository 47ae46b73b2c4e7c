//! The report for people.

use super::Report;
use crate::attribution::Attribution;
use crate::document::Document;
use std::io::{self, Write};

/// How to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether to use colour.
    pub colour: bool,
    /// Columns to fill.
    pub width: usize,
}

/// Writes the report; `documents` are those of the report, in its order.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write(report: &Report, documents: &[Document], out: &mut dyn Write, look: Look) -> io::Result<()> {
    let _ = (documents, look);
    writeln!(out, "{} documents, {} findings", report.documents.len(), report.findings.len())
}

/// Writes the attributions of one document.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write_attributions(
    document: &Document,
    attributions: &[Attribution],
    out: &mut dyn Write,
    look: Look,
) -> io::Result<()> {
    let _ = look;
    writeln!(out, "{}: {} attributions", document.name, attributions.len())
}
