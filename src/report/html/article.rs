//! An article to read, with everything it ascribes to somebody marked: content, cue and source told apart, and who is
//! meant on hover and focus. In: a document of a book. Out: one folded block of the page.

use super::book::Book;
use super::marked::{Mark, Piece, marked};
use super::text::{self, count, name};
use super::{anchor, filters};
use crate::attribution::Kind;
use crate::document::{Document, Span, paragraphs};
use crate::finding::Field;
use crate::report::{self, Attribution, Finding, Passages, Placed};
use crate::speaker::{Disclosed, SpeakerKind};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Characters of one paragraph that are shown. Guessed: more than any that is meant to be read.
const PARAGRAPH: usize = 20_000;

/// What a stretch of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// What an attribution ascribes: its position, and whether its content begins here.
    Content(usize, bool),
    /// Whom it is ascribed to.
    Source,
    /// The words that ascribe.
    Cue,
    /// What a finding is about: its position.
    Evidence(usize),
}

/// A document, with the findings on the page that are about it.
struct Article<'b> {
    book: &'b Book<'b>,
    id: usize,
    findings: Vec<usize>,
}

/// The article of the document at this position, folded.
pub fn article(book: &Book<'_>, id: usize) -> Markup {
    let on_page = |finding: &usize| *finding < book.shown.findings;
    let findings = book.concerned(id).iter().copied().filter(on_page).collect();
    Article { book, id, findings }.folded()
}

impl Article<'_> {
    fn folded(&self) -> Markup {
        let listed = self.book.listed(self.id);
        html! {
            details.article.item id=(anchor::document(self.id)) data-filter=(self.keys()) {
                summary {
                    h3 { (name(listed.title.as_deref().unwrap_or(&listed.name))) }
                    p.meta {
                        span.outlet { (name(&listed.outlet)) }
                        @if let Some(date) = listed.date { (text::date(date)) }
                        (owes(self.book, self.id, &|original| name(&original.outlet)))
                        span { (count(self.book.attributions(self.id).len(), "attribution")) }
                        @if !self.findings.is_empty() { span.flagged { (count(self.findings.len(), "finding")) } }
                    }
                }
                @if let Some(document) = self.book.document(self.id) { (self.text(document)) }
            }
        }
    }

    fn keys(&self) -> String {
        let id = |placed: &Placed| placed.attribution.speaker.as_ref()?.id;
        let speakers: BTreeSet<usize> = self.book.attributions(self.id).iter().filter_map(id).collect();
        filters::keys([self.book.outlet_of(self.id)], speakers, self.findings())
    }

    fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().map(|&finding| &self.book.report.findings[finding])
    }

    fn text(&self, document: &Document) -> Markup {
        let text = document.text.as_str();
        let mut marks = Marks::new(self.marks());
        html! {
            div.text {
                (self.origin(document))
                @for paragraph in paragraphs(text, document.body) {
                    (self.paragraph(text, paragraph, &marks.inside(paragraph)))
                }
            }
        }
    }

    /// Who wrote it, and where it stands.
    fn origin(&self, document: &Document) -> Markup {
        html! {
            p.meta {
                @if let Some(byline) = &document.byline { span { (name(byline)) } }
                @if let Some(url) = &document.url { span { (text::link(url)) } }
                span.file { (name(&document.name)) }
                (owed(self.book, self.id))
            }
        }
    }

    /// A paragraph with its marks; what is too long to be read is left out.
    fn paragraph(&self, text: &str, paragraph: Span, marks: &[Mark<What>]) -> Markup {
        let most = paragraph.of(text).char_indices().nth(PARAGRAPH).map(|(length, _)| paragraph.start + length);
        let end = most.unwrap_or(paragraph.end);
        let left = text[end..paragraph.end].chars().count();
        html! {
            p dir="auto" {
                (marked(text, Span::new(paragraph.start, end), marks, &|piece, inner| self.wrapped(piece, inner)))
                @if left > 0 { "… " em { (count(left, "more character")) " left out" } }
            }
        }
    }

    /// Content, cue and source of every attribution, and what findings are about.
    fn marks(&self) -> Vec<Mark<What>> {
        let mut marks = Vec::new();
        for placed in self.book.attributions(self.id) {
            let Attribution { content, cue, source, .. } = &placed.attribution;
            self.mark(content, &mut marks, |nth| What::Content(placed.id, nth == 0));
            cue.iter().for_each(|cue| self.mark(cue, &mut marks, |_| What::Cue));
            source.iter().for_each(|source| self.mark(source, &mut marks, |_| What::Source));
        }
        marks.extend(self.findings.iter().filter_map(|&finding| self.evidence(finding)));
        marks
    }

    fn mark(&self, passages: &Passages, marks: &mut Vec<Mark<What>>, what: impl Fn(usize) -> What) {
        for (nth, passage) in passages.spans.iter().enumerate() {
            let span = self.book.span(self.id, passage.start, passage.end);
            marks.extend(span.map(|span| Mark { span, what: what(nth) }));
        }
    }

    /// The first place in this article's text that a finding points to.
    fn evidence(&self, finding: usize) -> Option<Mark<What>> {
        let mut evidence = self.book.report.findings[finding].evidence.iter();
        let first = evidence.find(|evidence| evidence.document == self.id && evidence.field == Field::Text)?;
        let (_, span) = self.book.place(first)?;
        Some(Mark { span, what: What::Evidence(finding) })
    }

    fn wrapped(&self, piece: Piece<What>, inner: Markup) -> Markup {
        match piece.what {
            What::Content(attribution, lead) => self.content(attribution, lead, piece, inner),
            What::Source => html! { span.source { (inner) } },
            What::Cue => html! { span.cue { (inner) } },
            What::Evidence(finding) => self.found(finding, piece, inner),
        }
    }

    fn content(&self, attribution: usize, lead: bool, piece: Piece<What>, inner: Markup) -> Markup {
        let placed = &self.book.report.attributions[attribution];
        let begins = lead && piece.first;
        html! {
            span.said.(form(placed.attribution.kind)) id=[begins.then(|| anchor::attribution(attribution))]
                tabindex=[begins.then_some("0")] {
                @if piece.first { (self.who(&placed.attribution)) }
                (inner)
            }
            @if lead && piece.last { (self.elsewhere(attribution)) }
        }
    }

    /// Who is meant, which is shown on hover and focus.
    fn who(&self, said: &Attribution) -> Markup {
        let role = said.speaker.as_ref().and_then(|speaker| speaker.role.as_deref());
        html! {
            span.who {
                strong { @match self.book.speaker(said) { Some(speaker) => (name(speaker)), None => "speaker unknown" } }
                @if let Some(role) = role { ", " (name(role)) }
                @if let Some(told) = told_of(said) { " · unnamed" (told) }
                " · " (form(said.kind))
                @if let Some(addressee) = &said.addressee { " · to " (name(addressee)) }
                @if let Some(via) = &said.via { " · via " (name(via)) }
                @if let Some(occasion) = &said.occasion { " · " (name(occasion)) }
                span.aside { ": " }
            }
        }
    }

    /// A link to the first utterance on the page that an attribution belongs to.
    fn elsewhere(&self, attribution: usize) -> Markup {
        let shown = |utterance: &&crate::report::Utterance| self.book.shown.has_utterance(utterance.id);
        let utterance = self.book.utterances(attribution).find(shown);
        html! {
            @if let Some(utterance) = utterance {
                a.elsewhere href=(anchor::to(&anchor::utterance(utterance.id))) {
                    (self.book.outlets_of(utterance).len()) span.aside { " outlets report this: compare" }
                }
            }
        }
    }

    fn found(&self, finding: usize, piece: Piece<What>, inner: Markup) -> Markup {
        let finding = &self.book.report.findings[finding];
        html! {
            mark id=[piece.first.then(|| anchor::evidence(finding, self.id))] { (inner) }
            @if piece.last {
                a.flag.(finding.severity) href=(anchor::to(&anchor::finding(finding))) {
                    (finding.severity) span.aside { ": " (name(&finding.code)) }
                }
            }
        }
    }
}

