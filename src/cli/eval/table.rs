//! The table of figures: for people a row a kind, in per cent; for programs the same from 0 to 1, of every article too.

use super::Case;
use misquote::Model;
use misquote::eval::{Rate, Row, Scores, Tally};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The figures of all articles together, row by row.
fn total(cases: &[Case]) -> [Tally; 5] {
    let mut total = [Tally::default(); 5];
    for case in cases {
        total.iter_mut().zip(case.comparison.tallies).for_each(|(sum, tally)| *sum += tally);
    }
    total
}

/// Writes the table for people.
pub fn write(cases: &[Case], out: &mut impl Write) -> io::Result<()> {
    let head = format!(
        "{:<13}{:>6}{:>6} | {:^17} | {:^17} | {:^17} | {:^17} | {:>6} {:>6} {:>6} {:>5}",
        "",
        "gold",
        "found",
        "exact P/R/F1",
        "words P/R/F1",
        "match P/R/F1",
        "ATTRIB. P/R/F1",
        "source",
        "cue",
        "cue ov",
        "kind"
    );
    let articles = if cases.len() == 1 { "article" } else { "articles" };
    writeln!(out, "{} {articles}, in per cent\n{head}\n{}", cases.len(), "-".repeat(head.len()))?;
    for (row, tally) in Row::ALL.iter().zip(total(cases)) {
        writeln!(out, "{:<13}{}", row.name(), figures(&tally.scores()))?;
    }
    Ok(())
}

fn figures(scores: &Scores) -> String {
    let Scores { gold, found, content_exact, content_words, content_match, attribution, .. } = scores;
    let rates = [content_exact, content_words, content_match, attribution].map(percent).join(" | ");
    let shares = [scores.source, scores.cue_exact, scores.cue_overlap].map(|share| format!("{:>6.1}", share * 100.0));
    format!("{gold:>6}{found:>6} | {rates} | {} {:>5.1}", shares.join(" "), scores.kind * 100.0)
}

fn percent(rate: &Rate) -> String {
    [rate.precision, rate.recall, rate.f1].map(|part| format!("{:5.1}", part * 100.0)).join(" ")
}

/// What programs read.
#[derive(Serialize)]
struct Figures<'c> {
    model: String,
    articles: usize,
    rows: BTreeMap<&'static str, Scores>,
    documents: BTreeMap<&'c str, BTreeMap<&'static str, Scores>>,
}

/// Writes the figures for programs.
pub fn write_json(cases: &[Case], model: &Model, out: &mut impl Write) -> io::Result<()> {
    let figures = Figures {
        model: model.name(),
        articles: cases.len(),
        rows: rows(&total(cases)),
        documents: cases.iter().map(|c| (c.gold.document.name.as_str(), rows(&c.comparison.tallies))).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &figures)?;
    writeln!(out)
}

fn rows(tallies: &[Tally; 5]) -> BTreeMap<&'static str, Scores> {
    Row::ALL.iter().zip(tallies).map(|(row, tally)| (row.name(), tally.scores())).collect()
}
