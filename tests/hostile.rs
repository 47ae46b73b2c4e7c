//! Hostile articles: markup, script, formulas, links, control characters, escape sequences, overrides of direction and a
//! word of a megabyte, in the text, the title, the outlet and the URL. Every form of the report shows them as text.

use comrak::nodes::NodeValue;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

const SCRIPT: &str = "<script>alert(1)</script>";

/// What an outlet, a title and a quotation are made of, after a character that begins a formula.
const TRICKS: &str = "<script>alert(1)</script> [a](javascript:alert(1)) ![b](https://e.example/b.png) `c` **d** \
    https://e.example/ www.e.example me@e.example @editor #7 {0} \u{1b}[2J\u{1b}]8;;https://e.example\u{7} \u{202e}txt\u{202c} \
    \u{200b}|\u{0}\u{85}\u{2028}<!-- --> ";

/// What both articles say in their own words, so that one is told as a copy of the other.
const OWN: &str = "The fund was set up four winters ago by the people of the harbour to pay for a new wall along the whole \
    of the eastern quay, where the sea has taken two sheds, a slipway and the better part of a road since the old wall \
    was breached, and nobody had looked into its books until the town hall asked for them at the end of the summer.";

/// A folder with two articles that disagree in a number.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    fs::create_dir_all(&folder).unwrap();
    let record = |sign: &str, number: &str| {
        let quoted = format!("We have taken {number} thousand euros from the {TRICKS} fund in the whole of this year");
        let said = format!("“{quoted},” Mayor Ann Smith said on Monday.\n\n{OWN}");
        let text = format!("{said}\n\n“{}” {SCRIPT} said.\n", "a".repeat(1 << 20));
        let url = format!("javascript:alert({number})//{TRICKS}");
        let [id, outlet, title] = ["id", "outlet", "title"].map(|what| format!("{sign}{TRICKS}{what}"));
        let (date, byline) = (format!("2024-05-{}", &number[..1]), format!("By {TRICKS}, {TRICKS} Wire"));
        let about = json!({"id": id, "outlet": outlet, "title": title, "url": url, "date": date, "byline": byline});
        let Value::Object(mut article) = about else { unreachable!() };
        article.insert("text".into(), text.into());
        Value::Object(article).to_string() + "\n"
    };
    fs::write(folder.join("a.jsonl"), record("=", "37") + &record("@", "47")).unwrap();
    folder
});

fn printed(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_misquote"));
    command.args(arguments).arg("a.jsonl").current_dir(&*FOLDER).stdin(Stdio::null()).env_remove("CLICOLOR_FORCE");
    let output = command.output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() < Some(2), "{arguments:?}: {told}");
    assert_eq!(unseen(&told), None, "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The first character that is not seen but may change what is, line breaks apart.
fn unseen(text: &str) -> Option<char> {
    let format = ['\u{200b}', '\u{202e}', '\u{202c}', '\u{2028}'];
    text.chars().find(|c| c.is_control() && *c != '\n' || format.contains(c))
}

#[test]
fn on_a_terminal() {
    for command in ["check", "extract"] {
        let shown = printed(&[command, "--color", "never"]);
        assert!(shown.contains(SCRIPT) && shown.contains("\\u{1b}[2J"), "{command}");
        assert_eq!(unseen(&shown), None, "{command}");
    }
}

#[test]
fn in_the_list_of_what_was_read() {
    let shown = printed(&["documents", "--color", "never"]);
    assert!(shown.contains(SCRIPT) && shown.contains("\\u{202e}txt"), "{shown}");
    assert_eq!(unseen(&shown), None);
}

#[test]
fn for_programs() {
    for arguments in [["check", "json"], ["extract", "jsonl"], ["documents", "jsonl"]] {
        let [command, format] = arguments;
        let shown = printed(&[command, "--format", format]);
        assert_eq!(shown.chars().find(|c| c.is_ascii_control() && *c != '\n'), None, "{command}");
        let values = serde_json::Deserializer::from_str(&shown).into_iter::<Value>();
        assert!(values.map(Result::unwrap).count() > 0, "{command}");
    }
}

#[test]
fn as_a_copy() {
    let report: Value = serde_json::from_str(&printed(&["check", "--format", "json"])).unwrap();
    assert!(report["documents"].as_array().unwrap().iter().any(|document| !document["copy_of"].is_null()));
    for format in ["human", "markdown"] {
        let shown = printed(&["check", "--format", format, "--color", "never"]);
        assert!(shown.contains("copy of"), "{format}");
        assert_eq!(unseen(&shown), None, "{format}");
    }
    let page = printed(&["check", "--format", "html"]);
    let copy = page.split("class=\"copy\">").nth(1).unwrap().split("</span></span>").next().unwrap();
    assert!(copy.contains("&lt;script&gt;") && !copy.contains(SCRIPT) && !copy.contains('\u{202e}'), "{copy}");
}

#[test]
fn in_a_spreadsheet() {
    for command in ["check", "extract"] {
        let table = printed(&[command, "--format", "csv"]);
        assert_eq!(unseen(&table), None, "{command}");
        assert!(table.contains(SCRIPT) && table.contains("'=") && table.contains("'@"), "{command}");
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        for cell in reader.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell}");
            assert!(cell.chars().count() < 32_768);
        }
    }
}