/// What an article tells of a speaker without a name: ": position, affiliation".
fn told_of(said: &Attribution) -> Option<String> {
    let speaker = said.speaker.as_ref().filter(|speaker| speaker.kind == SpeakerKind::Anonymous)?;
    let told = Disclosed::list(&speaker.disclosed);
    Some(if told.is_empty() { told } else { format!(": {told}") })
}

/// The word for a form.
pub fn form(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "quoted",
        Kind::Mixed => "partly-quoted",
        Kind::Indirect => "reported",
    }
}

/// What a document owes to others: the one it is a copy of, with a link if that is on the page, or the agency it is from.
pub fn owed(book: &Book<'_>, document: usize) -> Markup {
    let linked = |original: &report::Document| {
        html! {
            @if book.shown.has_document(original.id) {
                a href=(anchor::to(&anchor::document(original.id))) { (name(&original.outlet)) }
            } @else {
                (name(&original.outlet))
            }
        }
    };
    owes(book, document, &linked)
}

/// The same with another way to name the original.
fn owes(book: &Book<'_>, document: usize, named: &dyn Fn(&report::Document) -> Markup) -> Markup {
    let original = book.listed(document).copy_of.map(|of| book.listed(of));
    html! {
        @if let Some(original) = original {
            span.copy {
                "copy of " (named(original))
                @if let Some(date) = original.date { ", " (text::date(date)) }
            }
        } @else if let Some(owed) = book.report.owed(document) {
            span.copy { (name(&owed)) }
        }
    }
}

/// The marks of a text, handed out paragraph by paragraph.
struct Marks {
    /// Those that begin later, the first last.
    later: Vec<Mark<What>>,
    /// Those that begin earlier and may reach on.
    open: Vec<Mark<What>>,
}

impl Marks {
    fn new(mut marks: Vec<Mark<What>>) -> Self {
        marks.sort_unstable_by(|a, b| b.cmp(a));
        Marks { later: marks, open: Vec::new() }
    }

    /// The marks that touch a paragraph, which begins after those asked for before.
    fn inside(&mut self, paragraph: Span) -> Vec<Mark<What>> {
        self.open.retain(|mark| mark.span.end > paragraph.start);
        while let Some(mark) = self.later.pop_if(|mark| mark.span.start < paragraph.end) {
            self.open.push(mark);
        }
        self.open.clone()
    }
}
