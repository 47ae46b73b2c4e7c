//! The timeline: which outlet published how many of the articles when, as a drawing. In: a book. Out: SVG; nothing where
//! no article is dated. The articles' list says the same in words.

use super::book::Book;
use super::text::{count, cut, plain};
use crate::finding::Severity;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Outlets with a row of their own. Guessed: a screen.
const ROWS: usize = 14;
/// Most columns of days.
const COLUMNS: i32 = 48;
/// Characters of an outlet's name that fit before its row.
const OUTLET: usize = 21;
/// Units of the drawing.
const WIDTH: i32 = 720;
const LEFT: i32 = 180;
const ROW: i32 = 26;
const AXIS: i32 = 30;

/// Articles of one outlet in one column.
#[derive(Clone, Copy, Default)]
struct Dot {
    articles: usize,
    /// How many of them an error or warning is about.
    flagged: usize,
}

/// Days in columns of the same width.
struct Scale {
    first: Date,
    last: Date,
    /// Days in one column.
    step: i32,
    columns: i32,
}

impl Scale {
    fn new(first: Date, last: Date) -> Self {
        let days = days(first, last) + 1;
        let step = (days + COLUMNS - 1) / COLUMNS;
        Scale { first, last, step, columns: (days + step - 1) / step }
    }

    fn column(&self, date: Date) -> i32 {
        days(self.first, date) / self.step
    }

    /// The middle of a column.
    fn x(&self, column: i32) -> i32 {
        LEFT + (WIDTH - LEFT) * (2 * column + 1) / (2 * self.columns)
    }

    /// Columns with a date under them, some five of them.
    fn ticks(&self) -> impl Iterator<Item = (i32, Date)> {
        let every = (self.columns + 4) / 5;
        let date = |column: i32| self.first.checked_add((column * self.step).days()).unwrap_or(self.last);
        (0..self.columns).step_by(every.unsigned_abs() as usize).map(move |column| (column, date(column)))
    }
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// The drawing.
pub fn timeline(book: &Book<'_>) -> Markup {
    let dates = book.report.documents.iter().filter_map(|document| document.date);
    let (Some(first), Some(last)) = (dates.clone().min(), dates.clone().max()) else { return html! {} };
    let scale = Scale::new(first, last);
    let rows = rows(book, &scale);
    let radii = Radii::new(&scale, &rows);
    let undated = book.report.documents.len() - dates.count();
    let height = ROW * i32::try_from(rows.len()).unwrap_or(0) + AXIS;
    let what = format!("Articles by outlet and day, {first} to {last}");
    html! {
        figure.chart {
            figcaption {
                "When they were published"
                span.meta {
                    "a ring: an error or a warning is about the article"
                    @if scale.step > 1 { "; a column is " (scale.step) " days" }
                    @if undated > 0 { "; " (count(undated, "article")) " without a date" }
                }
            }
            div.scroll tabindex="0" role="region" aria-label=(what) {
                svg.timeline viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-label=(what) {
                    @for (nth, line) in (0..).zip(&rows) { (row(&scale, &radii, ROW * nth + ROW / 2, line)) }
                    (axis(&scale, height))
                }
            }
        }
    }
}

/// The outlets with most articles and, in the last row, all others.
fn rows(book: &Book<'_>, scale: &Scale) -> Vec<(String, BTreeMap<i32, Dot>)> {
    let mut outlets: Vec<BTreeMap<i32, Dot>> = vec![BTreeMap::new(); book.outlets.len()];
    for document in &book.report.documents {
        let Some(date) = document.date else { continue };
        let dot = outlets[book.outlet_of(document.id)].entry(scale.column(date)).or_default();
        dot.articles += 1;
        let grave = |&finding: &usize| book.report.findings[finding].severity >= Severity::Warning;
        dot.flagged += usize::from(book.concerned(document.id).iter().any(grave));
    }
    let mut rows: Vec<_> = book.outlets.iter().map(|outlet| plain(outlet)).zip(outlets).collect();
    rows.retain(|(_, dots)| !dots.is_empty());
    rows.sort_by_key(|(_, dots)| Reverse(dots.values().map(|dot| dot.articles).sum::<usize>()));
    if rows.len() > ROWS {
        let others = rows.split_off(ROWS - 1);
        rows.push((count(others.len(), "other outlet"), together(others)));
    }
    rows
}

fn together(rows: Vec<(String, BTreeMap<i32, Dot>)>) -> BTreeMap<i32, Dot> {
    let mut sum: BTreeMap<i32, Dot> = BTreeMap::new();
    for (column, dot) in rows.into_iter().flat_map(|(_, dots)| dots) {
        let all = sum.entry(column).or_default();
        all.articles += dot.articles;
        all.flagged += dot.flagged;
    }
    sum
}

fn row(scale: &Scale, radii: &Radii, y: i32, (outlet, dots): &(String, BTreeMap<i32, Dot>)) -> Markup {
    html! {
        text x=(LEFT - 16) y=(y + 4) text-anchor="end" { (cut(outlet, OUTLET)) }
        line.rule x1=(LEFT) y1=(y) x2=(WIDTH) y2=(y) {}
        @for (&column, dot) in dots {
            circle.dot cx=(scale.x(column)) cy=(y) r=(radii.of(dot.articles)) {
                title { (cut(outlet, OUTLET)) ": " (count(dot.articles, "article")) }
            }
            @if dot.flagged > 0 { circle.ring cx=(scale.x(column)) cy=(y) r=(radii.ring(dot.articles)) {} }
        }
    }
}

/// Radii of dots, whose areas grow with their numbers; the largest still fits into its row and column.
struct Radii {
    most: f64,
    largest: f64,
}

impl Radii {
    fn new(scale: &Scale, rows: &[(String, BTreeMap<i32, Dot>)]) -> Self {
        let numbers = rows.iter().flat_map(|(_, dots)| dots.values()).map(|dot| dot.articles);
        let most = numbers.max().unwrap_or(1) as f64;
        let room = (ROW / 2 - 3).min((WIDTH - LEFT) / scale.columns / 2 - 1);
        Radii { most, largest: f64::from(room).min(2.0 + 2.0 * most.sqrt()).max(2.0) }
    }

    fn of(&self, articles: usize) -> f64 {
        let radius = 2.0 + (self.largest - 2.0) * (articles as f64 / self.most).sqrt();
        (radius * 10.0).round() / 10.0
    }

    /// Of the ring around a dot.
    fn ring(&self, articles: usize) -> f64 {
        self.of(articles) + 2.0
    }
}

fn axis(scale: &Scale, height: i32) -> Markup {
    html! {
        @for (column, date) in scale.ticks() {
            text.tick x=(scale.x(column)) y=(height - 8) text-anchor="middle" { (date) }
        }
    }
}
