//! The forms of the report, read as other programs read them: by schemas and parsers that are not ours.

use insta::assert_snapshot;
use jsonschema::Validator;
use misquote::report::sarif;
use misquote::report::uri::Root;
use misquote::{Document, Options, Report};
use serde_json::{Value, json as value};
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
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
    let known = ["error", "warning", "recommendation"];
    assert!(known.contains(&rule["properties"]["problem.severity"].as_str().unwrap()));
    assert_eq!(result["partialFingerprints"]["primaryLocationLineHash"].as_str().map(str::len), Some(16));
    assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
    let related = result["relatedLocations"].as_array().unwrap();
    let locations = result["locations"].as_array().unwrap();
    assert!(locations.len() == 1 && related.len() < 1000);
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

/// The log of what is found in articles, as the library writes it, with every finding this many times.
fn log_of(documents: &[Document], times: usize) -> Value {
    let mut report = misquote::check(documents, &Options::default());
    report.findings = report.findings.iter().flat_map(|finding| vec![finding.clone(); times]).collect();
    let mut out = Vec::new();
    sarif::write(&report, documents, &Root::default(), &mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

const CLOSE: &str = "“We will close the ferry,” Mara Vell, the harbour master, said on Monday.";
const STAY: &str = "“We will not close the ferry,” Mara Vell, the harbour master, said on Monday.";

#[test]
fn sarif_has_no_more_results_than_code_scanning_takes() {
    let log = log_of(&[Document::new("packet", STAY), Document::new("wire", CLOSE)], 25_003);
    let run = &log["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), 25_000);
    let told = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert_snapshot!(told.as_str().unwrap(), @"3 findings more than a run may hold were left out, the least grave first");
}

#[test]
fn sarif_places_a_headline_that_is_not_in_the_text() {
    let text =
        "The board met at noon.\n\n“The old harbour is lost for a year, and we will mourn it,” Nadia Frost said.";
    let mut herald = Document::new("herald", text);
    herald.title = Some("Frost: ‘The old harbour is lost for ever’".into());
    let log = log_of(&[herald, Document::new("beacon", text)], 1);
    let results = log["runs"][0]["results"].as_array().unwrap();
    let result =
        results.iter().find(|result| result["ruleId"] == "headline-overreach").expect("the headline is told of");
    assert_accepted(&log, result);
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
    assert_snapshot!(format!("{} / {}", words(&result["locations"][0]), related.join(" / ")), @"40 / 400 / Tomas Reed / union leader Tomas Reed");
    assert_snapshot!(serde_json::to_string_pretty(result).unwrap());
}

/// An empty folder of its own for a test.
fn scratch(test: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("formats").join(test);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

#[test]
fn brat_is_read_back_as_it_was_found() {
    let folder = scratch("brat").join("corrected");
    let place = folder.to_str().unwrap();
    let mut arguments = vec!["extract", "--format", "brat", "--output", place];
    arguments.extend(FOLDERS);
    printed(&arguments);
    let endings = |ending: &str| {
        let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        files.filter(|path| path.extension().is_some_and(|found| found == ending)).count()
    };
    assert_eq!(endings("txt"), endings("ann"));
    assert!(endings("ann") > 50 && folder.join("annotation.conf").is_file());

    let figures = json(&["eval", "--gold", place, "--format", "json"]);
    let all = figures["rows"].as_object().unwrap();
    assert!(all["all"]["gold"].as_u64() > Some(300) && all.len() == 5, "{figures}");
    for (row, figures) in all {
        let same = [&figures["attribution"]["f1"], &figures["content_exact"]["f1"], &figures["source"]];
        assert!(same.iter().all(|figure| **figure == 1.0) && figures["cue_exact"] == 1.0, "{row}: {figures}");
    }
    let again = misquote(&arguments);
    assert_eq!(again.status.code(), Some(2), "corrections are never written over");
}

/// The terms of the Web Annotation vocabulary that we use, as its recommendation maps them.
const ANNOTATION_TERMS: &str = r#"{"@context": {
    "oa": "http://www.w3.org/ns/oa#", "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "id": "@id", "type": "@type",
    "Annotation": "oa:Annotation", "TextualBody": "oa:TextualBody", "SpecificResource": "oa:SpecificResource",
    "TextQuoteSelector": "oa:TextQuoteSelector", "TextPositionSelector": "oa:TextPositionSelector",
    "assessing": "oa:assessing", "classifying": "oa:classifying", "describing": "oa:describing",
    "identifying": "oa:identifying",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "body": {"@id": "oa:hasBody", "@type": "@id"}, "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"}, "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "start": "oa:start", "end": "oa:end",
    "value": "rdf:value", "format": "dc:format"
}}"#;

/// The predicates and objects that a JSON-LD parser takes from a document, in which `terms` stand for its context.
fn statements(document: &str, terms: &'static str) -> Vec<(String, String)> {
    let parser = oxjsonld::JsonLdParser::new().with_base_iri("https://desk.example/").unwrap();
    let parser = parser.for_slice(document.as_bytes()).with_load_document_callback(move |url, _| {
        Ok(oxjsonld::JsonLdRemoteDocument { document: terms.as_bytes().to_vec(), document_url: url.to_owned() })
    });
    let pairs = parser.map(|quad| quad.map(|quad| (quad.predicate.into_string(), quad.object.to_string())).unwrap());
    pairs.collect()
}

#[test]
fn annotations_are_linked_data() {
    let count = |statements: &[(String, String)], predicate: &str| {
        statements.iter().filter(|(found, _)| *found == format!("http://www.w3.org/ns/oa#{predicate}")).count()
    };
    for command in ["extract", "check"] {
        let document = printed(&[command, "fixtures/stories", "--format", "annotations"]);
        let annotations: Vec<Value> = serde_json::from_str(&document).unwrap();
        let places = |annotation: &Value| {
            let parts = annotation["body"].as_array().unwrap().iter().chain(annotation["target"].as_array().unwrap());
            parts.filter(|part| part["type"] == "SpecificResource").count()
        };
        let places: usize = annotations.iter().map(places).sum();
        let found = statements(&document, ANNOTATION_TERMS);
        assert!(annotations.len() > 10 && places > annotations.len());
        assert_eq!(count(&found, "motivatedBy"), annotations.len());
        assert_eq!(count(&found, "hasSource"), places);
        assert_eq!((count(&found, "exact"), count(&found, "start")), (places, places));
        let ids: HashSet<&str> = annotations.iter().map(|annotation| annotation["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), annotations.len());
    }
}

/// Validators of a schema of the Web Annotation data model that others wrote, by the type of a part of an annotation. The
/// schema is in the package @kba/anno-schema, which `.ci/run` fetches.
fn annotation_schema() -> Option<HashMap<String, Validator>> {
    let Ok(path) = std::env::var("ANNOTATION_SCHEMA") else {
        eprintln!("left out: ANNOTATION_SCHEMA names no schema of Web Annotations");
        return None;
    };
    let model: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let of_type = |name: &str| {
        let schema = value!({"$ref": format!("#/definitions/{name}"), "definitions": model["definitions"]});
        (name.to_owned(), jsonschema::draft7::new(&schema).unwrap())
    };
    let types = ["Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector", "TextPositionSelector"];
    Some(types.into_iter().map(of_type).collect())
}

/// An annotation's parts that have a type, itself included. The schema knows a resource with one selector, where the
/// recommendation allows several: such a resource is a part for each of its selectors. It knows whole IRIs, where JSON-LD
/// allows those of a file relative to the document: they are resolved, as a reader does.
fn parts(whole: &Value, found: &mut Vec<Value>) {
    match (whole, &whole["selector"]) {
        (Value::Array(list), _) => list.iter().for_each(|part| parts(part, found)),
        (Value::Object(_), Value::Array(selectors)) => {
            for selector in selectors {
                let mut one = whole.clone();
                one["selector"] = selector.clone();
                let base = oxiri::Iri::parse("https://desk.example/").unwrap();
                one["source"] = base.resolve(one["source"].as_str().unwrap()).unwrap().as_str().into();
                found.push(one);
                found.push(selector.clone());
            }
        }
        (Value::Object(object), _) => {
            found.push(whole.clone());
            object.values().for_each(|part| parts(part, found));
        }
        _ => {}
    }
}

#[test]
fn annotations_fit_a_schema_of_others() {
    let Some(schema) = annotation_schema() else { return };
    for command in ["extract", "check"] {
        let mut found = Vec::new();
        parts(&json(&[command, "fixtures/stories", "--format", "annotations"]), &mut found);
        let typed: Vec<(&str, &Value)> = found.iter().filter_map(|part| Some((part["type"].as_str()?, part))).collect();
        let types: HashSet<&str> = typed.iter().map(|(name, _)| *name).collect();
        assert!(schema.keys().all(|name| types.contains(name.as_str())), "{types:?}");
        for (name, part) in typed.iter().filter(|(name, _)| schema.contains_key(*name)) {
            let faults: Vec<String> = schema[*name].iter_errors(part).map(|error| error.to_string()).collect();
            assert!(faults.is_empty(), "{part:#}\n{}", faults.join("\n"));
        }
    }
    assert!(!schema["TextQuoteSelector"].is_valid(&value!({"type": "TextQuoteSelector"})));
}

#[test]
fn annotations_point_at_the_words() {
    let annotations = json(&["extract", "fixtures/gold/text", "--format", "annotations"]);
    for annotation in annotations.as_array().unwrap() {
        for target in annotation["target"].as_array().unwrap() {
            let text = fs::read_to_string(target["source"].as_str().unwrap()).unwrap();
            let part = |name: &str| target["selector"][0][name].as_str().unwrap();
            let at = |name: &str| target["selector"][1][name].as_u64().unwrap() as usize;
            let before = part("prefix").chars().count();
            let length = before + at("end") - at("start") + part("suffix").chars().count();
            let there: String = text.chars().skip(at("start") - before).take(length).collect();
            assert_eq!(there, part("prefix").to_owned() + part("exact") + part("suffix"));
        }
    }
}

#[test]
fn claims_and_quotations_are_linked_data() {
    for command in ["extract", "check"] {
        let document = printed(&[command, "fixtures/stories", "--format", "schema-org"]);
        let works: Vec<Value> = serde_json::from_str(&document).unwrap();
        let found = statements(&document, r#"{"@context": {"@vocab": "https://schema.org/"}}"#);
        let typed = |kind: &str| {
            let kind = format!("<https://schema.org/{kind}>");
            found.iter().filter(|(predicate, object)| predicate.ends_with("#type") && *object == kind).count()
        };
        let claims = works.iter().filter(|work| work["@type"] == "Claim").count();
        assert!(works.len() > 10 && typed("Claim") == claims && typed("Quotation") >= works.len() - claims);
        assert!(typed("NewsArticle") >= works.len());
    }
}
