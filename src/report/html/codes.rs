//! What the codes on the page mean: for every check that has a finding, what it asks, why, and when it is wrong.

use super::anchor;
use super::book::Book;
use super::text::name;
use crate::checks::{CHECKS, Check};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// The checks that have findings, in order of code.
pub fn codes(book: &Book<'_>) -> Markup {
    let found: BTreeSet<&str> = book.report.findings.iter().map(|finding| finding.code.as_str()).collect();
    html! {
        @if !found.is_empty() {
            section #codes aria-labelledby="codes-title" {
                h2 #codes-title { "What the findings mean" }
                p.lede { "A finding is for an editor to look into, not a verdict: whoever is quoted may have said it twice." }
                @for code in found {
                    section.check id=(anchor::code(code)) tabindex="-1" {
                        h3 { (name(code)) }
                        @if let Some(check) = CHECKS.iter().find(|check| check.code == code) { (meaning(check)) }
                    }
                }
            }
        }
    }
}

fn meaning(check: &Check) -> Markup {
    html! {
        p { (check.summary) ". " (check.why) }
        p { strong { "When it is wrong: " } (check.wrong) }
    }
}
