//! Assembling: a corpus in the form of a report. Bytes become code points here, and positions become ids; nothing is
//! judged any more.

use super::fingerprint::{fingerprint, hexadecimal, sides};
use super::{Aligned, Also, Attribution, Difference, Document, Evidence, Finding, Generator, Member, Offsets, Or};
use super::{
    Passage, Passages, Placed, Provenance, Record, Referent, Report, Role, SCHEMA, Shared, Span, Speaker, Utterance,
};
use crate::corpus::{self, Corpus};
use crate::finding::{self, Field};
use crate::house::House;
use crate::speaker::identity::Identity;
use crate::{attribution, copy, document, provenance, speaker, utterance};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

/// A corpus, and what was found and not found in it, as a report.
pub(crate) fn report(
    corpus: &Corpus<'_>,
    findings: Vec<finding::Finding>,
    problems: Vec<document::Problem>,
    house: &House,
) -> Report {
    let pages: Vec<Page<'_>> = corpus.documents.par_iter().map(|document| Page::new(document)).collect();
    let book = Book { corpus, pages: &pages, house };
    let (findings, suppressed) = book.findings(findings);
    let mut report = Report {
        schema: SCHEMA.to_owned(),
        generator: Generator { version: env!("CARGO_PKG_VERSION").to_owned(), model: None },
        documents: (0..pages.len()).into_par_iter().map(|id| book.document(id)).collect(),
        speakers: corpus.identities.iter().enumerate().map(|(id, identity)| book.speaker(id, identity)).collect(),
        attributions: corpus.attributions.par_iter().enumerate().map(|(id, placed)| book.placed(id, placed)).collect(),
        utterances: corpus.utterances.par_iter().enumerate().map(|(id, said)| book.utterance(id, said)).collect(),
        findings,
        suppressed,
        known: Vec::new(),
        problems,
    };
    report.order(&ranks(corpus));
    report
}

/// The rank of each document by name.
fn ranks(corpus: &Corpus<'_>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..corpus.documents.len()).collect();
    order.sort_by_key(|&document| corpus.documents[document]);
    let mut ranks = vec![0; order.len()];
    order.into_iter().enumerate().for_each(|(rank, document)| ranks[document] = rank);
    ranks
}

/// The attributions of one document as lines of `extract`.
pub(crate) fn records<'d>(
    document: &'d document::Document,
    attributions: &'d [attribution::Attribution],
) -> impl Iterator<Item = Record> {
    let page = Page::new(document);
    attributions
        .iter()
        .map(move |attribution| Record { document: document.name.clone(), attribution: page.attribution(attribution) })
}

/// A document with the means to count its code points.
struct Page<'d> {
    document: &'d document::Document,
    offsets: Offsets<'d>,
}

impl<'d> Page<'d> {
    fn new(document: &'d document::Document) -> Self {
        Page { document, offsets: Offsets::new(&document.text) }
    }

    fn span(&self, span: document::Span) -> Span {
        Span { start: self.offsets.code_point(span.start), end: self.offsets.code_point(span.end) }
    }

    fn passage(&self, place: document::Span) -> Passage {
        let Span { start, end } = self.span(place);
        Passage { start, end, text: self.document.slice(place).to_owned() }
    }

    fn list(&self, spans: &[document::Span]) -> Vec<Passage> {
        spans.iter().map(|&span| self.passage(span)).collect()
    }

    fn passages(&self, spans: &[document::Span]) -> Passages {
        let texts: Vec<&str> = spans.iter().map(|&span| self.document.slice(span)).collect();
        Passages { text: texts.join(" "), spans: self.list(spans) }
    }

    fn passages_if_any(&self, spans: &[document::Span]) -> Option<Passages> {
        (!spans.is_empty()).then(|| self.passages(spans))
    }

