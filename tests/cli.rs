//! The command, run as a user runs it: what it says of every bad input, and how it ends.

#[path = "cli/comfort.rs"]
mod comfort;
#[path = "cli/control.rs"]
mod control;
#[path = "cli/group.rs"]
mod group;
#[cfg(feature = "formats")]
#[path = "cli/hostile.rs"]
mod hostile;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

/// An empty folder of its own for each test, in which the command is run.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cli").join(test);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    /// With one more file in it.
    fn with(self, file: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.0.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_misquote"));
        command.args(arguments).current_dir(&self.0).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn pipe(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        std::thread::scope(|scope| {
            scope.spawn(move || stdin.write_all(input).unwrap());
            child.wait_with_output().unwrap()
        })
    }

    /// What `check` says on standard error, and its exit status.
    fn check(&self, paths: &[&str]) -> String {
        said(&self.run(&[&["check", "--format", "json"], paths].concat()))
    }

    /// The names of the documents that `check` read, and its exit status.
    fn names(&self, paths: &[&str]) -> (Vec<String>, i32) {
        let output = self.run(&[&["check", "--format", "json"], paths].concat());
        let report: misquote::Report = serde_json::from_slice(&output.stdout).unwrap();
        (report.documents.into_iter().map(|document| document.name).collect(), output.status.code().unwrap())
    }
}

/// Standard error and the exit status.
fn said(output: &Output) -> String {
    let messages = String::from_utf8(output.stderr.clone()).unwrap();
    format!("{messages}status {}", output.status.code().expect("ended by itself"))
}

fn report(output: &Output) -> misquote::Report {
    serde_json::from_slice(&output.stdout).unwrap()
}

const ARTICLE: &str = "Mayor opens bridge\n\n“It is a good day,” Mayor Ann Smith said.\n";

