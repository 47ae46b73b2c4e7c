//! Anchors: what each thing on the page is called, so that a link leads to it. A finding's is its fingerprint, which
//! stays the same in the next report as long as the words concerned do; the others hold for one report.

use crate::report::Finding;

/// The link to an anchor.
pub fn to(anchor: &str) -> String {
    format!("#{anchor}")
}

/// A finding.
pub fn finding(finding: &Finding) -> String {
    format!("finding-{}", finding.fingerprint)
}

/// What a finding is about in the article of one document.
pub fn evidence(finding: &Finding, document: usize) -> String {
    format!("evidence-{}-{document}", finding.fingerprint)
}

/// An utterance.
pub fn utterance(id: usize) -> String {
    format!("utterance-{id}")
}

/// An article.
pub fn document(id: usize) -> String {
    format!("article-{id}")
}

/// The content of an attribution in its article.
pub fn attribution(id: usize) -> String {
    format!("attribution-{id}")
}

/// What a code means.
pub fn code(code: &str) -> String {
    format!("code-{code}")
}
