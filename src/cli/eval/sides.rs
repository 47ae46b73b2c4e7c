//! Sides: the attributions of one article, gold on the left, found on the right, in order of place.

use super::Case;
use misquote::document::Span;
use misquote::report::human::visible;
use std::io::{self, Write};

/// Columns before the left side.
const NAMES: usize = 10;

/// An attribution of either side or both.
#[derive(Clone, Copy)]
struct Pair {
    gold: Option<usize>,
    found: Option<usize>,
    verdict: &'static str,
}

/// Writes the article.
pub fn write(case: &Case, out: &mut impl Write, width: usize) -> io::Result<()> {
    writeln!(out, "{}", visible::line(&case.gold.document.name))?;
    let mut pairs = case.pairs();
    pairs.sort_by_key(|pair| case.content(*pair).iter().min().copied());
    for pair in pairs {
        writeln!(out, "\n{}", pair.verdict)?;
        for (name, left, right) in case.parts(pair) {
            write_part(name, &[&left, &right], out, width)?;
        }
    }
    writeln!(out)
}

impl Case {
    fn pairs(&self) -> Vec<Pair> {
        let verdict = |right| if right { "right" } else { "wrong source" };
        let matched = self.comparison.pairs.iter();
        let matched = matched.map(|&(g, f, right)| Pair { gold: Some(g), found: Some(f), verdict: verdict(right) });
        let missed = self.comparison.missed.iter().map(|&g| Pair { gold: Some(g), found: None, verdict: "missed" });
        let unfounded = self.comparison.unfounded.iter();
        let unfounded = unfounded.map(|&f| Pair { gold: None, found: Some(f), verdict: "found but not gold" });
        matched.chain(missed).chain(unfounded).collect()
    }

    fn content(&self, pair: Pair) -> &[Span] {
        match (pair.gold, pair.found) {
            (Some(gold), _) => &self.gold.attributions[gold].content,
            (None, Some(found)) => &self.found[found].content,
            (None, None) => &[],
        }
    }

    /// Name, gold and found words of each part.
    fn parts(&self, pair: Pair) -> [(&'static str, String, String); 3] {
        let gold = pair.gold.map(|at| &self.gold.attributions[at]);
        let found = pair.found.map(|at| &self.found[at]);
        let words = |spans: Option<&Vec<Span>>| spans.map(|spans| self.words(spans)).unwrap_or_default();
        [
            ("source", words(gold.map(|a| &a.source)), words(found.map(|a| &a.source))),
            ("cue", words(gold.map(|a| &a.cue)), words(found.map(|a| &a.cue))),
            ("content", words(gold.map(|a| &a.content)), words(found.map(|a| &a.content))),
        ]
    }
}

fn write_part(name: &str, sides: &[&str; 2], out: &mut impl Write, width: usize) -> io::Result<()> {
    let columns = (width.saturating_sub(NAMES + 2) / 2).max(NAMES);
    let [left, right] = sides.map(|words| visible::wrap(&visible::line(words), columns));
    for nth in 0..left.len().max(right.len()) {
        let side = |lines: &[String]| lines.get(nth).cloned().unwrap_or_default();
        let (left, right) = (side(&left), side(&right));
        let gap = " ".repeat(columns + 2 - visible::width(&left).min(columns));
        let name = if nth == 0 { name } else { "" };
        writeln!(out, "{}", format!("{name:NAMES$}{left}{gap}{right}").trim_end())?;
    }
    Ok(())
}
