//! Gold as JSON Lines: one attribution a line, in the form of `misquote extract --format jsonl`, so that its output can be
//! put right by hand and used. In: the documents, and the lines of one file for all of them. Out: [`GoldDocument`]s.
//!
//! A line goes to the document whose file name, without folders and `.txt`, is that of its `document`. Only `document`
//! and the spans of `content`, `cue` and `source` are read; where a span has a `text`, it must be what stands there.

use super::code_points::CodePoints;
use super::{GoldAttribution, GoldDocument};
use crate::document::{Document, Problem, Span};
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// The documents, in their order, with the attributions that `lines` give them; `file` is what the lines are called in
/// errors. A document that no line names is taken to attribute nothing.
///
/// # Errors
/// If a line is no attribution, names no document of these, or marks what is not in the text.
pub fn lines(documents: Vec<Document>, lines: &str, file: &str) -> Result<Vec<GoldDocument>, Problem> {
    let mut shelf = Shelf::new(documents);
    for (nth, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        shelf.line(line, nth + 1).map_err(|message| Problem::error(file, Some(nth + 1), message))?;
    }
    Ok(shelf.gold)
}

/// What is read of a line.
#[derive(Deserialize)]
struct Line {
    document: String,
    content: Option<Passages>,
    cue: Option<Passages>,
    source: Option<Passages>,
}

#[derive(Deserialize)]
struct Passages {
    spans: Vec<Passage>,
}

#[derive(Deserialize)]
struct Passage {
    start: usize,
    end: usize,
    text: Option<String>,
}

struct Shelf {
    gold: Vec<GoldDocument>,
    points: Vec<CodePoints>,
    /// Position of each document by its stem.
    places: FxHashMap<String, usize>,
}

impl Shelf {
    fn new(documents: Vec<Document>) -> Shelf {
        Shelf {
            points: documents.iter().map(|document| CodePoints::new(&document.text)).collect(),
            places: documents.iter().enumerate().map(|(at, d)| (stem(&d.name).to_owned(), at)).collect(),
            gold: documents.into_iter().map(|document| GoldDocument { document, attributions: vec![] }).collect(),
        }
    }

    fn line(&mut self, line: &str, number: usize) -> Result<(), String> {
        let line: Line = serde_json::from_str(line)
            .map_err(|error| format!("not an attribution ({error}); write lines as `extract --format jsonl` does"))?;
        let at = *self.places.get(stem(&line.document)).ok_or_else(|| {
            format!("no text belongs to the document \"{}\"; add {}.txt", line.document, stem(&line.document))
        })?;
        let spans = |passages: &Option<Passages>| self.spans(at, passages.as_ref());
        let (content, cue, source) = (spans(&line.content)?, spans(&line.cue)?, spans(&line.source)?);
        if !content.is_empty() {
            let name = format!("line {number}");
            self.gold[at].attributions.push(GoldAttribution { name, content, cue, source });
        }
        Ok(())
    }

    fn spans(&self, at: usize, passages: Option<&Passages>) -> Result<Vec<Span>, String> {
        let mut spans = Vec::new();
        for Passage { start, end, text } in passages.iter().flat_map(|passages| &passages.spans) {
            let span = self.points[at].span(*start, *end)?;
            let there = span.of(&self.gold[at].document.text);
            if let Some(text) = text.as_ref().filter(|text| *text != there) {
                return Err(format!(
                    "\"{text}\" is not what stands at {start}..{end} (\"{there}\"); count code points"
                ));
            }
            spans.push(span);
        }
        spans.retain(|span| !span.is_empty());
        Ok(spans)
    }
}

/// A name without folders and `.txt`.
fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.strip_suffix(".txt").unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<GoldDocument>, String> {
        lines(vec![Document::new("a", "“Öl,” he said."), Document::new("b", "Rain.")], text, "gold.jsonl")
            .map_err(|problem| problem.to_string())
    }

    #[test]
    fn a_corrected_line_of_extract() {
        let line = r#"{"document": "in/a.txt", "kind": "direct", "content": {"text": "Öl", "spans": [{"start": 1, "end": 3,
            "text": "Öl"}]}, "quoted": [], "cue": {"spans": [{"start": 9, "end": 13}]}, "source": null}"#;
        let gold = read(&line.replace('\n', " ")).unwrap();
        assert_eq!(gold[0].attributions[0].content, [Span::new(3, 6)]);
        assert_eq!(gold[0].attributions[0].cue[0].of(&gold[0].document.text), "said");
        assert_eq!(gold[1].attributions, []);
    }

    #[test]
    fn errors_name_the_line_and_the_remedy() {
        let line = |document: &str, start: usize, text: &str| {
            format!(
                r#"{{"document": "{document}", "content": {{"spans": [{{"start": {start}, "end": 3, "text": "{text}"}}]}}}}"#
            )
        };
        assert_eq!(
            read(&line("c", 1, "Öl")).unwrap_err(),
            "gold.jsonl:1: error: no text belongs to the document \"c\"; add c.txt"
        );
        assert_eq!(
            read(&format!("\n{}", line("a", 2, "Öl"))).unwrap_err(),
            "gold.jsonl:2: error: \"Öl\" is not what stands at 2..3 (\"l\"); count code points"
        );
        assert!(read("{}").unwrap_err().starts_with("gold.jsonl:1: error: not an attribution (missing field"));
    }
}
