//! SARIF 2.1.0, for editors and services that show findings beside a text, GitHub's code scanning among them: the checks
//! as rules, each finding as a result where its evidence begins, and the rest of its evidence, the passage in the other
//! outlet first of all, as related locations.
//!
//! In: a [`Report`], its documents, and the folder that their names are relative to. Out: one run. Columns and offsets
//! count code points and, as SARIF wants it, no byte-order mark. A place in a record, or in text taken out of a page,
//! is one of the text that was read and not of the file it came in. What articles contain is text in messages: what
//! is not seen is written out, and brackets and braces make no links.
//!
//! Code scanning refuses a run of more than 25,000 results, so the gravest are written and the rest counted in a
//! notification; it takes fingerprints from `primaryLocationLineHash` alone, and shows files below the repository's root.

use super::human::visible;
use super::position::{Position, Positions, Seen, Shelf};
use super::uri::{self, Root};
use super::{Evidence, Finding, Report, Span};
use crate::checks::{CHECKS, Check};
use crate::document::{self, Document, Problem};
use crate::finding::{Field, Severity};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Most results of a run that GitHub takes.
const MOST_RESULTS: usize = 25_000;

/// Most related locations of a result; GitHub takes a thousand with the main one, and shows a hundred.
const MOST_RELATED: usize = 999;

/// Most characters of a message or label. Guessed: ten lines.
const LONGEST: usize = 1_000;

/// Writes the report and a line break; `documents` are those of the report, in its order.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write(report: &Report, documents: &[Document], root: &Root, out: &mut dyn Write) -> io::Result<()> {
    let shelf = Shelf::new(documents);
    let log = json!({
        "version": "2.1.0",
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "runs": [{
            "tool": {"driver": driver(report)},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {BASE: {"description": {"text": "The folder that paths are relative to"}}},
            "invocations": [invocation(report)],
            "results": report.findings.iter().take(MOST_RESULTS).map(|f| result(f, &shelf, root)).collect::<Value>(),
        }],
    });
    serde_json::to_writer(&mut *out, &log)?;
    out.write_all(b"\n")
}

/// What relative paths are relative to.
const BASE: &str = "%SRCROOT%";

fn driver(report: &Report) -> Value {
    json!({
        "name": "misquote",
        "semanticVersion": report.generator.version,
        "rules": CHECKS.iter().map(|check| rule(check)).collect::<Value>(),
    })
}

fn rule(check: &Check) -> Value {
    let Check { code, severity, summary, why, example, wrong, .. } = check;
    json!({
        "id": code,
        "name": pascal(code),
        "shortDescription": {"text": format!("{}.", braced(summary))},
        "fullDescription": {"text": braced(why)},
        "help": {
            "text": braced(&format!("{why}\n\nExample:\n{example}\n\nWhen it is wrong: {wrong}")),
            "markdown": braced(&format!("{why}\n\n**Example**\n\n```text\n{example}\n```\n\n**When it is wrong**\n\n{wrong}")),
        },
        "defaultConfiguration": {"level": severity.to_string()},
        "properties": {"problem.severity": problem_severity(*severity)},
    })
}

/// How grave, as code scanning calls it, which orders alerts by it.
fn problem_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "recommendation",
    }
}

/// "altered-wording" as "AlteredWording".
fn pascal(code: &str) -> String {
    let capital = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
    code.split('-').filter(|word| !word.is_empty()).map(capital).collect()
}

/// Whether everything could be read, and what was told of it.
fn invocation(report: &Report) -> Value {
    let failed = report.problems.iter().any(|problem| problem.severity == Severity::Error);
    let left_out = report.findings.len().saturating_sub(MOST_RESULTS);
    let cut = (left_out > 0).then(|| {
        let message = format!("{left_out} findings more than a run may hold were left out, the least grave first");
        json!({"level": "warning", "message": {"text": message}})
    });
    let told: Value = report.problems.iter().map(notification).chain(cut).collect();
    json!({"executionSuccessful": !failed, "toolExecutionNotifications": told})
}

fn notification(problem: &Problem) -> Value {
    let place = problem.path.as_ref().map(|path| format!("{path}: ")).unwrap_or_default();
    json!({"level": problem.severity.to_string(), "message": {"text": plain(&(place + &problem.message))}})
}

