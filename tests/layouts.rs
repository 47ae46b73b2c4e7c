//! Layouts: a story of `fixtures/layouts` for each, and who is heard in it.
//!
//! A snapshot a story lists every attribution in order of place: kind, speaker, source, cue, and the content with a bar
//! between fragments. Read it before accepting it.

use misquote::{Attribution, Document, Span, extract};
use std::fmt::Write;

#[test]
fn stories_by_layout() {
    insta::glob!("../fixtures/layouts", "*.txt", |path| {
        let document = Document::new("story", std::fs::read_to_string(path).unwrap());
        insta::assert_snapshot!(listing(&document));
    });
}

fn listing(document: &Document) -> String {
    let mut listing = String::new();
    for attribution in extract(document).attributions {
        writeln!(listing, "{}", entry(document, &attribution)).unwrap();
    }
    listing
}

fn entry(document: &Document, attribution: &Attribution) -> String {
    let kind = format!("{:?}", attribution.kind).to_lowercase();
    let name = attribution.speaker.as_ref().and_then(|speaker| speaker.name.as_deref());
    let [source, cue, content] =
        [&attribution.source, &attribution.cue, &attribution.content].map(|spans| words(document, spans));
    format!("{kind:8} {} ({source}) {cue}\n    {content}", name.unwrap_or("unknown"))
}

fn words(document: &Document, spans: &[Span]) -> String {
    let texts: Vec<&str> = spans.iter().map(|span| document.slice(*span)).collect();
    if texts.is_empty() { "-".into() } else { texts.join(" | ").replace('\n', " ") }
}
