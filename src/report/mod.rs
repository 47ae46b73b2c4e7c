//! The report: documents, speakers, attributions, utterances and findings in the form that other programs read.
//!
//! In: a [`Corpus`](crate::Corpus) with findings and problems. Out: [`Report`], which `json` writes for programs,
//! `human` for people at a terminal and `html` for people with a browser; and [`Record`], the lines of `extract`, which
//! `jsonl` writes. Offsets here are Unicode code points, end exclusive, into a document's text. An `id` is a position in
//! this report only: use names, spans and fingerprints to compare reports.

mod assemble;
mod fingerprint;
mod offsets;
mod order;

pub mod json;

pub mod jsonl;

pub mod schema;

#[cfg(feature = "cli")]
mod position;

#[cfg(feature = "cli")]
mod wording;

#[cfg(feature = "cli")]
pub mod uri;

#[cfg(feature = "cli")]
pub mod human;

#[cfg(feature = "cli")]
pub mod csv;

#[cfg(feature = "cli")]
pub mod markdown;

#[cfg(feature = "cli")]
pub mod sarif;

#[cfg(feature = "cli")]
pub mod html;

#[cfg(feature = "cli")]
pub mod annotations;

#[cfg(feature = "cli")]
pub mod schema_org;

pub mod brat;

pub(crate) use assemble::{records, report};
use offsets::Offsets;

use crate::attribution::Kind;
use crate::document::Problem;
use crate::finding::{Confidence, Field, Severity};
use crate::provenance::Way;
use crate::speaker::{Disclosed, SpeakerKind};
use crate::utterance::{DifferenceKind, UtteranceKind};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Name and version of the report's form; it changes when a reader of the old form would misread the new one.
pub const SCHEMA: &str = "misquote/report/1";

/// Everything that was found in and across documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Name and version of this form: "misquote/report/1".
    pub schema: String,
    /// What made the report.
    pub generator: Generator,
    /// In order of name.
    pub documents: Vec<Document>,
    /// Everybody named in any document, in order of first appearance, the earliest dated document first.
    pub speakers: Vec<Speaker>,
    /// By document, then by place.
    pub attributions: Vec<Placed>,
    /// What two or more documents report.
    pub utterances: Vec<Utterance>,
    /// What an editor should be told, the gravest first.
    pub findings: Vec<Finding>,
    /// Fingerprints of findings that an article asks not to be told of, in its `misquote-ignore`; they are not among
    /// the findings.
    #[serde(default)]
    pub suppressed: Vec<String>,
    /// Fingerprints of findings that a [`Baseline`](crate::Baseline) knows; they are not among the findings either.
    #[serde(default)]
    pub known: Vec<String>,
    /// What was wrong with the input.
    pub problems: Vec<Problem>,
}

#[cfg(feature = "cli")]
impl Report {
    /// What a document owes to others, in a few words: the one it is a copy of, or the agency it is from.
    fn owed(&self, document: usize) -> Option<String> {
        let own = self.documents.get(document)?;
        if let Some(of) = own.copy_of.and_then(|of| self.documents.get(of)) {
            let date = of.date.map(|date| format!(", {date}")).unwrap_or_default();
            return Some(format!("copy of {}{date}", of.outlet));
        }
        let agency = own.agency.as_ref().filter(|agency| !agency.eq_ignore_ascii_case(&own.outlet))?;
        Some(format!("from {agency}"))
    }

    /// As [`Self::owed`], or the document that a passage with these code points was printed in before.
    fn lifted(&self, document: usize, place: &Passage) -> Option<String> {
        let shared = || {
            let own = self.documents.get(document)?;
            let held = |shared: &&Shared| shared.span.start <= place.start && place.end <= shared.span.end;
            let earlier = self.documents.get(own.shared.iter().find(held)?.document)?;
            Some(format!("passage as in {}", earlier.outlet))
        };
        self.owed(document).or_else(shared)
    }
}

/// What made a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Generator {
    /// Version of this crate.
    pub version: String,
    /// Name of the learned model: the first twelve digits of its SHA-256.
    pub model: Option<String>,
}

/// A document, without its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Position in the report.
    pub id: usize,
    /// A record's id, or a path as given.
    pub name: String,
    /// Who published it.
    pub outlet: String,
    /// Who owns or feeds the outlet, where settings say so; outlets of one owner count as one report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The agency that it says it is from; what is from one agency counts as one report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// Id of the document of which it is a copy: half of its own words and more, quotations aside, stand there. That is the
    /// earliest dated one at hand, which need not be the origin. Copies count as one report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<usize>,
    /// Passages that stand in an earlier dated document of another outlet, too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared: Vec<Shared>,
    /// Day of publication.
    pub date: Option<Date>,
    /// Headline.
    pub title: Option<String>,
    /// SHA-256 of the text in UTF-8, in hexadecimal.
    pub text_sha256: String,
}

/// A passage of a document that stands in an earlier dated one of another outlet, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Shared {
    /// Where it stands, what is quoted in it included.
    pub span: Span,
    /// Id of the earlier document.
    pub document: usize,
}

/// Somebody named in any document, source or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Speaker {
    /// Position in the report.
    pub id: usize,
    /// The fullest name in any document.
    pub name: String,
    /// Person or organisation.
    pub kind: SpeakerKind,
    /// Other forms of the name.
    pub aliases: Vec<String>,
    /// Roles given with the name.
    pub roles: Vec<Role>,
}

