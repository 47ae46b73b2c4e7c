//! Documents that others copied, in whole or in part, in `fixtures/copies`: a wire report, two outlets that print it, one
//! that takes two sentences of it, and one that wrote its own.

use misquote::report::{self, Utterance};
use misquote::{Document, Options, Report, document};
use std::fs;
use std::path::{Path, PathBuf};

/// The report on the articles whose file is not left out.
fn told(left_out: &[&str]) -> Report {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/copies");
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let name = path.file_stem()?.to_str()?;
        let text = fs::read(path).unwrap();
        (!left_out.contains(&name)).then(|| document::plain(text, name, "").unwrap().document)
    };
    misquote::check(&paths.iter().filter_map(read).collect::<Vec<_>>(), &Options::default())
}

/// The utterance whose fullest report has these words.
fn said<'r>(report: &'r Report, words: &str) -> &'r Utterance {
    let has = |said: &&Utterance| report.attributions[said.reference].attribution.content.text.contains(words);
    report.utterances.iter().find(has).unwrap()
}

#[test]
fn what_is_a_copy_of_what() {
    let report = told(&[]);
    let named = |id: usize| report.documents[id].name.as_str();
    let line = |document: &report::Document| {
        let shared: Vec<&str> = document.shared.iter().map(|shared| named(shared.document)).collect();
        format!(
            "{}: copy of {:?}, passages of {shared:?}, from {:?}",
            document.name,
            document.copy_of.map(named),
            document.agency.as_deref()
        )
    };
    let lines: Vec<String> = report.documents.iter().map(line).collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    beacon: copy of Some("osmere-wire"), passages of ["osmere-wire"], from None
    gazette: copy of Some("osmere-wire"), passages of ["osmere-wire", "osmere-wire"], from Some("Osmere Wire")
    herald: copy of None, passages of ["osmere-wire"], from None
    osmere-wire: copy of None, passages of [], from Some("Osmere Wire")
    packet: copy of None, passages of [], from None
    "#);
}

#[test]
fn copies_count_as_one_report() {
    let report = told(&[]);
    let outlets = |said: &Utterance| said.members.len();
    let engineer = said(&report, "loaded lorry");
    assert_eq!(
        (outlets(engineer), engineer.independent),
        (5, 3),
        "the wire with its two copies, the Packet, the Herald"
    );
    let shopkeeper = said(&report, "known about that crack");
    assert_eq!((outlets(shopkeeper), shopkeeper.independent), (3, 1), "the Herald lifted it from the wire");
}

#[test]
fn a_brief_with_the_same_words_is_a_copy() {
    let text =
        "The pier fell on Friday. “We will not rebuild it in my lifetime,” said Nadia Frost, who runs the harbour.";
    let straight = text.replace(['“', '”'], "\"");
    let report = misquote::check(&[Document::new("a", text), Document::new("b", straight)], &Options::default());
    assert_eq!((report.documents[1].copy_of, report.utterances[0].independent), (Some(0), 1));
    let other = text.replace("Friday", "Sunday");
    let report = misquote::check(&[Document::new("a", text), Document::new("b", other)], &Options::default());
    assert_eq!((report.documents[1].copy_of, report.utterances[0].independent), (None, 2));
}

#[test]
fn a_copy_raises_nothing_that_is_told_already() {
    let codes = |report: &Report| report.findings.iter().map(|finding| finding.code.clone()).collect::<Vec<_>>();
    assert_eq!(codes(&told(&["beacon", "gazette"])), ["altered-negation"]);
    assert_eq!(codes(&told(&[])), ["altered-negation"]);
}

#[test]
fn people_are_told_of_copies() {
    let report = told(&[]);
    let mut out = Vec::new();
    let look = misquote::report::human::Look {
        colour: false,
        width: 80,
        utterances: misquote::report::human::Utterances::All,
    };
    misquote::report::human::write(&report, &[], &mut out, look).unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}
