//! A paraphrase: what one document quotes and another reports in other words.
//!
//! In: the documents with their attributions, and the utterances known by their words. Out: the same utterances with
//! those who report them in other words as further members, and a new one of kind paraphrase for each quotation that
//! was in none. Only documents that tell one story are compared (`story`), sentence with sentence (`statement`), by the
//! telling words that both have and by who is said to have spoken (`likeness`).
//!
//! What is said in quite other words is not found, and two remarks of one speaker on one thing may be taken for one;
//! therefore every such member has a confidence, and the checks of wording pass it over.

mod forest;
mod lesson;
mod likeness;
mod statement;
mod stem;

use super::passage::voice;
use super::{Material, Member, Utterance, UtteranceKind, add, difference};
use crate::document::Span;
pub(super) use lesson::learn;
use likeness::{Likeness, Speakers, Two};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
pub(super) use statement::Statements;
use statement::{Postings, Statement};
use std::collections::BTreeMap;
pub(super) use stem::stem;

/// Adds to the utterances of a corpus those who report them in other words; `near` are pairs of documents that tell
/// one story.
pub(super) fn told(
    utterances: Vec<Utterance>,
    statements: &Statements,
    near: &[(usize, usize)],
    material: Material,
) -> Vec<Utterance> {
    let compared = Compared::new(statements, material);
    let found: Vec<Vec<Likeness>> = near.par_iter().map(|&pair| links(&compared, pair)).collect();
    let mut telling = Telling::new(utterances, statements, material);
    found.into_iter().flatten().for_each(|link| telling.add(&link));
    telling.finish()
}

/// The statements of all documents, ready to be compared two documents at a time.
struct Compared<'s> {
    statements: &'s Statements,
    material: Material<'s>,
    /// By document.
    postings: Vec<Postings>,
    speakers: Vec<Speakers>,
}

impl<'s> Compared<'s> {
    fn new(statements: &'s Statements, material: Material<'s>) -> Self {
        let spoken = |attribution: usize| {
            let placed = &material.attributions[attribution];
            (placed, voice(placed, material.identities))
        };
        let documents = statements.of.par_iter().zip(material.documents);
        Compared {
            statements,
            material,
            postings: statements.of.par_iter().map(|statements| Postings::new(statements)).collect(),
            speakers: documents.map(|(of, document)| Speakers::new(of, &document.text, spoken)).collect(),
        }
    }

    fn two(&self, (a, b): (usize, usize)) -> Two<'_> {
        Two {
            statements: [&self.statements.of[a], &self.statements.of[b]],
            postings: [&self.postings[a], &self.postings[b]],
            all: self.statements,
            speakers: [&self.speakers[a], &self.speakers[b]],
        }
    }
}

/// The links between two documents: for every report the quotation most like it, if it is like enough.
fn links<'s>(compared: &'s Compared<'_>, documents: (usize, usize)) -> Vec<Likeness<'s>> {
    let mut best: BTreeMap<(usize, Span), Likeness> = BTreeMap::new();
    let written = |statement: &Statement| written(statement, compared.material);
    let copied = |likeness: &Likeness| written(likeness.claim) == written(likeness.quote);
    for likeness in compared.two(documents).likenesses().filter(|likeness| !copied(likeness)) {
        let there = best.entry((likeness.claim.attribution, likeness.claim.span)).or_insert(likeness);
        if likeness.sum > there.sum {
            *there = likeness;
        }
    }
    best.into_values().collect()
}

/// A statement as it is written.
fn written<'a>(statement: &Statement, material: Material<'a>) -> &'a str {
    statement.span.of(&material.documents[material.attributions[statement.attribution].document].text)
}

/// Utterances to which reports in other words are added.
struct Telling<'a> {
    utterances: Vec<Utterance>,
    /// By attribution, the utterances that it is a member of.
    of: FxHashMap<usize, Vec<usize>>,
    statements: &'a Statements,
    material: Material<'a>,
}

