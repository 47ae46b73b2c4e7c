//! The stories under `fixtures/stories`: what `fixtures/stories.toml` says of them is there, and is found.
//!
//! One snapshot lists every planted passage as told of, quiet or not, and the number right is held to a floor; another
//! for each story is the report an editor reads.

use misquote::document::{self, Place};
use misquote::finding::Field;
use misquote::report::{Evidence, Finding, Report};
use misquote::{Document, Options, Severity};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Planted passages that are judged rightly at least.
const FLOOR: usize = 30;

#[derive(Deserialize)]
struct Stories {
    story: Vec<Story>,
}

#[derive(Deserialize)]
struct Story {
    name: String,
    planted: Vec<Planted>,
}

#[derive(Deserialize)]
struct Planted {
    what: String,
    code: Option<String>,
    passages: BTreeMap<String, String>,
}

#[test]
fn planted_passages_stand_in_their_articles() {
    for story in stories() {
        let documents = documents(&story.name);
        for planted in &story.planted {
            for (name, words) in &planted.passages {
                let document = documents.iter().find(|document| document.name == *name);
                let document = document.unwrap_or_else(|| panic!("{}: no article {name}", story.name));
                let place = format!("{}, {}: {name}", story.name, planted.what);
                assert!(document.text.contains(words), "{place} does not say {words:?}");
            }
        }
    }
}

#[test]
fn planted_faults_are_found_and_traps_stay_quiet() {
    let mut listing = String::new();
    let (mut right, mut all) = (0, 0);
    for story in stories() {
        let documents = documents(&story.name);
        let report = misquote::check(&documents, &Options::default());
        writeln!(listing, "\n{}", story.name).unwrap();
        for planted in &story.planted {
            let fault = fault(planted, &report, &documents);
            (right, all) = (right + usize::from(fault.is_none()), all + 1);
            describe(planted, fault, &mut listing);
        }
    }
    insta::assert_snapshot!("planted", format!("{right} of {all} right\n{listing}"));
    assert_floor(right, FLOOR);
}

fn assert_floor(right: usize, floor: usize) {
    assert!(right >= floor, "{right} planted passages are judged rightly, fewer than {floor}");
}

fn describe(planted: &Planted, fault: Option<String>, listing: &mut String) {
    let expected = planted.code.as_deref().unwrap_or("quiet");
    match fault {
        None => writeln!(listing, "PASS {expected}: {}", planted.what).unwrap(),
        Some(fault) => writeln!(listing, "DIFF {expected}: {}\n     {fault}", planted.what).unwrap(),
    }
}

/// What is wrong with the findings about planted passages: the fault is not told of once, or a trap is told of.
fn fault(planted: &Planted, report: &Report, documents: &[Document]) -> Option<String> {
    let about = |finding: &&Finding| concerned(planted, finding, documents) >= 2;
    let about: Vec<&Finding> = report.findings.iter().filter(about).collect();
    let codes: Vec<&str> = about.iter().map(|finding| finding.code.as_str()).collect();
    match &planted.code {
        Some(code) => (!codes.contains(&code.as_str())).then(|| format!("not told of; {codes:?} instead")),
        None => {
            let ours = |evidence: &Evidence| planted.passages.contains_key(&documents[evidence.document].name);
            let loud = |finding: &&&Finding| finding.severity > Severity::Note && finding.evidence.iter().all(ours);
            about.iter().find(loud).map(|finding| format!("{}: {}", finding.code, finding.message))
        }
    }
}

/// In how many planted passages a finding has evidence.
fn concerned(planted: &Planted, finding: &Finding, documents: &[Document]) -> usize {
    let inside = |evidence: &Evidence, name: &str, words: &str| {
        let document = &documents[evidence.document];
        let start = document.text.find(words).map(|byte| document.text[..byte].chars().count());
        document.name == name
            && evidence.field == Field::Text
            && start
                .is_some_and(|start| evidence.span.start < start + words.chars().count() && start < evidence.span.end)
    };
    let passages = planted.passages.iter();
    passages.filter(|(name, words)| finding.evidence.iter().any(|evidence| inside(evidence, name, words))).count()
}

fn stories() -> Vec<Story> {
    toml::from_str::<Stories>(&fs::read_to_string("fixtures/stories.toml").unwrap()).unwrap().story
}

/// Every article of a story in order of name: a file's is its stem, a record's its id.
fn documents(story: &str) -> Vec<Document> {
    let mut documents = Vec::new();
    for entry in fs::read_dir(format!("fixtures/stories/{story}")).unwrap() {
        documents.extend(read(&entry.unwrap().path()));
    }
    documents.sort();
    documents
}

fn read(path: &Path) -> Vec<Document> {
    let bytes = fs::read(path).unwrap();
    let stem = path.file_stem().unwrap().to_str().unwrap();
    if path.extension().is_some_and(|extension| extension == "jsonl") {
        let records = bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
        let place = |line| Place { file: stem, line, outlet: stem };
        records.enumerate().map(|(nth, line)| document::record(line, place(nth + 1)).unwrap().document).collect()
    } else {
        vec![document::plain(bytes, stem, stem).unwrap().document]
    }
}

#[cfg(feature = "cli")]
mod report {
    use super::documents;
    use misquote::Options;
    use misquote::report::human::{self, Look};

    fn drawn(story: &str) -> String {
        let documents = documents(story);
        let report = misquote::check(&documents, &Options::default());
        let mut out = Vec::new();
        human::write(&report, &documents, &mut out, Look { colour: false, width: 80, ..Look::default() }).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn border_talks() {
        insta::assert_snapshot!(drawn("border-talks"));
    }

    #[test]
    fn ferry_inquiry() {
        insta::assert_snapshot!(drawn("ferry-inquiry"));
    }

    #[test]
    fn harbour_dredging() {
        insta::assert_snapshot!(drawn("harbour-dredging"));
    }
}
