//! Our own annotated articles: that the annotations are sound, that evaluation gives gold full marks against itself, and
//! how the shipped model does on each article, so that a change in any row is seen.

use misquote::attribution::Attribution;
use misquote::document::{Document, Span};
use misquote::eval::{Reliability, Row, Tally, compare};
use misquote::gold::{GoldDocument, brat};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = "fixtures/gold";

/// The text and the annotations of every article, in order of name.
fn files() -> Vec<(PathBuf, PathBuf)> {
    let entries = fs::read_dir(Path::new(FOLDER).join("text")).unwrap();
    let mut texts: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    texts.sort();
    let annotations = |text: &PathBuf| {
        let stem = text.file_stem().unwrap().to_string_lossy().into_owned();
        Path::new(FOLDER).join("attributions").join(stem + "_own.ann")
    };
    texts.into_iter().map(|text| (text.clone(), annotations(&text))).collect()
}

fn gold() -> Vec<GoldDocument> {
    let read = |(text, annotations): (PathBuf, PathBuf)| {
        let name = text.file_stem().unwrap().to_string_lossy().into_owned();
        let document = Document::new(name, fs::read_to_string(text).unwrap());
        brat(document, &fs::read_to_string(&annotations).unwrap(), &annotations.to_string_lossy()).unwrap()
    };
    files().into_iter().map(read).collect()
}

#[test]
fn offsets_are_those_of_the_words() {
    for (text, annotations) in files() {
        let text: Vec<char> = fs::read_to_string(text).unwrap().chars().collect();
        for line in fs::read_to_string(&annotations).unwrap().lines().filter(|line| line.starts_with('T')) {
            let [_, head, words] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{annotations:?}: {line}") };
            let (_, offsets) = head.split_once(' ').unwrap();
            let fragment = |pair: &str| {
                let (start, end) = pair.split_once(' ').unwrap();
                text[start.parse().unwrap()..end.parse().unwrap()].iter().collect::<String>()
            };
            let there = offsets.split(';').map(fragment).collect::<Vec<_>>().join(" ");
            assert_eq!(there, words, "{annotations:?}: {line}{}", corrected(&text, words));
        }
    }
}

/// Where the words stand, if they stand in one place only.
fn corrected(text: &[char], words: &str) -> String {
    let text: String = text.iter().collect();
    let mut found = text.match_indices(words);
    match (found.next(), found.next()) {
        (Some((byte, _)), None) => {
            let start = text[..byte].chars().count();
            format!("\nshould be {start} {}", start + words.chars().count())
        }
        _ => String::new(),
    }
}

/// A row an article and one for all: how many are gold and found, and F1 in per cent.
#[test]
fn scores_of_every_article() {
    let mut table = format!(
        "{:<16}{:>5}{:>6}{:>8}{:>8}{:>8}{:>8}{:>8}\n",
        "", "gold", "found", "attrib.", "direct", "mixed", "indir.", "content"
    );
    let mut total = [Tally::default(); 5];
    for gold in gold() {
        let comparison = compare(&gold, &misquote::extract(&gold.document).attributions);
        total.iter_mut().zip(comparison.tallies).for_each(|(sum, tally)| *sum += tally);
        row(&mut table, &gold.document.name, &comparison.tallies);
    }
    row(&mut table, "total", &total);
    insta::assert_snapshot!(table);
}

fn row(table: &mut String, name: &str, tallies: &[Tally; 5]) {
    let scores = tallies.map(|tally| tally.scores());
    let all = scores[0];
    write!(table, "{name:<16}{:>5}{:>6}", all.gold, all.found).unwrap();
    for row in &scores[..4] {
        let f1 = format!("{:.1}", row.attribution.f1 * 100.0);
        write!(table, "{:>8}", if row.gold + row.found == 0 { "-".to_owned() } else { f1 }).unwrap();
    }
    writeln!(table, "{:>8.1}", all.content_exact.f1 * 100.0).unwrap();
}

/// What annotators marked, as if it had been found.
fn as_found(gold: &GoldDocument) -> Vec<Attribution> {
    let kinds = compare(gold, &[]).kinds;
    let found = gold.attributions.iter().zip(kinds);
    found
        .map(|(gold, kind)| Attribution {
            kind,
            content: gold.content.clone(),
            quoted: Vec::new(),
            cue: gold.cue.clone(),
            source: gold.source.clone(),
            speaker: None,
            addressee: None,
            via: None,
            occasion: None,
            confidence: 1.0,
        })
        .collect()
}

#[test]
fn gold_gets_full_marks_and_nothing_gets_none() {
    let mut reliability = Reliability::default();
    for gold in gold() {
        let found = as_found(&gold);
        let comparison = compare(&gold, &found);
        reliability.count(&found, &comparison);
        for (row, tally) in Row::ALL.iter().zip(comparison.tallies).filter(|(_, tally)| tally.gold.all > 0) {
            let scores = tally.scores();
            let rates = [scores.content_exact, scores.content_words, scores.content_match, scores.attribution];
            let shares = [scores.source, scores.cue_exact, scores.cue_overlap, scores.kind];
            let name = format!("{} {}", gold.document.name, row.name());
            assert!(rates.iter().all(|rate| rate.f1 == 1.0) && shares == [1.0; 4], "{name}: {scores:?}");
        }
        let nothing = compare(&gold, &[]);
        assert_eq!(nothing.missed.len(), gold.attributions.len());
        assert_eq!(nothing.tallies[0].scores().attribution.f1, 0.0);
    }
    assert_eq!(reliability.error(), 0.0);
}

#[test]
fn a_source_is_right_when_it_shares_a_telling_word() {
    let text = "Ann Berg, the mayor, said it would rain.";
    let span = |words: &str| {
        let start = text.find(words).unwrap();
        vec![Span::new(start, start + words.len())]
    };
    let mut gold = GoldDocument { document: Document::new("a", text), attributions: Vec::new() };
    gold.attributions.push(misquote::gold::GoldAttribution {
        name: "E1".into(),
        content: span("it would rain"),
        cue: span("said"),
        source: span("Ann Berg, the mayor,"),
    });
    let with_source = |source: Vec<Span>| {
        let found = Attribution { source, ..as_found(&gold).remove(0) };
        compare(&gold, &[found]).pairs[0].2
    };
    assert!(with_source(span("Berg")) && with_source(span("mayor")));
    assert!(!with_source(span("the")), "a function word tells nobody");
    assert!(!with_source(span("rain")) && !with_source(Vec::new()));
}
