//! What keeps findings quiet: chosen checks, articles that ask for it, and a baseline of what is known.

use super::{ARTICLE, Folder, disagreeing, report, said};
use misquote::{Confidence, Severity};
use std::fs;
use std::path::Path;

fn codes(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let output = folder.run(&[&["check", "--format", "json"], arguments].concat());
    report(&output).findings.into_iter().map(|finding| finding.code).collect()
}

/// A folder with a copy of the project's stories.
fn stories(test: &str) -> Folder {
    let mut folder = Folder::new(test);
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/stories");
    for story in fs::read_dir(&from).unwrap() {
        for article in fs::read_dir(story.unwrap().path()).unwrap() {
            let path = article.unwrap().path();
            let name = path.strip_prefix(&from).unwrap().to_str().unwrap();
            folder = folder.with(&format!("stories/{name}"), fs::read(&path).unwrap());
        }
    }
    folder
}

/// Changes a text in one article of [`stories`].
fn edit(folder: &Folder, article: &str, old: &str, new: &str) {
    let path = folder.0.join("stories").join(article);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{article} does not say {old:?}");
    fs::write(path, text.replacen(old, new, 1)).unwrap();
}

#[test]
fn only_and_ignore() {
    let folder = stories("only_and_ignore");
    let all = codes(&folder, &["stories"]);
    let numbers = codes(&folder, &["stories", "--only", "altered-number"]);
    assert!(!numbers.is_empty() && numbers.iter().all(|code| code == "altered-number"), "{numbers:?}");
    let two =
        codes(&folder, &["stories", "--only", "altered-number,conflicting-speaker", "--ignore", "altered-number"]);
    assert!(!two.is_empty() && two.iter().all(|code| code == "conflicting-speaker"), "{two:?}");
    let rest = codes(&folder, &["stories", "--ignore", "altered-number"]);
    assert_eq!(rest.len() + numbers.len(), all.len());
    let quiet = folder.run(&["check", "stories", "--only", "silent-omission", "--format", "json"]);
    assert_eq!(quiet.status.code(), Some(i32::from(all.contains(&"silent-omission".to_owned()))));
}

#[test]
fn codes_that_no_check_has() {
    let folder = disagreeing("codes_that_no_check_has");
    for option in ["--only", "--ignore"] {
        let output = folder.run(&["check", "a.jsonl", option, "altered-number,altered-wordin"]);
        let told = said(&output);
        let first = told.lines().next().unwrap();
        assert!(first.contains(&format!("'altered-wordin' for '{option} <CODE>'")), "{told}");
        assert!(first.contains("did you mean altered-wording,") && told.ends_with("status 2"), "{told}");
    }
}

