//! The report for people: what an editor sees of hand-made reports.
#![cfg(feature = "cli")]

use misquote::attribution::Kind;
use misquote::document::Document;
use misquote::finding::{Confidence, Field, Severity};
use misquote::report::human::{self, Look, Utterances};
use misquote::report::{self, Aligned, Evidence, Finding, Generator, Member, Passage, Passages, Referent, Report};
use misquote::speaker::{Speaker, SpeakerKind};
use misquote::utterance::UtteranceKind;
use misquote::{Attribution, Span};

const PLAIN: Look = Look { colour: false, width: 80, utterances: Utterances::Told };

const WIRE: &str = "The board of Tarrin harbour voted 7-4 on Tuesday to dredge the main channel.\n\n\
    About 200 people gathered outside the Customs House, where the board sat in private for three hours. Some held \
    eelgrass and placards. “They have decided to bury the flats under forty thousand tonnes of mud,” Wenna Strake, a \
    retired midwife who leads the group Friends of the Flats, told the crowd. Rain fell through most of the evening, \
    and by eight the crowd had thinned to a few dozen people with umbrellas.\n\n\
    The plan was drawn up by Nadia Corrin, deputy chief engineer of the harbour board.\n";

const LANTERN: &str = "But retired midwife Wenna Strake, 61, blasted: ‘They have decided to poison the flats under \
    forty thousand tonnes of mud.’\n\nChief engineer Nadia Corrin insisted there was nothing nasty in the mud.\n";

/// Two documents of the same event.
fn wire_and_lantern() -> Vec<Document> {
    let mut wire = Document::new("stories/osmere-wire.txt", WIRE);
    wire.outlet = "Osmere Wire".into();
    wire.date = Some("2023-05-16".parse().unwrap());
    let mut lantern = Document::new("stories/lantern.txt", LANTERN);
    lantern.outlet = "Evening Lantern".into();
    lantern.title = Some("MUD FIGHT! Locals ‘poisoned’, says Strake".into());
    vec![wire, lantern]
}

fn empty_report(documents: &[Document]) -> Report {
    let listed = documents.iter().enumerate().map(|(id, document)| report::Document {
        id,
        name: document.name.clone(),
        outlet: document.outlet.clone(),
        owner: None,
        agency: None,
        copy_of: None,
        shared: Vec::new(),
        date: document.date,
        title: document.title.clone(),
        text_sha256: String::new(),
    });
    Report {
        schema: report::SCHEMA.into(),
        generator: Generator { version: "0.0.0".into(), model: None },
        documents: listed.collect(),
        speakers: Vec::new(),
        attributions: Vec::new(),
        utterances: Vec::new(),
        findings: Vec::new(),
        suppressed: Vec::new(),
        known: Vec::new(),
        problems: Vec::new(),
    }
}

fn finding(code: &str, severity: Severity, message: &str, evidence: Vec<Evidence>) -> Finding {
    Finding {
        code: code.into(),
        severity,
        confidence: Confidence::Medium,
        message: message.into(),
        fingerprint: String::new(),
        utterance: None,
        evidence,
    }
}

/// Evidence at the first place where `words` stand in the text.
fn at(documents: &[Document], document: usize, words: &str, label: &str) -> Evidence {
    let span = span(&documents[document].text, words);
    Evidence { document, span, field: Field::Text, label: label.into() }
}

/// Where `words` stand, in code points.
fn span(text: &str, words: &str) -> report::Span {
    let byte = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
    let start = text[..byte].chars().count();
    report::Span { start, end: start + words.chars().count() }
}

fn drawn(report: &Report, documents: &[Document], look: Look) -> String {
    let mut out = Vec::new();
    human::write(report, documents, &mut out, look).unwrap();
    String::from_utf8(out).unwrap()
}

/// What is drawn of one finding.
fn drawn_finding(documents: &[Document], finding: Finding, look: Look) -> String {
    let mut report = empty_report(documents);
    report.findings.push(finding);
    drawn(&report, documents, look)
}

