//! How a finding is drawn: its severity, code and message, then for every document concerned where it is and what it
//! says with the words marked, then how sure the finding is.

use super::excerpt::{self, Excerpt, Mark};
use super::{Look, visible};
use crate::document::{Document, Span};
use crate::finding::{Field, Severity};
use crate::report::{self, Finding};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// Columns that stand before every line of an excerpt.
const GUTTER: usize = 3;

/// Narrower terminals are drawn for as if they had this many columns.
const NARROWEST: usize = 40;

/// The finding as text, without a line break at its end; `utterance` is the number under which that is shown.
pub fn drawn(finding: &Finding, utterance: Option<usize>, documents: &[Document], look: Look) -> String {
    let width = look.width.max(NARROWEST);
    let mut groups = vec![headed(finding, width)];
    groups.extend(places(finding).into_iter().flat_map(|place| place.drawn(finding, documents, width)));
    let sure = finding.confidence.to_string();
    let mut last = groups.pop().expect("the heading is there");
    if let Some(number) = utterance {
        last = last.element(Level::NOTE.with_name("utterance").message(format!("{number}, above")));
    }
    groups.push(last.element(Level::NOTE.with_name("confidence").message(sure)));
    renderer(look).render(&groups)
}

/// Lines are already cut to fit, so the renderer is told of a terminal too wide to cut for.
fn renderer(look: Look) -> Renderer {
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(usize::from(u16::MAX))
}

/// `warning[altered-wording]: message`
fn headed<'a>(finding: &Finding, width: usize) -> Group<'a> {
    let code = visible::line(&finding.code);
    let before = visible::width(&format!("{}[{code}]: ", finding.severity));
    let message = wrapped(&finding.message, width.saturating_sub(before));
    Group::with_title(level(finding.severity).primary_title(message).id(code))
}

fn level<'a>(severity: Severity) -> Level<'a> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// Text in lines of at most `width` columns or, where that is too narrow, of a width to be read.
fn wrapped(text: &str, width: usize) -> String {
    visible::wrap(&visible::line(text), width.max(NARROWEST / 2)).join("\n")
}

/// The text or the headline of a document that has evidence.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place {
    document: usize,
    field: Field,
}

/// The places of a finding's evidence, in that order, each once.
fn places(finding: &Finding) -> Vec<Place> {
    let mut places = Vec::new();
    for evidence in &finding.evidence {
        let place = Place { document: evidence.document, field: evidence.field };
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

impl Place {
    /// An excerpt a group; nothing where the document does not have what the evidence points into.
    fn drawn<'a>(self, finding: &Finding, documents: &[Document], width: usize) -> Vec<Group<'a>> {
        let Some(document) = documents.get(self.document) else { return Vec::new() };
        let text = match self.field {
            Field::Text => document.text.as_str(),
            Field::Title => document.title.as_deref().unwrap_or_default(),
        };
        let excerpts = excerpt::excerpts(text, &self.marks(finding, text), width - GUTTER);
        let drawn = |(nth, excerpt): (usize, &Excerpt)| {
            let title = self.title(document, excerpt, nth == 0, width);
            let title = level(finding.severity).no_name().secondary_title(title);
            Group::with_title(title).element(snippet(excerpt))
        };
        excerpts.iter().enumerate().map(drawn).collect()
    }

    /// What the finding points to here. The first evidence of a document is what the finding is about.
    fn marks(self, finding: &Finding, text: &str) -> Vec<Mark> {
        let here = finding.evidence.iter().filter(|e| e.document == self.document && e.field == self.field);
        let mark = |(nth, evidence): (usize, &report::Evidence)| {
            let span = bytes(text, evidence.span)?;
            Some(Mark { span, label: evidence.label.clone(), main: nth == 0 })
        };
        here.enumerate().filter_map(mark).collect()
    }

    /// `--> Outlet, date, name:line:column`, the outlet and date only for a document's first excerpt.
    fn title(self, document: &Document, excerpt: &Excerpt, first: bool, width: usize) -> String {
        let name = visible::line(&document.name);
        let place = match self.field {
            Field::Text => format!("{name}:{}:{}", excerpt.line, excerpt.column),
            Field::Title => format!("{name}, headline"),
        };
        let outlet = if first { published(document) } else { String::new() };
        let separator = match () {
            () if outlet.is_empty() => "",
            () if visible::width(&format!("--> {outlet}, {place}")) > width => ",\n    ",
            () => ", ",
        };
        format!("--> {outlet}{separator}{place}")
    }
}

/// The outlet, unless it is only the document's name again, and the date.
fn published(document: &Document) -> String {
    let outlet = (document.outlet != document.name).then(|| visible::line(&document.outlet));
    let date = document.date.map(|date| date.to_string());
    outlet.into_iter().chain(date).collect::<Vec<_>>().join(", ")
}

fn snippet<'a>(excerpt: &Excerpt) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let annotations = excerpt.marks.iter().map(|mark| {
        let kind = if mark.main { AnnotationKind::Primary } else { AnnotationKind::Context };
        kind.span(mark.range.clone()).label(mark.label.clone())
    });
    Snippet::source(excerpt.text.clone()).line_numbering(false).fold(false).annotations(annotations)
}

/// A span of code points as bytes; none where it does not lie in the text or is empty.
fn bytes(text: &str, points: report::Span) -> Option<Span> {
    let mut offsets = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let start = offsets.nth(points.start)?;
    let end = offsets.nth(points.end.checked_sub(points.start + 1)?)?;
    Some(Span::new(start, end))
}
