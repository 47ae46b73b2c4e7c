//! schema.org in JSON-LD, for search engines and archives of claims: what is quoted as a `Quotation` spoken by somebody,
//! what is reported as a `Claim` by its author, with its quoted parts as `Quotation`s in it; each with the article that it
//! appears in or, of a shared utterance, with every article.
//!
//! In: a document with its attributions, or a report with its documents. Out: objects with their own `@context`. Whose
//! kind is unknown is left out; so is a URL that is no web address.

use super::annotations::write_list;
use super::uri;
use super::{Attribution, Placed, Referent, Report, Utterance, records};
use crate::attribution::{self, Kind};
use crate::document::Document;
use crate::speaker::SpeakerKind;
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Writes the attributions of one document, one a line with commas between them.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write_attributions(
    document: &Document,
    attributions: &[attribution::Attribution],
    out: &mut impl Write,
) -> io::Result<()> {
    let articles = [article(document)];
    write_list(records(document, attributions).map(|record| work(&record.attribution, &articles)), out)
}

/// Writes the shared utterances as one array, each as its fullest report has it.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write(report: &Report, documents: &[Document], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[\n")?;
    write_list(report.utterances.iter().map(|utterance| shared(utterance, report, documents)), out)?;
    out.write_all(b"\n]\n")
}

fn shared(utterance: &Utterance, report: &Report, documents: &[Document]) -> Value {
    let placed = |attribution: usize| report.attributions.get(attribution);
    let mut reporting: Vec<usize> =
        utterance.members.iter().filter_map(|member| Some(placed(member.attribution)?.document)).collect();
    reporting.sort_unstable();
    reporting.dedup();
    let articles: Vec<Value> = reporting.iter().filter_map(|at| documents.get(*at)).map(article).collect();
    placed(utterance.reference).map_or(Value::Null, |Placed { attribution, .. }| work(attribution, &articles))
}

/// A quotation or a claim, with the articles it appears in.
fn work(said: &Attribution, articles: &[Value]) -> Value {
    let speakers = said.speaker.as_ref().map(speakers).unwrap_or_default();
    let (kind, by, appears) = match said.kind {
        Kind::Direct => ("Quotation", "spokenByCharacter", "isPartOf"),
        Kind::Mixed | Kind::Indirect => ("Claim", "author", "appearance"),
    };
    let mut work = json!({"@context": "https://schema.org", "@type": kind, "text": said.content.text});
    work[appears] = articles.into();
    if !speakers.is_empty() {
        work[by] = speakers.into();
    }
    if said.kind == Kind::Mixed {
        let quoted = said.quoted.iter().map(|passage| json!({"@type": "Quotation", "text": passage.text}));
        work["hasPart"] = quoted.collect();
    }
    work
}

/// Everybody who is known to be a person or an organisation.
fn speakers(speaker: &Referent) -> Vec<Value> {
    let also = speaker.also.iter().map(|also| (also.name.as_str(), also.kind));
    let all = speaker.name.as_deref().map(|name| (name, speaker.kind)).into_iter().chain(also);
    all.filter_map(|(name, kind)| match kind {
        SpeakerKind::Person => Some(json!({"@type": "Person", "name": name})),
        SpeakerKind::Organisation => Some(json!({"@type": "Organization", "name": name})),
        SpeakerKind::Document | SpeakerKind::Anonymous | SpeakerKind::Unknown => None,
    })
    .collect()
}

fn article(document: &Document) -> Value {
    let mut article = Map::new();
    article.insert("@type".to_owned(), "NewsArticle".into());
    article.insert("identifier".to_owned(), document.name.as_str().into());
    article.insert("publisher".to_owned(), json!({"@type": "Organization", "name": document.outlet}));
    let date = document.date.map(|date| date.to_string());
    for (key, value) in [("headline", document.title.clone()), ("datePublished", date), ("url", uri::web(document))] {
        article.extend(value.map(|value| (key.to_owned(), value.into())));
    }
    article.into()
}
