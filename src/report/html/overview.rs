//! The overview: what was read and found in figures, then who published when, and who is heard where. In: a book. Out:
//! the head of the page.

use super::book::Book;
use super::text::{count, name, thousands};
use super::{anchor, matrix, timeline};
use crate::finding::Severity;
use crate::report::Finding;
use maud::{Markup, html};

/// The severities, the gravest first.
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// One line: how many articles, and the findings by severity.
pub fn headline(book: &Book<'_>) -> String {
    let of = |severity: Severity| Some((book.count(severity), severity)).filter(|(number, _)| *number > 0);
    let findings: Vec<String> =
        SEVERITIES.into_iter().filter_map(of).map(|(number, severity)| count(number, &severity.to_string())).collect();
    let findings = if findings.is_empty() { "no findings".to_owned() } else { findings.join(", ") };
    format!("{}: {findings}", count(book.report.documents.len(), "article"))
}

/// Figures and charts.
pub fn overview(book: &Book<'_>) -> Markup {
    let report = book.report;
    let agreed = report.utterances.iter().filter(|utterance| book.findings(utterance.id).next().is_none()).count();
    let figures = [
        (report.documents.len(), "articles"),
        (book.outlets.len(), "outlets"),
        (report.attributions.len(), "attributions"),
        (report.utterances.len(), "shared utterances"),
        (agreed, "of them without a finding"),
    ];
    html! {
        section #overview aria-labelledby="overview-title" {
            h2 #overview-title { "Overview" }
            dl.figures { @for (number, what) in figures { div { dt { (what) } dd { (thousands(number)) } } } }
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
