//! Attribution and speaker cases: tiny texts from `fixtures/cases` and what should be found in them.
//!
//! Each test writes one snapshot that lists every case as passed or with the difference, so that a change shows which
//! cases it wins and which it loses, and holds the number passed to a floor. Raise the floor with the number.

use misquote::{Attribution, Document, Span, SpeakerKind, extract};
use serde::Deserialize;
use std::fmt::Write;

/// Cases of `fixtures/cases/attributions.toml` that pass at least.
const ATTRIBUTIONS_FLOOR: usize = 156;

/// Cases of `fixtures/cases/speakers.toml` that pass at least.
const SPEAKERS_FLOOR: usize = 96;

/// Cases of `fixtures/cases/settings.toml` that pass at least.
const SETTINGS_FLOOR: usize = 20;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    text: String,
    expect: Vec<String>,
    #[serde(default)]
    may: Vec<String>,
}

#[test]
fn attribution_cases() {
    let (listing, passed) = list("fixtures/cases/attributions.toml", missing_and_extra_attributions);
    insta::assert_snapshot!("attributions", listing);
    assert_floor(passed, ATTRIBUTIONS_FLOOR);
}

#[test]
fn speaker_cases() {
    let (listing, passed) = list("fixtures/cases/speakers.toml", wrong_speakers);
    insta::assert_snapshot!("speakers", listing);
    assert_floor(passed, SPEAKERS_FLOOR);
}

#[test]
fn setting_cases() {
    let (listing, passed) = list("fixtures/cases/settings.toml", wrong_settings);
    insta::assert_snapshot!("settings", listing);
    assert_floor(passed, SETTINGS_FLOOR);
}

fn assert_floor(passed: usize, floor: usize) {
    assert!(passed >= floor, "{passed} cases pass, fewer than {floor}");
}

/// Runs every case of a file: a line or a difference each, and how many passed.
fn list(path: &str, judge: fn(&Case, &Document) -> Vec<String>) -> (String, usize) {
    let cases = toml::from_str::<Cases>(&std::fs::read_to_string(path).unwrap()).unwrap().case;
    let mut listing = String::new();
    let mut passed = 0;
    for case in &cases {
        let faults = judge(case, &Document::new(&case.name, case.text.trim_start_matches('\n')));
        passed += usize::from(faults.is_empty());
        describe(case, &faults, &mut listing);
    }
    (format!("{passed} of {} pass\n{listing}", cases.len()), passed)
}

fn describe(case: &Case, faults: &[String], listing: &mut String) {
    if faults.is_empty() {
        return writeln!(listing, "PASS {}", case.name).unwrap();
    }
    writeln!(listing, "DIFF {}", case.name).unwrap();
    for line in case.text.trim().lines().filter(|line| !line.is_empty()) {
        writeln!(listing, "       {line}").unwrap();
    }
    for fault in faults {
        writeln!(listing, "     {fault}").unwrap();
    }
}

/// "-" and an expected attribution that is not there, "+" and one that is there unasked.
fn missing_and_extra_attributions(case: &Case, document: &Document) -> Vec<String> {
    let found: Vec<String> = extract(document).attributions.iter().map(|a| line(document, a)).collect();
    let missing = case.expect.iter().filter(|e| !found.iter().any(|f| same(f, e))).map(|e| format!("- {e}"));
    let wanted = |f: &&String| case.expect.iter().chain(&case.may).any(|e| same(f, e));
    let extra = found.iter().filter(|f| !wanted(f)).map(|f| format!("+ {f}"));
    missing.chain(extra).collect()
}

/// An attribution in the notation of the case file.
fn line(document: &Document, attribution: &Attribution) -> String {
    let kind = format!("{:?}", attribution.kind).to_lowercase();
    let [source, cue, content] =
        [&attribution.source, &attribution.cue, &attribution.content].map(|spans| joined(document, spans));
    format!("{kind} | {source} | {cue} | {content}")
}

fn joined(document: &Document, spans: &[Span]) -> String {
    let texts: Vec<&str> = spans.iter().map(|&span| document.slice(span)).collect();
    if texts.is_empty() { "-".into() } else { texts.join(" [..] ").replace(['\n', '\u{a0}'], " ") }
}

/// Equal in every field, counting words only.
fn same(a: &str, b: &str) -> bool {
    a.split(" | ").map(words).eq(b.split(" | ").map(words))
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

/// "-" and a speaker expected, "+" and whom the same source was taken for.
fn wrong_speakers(case: &Case, document: &Document) -> Vec<String> {
    let mut found: Vec<Attribution> = extract(document).attributions;
    let mut faults = Vec::new();
    for expected in &case.expect {
        let source = expected.split(" | ").next().unwrap();
        let place = found.iter().position(|a| words(&joined(document, &a.source)) == words(source));
        let with_role = expected.split(" | ").count() == 4;
        let actual = place.map(|at| speaker_line(document, &found.remove(at), with_role));
        if !actual.as_deref().is_some_and(|actual| same(actual, expected)) {
            faults.push(format!("- {expected}"));
            faults.push(format!("+ {}", actual.as_deref().unwrap_or("(no such source found)")));
        }
    }
    faults
}

/// A source and its speaker in the notation of the case file.
fn speaker_line(document: &Document, attribution: &Attribution, with_role: bool) -> String {
    let source = joined(document, &attribution.source);
    let speaker = attribution.speaker.as_ref();
    let also = speaker.iter().flat_map(|s| &s.also).map(|(name, _)| name.as_str());
    let names: Vec<&str> = speaker.and_then(|s| s.name.as_deref()).into_iter().chain(also).collect();
    let names = if names.is_empty() { "-".into() } else { names.join("; ") };
    let kind = format!("{:?}", speaker.map_or(SpeakerKind::Unknown, |s| s.kind)).to_lowercase();
    let told: Vec<String> = speaker.iter().flat_map(|s| &s.disclosed).map(|told| told.to_string()).collect();
    let role =
        speaker.and_then(|s| s.role.clone()).unwrap_or(if told.is_empty() { "-".into() } else { told.join(", ") });
    if with_role { format!("{source} | {names} | {kind} | {role}") } else { format!("{source} | {names} | {kind}") }
}

/// "-" and an expected setting that is not there, "+" and one that is there unasked.
fn wrong_settings(case: &Case, document: &Document) -> Vec<String> {
    let told = |a: &&Attribution| a.addressee.is_some() || a.via.is_some() || a.occasion.is_some();
    let found: Vec<String> =
        extract(document).attributions.iter().filter(told).map(|a| setting_line(document, a)).collect();
    let missing = case.expect.iter().filter(|e| !found.contains(e)).map(|e| format!("- {e}"));
    let extra = found.iter().filter(|f| !case.expect.contains(f)).map(|f| format!("+ {f}"));
    missing.chain(extra).collect()
}

fn setting_line(document: &Document, attribution: &Attribution) -> String {
    let told = |span: Option<Span>| span.map_or("-", |span| document.slice(span));
    let source = attribution.source.first().map_or("-", |span| document.slice(*span));
    let Attribution { addressee, via, occasion, .. } = attribution;
    format!("{source} | {} | {} | {}", told(*addressee), told(*via), told(*occasion))
}
