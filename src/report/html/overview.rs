//! The overview: what was read and found in figures, then who published when, and who is heard where. In: a book. Out:
//! the head of the page.

use super::book::Book;
use super::ranking::most;
use super::text::{self, count, name, thousands};
use super::{anchor, matrix, timeline};
use crate::finding::Severity;
use crate::report::Finding;
use maud::{Markup, html};

/// The severities, the gravest first.
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// What the figure of copies is called; without copies it is not shown.
const COPIES: &str = "of them copies";
/// Outlets named at the head of the page. Guessed: two lines.
const OUTLETS: usize = 5;

/// One line: how many articles, and the findings by severity.
pub fn headline(book: &Book<'_>) -> String {
    format!("{}: {}", count(book.report.documents.len(), "article"), numbers(book).join(", "))
}

/// The same as a heading, whose numbers stay with what they count.
pub fn heading(book: &Book<'_>) -> Markup {
    html! {
        h1 {
            (count(book.report.documents.len(), "article")) ":"
            @for (nth, number) in numbers(book).iter().enumerate() {
                @if nth > 0 { "," } " " span.unbroken { (number) }
            }
        }
    }
}

/// How many findings of each severity there are.
fn numbers(book: &Book<'_>) -> Vec<String> {
    let of = |severity: Severity| Some((book.count(severity), severity)).filter(|(number, _)| *number > 0);
    let findings: Vec<String> =
        SEVERITIES.into_iter().filter_map(of).map(|(number, severity)| count(number, &severity.to_string())).collect();
    if findings.is_empty() { vec!["no findings".to_owned()] } else { findings }
}

/// What the report is about: the outlets with most articles, and when they were published.
pub fn subject(book: &Book<'_>) -> Markup {
    let articles = book.report.documents.iter().map(|document| (book.outlet_of(document.id), 1));
    // To name one more takes no more room than to count it.
    let named = most(articles, if book.outlets.len() == OUTLETS + 1 { OUTLETS + 1 } else { OUTLETS });
    let others = book.outlets.len() - named.len();
    let dates = book.report.documents.iter().filter_map(|document| document.date);
    let dates = dates.clone().min().zip(dates.max());
    html! {
        p.subject {
            @for (nth, &outlet) in named.iter().enumerate() {
                @if nth > 0 { (if others == 0 && nth + 1 == named.len() { " and " } else { ", " }) }
                (name(book.outlets[outlet]))
            }
            @if others > 0 { " and " (count(others, "other outlet")) }
            @if let Some((first, last)) = dates {
                " · " (text::days(first, last))
            }
        }
    }
}

/// Figures and charts.
pub fn overview(book: &Book<'_>) -> Markup {
    let report = book.report;
    let agreed = report.utterances.iter().filter(|utterance| book.findings(utterance.id).next().is_none()).count();
    let copies = report.documents.iter().filter(|document| document.copy_of.is_some()).count();
    let figures = [
        (report.documents.len(), "articles"),
        (copies, COPIES),
        (book.outlets.len(), "outlets"),
        (report.attributions.len(), "attributions"),
        (report.utterances.len(), "shared utterances"),
        (agreed, "of them without a finding"),
    ];
    html! {
        section #overview aria-labelledby="overview-title" {
            h2 #overview-title { "Overview" }
            dl.figures { @for (number, what) in figures.into_iter().filter(|figure| *figure != (0, COPIES)) { div { dt { (what) } dd { (thousands(number)) } } } }
            @if !report.findings.is_empty() { (by_code(book)) }
            (timeline::timeline(book))
            (matrix::matrix(book))
        }
    }
}

/// How many findings of each code there are, the gravest first.
fn by_code(book: &Book<'_>) -> Markup {
    let mut codes: Vec<(&Finding, usize)> = Vec::new();
    for finding in &book.report.findings {
        match codes.iter_mut().find(|(first, _)| first.code == finding.code && first.severity == finding.severity) {
            Some((_, number)) => *number += 1,
            None => codes.push((finding, 1)),
        }
    }
    html! {
        table.codes {
            caption { "Findings by severity" }
            thead { tr { th scope="col" { "severity" } th scope="col" { "what" } th.number scope="col" { "how many" } } }
            tbody {
                @for (first, number) in codes {
                    tr {
                        td { span.severity.(first.severity) { (first.severity) } }
                        th scope="row" { a href=(anchor::to(&anchor::code(&first.code))) { (name(&first.code)) } }
                        td.number { (thousands(number)) }
                    }
                }
            }
        }
    }
}
