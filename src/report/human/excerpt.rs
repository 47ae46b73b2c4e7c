//! An excerpt: the part of one paragraph that a finding is about, wrapped to the width of the terminal, with the
//! words to mark. A news paragraph is one very long line, so only what stands around the marked words is shown.
//!
//! In: a text and marks in it. Out: one [`Excerpt`] a paragraph concerned, in order of place.

use super::visible;
use crate::document::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// Characters shown before and after a mark. Guessed: a clause.
const CONTEXT: usize = 60;

/// Marks of more characters are shown without their middle. Guessed: about three lines.
const LONG: usize = 240;

/// Gaps of at most this many characters are not worth an ellipsis.
const GAP: usize = 24;

/// Something to mark in a text.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Bytes into the text.
    pub span: Span,
    /// What to see there.
    pub label: String,
    /// Whether it is what the finding is about, or stands by.
    pub main: bool,
}

/// What is shown of one paragraph.
#[derive(Debug)]
pub struct Excerpt {
    /// Line of the first mark in its text, from 1.
    pub line: usize,
    /// Character of the first mark in that line, from 1.
    pub column: usize,
    /// Visible text, in lines.
    pub text: String,
    /// What to mark, none over the end of a line.
    pub marks: Vec<Marked>,
}

/// A mark, or its part on one line.
#[derive(Debug)]
pub struct Marked {
    /// Bytes into the excerpt's text.
    pub range: Range<usize>,
    /// What to see there; on one line of each mark.
    pub label: Option<String>,
    /// As in [`Mark`].
    pub main: bool,
}

/// The excerpts of `text` that show all marks, in lines of at most `width` columns.
pub fn excerpts(text: &str, marks: &[Mark], width: usize) -> Vec<Excerpt> {
    by_paragraphs(text, marks).into_iter().map(|(place, marks)| excerpt(text, place, &marks, width)).collect()
}

/// The paragraphs that marks stand in, in order of place, each with its marks or their parts in it.
pub(in crate::report) fn by_paragraphs(text: &str, marks: &[Mark]) -> Vec<(Span, Vec<Mark>)> {
    let mut paragraphs: BTreeMap<usize, Vec<Mark>> = BTreeMap::new();
    for mark in marks.iter().flat_map(|mark| by_paragraph(text, mark)) {
        paragraphs.entry(paragraph(text, mark.span.start).start).or_default().push(mark);
    }
    paragraphs.into_iter().map(|(start, marks)| (paragraph(text, start), marks)).collect()
}

/// The line of text that a byte stands in, without its line break.
fn paragraph(text: &str, byte: usize) -> Span {
    let start = text[..byte].rfind('\n').map_or(0, |end| end + 1);
    let end = text[byte..].find('\n').map_or(text.len(), |length| byte + length);
    Span::new(start, start + text[start..end].trim_end_matches('\r').len())
}

/// A mark's parts in each paragraph that it covers; of more than two the first and the last.
fn by_paragraph(text: &str, mark: &Mark) -> Vec<Mark> {
    let mut start = mark.span.start;
    let mut parts = Vec::new();
    for piece in mark.span.of(text).split_inclusive('\n') {
        let span = Span::new(start, start + piece.len()).trim(text);
        start += piece.len();
        if !span.is_empty() {
            parts.push(Mark { span, ..mark.clone() });
        }
    }
    if parts.len() > 2 {
        parts.drain(1..parts.len() - 1);
    }
    parts
}

fn excerpt(text: &str, paragraph: Span, marks: &[Mark], width: usize) -> Excerpt {
    let first =
        marks.iter().map(|mark| (!mark.main, mark.span.start)).min().map_or(paragraph.start, |(_, start)| start);
    let line = text[..first].matches('\n').count() + 1;
    let column = text[paragraph.start..first].chars().count() + 1;
    let mut cells = shown(text, paragraph, &windows(text, paragraph, marks));
    keep_free(&mut cells, marks, width);
    let cells = wrapped(cells, width);
    let marked = marks.iter().flat_map(|mark| marked(&cells, mark, width)).collect();
    Excerpt { line, column, text: cells.iter().map(|cell| cell.visible.as_str()).collect(), marks: marked }
}

