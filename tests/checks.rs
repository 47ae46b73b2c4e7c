//! Every check has a story that fires it once and one that looks alike and stays quiet, both in `fixtures/checks/CODE`.
//! What they print is kept in `tests/snapshots`.

use misquote::checks::CHECKS;
use misquote::finding::Field;
use misquote::report::Finding;
use misquote::{Document, Options, Report, document};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_check_fires_once_on_its_story() {
    for check in CHECKS {
        let (report, _) = told(check.code, "fires");
        let fired = report.findings.iter().filter(|finding| finding.code == check.code).count();
        assert_eq!(fired, 1, "{}: {:#?}", check.code, report.findings);
    }
}

#[test]
fn every_check_fires_once_on_its_example_and_says_so_of_both_outlets() {
    for check in CHECKS {
        let (report, articles) = check.tried();
        let codes: Vec<&str> = report.findings.iter().map(|finding| finding.code.as_str()).collect();
        assert_eq!(codes, [check.code], "{}", check.example);
        assert!(articles.len() > 1 && articles.iter().all(|article| !article.outlet.is_empty()), "{}", check.code);
    }
}

#[test]
fn every_check_is_quiet_on_what_looks_alike() {
    for check in CHECKS {
        let (report, _) = told(check.code, "quiet");
        let fired: Vec<&Finding> = report.findings.iter().filter(|finding| finding.code == check.code).collect();
        assert!(fired.is_empty(), "{}: {fired:#?}", check.code);
    }
}

#[test]
fn what_the_stories_tell() {
    for check in CHECKS {
        let (report, documents) = told(check.code, "fires");
        insta::assert_snapshot!(check.code, show(&report, &documents));
    }
}

#[test]
fn codes_are_sorted_and_explained() {
    let codes: Vec<&str> = CHECKS.iter().map(|check| check.code).collect();
    let mut sorted = codes.clone();
    sorted.sort_unstable();
    assert_eq!(codes, sorted);
    for check in CHECKS {
        assert!(!check.why.is_empty() && !check.example.is_empty() && !check.wrong.is_empty(), "{}", check.code);
    }
}

/// The report on a story, and its documents by name.
fn told(code: &str, which: &str) -> (Report, Vec<Document>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/checks").join(code).join(which);
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let documents: Vec<Document> = paths.iter().map(|path| read(path)).collect();
    (misquote::check(&documents, &Options::default()), documents)
}

fn read(path: &Path) -> Document {
    let name = path.file_name().unwrap().to_str().unwrap();
    document::plain(fs::read(path).unwrap(), name, "").unwrap().document
}

/// The findings, each with what its evidence covers.
fn show(report: &Report, documents: &[Document]) -> String {
    let mut out = String::new();
    for finding in &report.findings {
        let (severity, confidence) = (finding.severity, finding.confidence);
        writeln!(out, "{severity} {} ({confidence:?}): {}", finding.code, finding.message).unwrap();
        for evidence in &finding.evidence {
            let document = &documents[evidence.document];
            let text = match evidence.field {
                Field::Text => &document.text,
                Field::Title => document.title.as_ref().unwrap(),
            };
            let covered: String =
                text.chars().skip(evidence.span.start).take(evidence.span.end - evidence.span.start).collect();
            writeln!(out, "  {}: {}: {covered}", document.name, evidence.label).unwrap();
        }
    }
    out
}
