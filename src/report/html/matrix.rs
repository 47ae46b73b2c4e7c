//! The matrix: which outlet reports how much of what a speaker said to several. In: a book. Out: a table whose figures
//! stand in drawn dots, so that eye and ear read the same; nothing where outlets share nothing.

use super::book::Book;
use super::ranking::most;
use super::text::{count, name, thousands};
use crate::finding::Severity;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Speakers and outlets that are shown. Guessed: a screen.
const ROWS: usize = 14;
const COLUMNS: usize = 12;
/// With more columns the table has the width of the page to itself. Measured at 1280 pixels: what fits beside the findings.
const BESIDE: usize = 9;
/// Units of a cell's drawing.
const CELL: usize = 32;
/// Radius of the smallest dot, in which two digits fit, and of the largest.
const LEAST: f64 = 9.5;
const LARGEST: f64 = 13.5;

/// Reports of one speaker's shared utterances in one outlet.
#[derive(Clone, Copy, Default)]
struct Cell {
    reports: usize,
    /// How many of them stand in copies of other articles.
    copied: usize,
    /// Whether an error or a warning is about one of them.
    flagged: bool,
}

impl Cell {
    /// Those that are an outlet's own, by which speakers and outlets are chosen.
    fn own(&self) -> usize {
        self.reports - self.copied
    }
}

/// The speakers and outlets with most reports, and how many each pair has.
struct Matrix {
    speakers: Vec<usize>,
    outlets: Vec<usize>,
    cells: BTreeMap<(usize, usize), Cell>,
    /// How many speakers there was no room for.
    left: usize,
    /// Most reports in one cell that is shown.
    most: usize,
}

impl Matrix {
    fn of(book: &Book<'_>) -> Self {
        let mut cells = cells(book);
        let heard = cells.keys().map(|(speaker, _)| speaker).collect::<BTreeSet<_>>().len();
        let speakers = most(cells.iter().map(|(&(speaker, _), cell)| (speaker, cell.own())), ROWS);
        cells.retain(|(speaker, _), _| speakers.contains(speaker));
        let outlets = most(cells.iter().map(|(&(_, outlet), cell)| (outlet, cell.own())), COLUMNS);
        cells.retain(|(_, outlet), _| outlets.contains(outlet));
        let most = cells.values().map(|cell| cell.reports).max().unwrap_or(1);
        Matrix { left: heard - speakers.len(), speakers, outlets, cells, most }
    }

    /// Radius of a dot, whose area grows with its number.
    fn radius(&self, reports: usize) -> f64 {
        let share = ((reports - 1) as f64 / (self.most - 1).max(1) as f64).sqrt();
        ((LEAST + (LARGEST - LEAST) * share) * 10.0).round() / 10.0
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
            cell.copied += usize::from(book.listed(placed.document).copy_of.is_some());
            cell.flagged |= flagged.contains(&placed.document);
        }
    }
    cells
}

/// The table, with how many speakers there was no room for.
pub fn matrix(book: &Book<'_>) -> Markup {
    let matrix = Matrix::of(book);
    let copied = matrix.cells.values().any(|cell| cell.own() == 0);
    html! {
        @if !matrix.cells.is_empty() {
            figure.chart.of-speakers.wide[matrix.outlets.len() > BESIDE] {
                figcaption {
                    "Who is heard where"
                    span.meta { "reports of words that several outlets report; a ring: an error or a warning is about them" @if copied { "; dashed: only in copies of other outlets' articles" } }
                }
                div.scroll tabindex="0" role="region" aria-label="Who is heard where, as a table" { (table(book, &matrix)) }
                @if matrix.left > 0 { p.meta { (count(matrix.left, "speaker")) " with fewer reports left out" } }
            }
        }
    }
}

fn table(book: &Book<'_>, matrix: &Matrix) -> Markup {
    html! {
        table.matrix {
            thead {
                tr {
                    th scope="col" { "speaker" }
                    @for &outlet in &matrix.outlets { th.outlet scope="col" { span { (name(book.outlets[outlet])) } } }
                }
            }
            tbody {
                @for &speaker in &matrix.speakers {
                    tr {
                        th scope="row" { (name(&book.report.speakers[speaker].name)) }
                        @for &outlet in &matrix.outlets { td { (dot(matrix, matrix.cells.get(&(speaker, outlet)))) } }
                    }
                }
            }
        }
    }
}

/// A cell's figure in its dot, ringed where something is the matter.
fn dot(matrix: &Matrix, cell: Option<&Cell>) -> Markup {
    let Some(cell @ &Cell { reports, flagged, .. }) = cell else { return html! { span.aside { "none" } } };
    let copied = cell.own() == 0;
    let (middle, radius) = (CELL / 2, matrix.radius(reports));
    html! {
        svg width=(CELL) height=(CELL) aria-hidden="true" {
            circle.cell.copied[copied] cx=(middle) cy=(middle) r=(radius) {}
            @if flagged { circle.ring cx=(middle) cy=(middle) r=(radius + 1.0) {} }
            text.figure x=(middle) y=(middle + 4) text-anchor="middle" { (thousands(reports)) }
        }
        span.aside { (thousands(reports)) @if copied { ", in copies" } @if flagged { ", with a finding" } }
    }
}
