//! The forms of the report, read as other programs read them: by schemas and parsers that are not ours.

use insta::assert_snapshot;
use jsonschema::Validator;
use misquote::Report;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Every folder of fixtures with articles, whole stories first.
const FOLDERS: [&str; 6] = [
    "fixtures/stories/border-talks",
    "fixtures/stories/ferry-inquiry",
    "fixtures/stories/harbour-dredging",
    "fixtures/checks",
    "fixtures/layouts",
    "fixtures/gold/text",
];

/// Two articles that differ in a number.
const ONE_FINDING: &str = "fixtures/checks/altered-number/fires";

fn misquote(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_misquote"));
    command.args(arguments).stdin(Stdio::null()).env_remove("CLICOLOR_FORCE");
    command.output().unwrap()
}

/// What a command prints on standard output.
fn printed(arguments: &[&str]) -> String {
    let output = misquote(arguments);
    assert!(output.status.code() < Some(2), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&printed(arguments)).unwrap()
}

/// Fails with everything that is not as `schema` wants it.
fn assert_valid(schema: &Validator, instance: &Value, what: &str) {
    let errors: Vec<String> = schema.iter_errors(instance).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{what}:\n{}", errors.join("\n"));
}

#[test]
fn reports_are_as_their_schema_says() {
    let schema = jsonschema::validator_for(&json(&["schema"])).unwrap();
    for folder in FOLDERS {
        assert_valid(&schema, &json(&["check", folder, "--format", "json"]), folder);
    }
    assert!(!schema.is_valid(&serde_json::json!({"schema": "misquote/report/1"})));
}

#[test]
fn lines_of_extract_are_as_their_schema_says() {
    let schema = jsonschema::validator_for(&json(&["schema", "extract"])).unwrap();
    for folder in FOLDERS {
        let lines = printed(&["extract", folder, "--format", "jsonl"]);
        assert!(lines.lines().count() > 5, "{folder}");
        lines.lines().for_each(|line| assert_valid(&schema, &serde_json::from_str(line).unwrap(), line));
    }
}

#[test]
fn the_schema_of_the_report() {
    assert_snapshot!(printed(&["schema"]));
}

#[test]
fn findings_for_a_spreadsheet() {
    assert_snapshot!(printed(&["check", ONE_FINDING, "--format", "csv"]));
}

#[test]
fn findings_for_an_issue_tracker() {
    assert_snapshot!(printed(&["check", ONE_FINDING, "--format", "markdown"]));
}

#[test]
fn attributions_for_a_spreadsheet() {
    assert_snapshot!(printed(&["extract", ONE_FINDING, "--format", "csv"]));
}

#[test]
fn tables_have_a_row_for_each() {
    for folder in FOLDERS {
        let report: Report = serde_json::from_value(json(&["check", folder, "--format", "json"])).unwrap();
        let findings = printed(&["check", folder, "--format", "csv"]);
        let attributions = printed(&["extract", folder, "--format", "csv"]);
        let rows = |table: &str| csv::Reader::from_reader(table.as_bytes()).records().map(Result::unwrap).count();
        assert_eq!((rows(&findings), rows(&attributions)), (report.findings.len(), report.attributions.len()));
    }
}

/// A file of a crate that the tests depend on, which is already on this machine because they do.
fn file_of(package: &str, file: &str) -> String {
    let version = Command::new("rustc").arg("-vV").output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let arguments = ["metadata", "--format-version", "1", "--offline", "--filter-platform", host];
    let metadata = Command::new(env!("CARGO")).args(arguments).output().unwrap();
    let metadata: Value = serde_json::from_slice(&metadata.stdout).expect("cargo tells where crates are");
    let packages = metadata["packages"].as_array().unwrap();
    let manifest = packages.iter().find(|found| found["name"] == package).expect("the tests depend on it");
    let folder = Path::new(manifest["manifest_path"].as_str().unwrap()).parent().unwrap();
    fs::read_to_string(folder.join(file)).unwrap()
}

#[test]
fn sarif_is_as_its_schema_says() {
    // As published, a pattern for languages has a bracket that opens nowhere, which not every engine lets pass.
    let schema = file_of("serde-sarif", "src/schema.json").replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let schema = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    for folder in FOLDERS {
        let log = json(&["check", folder, "--format", "sarif"]);
        assert_valid(&schema, &log, folder);
        serde_json::from_value::<serde_sarif::sarif::Sarif>(log.clone()).unwrap();
        log["runs"][0]["results"].as_array().unwrap().iter().for_each(|result| assert_accepted(&log, result));
    }
}

/// What GitHub's code scanning asks of a result: its rule with help, a fingerprint, a message, and places below the
/// root by line and column.
fn assert_accepted(log: &Value, result: &Value) {
    let driver = &log["runs"][0]["tool"]["driver"];
    let mut rules = driver["rules"].as_array().unwrap().iter();
    let rule = rules.find(|rule| rule["id"] == result["ruleId"]).expect("the rule is listed");
    for text in ["shortDescription", "fullDescription", "help"] {
        let text = rule[text]["text"].as_str().unwrap();
        assert!(!text.is_empty() && text.len() <= 1024 || text.contains("Example:"), "{text}");
    }
    assert_eq!(result["partialFingerprints"]["primaryLocationLineHash"].as_str().map(str::len), Some(16));
    assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
    let related = result["relatedLocations"].as_array().unwrap();
    let locations = result["locations"].as_array().unwrap();
    assert!(locations.len() == 1 && related.len() <= 1000);
    for place in locations.iter().chain(related) {
        let place = &place["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(!uri.starts_with('/') && !uri.contains(':'), "{uri}");
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        for number in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(place["region"][number].as_u64().is_some_and(|number| number > 0), "{place}");
        }
    }
}

#[test]
fn sarif_points_at_the_words() {
    let log = json(&["check", ONE_FINDING, "--format", "sarif"]);
    let result = &log["runs"][0]["results"][0];
    let words = |place: &Value| {
        let place = &place["physicalLocation"];
        let file = fs::read_to_string(place["artifactLocation"]["uri"].as_str().unwrap()).unwrap();
        let number = |name: &str| place["region"][name].as_u64().unwrap() as usize;
        let line = file.lines().nth(number("startLine") - 1).unwrap();
        let (from, to) = (number("startColumn") - 1, number("endColumn") - 1);
        let by_column: String = line.chars().skip(from).take(to - from).collect();
        let by_offset: String = file.chars().skip(number("charOffset")).take(number("charLength")).collect();
        assert_eq!(by_column, by_offset);
        by_column
    };
    let related: Vec<String> = result["relatedLocations"].as_array().unwrap().iter().map(words).collect();
    assert_snapshot!(format!("{} / {}", words(&result["locations"][0]), related.join(" / ")), @"400 / 40 / union leader Tomas Reed / Tomas Reed");
    assert_snapshot!(serde_json::to_string_pretty(result).unwrap());
}
