//! A finding on the page: what is the matter, how sure that is, and every passage concerned in its context, the words
//! marked and labelled. In: a finding of a book. Out: one block.

use super::article::owed;
use super::book::{Book, documents_of};
use super::marked::{Mark, Piece, marked};
use super::text::{self, name, plain, sentence};
use super::{anchor, filters};
use crate::document::Span;
use crate::finding::{Confidence, Field};
use crate::report::human::excerpt;
use crate::report::{Evidence, Finding};
use maud::{Markup, html};

/// Bytes of a paragraph that is shown whole. Guessed: ten lines.
const WHOLE: usize = 700;
/// Documents of one finding whose passages are shown. Guessed: more than anybody compares.
const PLACES: usize = 12;

/// The finding as a block that its fingerprint leads to.
pub fn finding(book: &Book<'_>, finding: &Finding) -> Markup {
    let documents = documents_of(finding);
    let outlets = documents.iter().map(|&document| book.outlet_of(document));
    let keys = filters::keys(outlets, book.speakers_of(finding), std::iter::once(finding));
    let anchor = anchor::finding(finding);
    html! {
        article.finding.item.(finding.severity) id=(anchor) data-filter=(keys) tabindex="-1"
            aria-labelledby={ (anchor) "-title" } {
            p.kicker {
                span.severity { (finding.severity) }
                a.code href=(anchor::to(&anchor::code(&finding.code))) { (name(&finding.code)) }
                span { (sure(finding.confidence)) }
                a.permalink href=(anchor::to(&anchor)) { "link" span.aside { " to this finding" } }
            }
            h3 id={ (anchor) "-title" } { (sentence(&finding.message)) }
            div.passages { @for &document in documents.iter().take(PLACES) { (passages(book, finding, document)) } }
            p.more {
                @if documents.len() > PLACES { span { (documents.len() - PLACES) " more documents left out" } }
                @if let Some(utterance) = finding.utterance.filter(|&utterance| book.shown.has_utterance(utterance)) {
                    a href=(anchor::to(&anchor::utterance(utterance))) { "Compare every report of these words" }
                }
            }
        }
    }
}

fn sure(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "high confidence",
        Confidence::Medium => "medium confidence",
        Confidence::Low => "low confidence",
    }
}

/// What one document says, in its text and its headline.
fn passages(book: &Book<'_>, finding: &Finding, document: usize) -> Markup {
    let listed = book.listed(document);
    html! {
        figure {
            figcaption {
                span.outlet { (name(&listed.outlet)) }
                @if let Some(date) = listed.date { (text::date(date)) }
                (owed(book, document))
            }
            @for field in [Field::Title, Field::Text] {
                @let here = |evidence: &&Evidence| evidence.document == document && evidence.field == field;
                @let evidence: Vec<&Evidence> = finding.evidence.iter().filter(here).collect();
                (excerpts(book, field, &evidence))
            }
            @if book.shown.has_document(document) {
                a.read href=(anchor::to(&in_article(finding, document))) {
                    "Read the article" span.aside { " of " (plain(&listed.outlet)) }
                }
            }
        }
    }
}

/// Where an article says what a finding is about, or the article where only its headline does.
fn in_article(finding: &Finding, document: usize) -> String {
    let in_text = |evidence: &Evidence| evidence.document == document && evidence.field == Field::Text;
    if finding.evidence.iter().any(in_text) { anchor::evidence(finding, document) } else { anchor::document(document) }
}

/// The paragraphs of one text that these pieces of evidence stand in, long ones cut to what stands around.
fn excerpts(book: &Book<'_>, field: Field, evidence: &[&Evidence]) -> Markup {
    let placed: Vec<_> = evidence.iter().filter_map(|evidence| Some((book.place(evidence)?, *evidence))).collect();
    let Some(&((text, _), _)) = placed.first() else { return html! {} };
    let mark = |(nth, ((_, span), evidence)): (usize, &((&str, Span), &Evidence))| excerpt::Mark {
        span: *span,
        label: evidence.label.clone(),
        main: nth == 0,
    };
    let marks: Vec<excerpt::Mark> = placed.iter().enumerate().map(mark).collect();
    html! {
        @for (paragraph, marks) in excerpt::by_paragraphs(text, &marks) {
            blockquote class=[(field == Field::Title).then_some("headline")] dir="auto" {
                @if field == Field::Title { span.aside { "headline: " } }
                (windows(text, paragraph, &marks))
            }
        }
    }
}

fn windows(text: &str, paragraph: Span, marks: &[excerpt::Mark]) -> Markup {
    let short = paragraph.len() <= WHOLE;
    let windows = if short { vec![paragraph] } else { excerpt::windows(text, paragraph, marks) };
    let positions: Vec<Mark<usize>> =
        marks.iter().enumerate().map(|(nth, mark)| Mark { span: mark.span, what: nth }).collect();
    let last = windows.last().map_or(paragraph.end, |window| window.end);
    html! {
        @for (nth, window) in windows.iter().enumerate() {
            @if nth > 0 || window.start > paragraph.start { "… " }
            (marked(text, *window, &positions, &|piece, inner| labelled(&marks[piece.what], piece, inner)))
            " "
        }
        @if last < paragraph.end { "…" }
    }
}

fn labelled(mark: &excerpt::Mark, piece: Piece<usize>, inner: Markup) -> Markup {
    html! {
        mark class=[(!mark.main).then_some("by")] { (inner) }
        @if piece.last && !mark.label.is_empty() { span.label { (name(&mark.label)) } }
    }
}
