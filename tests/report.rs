//! The report through the public interface, as an outside program uses it: the same for any order and any number of
//! threads, and every span says what stands there.

use misquote::report::{Passage, Passages, Report};
use misquote::{Document, Options};
use proptest::prelude::*;
use std::collections::HashMap;

/// What articles are made of: speech in several layouts, and everything that makes offsets go wrong.
const SENTENCES: &[&str] = &[
    "“It is a good day for the whole town,” Mayor Ann Smith said on Monday.",
    "“It is a good day for the town,” Smith said.",
    "\"We have not taken 37,000 euros,\" said John Brown, a spokesman for the council. \"Nobody has.\"",
    "According to a senior official, the council had taken 47,000\u{a0}euros.",
    "The mayor called the report “a disgrace” \u{1f600} and left.",
    "Nobody said a word.",
    "Ann Smith said that the bridge would open in May.",
    "“An odd mark stays open, she said.",
    "‘It’s rock ’n’ roll,’ Jean-Luc Bernard\u{ad}eau told the caf\u{e9}\u{2019}s guests.",
];

const BREAKS: &[&str] = &[" ", "\n\n", "\r\n\r\n", "\u{a0}", "\n"];

fn text() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec((prop::sample::select(SENTENCES), prop::sample::select(BREAKS)), 0..12);
    (any::<bool>(), pieces).prop_map(|(marked, pieces)| {
        let mark = if marked { "\u{feff}" } else { "" };
        pieces.iter().fold(mark.to_owned(), |text, (sentence, end)| text + sentence + end)
    })
}

fn documents() -> impl Strategy<Value = Vec<Document>> {
    let document = |(name, text)| Document::new(["b", "a", "c/1", "c"][name], text);
    prop::collection::vec((0..4_usize, text()).prop_map(document), 0..6)
}

fn check(documents: &[Document], threads: usize) -> Report {
    misquote::check(documents, &Options { threads, ..Options::default() })
}

/// The stretch of `text` that a program which counts code points sees.
fn sliced(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

fn passages<'r>(several: impl IntoIterator<Item = &'r Passages>) -> impl Iterator<Item = &'r Passage> {
    several.into_iter().flat_map(|passages| &passages.spans)
}

