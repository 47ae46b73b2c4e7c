//! Errors: what was missed, what was found and is none, and where the source is wrong, each with its context.

use super::Case;
use misquote::document::Span;
use misquote::report::human::visible;
use std::io::{self, Write};

/// Bytes of context on either side. Guessed: a sentence or so.
const CONTEXT: usize = 110;

/// An error, ready to be shown.
struct Fault<'c> {
    case: &'c Case,
    title: String,
    /// What is called how, in the order to show.
    parts: Vec<(&'static str, &'c [Span])>,
}

/// Writes `count` errors of each sort, spread evenly over all.
pub fn write(cases: &[Case], count: usize, out: &mut impl Write, width: usize) -> io::Result<()> {
    if count == 0 {
        return Ok(());
    }
    let all = |of: fn(&Case) -> Vec<Fault>| cases.iter().flat_map(of).collect::<Vec<_>>();
    let sorts = [("missed", all(missed)), ("found but not gold", all(unfounded)), ("wrong source", all(wrong_source))];
    for (sort, faults) in &sorts {
        let step = faults.len().div_ceil(count).max(1);
        writeln!(out, "\n=== {sort}: {}, shown {}", faults.len(), faults.len().div_ceil(step))?;
        faults.iter().step_by(step).try_for_each(|fault| fault.write(out, width))?;
    }
    Ok(())
}

fn missed(case: &Case) -> Vec<Fault<'_>> {
    case.comparison.missed.iter().map(|&at| case.gold_fault(at)).collect()
}

fn wrong_source(case: &Case) -> Vec<Fault<'_>> {
    let wrong = case.comparison.pairs.iter().filter(|(.., right)| !right);
    let fault = |&(gold, found, _): &(usize, usize, bool)| {
        let mut fault = case.gold_fault(gold);
        fault.parts.push(("found source", &case.found[found].source));
        fault.parts.push(("found cue", &case.found[found].cue));
        fault
    };
    wrong.map(fault).collect()
}

fn unfounded(case: &Case) -> Vec<Fault<'_>> {
    case.comparison.unfounded.iter().map(|&at| case.found_fault(at)).collect()
}

impl Case {
    fn gold_fault(&self, at: usize) -> Fault<'_> {
        let gold = &self.gold.attributions[at];
        let kind = format!("{:?}", self.comparison.kinds[at]).to_lowercase();
        Fault {
            case: self,
            title: format!("[{kind}] {} {}", self.gold.document.name, gold.name),
            parts: vec![("source", &gold.source), ("cue", &gold.cue), ("content", &gold.content)],
        }
    }

    fn found_fault(&self, at: usize) -> Fault<'_> {
        let found = &self.found[at];
        let kind = format!("{:?}", found.kind).to_lowercase();
        Fault {
            case: self,
            title: format!("[{kind}] {} at confidence {:.2}", self.gold.document.name, found.confidence),
            parts: vec![("source", &found.source), ("cue", &found.cue), ("content", &found.content)],
        }
    }
}

impl Fault<'_> {
    fn write(&self, out: &mut impl Write, width: usize) -> io::Result<()> {
        writeln!(out, "\n{}", visible::line(&self.title))?;
        for (name, spans) in &self.parts {
            write_part(name, &self.case.words(spans), out, width)?;
        }
        write_part("context", &self.context(), out, width)
    }

    /// The text around all parts, paragraphs set apart by a sign.
    fn context(&self) -> String {
        let text = &self.case.gold.document.text;
        let spans = || self.parts.iter().flat_map(|(_, spans)| spans.iter());
        let from = spans().map(|span| span.start).min().unwrap_or(0).saturating_sub(CONTEXT);
        let to = spans().map(|span| span.end).max().unwrap_or(0) + CONTEXT;
        let boundary = |at: &usize| text.is_char_boundary(*at);
        let from = (0..=from).rev().find(boundary).unwrap_or(0);
        let to = (to..text.len()).find(boundary).unwrap_or(text.len());
        text[from..to].replace('\n', " ¶ ")
    }
}

fn write_part(name: &str, words: &str, out: &mut impl Write, width: usize) -> io::Result<()> {
    for (nth, line) in visible::wrap(&visible::line(words), width.saturating_sub(16)).iter().enumerate() {
        writeln!(out, "  {:<14}{line}", if nth == 0 { name } else { "" })?;
    }
    Ok(())
}
