//! An example: a check tried on its own. In: the reports of two outlets that a [`Check`] brings along, one a line. Out: the
//! documents they stand for, and the report on them when only this check is asked.

use super::{Check, Levels};
#[cfg(test)]
use crate::Severity;
use crate::{Document, Options, Report};

impl Check {
    /// The articles of the example: each line is an outlet, a colon and what it printed, behind a headline and a
    /// bar if there is one.
    pub fn articles(&self) -> Vec<Document> {
        let article = |line: &str| {
            let (outlet, printed) = line.split_once(": ").unwrap_or(("", line));
            let (title, text) = printed.split_once(" | ").map_or((None, printed), |(title, text)| (Some(title), text));
            Document { title: title.map(str::to_owned), ..Document::new(outlet, text) }
        };
        self.example.lines().map(article).collect()
    }

    /// What this check alone tells of the example, and the articles in the order of the report.
    pub fn tried(&self) -> (Report, Vec<Document>) {
        let mut levels = Levels::default();
        levels.only(&[self]);
        let mut articles = self.articles();
        articles.sort();
        (crate::check(&articles, &Options { levels, threads: 1, ..Options::default() }), articles)
    }
}

/// How grave a check's findings are where two articles of one story go on with these lines.
#[cfg(test)]
pub(super) fn told(check: &Check, lines: [&str; 2]) -> Vec<Severity> {
    let start = "The harbour council of Kessary met to settle the dispute over the old ferry terminal and its tanks.";
    let article = |(name, line)| Document::new(name, format!("{start}\n\n{line}\n"));
    let documents: Vec<Document> = ["beacon", "herald"].into_iter().zip(lines).map(article).collect();
    let findings = crate::check(&documents, &Options::default()).findings;
    findings.iter().filter(|finding| finding.code == check.code).map(|finding| finding.severity).collect()
}