#[test]
fn in_an_issue_tracker() {
    let issue = printed(&["check", "--format", "markdown"]);
    assert_eq!(unseen(&issue), None);
    let arena = comrak::Arena::new();
    let mut options = comrak::Options::default();
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.extension.table = true;
    let mut text = String::new();
    for node in comrak::parse_document(&arena, &issue, &options).descendants() {
        match &node.data.borrow().value {
            NodeValue::Link(link) | NodeValue::Image(link) => panic!("a link to {}", link.url),
            NodeValue::HtmlBlock(block) => panic!("markup: {}", block.literal),
            NodeValue::HtmlInline(markup) => assert_eq!(markup, "<!-- -->"),
            NodeValue::CodeBlock(_) | NodeValue::List(_) | NodeValue::Table(_) => panic!("not ours: {node:?}"),
            NodeValue::Text(words) => {
                assert!(!words.contains("@editor") && !words.contains("#7"), "calls somebody: {words}");
                text.push_str(words);
            }
            _ => {}
        }
    }
    assert!(text.contains(&format!("{SCRIPT} [a](javascript:alert(1))")), "{text}");
    assert!(text.contains("https://e.example/ www.e.example me@e.example @editor #7"), "{text}");
}

/// Every string in a JSON value, with its key.
fn strings<'v>(key: &'v str, value: &'v Value) -> Vec<(&'v str, &'v str)> {
    match value {
        Value::String(text) => vec![(key, text)],
        Value::Array(values) => values.iter().flat_map(|value| strings(key, value)).collect(),
        Value::Object(values) => values.iter().flat_map(|(key, value)| strings(key, value)).collect(),
        _ => vec![],
    }
}

#[test]
fn in_sarif() {
    let log: Value = serde_json::from_str(&printed(&["check", "--format", "sarif"])).unwrap();
    let run = &log["runs"][0];
    assert!(!run["results"].as_array().unwrap().is_empty());
    for (key, text) in strings("results", &run["results"]) {
        assert_eq!(unseen(text), None, "{text}");
        match key {
            "uri" => assert!(text.chars().all(|c| c.is_ascii_alphanumeric() || "-._~%/".contains(c)), "{text}"),
            "text" => assert!(!text.contains(" [a](") && text.len() < 5000, "{text}"),
            _ => {}
        }
    }
    assert!(run["results"].to_string().contains(SCRIPT));
}

#[test]
fn in_linked_data() {
    for format in ["annotations", "schema-org"] {
        for command in ["check", "extract"] {
            let document: Value = serde_json::from_str(&printed(&[command, "--format", format])).unwrap();
            assert!(!document.as_array().unwrap().is_empty(), "{command} {format}");
            for (key, text) in strings("", &document) {
                let address = matches!(key, "source" | "url" | "id");
                assert!(!address || !text.starts_with("javascript:") && unseen(text).is_none(), "{key}: {text}");
            }
        }
    }
}

#[test]
fn in_files_for_annotators() {
    let folder = FOLDER.join("brat");
    let _ = fs::remove_dir_all(&folder);
    printed(&["extract", "--format", "brat", "--output", "brat"]);
    let names: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names.len(), 5, "{names:?}");
    for name in names {
        assert!(
            name.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c)) && !name.starts_with('.'),
            "{name}"
        );
    }
}