#[test]
fn articles_that_ask_to_be_spared() {
    let folder = stories("articles_that_ask");
    let before = report(&folder.run(&["check", "stories", "--format", "json"]));
    let klaxon = "ferry-inquiry/daily-klaxon.txt";
    edit(&folder, klaxon, "---\n", "---\nmisquote-ignore: [altered-number, loaded-cu]\n");
    let output = folder.run(&["check", "stories", "--format", "json"]);
    let after = report(&output);
    insta::assert_snapshot!(said(&output), @r#"
    misquote: stories/ferry-inquiry/daily-klaxon.txt: warning: in misquote-ignore, no check has the code "loaded-cu"; did you mean loaded-cue?
    status 1
    "#);
    let told = |report: &misquote::Report, code: &str| report.findings.iter().filter(|f| f.code == code).count();
    assert_eq!(told(&before, "altered-number"), told(&after, "altered-number") + after.suppressed.len());
    assert_eq!(before.findings.len(), after.findings.len() + after.suppressed.len());
    assert!(after.suppressed.iter().all(|print| before.findings.iter().any(|finding| finding.fingerprint == *print)));
    assert!(!after.suppressed.is_empty());
}

#[test]
fn records_that_ask_to_be_spared() {
    let folder = disagreeing("records_that_ask");
    let text = fs::read_to_string(folder.0.join("a.jsonl")).unwrap();
    for list in ["[\"altered-wording\"]", "\"altered-wording\"", "\"loaded-cue, altered-wording\""] {
        fs::write(folder.0.join("a.jsonl"), text.replacen('{', &format!("{{\"misquote-ignore\": {list}, "), 1))
            .unwrap();
        let output = folder.run(&["check", "a.jsonl"]);
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(printed.contains("1 finding suppressed"), "{printed}");
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn a_baseline_leaves_only_what_is_new() {
    let folder = stories("a_baseline");
    let written = folder.run(&["check", "stories", "--write-baseline", "known.jsonl", "--format", "json"]);
    assert_eq!(written.status.code(), Some(0), "{}", said(&written));
    let known = report(&written).findings.len();
    assert!(known > 10);
    let again = || folder.run(&["check", "stories", "--baseline", "known.jsonl", "--format", "json"]);

    let second = again();
    assert_eq!(
        said(&second),
        format!("misquote: {known} findings known from the baseline, 0 of its entries gone\nstatus 0")
    );
    assert!(report(&second).findings.is_empty());

    let packet = "harbour-dredging/tarrin-packet.txt";
    let unrelated = "The ferry to Osmere ran on time all week. Tickets cost four crowns.";
    let path = folder.0.join("stories").join(packet);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}\n\n{unrelated}\n")).unwrap();
    edit(
        &folder,
        "harbour-dredging/osmere-wire.txt",
        "\n\n“Every winter",
        &format!("\n\n{unrelated}\n\n“Every winter"),
    );
    let third = again();
    assert!(report(&third).findings.is_empty(), "{:#?}", report(&third).findings);

    edit(&folder, packet, "the channel loses another foot", "the channel gains another foot");
    let fourth = again();
    let new: Vec<String> = report(&fourth).findings.into_iter().map(|finding| finding.message).collect();
    assert!(new.len() == 1 && new[0].contains("gains"), "{new:#?}");
    assert_eq!(fourth.status.code(), Some(1));
    assert_eq!(report(&fourth).known.len(), known);
}

#[test]
fn a_baseline_says_what_is_gone_and_is_written_anew() {
    let folder = disagreeing("what_is_gone");
    let same = fs::read_to_string(folder.0.join("a.jsonl")).unwrap().replace("closed", "open");
    folder.run(&["check", "a.jsonl", "--write-baseline", "known.jsonl"]);
    insta::assert_snapshot!(fs::read_to_string(folder.0.join("known.jsonl")).unwrap(), @r#"
    {"schema":"misquote/baseline/1"}
    {"code":"altered-wording","message":"a and a quote one utterance in different words: \"open\" for \"closed\"","fingerprint":"4a65da8c1983a4e8"}
    "#);
    let folder = folder.with("b.jsonl", same);
    insta::assert_snapshot!(folder.check(&["b.jsonl", "--baseline", "known.jsonl"]), @r#"
    misquote: 0 findings known from the baseline, 1 of its entries gone
    misquote: gone: altered-wording: a and a quote one utterance in different words: "open" for "closed"
    status 0
    "#);
    let other = ["b.jsonl", "--baseline", "known.jsonl", "--only", "loaded-cue"];
    insta::assert_snapshot!(folder.check(&other), @r#"
    misquote: 0 findings known from the baseline, 0 of its entries gone
    status 0
    "#);
    let both = ["b.jsonl", "--baseline", "known.jsonl", "--write-baseline", "known.jsonl"];
    folder.check(&[&both[..], &["--only", "loaded-cue"]].concat());
    assert_eq!(fs::read_to_string(folder.0.join("known.jsonl")).unwrap().lines().count(), 2, "not asked, so kept");
    folder.check(&both);
    assert_eq!(fs::read_to_string(folder.0.join("known.jsonl")).unwrap(), "{\"schema\":\"misquote/baseline/1\"}\n");
}

#[test]
fn broken_baselines() {
    let folder = Folder::new("broken_baselines")
        .with("a.txt", ARTICLE)
        .with("empty", "")
        .with("report", "{\"schema\":\"misquote/report/1\"}\n")
        .with("latin", b"\xE9")
        .with("merge", "{\"schema\":\"misquote/baseline/1\"}\n<<<<<<< ours\n");
    let mut told = String::new();
    for file in ["missing", "empty", "report", "latin", "merge"] {
        told += &folder.check(&["a.txt", "--baseline", file]);
        told += "\n";
    }
    told += &folder.check(&["a.txt", "--write-baseline", "no/folder"]);
    told += "\n";
    told += &folder.check(&["a.txt", "b.txt", "--write-baseline", "known.jsonl"]);
    assert!(!folder.0.join("known.jsonl").exists());
    insta::assert_snapshot!(told, @r#"
    misquote: missing: error: not found; check the path, or write it first with --write-baseline
    status 2
    misquote: empty:1: error: empty, so this is no baseline; write one with --write-baseline
    status 2
    misquote: report:1: error: does not begin with {"schema":"misquote/baseline/1"}, so this is no baseline; write one with --write-baseline
    status 2
    misquote: latin: error: not UTF-8, so this is no baseline; write one with --write-baseline
    status 2
    misquote: merge:2: error: column 1: expected value; write the baseline again with --write-baseline
    status 2
    misquote: no/folder: error: cannot be written; make the folder first
    status 2
    misquote: b.txt: error: not found; check the path
    misquote: known.jsonl: error: not written, since not everything could be read
    status 2
    "#);
}

/// The settings in `docs/control.md`.
fn documented_settings() -> String {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/control.md")).unwrap();
    page.split("```toml\n").nth(1).unwrap().split("```").next().unwrap().to_owned()
}

#[test]
fn the_documented_settings_are_taken() {
    let folder = stories("documented_settings").with("misquote.toml", documented_settings());
    let report = report(&folder.run(&["check", "stories", "--format", "json"]));
    let of = |code: &'static str| report.findings.iter().filter(move |finding| finding.code == code);
    assert_eq!(of("cut-mid-sentence").count(), 0);
    assert!(of("loaded-cue").all(|finding| finding.severity == Severity::Note) && of("loaded-cue").count() > 0);
    assert!(report.findings.iter().all(|finding| finding.confidence >= Confidence::Medium));
    let wire = report.documents.iter().find(|document| document.outlet == "Osmere Wire").unwrap();
    assert_eq!(wire.owner.as_deref(), Some("Osmere Media"));
    let slogan = |said: &&misquote::report::Utterance| {
        report.attributions[said.reference].attribution.content.text.eq_ignore_ascii_case("enough is enough")
    };
    assert!(report.utterances.iter().find(slogan).is_none());
    let printed = String::from_utf8(folder.run(&["check", "stories"]).stdout).unwrap();
    assert!(printed.contains("Elspeth Moar (4 outlets)\n"), "{printed}");
    assert!(printed.contains("(4 outlets of 3 owners)\n"), "two of them are of Osmere Media: {printed}");
}

#[test]
fn settings_are_found_above_and_flags_win() {
    let folder = disagreeing("settings_above")
        .with("misquote.toml", "[severity]\naltered-wording = \"note\"\n[thresholds]\nmin-severity = \"warning\"\n")
        .with("off.toml", "[severity]\naltered-wording = \"off\"\n")
        .with("below/empty", "");
    let below = |more: &[&str]| {
        let arguments = [&["check", "../a.jsonl", "--format", "json"], more].concat();
        let output = folder.command(&arguments).current_dir(folder.0.join("below")).output().unwrap();
        (report(&output).findings.len(), output.status.code().unwrap())
    };
    assert_eq!(below(&[]), (0, 0));
    assert_eq!(below(&["--min-severity", "note"]), (1, 0));
    assert_eq!(below(&["--fail-on", "note"]), (0, 1), "hiding changes no status");
    assert_eq!(below(&["--no-config"]), (1, 1));
    assert_eq!(below(&["--config", "../off.toml"]), (0, 0));
    assert_eq!(below(&["--config", "../off.toml", "--only", "altered-wording"]), (1, 1));
}

#[test]
fn names_of_people_and_outlets() {
    let said = |id: &str, name: &str| {
        format!(
            "{{\"id\": \"{id}\", \"text\": \"“The whole harbour is open to every ship from abroad this spring,” {name} said.\"}}\n"
        )
    };
    let folder = Folder::new("names_of_people")
        .with("a.jsonl", said("one", "Ann Smith") + &said("two", "Berta Holm"))
        .with("misquote.toml", "[people]\n\"Ann Smith\" = [\"berta holm\"]\n[outlets]\n\"The Sun\" = [\"A\"]\n");
    assert_eq!(codes(&folder, &["a.jsonl", "--no-config"]), ["conflicting-speaker"]);
    let report = report(&folder.run(&["check", "a.jsonl", "--format", "json"]));
    assert!(report.findings.is_empty());
    assert_eq!(report.speakers.len(), 1);
    assert_eq!(
        (report.speakers[0].name.as_str(), &report.speakers[0].aliases[..]),
        ("Ann Smith", &["Berta Holm".to_owned()][..])
    );
    assert!(report.documents.iter().all(|document| document.outlet == "The Sun"));
}

#[test]
fn broken_settings() {
    let folder = Folder::new("broken_settings").with("a.txt", ARTICLE).with("misquote.toml", b"\xE9");
    let files = [
        "[people\n",
        "# Ours\n\n[sevrity]\n",
        "[severity]\nloaded-cue = \"off\"\nspliced-quotatio = \"off\"\n",
        "[severity]\nloaded-cue = \"loud\"\n",
        "[thresholds]\nrole-days = -1\n",
        "[thresholds]\nfail_on = \"error\"\n",
        "[owners]\nA = [\"x\"]\n\nB = [\"y\",\n  \"X\"]\n",
        "[people]\n\"A\" = \"B\"\n",
    ];
    let mut told = folder.check(&["a.txt"]) + "\n" + &folder.check(&["a.txt", "--config", "none.toml"]) + "\n";
    for file in files {
        fs::write(folder.0.join("misquote.toml"), file).unwrap();
        told += &folder.check(&["a.txt"]);
        told += "\n";
    }
    insta::assert_snapshot!(told, @r#"
    misquote: misquote.toml: error: cannot be read: stream did not contain valid UTF-8
    status 2
    misquote: none.toml: error: not found; check the path
    status 2
    misquote: misquote.toml:1: error: unclosed table, expected `]`
    status 2
    misquote: misquote.toml:3: error: unknown key `sevrity`, expected one of `people`, `outlets`, `owners`, `ignored-phrases`, `severity`, `thresholds`
    status 2
    misquote: misquote.toml:3: error: no check has the code "spliced-quotatio"; did you mean spliced-quotation?
    status 2
    misquote: misquote.toml:2: error: unknown value `loud`, expected one of `off`, `note`, `warning`, `error`
    status 2
    misquote: misquote.toml:2: error: invalid value: integer `-1`, expected a whole number from 0
    status 2
    misquote: misquote.toml:2: error: unknown key `fail_on`, expected one of `fail-on`, `min-severity`, `least-confidence`, `role-days`
    status 2
    misquote: misquote.toml:5: error: "X" stands for both "A" and "B"; leave one
    status 2
    misquote: misquote.toml:2: error: invalid type: string "B", expected a list such as ["one", "two"]
    status 2
    "#);
}