/// The stretches of a paragraph that are shown: every mark with what stands around it.
pub(in crate::report) fn windows(text: &str, paragraph: Span, marks: &[Mark]) -> Vec<Span> {
    let mut ends: Vec<Span> = marks.iter().flat_map(|mark| both_ends(text, mark.span)).collect();
    ends.sort();
    let mut windows: Vec<Span> = Vec::new();
    for around in ends.into_iter().map(|end| widened(text, paragraph, end)) {
        match windows.last_mut() {
            Some(last) if around.start <= forward(text, last.end, GAP) => *last = last.cover(around),
            _ => windows.push(around),
        }
    }
    windows
}

/// A mark or, of a long one, its beginning and its end.
fn both_ends(text: &str, span: Span) -> Vec<Span> {
    let head = forward(text, span.start, LONG / 2);
    let tail = backward(text, span.end, LONG / 2);
    if forward(text, head, GAP) >= tail {
        vec![span]
    } else {
        vec![Span::new(span.start, head), Span::new(tail, span.end)]
    }
}

/// A stretch with its context, to whole words, and to the paragraph's end where that is near.
fn widened(text: &str, paragraph: Span, span: Span) -> Span {
    let start = backward(text, span.start, CONTEXT).max(paragraph.start);
    let end = forward(text, span.end, CONTEXT).min(paragraph.end);
    let next_word = text[start..span.start].find(' ').map_or(start, |space| start + space + 1);
    let last_word = text[span.end..end].rfind(' ').map_or(end, |space| span.end + space);
    let near = |from: usize, to: usize| text[from..to].chars().take(GAP + 1).count() <= GAP;
    Span::new(
        if near(paragraph.start, start) { paragraph.start } else { next_word },
        if near(end, paragraph.end) { paragraph.end } else { last_word },
    )
}

/// The byte `count` characters after `from`, or the end of the text.
fn forward(text: &str, from: usize, count: usize) -> usize {
    text[from..].char_indices().nth(count).map_or(text.len(), |(offset, _)| from + offset)
}

/// The byte `count` characters before `from`, or the beginning of the text.
fn backward(text: &str, from: usize, count: usize) -> usize {
    count.checked_sub(1).map_or(from, |before| text[..from].char_indices().rev().nth(before).map_or(0, |(at, _)| at))
}

/// A character of an excerpt, or an ellipsis.
struct Cell {
    /// As the terminal shows it.
    visible: String,
    /// Where it, or the first character left out, stands in the text; none for a line break.
    byte: Option<usize>,
    /// Columns to keep free after it, for a label.
    free: usize,
}

impl Cell {
    fn new(visible: impl Into<String>, byte: usize) -> Self {
        Cell { visible: visible.into(), byte: Some(byte), free: 0 }
    }

    fn line_break() -> Self {
        Cell { visible: "\n".to_owned(), byte: None, free: 0 }
    }

    fn is_space(&self) -> bool {
        self.visible == " "
    }

    fn columns(&self) -> usize {
        visible::width(&self.visible)
    }
}

/// The characters of all windows, with an ellipsis where text is left out.
fn shown(text: &str, paragraph: Span, windows: &[Span]) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut end = paragraph.start;
    for window in windows {
        if window.start > end {
            cells.push(Cell::new(if cells.is_empty() { "… " } else { " … " }, end));
        }
        let characters = window.of(text).char_indices();
        cells.extend(characters.map(|(at, c)| Cell::new(visible::character(c), window.start + at)));
        end = window.end;
    }
    if !text[end..paragraph.end].trim().is_empty() {
        cells.push(Cell::new(" …", end));
    }
    cells
}

/// Keeps columns free after the last character of every mark, for its label; at most half a line.
fn keep_free(cells: &mut [Cell], marks: &[Mark], width: usize) {
    for mark in marks.iter().filter(|mark| !mark.label.is_empty()) {
        let last = cells.iter_mut().rev().find(|cell| cell.byte.is_some_and(|byte| byte < mark.span.end));
        if let Some(last) = last {
            last.free = (visible::width(&visible::line(&mark.label)) + 1).min(width / 2);
        }
    }
}

/// The same with line breaks: at a space or, in a word that fills a line, inside.
fn wrapped(cells: Vec<Cell>, width: usize) -> Vec<Cell> {
    let mut lines: Vec<Cell> = Vec::with_capacity(cells.len());
    let mut start = 0;
    for cell in cells {
        while !fits(&lines[start..], &cell, width) {
            start = break_line(&mut lines, start, &cell);
        }
        let at_break = cell.is_space() && lines.last().is_some_and(|last| last.byte.is_none());
        if !at_break {
            lines.push(cell);
        }
    }
    lines
}

