//! The attributions of one document as JSON Lines, each a [`Record`](super::Record).

use super::records;
use crate::attribution::Attribution;
use crate::document::Document;
use std::io::{self, Write};

/// Writes a line for each attribution.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write(document: &Document, attributions: &[Attribution], out: &mut impl Write) -> io::Result<()> {
    for record in records(document, attributions) {
        serde_json::to_writer(&mut *out, &record)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
