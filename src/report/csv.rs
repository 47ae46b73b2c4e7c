//! Comma-separated values for spreadsheets: the findings of a report, one a row, each with the passage it is about and
//! the one in another outlet that it disagrees with; or the attributions of a document, one a row.
//!
//! A cell holds what is read, not what is calculated: one that a spreadsheet would take for a formula (it begins with
//! `=`, `+`, `-` or `@`, after white space too) gets a `'` before it; line breaks and tabs become spaces, other control
//! and format characters are written out as `\u{202e}`; a cell longer than a spreadsheet can hold ends in an ellipsis.
//! So cells are not exact; JSON is.

use super::human::visible;
use super::position::{Positions, Seen, Shelf};
use super::{Evidence, Finding, Passage, Passages, Referent, Report, records};
use crate::attribution::Attribution;
use crate::document::Document;
use crate::finding::Field;
use crate::speaker::Disclosed;
use ::csv::{Terminator, Writer, WriterBuilder};
use std::io::{self, Write};

/// Most characters of a cell; common spreadsheets hold 32,767.
const LONGEST: usize = 32_000;

const FINDING: [&str; 15] = [
    "code",
    "severity",
    "confidence",
    "message",
    "outlet",
    "date",
    "document",
    "line",
    "words",
    "other_outlet",
    "other_date",
    "other_document",
    "other_line",
    "other_words",
    "fingerprint",
];

const ATTRIBUTION: [&str; 19] = [
    "document",
    "outlet",
    "date",
    "line",
    "kind",
    "speaker",
    "speaker_kind",
    "role",
    "disclosed",
    "source",
    "cue",
    "content",
    "addressee",
    "via",
    "occasion",
    "confidence",
    "speaker_confidence",
    "start",
    "end",
];

/// Writes the findings, one a row, under a row of names.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write(report: &Report, documents: &[Document], out: &mut dyn Write) -> io::Result<()> {
    let shelf = Shelf::new(documents);
    let mut table = table(out);
    table.write_record(FINDING)?;
    for finding in &report.findings {
        table.write_record(row(finding, &shelf).iter().map(|text| cell(text)))?;
    }
    table.flush()
}

/// The row of names that stands before the first attribution.
pub fn attribution_names() -> String {
    ATTRIBUTION.join(",") + "\n"
}

/// Writes the attributions of one document, one a row, without a row of names.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write_attributions(document: &Document, attributions: &[Attribution], out: &mut impl Write) -> io::Result<()> {
    let positions = Positions::new(&document.text);
    let mut table = table(out);
    for (record, attribution) in records(document, attributions).zip(attributions) {
        let line = positions.of(attribution.content.first().map_or(0, |span| span.start)).line;
        let row = attribution_row(document, &record.attribution, line);
        table.write_record(row.iter().map(|text| cell(text)))?;
    }
    table.flush()
}

fn table<W: Write>(out: W) -> Writer<W> {
    WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(out)
}

/// A finding: what it says, the first place it points at, and the first in another document.
fn row(finding: &Finding, shelf: &Shelf<'_>) -> Vec<String> {
    let first = finding.evidence.first();
    let other = finding.evidence.iter().find(|evidence| first.is_some_and(|first| evidence.document != first.document));
    let place = |evidence: Option<&Evidence>| evidence.and_then(|e| shelf.seen(e)).map(place).unwrap_or_default();
    let (severity, confidence) = (finding.severity.to_string(), finding.confidence.to_string());
    let said = [finding.code.clone(), severity, confidence, finding.message.clone()];
    said.into_iter().chain(place(first)).chain(place(other)).chain([finding.fingerprint.clone()]).collect()
}

/// Outlet, date, document, line and words.
fn place(seen: Seen<'_>) -> [String; 5] {
    let document = seen.document;
    let line = match seen.field {
        Field::Text => seen.start().line.to_string(),
        Field::Title => "headline".to_owned(),
    };
    [document.outlet.clone(), date(document), document.name.clone(), line, seen.words().to_owned()]
}

fn date(document: &Document) -> String {
    document.date.map(|date| date.to_string()).unwrap_or_default()
}

fn attribution_row(document: &Document, said: &super::Attribution, line: usize) -> [String; 19] {
    let words = |passages: &Option<Passages>| passages.as_ref().map(|p| p.text.clone()).unwrap_or_default();
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    let speaker = said.speaker.as_ref();
    let points =
        |edge: fn(&Passage) -> usize, at: Option<&Passage>| at.map(|p| edge(p).to_string()).unwrap_or_default();
    [
        document.name.clone(),
        document.outlet.clone(),
        date(document),
        line.to_string(),
        said.kind.to_string(),
        speaker.map(names).unwrap_or_default(),
        speaker.map(|speaker| speaker.kind.to_string()).unwrap_or_default(),
        speaker.and_then(|speaker| speaker.role.clone()).unwrap_or_default(),
        speaker.map(|speaker| Disclosed::list(&speaker.disclosed)).unwrap_or_default(),
        words(&said.source),
        words(&said.cue),
        said.content.text.clone(),
        optional(&said.addressee),
        optional(&said.via),
        optional(&said.occasion),
        said.confidence.to_string(),
        speaker.map(|speaker| speaker.confidence.to_string()).unwrap_or_default(),
        points(|passage| passage.start, said.content.spans.first()),
        points(|passage| passage.end, said.content.spans.last()),
    ]
}

/// The speaker and all who joined the statement.
fn names(speaker: &Referent) -> String {
    let also = speaker.also.iter().map(|also| also.name.as_str());
    speaker.name.as_deref().into_iter().chain(also).collect::<Vec<_>>().join("; ")
}

/// A cell that a spreadsheet shows and does not calculate.
fn cell(text: &str) -> String {
    let mark = if is_formula(text) { "'" } else { "" };
    let mut cell = mark.to_owned();
    for (length, c) in (mark.len()..).zip(text.chars()) {
        if length == LONGEST {
            cell.push('…');
            break;
        }
        cell.push_str(&visible::character(c));
    }
    cell
}

/// True where the first that is seen begins a formula; full-width forms count, as some spreadsheets take them.
fn is_formula(text: &str) -> bool {
    let first = text.chars().find(|c| !c.is_whitespace() && !visible::is_unseen(*c));
    first.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'))
        || text.starts_with(['\t', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, cell};

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\u{feff}=1", "＝1"] {
            assert!(cell(formula).starts_with('\''), "{formula:?}");
        }
        assert_eq!(cell("\tA"), "' A");
        assert_eq!(cell("2 - 1 = 1"), "2 - 1 = 1");
        assert_eq!(cell("–5 degrees"), "–5 degrees");
    }

    #[test]
    fn what_is_not_seen_is_written_out() {
        assert_eq!(cell("a\u{1b}[31mb\u{202e}c\nd"), "a\\u{1b}[31mb\\u{202e}c d");
    }

    #[test]
    fn long_cells_are_cut() {
        assert_eq!(cell(&"a".repeat(LONGEST)).chars().count(), LONGEST);
        assert_eq!(cell(&"a".repeat(1 << 20)).chars().count(), LONGEST + 1);
    }
}
