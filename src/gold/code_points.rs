//! Code points: from the offsets of annotations to the bytes that the library counts in.

use crate::document::Span;

/// Where each code point of a text begins, and where the text ends.
pub(super) struct CodePoints(Vec<usize>);

impl CodePoints {
    pub fn new(text: &str) -> CodePoints {
        CodePoints(text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect())
    }

    /// The span between two code points.
    ///
    /// # Errors
    /// If it lies outside the text or runs backwards: what is wrong and the remedy.
    pub fn span(&self, start: usize, end: usize) -> Result<Span, String> {
        match (self.0.get(start), self.0.get(end)) {
            (Some(first), Some(last)) if start <= end => Ok(Span::new(*first, *last)),
            _ => {
                let last = self.0.len() - 1;
                Err(format!(
                    "{start}..{end} is no stretch of the text, which is 0..{last}; count code points, not bytes"
                ))
            }
        }
    }
}
