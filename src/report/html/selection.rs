//! What of a report fits on a page. A page of everything in thousands of articles would open in minutes, so each sort
//! of thing has a room in bytes: the gravest findings, the utterances that findings are about and then those that most
//! outlets report, and the articles that these lead to. What is left out is counted, and the page says how many.

use super::book::{Book, documents_of};
use super::text;
use crate::report::Utterance;
use rayon::prelude::*;
use std::cmp::Reverse;

/// Bytes of page for findings. With the two below and a page around them under 20 MB. A page of 7.5 MB and 159,000
/// elements was measured: first paint after 0.24 s, loaded after 0.9 s on two cores that 10 other programs were busy on; a
/// filter answers in 0.2 s.
const FINDINGS: usize = 3 << 20;
/// Bytes of page for utterances.
const UTTERANCES: usize = 3 << 20;
/// Bytes of page for articles.
const ARTICLES: usize = 4 << 20;

/// Bytes of page around a finding, and for each piece of its evidence with its text: fitted to 811 findings on real news
/// (372 and 422), a little more.
const FINDING: usize = 450;
const EVIDENCE: usize = 450;
/// Bytes of page around an utterance, and for each report of it: fitted to 601 utterances (275 and 616), a little more;
/// the words come on top, twice, since left-out words are shown too.
const UTTERANCE: usize = 350;
const MEMBER: usize = 650;
/// Bytes of page around an article, guessed, and around each attribution in it: some 280 in 219 articles, a little more.
const ARTICLE: usize = 1000;
const ATTRIBUTION: usize = 300;

/// What is shown, by position in the report.
#[derive(Debug, Default)]
pub struct Selection {
    /// How many findings, from the first.
    pub findings: usize,
    /// Positions of utterances, in the order to show them.
    pub utterances: Vec<usize>,
    has_utterance: Vec<bool>,
    /// Positions of documents, in the order of the report.
    pub documents: Vec<usize>,
    has_document: Vec<bool>,
}

impl Selection {
    /// Chooses from a book.
    pub fn of(book: &Book<'_>) -> Self {
        let cost = |finding: &crate::report::Finding| FINDING + EVIDENCE * finding.evidence.len();
        let findings = fitting(book.report.findings.iter().map(cost), FINDINGS);
        let ranked = ranked(book, findings);
        let costs = ranked.iter().map(|&utterance| utterance_bytes(&book.report.utterances[utterance]));
        let utterances = ranked[..fitting(costs, UTTERANCES)].to_vec();
        let documents = documents(book, findings, &utterances);
        Selection {
            findings,
            has_utterance: flags(&utterances, book.report.utterances.len()),
            utterances,
            has_document: flags(&documents, book.report.documents.len()),
            documents,
        }
    }

    /// Whether the utterance at this position is on the page.
    pub fn has_utterance(&self, utterance: usize) -> bool {
        self.has_utterance[utterance]
    }

    /// Whether the text of the document at this position is on the page.
    pub fn has_document(&self, document: usize) -> bool {
        self.has_document[document]
    }
}

/// How many of these follow each other before they fill the room.
fn fitting(costs: impl Iterator<Item = usize>, room: usize) -> usize {
    let sums = costs.scan(0, |sum, cost| {
        *sum += cost;
        Some(*sum)
    });
    sums.take_while(|&sum| sum <= room).count()
}

fn flags(positions: &[usize], count: usize) -> Vec<bool> {
    let mut flags = vec![false; count];
    positions.iter().for_each(|&position| flags[position] = true);
    flags
}

/// All utterances: those that shown findings are about, in the order of these; then those that most outlets report.
fn ranked(book: &Book<'_>, findings: usize) -> Vec<usize> {
    let mut first = vec![usize::MAX; book.report.utterances.len()];
    for (nth, finding) in book.report.findings[..findings].iter().enumerate() {
        if let Some(utterance) = finding.utterance {
            first[utterance] = first[utterance].min(nth);
        }
    }
    let mut ranked: Vec<usize> = (0..first.len()).collect();
    let outlets = |utterance: usize| book.outlets_of(&book.report.utterances[utterance]).len();
    ranked.sort_by_cached_key(|&utterance| (first[utterance], Reverse(outlets(utterance)), utterance));
    ranked
}

fn utterance_bytes(utterance: &Utterance) -> usize {
    let words = utterance.members.iter().flat_map(|member| member.aligned.own.iter().chain(&member.aligned.reference));
    let words: usize = words.map(|passage| passage.text.len()).sum();
    UTTERANCE + MEMBER * utterance.members.len() + words * 2
}

/// The documents that findings lead to, then those that utterances lead to, then the others, as many as fit.
fn documents(book: &Book<'_>, findings: usize, utterances: &[usize]) -> Vec<usize> {
    let report = book.report;
    let evidence = report.findings[..findings].iter().flat_map(documents_of);
    let members = utterances.iter().flat_map(|&utterance| &report.utterances[utterance].members);
    let members = members.map(|member| report.attributions[member.attribution].document);
    let mut seen = vec![false; report.documents.len()];
    let wanted = evidence.chain(members).chain(0..report.documents.len());
    let wanted: Vec<usize> = wanted.filter(|&document| !std::mem::replace(&mut seen[document], true)).collect();
    let costs: Vec<usize> = wanted.par_iter().map(|&document| document_bytes(book, document)).collect();
    let mut chosen = wanted[..fitting(costs.into_iter(), ARTICLES)].to_vec();
    chosen.sort_unstable();
    chosen
}

fn document_bytes(book: &Book<'_>, document: usize) -> usize {
    let text = book.document(document).map_or(0, |document| text::bytes(&document.text));
    ARTICLE + ATTRIBUTION * book.attributions(document).len() + text
}
