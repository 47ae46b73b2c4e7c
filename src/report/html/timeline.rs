//! The timeline: which outlet published how many of the articles when. In: a book. Out: a row for each outlet, its name
//! in words and its articles as drawn dots; nothing where no article is dated. Places are shares of the width, so that it
//! fits any screen without its letters shrinking.

use super::book::Book;
use super::ranking::most;
use super::text::{self, count, name};
use crate::finding::Severity;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Outlets with a row of their own. Guessed: a screen.
const ROWS: usize = 14;
/// Most columns of days.
const COLUMNS: i32 = 26;
/// Dates under the drawing. As many as fit a telephone.
const TICKS: i32 = 4;
/// Height of a row, and the width of the drawing on a telephone, in pixels.
const ROW: i32 = 26;
const NARROWEST: i32 = 230;
/// Days after which a date's month and year say more than its day. Guessed.
const MONTHS: i32 = 300;

/// Articles of one outlet in one column.
#[derive(Clone, Copy, Default)]
struct Dot {
    articles: usize,
    /// How many of them are copies of others.
    copies: usize,
    /// How many of them an error or warning is about.
    flagged: usize,
}

impl Dot {
    /// Whether all of them are copies of others.
    fn is_copied(&self) -> bool {
        self.copies == self.articles
    }
}

/// The dots of one row, by column.
type Dots = BTreeMap<i32, Dot>;

/// Days in columns of the same width.
struct Scale {
    first: Date,
    last: Date,
    /// Days in one column.
    step: i32,
    columns: i32,
}

impl Scale {
    /// From the first to the last date of the articles; none where none is dated.
    fn of(book: &Book<'_>) -> Option<Self> {
        let dates = book.report.documents.iter().filter_map(|document| document.date);
        let (first, last) = (dates.clone().min()?, dates.max()?);
        let days = days(first, last) + 1;
        let step = (days + COLUMNS - 1) / COLUMNS;
        Some(Scale { first, last, step, columns: (days + step - 1) / step })
    }

    fn column(&self, date: Date) -> i32 {
        days(self.first, date) / self.step
    }

    /// The middle of a column, in percent of the width.
    fn x(&self, column: i32) -> String {
        format!("{:.2}%", f64::from(2 * column + 1) * 50.0 / f64::from(self.columns))
    }

