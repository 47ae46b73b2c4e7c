//! Quoted here, reported there: a report in other words is linked to the quotation, with a confidence of its own, and
//! two remarks of one speaker are kept apart.

use misquote::utterance::{DifferenceKind, UtteranceKind};
use misquote::{Document, Options, Report, check};

/// Two reports of one council meeting that end in these words.
fn told(quoted: &str, reported: &str) -> Report {
    told_by("Mayor Ada Quill", quoted, reported)
}

/// The same, the report by another source.
fn told_by(source: &str, quoted: &str, reported: &str) -> Report {
    let start = "The harbour council of Kessary met on Tuesday to settle the dispute over the old ferry terminal and its \
                 leaking fuel tanks.";
    let one = format!("{start}\n\n“{quoted},” Mayor Ada Quill told the council.\n");
    let two = format!("{start}\n\n{source} said {reported}.\n");
    check(&[Document::new("beacon", one), Document::new("herald", two)], &Options::default())
}

#[test]
fn a_report_in_other_words_is_linked_to_the_quotation() {
    let report = told(
        "We will drain every one of the leaking tanks before the winter storms arrive",
        "that the leaking tanks would be drained before winter",
    );
    let [utterance] = report.utterances.as_slice() else { panic!("{:#?}", report.utterances) };
    assert_eq!(utterance.kind, UtteranceKind::Paraphrase);
    let kinds: Vec<DifferenceKind> =
        utterance.members.iter().flat_map(|member| &member.differences).map(|difference| difference.kind).collect();
    assert_eq!(kinds, [DifferenceKind::Form]);
    let sure: Vec<f64> = utterance.members.iter().filter_map(|member| member.confidence).collect();
    assert!(matches!(sure[..], [sure] if (0.5..1.0).contains(&sure)), "{sure:?}");
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
}

#[test]
fn another_remark_of_the_speaker_is_no_paraphrase() {
    let report = told(
        "We will drain every one of the leaking tanks before the winter storms arrive",
        "that nobody had asked her about the tanks until last week",
    );
    assert!(report.utterances.is_empty(), "{:#?}", report.utterances);
}

#[test]
fn who_speaks_for_another_may_report_it_but_not_a_relative() {
    let quoted = "We will drain every one of the leaking tanks before the winter storms arrive";
    let reported = "that the leaking tanks would be drained before next year";
    for (source, expected) in [
        ("Ada Quill", 1),
        ("Tomas Reed, a spokesman for Ada Quill,", 1),
        ("Her brother, Jonas Quill,", 0),
        ("Tomas Reed", 0),
    ] {
        assert_eq!(told_by(source, quoted, reported).utterances.len(), expected, "{source}");
    }
}