#[test]
fn a_missing_path() {
    let folder = Folder::new("a_missing_path").with("a.txt", ARTICLE);
    insta::assert_snapshot!(folder.check(&["a.txt", "b.txt", "c/"]), @r#"
    misquote: b.txt: error: not found; check the path
    misquote: c/: error: not found; check the path
    status 2
    "#);
    assert_eq!(folder.names(&["b.txt", "a.txt"]), (vec!["a.txt".into()], 2));
}

#[test]
fn a_folder_without_articles() {
    let folder = Folder::new("a_folder_without_articles").with("news/a.csv", "a,b").with("news/.hidden.txt", ARTICLE);
    insta::assert_snapshot!(folder.check(&["news"]), @r#"
    misquote: news: warning: no article in this folder; texts (.txt, .md), web pages (.html), .jsonl, .warc, feeds, .csv, .docx and agency formats are read
    misquote: warning: 1 file skipped: 1 of other kinds (.csv)
    misquote: error: nothing left to read
    status 2
    "#);
    let folder = folder.with("a.txt", ARTICLE);
    insta::assert_snapshot!(folder.check(&["news", "a.txt"]), @r#"
    misquote: news: warning: no article in this folder; texts (.txt, .md), web pages (.html), .jsonl, .warc, feeds, .csv, .docx and agency formats are read
    misquote: warning: 1 file skipped: 1 of other kinds (.csv)
    status 0
    "#);
}

#[cfg(unix)]
#[test]
fn a_link_to_nowhere() {
    let folder = Folder::new("a_link_to_nowhere").with("news/a.txt", ARTICLE);
    std::os::unix::fs::symlink("nowhere", folder.0.join("news/b.txt")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.0.join("news/c.png")).unwrap();
    insta::assert_snapshot!(folder.check(&["news"]), @r#"
    misquote: news/b.txt: error: not found; check the path
    misquote: warning: 1 file skipped: 1 of other kinds (.png)
    status 2
    "#);
    insta::assert_snapshot!(folder.check(&["news/b.txt"]), @r#"
    misquote: news/b.txt: error: not found; check the path
    status 2
    "#);
}

#[cfg(unix)]
#[test]
fn links_are_followed_but_not_in_circles() {
    let folder = Folder::new("links_are_followed").with("news/a.txt", ARTICLE).with("far/b.txt", ARTICLE);
    std::os::unix::fs::symlink("../far", folder.0.join("news/near")).unwrap();
    assert_eq!(folder.names(&["news"]), (vec!["news/a.txt".into(), "news/near/b.txt".into()], 0));
    std::os::unix::fs::symlink("..", folder.0.join("far/up")).unwrap();
    insta::assert_snapshot!(folder.check(&["far"]), @r#"
    misquote: far/up/far/up: warning: leads back to a folder that holds it, so it is not followed
    misquote: far/up/news/near: warning: leads back to a folder that holds it, so it is not followed
    status 0
    "#);
}

#[cfg(unix)]
#[test]
fn an_unreadable_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("an_unreadable_file").with("a.txt", ARTICLE).with("b.txt", ARTICLE);
    let closed = folder.0.join("b.txt");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::File::open(&closed).is_ok() {
        return; // The superuser reads everything.
    }
    insta::assert_snapshot!(folder.check(&["."]), @r#"
    misquote: ./b.txt: error: permission denied; make it readable
    status 2
    "#);
}

#[test]
fn a_file_of_another_kind() {
    let folder =
        Folder::new("a_file_of_another_kind").with("a.pdf", "%PDF-1.4\n").with("a.txt", ARTICLE).with("b", ARTICLE);
    insta::assert_snapshot!(folder.check(&["a.pdf", "b", "a.txt"]), @r#"
    misquote: a.pdf: error: a PDF; make a text of it with `pdftotext`, and give that
    misquote: b: error: not a kind of file that is read; name its format with --input-format, or pipe the text to `-`
    status 2
    "#);
    insta::assert_snapshot!(folder.check(&["."]), @r#"
    misquote: warning: 2 files skipped: 1 of other kinds (without extension), 1 PDF, of which `pdftotext` makes text (./a.pdf)
    status 0
    "#);
}

#[test]
fn broken_records() {
    let lines = [
        r#"{"id": "a", "text": "A text."}"#,
        r#"{"id": "b", "text": "A te"#,
        "",
        r#"{"id": "c"}"#,
        r#"{"id": "d", "text": ["A text."]}"#,
        r#"["A text."]"#,
        r#"{"id": "e", "text": " "}"#,
        r#"{"id": "f", "text": "A text.", "title": {}, "date": "5 May", "byline": ["A", "B"]}"#,
        r#"{"id": 7, "text": "A text.", "date": "2018-05-05T10:00:00Z", "more": null}"#,
        r#"{"id": "7", "text": "Another text."}"#,
        r#"{"text": "\ud800"}"#,
    ];
    let folder = Folder::new("broken_records").with("a.jsonl", lines.join("\n"));
    insta::assert_snapshot!(folder.check(&["a.jsonl"]), @r#"
    misquote: a.jsonl:2: error: column 25: broken JSON, EOF while parsing a string; each line must be one whole JSON object
    misquote: a.jsonl:4: error: the record has no "text"; give the article's text under this key
    misquote: a.jsonl:5: error: "text" is an array; it must be a string
    misquote: a.jsonl:6: error: an array where an object with a "text" belongs
    misquote: a.jsonl:7: warning: "text" is empty, so the record is skipped
    misquote: a.jsonl:8: warning: "title" is an object, so it is ignored; make it a string
    misquote: a.jsonl:8: warning: "5 May" is no date, so the document counts as undated; write YYYY-MM-DD
    misquote: a.jsonl:10: warning: a document called 7 was read before; this one is called 7#2
    misquote: a.jsonl:11: error: column 17: broken JSON, unexpected end of hex escape; each line must be one whole JSON object
    status 2
    "#);
    assert_eq!(folder.names(&["a.jsonl"]).0, ["7", "7#2", "a", "f"]);
}

#[test]
fn many_records_of_one_name() {
    let record = |nth: usize| format!("{{\"id\": \"a\", \"date\": \"today\", \"text\": \"Text {nth}.\"}}\n");
    let folder = Folder::new("many_records_of_one_name").with("a.jsonl", (0..1_000).map(record).collect::<String>());
    let told = folder.check(&["a.jsonl"]);
    assert_eq!(told.lines().filter(|line| line.contains("was read before; this one is called")).count(), 20, "{told}");
    assert!(
        told.contains("a.jsonl: warning: 979 more documents have names that were read before; they are numbered too")
    );
    assert!(told.contains("a.jsonl: warning: 980 more warnings about documents in this file"), "{told}");
    assert_eq!(folder.names(&["a.jsonl"]).0.len(), 1_000);
}

#[test]
fn records_that_are_not_utf8() {
    let folder = Folder::new("records_that_are_not_utf8")
        .with("a.jsonl", b"\xEF\xBB\xBF{\"text\": \"A text.\"}\r\n{\"text\": \"caf\xE9\"}\r\n")
        .with("b.jsonl", b"\xFF\xFE{\0}\0");
    insta::assert_snapshot!(folder.check(&["a.jsonl", "b.jsonl"]), @r#"
    misquote: a.jsonl:2: error: column 14: not valid UTF-8; save the file as UTF-8
    misquote: b.jsonl: error: UTF-16; save JSON Lines as UTF-8
    status 2
    "#);
    assert_eq!(folder.names(&["a.jsonl"]).0, ["a.jsonl:1"]);
}

#[test]
fn many_broken_records() {
    let lines = "{\n".repeat(100) + "{\"text\": \"A text.\"}\n";
    let folder = Folder::new("many_broken_records").with("a.jsonl", lines);
    let said = folder.check(&["a.jsonl"]);
    assert_eq!(said.lines().count(), 22);
    insta::assert_snapshot!(said.lines().skip(19).collect::<Vec<_>>().join("\n"), @r#"
    misquote: a.jsonl:20: error: column 1: broken JSON, EOF while parsing an object; each line must be one whole JSON object
    misquote: a.jsonl: error: 80 more like these gave no document
    status 2
    "#);
}

#[test]
fn text_that_is_not_utf8() {
    let folder = Folder::new("text_that_is_not_utf8")
        .with("a.txt", b"Title\n\n\x93It\x92s caf\xE9 time,\x94 Ann Smith said.\n")
        .with("b.txt", b"\xFF\xFE\x1C\x20a\0\x1D\x20")
        .with("c.txt", b"Title\n\n\xE2\x80\x9CIt is time.\xE2\x80\x9D\n\xE2\x80");
    insta::assert_snapshot!(folder.check(&["a.txt", "b.txt", "c.txt"]), @r#"
    misquote: a.txt:3: warning: not valid UTF-8, read as windows-1252, which is a guess. Save the file as UTF-8
    misquote: c.txt:4: warning: not all of it is valid UTF-8; what is not was replaced by U+FFFD. Save the file as UTF-8
    status 0
    "#);
}

#[test]
fn empty_files_and_binaries() {
    let folder = Folder::new("empty_files_and_binaries")
        .with("a/empty.txt", "")
        .with("a/blank.md", "\u{feff} \r\n")
        .with("a/none.jsonl", "\n")
        .with("a/front.txt", "---\ntitle: T\n---\n\n")
        .with("a/image.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
        .with("a/dump.jsonl", b"{\0\0")
        .with("a/data.json", "{}")
        .with("a/README.md", ARTICLE)
        .with("a/b/ReadMe", ARTICLE)
        .with("a/article.txt", ARTICLE);
    insta::assert_snapshot!(folder.check(&["a"]), @r#"
    misquote: warning: 9 files skipped: 1 of other kinds (.json), 2 about the folder (a/README.md, a/b/ReadMe), 4 empty (a/blank.md, a/empty.txt, a/front.txt, ...), 2 not text (a/dump.jsonl, a/image.txt)
    status 0
    "#);
    insta::assert_snapshot!(folder.check(&["a/empty.txt"]), @r#"
    misquote: warning: 1 file skipped: 1 empty (a/empty.txt)
    misquote: error: nothing left to read
    status 2
    "#);
}

#[test]
fn front_matter() {
    let folder = Folder::new("front_matter")
        .with("a.txt", "---\nid: 5\noutlet: \"The Sun\"\ndate: 2018-03-05\ntitle: T\n---\nA text.\n")
        .with("b.md", "---\ntitle: T\nA text.\n")
        .with("c.md", "---\ntitle: T\ndate: soon\n---\n# Heading\n")
        .with("d.md", "# Heading\n\nA text.\n");
    insta::assert_snapshot!(folder.check(&["."]), @r#"
    misquote: ./b.md:3: warning: between the `---` lines stands a line that is not `key: value`, so the file is read as text without front matter
    misquote: ./c.md:3: warning: "soon" is no date, so the document counts as undated; write YYYY-MM-DD
    status 0
    "#);
    let report = report(&folder.run(&["check", "--format", "json", "."]));
    let read: Vec<_> = report.documents.iter().map(|d| (&*d.name, &*d.outlet, d.title.as_deref())).collect();
    let expected = [
        ("./a.txt", "The Sun", Some("T")),
        ("./b.md", "b", Some("---")),
        ("./c.md", "c", Some("T")),
        ("./d.md", "d", Some("Heading")),
    ];
    assert_eq!(read, expected);
}

#[test]
fn names_and_outlets() {
    let folder = Folder::new("names_and_outlets")
        .with("news/bbc/2018/a.txt", ARTICLE)
        .with("news/cnn/b.TXT", ARTICLE)
        .with("news/c.txt", ARTICLE)
        .with("news/wire.jsonl", "\n{\"text\": \"A text.\"}\n{\"text\": \"B text.\", \"outlet\": \"Reuters\"}")
        .with("news/ignored.txt", ARTICLE)
        .with("news/.gitignore", "ignored.txt\n");
    let report = report(&folder.run(&["check", "--format", "json", "news", "news/ignored.txt", "news/c.txt"]));
    let read: Vec<_> = report.documents.iter().map(|d| (&*d.name, &*d.outlet)).collect();
    let expected = [
        ("news/bbc/2018/a.txt", "bbc"),
        ("news/c.txt", "c"),
        ("news/c.txt#2", "c"),
        ("news/cnn/b.TXT", "cnn"),
        ("news/ignored.txt", "ignored"),
        ("news/wire.jsonl:2", "wire"),
        ("news/wire.jsonl:3", "Reuters"),
    ];
    assert_eq!(read, expected);
    assert_eq!(report.problems.len(), 1);
}

#[test]
fn fifty_megabytes_in_one_line() {
    let line = "No end of words. ".repeat(3 << 20);
    let record = format!("{{\"text\": \"{line}\"}}\n{{\"text\": \"A text.\"}}\n");
    let folder = Folder::new("fifty_megabytes").with("a.txt", line).with("b.jsonl", record);
    insta::assert_snapshot!(folder.check(&["a.txt", "b.jsonl"]), @r#"
    misquote: a.txt: error: more than 16 MiB in one article; give each article its own file, or its own line of a .jsonl file
    misquote: b.jsonl:1: error: more than 16 MiB in one line; give each article its own line
    status 2
    "#);
    assert_eq!(folder.names(&["b.jsonl"]).0, ["b.jsonl:2"]);
    let _ = fs::remove_dir_all(&folder.0);
}

#[test]
fn a_hundred_thousand_opening_marks() {
    let folder = Folder::new("opening_marks")
        .with("curly.txt", "“".repeat(100_000))
        .with("straight.txt", "\"the ".repeat(100_000))
        .with("single.txt", "‘the ".repeat(100_000))
        .with("lines.txt", "“the\n\n".repeat(100_000));
    insta::assert_snapshot!(folder.check(&["."]), @"status 0");
    assert_eq!(said(&folder.run(&["extract", "--format", "jsonl", "."])), "status 0");
}

#[test]
fn another_language() {
    let german = "Der Bürgermeister sagte am Dienstag, die Brücke werde im Herbst eröffnet. Die Arbeiten seien weit \
                  fortgeschritten, und das Geld reiche aus, auch wenn manche in der Stadt das Gegenteil behaupteten.\n";
    let folder = Folder::new("another_language").with("a.txt", german.repeat(3)).with("b.txt", ARTICLE.repeat(5));
    insta::assert_snapshot!(folder.check(&["."]), @r#"
    misquote: ./a.txt: note: looks like German; only English is read, so it is skipped
    status 0
    "#);
    insta::assert_snapshot!(said(&folder.run(&["extract", "a.txt", "--format", "jsonl"])), @r#"
    misquote: a.txt: note: looks like German; only English is read, so it is skipped
    misquote: error: nothing left to read
    status 2
    "#);
}

#[test]
fn standard_input() {
    let folder = Folder::new("standard_input");
    let names = |input: &str| -> Vec<String> {
        let output = folder.pipe(&["check", "--format", "json", "-"], input.as_bytes());
        report(&output).documents.into_iter().map(|document| document.name).collect()
    };
    assert_eq!(names(ARTICLE), ["-"]);
    assert_eq!(names("\u{feff}\n {\"text\": \"A\"}\n\n{\"text\": \"B\", \"id\": \"b\"}"), ["-:2", "b"]);
    insta::assert_snapshot!(said(&folder.pipe(&["check", "-"], b"")), @r#"
    misquote: warning: 1 file skipped: 1 empty (-)
    misquote: error: nothing left to read
    status 2
    "#);
}

#[test]
fn control_characters_are_shown_not_obeyed() {
    let folder = Folder::new("control_characters").with("a.jsonl", "{\"text\": \"A\", \"id\": \"x\x1b[2J\"}\n");
    insta::assert_snapshot!(folder.check(&["\x1b]0;title\x07.txt", "a\u{202e}txt.exe", "a.jsonl"]), @r#"
    misquote: \u{1b}]0;title\u{7}.txt: error: not found; check the path
    misquote: a\u{202e}txt.exe: error: not found; check the path
    misquote: a.jsonl:1: error: column 23: broken JSON, control character (\u0000-\u001F) found while parsing a string; each line must be one whole JSON object
    status 2
    "#);
    let twice = "{\"text\": \"A\", \"id\": \"\\u001b[2J\"}\n".repeat(2);
    insta::assert_snapshot!(said(&folder.pipe(&["check", "-", "--format", "json"], twice.as_bytes())), @r#"
    misquote: -:2: warning: a document called \u{1b}[2J was read before; this one is called \u{1b}[2J#2
    status 0
    "#);
}

/// A story in which one finding is a warning and none is more, told by two outlets.
fn disagreeing(test: &str) -> Folder {
    let story = |outlet: &str, word: &str| {
        format!(
            "{{\"id\": \"{outlet}\", \"text\": \"“The whole harbour of our old town is {word} to every ship from abroad this \
             spring,” Mayor Ann Smith said on Monday.\"}}\n"
        )
    };
    Folder::new(test).with("a.jsonl", story("a", "open") + &story("b", "closed"))
}

#[test]
fn exit_status() {
    let folder = disagreeing("exit_status");
    let status = |more: &[&str]| folder.run(&[&["check", "a.jsonl", "--format", "json"], more].concat()).status.code();
    assert_eq!(status(&[]), Some(1));
    assert_eq!(status(&["--fail-on", "note"]), Some(1));
    assert_eq!(status(&["--fail-on", "error"]), Some(0));
    assert_eq!(status(&["--fail-on", "never"]), Some(0));
    assert_eq!(status(&["--min-severity", "error"]), Some(1), "hiding changes no status");
    assert_eq!(status(&["missing.txt"]), Some(2));
    assert_eq!(status(&["missing.txt", "--fail-on", "never"]), Some(2));
}

#[test]
fn hidden_findings() {
    let folder = disagreeing("hidden_findings");
    let count = |severity: &str| {
        report(&folder.run(&["check", "a.jsonl", "--format", "json", "--min-severity", severity])).findings.len()
    };
    assert_eq!((count("note"), count("warning"), count("error")), (1, 1, 0));
}

#[test]
fn unknown_codes() {
    let folder = Folder::new("unknown_codes");
    insta::assert_snapshot!(said(&folder.run(&["explain", "nothing-like-it"])), @r#"
    misquote: error: no check has the code "nothing-like-it"; `misquote checks` lists them all
    status 2
    "#);
}

#[test]
fn near_codes() {
    let folder = Folder::new("near_codes");
    insta::assert_snapshot!(said(&folder.run(&["explain", "conflicting-speakers"])), @r#"
    misquote: error: no check has the code "conflicting-speakers"; did you mean conflicting-speaker, conflicting-addressee or conflicting-role?
    status 2
    "#);
    assert_eq!(folder.run(&["explain", "conflicting-speaker"]).status.code(), Some(0));
    assert_eq!(folder.run(&["checks"]).status.code(), Some(0));
}

#[test]
fn wrong_arguments() {
    let folder = Folder::new("wrong_arguments");
    for arguments in [&["check"][..], &["check", "a.txt", "--fail-on", "all"], &["explain"], &[]] {
        assert_eq!(folder.run(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

/// Lines of a child's output as they come.
fn lines(output: impl Read) -> impl Iterator<Item = String> {
    BufReader::new(output).lines().map(Result::unwrap)
}

fn streaming(folder: &Folder) -> Child {
    folder.command(&["extract", "-", "--format", "jsonl"]).stdin(Stdio::piped()).spawn().unwrap()
}

#[test]
fn problems_are_told_while_more_is_to_come() {
    let mut child = streaming(&Folder::new("problems_stream"));
    let mut input = child.stdin.take().unwrap();
    let mut messages = lines(child.stderr.take().unwrap());
    for line in 1..=3 {
        writeln!(input, "{{\"id\": {line}}}").unwrap();
        assert!(messages.next().unwrap().starts_with(&format!("misquote: -:{line}: error: ")));
    }
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(2));
}

#[test]
fn attributions_are_out_while_more_is_to_come() {
    let mut child = streaming(&Folder::new("attributions_stream"));
    let mut input = child.stdin.take().unwrap();
    let mut found = lines(child.stdout.take().unwrap());
    for id in ["b", "a", "c"] {
        writeln!(input, "{{\"id\": \"{id}\", \"text\": \"“It is a good day,” Mayor Ann Smith said.\"}}").unwrap();
        assert!(found.next().unwrap().starts_with(&format!("{{\"document\":\"{id}\"")));
    }
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn attributions_come_in_order_of_input() {
    let folder = Folder::new("attributions_in_order");
    let record = |id: usize| {
        let filler = "The sun shone. ".repeat((id * 7919) % 300);
        format!("{{\"id\": {id}, \"text\": \"{filler}“It is a good day,” Mayor Ann Smith said.\"}}\n")
    };
    let input: String = (0..200).map(record).collect();
    let output = folder.pipe(&["extract", "-", "--format", "jsonl", "--threads", "4"], input.as_bytes());
    let records = output.stdout.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    let mut names: Vec<String> =
        records.map(|line| serde_json::from_slice::<misquote::report::Record>(line).unwrap().document).collect();
    names.dedup();
    assert_eq!(names, (0..200).map(|id| id.to_string()).collect::<Vec<_>>());
}

#[test]
fn nobody_reads_on() {
    let folder = Folder::new("nobody_reads_on");
    let mut child = streaming(&folder);
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    let record = format!("{{\"text\": {}}}\n", serde_json::to_string(ARTICLE).unwrap());
    while input.write_all(record.as_bytes()).is_ok() {}
    let mut messages = String::new();
    child.stderr.take().unwrap().read_to_string(&mut messages).unwrap();
    assert_eq!((messages.as_str(), child.wait().unwrap().code()), ("", Some(0)));
}

#[test]
fn explanations_fit_the_page() {
    let output = Folder::new("explanations").run(&["explain", "conflicting-speaker"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    assert!(text.lines().count() > 10 && !text.lines().any(|line| line.ends_with(' ')), "{text}");
}

/// A folder of gold with one article, annotated by two people.
fn gold(test: &str) -> Folder {
    Folder::new(test)
        .with("gold/text/rain.txt", "Rain\n\n“It will rain,” Ann Berg said. She added that it would stop.\n")
        .with(
            "gold/attributions/rain_a.ann",
            "T1\tContent 7 19\tIt will rain\nT2\tSource 22 30\tAnn Berg\nT3\tCue 31 35\tsaid\nE1\tAttribution:T3 Content:T1 Cue:T3 \
             Source:T2\nT4\tSource 37 40\tShe\nT5\tCue 41 46\tadded\nT6\tContent 47 65\tthat it would stop\nE2\tAttribution:T5 \
             Content:T6 Cue:T5 Source:T4\n",
        )
        .with("gold/attributions/rain_b.ann", "not read\n")
}

#[test]
fn reports_in_other_words_are_learned_from_events() {
    let texts = [
        ("a", "“We will never close the harbour school before the winter,” Mara Vell said on Monday."),
        ("b", "Mara Vell promised that the harbour school would not close before winter."),
    ];
    let document = |(id, text): &(&str, &str)| serde_json::json!({"id": id, "text": text});
    let place =
        |(id, text): &(&str, &str)| serde_json::json!({"document": id, "start": 0, "end": text.chars().count()});
    let event = serde_json::json!({
        "documents": texts.iter().map(document).collect::<Vec<_>>(),
        "groups": [{"occurrences": texts.iter().map(place).collect::<Vec<_>>()}],
    });
    let folder = Folder::new("events").with("events.jsonl", event.to_string());
    let trained = folder.run(&["train", "--utterances", "events.jsonl", "--out", "our.tsv"]);
    insta::assert_snapshot!(said(&trained), @r"
    misquote: learned from articles: 2, labelled utterances: 1; written: our.tsv
    status 0
    ");
    let lines = fs::read_to_string(folder.0.join("our.tsv")).unwrap();
    assert_eq!(lines.lines().filter(|line| !line.starts_with('#')).count(), 161, "{lines}");
}

#[test]
fn training_and_measuring() {
    let folder = gold("training");
    let trained = folder.run(&["train", "--gold", "gold", "--out", "our.model"]);
    assert_eq!(trained.status.code(), Some(0), "{}", said(&trained));
    folder.run(&["train", "--gold", "gold", "--out", "again.model"]);
    let bytes = |name: &str| fs::read(folder.0.join(name)).unwrap();
    assert!(bytes("our.model") == bytes("again.model"), "the same gold makes the same model");
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 3, "nothing but the gold and the two models is left");

    let name = |report: misquote::Report| report.generator.model.unwrap();
    let shipped = name(report(&folder.run(&["check", "gold/text", "--format", "json"])));
    let ours = name(report(&folder.run(&["check", "gold/text", "--format", "json", "--model", "our.model"])));
    assert!(shipped != ours && said(&trained).contains(&ours), "{shipped} {ours}");
}

#[test]
fn evaluation_of_one_article() {
    let folder = gold("evaluation");
    let output = folder.run(&["eval", "--gold", "gold", "--show", "rain", "--errors", "2"]);
    let shown = String::from_utf8(output.stdout).unwrap();
    insta::assert_snapshot!(shown.lines().take(13).collect::<Vec<_>>().join("\n"), @r#"
    rain

    right
    source    Ann Berg                            Ann Berg
    cue       said                                said
    content   It will rain                        It will rain,

    right
    source    She                                 She
    cue       added                               added
    content   that it would stop                  that it would stop

    1 article, in per cent
    "#);
    assert!(shown.contains("\n=== missed: 0, shown 0\n"), "{shown}");

    let extracted = folder.run(&["extract", "gold/text", "--format", "jsonl"]).stdout;
    let text = fs::read(folder.0.join("gold/text/rain.txt")).unwrap();
    let folder = folder.with("lines/text/rain.txt", text).with("lines/attributions.jsonl", extracted);
    let output = folder.run(&["eval", "--gold", "lines", "--format", "json"]);
    let figures: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(figures["rows"]["all"]["attribution"]["f1"], 1.0, "what was extracted agrees with itself");
}

#[test]
fn broken_gold_and_models() {
    let folder = gold("broken_gold")
        .with("short/text/a.txt", "Rain.")
        .with("short/attributions/a_x.ann", "T1\tContent 0 5\tRain.\nT2\tCue 4 9\tsaid\n")
        .with("bare/text/a.txt", "Rain.")
        .with("empty/text/a.md", "Rain.")
        .with("empty/attributions/a.ann", "")
        .with("event.jsonl", "\n{\"documents\": 3}\n")
        .with(
            "far.jsonl",
            r#"{"documents":[{"id":"a","text":"Rain."}],"groups":[{"occurrences":[{"document":"a","start":4,"end":9}]}]}"#,
        )
        .with("no.model", "PK");
    let mut told = String::new();
    let runs = [
        "eval --gold missing",
        "eval --gold short",
        "eval --gold bare",
        "train --gold empty --out our.model",
        "eval --gold gold --show snow",
        "check gold/text --model no.model",
        "extract gold/text --model missing.model",
        "train --gold gold --out missing/our.model",
        "train --utterances missing.jsonl --out our.tsv",
        "train --utterances event.jsonl --out our.tsv",
        "train --utterances far.jsonl --out our.tsv",
    ];
    for run in runs {
        let output = folder.run(&run.split(' ').collect::<Vec<_>>());
        assert_eq!(output.status.code(), Some(2), "{run}");
        told += &String::from_utf8(output.stderr).unwrap();
    }
    insta::assert_snapshot!(told, @r#"
    misquote: missing: error: not found; check the path; gold is text/*.txt with attributions/*.ann or attributions.jsonl, or *.txt and *.ann together
    misquote: short/attributions/a_x.ann:2: error: 4..9 is no stretch of the text, which is 0..5; count code points, not bytes
    misquote: bare/attributions: error: not found; check the path; gold is text/*.txt with attributions/*.ann or attributions.jsonl, or *.txt and *.ann together
    misquote: empty: error: no annotated article; there is no .txt with an .ann of the same name
    misquote: gold: error: holds no annotated article "snow"; give the name of a file in text/ without .txt
    misquote: no.model: error: not a model file: it does not begin with "misquote-model/1"; make one with `misquote train`
    misquote: missing.model: error: not found; check the path
    misquote: missing/our.model: error: cannot be written; make the folder first
    misquote: missing.jsonl: error: not found; check the path
    misquote: event.jsonl:2: error: not an event (invalid type: integer `3`, expected a sequence at line 1 column 15); write its documents and groups as one JSON object
    misquote: far.jsonl:1: error: 4..9 is no stretch of the text, which is 0..5; count code points, not bytes
    "#);
}
