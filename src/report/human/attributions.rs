//! What one document attributes, for people: each attribution with its line, its kind, who said it and the words.

use super::{Look, visible};
use crate::attribution::{Attribution, Kind};
use crate::document::{Document, Span};
use crate::speaker::{Disclosed, Speaker, SpeakerKind};
use std::io::{self, Write};

/// Columns before the words of an attribution.
const INDENT: usize = 8;

/// Writes the attributions of one document.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write_attributions(
    document: &Document,
    attributions: &[Attribution],
    out: &mut dyn Write,
    look: Look,
) -> io::Result<()> {
    writeln!(out, "{}", look.strong(&visible::line(&heading(document))))?;
    let mut lines = Lines { text: &document.text, byte: 0, line: 1 };
    for attribution in attributions {
        let line = lines.of(attribution.content.first().map_or(0, |span| span.start));
        write_attribution(document, attribution, line, out, look)?;
    }
    writeln!(out)
}

/// Outlet and date, where known, before the name.
fn heading(document: &Document) -> String {
    let outlet = (document.outlet != document.name).then(|| document.outlet.clone());
    let date = document.date.map(|date| date.to_string());
    outlet.into_iter().chain(date).chain([document.name.clone()]).collect::<Vec<_>>().join(", ")
}

fn write_attribution(
    document: &Document,
    attribution: &Attribution,
    line: usize,
    out: &mut dyn Write,
    look: Look,
) -> io::Result<()> {
    let columns = look.width.saturating_sub(INDENT).max(INDENT);
    let who = format!("{}: {}", attribution.kind, who(document, attribution));
    for (nth, text) in visible::wrap(&visible::line(&who), columns).iter().enumerate() {
        let line = if nth == 0 { line.to_string() } else { String::new() };
        writeln!(out, "{line:>6}  {text}")?;
    }
    for text in visible::wrap(&words(document, attribution), columns) {
        writeln!(out, "{:INDENT$}{text}", "")?;
    }
    Ok(())
}

/// The speaker, the cue and the other parties: "Mara Vell, the harbour master – told (to the Packet)".
fn who(document: &Document, attribution: &Attribution) -> String {
    let mut who = speaker(document, attribution) + &unnamed(attribution.speaker.as_ref());
    if !attribution.cue.is_empty() {
        who += &format!(" – {}", joined(document, &attribution.cue));
    }
    for (word, span) in [("to", attribution.addressee), ("via", attribution.via)] {
        if let Some(span) = span {
            who += &format!(" ({word} {})", document.slice(span));
        }
    }
    who
}

/// The resolved speaker, with the mention in marks where that says something else.
fn speaker(document: &Document, attribution: &Attribution) -> String {
    let mention = joined(document, &attribution.source);
    let Some(name) = attribution.speaker.as_ref().and_then(named) else {
        return if mention.is_empty() { "speaker unknown".to_owned() } else { format!("{mention} (unknown)") };
    };
    if mention.is_empty() || mention.contains(&name) {
        return if mention.is_empty() { name } else { mention };
    }
    format!("{name} (“{mention}”)")
}

/// For a source without a name, what is told of it: " (unnamed: position, affiliation)".
fn unnamed(speaker: Option<&Speaker>) -> String {
    let Some(speaker) = speaker.filter(|speaker| speaker.kind == SpeakerKind::Anonymous) else {
        return String::new();
    };
    let told = Disclosed::list(&speaker.disclosed);
    if told.is_empty() { " (unnamed)".to_owned() } else { format!(" (unnamed: {told})") }
}

/// All speakers of a statement, and who else it may be before anybody.
fn named(speaker: &Speaker) -> Option<String> {
    let mut name = speaker.name.clone()?;
    for (also, _) in &speaker.also {
        name += &format!(" and {also}");
    }
    if let Some((or, _)) = speaker.or.first() {
        name += &format!(" or {or}?");
    }
    Some(name)
}

/// The words, in marks where all of them are quoted, fragments set apart by an ellipsis.
fn words(document: &Document, attribution: &Attribution) -> String {
    let fragments = attribution.content.iter().map(|&span| document.slice(span).trim_end_matches(','));
    let words = visible::line(&fragments.collect::<Vec<_>>().join(" … "));
    if attribution.kind == Kind::Direct { format!("“{words}”") } else { words }
}

fn joined(document: &Document, spans: &[Span]) -> String {
    spans.iter().map(|&span| document.slice(span)).collect::<Vec<_>>().join(" … ")
}

/// Counts the lines of a text once, for places that are asked for mostly in order.
struct Lines<'t> {
    text: &'t str,
    byte: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line a byte stands in, from 1.
    fn of(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            (self.byte, self.line) = (0, 1);
        }
        self.line += self.text[self.byte..byte].matches('\n').count();
        self.byte = byte;
        self.line
    }
}