fn result(finding: &Finding, shelf: &Shelf<'_>, root: &Root) -> Value {
    let mut seen = finding.evidence.iter().filter_map(|evidence| Some((evidence, shelf.seen(evidence)?)));
    let main = seen.next();
    let mut others: Vec<(&Evidence, Seen<'_>)> = seen.take(MOST_RELATED).collect();
    // Stable: the passages of other documents come first, and the main one among them is number 1.
    others.sort_by_key(|(evidence, _)| main.as_ref().is_some_and(|(main, _)| main.document == evidence.document));
    let related = others.iter().enumerate().map(|(nth, (evidence, seen))| {
        let label = format!("{}: {}", published(seen.document), evidence.label);
        json!({"id": nth + 1, "message": {"text": plain(&label)}, "physicalLocation": place(seen, root)})
    });
    let compare = others.first().map(|(_, seen)| format!(" Compare [{}](1).", plain(&published(seen.document))));
    json!({
        "ruleId": finding.code,
        "level": finding.severity.to_string(),
        "message": {"text": format!("{}.{}", plain(&finding.message), compare.unwrap_or_default())},
        "locations": main.iter().map(|(_, seen)| json!({"physicalLocation": place(seen, root)})).collect::<Value>(),
        "relatedLocations": related.collect::<Value>(),
        "partialFingerprints": {"primaryLocationLineHash": finding.fingerprint, "misquote/v1": finding.fingerprint},
        "properties": {"confidence": finding.confidence},
    })
}

/// Outlet and date.
fn published(document: &Document) -> String {
    let date = document.date.map(|date| format!(", {date}")).unwrap_or_default();
    format!("{}{date}", document.outlet)
}

fn place(seen: &Seen<'_>, root: &Root) -> Value {
    let location = match uri::below(&seen.document.name, root) {
        Ok(relative) => json!({"uri": relative, "uriBaseId": BASE}),
        Err(absolute) => json!({"uri": absolute}),
    };
    let region = match seen.field {
        Field::Text => region(seen),
        Field::Title => headline(seen),
    };
    json!({"artifactLocation": location, "region": region})
}

/// Words of a headline where the file has it, in its front matter or as its first line; else the file's first character.
fn headline(seen: &Seen<'_>) -> Value {
    let Some(at) = headline_at(seen.document, seen.text) else {
        return json!({"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2});
    };
    let text = &seen.document.text[..at + seen.text.len()];
    let positions = Positions::new(text);
    let first = text[..at].chars().count();
    let points = Span { start: first + seen.points.start, end: first + seen.points.end };
    let span = document::Span::new(at + seen.span.start, at + seen.span.end);
    region(&Seen { text, field: Field::Text, span, points, positions: &positions, ..*seen })
}

/// Where a document's text has its headline, in bytes.
fn headline_at(document: &Document, headline: &str) -> Option<usize> {
    let at = document.text.find(headline).filter(|_| !headline.is_empty())?;
    let before = document.text.get(document.body..at).unwrap_or_default();
    before.chars().all(|c| c.is_whitespace() || c == '\u{feff}').then_some(at)
}

/// Lines and columns from 1 and offsets from 0, without a byte-order mark; ends are exclusive.
fn region(seen: &Seen<'_>) -> Value {
    let mark = usize::from(seen.text.starts_with('\u{feff}'));
    let column = |at: Position| if at.line == 1 { at.column.saturating_sub(mark).max(1) } else { at.column };
    let (start, end) = (seen.start(), seen.end());
    let offset = seen.points.start.saturating_sub(mark);
    json!({
        "startLine": start.line,
        "startColumn": column(start),
        "endLine": end.line,
        "endColumn": column(end),
        "charOffset": offset,
        "charLength": seen.points.end.saturating_sub(mark) - offset,
    })
}

/// Text of a message that is nothing but text.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for c in visible::cut(text, LONGEST).chars() {
        match c {
            '\t' | '\n' | '\r' => plain.push(' '),
            '\\' | '[' | ']' => plain.extend(['\\', c]),
            _ if visible::is_unseen(c) => plain.push_str(&format!("<U+{:04X}>", u32::from(c))),
            _ => plain.push(c),
        }
    }
    braced(&plain)
}

/// Braces stand for arguments in SARIF's messages, unless they are doubled.
fn braced(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

#[cfg(test)]
mod tests {
    use super::{headline_at, pascal, plain};
    use crate::document;

    #[test]
    fn headlines_are_found_where_files_have_them() {
        for (file, at) in [
            ("---\ntitle: Ferry stays\n---\n\nThe ferry stays.", Some(11)),
            ("\n\nFerry stays\n\nThe ferry stays.", Some(2)),
            ("---\ntitle: \"Ferry \\\"stays\\\"\"\n---\n\nIt is said: Ferry \"stays\".", None),
        ] {
            let document = document::plain(file.into(), "a", "a").unwrap().document;
            assert_eq!(headline_at(&document, document.title.as_deref().unwrap()), at, "{file}");
        }
    }

    #[test]
    fn messages_are_plain() {
        assert_eq!(plain("a\u{1b}[2J\u{202e}b\nc"), "a<U+001B>\\[2J<U+202E>b c");
        assert_eq!(plain("[x](javascript:alert) {0}"), "\\[x\\](javascript:alert) {{0}}");
    }

    #[test]
    fn names_of_rules() {
        assert_eq!(pascal("cut-mid-sentence"), "CutMidSentence");
    }
}
