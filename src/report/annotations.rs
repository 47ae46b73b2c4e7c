//! W3C Web Annotations in JSON-LD, for tools that lay notes over an article: an attribution is an annotation of its
//! content that names the speaker, the kind, the source and the cue; a finding is one of every passage that it is about.
//!
//! In: a document with its attributions, or a report with its documents. Out: annotations, each a whole one with its own
//! `@context`. A passage is given twice: by its words with what stands before and after them, and by its code points in
//! the text that was read. What is annotated is the document's URL where it has one, else its path. Headlines that are
//! no part of the text cannot be pointed into and are left out.

use super::position::{Seen, Shelf};
use super::uri::{self, Root};
use super::{Finding, Passage, Passages, Report, Span, records};
use crate::attribution;
use crate::document::{self, Document};
use crate::finding::Field;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// Code points before and after a passage. Guessed: five words.
const AROUND: usize = 32;

/// Writes the attributions of one document, one a line with commas between them.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write_attributions(
    document: &Document,
    attributions: &[attribution::Attribution],
    root: &Root,
    out: &mut impl Write,
) -> io::Result<()> {
    let source = uri::of(document, root);
    let made = records(document, attributions).zip(attributions);
    let made = made.map(|(record, spans)| attributed(&Page { document, source: &source }, &record.attribution, spans));
    write_list(made, out)
}

/// Writes the findings as one array.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write(report: &Report, documents: &[Document], root: &Root, out: &mut dyn Write) -> io::Result<()> {
    let shelf = Shelf::new(documents);
    out.write_all(b"[\n")?;
    write_list(report.findings.iter().filter_map(|finding| found(finding, &shelf, root)), out)?;
    out.write_all(b"\n]\n")
}

/// Writes values, one a line with commas between them.
pub(super) fn write_list(values: impl Iterator<Item = Value>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    for (nth, value) in values.enumerate() {
        if nth > 0 {
            out.write_all(b",\n")?;
        }
        out.write_all(value.to_string().as_bytes())?;
    }
    Ok(())
}

/// A document and what other programs find it by.
struct Page<'d> {
    document: &'d Document,
    source: &'d str,
}

impl Page<'_> {
    fn passages(&self, passages: &[Passage], spans: &[document::Span]) -> Vec<Value> {
        let text = &self.document.text;
        let place = |(passage, span): (&Passage, &document::Span)| {
            place(self.source, text, *span, Span { start: passage.start, end: passage.end })
        };
        passages.iter().zip(spans).map(place).collect()
    }
}

fn attributed(page: &Page<'_>, said: &super::Attribution, spans: &attribution::Attribution) -> Value {
    let target = page.passages(&said.content.spans, &spans.content);
    let named = said.speaker.as_ref().into_iter().flat_map(|speaker| {
        speaker.name.iter().chain(speaker.also.iter().map(|also| &also.name)).map(|name| text("identifying", name))
    });
    let mut body: Vec<Value> = named.chain([text("classifying", &said.kind.to_string())]).collect();
    for (purpose, passages, spans) in
        [("identifying", &said.source, &spans.source), ("describing", &said.cue, &spans.cue)]
    {
        let passages: &[Passage] = passages.as_ref().map_or(&[], |Passages { spans, .. }| spans);
        for mut place in page.passages(passages, spans) {
            place["purpose"] = purpose.into();
            body.push(place);
        }
    }
    annotation("identifying", body, target)
}

fn found(finding: &Finding, shelf: &Shelf<'_>, root: &Root) -> Option<Value> {
    let seen = finding.evidence.iter().filter_map(|evidence| shelf.seen(evidence));
    let pointed = |seen: Seen<'_>| place(&uri::of(seen.document, root), seen.text, seen.span, seen.points);
    let target: Vec<Value> = seen.filter(|seen| seen.field == Field::Text).map(pointed).collect();
    let body = vec![text("assessing", &finding.message), text("classifying", &finding.code)];
    (!target.is_empty()).then(|| annotation("assessing", body, target))
}

/// An annotation; its id is made of all that is in it.
fn annotation(motivation: &str, body: Vec<Value>, target: Vec<Value>) -> Value {
    let mut annotation = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "motivation": motivation,
        "body": body,
        "target": target,
    });
    annotation["id"] = name(&annotation.to_string()).into();
    annotation
}

fn text(purpose: &str, value: &str) -> Value {
    json!({"type": "TextualBody", "format": "text/plain", "purpose": purpose, "value": value})
}

/// A stretch of a document, by its words and by its code points.
fn place(source: &str, text: &str, span: document::Span, points: Span) -> Value {
    let start = text[..span.start].char_indices().rev().take(AROUND).last().map_or(span.start, |(at, _)| at);
    let suffix: String = text[span.end..].chars().take(AROUND).collect();
    json!({
        "type": "SpecificResource",
        "source": source,
        "selector": [
            {"type": "TextQuoteSelector", "exact": span.of(text), "prefix": &text[start..span.start], "suffix": suffix},
            {"type": "TextPositionSelector", "start": points.start, "end": points.end},
        ],
    })
}

/// A name that is the same for the same content: a UUID of version 8 with digits of its SHA-256.
fn name(content: &str) -> String {
    let hash = Sha256::digest(content);
    let mut bytes: [u8; 16] = std::array::from_fn(|at| hash[at]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let digits = super::fingerprint::hexadecimal(&bytes);
    let (a, b, c, d, e) = (&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]);
    format!("urn:uuid:{a}-{b}-{c}-{d}-{e}")
}
