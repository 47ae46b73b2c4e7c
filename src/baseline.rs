//! A baseline: findings that somebody has looked at and lives with, kept in a file beside a corpus, so that the next
//! report tells only what is new.
//!
//! In: a report, or the lines of a baseline. Out: [`Baseline`], which takes what it knows out of a report, says what is
//! gone, and writes itself down: JSON Lines, first what it is, then one finding a line, sorted, for people to compare.
//! Only fingerprints are compared; code and message stand there to be read. What it gets wrong: a finding whose words
//! were edited counts as gone and as new.

use crate::Report;
use crate::report::Finding;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};
use std::fmt;

/// Name and version of the form.
const SCHEMA: &str = "misquote/baseline/1";

/// Findings that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline(BTreeSet<Entry>);

/// A finding that is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry {
    /// The check that made it.
    pub code: String,
    /// Its sentence for people, as it was.
    pub message: String,
    /// By which it is known again.
    pub fingerprint: String,
}

/// The first line of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    schema: String,
}

/// Why lines are no baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong there, with the remedy.
    pub message: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for Broken {}

/// A value as a line of JSON.
fn line<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("strings are always JSON") + "\n"
}

impl Baseline {
    /// Everything that a report tells of.
    pub fn of(report: &Report) -> Self {
        let entry = |finding: &Finding| Entry {
            code: finding.code.clone(),
            message: finding.message.clone(),
            fingerprint: finding.fingerprint.clone(),
        };
        Baseline(report.findings.iter().map(entry).collect())
    }

    /// Reads what [`Baseline::written`] wrote, in any order of lines.
    ///
    /// # Errors
    /// If the first line does not say that this is a baseline, or another is no finding.
    pub fn read(text: &str) -> Result<Self, Broken> {
        let mut lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
        let remedy = "this is no baseline; write one with --write-baseline";
        let broken = |line, message: String| Broken { line, message };
        let (first, number) = lines.next().ok_or_else(|| broken(1, format!("empty, so {remedy}")))?;
        match serde_json::from_str::<Header>(first) {
            Ok(header) if header.schema == SCHEMA => {}
            _ => return Err(broken(number, format!("does not begin with {{\"schema\":\"{SCHEMA}\"}}, so {remedy}"))),
        }
        let entry = |(line, number): (&str, usize)| {
            let broken = |error: serde_json::Error| {
                let what = error.to_string();
                let what = what.split(" at line ").next().unwrap_or_default();
                let message =
                    format!("column {}: {what}; write the baseline again with --write-baseline", error.column());
                Broken { line: number, message }
            };
            serde_json::from_str(line).map_err(broken)
        };
        lines.map(entry).collect::<Result<_, _>>().map(Baseline)
    }

    /// The lines of the file.
    pub fn written(&self) -> String {
        let header = Header { schema: SCHEMA.to_owned() };
        std::iter::once(line(&header)).chain(self.0.iter().map(line)).collect()
    }

    /// Takes the findings that are known out of the report and lists them there as known.
    pub fn set_aside(&self, report: &mut Report) {
        let known: HashSet<&str> = self.0.iter().map(|entry| entry.fingerprint.as_str()).collect();
        let is_known = |finding: &mut Finding| known.contains(finding.fingerprint.as_str());
        report.known.extend(report.findings.extract_if(.., is_known).map(|finding| finding.fingerprint));
    }

    /// What is known and neither told of, suppressed nor set aside in the report.
    pub fn gone<'b>(&'b self, report: &'b Report) -> impl Iterator<Item = &'b Entry> {
        let told = report.findings.iter().map(|finding| &finding.fingerprint);
        let there: HashSet<&String> = told.chain(&report.suppressed).chain(&report.known).collect();
        self.0.iter().filter(move |entry| !there.contains(&entry.fingerprint))
    }

    /// Knows these findings, too.
    pub fn extend(&mut self, entries: impl IntoIterator<Item = Entry>) {
        self.0.extend(entries);
    }

    /// How many findings are known.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// True when no finding is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(code: &str, message: &str) -> Entry {
        Entry { code: code.into(), message: message.into(), fingerprint: format!("{code}-1") }
    }

    #[test]
    fn it_reads_what_it_writes_in_order() {
        let baseline = Baseline([entry("b", "“No”\u{1b}[2J\n"), entry("a", "Yes")].into());
        let written = baseline.written();
        insta::assert_snapshot!(written, @r#"
        {"schema":"misquote/baseline/1"}
        {"code":"a","message":"Yes","fingerprint":"a-1"}
        {"code":"b","message":"“No”\u001b[2J\n","fingerprint":"b-1"}
        "#);
        assert_eq!(Baseline::read(&written).as_ref(), Ok(&baseline));
        let turned: Vec<&str> =
            written.lines().take(1).chain(written.lines().skip(1).collect::<Vec<_>>().into_iter().rev()).collect();
        assert_eq!(Baseline::read(&turned.join("\r\n\r\n")).as_ref(), Ok(&baseline));
    }

    #[test]
    fn what_is_no_baseline() {
        let told = |text: &str| Baseline::read(text).unwrap_err().to_string();
        let header = "{\"schema\":\"misquote/baseline/1\"}\n";
        let all = [
            told(""),
            told("{\"schema\":\"misquote/report/1\"}"),
            told(&format!("{header}{{\"code\":\"a\"}}\n")),
            told(&format!("{header}\n<<<<<<< HEAD\n")),
        ];
        insta::assert_snapshot!(all.join("\n"), @r#"
        line 1: empty, so this is no baseline; write one with --write-baseline
        line 1: does not begin with {"schema":"misquote/baseline/1"}, so this is no baseline; write one with --write-baseline
        line 2: column 12: missing field `message`; write the baseline again with --write-baseline
        line 3: column 1: expected value; write the baseline again with --write-baseline
        "#);
    }
}
