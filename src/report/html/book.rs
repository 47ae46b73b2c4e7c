//! A book: a report with the texts it is about, and indexes from each thing to what belongs to it. In: the report and
//! its documents. Out: [`Book`], which every part of the page reads.

use super::selection::Selection;
use crate::document::{self, Span};
use crate::finding::{Field, Severity};
use crate::report::offsets::Offsets;
use crate::report::{self, Attribution, Evidence, Finding, Placed, Report, Utterance};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A report with its texts.
pub struct Book<'r> {
    pub report: &'r Report,
    /// In order of the report.
    documents: &'r [document::Document],
    offsets: Vec<Offsets<'r>>,
    /// The attributions of each document: positions in the report.
    attributions: Vec<Range<usize>>,
    /// The utterances of each attribution.
    utterances: Vec<Vec<usize>>,
    /// The findings about each utterance.
    findings: Vec<Vec<usize>>,
    /// The findings with evidence in each document.
    concerned: Vec<Vec<usize>>,
    /// Every outlet, in order of name.
    pub outlets: Vec<&'r str>,
    /// Position of each document's outlet in `outlets`.
    outlet_of: Vec<usize>,
    /// What of it fits on the page.
    pub shown: Selection,
}

impl<'r> Book<'r> {
    /// Indexes a report; `documents` are those of the report, in its order.
    pub fn new(report: &'r Report, documents: &'r [document::Document]) -> Self {
        let outlets: BTreeSet<&str> = report.documents.iter().map(|document| document.outlet.as_str()).collect();
        let positions: BTreeMap<&str, usize> = outlets.iter().zip(0..).map(|(&outlet, nth)| (outlet, nth)).collect();
        let mut book = Book {
            report,
            documents,
            offsets: documents.par_iter().map(|document| Offsets::new(&document.text)).collect(),
            attributions: by_document(report),
            utterances: vec![Vec::new(); report.attributions.len()],
            findings: vec![Vec::new(); report.utterances.len()],
            concerned: vec![Vec::new(); report.documents.len()],
            outlet_of: report.documents.iter().map(|document| positions[document.outlet.as_str()]).collect(),
            outlets: outlets.into_iter().collect(),
            shown: Selection::default(),
        };
        book.index();
        book.shown = Selection::of(&book);
        book
    }

    fn index(&mut self) {
        for utterance in &self.report.utterances {
            for member in &utterance.members {
                self.utterances[member.attribution].push(utterance.id);
            }
        }
        for (nth, finding) in self.report.findings.iter().enumerate() {
            if let Some(utterance) = finding.utterance {
                self.findings[utterance].push(nth);
            }
            for document in documents_of(finding) {
                self.concerned[document].push(nth);
            }
        }
    }

