//! brat standoff of what was extracted, so that annotators can put it right and [`crate::gold`] reads it back: for each
//! document its text and, beside it, spans (`T` lines) that events (`E` lines) tie together.
//!
//! In: a document and its attributions. Out: the lines of its `.ann` file, and a name for the pair of files. A span is
//! marked line by line, because brat knows none over a line's end; the words are the same.

use super::Offsets;
use crate::attribution::Attribution;
use crate::document::{Document, Span};
use std::fmt::Write;

/// What brat is told of these annotations: its `annotation.conf`.
pub const CONFIGURATION: &str = "[entities]\nContent\nCue\nSource\n\n[relations]\n\n[events]\n\
    Attribution\tContent*:Content, Cue*:Cue, Source*:Source\n\n[attributes]\n";

/// Most bytes of a file's name without its ending; file systems take 255.
const LONGEST: usize = 200;

/// The lines of the `.ann` file; none where nothing is attributed.
pub fn annotations(document: &Document, attributions: &[Attribution]) -> String {
    let mut standoff = Standoff { offsets: Offsets::new(&document.text), document, lines: String::new(), spans: 0 };
    for (nth, attribution) in attributions.iter().enumerate() {
        standoff.event(nth + 1, attribution);
    }
    standoff.lines
}

struct Standoff<'d> {
    document: &'d Document,
    offsets: Offsets<'d>,
    lines: String,
    /// How many spans were written.
    spans: usize,
}

impl Standoff<'_> {
    /// An attribution. Its event is anchored in the cue or, without one, in the source or the content.
    fn event(&mut self, number: usize, attribution: &Attribution) {
        let Attribution { content, cue, source, .. } = attribution;
        let anchor = [cue, source, content].into_iter().find(|spans| !spans.is_empty());
        let Some(trigger) = anchor.and_then(|spans| self.span("Attribution", spans)) else { return };
        let mut event = format!("E{number}\tAttribution:T{trigger}");
        for (role, spans) in [("Content", content), ("Cue", cue), ("Source", source)] {
            if let Some(span) = self.span(role, spans) {
                let _ = write!(event, " {role}:T{span}");
            }
        }
        self.lines += &(event + "\n");
    }

    /// Marks the spans as one and gives its number; none where there is nothing to mark.
    fn span(&mut self, kind: &str, spans: &[Span]) -> Option<usize> {
        let text = &self.document.text;
        let fragments: Vec<Span> = spans.iter().flat_map(|span| by_line(text, *span)).collect();
        if fragments.is_empty() {
            return None;
        }
        self.spans += 1;
        let point = |byte| self.offsets.code_point(byte);
        let places: Vec<String> = fragments.iter().map(|f| format!("{} {}", point(f.start), point(f.end))).collect();
        let words: Vec<&str> = fragments.iter().map(|fragment| fragment.of(text)).collect();
        let _ = writeln!(self.lines, "T{}\t{kind} {}\t{}", self.spans, places.join(";"), words.join(" "));
        Some(self.spans)
    }
}

/// The parts of a span on each line, without white space at their ends.
fn by_line(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let mut start = span.start;
    let lines = span.of(text).split_inclusive(['\n', '\r']).map(move |line| {
        let part = Span::new(start, start + line.len());
        start = part.end;
        part.trim(text)
    });
    lines.filter(|part| !part.is_empty())
}

/// What the two files of a document are called, without their endings: its name in letters, digits, `-`, `.` and `_`.
pub fn stem(document: &Document) -> String {
    let name = document.name.trim_end_matches(".txt");
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '_') { c } else { '-' };
    let mut stem: String = name.chars().map(plain).collect();
    while stem.len() > LONGEST {
        stem.pop();
    }
    let stem = stem.trim_matches(['-', '.']);
    if stem.is_empty() { "document".to_owned() } else { stem.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_end_with_their_lines() {
        let document = Document::new("a", "“Öl is\r\n out,” he said.");
        let attribution = &crate::extract(&document).attributions[0];
        let lines = annotations(&document, std::slice::from_ref(attribution));
        assert!(lines.contains("\tContent 1 6;9 13\tÖl is out,\n"), "{lines}");
        assert!(lines.ends_with("E1\tAttribution:T1 Content:T2 Cue:T3 Source:T4\n"), "{lines}");
    }

    #[test]
    fn names_of_files() {
        let stem = |name: &str| stem(&Document::new(name, ""));
        assert_eq!(stem("news/bbc/a b.txt"), "news-bbc-a-b");
        assert_eq!(stem("../../etc/passwd"), "etc-passwd");
        assert_eq!(stem("-"), "document");
        assert_eq!(stem("a\u{202e}\u{1b}[2J.md"), "a---2J.md");
        assert_eq!(stem(&"é".repeat(300)).len(), LONGEST);
    }
}