    fn attribution(&self, attribution: &attribution::Attribution) -> Attribution {
        let words = |span: Option<document::Span>| span.map(|span| self.document.slice(span).to_owned());
        Attribution {
            kind: attribution.kind,
            content: self.passages(&attribution.content),
            quoted: self.list(&attribution.quoted),
            cue: self.passages_if_any(&attribution.cue),
            source: self.passages_if_any(&attribution.source),
            speaker: attribution.speaker.as_ref().map(referent),
            addressee: words(attribution.addressee),
            via: words(attribution.via),
            occasion: words(attribution.occasion),
            confidence: hundredths(attribution.confidence),
        }
    }
}

fn referent(speaker: &speaker::Speaker) -> Referent {
    let also = |(name, kind): &(String, _)| Also { name: name.clone(), kind: *kind };
    let or = |(name, confidence): &(String, f32)| Or { name: name.clone(), confidence: hundredths(*confidence) };
    Referent {
        id: None,
        name: speaker.name.clone(),
        kind: speaker.kind,
        role: speaker.role.clone(),
        disclosed: speaker.disclosed.clone(),
        confidence: hundredths(speaker.confidence),
        also: speaker.also.iter().map(also).collect(),
        or: speaker.or.iter().map(or).collect(),
    }
}

/// A confidence to two decimals, as far as it can be trusted.
fn hundredths(confidence: f32) -> f64 {
    (f64::from(confidence) * 100.0).round() / 100.0
}

/// A corpus with the means to count the code points of each document.
struct Book<'c> {
    corpus: &'c Corpus<'c>,
    pages: &'c [Page<'c>],
    house: &'c House,
}

