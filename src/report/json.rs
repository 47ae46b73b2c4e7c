//! The whole report as one JSON object.

use super::Report;
use std::io::{self, Write};

/// Writes the report and a line break.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write(report: &Report, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, report)?;
    out.write_all(b"\n")
}
