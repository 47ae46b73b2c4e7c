//! Filters: the form above the lists, and the keys by which the page's script finds what a choice shows. The form is
//! hidden until the script runs, so that nobody without it sees controls that do nothing. Each thing carries its keys in
//! `data-filter`: `o3` is an outlet, `s12` a speaker, `altered-wording` a code and `error` a severity.

use super::book::Book;
use super::ranking::most;
use super::text::{plain, thousands};
use crate::finding::Severity;
use crate::report::Finding;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Most choices in one list; the search finds the others. Guessed: more is no list to choose from.
const CHOICES: usize = 400;
/// How many attributions one report of a shared utterance counts as, so that whoever is compared comes first.
const SHARED: usize = 1_000_000;

/// The keys of something that these outlets and speakers and findings have to do with.
pub fn keys<'f>(
    outlets: impl IntoIterator<Item = usize>,
    speakers: impl IntoIterator<Item = usize>,
    findings: impl Iterator<Item = &'f Finding>,
) -> String {
    let outlets = outlets.into_iter().map(|outlet| format!("o{outlet}"));
    let speakers = speakers.into_iter().map(|speaker| format!("s{speaker}"));
    let findings: BTreeSet<String> =
        findings.flat_map(|finding| [plain(&finding.code), finding.severity.to_string()]).collect();
    outlets.chain(speakers).chain(findings).collect::<Vec<_>>().join(" ")
}

/// The form.
pub fn form(book: &Book<'_>) -> Markup {
    html! {
        search.filters #filters hidden aria-label="Filter" {
            form autocomplete="off" {
                label.wide { "Search" input #search type="search" placeholder="words, names" autocomplete="off"; }
                (choice("Speaker", "any speaker", speakers(book)))
                (choice("Outlet", "any outlet", outlets(book)))
                (choice("Finding", "any finding", codes(book)))
                (choice("Severity", "any severity", severities(book)))
                button type="reset" { "Clear" }
            }
            p #matches role="status" {}
        }
    }
}

/// A list to choose from: keys, and what to call them.
fn choice(label: &str, any: &str, choices: Vec<(String, String)>) -> Markup {
    html! {
        label {
            (label)
            select data-choice=(label.to_lowercase()) {
                option value="" { (any) }
                @for (key, shown) in choices.iter().take(CHOICES) { option value=(key) { (shown) } }
            }
        }
    }
}

/// The speakers on the page, in order of name; of too many those with most reports of what is shared.
fn speakers(book: &Book<'_>) -> Vec<(String, String)> {
    let shared = book.shown.utterances.iter().map(|&utterance| &book.report.utterances[utterance]);
    let shared = shared.flat_map(|utterance| {
        book.speakers_in(utterance).into_iter().map(|speaker| (speaker, SHARED * utterance.members.len()))
    });
    let said = book.shown.documents.iter().flat_map(|&document| book.attributions(document));
    let said = said.filter_map(|placed| Some((placed.attribution.speaker.as_ref()?.id?, 1)));
    let speakers = most(shared.chain(said), CHOICES);
    let choice = |speaker: usize| (format!("s{speaker}"), plain(&book.report.speakers[speaker].name));
    let mut choices: Vec<_> = speakers.into_iter().map(choice).collect();
    choices.sort_by(|a, b| a.1.cmp(&b.1));
    choices
}

fn outlets(book: &Book<'_>) -> Vec<(String, String)> {
    book.outlets.iter().enumerate().map(|(nth, outlet)| (format!("o{nth}"), plain(outlet))).collect()
}

fn codes(book: &Book<'_>) -> Vec<(String, String)> {
    let codes: BTreeSet<&str> = book.report.findings.iter().map(|finding| finding.code.as_str()).collect();
    codes.into_iter().map(|code| (plain(code), plain(code))).collect()
}

fn severities(book: &Book<'_>) -> Vec<(String, String)> {
    let choice =
        |severity: Severity| (severity.to_string(), format!("{severity} ({})", thousands(book.count(severity))));
    [Severity::Error, Severity::Warning, Severity::Note].map(choice).to_vec()
}