impl Book<'_> {
    fn document(&self, id: usize) -> Document {
        let (document, copies) = (self.corpus.documents[id], &self.corpus.copies);
        let passage =
            |passage: &copy::Passage| Shared { span: self.pages[id].span(passage.span), document: passage.of };
        Document {
            id,
            name: document.name.clone(),
            outlet: document.outlet.clone(),
            owner: self.house.owners.of(&document.outlet).map(str::to_owned),
            agency: copies.agency(id).map(str::to_owned),
            copy_of: copies.original(id),
            shared: copies.passages(id).iter().map(passage).collect(),
            date: document.date,
            title: document.title.clone(),
            text_sha256: hexadecimal(&Sha256::digest(&document.text)),
        }
    }

    /// How many of an utterance's reports are independent of each other.
    fn independent(&self, utterance: &utterance::Utterance) -> usize {
        let report = |member: &utterance::Member| {
            let document = self.corpus.attributions[member.attribution].document;
            (document, member.own.first().copied().unwrap_or_default())
        };
        let reports: Vec<(usize, document::Span)> = utterance.members.iter().map(report).collect();
        let house = |document: usize| {
            let outlet = &self.corpus.documents[document].outlet;
            self.house.owners.of(outlet).unwrap_or(outlet)
        };
        self.corpus.copies.independent(&reports, house)
    }

    fn speaker(&self, id: usize, identity: &Identity) -> Speaker {
        let role = |(document, role): &(usize, speaker::Role)| Role {
            role: role.text.clone(),
            document: *document,
            span: self.pages[*document].span(role.span),
        };
        Speaker {
            id,
            name: identity.name.clone(),
            kind: identity.kind,
            aliases: identity.aliases.clone(),
            roles: identity.roles.iter().map(role).collect(),
        }
    }

    fn placed(&self, id: usize, placed: &corpus::Placed) -> Placed {
        let mut attribution = self.pages[placed.document].attribution(&placed.attribution);
        if let Some(speaker) = &mut attribution.speaker {
            speaker.id = placed.speaker;
        }
        Placed { id, document: placed.document, attribution }
    }

    fn utterance(&self, id: usize, utterance: &utterance::Utterance) -> Utterance {
        Utterance {
            id,
            kind: utterance.kind,
            speaker: self.speaker_of(utterance.reference),
            reference: utterance.reference,
            independent: self.independent(utterance),
            members: utterance.members.iter().map(|member| self.member(member, utterance.reference)).collect(),
        }
    }

    /// The name across documents of an attribution's speaker, else the one its document gives.
    fn speaker_of(&self, attribution: usize) -> Option<String> {
        let placed = &self.corpus.attributions[attribution];
        let named = placed.speaker.map(|speaker| self.corpus.identities[speaker].name.clone());
        named.or_else(|| placed.attribution.speaker.as_ref()?.name.clone())
    }

    fn page_of(&self, attribution: usize) -> &Page<'_> {
        &self.pages[self.corpus.attributions[attribution].document]
    }

    fn member(&self, member: &utterance::Member, reference: usize) -> Member {
        let (own, other) = (self.page_of(member.attribution), self.page_of(reference));
        let difference = |difference: &utterance::Difference| Difference {
            kind: difference.kind,
            detail: difference.detail.clone(),
            own: own.list(&difference.own),
            reference: other.list(&difference.reference),
        };
        Member {
            attribution: member.attribution,
            aligned: Aligned { own: own.list(&member.own), reference: other.list(&member.reference) },
            differences: member.differences.iter().map(difference).collect(),
            confidence: member.confidence.map(hundredths),
            provenance: self.provenance(member.attribution),
        }
    }

    /// How the outlet of an attribution's document came by the words.
    fn provenance(&self, attribution: usize) -> Option<Provenance> {
        let placed = &self.corpus.attributions[attribution];
        let document = self.corpus.documents[placed.document];
        let found = provenance::provenance(document, &placed.attribution)?;
        let medium = found.medium.map(|span| document.slice(span).to_owned());
        Some(Provenance { way: found.way, medium, own: found.own })
    }

    /// The findings to tell of, and the fingerprints of those that are not to be told of.
    fn findings(&self, findings: Vec<finding::Finding>) -> (Vec<Finding>, Vec<String>) {
        let mut seen = FxHashMap::default();
        let (mut told, mut suppressed) = (Vec::new(), Vec::new());
        for finding in findings {
            let silent = self.is_suppressed(&finding);
            let finding = self.finding(finding, &mut seen);
            if silent { suppressed.push(finding.fingerprint) } else { told.push(finding) }
        }
        (told, suppressed)
    }

    /// Whether one of the documents that a finding sets against each other asks not to tell of it.
    fn is_suppressed(&self, finding: &finding::Finding) -> bool {
        let ignored = |side: &finding::Evidence| &self.corpus.documents[side.document].ignore;
        sides(finding).into_iter().any(|side| ignored(side).iter().any(|code| code == finding.code))
    }

    fn finding(&self, finding: finding::Finding, seen: &mut FxHashMap<String, usize>) -> Finding {
        let first = fingerprint(self.corpus, &finding, 0);
        let repeat = seen.entry(first.clone()).and_modify(|count| *count += 1).or_insert(0);
        let fingerprint = if *repeat == 0 { first } else { fingerprint(self.corpus, &finding, *repeat) };
        Finding {
            code: finding.code.to_owned(),
            severity: finding.severity,
            confidence: finding.confidence,
            message: finding.message,
            fingerprint,
            utterance: finding.utterance,
            evidence: finding.evidence.into_iter().map(|evidence| self.evidence(evidence)).collect(),
        }
    }

    fn evidence(&self, evidence: finding::Evidence) -> Evidence {
        let page = &self.pages[evidence.document];
        let title = || page.document.title.as_deref().unwrap_or_default();
        let span = match evidence.field {
            Field::Text => page.span(evidence.span),
            Field::Title => {
                let code_point = |byte| title()[..byte].chars().count();
                Span { start: code_point(evidence.span.start), end: code_point(evidence.span.end) }
            }
        };
        Evidence { document: evidence.document, span, field: evidence.field, label: evidence.label }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;
    use crate::finding::{Confidence, Severity};
    use crate::speaker::SpeakerKind;
    use crate::utterance::{DifferenceKind, UtteranceKind};
    use crate::{Document, Kind};

    /// The first place of `words`.
    fn place(document: &Document, words: &str) -> Span {
        let start = document.text.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    fn said(document: &Document, content: &[&str], name: &str) -> attribution::Attribution {
        attribution::Attribution {
            kind: Kind::Direct,
            content: content.iter().map(|words| place(document, words)).collect(),
            quoted: content.iter().map(|words| place(document, words)).collect(),
            cue: vec![place(document, "said")],
            source: vec![place(document, name)],
            speaker: Some(speaker::Speaker {
                disclosed: Vec::new(),
                name: Some(name.to_owned()),
                kind: SpeakerKind::Person,
                role: None,
                confidence: 0.9,
                also: Vec::new(),
                or: vec![("Bo Ek".to_owned(), 0.1)],
                person: Some(0),
            }),
            addressee: None,
            via: None,
            occasion: None,
            confidence: 1.0 / 3.0,
        }
    }

    /// Two documents that disagree on one word, in texts where bytes and code points differ.
    fn articles() -> [Document; 2] {
        [
            Document::new("a", "\u{feff}😀\r\n\r\n“Yes,” Ann\u{a0}Ås said. “It is good.”"),
            Document { title: Some("Ås: “Bad”".into()), ..Document::new("b", "“It is bad,” said Ås.") },
        ]
    }

    fn corpus([a, b]: &[Document; 2]) -> Corpus<'_> {
        let placed = |document, attribution| corpus::Placed { document, attribution, speaker: Some(0) };
        let role = speaker::Role { text: "Ås".into(), span: place(b, "Ås") };
        let wording = utterance::Difference {
            kind: DifferenceKind::Wording,
            detail: "good / bad".into(),
            own: vec![place(b, "bad")],
            reference: vec![place(a, "good")],
            bearing: utterance::Bearing::Sense,
            missing: false,
        };
        let member = |attribution, own, differences| utterance::Member {
            attribution,
            own: vec![own],
            reference: vec![place(a, "It is good.")],
            differences,
            confidence: None,
        };
        Corpus {
            documents: vec![a, b],
            attributions: vec![
                placed(0, said(a, &["Yes,", "It is good."], "Ann\u{a0}Ås")),
                placed(1, said(b, &["It is bad,"], "Ås")),
            ],
            identities: vec![Identity {
                name: "Ann Ås".into(),
                kind: SpeakerKind::Person,
                aliases: vec!["Ås".into()],
                roles: vec![(1, role)],
                bare: false,
            }],
            utterances: vec![utterance::Utterance {
                kind: UtteranceKind::Verbatim,
                reference: 0,
                members: vec![
                    member(0, place(a, "It is good."), Vec::new()),
                    member(1, place(b, "It is bad,"), vec![wording]),
                ],
            }],
            copies: copy::Copies::default(),
        }
    }

    fn finding([a, b]: &[Document; 2]) -> finding::Finding {
        let evidence = |document, span, field| finding::Evidence { document, span, field, label: "here".into() };
        let title = b.title.as_deref().unwrap().find("Bad").unwrap();
        finding::Finding {
            code: "altered-wording",
            severity: Severity::Warning,
            confidence: Confidence::High,
            message: "One word differs.".into(),
            utterance: Some(0),
            evidence: vec![
                evidence(0, place(a, "good"), Field::Text),
                evidence(1, Span::new(title, title + 3), Field::Title),
            ],
        }
    }

    #[test]
    fn a_whole_report() {
        let articles = articles();
        let report = report(&corpus(&articles), vec![finding(&articles); 2], Vec::new(), &House::default());
        let json = serde_json::to_string_pretty(&report).unwrap();
        assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
        insta::assert_snapshot!(json);
    }

    #[test]
    fn lines_of_extract() {
        let articles = articles();
        let attribution = said(&articles[0], &["Yes,", "It is good."], "Ann\u{a0}Ås");
        let record = records(&articles[0], &[attribution]).next().unwrap();
        let json = serde_json::to_string(&record).unwrap();
        assert_eq!(serde_json::from_str::<Record>(&json).unwrap(), record);
        insta::assert_snapshot!(json);
    }
}
