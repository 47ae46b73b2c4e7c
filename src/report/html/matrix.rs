//! The matrix: which outlet reports how much of what a speaker said to several, as a drawing and as a table. In: a
//! book. Out: SVG with the same figures in words below it; nothing where outlets share nothing.

use super::book::Book;
use super::text::{cut, plain};
use crate::finding::Severity;
use maud::{Markup, html};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Speakers and outlets that are shown. Guessed: a screen.
const ROWS: usize = 14;
const COLUMNS: usize = 12;
/// Units of the drawing.
const LEFT: usize = 190;
const TOP: usize = 120;
const CELL: usize = 44;
const ROW: usize = 28;
/// Room to the right of the last column, for its slanting name.
const RIGHT: usize = 110;

/// Reports of one speaker's shared utterances in one outlet.
#[derive(Clone, Copy, Default)]
struct Cell {
    reports: usize,
    /// Whether an error or a warning is about one of them.
    flagged: bool,
}

/// The speakers and outlets with most reports, and how many each pair has.
struct Matrix {
    speakers: Vec<usize>,
    outlets: Vec<usize>,
    cells: BTreeMap<(usize, usize), Cell>,
}

impl Matrix {
    fn of(book: &Book<'_>) -> Self {
        let cells = cells(book);
        let speakers = most(cells.iter().map(|(&(speaker, _), cell)| (speaker, cell.reports)), ROWS);
        let shown = cells.iter().filter(|((speaker, _), _)| speakers.contains(speaker));
        let outlets = most(shown.map(|(&(_, outlet), cell)| (outlet, cell.reports)), COLUMNS);
        Matrix { speakers, outlets, cells }
    }

    fn cell(&self, speaker: usize, outlet: usize) -> Option<&Cell> {
        self.cells.get(&(speaker, outlet))
    }
}

/// Every pair of a speaker and an outlet.
fn cells(book: &Book<'_>) -> BTreeMap<(usize, usize), Cell> {
    let mut cells: BTreeMap<(usize, usize), Cell> = BTreeMap::new();
    for utterance in &book.report.utterances {
        let grave = book.findings(utterance.id).filter(|finding| finding.severity >= Severity::Warning);
        let flagged: BTreeSet<usize> = grave.flat_map(super::book::documents_of).collect();
        for member in &utterance.members {
            let placed = &book.report.attributions[member.attribution];
            let Some(speaker) = placed.attribution.speaker.as_ref().and_then(|speaker| speaker.id) else { continue };
            let cell = cells.entry((speaker, book.outlet_of(placed.document))).or_default();
            cell.reports += 1;
            cell.flagged |= flagged.contains(&placed.document);
        }
    }
    cells
}

/// Those with the highest sums.
fn most(numbers: impl Iterator<Item = (usize, usize)>, count: usize) -> Vec<usize> {
    let mut sums: BTreeMap<usize, usize> = BTreeMap::new();
    numbers.for_each(|(which, number)| *sums.entry(which).or_default() += number);
    let mut most: Vec<usize> = sums.keys().copied().collect();
    most.sort_by_key(|which| Reverse(sums[which]));
    most.truncate(count);
    most
}

/// The drawing and the table.
pub fn matrix(book: &Book<'_>) -> Markup {
    let matrix = Matrix::of(book);
    let what = "Shared utterances by speaker and outlet";
    html! {
        @if !matrix.cells.is_empty() {
            figure.chart {
                figcaption {
                    "Who is heard where"
                    span.meta { "reports of words that several outlets report; a ring: an error or a warning" }
                }
                div.scroll tabindex="0" role="region" aria-label=(what) { (drawing(book, &matrix, what)) }
                details { summary { "The same as a table" } div.scroll tabindex="0" role="region" aria-label={ (what) " as a table" } { (table(book, &matrix)) } }
            }
        }
    }
}

fn speaker(book: &Book<'_>, speaker: usize) -> String {
    plain(&book.report.speakers[speaker].name)
}

fn outlet(book: &Book<'_>, outlet: usize) -> String {
    plain(book.outlets[outlet])
}

fn drawing(book: &Book<'_>, matrix: &Matrix, what: &str) -> Markup {
    let (width, height) = (LEFT + CELL * matrix.outlets.len() + RIGHT, TOP + ROW * matrix.speakers.len() + 4);
    html! {
        svg.matrix viewBox={ "0 0 " (width) " " (height) } width=(width) role="img" aria-label=(what) {
            @for (nth, &column) in matrix.outlets.iter().enumerate() {
                @let x = LEFT + CELL * nth + CELL / 2;
                text transform={ "translate(" (x) " " (TOP - 10) ") rotate(-40)" } { (cut(&outlet(book, column), 22)) }
            }
            @for (nth, &row) in matrix.speakers.iter().enumerate() { (line(book, matrix, TOP + ROW * nth + ROW / 2, row)) }
        }
    }
}

fn line(book: &Book<'_>, matrix: &Matrix, y: usize, row: usize) -> Markup {
    let x = |nth: usize| LEFT + CELL * nth + CELL / 2;
    html! {
        text x=(LEFT - 16) y=(y + 4) text-anchor="end" { (cut(&speaker(book, row), 26)) }
        line.rule x1=(LEFT) y1=(y) x2=(LEFT + CELL * matrix.outlets.len()) y2=(y) {}
        @for (nth, &column) in matrix.outlets.iter().enumerate() {
            @if let Some(cell) = matrix.cell(row, column) {
                circle.cell cx=(x(nth)) cy=(y) r="11" {}
                @if cell.flagged { circle.ring cx=(x(nth)) cy=(y) r="12" {} }
                text.figure x=(x(nth)) y=(y + 4) text-anchor="middle" { (cell.reports) }
            }
        }
    }
}

fn table(book: &Book<'_>, matrix: &Matrix) -> Markup {
    html! {
        table {
            thead {
                tr {
                    th scope="col" { "speaker" }
                    @for &column in &matrix.outlets { th.number scope="col" { bdi { (outlet(book, column)) } } }
                }
            }
            tbody {
                @for &row in &matrix.speakers {
                    tr {
                        th scope="row" { bdi { (speaker(book, row)) } }
                        @for &column in &matrix.outlets { td.number { (figure(matrix.cell(row, column))) } }
                    }
                }
            }
        }
    }
}

fn figure(cell: Option<&Cell>) -> String {
    match cell {
        None => "0".to_owned(),
        Some(Cell { reports, flagged: false }) => reports.to_string(),
        Some(Cell { reports, flagged: true }) => format!("{reports} (finding)"),
    }
}