/// Every passage of a report with the name of its document.
fn all_passages(report: &Report) -> Vec<(usize, &Passage)> {
    let mut all = Vec::new();
    for placed in &report.attributions {
        let said = &placed.attribution;
        let parts = [Some(&said.content), said.cue.as_ref(), said.source.as_ref()];
        all.extend(passages(parts.into_iter().flatten()).chain(&said.quoted).map(|passage| (placed.document, passage)));
    }
    for utterance in &report.utterances {
        let home = report.attributions[utterance.reference].document;
        for member in &utterance.members {
            let document = report.attributions[member.attribution].document;
            let differences = &member.differences;
            let own = member.aligned.own.iter().chain(differences.iter().flat_map(|difference| &difference.own));
            let other = differences.iter().flat_map(|difference| &difference.reference);
            all.extend(own.map(|passage| (document, passage)));
            all.extend(member.aligned.reference.iter().chain(other).map(|passage| (home, passage)));
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_same_for_any_order_and_any_number_of_threads(documents in documents(), threads in 2..5_usize) {
        let mut turned = documents.clone();
        turned.reverse();
        let one = check(&documents, 1);
        prop_assert_eq!(&check(&turned, threads), &one);
        prop_assert_eq!(&check(&documents, 0), &one);
    }

    #[test]
    fn it_survives_serde(documents in documents()) {
        let report = check(&documents, 1);
        let json = serde_json::to_string(&report).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Report>(&json).unwrap(), &report);
    }

    #[test]
    fn every_span_says_what_stands_there(text in text(), other in text()) {
        let documents = [Document::new("a", text.as_str()), Document::new("b", other.as_str())];
        let report = check(&documents, 1);
        for (document, passage) in all_passages(&report) {
            let text = &documents[document].text;
            prop_assert_eq!(&sliced(text, passage.start, passage.end), &passage.text);
        }
        for finding in &report.findings {
            for evidence in &finding.evidence {
                prop_assert!(evidence.span.start < evidence.span.end);
                prop_assert!(evidence.span.end <= documents[evidence.document].text.chars().count());
            }
        }
    }

    #[test]
    fn content_is_its_parts_joined(text in text()) {
        for placed in check(&[Document::new("a", text)], 1).attributions {
            let parts: Vec<String> = placed.attribution.content.spans.into_iter().map(|span| span.text).collect();
            prop_assert_eq!(parts.join(" "), placed.attribution.content.text);
        }
    }
}

/// Articles in which numbers, speakers and ranks differ.
fn quarrel() -> Vec<Document> {
    let article = |name: &str, text: &str| Document::new(name, text);
    vec![
        article(
            "a",
            "“We have taken 37,000 euros from the old fund,” Mayor Ann Smith said on Monday.\n\nJohn Brown, deputy director \
             of the Port Authority, said the quay was safe.\n\n“Nobody warned us that the dam would fail this year,” \
             Governor Iris Bell said.\n",
        ),
        article(
            "b",
            "“We have taken 47,000 euros from the old fund,” Mayor Ann Smith said on Monday.\n\nJohn Brown, director of the \
             Port Authority, said the quay was safe.\n\n“Nobody warned us that the dam would fail this year,” engineer \
             Paul Maddox said.\n",
        ),
    ]
}

fn fingerprints(documents: &[Document]) -> Vec<String> {
    let mut prints: Vec<String> = check(documents, 1).findings.into_iter().map(|finding| finding.fingerprint).collect();
    prints.sort();
    prints
}

const UNRELATED: &[&str] = &[
    "The sun shone over the valley for most of the week.",
    "Tickets cost four crowns, and children travel free.",
    "A brass band played in the square until it began to rain.",
    "“The apples are early,” said a woman at the market.",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn fingerprints_outlive_unrelated_edits(
        paragraphs in prop::collection::vec((0..2_usize, 0..4_usize, prop::sample::select(UNRELATED)), 0..4),
        others in prop::collection::vec(prop::sample::select(UNRELATED), 0..3),
        turned in any::<bool>(),
        folder in prop::sample::select(&["", "./news/", "z/"][..]),
    ) {
        let before = quarrel();
        let mut after = before.clone();
        for (document, place, paragraph) in paragraphs {
            let mut text: Vec<&str> = after[document].text.split("\n\n").collect();
            text.insert(place.min(text.len()), paragraph);
            after[document].text = text.join("\n\n");
        }
        after.iter_mut().for_each(|document| document.name = format!("{folder}{}", document.name));
        after.extend(others.iter().enumerate().map(|(nth, text)| Document::new(format!("{nth}"), *text)));
        if turned {
            after.reverse();
        }
        prop_assert_eq!(fingerprints(&before), fingerprints(&after));
    }
}

#[test]
fn different_findings_have_different_fingerprints() {
    let documents = quarrel();
    let mut prints = fingerprints(&documents);
    assert_eq!(prints.len(), 3);
    for (old, new) in [("47,000", "57,000"), ("Paul Maddox", "Jon Ericsen"), ("Brown, director", "Kerr, director")] {
        let mut edited = documents.clone();
        edited[1].text = edited[1].text.replace(old, new);
        edited[0].text = edited[0]
            .text
            .replace("Brown, deputy", if new.starts_with("Kerr") { "Kerr, deputy" } else { "Brown, deputy" });
        let others = fingerprints(&edited);
        assert_eq!(others.iter().filter(|print| !prints.contains(print)).count(), 1, "{old} to {new}");
        assert_eq!(others.len(), 3, "{old} to {new}");
    }
    let same = |name: &'static str| {
        documents.iter().map(move |document| Document { name: format!("{name}{}", document.name), ..document.clone() })
    };
    prints = fingerprints(&same("x").chain(same("y")).collect::<Vec<_>>());
    let distinct: std::collections::HashSet<&String> = prints.iter().collect();
    assert_eq!(distinct.len(), prints.len());
}

#[test]
fn ids_are_positions() {
    let names = ["b", "a", "c"];
    let documents = names.map(|name| Document::new(name, SENTENCES.join("\n\n")));
    let report = check(&documents, 0);
    let positions: HashMap<&str, usize> =
        report.documents.iter().map(|entry| (entry.name.as_str(), entry.id)).collect();
    assert_eq!(positions, HashMap::from([("a", 0), ("b", 1), ("c", 2)]));
    assert!(report.attributions.iter().enumerate().all(|(id, placed)| placed.id == id));
    assert!(report.speakers.iter().enumerate().all(|(id, speaker)| speaker.id == id));
    assert!(report.utterances.iter().enumerate().all(|(id, utterance)| utterance.id == id));
}