impl<'a> Telling<'a> {
    fn new(utterances: Vec<Utterance>, statements: &'a Statements, material: Material<'a>) -> Self {
        let mut telling = Telling { utterances, of: FxHashMap::default(), statements, material };
        for number in 0..telling.utterances.len() {
            for at in 0..telling.utterances[number].members.len() {
                let attribution = telling.utterances[number].members[at].attribution;
                telling.of.entry(attribution).or_default().push(number);
            }
        }
        telling
    }

    /// Adds a report to each utterance that the quotation belongs to, or makes one of the two.
    fn add(&mut self, link: &Likeness) {
        let quoted = link.quote.attribution;
        let of = |attribution: &usize| self.of.get(attribution).cloned().unwrap_or_default();
        let (has, mut belongs) = (of(&link.claim.attribution), of(&quoted));
        if belongs.iter().any(|number| has.contains(number)) && !self.reported(link, &belongs) {
            return;
        }
        belongs.retain(|&number| self.aligned(number, link.quote) && self.in_reference(number, link).is_some());
        if belongs.is_empty() {
            belongs.push(self.begin(quoted));
        }
        for number in belongs {
            self.join(number, link);
        }
    }

    /// Whether the report was added to one of these utterances as such.
    fn reported(&self, link: &Likeness, among: &[usize]) -> bool {
        let members = among.iter().flat_map(|&number| &self.utterances[number].members);
        let mut own = members.filter(|member| member.attribution == link.claim.attribution);
        own.all(|member| member.confidence.is_some())
    }

    /// Whether an utterance's members report this sentence.
    fn aligned(&self, number: usize, quote: &Statement) -> bool {
        let mut members = self.utterances[number].members.iter();
        members.any(|member| {
            member.attribution == quote.attribution && member.own.iter().any(|span| span.overlaps(quote.span))
        })
    }

    /// A new utterance that nobody else reports yet.
    fn begin(&mut self, quoted: usize) -> usize {
        let number = self.utterances.len();
        let reference = super::whole(quoted, self.material);
        self.utterances.push(Utterance {
            kind: UtteranceKind::Paraphrase,
            reference: quoted,
            members: vec![reference],
        });
        self.of.entry(quoted).or_default().push(number);
        number
    }

    /// Adds a report to an utterance.
    fn join(&mut self, number: usize, link: &Likeness) {
        let reference = self.utterances[number].reference;
        let Some(there) = self.in_reference(number, link) else { return };
        let (own, there) = (vec![link.claim.span], vec![there]);
        let attribution = link.claim.attribution;
        let differences = difference::of_report((attribution, &own), (reference, &there), self.material);
        let member = Member { attribution, own, reference: there, differences, confidence: Some(link.confidence()) };
        let members = std::mem::take(&mut self.utterances[number].members);
        let mut members: BTreeMap<usize, Member> =
            members.into_iter().map(|member| (member.attribution, member)).collect();
        add(&mut members, member);
        self.utterances[number].members = members.into_values().collect();
        let of = self.of.entry(attribution).or_default();
        if !of.contains(&number) {
            of.push(number);
        }
    }

    /// What the report reports of the utterance's reference: the sentence of it that shares most with the quotation.
    fn in_reference(&self, number: usize, link: &Likeness) -> Option<Span> {
        let utterance = &self.utterances[number];
        let quote = link.quote;
        if quote.attribution == utterance.reference {
            return Some(quote.span);
        }
        let document = self.material.attributions[utterance.reference].document;
        let sentences = self.statements.of[document].iter().filter(|other| other.attribution == utterance.reference);
        let most = sentences.max_by_key(|other| (shared(other, quote), std::cmp::Reverse(other.span)));
        let same = most.filter(|sentence| shared(sentence, quote) * 2 > sentence.stems.len().min(quote.stems.len()));
        same.map(|sentence| sentence.span)
    }

    fn finish(mut self) -> Vec<Utterance> {
        self.utterances.sort_by_key(|utterance| (utterance.reference, utterance.kind));
        self.utterances
    }
}

/// How many words two statements share.
fn shared(a: &Statement, b: &Statement) -> usize {
    a.stems.iter().filter(|stem| b.stems.iter().any(|other| other.number == stem.number)).count()
}