/// A role that a document gives with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Role {
    /// The words.
    pub role: String,
    /// Id of the document.
    pub document: usize,
    /// Where they stand in it.
    pub span: Span,
}

/// A stretch of a document's text in Unicode code points, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// A stretch of a document's text, with the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Passage {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What stands there, unchanged.
    pub text: String,
}

/// Several stretches that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Passages {
    /// Their texts, joined by one space.
    pub text: String,
    /// In order of place.
    pub spans: Vec<Passage>,
}

/// An attribution in a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Placed {
    /// Position in the report.
    pub id: usize,
    /// Id of the document.
    pub document: usize,
    /// The attribution, its keys beside the two above.
    #[serde(flatten)]
    pub attribution: Attribution,
}

/// An attribution as a line of `extract --format jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Name of the document.
    pub document: String,
    /// The attribution, its keys beside the one above.
    #[serde(flatten)]
    pub attribution: Attribution,
}

/// Who is quoted or reported as saying what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Attribution {
    /// How the content is given.
    pub kind: Kind,
    /// What was said, outer quotation marks excluded.
    pub content: Passages,
    /// The parts of it that stand in marks.
    pub quoted: Vec<Passage>,
    /// The words that ascribe.
    pub cue: Option<Passages>,
    /// The mention that the content is ascribed to.
    pub source: Option<Passages>,
    /// Whom the source refers to.
    pub speaker: Option<Referent>,
    /// Who was spoken to.
    pub addressee: Option<String>,
    /// The medium it was lifted from.
    pub via: Option<String>,
    /// When, where or in what it was said.
    pub occasion: Option<String>,
    /// How sure, 0 to 1, to two decimals.
    pub confidence: f64,
}

/// Whom a source refers to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Referent {
    /// Id among the report's speakers; absent for who is not named, and in a [`Record`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<usize>,
    /// The fullest name in the document, or an anonymous source's description as given; none only when unknown.
    pub name: Option<String>,
    /// What sort of speaker.
    pub kind: SpeakerKind,
    /// The role given with the name in the document.
    pub role: Option<String>,
    /// What the article tells of a source that it does not name, as far as words near by tell; left out where nothing is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disclosed: Vec<Disclosed>,
    /// How sure, 0 to 1, to two decimals.
    pub confidence: f64,
    /// Further speakers of a joint statement.
    pub also: Vec<Also>,
    /// Other candidates where one was not certain.
    pub or: Vec<Or>,
}

/// A further speaker of a joint statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Also {
    /// The fullest name in the document.
    pub name: String,
    /// What sort of speaker.
    pub kind: SpeakerKind,
}

/// Another candidate for a speaker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Or {
    /// The fullest name in the document.
    pub name: String,
    /// How sure, 0 to 1, to two decimals.
    pub confidence: f64,
}

/// One thing said, as several documents report it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Utterance {
    /// Position in the report.
    pub id: usize,
    /// How the reports are alike.
    pub kind: UtteranceKind,
    /// Who said it according to the reference; none when unknown.
    pub speaker: Option<String>,
    /// Id of the fullest report among the attributions.
    pub reference: usize,
    /// How many of the reports are independent: copies of one document, what one agency sent and what the outlets of one
    /// owner print count once.
    #[serde(default)]
    pub independent: usize,
    /// Every report, the reference too.
    pub members: Vec<Member>,
}

/// One report of an utterance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Member {
    /// Id among the attributions.
    pub attribution: usize,
    /// The parts that were aligned.
    pub aligned: Aligned,
    /// What differs from the reference inside them.
    pub differences: Vec<Difference>,
    /// How sure it is that this reports the utterance, 0 to 1, to two decimals, where it does so in other words; absent
    /// where the words themselves were aligned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// How the outlet came by the words, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
}

/// How an outlet came by words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Provenance {
    /// In what they were said or written.
    pub way: Option<Way>,
    /// The medium they were given to, as printed.
    pub medium: Option<String>,
    /// Whether that is the outlet itself.
    pub own: bool,
}

/// The parts of a member and of the reference that were aligned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Aligned {
    /// In the member's document.
    #[serde(rename = "self")]
    pub own: Vec<Passage>,
    /// In the reference's document.
    pub reference: Vec<Passage>,
}

/// One thing that differs between a member and the reference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// What sort.
    pub kind: DifferenceKind,
    /// In words, for people.
    pub detail: String,
    /// The words concerned in the member; never empty.
    #[serde(rename = "self")]
    pub own: Vec<Passage>,
    /// The words concerned in the reference.
    pub reference: Vec<Passage>,
}

/// What an editor should be told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The check that made it.
    pub code: String,
    /// How grave.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// One sentence for people.
    pub message: String,
    /// The same as long as the outlets, the words concerned and, where they differ, the speakers are, whatever else is
    /// edited, added or moved.
    pub fingerprint: String,
    /// Id of the utterance concerned, if one is.
    pub utterance: Option<usize>,
    /// Where to look, the main places first.
    pub evidence: Vec<Evidence>,
}

/// A place in a document that supports a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Id of the document.
    pub document: usize,
    /// Where in its text or title.
    pub span: Span,
    /// Whether `span` points into the text or the title.
    pub field: Field,
    /// What to see there, in a few words.
    pub label: String,
}
