//! Events: documents that tell one story, with the places in them that are labelled as one utterance. In: JSON Lines, an
//! event a line: `{"documents": [{"id", "text"}], "groups": [{"occurrences": [{"document", "start", "end"}]}]}`; other keys
//! are ignored. Out: [`GoldUtterances`] of all events. Offsets are Unicode code points, end exclusive.

use super::code_points::CodePoints;
use crate::document::{Document, Problem, Span};
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// Documents, and what is labelled as one utterance in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoldUtterances {
    /// In the order they come in.
    pub documents: Vec<Document>,
    /// Places that report one utterance: the document's name, and bytes into its text.
    pub groups: Vec<Vec<(String, Span)>>,
}

/// The events of a file; `file` is what it is called in errors.
///
/// # Errors
/// If a line is no event, names no document of its own, or marks what is not in the text.
pub fn events(lines: &str, file: &str) -> Result<GoldUtterances, Problem> {
    let mut gold = GoldUtterances::default();
    for (nth, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        add(&mut gold, line).map_err(|message| Problem::error(file, Some(nth + 1), message))?;
    }
    Ok(gold)
}

#[derive(Deserialize)]
struct Event {
    documents: Vec<Article>,
    groups: Vec<Group>,
}

#[derive(Deserialize)]
struct Article {
    id: String,
    text: String,
}

#[derive(Deserialize)]
struct Group {
    occurrences: Vec<Occurrence>,
}

#[derive(Deserialize)]
struct Occurrence {
    document: String,
    start: usize,
    end: usize,
}

fn add(gold: &mut GoldUtterances, line: &str) -> Result<(), String> {
    let event: Event = serde_json::from_str(line)
        .map_err(|error| format!("not an event ({error}); write its documents and groups as one JSON object"))?;
    let points: FxHashMap<&str, CodePoints> =
        event.documents.iter().map(|article| (article.id.as_str(), CodePoints::new(&article.text))).collect();
    let place = |occurrence: &Occurrence| {
        let points = points.get(occurrence.document.as_str());
        let points = points.ok_or_else(|| format!("the event has no document \"{}\"; add it", occurrence.document))?;
        Ok((occurrence.document.clone(), points.span(occurrence.start, occurrence.end)?))
    };
    let groups = event.groups.iter().map(|group| group.occurrences.iter().map(place).collect());
    gold.groups.extend(groups.collect::<Result<Vec<_>, String>>()?);
    gold.documents.extend(event.documents.into_iter().map(|article| Document::new(article.id, article.text)));
    Ok(())
}
