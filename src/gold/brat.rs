//! brat standoff: annotations of one document in a file beside it. In: a document and that file's text. Out: a
//! [`GoldDocument`].
//!
//! `T` lines are spans (`T3<tab>Content 120 211;215 220<tab>words`), `E` lines tie them together
//! (`E1<tab>Attribution:T4 Content:T3 Cue:T2 Source:T1`). Roles may end in a digit (`Content2`: a further fragment). Spans of
//! other types (Discuss, Discard) are notes of annotators and belong to no attribution; an attribution without content
//! is left out. The words after the offsets are not read: they break across lines wherever the text does, so a line
//! that begins like no annotation is taken for the rest of the one before.

use super::code_points::CodePoints;
use super::{GoldAttribution, GoldDocument};
use crate::document::{Document, Problem, Span};
use rustc_hash::FxHashMap;

/// The document with what `annotations` mark in it; `file` is what the annotations are called in errors.
///
/// # Errors
/// If a `T` or `E` line is broken, marks what is not in the text, or names a span that is not in the file.
pub fn brat(document: Document, annotations: &str, file: &str) -> Result<GoldDocument, Problem> {
    let standoff = Standoff::parse(annotations, &document.text)
        .map_err(|(line, message)| Problem::error(file, Some(line), message))?;
    Ok(GoldDocument { attributions: standoff.attributions(), document })
}

/// What is wrong with a line, from 1, and the remedy.
type Fault = (usize, String);

#[derive(Default)]
struct Standoff<'a> {
    spans: FxHashMap<&'a str, Vec<Span>>,
    events: Vec<Event<'a>>,
}

/// An `E` line.
struct Event<'a> {
    id: &'a str,
    /// Role and id of a span.
    roles: Vec<(&'a str, &'a str)>,
    line: usize,
}

impl<'a> Standoff<'a> {
    fn parse(annotations: &'a str, text: &str) -> Result<Standoff<'a>, Fault> {
        let points = CodePoints::new(text);
        let mut standoff = Standoff::default();
        for (nth, line) in annotations.split('\n').enumerate() {
            let line = line.trim_end_matches('\r');
            standoff.line(line, nth + 1, &points).map_err(|message| (nth + 1, message))?;
        }
        standoff.whole()
    }

    fn line(&mut self, line: &'a str, number: usize, points: &CodePoints) -> Result<(), String> {
        let Some((id, rest)) = line.split_once('\t') else { return Ok(()) };
        if is_id(id, 'T') {
            let (_, offsets) = rest.split('\t').next().and_then(|head| head.split_once(' ')).ok_or(NO_SPAN)?;
            self.spans.insert(id, fragments(offsets, points)?);
        } else if is_id(id, 'E') {
            let roles = rest.split_ascii_whitespace().skip(1).map(|role| role.split_once(':').ok_or(NO_EVENT));
            self.events.push(Event { id, roles: roles.collect::<Result<_, _>>()?, line: number });
        }
        Ok(())
    }

    /// Every span that an event names is there, before or after it.
    fn whole(self) -> Result<Standoff<'a>, Fault> {
        for event in &self.events {
            if let Some((_, id)) =
                event.roles.iter().find(|(_, id)| id.starts_with('T') && !self.spans.contains_key(id))
            {
                return Err((
                    event.line,
                    format!("{} names {id}, which the file does not hold; annotate it again", event.id),
                ));
            }
        }
        Ok(self)
    }

    fn attributions(&self) -> Vec<GoldAttribution> {
        self.events.iter().map(|event| self.attribution(event)).filter(|a| !a.content.is_empty()).collect()
    }

    fn attribution(&self, event: &Event) -> GoldAttribution {
        let mut attribution = GoldAttribution { name: event.id.to_owned(), ..GoldAttribution::default() };
        for (role, id) in &event.roles {
            let spans = match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "Content" => &mut attribution.content,
                "Cue" => &mut attribution.cue,
                "Source" => &mut attribution.source,
                _ => continue,
            };
            spans.extend(self.spans.get(id).into_iter().flatten());
        }
        attribution
    }
}

const NO_SPAN: &str = "not a span; write ID<tab>TYPE START END[;START END]<tab>WORDS";
const NO_EVENT: &str = "not an attribution; write ID<tab>Attribution:T4 Content:T3 Cue:T2 Source:T1";

/// "T12", "E3".
fn is_id(id: &str, letter: char) -> bool {
    id.strip_prefix(letter).is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// "120 211;215 220". Empty fragments are left out.
fn fragments(offsets: &str, points: &CodePoints) -> Result<Vec<Span>, String> {
    let mut spans = Vec::new();
    for fragment in offsets.split(';') {
        let (start, end) = fragment.split_once(' ').ok_or(NO_SPAN)?;
        let number = |digits: &str| digits.parse::<usize>().map_err(|_| NO_SPAN);
        spans.push(points.span(number(start)?, number(end)?)?);
    }
    spans.retain(|span| !span.is_empty());
    Ok(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "“Öl, ” said Ödön, “is\nout.”";

    fn read(annotations: &str) -> Result<Vec<GoldAttribution>, String> {
        let gold = brat(Document::new("a", TEXT), annotations, "a_x.ann");
        gold.map(|gold| gold.attributions).map_err(|problem| problem.to_string())
    }

    #[test]
    fn fragments_and_line_breaks() {
        let annotations = "T1\tContent 1 3\tÖl\nT2\tSource 12 16\tÖdön\nT3\tCue 7 11\tsaid\n\
            T4\tContent2 19 26\tis\nout\nE1\tAttribution:T3 Content:T1 Cue:T3 Source:T2 Content2:T4\n\
            T5\tDiscuss 0 1\t“\n#1\tAnnotatorNotes T5\twhy?\nE2\tAttribution:T3 Cue:T3\n";
        let found = read(annotations).unwrap();
        assert_eq!(found.len(), 1, "one without content is left out");
        let words = |spans: &[Span]| spans.iter().map(|s| s.of(TEXT)).collect::<Vec<_>>().join("|");
        assert_eq!(words(&found[0].content), "Öl|is\nout.");
        assert_eq!(words(&found[0].cue), "said");
        assert_eq!(words(&found[0].source), "Ödön");
    }

    #[test]
    fn errors_name_the_line_and_the_remedy() {
        let error = |annotations: &str| read(annotations).unwrap_err();
        assert_eq!(
            error("T1\tContent 1 3\tÖl\nT2\tCue 6 99\tsaid"),
            "a_x.ann:2: error: 6..99 is no stretch of the text, which is 0..27; count code points, not bytes"
        );
        assert_eq!(
            error("T1\tContent 1-3\tÖl"),
            "a_x.ann:1: error: not a span; write ID<tab>TYPE START END[;START END]<tab>WORDS"
        );
        assert_eq!(
            error("E1\tAttribution:T3 Content:T1"),
            "a_x.ann:1: error: E1 names T1, which the file does not hold; annotate it again"
        );
        assert!(error("E1\tAttribution:T3 Content").starts_with("a_x.ann:1: error: not an attribution"));
    }
}
