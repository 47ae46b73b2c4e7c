//! The stages on small texts: `fixtures/cases/*.toml` shows what each finds, and made-up texts show what always holds.

use misquote::Span;
use misquote::quotation::{Quotation, Use, quotations};
use misquote::sentence::sentences;
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases<T> {
    case: Vec<T>,
}

#[derive(Deserialize)]
struct QuotationCase {
    name: String,
    text: String,
    quotations: Vec<String>,
}

#[derive(Deserialize)]
struct SentenceCase {
    name: String,
    text: String,
    sentences: Vec<String>,
}

/// The cases of a file in `fixtures/cases`.
fn cases<T: serde::de::DeserializeOwned>(file: &str) -> Vec<T> {
    let path = format!("{}/fixtures/cases/{file}", env!("CARGO_MANIFEST_DIR"));
    let data = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    toml::from_str::<Cases<T>>(&data).unwrap_or_else(|error| panic!("{path}: {error}")).case
}

/// Panics with every case whose outcome is not the expected one.
fn compare(outcomes: impl Iterator<Item = (String, Vec<String>, Vec<String>)>) {
    let wrong: Vec<String> = outcomes
        .filter(|(_, expected, found)| expected != found)
        .map(|(name, expected, found)| format!("{name}\n  expected {expected:#?}\n  found    {found:#?}"))
        .collect();
    assert!(wrong.is_empty(), "{} cases differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// A quotation in the notation of the case file.
fn show(text: &str, quotation: &Quotation) -> String {
    let mut line = format!("{:?}", quotation.marks).to_lowercase();
    let mut add = |flag: String| line.push_str(&flag);
    if let Some(parent) = quotation.parent {
        add(format!(" in {parent}"));
    }
    if !quotation.closed {
        add(" open".into());
    }
    if let Some(earlier) = quotation.continues {
        add(format!(" after {earlier}"));
    }
    if quotation.usage != Use::Speech {
        add(format!(" {:?}", quotation.usage).to_lowercase());
    }
    format!("{line}: {}", quotation.content.of(text))
}

#[test]
fn quotations_of_the_cases() {
    compare(cases::<QuotationCase>("quotations.toml").into_iter().map(|case| {
        let found = quotations(&case.text, 0).iter().map(|quotation| show(&case.text, quotation)).collect();
        (case.name, case.quotations, found)
    }));
}

#[test]
fn sentences_of_the_cases() {
    compare(cases::<SentenceCase>("sentences.toml").into_iter().map(|case| {
        let spans = sentences(&case.text, 0, &quotations(&case.text, 0));
        let found = spans.iter().map(|span| span.of(&case.text).to_string()).collect();
        (case.name, case.sentences, found)
    }));
}

#[test]
fn nothing_before_the_body_is_read() {
    let text = "title: “Rain”. Snow.\n“Salt,” she said. He left.";
    let body = text.find('\n').unwrap();
    let quoted = quotations(text, body);
    assert_eq!(quoted.len(), 1);
    assert_eq!(sentences(text, body, &quoted).len(), 2);
    assert!(quotations(text, text.len()).is_empty());
}

/// Texts of words, marks of every kind, stops and line breaks: closer to trouble than any article.
fn troubled_text() -> impl Strategy<Value = String> {
    let words = ["a", "Rain", "players", "em", "90s", "said", "U.S.", "Sen.", "6", "é", "渡", "the film", "No", "😀"];
    let marks = ["“", "”", "„", "‟", "\"", "＂", "''", "``", "’’", "«", "»", "‘", "’", "'", "`", "´", "‹", "›"];
    let others = [
        " ", " ", " ", ".", ",", "?", "!", "…", ". . .", "—", "-", "(", ")", "\n", "\r\n", "\u{2028}", "\u{a0}",
        "\u{200b}",
    ];
    let piece = prop_oneof![
        proptest::sample::select(words.to_vec()),
        proptest::sample::select(marks.to_vec()),
        proptest::sample::select(others.to_vec()),
    ];
    proptest::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

/// What holds of the quotations of any text.
fn check_quotations(text: &str, found: &[Quotation]) {
    let on_boundaries = |span: Span| text.get(span.start..span.end).is_some();
    for (index, quotation) in found.iter().enumerate() {
        assert!(on_boundaries(quotation.span) && on_boundaries(quotation.content));
        assert!(quotation.span.contains(quotation.content) && !quotation.content.is_empty());
        assert_eq!(quotation.content, quotation.content.trim(text));
        assert!(!quotation.span.of(text).contains(['\n', '\r', '\u{2028}']));
        if let Some(parent) = quotation.parent {
            assert!(parent < index && found[parent].content.contains(quotation.span));
        }
        if let Some(earlier) = quotation.continues {
            assert!(earlier < index && !found[earlier].closed && found[earlier].span.end <= quotation.span.start);
        }
    }
    for pair in found.windows(2) {
        assert!(pair[0].span.start < pair[1].span.start);
        assert!(pair[0].span.end <= pair[1].span.start || pair[0].content.contains(pair[1].span));
    }
}

/// What holds of the sentences of any text: they are in order, trimmed, on one line, and leave out nothing but space.
fn check_sentences(text: &str, found: &[Span]) {
    let mut end = 0;
    for span in found {
        assert!(end <= span.start && !span.is_empty());
        assert_eq!(*span, span.trim(text));
        assert!(!span.of(text).contains(['\n', '\r', '\u{2028}']));
        assert!(text[end..span.start].trim().is_empty());
        end = span.end;
    }
    assert!(text[end..].trim().is_empty());
}

/// Both stages on one text, checked.
fn check(text: &str) {
    let quoted = quotations(text, 0);
    check_quotations(text, &quoted);
    check_sentences(text, &sentences(text, 0, &quoted));
}

proptest! {
    #[test]
    fn spans_hold_on_troubled_texts(text in troubled_text()) {
        check(&text);
    }

    #[test]
    fn spans_hold_on_any_text(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn a_paragraph_is_read_by_itself(one in troubled_text(), two in troubled_text()) {
        let alone = quotations(&two, 0);
        let text = format!("{one}\n\n{two}");
        let from = one.len() + 2;
        let both = quotations(&text, 0);
        let spans = |found: &[Quotation], from: usize| -> Vec<Span> {
            let found = found.iter().filter(|quotation| quotation.span.start >= from);
            found.map(|quotation| Span::new(quotation.span.start - from, quotation.span.end - from)).collect()
        };
        prop_assert_eq!(spans(&alone, 0), spans(&both, from));
    }
}

#[test]
fn very_many_marks_are_read() {
    for text in ["“".repeat(100_000), "\"a ".repeat(100_000), "'a s' ".repeat(100_000), "“‘\"'’”".repeat(50_000)]
    {
        check(&text);
    }
    check(&format!("{}{}", "“a ".repeat(50_000), "b” ".repeat(50_000)));
}