    /// What is known of a document beside its text.
    pub fn listed(&self, document: usize) -> &'r report::Document {
        &self.report.documents[document]
    }

    /// A document with its text; none where the caller gave none.
    pub fn document(&self, document: usize) -> Option<&'r document::Document> {
        self.documents.get(document)
    }

    /// Where code points of a document's text stand in bytes.
    pub fn span(&self, document: usize, start: usize, end: usize) -> Option<Span> {
        let offsets = self.offsets.get(document)?;
        let (start, end) = (offsets.byte(start)?, offsets.byte(end)?);
        (start < end).then(|| Span::new(start, end))
    }

    /// The text that evidence points into, and where.
    pub fn place(&self, evidence: &Evidence) -> Option<(&'r str, Span)> {
        let document = self.document(evidence.document)?;
        let report::Span { start, end } = evidence.span;
        match evidence.field {
            Field::Text => Some((&document.text, self.span(evidence.document, start, end)?)),
            Field::Title => {
                let title = document.title.as_deref()?;
                let offsets = Offsets::new(title);
                let (start, end) = (offsets.byte(start)?, offsets.byte(end)?);
                (start < end).then(|| (title, Span::new(start, end)))
            }
        }
    }

    /// The attributions of a document, by place.
    pub fn attributions(&self, document: usize) -> &'r [Placed] {
        &self.report.attributions[self.attributions[document].clone()]
    }

    /// The utterances that an attribution reports.
    pub fn utterances(&self, attribution: usize) -> impl Iterator<Item = &'r Utterance> {
        self.utterances[attribution].iter().map(|&utterance| &self.report.utterances[utterance])
    }

    /// The findings about an utterance.
    pub fn findings(&self, utterance: usize) -> impl Iterator<Item = &'r Finding> {
        self.findings[utterance].iter().map(|&finding| &self.report.findings[finding])
    }

    /// Positions of the findings with evidence in a document.
    pub fn concerned(&self, document: usize) -> &[usize] {
        &self.concerned[document]
    }

    /// Position of a document's outlet.
    pub fn outlet_of(&self, document: usize) -> usize {
        self.outlet_of[document]
    }

    /// The outlets that report an utterance.
    pub fn outlets_of(&self, utterance: &Utterance) -> BTreeSet<usize> {
        let document = |member: &report::Member| self.report.attributions[member.attribution].document;
        utterance.members.iter().map(|member| self.outlet_of[document(member)]).collect()
    }

    /// Those of them that are on the page.
    pub fn shown_findings(&self, utterance: usize) -> impl Iterator<Item = &'r Finding> {
        let shown = self.findings[utterance].iter().filter(|&&finding| finding < self.shown.findings);
        shown.map(|&finding| &self.report.findings[finding])
    }

    /// How many findings of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.report.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// The name of an attribution's speaker across documents, else the one its document gives.
    pub fn speaker(&self, attribution: &'r Attribution) -> Option<&'r str> {
        let speaker = attribution.speaker.as_ref()?;
        let named = speaker.id.and_then(|id| self.report.speakers.get(id)).map(|speaker| speaker.name.as_str());
        named.or(speaker.name.as_deref())
    }

    /// Ids of the speakers that a finding concerns: those of its utterance, else those named at its evidence.
    pub fn speakers_of(&self, finding: &Finding) -> BTreeSet<usize> {
        match finding.utterance {
            Some(utterance) => self.speakers_in(&self.report.utterances[utterance]),
            None => finding.evidence.iter().flat_map(|evidence| self.speakers_at(evidence)).collect(),
        }
    }

    /// Ids of everybody to whom an outlet ascribes an utterance.
    pub fn speakers_in(&self, utterance: &Utterance) -> BTreeSet<usize> {
        let id =
            |member: &report::Member| self.report.attributions[member.attribution].attribution.speaker.as_ref()?.id;
        utterance.members.iter().filter_map(id).collect()
    }

    fn speakers_at(&self, evidence: &Evidence) -> BTreeSet<usize> {
        let near = |span: report::Span| span.start < evidence.span.end && evidence.span.start < span.end;
        let source = |placed: &&Placed| {
            let spans = placed.attribution.source.iter().flat_map(|source| &source.spans);
            spans.map(|passage| report::Span { start: passage.start, end: passage.end }).any(near)
        };
        let sources = self.attributions(evidence.document).iter().filter(source);
        let sources = sources.filter_map(|placed| placed.attribution.speaker.as_ref()?.id);
        let role = |role: &report::Role| role.document == evidence.document && near(role.span);
        let named = self.report.speakers.iter().filter(|speaker| speaker.roles.iter().any(role));
        sources.chain(named.map(|speaker| speaker.id)).collect()
    }
}

/// The attributions of every document, which stand in the report one document after the other.
fn by_document(report: &Report) -> Vec<Range<usize>> {
    let first = |document| report.attributions.partition_point(|placed| placed.document < document);
    (0..report.documents.len()).map(|document| first(document)..first(document + 1)).collect()
}

/// The documents that a finding has evidence in, in order of evidence, each once.
pub fn documents_of(finding: &Finding) -> Vec<usize> {
    let mut documents = Vec::new();
    for evidence in &finding.evidence {
        if !documents.contains(&evidence.document) {
            documents.push(evidence.document);
        }
    }
    documents
}
