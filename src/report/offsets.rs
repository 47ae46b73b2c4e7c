//! Offsets: from bytes, in which the library counts, to Unicode code points, in which reports do. A table with an
//! entry every [`STEP`] bytes is made in one pass, and a lookup counts what is left over; ASCII needs neither.

/// Bytes between two entries.
const STEP: usize = 256;

/// The code points of one text.
#[derive(Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    /// Code points that begin before each multiple of [`STEP`] bytes; empty for ASCII.
    before: Vec<usize>,
}

impl<'t> Offsets<'t> {
    /// Counts `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut count = 0;
        let before = |block: &[u8]| {
            let before = count;
            count += beginnings(block);
            before
        };
        let before = if text.is_ascii() { Vec::new() } else { text.as_bytes().chunks(STEP).map(before).collect() };
        Offsets { text, before }
    }

    /// How many code points begin before `byte`, which lies on a character boundary of the text.
    pub fn code_point(&self, byte: usize) -> usize {
        debug_assert!(self.text.is_char_boundary(byte), "byte {byte} lies inside a character");
        let Some(&last) = self.before.last() else { return byte };
        let block = byte / STEP;
        match self.before.get(block) {
            Some(before) => before + beginnings(&self.text.as_bytes()[block * STEP..byte]),
            None => last + beginnings(&self.text.as_bytes()[(block - 1) * STEP..byte]),
        }
    }
}

/// How many characters begin in these bytes of UTF-8.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::Offsets;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_as_chars_does(text in "[a-zé\u{a0}“”😀\r\n\u{feff}]{0,700}") {
            let offsets = Offsets::new(&text);
            for (nth, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(offsets.code_point(byte), nth);
            }
            prop_assert_eq!(offsets.code_point(text.len()), text.chars().count());
        }
    }
}