/// True when `cell` may go on the line, with what is to be kept free for its label if breaking the line would help.
fn fits(line: &[Cell], cell: &Cell, width: usize) -> bool {
    let filled: usize = line.iter().map(Cell::columns).sum();
    let free = if line.iter().any(Cell::is_space) { cell.free } else { 0 };
    line.is_empty() || filled + cell.columns() + free <= width
}

/// Breaks the line that begins at `start` before `cell`: at its last space or, without one, at its end. Returns where
/// the last line now begins.
fn break_line(lines: &mut Vec<Cell>, start: usize, cell: &Cell) -> usize {
    let space = lines[start..].iter().rposition(Cell::is_space).filter(|_| !cell.is_space());
    match space {
        Some(at) => {
            lines[start + at] = Cell::line_break();
            start + at + 1
        }
        None => {
            lines.push(Cell::line_break());
            lines.len()
        }
    }
}

/// Where a mark stands in an excerpt: a range on each line, the label where there is most room for it.
fn marked(cells: &[Cell], mark: &Mark, width: usize) -> Vec<Marked> {
    let mut runs: Vec<(Range<usize>, usize)> = Vec::new();
    let (mut at, mut column) = (0, 0);
    for cell in cells {
        let end = at + cell.visible.len();
        column = if cell.byte.is_none() { 0 } else { column + cell.columns() };
        if cell.byte.is_some_and(|byte| mark.span.start <= byte && byte < mark.span.end) {
            match runs.last_mut() {
                Some((range, column_of_end)) if range.end == at => (range.end, *column_of_end) = (end, column),
                _ => runs.push((at..end, column)),
            }
        }
        at = end;
    }
    let roomiest = runs.iter().enumerate().min_by_key(|(_, (_, column))| *column).map(|(nth, _)| nth);
    let label =
        |nth, column| (Some(nth) == roomiest && !mark.label.is_empty()).then(|| fitted(&mark.label, width, column));
    let ranges = runs.into_iter().enumerate();
    ranges.map(|(nth, (range, column))| Marked { range, label: label(nth, column), main: mark.main }).collect()
}

/// A label in lines that fit to the right of `column`, or are at least legible.
fn fitted(label: &str, width: usize, column: usize) -> String {
    /// Columns a label needs at least.
    const LEGIBLE: usize = 20;
    visible::wrap(&visible::line(label), width.saturating_sub(column + 1).max(LEGIBLE)).join("\n")
}

#[cfg(test)]
mod tests {
    use super::{Mark, excerpts};
    use crate::document::Span;
    use crate::report::human::visible;
    use proptest::prelude::*;

    /// A text and marks in it, each from one character to another.
    fn texts() -> impl Strategy<Value = (String, Vec<Mark>)> {
        ("[a-z港é“\n \u{1b}\u{202e}\r-]{1,400}", prop::collection::vec((0.0..1.0, 0.0..1.0, any::<bool>()), 0..5))
            .prop_map(|(text, places)| {
                let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                let at = |share: f64| ends[(share * ends.len() as f64) as usize];
                let mark = |(a, b, main)| {
                    let (a, b) = (at(a), at(b));
                    Mark { span: Span::new(a.min(b), a.max(b)), label: "a label of some length".into(), main }
                };
                let marks = places.into_iter().map(mark).collect();
                (text, marks)
            })
    }

    proptest! {
        #[test]
        fn every_excerpt_fits_and_every_mark_lies_on_one_line((text, marks) in texts(), width in 20usize..90) {
            for excerpt in excerpts(&text, &marks, width) {
                for line in excerpt.text.lines() {
                    prop_assert!(visible::width(line) <= width, "{line:?} is wider than {width}");
                }
                for marked in &excerpt.marks {
                    prop_assert!(!excerpt.text[marked.range.clone()].contains('\n'));
                }
                prop_assert!(!excerpt.marks.is_empty());
                let raw = excerpt.text.contains(['\u{1b}', '\u{202e}', '\r']);
                prop_assert!(!raw, "{:?}", excerpt.text);
            }
        }
    }
}
