//! The stories under `fixtures/stories`: what `fixtures/stories.toml` says of them is there, and is found.
//!
//! One snapshot lists every planted passage as told of, quiet or not, and the number right is held to a floor; another
//! for each story is the report an editor reads.

use misquote::document::{self, Place};
use misquote::finding::Field;
use misquote::report::{Evidence, Finding, Placed, Report, Utterance};
use misquote::{Document, Options, Severity};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Planted passages that are judged rightly at least.
const FLOOR: usize = 64;

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
    /// The words are no utterance, or different ones.
    #[serde(default)]
    apart: bool,
    passages: BTreeMap<String, String>,
    /// Who speaks by each article's own account.
    #[serde(default)]
    speakers: BTreeMap<String, String>,
    /// Who all the speakers are.
    one: Option<String>,
    /// How many independent reports there are.
    reports: Option<usize>,
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

/// What a newsroom keeps of findings: by these its baseline knows them again.
fn fingerprints(documents: &[Document]) -> BTreeSet<String> {
    let report = misquote::check(documents, &Options::default());
    report.findings.into_iter().map(|finding| finding.fingerprint).collect()
}

const UNRELATED: &str = "The weather on the coast will stay dry until the weekend, the met office says.";

/// Asserts that a change changes no finding of any story.
fn assert_same_findings(change: impl Fn(&mut Vec<Document>)) {
    for story in stories() {
        let mut documents = documents(&story.name);
        let before = fingerprints(&documents);
        change(&mut documents);
        assert_eq!(fingerprints(&documents), before, "{}", story.name);
    }
}

#[test]
fn an_unrelated_paragraph_changes_no_finding() {
    let at_end = |document: &mut Document| document.text += &format!("\n\n{UNRELATED}\n");
    let at_top = |document: &mut Document| document.text.insert_str(document.body, &format!("{UNRELATED}\n\n"));
    assert_same_findings(|documents| documents.iter_mut().for_each(at_end));
    assert_same_findings(|documents| documents.iter_mut().for_each(at_top));
}

#[test]
fn an_unrelated_article_changes_no_finding() {
    let text = "Roses want sun. “Cut them back hard in March,” said Tilda Quist, a gardener in Ostrand.";
    assert_same_findings(|documents| documents.insert(0, Document::new("0", text)));
}

#[test]
fn a_second_change_in_a_sentence_is_all_that_is_new() {
    let plant = [
        ("flood-wire", "it was neglected, and those are two", "it was neglected, and those are three"),
        (
            "harbour-dredging",
            "nineteen weeks and will be paid for entirely",
            "nineteen weeks and will be paid for partly",
        ),
    ];
    for (story, words, planted) in plant {
        let mut documents = documents(story);
        let before = fingerprints(&documents);
        let document = documents.iter_mut().find(|document| document.text.contains(words)).unwrap();
        document.text = document.text.replace(words, planted);
        let after = fingerprints(&documents);
        assert_eq!((before.difference(&after).count(), after.difference(&before).count()), (0, 1), "{story}");
    }
}

#[test]
fn names_of_files_change_no_finding() {
    let turned = |documents: &mut Vec<Document>| {
        let count = documents.len();
        documents.iter_mut().enumerate().for_each(|(at, document)| document.name = format!("{}", count - at));
    };
    assert_same_findings(turned);
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

/// What is wrong with what is told of planted passages.
fn fault(planted: &Planted, report: &Report, documents: &[Document]) -> Option<String> {
    let scene = Scene { planted, report, documents };
    scene.finding().or_else(|| scene.link()).or_else(|| scene.speaker())
}

/// Planted passages and what is told of them.
struct Scene<'s> {
    planted: &'s Planted,
    report: &'s Report,
    documents: &'s [Document],
}

impl Scene<'_> {
    /// The fault is not told of, or a trap is.
    fn finding(&self) -> Option<String> {
        let about = |finding: &&Finding| concerned(self.planted, finding, self.documents) >= 2;
        let about: Vec<&Finding> = self.report.findings.iter().filter(about).collect();
        let codes: Vec<&str> = about.iter().map(|finding| finding.code.as_str()).collect();
        match &self.planted.code {
            Some(code) => (!codes.contains(&code.as_str())).then(|| format!("not told of; {codes:?} instead")),
            None => {
                let name = |evidence: &Evidence| &self.documents[evidence.document].name;
                let ours = |evidence: &Evidence| self.planted.passages.contains_key(name(evidence));
                // A note on the verb says nothing against the words.
                let grave = |finding: &Finding| finding.severity > Severity::Note || finding.code != "loaded-cue";
                let loud = about.iter().find(|finding| grave(finding) && finding.evidence.iter().all(ours));
                loud.map(|finding| format!("{}: {}", finding.code, finding.message))
            }
        }
    }

    /// The passages are not one utterance, or are and should not be, or its copies are counted otherwise.
    fn link(&self) -> Option<String> {
        let found = self.planted.passages.iter().map(|(name, words)| self.report_of(name, words));
        let found: Vec<Option<usize>> = found.collect();
        let holds = |said: &&Utterance| {
            let has = |id: &Option<usize>| said.members.iter().any(|member| Some(member.attribution) == *id);
            found.iter().all(has)
        };
        let said = self.report.utterances.iter().find(holds);
        match (said, self.planted.reports) {
            (None, _) if !self.planted.apart => Some(format!("no utterance has all of {found:?}")),
            (Some(_), _) if self.planted.apart => Some("one utterance".to_owned()),
            (Some(said), Some(reports)) if said.independent != reports => {
                Some(format!("{} independent reports, not {reports}", said.independent))
            }
            _ => None,
        }
    }

    /// Somebody else is found to speak.
    fn speaker(&self) -> Option<String> {
        self.planted.passages.iter().find_map(|(name, words)| {
            let speaker = self.report.attributions[self.report_of(name, words)?].attribution.speaker.as_ref();
            let called = speaker.and_then(|speaker| speaker.name.as_deref()).unwrap_or("nobody");
            let known = speaker.and_then(|speaker| speaker.id);
            let identity = known.map_or("nobody", |id| self.report.speakers[id].name.as_str());
            let wrong = |expected: Option<&String>, found: &str| expected.is_some_and(|expected| expected != found);
            let fault = wrong(self.planted.speakers.get(name), called) || wrong(self.planted.one.as_ref(), identity);
            fault.then(|| format!("{name}: {called}, who is {identity}"))
        })
    }

    /// The attribution whose content overlaps these words.
    fn report_of(&self, name: &str, words: &str) -> Option<usize> {
        let document = self.documents.iter().position(|document| document.name == name)?;
        let text = &self.documents[document].text;
        let start = text[..text.find(words)?].chars().count();
        let end = start + words.chars().count();
        let spans = |placed: &Placed| placed.attribution.content.spans.clone();
        let holds = |placed: &&Placed| {
            placed.document == document && spans(placed).iter().any(|span| span.start < end && start < span.end)
        };
        self.report.attributions.iter().find(holds).map(|placed| placed.id)
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

    /// The reports on all stories, a snapshot each.
    #[test]
    fn what_an_editor_reads() {
        for story in super::stories() {
            insta::assert_snapshot!(story.name.replace('-', "_"), drawn(&story.name));
        }
    }
}
