//! A sentence: Unicode's sentence bounds (UAX #29), re-joined after abbreviations and inside quotations.

use crate::{document::Span, quotation::Quotation};
use unicode_segmentation::UnicodeSegmentation;

/// The sentences of a text from byte `body` on, without white space around them; none crosses a line break.
pub fn sentences(text: &str, body: usize, quotations: &[Quotation]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut at = body;
    let mut q = 0;
    for line in text[body..].split_inclusive('\n') {
        for (o, s) in line.split_sentence_bound_indices() {
            let span = Span::new(at + o, at + o + s.len()).trim(text);
            if span.is_empty() { continue; }
            while quotations.get(q).is_some_and(|x| x.span.end < span.start) { q += 1; }
            let inside = quotations[q..].iter().take(4).any(|x| x.span.start < span.start && span.start < x.span.end);
            let abbr = out.last().is_some_and(|l| { let t = l.of(text); l.start >= at && t.ends_with('.') && t.rsplit(' ').next().is_some_and(|w| w.len() <= 5 && w.starts_with(char::is_uppercase) || w.matches('.').count() > 1) });
            if inside || abbr { out.last_mut().unwrap().end = span.end; } else { out.push(span); }
        }
        at += line.len();
    }
    out
}
