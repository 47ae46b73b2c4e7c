//! Offsets: between bytes, in which the library counts, and Unicode code points, in which reports do. A table with an
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

    /// The byte where the code point numbered `code_point` begins, or the end of the text for the number of them all;
    /// none beyond. The page asks for it.
    #[cfg(any(feature = "cli", test))]
    pub fn byte(&self, code_point: usize) -> Option<usize> {
        if self.before.is_empty() {
            return (code_point <= self.text.len()).then_some(code_point);
        }
        let block = self.before.partition_point(|&before| before <= code_point) - 1;
        let left = code_point - self.before[block];
        let bytes = &self.text.as_bytes()[block * STEP..];
        let mut begin = bytes.iter().enumerate().filter(|&(_, &byte)| begins(byte)).map(|(at, _)| at);
        let within = begin.by_ref().nth(left);
        within.or_else(|| (left == beginnings(bytes)).then_some(bytes.len())).map(|at| block * STEP + at)
    }
}

/// How many characters begin in these bytes of UTF-8.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| begins(byte)).count()
}

fn begins(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
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
                prop_assert_eq!(offsets.byte(nth), Some(byte));
            }
            let count = text.chars().count();
            prop_assert_eq!(offsets.code_point(text.len()), count);
            prop_assert_eq!(offsets.byte(count), Some(text.len()));
            prop_assert_eq!(offsets.byte(count + 1), None);
        }
    }
}
