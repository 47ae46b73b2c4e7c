//! What makes the command pleasant: files that appear whole, how much is said, completions and manual pages.

use super::{ARTICLE, Folder, disagreeing, said};
use std::fs;

/// The names of what is in the folder, in order.
fn listed(folder: &Folder) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn reports_appear_whole() {
    let folder = disagreeing("reports_appear_whole").with("old.json", "what stood there");
    let output = folder.run(&["check", "a.jsonl", "--format", "json", "--output", "old.json"]);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), &b""[..]));
    let written = fs::read(folder.0.join("old.json")).unwrap();
    assert_eq!(written, folder.run(&["check", "a.jsonl", "--format", "json"]).stdout);
    folder.run(&["extract", "a.jsonl", "--format", "jsonl", "-o", "new.jsonl"]);
    assert_eq!(listed(&folder), ["a.jsonl", "new.jsonl", "old.json"], "nothing is left beside them");
}

#[test]
fn what_cannot_be_written() {
    let folder = disagreeing("what_cannot_be_written").with("full/note.txt", "a note");
    let mut told = String::new();
    for arguments in [
        "check a.jsonl --output no/report.txt",
        "check a.jsonl --output full",
        "extract a.jsonl --format brat",
        "extract a.jsonl --format brat --output full",
        "extract a.jsonl --format brat --output a.jsonl",
    ] {
        let output = folder.run(&arguments.split(' ').collect::<Vec<_>>());
        assert!(output.stdout.is_empty());
        told += &(said(&output) + "\n");
    }
    assert_eq!(listed(&folder), ["a.jsonl", "full"]);
    insta::assert_snapshot!(told, @r"
    misquote: no/report.txt: error: cannot be written; make the folder first
    status 2
    misquote: full: error: a folder; give the name of a file
    status 2
    misquote: brat: error: writes a folder; name it with --output
    status 2
    misquote: full: error: holds something already; give the name of a new folder
    status 2
    misquote: a.jsonl: error: a file; give the name of a new folder
    status 2
    ");
}

#[cfg(unix)]
#[test]
fn files_get_the_usual_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("usual_permissions").with("a.txt", ARTICLE);
    folder.run(&["check", "a.txt", "--output", "report.txt"]);
    let mode = |name: &str| fs::metadata(folder.0.join(name)).unwrap().permissions().mode();
    assert_eq!(mode("report.txt"), mode("a.txt"));
    folder.run(&["extract", "a.txt", "--format", "brat", "--output", "brat"]);
    fs::create_dir(folder.0.join("usual")).unwrap();
    assert_eq!(mode("brat"), mode("usual"));
}

#[test]
fn how_much_is_said() {
    let folder = disagreeing("how_much_is_said").with("b.jsonl", "{\"text\": \" \"}\n{}\n");
    let told = |more: &[&str]| {
        let told = said(&folder.run(&[&["check", "a.jsonl", "b.jsonl"], more].concat()));
        let seconds = |line: &str| line.rsplit_once(" in ").map_or(line.to_owned(), |(sum, _)| format!("{sum} in ..."));
        let model = |line: &str| line.split_once("; model").map_or(line.to_owned(), |(read, _)| read.to_owned());
        told.lines().map(|line| model(&seconds(line))).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(told(&[]), @r#"
    misquote: b.jsonl:1: warning: "text" is empty, so the record is skipped
    misquote: b.jsonl:2: error: the record has no "text"; give the article's text under this key
    status 2
    "#);
    insta::assert_snapshot!(told(&["--quiet"]), @r#"
    misquote: b.jsonl:2: error: the record has no "text"; give the article's text under this key
    status 2
    "#);
    insta::assert_snapshot!(told(&["--verbose"]), @r#"
    misquote: b.jsonl:1: warning: "text" is empty, so the record is skipped
    misquote: b.jsonl:2: error: the record has no "text"; give the article's text under this key
    misquote: 2 articles read
    misquote: 2 documents, 44 words, 2 attributions, 1 finding in ...
    status 2
    "#);
    let summed = said(&folder.run(&["extract", "a.jsonl", "--format", "jsonl", "--verbose"]));
    assert!(summed.starts_with("misquote: 2 documents, 44 words, 2 attributions in 0."), "{summed}");
}

#[test]
fn completions_and_manual_pages() {
    let folder = Folder::new("completions_and_manual_pages");
    let printed = |arguments: &[&str]| String::from_utf8(folder.run(arguments).stdout).unwrap();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = printed(&["completions", shell]);
        assert!(script.contains("extract") && script.contains("min-severity"), "{shell}");
    }
    assert!(printed(&["man"]).starts_with(".ie") && printed(&["man"]).contains("misquote\\-check(1)"));
    assert!(printed(&["man", "check"]).contains(".TH misquote-check 1"));
    insta::assert_snapshot!(said(&folder.run(&["man", "nothing"])), @r"
    misquote: error: no such command; `misquote --help` lists them
    status 2
    ");
}
