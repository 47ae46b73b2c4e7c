//! The report as one web page that needs nothing beside it: overview, findings, utterances with every outlet's version,
//! and the articles with what they attribute. In: a [`Report`] and its documents. Out: HTML that a browser shows without
//! a network and can be read without scripts; a script adds filters and search.
//!
//! Article text is hostile. It is escaped by the template engine and made visible by `text`, and a Content Security
//! Policy allows nothing but the style and the script that are part of this crate. What would make the page too large
//! to open is left out and counted ([`write()`] never makes more than some 20 MB).

mod anchor;

mod article;

mod book;

mod codes;

mod filters;

mod finding;

mod marked;

mod matrix;

mod overview;

mod ranking;

mod selection;

mod text;

mod timeline;

mod utterance;

mod version;

use super::Report;
use crate::document::{self, Problem};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use book::Book;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::io::{self, Write};
use text::{Shown, count, thousands};

/// How the page looks.
pub const STYLE: &str = include_str!("page.css");
/// What filters the page.
pub const SCRIPT: &str = include_str!("page.js");
/// Problems that are shown. Guessed.
const PROBLEMS: usize = 200;

/// Writes the page; `documents` are those of the report, in its order.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write(report: &Report, documents: &[document::Document], out: &mut impl Write) -> io::Result<()> {
    let book = Book::new(report, documents);
    out.write_all(page(&book).into_string().as_bytes())
}

/// What a page with this style and this script may load and run: these two, and nothing else.
pub fn policy(style: &str, script: &str, forms: &str) -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let (style, script) = (hash(style), hash(script));
    format!(
        "default-src 'none'; style-src {style}; script-src {script}; img-src data:; base-uri 'none'; form-action {forms}"
    )
}

fn page(book: &Book<'_>) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(STYLE, SCRIPT, "'none'"));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                link rel="icon" href="data:,";
                title { "misquote: " (overview::headline(book)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#findings" { "Skip to the findings" }
                (header(book))
                main { (overview::overview(book)) (filters::form(book)) (lists(book)) (codes::codes(book)) (problems(book)) }
                (footer(book))
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

fn header(book: &Book<'_>) -> Markup {
    html! {
        header {
            p.brand { "misquote" span.meta { " who is quoted saying what, and where outlets disagree" } }
            (overview::heading(book))
            (overview::subject(book))
            nav aria-label="Sections" {
                a href="#overview" { "Overview" }
                a href="#findings" { "Findings" }
                a href="#utterances" { "Utterances" }
                a href="#articles" { "Articles" }
                @if !book.report.findings.is_empty() { a href="#codes" { "What they mean" } }
            }
        }
    }
}

/// The findings, utterances and articles.
fn lists(book: &Book<'_>) -> Markup {
    let (report, shown) = (book.report, &book.shown);
    let findings = &report.findings[..shown.findings];
    let findings =
        List { id: "findings", title: "Findings", noun: "finding", all: report.findings.len(), shown: findings };
    let utterances = &shown.utterances;
    let utterances = List {
        id: "utterances",
        title: "Shared utterances",
        noun: "utterance",
        all: report.utterances.len(),
        shown: utterances,
    };
    let documents = &shown.documents;
    let documents =
        List { id: "articles", title: "Articles", noun: "article", all: report.documents.len(), shown: documents };
    html! {
        (findings.drawn(html! {}, &|item| finding::finding(book, item)))
        (utterances.drawn(legend_of_versions(), &|&id| utterance::utterance(book, &report.utterances[id])))
        (documents.drawn(legend_of_articles(), &|&id| article::article(book, id)))
    }
}

/// A section of things of one sort, some of which may not fit.
struct List<'l, T> {
    id: &'l str,
    title: &'l str,
    noun: &'l str,
    all: usize,
    shown: &'l [T],
}

impl<T: Sync> List<'_, T> {
    fn drawn(&self, legend: Markup, draw: &(dyn Fn(&T) -> Markup + Sync)) -> Markup {
        let drawn: Vec<Markup> = self.shown.par_iter().map(draw).collect();
        let left = self.all - self.shown.len();
        html! {
            section id=(self.id) aria-labelledby={ (self.id) "-title" } data-noun=(self.noun) tabindex="-1" {
                h2 id={ (self.id) "-title" } { (self.title) " " span.meta { (thousands(self.all)) } }
                @if drawn.is_empty() { p.lede { "None." } } @else { (legend) }
                @if left > 0 {
                    p.left { (count(left, self.noun)) " left out, so that the page stays small enough to open; the other formats have all." }
                }
                @for item in &drawn { (item) }
            }
        }
    }
}

fn legend_of_versions() -> Markup {
    html! {
        p.legend {
            "Under the fullest wording, every outlet's: " del { "words it leaves out" } " and " ins { "words it puts in" }
            "; words before its beginning or after its end are " del.edge { "not quoted" } "."
        }
    }
}

fn legend_of_articles() -> Markup {
    html! {
        p.legend {
            "In the articles, what is " span.said.quoted { "quoted" } ", " span.said.partly-quoted { "partly quoted" } " or "
            span.said.reported { "reported" } " is marked, with the words that " span.cue { "ascribe" } " it and the "
            span.source { "source" } "." span.screen { " Point at it, or go there by keyboard, to see who is meant." }
        }
    }
}

fn problems(book: &Book<'_>) -> Markup {
    let problems: &[Problem] = &book.report.problems;
    html! {
        @if !problems.is_empty() {
            section #problems aria-labelledby="problems-title" {
                h2 #problems-title { "Problems with the input " span.meta { (thousands(problems.len())) } }
                ul { @for problem in problems.iter().take(PROBLEMS) { li { (text::sentence(&problem.to_string())) } } }
                @if problems.len() > PROBLEMS { p.left { (problems.len() - PROBLEMS) " more left out." } }
            }
        }
    }
}

fn footer(book: &Book<'_>) -> Markup {
    let generator = &book.report.generator;
    html! {
        footer {
            p { "Made by misquote " (Shown(&generator.version)) @if let Some(model) = &generator.model { ", model " (Shown(model)) } "." }
        }
    }
}
