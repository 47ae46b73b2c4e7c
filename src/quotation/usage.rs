//! The use of a quotation: speech, the title of a work, a nickname, or a word held at a distance.

use super::Quotation;

/// Sets [`Quotation::usage`] of each quotation.
pub(super) fn judge(text: &str, quotations: &mut [Quotation]) {
    let _ = (text, quotations);
}