    /// Columns with a date under them.
    fn ticks(&self) -> impl Iterator<Item = (i32, String)> {
        let every = (self.columns + TICKS - 1) / TICKS;
        let format = if days(self.first, self.last) > MONTHS { "%b %Y" } else { "%-d %b" };
        let date = |column: i32| self.first.checked_add((column * self.step).days()).unwrap_or(self.last);
        let columns = (0..self.columns).step_by(every.unsigned_abs() as usize);
        columns.map(move |column| (column, date(column).strftime(format).to_string()))
    }
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// The drawing.
pub fn timeline(book: &Book<'_>) -> Markup {
    let Some(scale) = Scale::of(book) else { return html! {} };
    let rows = rows(book, &scale);
    let radii = Radii::new(&scale, &rows);
    let copied = rows.iter().flat_map(|(_, dots)| dots.values()).any(Dot::is_copied);
    let undated = book.report.documents.iter().filter(|document| document.date.is_none()).count();
    html! {
        figure.chart.of-days {
            figcaption {
                "When they were published"
                span.meta {
                    (text::days(scale.first, scale.last)) "; the solid part of a dot: an error or a warning is about the article"
                    @if copied { "; dashed: only copies of other articles" }
                    @if scale.step > 1 { "; a column is " (scale.step) " days" }
                    @if undated > 0 { "; " (count(undated, "article")) " without a date" }
                }
            }
            ul.rows { @for (outlet, dots) in &rows { li { span.outlet { (outlet) } (drawing(&scale, &radii, dots)) } } }
            svg.axis height=(ROW) aria-hidden="true" {
                @for (column, date) in scale.ticks() { text.tick x=(scale.x(column)) y="16" text-anchor="middle" { (date) } }
            }
        }
    }
}

/// The outlets with most articles and, in the last row, all others.
fn rows(book: &Book<'_>, scale: &Scale) -> Vec<(Markup, Dots)> {
    let mut outlets: BTreeMap<usize, Dots> = BTreeMap::new();
    for document in &book.report.documents {
        let Some(date) = document.date else { continue };
        let dots = outlets.entry(book.outlet_of(document.id)).or_default();
        let dot = dots.entry(scale.column(date)).or_default();
        dot.articles += 1;
        dot.copies += usize::from(document.copy_of.is_some());
        let grave = |&finding: &usize| book.report.findings[finding].severity >= Severity::Warning;
        dot.flagged += usize::from(book.concerned(document.id).iter().any(grave));
    }
    let own = if outlets.len() > ROWS { ROWS - 1 } else { ROWS };
    let ranked = most(outlets.iter().map(|(&outlet, dots)| (outlet, articles(dots))), own);
    let row = |outlet| Some((name(book.outlets[outlet]), outlets.remove(&outlet)?));
    let mut rows: Vec<_> = ranked.into_iter().filter_map(row).collect();
    if !outlets.is_empty() {
        rows.push((html! { (count(outlets.len(), "other outlet")) }, together(outlets.into_values())));
    }
    rows
}

fn articles(dots: &Dots) -> usize {
    dots.values().map(|dot| dot.articles).sum()
}

fn together(rows: impl Iterator<Item = Dots>) -> Dots {
    let mut sum = Dots::new();
    for (column, dot) in rows.flatten() {
        let all = sum.entry(column).or_default();
        all.articles += dot.articles;
        all.copies += dot.copies;
        all.flagged += dot.flagged;
    }
    sum
}

/// One outlet's articles; in words, how many there are, how many copies, and with how many something is the matter.
fn drawing(scale: &Scale, radii: &Radii, dots: &Dots) -> Markup {
    let sum = |part: fn(&Dot) -> usize| dots.values().map(part).sum::<usize>();
    let copies = match sum(|dot| dot.copies) {
        0 => String::new(),
        copies => format!(", {copies} of them copies"),
    };
    let flagged = sum(|dot| dot.flagged);
    let told = format!("{}{copies}, {flagged} of them with an error or a warning", count(articles(dots), "article"));
    html! {
        svg height=(ROW) role="img" aria-label=(told) {
            line.rule x1="0" y1=(ROW / 2) x2="100%" y2=(ROW / 2) {}
            @for (&column, dot) in dots {
                circle.dot.copied[dot.is_copied()] cx=(scale.x(column)) cy=(ROW / 2) r=(radii.of(dot.articles)) {
                    title { (count(dot.articles, "article")) }
                }
                @if dot.flagged > 0 { circle.part cx=(scale.x(column)) cy=(ROW / 2) r=(radii.part(dot)) {} }
            }
        }
    }
}

/// Radii of dots, whose areas grow with their numbers; the largest still fits into its row and column.
struct Radii {
    most: f64,
    largest: f64,
}

impl Radii {
    fn new(scale: &Scale, rows: &[(Markup, Dots)]) -> Self {
        let numbers = rows.iter().flat_map(|(_, dots)| dots.values()).map(|dot| dot.articles);
        let most = numbers.max().unwrap_or(1) as f64;
        let room = (ROW / 2 - 4).min(NARROWEST / scale.columns / 2);
        Radii { most, largest: f64::from(room).min(3.0 + 2.0 * most.sqrt()).max(2.0) }
    }

    fn of(&self, articles: usize) -> f64 {
        tenths(2.0 + (self.largest - 2.0) * (articles as f64 / self.most).sqrt())
    }

    /// Of the part of a dot's area that is flagged.
    fn part(&self, dot: &Dot) -> f64 {
        tenths(self.of(dot.articles) * (dot.flagged as f64 / dot.articles as f64).sqrt())
    }
}

fn tenths(radius: f64) -> f64 {
    (radius * 10.0).round() / 10.0
}
