//! Utterances, whatever is put in: spans lie inside what was said, and the report does not depend on the order of the
//! documents or the number of threads.

use misquote::attribution::Kind;
use misquote::corpus::Placed;
use misquote::utterance::{Utterance, utterances};
use misquote::{Attribution, Document, Options, Span, check};
use proptest::prelude::*;

/// What may be said: parts that are put together in all ways, awkward characters among them.
const PARTS: &[&str] = &[
    "We will not close the hill school before the winter.",
    "we won’t close the hill school",
    "Every figure in the return was right … when I signed it",
    "every figure [in March] was right when I signed",
    "It cost 37,000 feet of cable, twenty-five percent!",
    "a “total” naïveté\u{a0}of the board",
    "[W]e the people",
    "—",
    "f***ing dam",
    "Nobody warned us. Nobody\u{ad}asked. Nobody paid $2.5 million",
];

fn document(name: usize, parts: &[usize]) -> (Document, Vec<Span>) {
    let mut text = String::from("é: ");
    let mut spans = Vec::new();
    for &part in parts {
        let start = text.len();
        text.push_str(PARTS[part % PARTS.len()]);
        spans.push(Span::new(start, text.len()));
        text.push_str(" said she. ");
    }
    (Document::new(format!("d{name}"), text), spans)
}

fn placed(document: usize, kind: Kind, spans: Vec<Span>) -> Placed {
    let attribution = Attribution {
        kind,
        content: spans.clone(),
        quoted: spans,
        cue: Vec::new(),
        source: Vec::new(),
        speaker: None,
        addressee: None,
        via: None,
        occasion: None,
        confidence: 1.0,
    };
    Placed { document, attribution, speaker: None }
}

fn inside(spans: &[Span], places: &[Span], text: &str) -> bool {
    let within = |span: &Span| places.iter().any(|place| place.contains(*span));
    spans.iter().all(|span| within(span) && text.is_char_boundary(span.start) && text.is_char_boundary(span.end))
}

fn sound(utterance: &Utterance, documents: &[&Document], attributions: &[Placed]) -> bool {
    let place = |attribution: usize| {
        let placed = &attributions[attribution];
        (placed.attribution.content.as_slice(), documents[placed.document].text.as_str())
    };
    let (home, home_text) = place(utterance.reference);
    utterance.members.iter().all(|member| {
        let (content, text) = place(member.attribution);
        let differences = member.differences.iter().all(|difference| {
            !difference.own.is_empty()
                && inside(&difference.own, content, text)
                && inside(&difference.reference, home, home_text)
        });
        let aligned = inside(&member.own, content, text) && inside(&member.reference, home, home_text);
        aligned && !member.own.is_empty() && !member.reference.is_empty() && differences
    })
}

/// How many utterances two reports of one council meeting share, the second so many days later.
fn shared(first: &str, second: &str, days: i8) -> usize {
    let start = "The harbour council of Kessary met to settle the dispute over the old ferry terminal and its leaking \
                 fuel tanks.";
    let written = |name: &str, day: i8, line: &str| {
        let mut document = Document::new(name, format!("{start}\n\n{line}\n"));
        document.date = Some(jiff::civil::date(2024, 3, day));
        document
    };
    let documents = [written("beacon", 1, first), written("herald", 1 + days, second)];
    check(&documents, &Options::default()).utterances.len()
}

#[test]
fn a_fragment_is_said_again_days_later() {
    let said = "“The place is a floating disgrace, and everybody knows it,” Mayor Ada Quill said.";
    let fragment = "Mayor Ada Quill called the place a “floating disgrace” on the radio.";
    assert_eq!([0, 3, 9].map(|days| shared(said, fragment, days)), [1, 1, 0]);
}

#[test]
fn a_short_sentence_of_one_speaker_is_enough_where_others_stand_beside_it() {
    let one = "This is not about every captain on the lake. Ferries should sail tonight";
    for (other, expected) in [
        ("Ferries should sail tonight, but whoever sees fog and has passengers on board should wait in the harbour", 1),
        ("Ferries should rest tonight, but whoever sees fog and has passengers on board should wait in the harbour", 0),
    ] {
        let said = |words: &str| format!("“{words},” Mayor Ada Quill said.");
        assert_eq!(shared(&said(one), &said(other), 0), expected, "{other}");
    }
}

#[test]
fn a_title_in_both_reports_is_no_utterance() {
    let said = "“We spent a month on the Harbour Lights Fund and nothing else,” Mayor Ada Quill said.";
    assert_eq!(shared(said, "Mayor Ada Quill praised the “Harbour Lights Fund” in a letter.", 0), 0);
    assert_eq!(shared(said, "Mayor Ada Quill regretted having “spent a month” on it.", 0), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn aligned_spans_lie_inside_what_was_said(said in prop::collection::vec(prop::collection::vec(0usize..10, 1..4), 2..6)) {
        let made: Vec<(Document, Vec<Span>)> = said.iter().enumerate().map(|(at, parts)| document(at, parts)).collect();
        let documents: Vec<&Document> = made.iter().map(|(document, _)| document).collect();
        let kind = |at: usize| if at.is_multiple_of(2) { Kind::Direct } else { Kind::Mixed };
        let attributions: Vec<Placed> =
            made.iter().enumerate().map(|(at, (_, spans))| placed(at, kind(at), spans.clone())).collect();
        for utterance in utterances(&documents, &attributions, &[], &[]) {
            prop_assert!(sound(&utterance, &documents, &attributions), "{utterance:#?}");
            prop_assert!(utterance.members.iter().any(|member| member.attribution == utterance.reference));
        }
    }

    #[test]
    fn order_and_threads_change_nothing(
        said in prop::collection::vec(prop::collection::vec(0usize..10, 1..4), 2..5),
        threads in 1usize..4,
    ) {
        let quoted = |(at, parts): (usize, &Vec<usize>)| {
            let lines: Vec<String> = parts.iter().map(|part| format!("“{},” Ada Quill said.", PARTS[*part])).collect();
            Document::new(format!("d{at}"), lines.join("\n\n"))
        };
        let mut documents: Vec<Document> = said.iter().enumerate().map(quoted).collect();
        let one = check(&documents, &Options { threads: 1, ..Options::default() });
        documents.reverse();
        prop_assert_eq!(one, check(&documents, &Options { threads, ..Options::default() }));
    }
}
