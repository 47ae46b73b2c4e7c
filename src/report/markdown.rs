//! The findings for an issue tracker, in GitHub's Markdown: under a heading each, what is to be told, then every passage
//! with the words concerned in bold, then how sure the finding is and its fingerprint.
//!
//! In: a [`Report`] and its documents. Out: Markdown in which whatever articles contain is text: markup, links, mentions
//! and references to issues are taken apart, and what is not seen is written out. Some trackers take no text of more than
//! 65,536 characters; findings are in order of gravity, so the end is what can be left out.

use super::human::{self, excerpt, visible};
use super::position::{Seen, Shelf};
use super::{Evidence, Finding, Report};
use crate::document::{Document, Span};
use crate::finding::Field;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Most characters of a message, outlet or name. Guessed: three lines.
const LONGEST: usize = 300;

/// Writes the findings; `documents` are those of the report, in its order.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write(report: &Report, documents: &[Document], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Misquote\n\n{}", human::summary(report))?;
    let shelf = Shelf::new(documents);
    report.findings.iter().try_for_each(|finding| out.write_all(section(report, finding, &shelf).as_bytes()))
}

fn section(report: &Report, finding: &Finding, shelf: &Shelf<'_>) -> String {
    let mut section = format!("\n## {}: {}\n\n{}\n", finding.severity, finding.code, escaped(&finding.message));
    for (document, seen, spans) in places(finding, shelf) {
        let owed = report.owed(document).map(|owed| format!(" ({})", escaped(&owed))).unwrap_or_default();
        let _ = write!(section, "\n{}{owed}:\n\n> {}\n", heading(&seen), quoted(seen.text, &spans));
    }
    let _ = writeln!(section, "\nConfidence: {}. Fingerprint: {}", finding.confidence, code(&finding.fingerprint));
    section
}

/// The texts and headlines that have evidence, in its order, each with its document and what is pointed at in it.
fn places<'s>(finding: &Finding, shelf: &'s Shelf<'_>) -> Vec<(usize, Seen<'s>, Vec<Span>)> {
    let mut places: Vec<(&Evidence, Seen<'s>, Vec<Span>)> = Vec::new();
    for evidence in &finding.evidence {
        let Some(seen) = shelf.seen(evidence) else { continue };
        let same = |first: &Evidence| first.document == evidence.document && first.field == evidence.field;
        match places.iter_mut().find(|(first, ..)| same(first)) {
            Some((_, _, spans)) => spans.push(seen.span),
            None => {
                let span = seen.span;
                places.push((evidence, seen, vec![span]));
            }
        }
    }
    places.into_iter().map(|(evidence, seen, spans)| (evidence.document, seen, spans)).collect()
}

/// Outlet, date, document and line.
fn heading(seen: &Seen<'_>) -> String {
    let document = seen.document;
    let date = document.date.map(|date| format!(", {date}")).unwrap_or_default();
    let place = match seen.field {
        Field::Text => format!("line {}", seen.start().line),
        Field::Title => "headline".to_owned(),
    };
    format!("{}{date}, {}, {place}", escaped(&document.outlet), code(&document.name))
}

/// What stands around the spans, with them in bold.
fn quoted(text: &str, spans: &[Span]) -> String {
    let mark = |&span: &Span| excerpt::Mark { span, label: String::new(), main: true };
    let marks: Vec<excerpt::Mark> = spans.iter().map(mark).collect();
    let paragraphs = excerpt::by_paragraphs(text, &marks);
    let shown = paragraphs.iter().map(|(paragraph, marks)| {
        let windows = excerpt::windows(text, *paragraph, marks);
        let shown: Vec<String> = windows.iter().map(|window| lead(&bold(text, *window, marks))).collect();
        let edge = |cut: bool| if cut { "… " } else { "" };
        let ends = (windows.first().map(|w| w.start), windows.last().map(|w| w.end));
        let (before, after) = (ends.0 > Some(paragraph.start), ends.1 < Some(paragraph.end));
        format!("{}{}{}", edge(before), shown.join(" … "), edge(after).trim_end())
    });
    shown.collect::<Vec<_>>().join("\n>\n> ")
}

/// A stretch of text, escaped, with the parts of marks that lie in it in bold.
fn bold(text: &str, window: Span, marks: &[excerpt::Mark]) -> String {
    let mut shown = String::new();
    let mut at = window.start;
    let mut spans: Vec<Span> = marks.iter().map(|mark| mark.span).collect();
    spans.sort_unstable();
    for span in spans {
        let (start, end) = (span.start.max(at), span.end.min(window.end));
        if start < end {
            let _ = write!(shown, "{}**{}**", inline(&text[at..start]), inline(&text[start..end]));
            at = end;
        }
    }
    shown + &inline(&text[at..window.end])
}

/// Text for the beginning of a line, cut to [`LONGEST`].
fn escaped(text: &str) -> String {
    lead(&inline(&visible::cut(text, LONGEST)))
}

/// What would make the line that it begins a list, a rule or code does not.
fn lead(inline: &str) -> String {
    let text = inline.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text[digits..].chars().next() {
        Some('-' | '+' | '=') if digits == 0 => format!("\\{text}"),
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &text[..digits], &text[digits..]),
        _ => text.to_owned(),
    }
}

/// Text that is nothing but text wherever it stands in a line: what is not seen is written out, marks of Markdown are
/// escaped, and an empty comment keeps apart what would become a link or call somebody.
fn inline(text: &str) -> String {
    let text = visible::line(text);
    let mut inline = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$' => inline.extend(['\\', c]),
            '#' => inline.push_str("\\#<!-- -->"),
            '@' => inline.push_str("@<!-- -->"),
            ':' if after.starts_with("//") => inline.push_str(":<!-- -->"),
            '.' if ends_with_www(before) => inline.push_str("<!-- -->."),
            _ => inline.push(c),
        }
    }
    inline
}

fn ends_with_www(text: &str) -> bool {
    let start = text.len().saturating_sub(3);
    text.get(start..).is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

/// A name between as many backticks as it takes.
fn code(name: &str) -> String {
    let name = visible::cut(&visible::line(name), LONGEST);
    let longest = name.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let space = if name.starts_with('`') || name.ends_with('`') || name.is_empty() { " " } else { "" };
    format!("{fence}{space}{name}{space}{fence}")
}
