//! The library as another program uses it: public names only, documents in memory, no files.

use misquote::{Document, Kind, Options, Report, Severity};

fn outlet(name: &str, text: &str) -> Document {
    Document { outlet: name.to_owned(), ..Document::new(name, text) }
}

fn story() -> Vec<Document> {
    vec![
        outlet(
            "Tarrin Packet",
            "“We will not close the ferry before winter,” Mara Vell, the harbour master, said on Monday. \
             “The crossing belongs to everyone who lives on either shore.”",
        ),
        outlet(
            "Osmere Wire",
            "“We will close the ferry before winter,” Mara Vell, the harbour master, said on Monday. \
             “The crossing belongs to everyone who lives on either shore.”",
        ),
    ]
}

#[test]
fn a_report_tells_what_differs_and_survives_serde() {
    let report = misquote::check(&story(), &Options::default());
    let codes: Vec<&str> = report.findings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["altered-negation"]);
    assert_eq!(report.findings[0].severity, Severity::Error);
    let text = serde_json::to_string(&report).unwrap();
    let again: Report = serde_json::from_str(&text).unwrap();
    assert_eq!(report, again);
}

#[test]
fn one_document_tells_who_said_what() {
    let document = &story()[0];
    let extraction = misquote::extract(document);
    let first = &extraction.attributions[0];
    assert_eq!(first.kind, Kind::Direct);
    assert_eq!(document.slice(first.cue[0]), "said");
    let speaker = first.speaker.as_ref().unwrap();
    assert_eq!(speaker.name.as_deref(), Some("Mara Vell"));
    assert_eq!(speaker.role.as_deref(), Some("harbour master"));
}