fn altered_wording(documents: &[Document]) -> Finding {
    let message = "Wenna Strake is quoted as saying “bury” by Osmere Wire and “poison” by Evening Lantern";
    let evidence = vec![
        at(documents, 0, "bury", "“bury” here"),
        at(documents, 1, "poison", "“poison” here"),
        at(documents, 0, "Wenna Strake, a retired midwife", "speaker"),
    ];
    finding("altered-wording", Severity::Warning, message, evidence)
}

#[test]
fn nothing_found() {
    let documents = wire_and_lantern();
    insta::assert_snapshot!(drawn(&empty_report(&documents), &documents, PLAIN), @r#"
    2 documents of 2 outlets, no shared utterances
    no findings
    "#);
}

#[test]
fn one_finding_over_two_outlets() {
    let documents = wire_and_lantern();
    insta::assert_snapshot!(drawn_finding(&documents, altered_wording(&documents), PLAIN));
}

#[test]
fn the_same_in_colour() {
    let documents = wire_and_lantern();
    let look = Look { colour: true, width: 80, ..Look::default() };
    let drawn = drawn_finding(&documents, altered_wording(&documents), look);
    insta::assert_snapshot!(drawn.replace('\u{1b}', "ESC"));
}

#[test]
fn the_same_on_a_narrow_terminal() {
    let documents = wire_and_lantern();
    let look = Look { colour: false, width: 44, ..Look::default() };
    insta::assert_snapshot!(drawn_finding(&documents, altered_wording(&documents), look));
}

#[test]
fn whole_quotations_and_their_sources() {
    let documents = wire_and_lantern();
    let evidence = vec![
        at(
            &documents,
            0,
            "They have decided to bury the flats under forty thousand tonnes of mud",
            "said here by Strake",
        ),
        at(&documents, 0, "Wenna Strake", "source"),
        at(&documents, 1, "They have decided to poison the flats under forty thousand tonnes of mud", ""),
        at(&documents, 1, "Wenna Strake", "source"),
    ];
    let finding = finding("conflicting-speaker", Severity::Error, "Two outlets, two speakers", evidence);
    insta::assert_snapshot!(drawn_finding(&documents, finding, PLAIN));
}

#[test]
fn conflicting_roles_show_both_passages() {
    let documents = wire_and_lantern();
    let evidence = vec![
        at(&documents, 0, "deputy chief engineer of the harbour board", "deputy"),
        at(&documents, 1, "Chief engineer", "not deputy"),
    ];
    let message = "Nadia Corrin is deputy chief engineer in one outlet and chief engineer in another";
    let finding = finding("conflicting-role", Severity::Warning, message, evidence);
    insta::assert_snapshot!(drawn_finding(&documents, finding, PLAIN));
}

#[test]
fn evidence_in_a_headline_and_two_paragraphs_of_one_document() {
    let documents = wire_and_lantern();
    let title = documents[1].title.clone().unwrap();
    let span = span(&title, "‘poisoned’");
    let evidence = vec![
        Evidence { document: 1, span, field: Field::Title, label: "headline".into() },
        at(&documents, 1, "poison", "text"),
        at(&documents, 1, "Chief engineer", "role"),
    ];
    let finding = finding("altered-wording", Severity::Note, "The headline quotes other words", evidence);
    insta::assert_snapshot!(drawn_finding(&documents, finding, PLAIN));
}

#[test]
fn a_quotation_over_paragraphs_is_marked_in_each() {
    let text = "“We waited for the tide.\n\n“It did not come.\n\n“So we rang the office,” the captain said.";
    let documents = vec![Document::new("a.txt", text)];
    let words = "We waited for the tide.\n\n“It did not come.\n\n“So we rang the office,";
    let finding =
        finding("unclosed-quotation", Severity::Note, "Not closed", vec![at(&documents, 0, words, "from here")]);
    insta::assert_snapshot!(drawn_finding(&documents, finding, PLAIN));
}

#[test]
fn a_long_mark_is_cut_in_the_middle() {
    let words = ["every winter we delay the channel loses another foot"; 20].join(", and ");
    let documents = vec![Document::new("long.txt", format!("{} “{words},” she said.", "Before. ".repeat(40)))];
    let finding = finding("conflicting-speaker", Severity::Error, "Long", vec![at(&documents, 0, &words, "all of it")]);
    insta::assert_snapshot!(drawn_finding(&documents, finding, PLAIN));
}

#[test]
fn nothing_invisible_reaches_the_terminal() {
    let text = "“Pay \u{202e}hctaw\u{202c} us\u{1b}[31m now,”\u{7} said Ka\u{ad}trin\tVo\u{200b}ss\r.\r\n";
    let mut document = Document::new("evil\u{1b}[2J.txt", text);
    document.outlet = "Out\u{202e}let".into();
    let documents = vec![document];
    let evidence = vec![at(&documents, 0, "us\u{1b}[31m now", "la\u{1b}]0;bel"), at(&documents, 0, "Ka\u{ad}trin", "")];
    let drawn =
        drawn_finding(&documents, finding("x\u{7}", Severity::Note, "mess\u{1b}[1mage\u{2028}", evidence), PLAIN);
    assert!(!drawn.contains(|c: char| c != '\n' && c.is_control()), "{drawn:?}");
    insta::assert_snapshot!(drawn);
}

#[test]
fn wide_characters_are_marked_where_they_stand() {
    let documents =
        vec![Document::new("wide.txt", "知事は「港を守る」と述べた。“We keep the 港 harbour,” the governor said.")];
    let evidence = vec![at(&documents, 0, "港を守る", "keeps"), at(&documents, 0, "harbour", "harbour")];
    insta::assert_snapshot!(drawn_finding(
        &documents,
        finding("altered-wording", Severity::Note, "Wide", evidence),
        PLAIN
    ));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let documents = wire_and_lantern();
    for width in 48..120 {
        let look = Look { width, ..PLAIN };
        let drawn = drawn(&shared(&documents), &documents, look);
        for line in drawn.lines().filter(|line| !line.contains("-->")) {
            assert!(line.chars().count() <= width, "{width} columns: {line}");
        }
    }
}

/// A report of one altered quotation and one that nobody is known to have said.
fn shared(documents: &[Document]) -> Report {
    let mut report = empty_report(documents);
    report.findings.push(altered_wording(documents));
    let bury = "They have decided to bury the flats under forty thousand tonnes of mud";
    let poison = "They have decided to poison the flats under forty thousand tonnes of mud";
    report.attributions = vec![
        placed(documents, 0, bury, Kind::Direct, Some("Wenna Strake")),
        placed(documents, 1, poison, Kind::Direct, Some("Wenna Strake")),
        placed(documents, 0, "board of Tarrin harbour voted 7-4", Kind::Indirect, None),
        placed(documents, 1, "there was nothing nasty in the mud", Kind::Mixed, Some("Nadia Corrin")),
    ];
    for (id, attribution) in report.attributions.iter_mut().enumerate() {
        attribution.id = id;
    }
    report.utterances = vec![utterance(&report, Some("Wenna Strake"), &[0, 1]), utterance(&report, None, &[2, 3])];
    report.utterances[1].id = 1;
    report.findings[0].utterance = Some(0);
    report
}

fn placed(documents: &[Document], document: usize, words: &str, kind: Kind, name: Option<&str>) -> report::Placed {
    let report::Span { start, end } = span(&documents[document].text, words);
    let content = Passages { text: words.into(), spans: vec![Passage { start, end, text: words.into() }] };
    let speaker = Referent {
        disclosed: Vec::new(),
        id: None,
        name: name.map(str::to_owned),
        kind: SpeakerKind::Person,
        role: None,
        confidence: 1.0,
        also: Vec::new(),
        or: Vec::new(),
    };
    let attribution = report::Attribution {
        kind,
        content,
        quoted: Vec::new(),
        cue: None,
        source: None,
        speaker: Some(speaker),
        addressee: None,
        via: None,
        occasion: None,
        confidence: 1.0,
    };
    report::Placed { id: 0, document, attribution }
}

fn utterance(report: &Report, speaker: Option<&str>, members: &[usize]) -> report::Utterance {
    let content = |attribution: usize| report.attributions[attribution].attribution.content.spans.clone();
    let member = |&attribution: &usize| Member {
        attribution,
        aligned: Aligned { own: content(attribution), reference: content(members[0]) },
        differences: Vec::new(),
        confidence: None,
        provenance: None,
    };
    report::Utterance {
        id: 0,
        kind: UtteranceKind::Verbatim,
        speaker: speaker.map(str::to_owned),
        reference: members[0],
        independent: 0,
        members: members.iter().map(member).collect(),
    }
}

#[test]
fn utterances_that_findings_are_about_and_all_of_them() {
    let documents = wire_and_lantern();
    let report = shared(&documents);
    let listed = |utterances| {
        let drawn = drawn(&report, &documents, Look { utterances, ..PLAIN });
        drawn.split("\n1 warning\n").next().unwrap().to_owned()
    };
    insta::assert_snapshot!(listed(Utterances::All));
    assert!(listed(Utterances::None).starts_with("1 warning\n"));
    let told = listed(Utterances::Told);
    assert!(told.contains("poison") && !told.contains("nothing nasty"), "{told}");
}

#[test]
fn of_many_utterances_and_many_reports_the_first_are_shown() {
    let documents = wire_and_lantern();
    let mut report = shared(&documents);
    let (utterance, finding) = (report.utterances[0].clone(), report.findings[0].clone());
    report.utterances = (0..50).map(|id| report::Utterance { id, ..utterance.clone() }).collect();
    report.findings = (0..50).map(|id| Finding { utterance: Some(id), ..finding.clone() }).collect();
    let member = report.utterances[0].members[1].clone();
    report.utterances[0].members.extend(vec![member; 30]);
    let drawn = drawn(&report, &documents, PLAIN);
    assert!(drawn.contains("\n40 Wenna Strake") && !drawn.contains("\n41 Wenna Strake"));
    assert!(drawn.contains("\n10 more with findings; --utterances all shows them\n"));
    assert!(drawn.contains("\n   and 20 further reports\n"));
}

#[test]
fn hostile_utterances_reach_the_terminal_as_text() {
    let bad = "They \u{1b}[31mhave\u{202e} decided to \u{7}poison the flats";
    let mut documents = wire_and_lantern();
    documents[1].text = format!("‘{bad}’, she said.");
    documents[1].outlet = "Lantern\u{1b}]0;title\u{7}".into();
    let mut report = empty_report(&documents);
    report.attributions = vec![
        placed(&documents, 0, "They have decided to bury the flats", Kind::Direct, Some("Wenna\u{202e} Strake")),
        placed(&documents, 1, bad, Kind::Direct, Some("Wenna\u{1b}[2J Strake")),
    ];
    report.utterances = vec![utterance(&report, None, &[0, 1])];
    let drawn = drawn(&report, &documents, Look { utterances: Utterances::All, ..PLAIN });
    assert!(!drawn.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{drawn}");
    insta::assert_snapshot!(drawn);
}

#[test]
fn attributions_of_one_document() {
    let documents = wire_and_lantern();
    let place = |words: &str| {
        let start = WIRE.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let attribution = Attribution {
        kind: Kind::Direct,
        content: vec![place("They have decided to bury the flats under forty thousand tonnes of mud")],
        quoted: Vec::new(),
        cue: vec![place("told")],
        source: vec![place("Wenna Strake, a retired midwife who leads the group Friends of the Flats")],
        speaker: Some(speaker("Wenna Strake")),
        addressee: Some(place("the crowd")),
        via: None,
        occasion: None,
        confidence: 1.0,
    };
    let unknown = Attribution {
        kind: Kind::Indirect,
        content: vec![place("Rain fell through most of the evening"), place("a few dozen people")],
        cue: Vec::new(),
        source: Vec::new(),
        speaker: None,
        addressee: None,
        ..attribution.clone()
    };
    let mut out = Vec::new();
    human::write_attributions(&documents[0], &[attribution, unknown], &mut out, PLAIN).unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}

fn speaker(name: &str) -> Speaker {
    Speaker {
        name: Some(name.into()),
        kind: SpeakerKind::Person,
        role: None,
        disclosed: Vec::new(),
        confidence: 1.0,
        also: Vec::new(),
        or: vec![("Mara Vell".into(), 0.3)],
        person: None,
    }
}
