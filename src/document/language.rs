//! The language of a document, as far as it matters: whether it is plainly not English, which is all that the later
//! stages read. Short or mixed texts are given the benefit of the doubt.

use super::{Document, Problem};

/// Bytes looked at first; nearly every English article is recognised within them.
const GLANCE: usize = 1_000;
/// Bytes looked at before a document is called foreign. Guessed: two or three paragraphs beyond any foreign quotation.
const LOOK: usize = 8_000;
/// Fewer bytes than this are no basis for a judgement.
const ENOUGH: usize = 200;

/// A warning when a document is plainly not English; it is processed all the same.
pub fn foreign(document: &Document) -> Option<Problem> {
    let text = document.text[document.body..].trim();
    if text.len() < ENOUGH {
        return None;
    }
    not_english(head(text, GLANCE))?;
    let language = not_english(head(text, LOOK))?;
    let message = format!("looks like {language}; only English is understood, so little will be found here");
    Some(Problem::warning(&document.name, None, message))
}

/// The English name of the language, when it reliably is another than English.
fn not_english(text: &str) -> Option<&'static str> {
    let info = whatlang::detect(text)?;
    (info.is_reliable() && info.lang() != whatlang::Lang::Eng).then(|| info.lang().eng_name())
}

/// At most `bytes` bytes of the beginning, in whole characters.
fn head(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or_default()]
}
