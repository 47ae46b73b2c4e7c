//! Text: what the bytes of a file say. In: bytes. Out: the decoded text, its byte-order mark kept as U+FEFF, with a
//! doubt where the encoding had to be guessed; or the finding that this is no text.
//!
//! UTF-8 is taken as such and UTF-16 by its mark. Anything else is guessed at by chardetng, which is usually right for
//! a page of prose and sometimes wrong for a line of it; hence the doubt.

use encoding_rs::Encoding;

/// Decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub text: String,
    /// What is not certain about it, with the remedy, and the line it was noticed at.
    pub doubt: Option<(usize, String)>,
}

/// The text of a file, or none when the bytes are no text at all.
pub(super) fn decode(bytes: Vec<u8>) -> Option<Decoded> {
    match Encoding::for_bom(&bytes) {
        Some((encoding, _)) if encoding != encoding_rs::UTF_8 => marked(&bytes, encoding),
        _ if is_binary(&bytes) => None,
        _ => Some(String::from_utf8(bytes).map_or_else(
            |error| guessed(error.as_bytes(), error.utf8_error().valid_up_to()),
            |text| Decoded { text, doubt: None },
        )),
    }
}

/// True for bytes that no encoding of prose has: a NUL, or more control characters than one in ten at the beginning.
pub fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let control = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    bytes.contains(&0) || control * 10 > head.len()
}

/// UTF-16, by its mark.
fn marked(bytes: &[u8], encoding: &'static Encoding) -> Option<Decoded> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let doubt = || (1, format!("not all of it is valid {}; what is not was replaced by U+FFFD", encoding.name()));
    (!text.contains('\0')).then(|| Decoded { doubt: broken.then(doubt), text: text.into_owned() })
}

/// What is not UTF-8 from byte `wrong` on: damaged UTF-8, or another encoding.
fn guessed(bytes: &[u8], wrong: usize) -> Decoded {
    let line = 1 + bytes[..wrong].iter().filter(|&&byte| byte == b'\n').count();
    if is_mostly_utf8(bytes) {
        let doubt = "not all of it is valid UTF-8; what is not was replaced by U+FFFD. Save the file as UTF-8";
        return Decoded { text: String::from_utf8_lossy(bytes).into_owned(), doubt: Some((line, doubt.to_owned())) };
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let doubt = format!("not valid UTF-8, read as {}, which is a guess. Save the file as UTF-8", encoding.name());
    Decoded { text: text.into_owned(), doubt: Some((line, doubt)) }
}

/// True when more characters beyond ASCII are valid UTF-8 than not: a damaged file, not another encoding.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    valid > invalid
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8]) -> Option<(String, Option<String>)> {
        decode(bytes.to_vec())
            .map(|decoded| (decoded.text, decoded.doubt.map(|(line, doubt)| format!("{line}: {doubt}"))))
    }

    #[test]
    fn marks_are_kept() {
        assert_eq!(text_of(b"\xEF\xBB\xBFa").unwrap(), ("\u{feff}a".into(), None));
        assert_eq!(text_of(b"\xFF\xFEa\0\r\0\n\0").unwrap(), ("\u{feff}a\r\n".into(), None));
        assert_eq!(text_of(b"\xFE\xFF\0a \x1C").unwrap(), ("\u{feff}a\u{201c}".into(), None));
    }

    #[test]
    fn other_encodings_are_guessed_and_said_to_be() {
        let (text, doubt) = text_of(
            "Plain line.\n\u{93}It\u{92}s time,\u{94} he said.".chars().map(|c| c as u8).collect::<Vec<_>>().as_slice(),
        )
        .unwrap();
        assert_eq!(text, "Plain line.\n“It’s time,” he said.");
        assert_eq!(
            doubt.unwrap(),
            "2: not valid UTF-8, read as windows-1252, which is a guess. Save the file as UTF-8"
        );
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let (text, doubt) = text_of(
            "“Yes,” he said.\n\n“No.”".as_bytes().iter().copied().chain([0xE2, 0x80]).collect::<Vec<_>>().as_slice(),
        )
        .unwrap();
        assert_eq!(text, "“Yes,” he said.\n\n“No.”\u{fffd}");
        assert!(doubt.unwrap().starts_with("3: not all of it is valid UTF-8"));
    }

    #[test]
    fn binaries_are_no_text() {
        assert_eq!(text_of(b"PK\x03\x04\0\0"), None);
        assert_eq!(text_of(&[1, 2, 3, 4, 5, 6]), None);
        assert_eq!(text_of(b"\x1b[31mred\x1b[0m text is text").unwrap().1, None);
    }
}
