//! A collation: one wording with other versions of it laid beneath, word under word, as editors of old texts do it.
//!
//! In: the fullest wording and the others. Out: lines of the fullest, and under each of them a row for every version
//! that has other words there: what it has instead, `–` under words it leaves out, a gap in the fullest where it has
//! more. Blank is the same. Case and marks are not compared; words before a version begins or after it ends are no
//! difference. Versions that share too few words with the fullest are no variants of one wording and are left to be
//! shown by themselves.

use super::visible;
use crate::report::wording::{self, Step, Word};
use std::collections::BTreeMap;
use std::ops::Range;

/// Columns for the letters before each row.
pub const LABEL: usize = 6;

/// What one outlet prints, and the letter it goes by.
pub struct Version {
    /// The letter.
    pub letter: String,
    /// The words.
    pub text: String,
}

/// A row of the collation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The letters of those that have these words.
    pub label: String,
    /// The words, each under its counterpart.
    pub text: String,
    /// Whether it is of the fullest wording.
    pub fullest: bool,
}

/// The fullest wording with the versions beneath, in `width` columns, and those that are too unlike to be laid there.
pub fn collation<'v>(fullest: &Version, versions: &'v [Version], width: usize) -> (Vec<Row>, Vec<&'v Version>) {
    let width = width.saturating_sub(LABEL).max(LABEL);
    let words = wording::words([fullest.text.as_str()]);
    let (mut changes, mut unlike) = (Vec::new(), Vec::new());
    for (nth, version) in versions.iter().enumerate() {
        match changed(&words, &wording::words([version.text.as_str()]), width) {
            Some(found) => changes.extend(found.into_iter().map(|change| Change { version: nth, ..change })),
            None => unlike.push(version),
        }
    }
    let lines = lines(units(&shown(&words, width), &changes, width), width);
    (rows(&lines, fullest, versions), unlike)
}

/// Words of the fullest, and what a version has instead; either may be none.
struct Change {
    version: usize,
    at: Range<usize>,
    own: Vec<String>,
}

/// What a version has otherwise, unless it has nearly all otherwise.
fn changed(fullest: &[Word<'_>], own: &[Word<'_>], width: usize) -> Option<Vec<Change>> {
    let told = |step: &Step| !(step.same || step.edge && step.own.is_empty());
    let change = |step: Step| Change { version: 0, at: step.fullest, own: shown(&own[step.own], width) };
    Some(wording::steps(fullest, own)?.into_iter().filter(told).map(change).collect())
}

/// Words as a line of the terminal can hold them.
fn shown(words: &[Word<'_>], width: usize) -> Vec<String> {
    words.iter().map(|word| visible::cut(&visible::line(word.text), width)).collect()
}

/// Words that stand together in one column, and what versions have there.
#[derive(Default)]
struct Unit {
    fullest: String,
    /// By version; empty where words are left out.
    others: BTreeMap<usize, String>,
}

impl Unit {
    fn width(&self) -> usize {
        let texts = std::iter::once(&self.fullest).chain(self.others.values());
        texts.map(|text| visible::width(text)).max().unwrap_or_default()
    }
}

/// All words in columns: those that some version has otherwise together, the others each by itself.
fn units(words: &[String], changes: &[Change], width: usize) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut at = 0;
    for (range, concerned) in places(changes) {
        units.extend(words[at..range.start].iter().map(|word| plain(word)));
        at = range.end;
        units.extend(place(&words[range.clone()], range.start, &concerned, width));
    }
    units.extend(words[at..].iter().map(|word| plain(word)));
    units
}

fn plain(word: &str) -> Unit {
    Unit { fullest: word.to_owned(), others: BTreeMap::new() }
}

/// The changes by place, those that touch together.
fn places(changes: &[Change]) -> Vec<(Range<usize>, Vec<&Change>)> {
    let mut sorted: Vec<&Change> = changes.iter().collect();
    sorted.sort_by_key(|change| (change.at.start, change.at.end));
    let mut places: Vec<(Range<usize>, Vec<&Change>)> = Vec::new();
    for change in sorted {
        match places.last_mut() {
            Some((range, all)) if change.at.start < range.end || *range == change.at => {
                range.end = range.end.max(change.at.end);
                all.push(change);
            }
            _ => places.push((change.at.clone(), vec![change])),
        }
    }
    places
}

/// The columns of one place: one for each stretch that versions change in the same way.
fn place(words: &[String], start: usize, changes: &[&Change], width: usize) -> Vec<Unit> {
    let stretches = stretches(changes);
    let mut columns: Vec<Column> = stretches.iter().map(|range| Column::new(words, start, range)).collect();
    for change in changes {
        let covers = |range: &Range<usize>| {
            *range == change.at || !range.is_empty() && change.at.start <= range.start && range.end <= change.at.end
        };
        let covered: Vec<usize> = (0..stretches.len()).filter(|&nth| covers(&stretches[nth])).collect();
        // One word to each stretch from the end, for that is where a changed word most often ends a longer change.
        let rest = change.own.len().saturating_sub(covered.len() - 1);
        let singles = covered.len() - 1 - (change.own.len() - rest);
        for (nth, &column) in covered.iter().enumerate() {
            let own = match nth.checked_sub(singles) {
                Some(0) => &change.own[..rest],
                Some(after) => &change.own[rest + after - 1..rest + after],
                None => &[],
            };
            columns[column].others.insert(change.version, own.to_vec());
        }
    }
    columns.into_iter().flat_map(|column| column.units(width)).collect()
}

/// The stretches between all beginnings and ends of changes, and an empty one where words are only added.
fn stretches(changes: &[&Change]) -> Vec<Range<usize>> {
    let mut points: Vec<usize> = changes.iter().flat_map(|change| [change.at.start, change.at.end]).collect();
    points.sort_unstable();
    points.dedup();
    let added = |at: usize| changes.iter().any(|change| change.at == (at..at)).then_some(at..at);
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for (nth, &point) in points.iter().enumerate() {
        stretches.extend(added(point));
        stretches.extend(points.get(nth + 1).map(|&next| point..next));
    }
    stretches
}

/// Words that stand in one column, and what versions have there.
struct Column {
    fullest: Vec<String>,
    others: BTreeMap<usize, Vec<String>>,
}

impl Column {
    fn new(words: &[String], start: usize, range: &Range<usize>) -> Self {
        let words = &words[range.start - start..range.end - start];
        Column { fullest: words.to_vec(), others: BTreeMap::new() }
    }

    /// The column or, where it is too wide, one for each word.
    fn units(self, width: usize) -> Vec<Unit> {
        let others = self.others.iter().map(|(version, words)| (*version, words.join(" "))).collect();
        let unit = Unit { fullest: self.fullest.join(" "), others };
        if unit.width() * 2 <= width { vec![unit] } else { spread(&self.fullest, &self.others) }
    }
}

/// A unit for each word of the fullest or, where it has none, of the longest version; the others share them out.
fn spread(fullest: &[String], versions: &BTreeMap<usize, Vec<String>>) -> Vec<Unit> {
    let longest = versions.values().map(Vec::len).max().unwrap_or_default();
    let columns = if fullest.is_empty() { longest } else { fullest.len() };
    let mut units: Vec<Unit> = (0..columns).map(|_| Unit::default()).collect();
    for (nth, unit) in units.iter_mut().enumerate() {
        unit.fullest = fullest.get(nth).cloned().unwrap_or_default();
        for (version, words) in versions {
            let mine = |at: &usize| at * columns / words.len().max(columns) == nth;
            let mine: Vec<&str> = (0..words.len()).filter(mine).map(|at| words[at].as_str()).collect();
            unit.others.insert(*version, mine.join(" "));
        }
    }
    units
}

/// Columns by line.
fn lines(units: Vec<Unit>, width: usize) -> Vec<Vec<Unit>> {
    let mut lines: Vec<Vec<Unit>> = vec![Vec::new()];
    let mut filled = 0;
    for unit in units {
        let needed = unit.width();
        if filled > 0 && filled + 1 + needed > width {
            lines.push(Vec::new());
            filled = 0;
        }
        filled += needed + usize::from(filled > 0);
        lines.last_mut().expect("there is always a line").push(unit);
    }
    lines
}

/// The rows of all lines but those, after the first, in which nothing differs.
fn rows(lines: &[Vec<Unit>], fullest: &Version, versions: &[Version]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut gap = false;
    for (nth, line) in lines.iter().enumerate() {
        let others = variants(line, versions);
        if nth > 0 && others.is_empty() && lines.len() > 2 {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) {
            rows.push(ellipsis());
        }
        rows.push(Row { label: fullest.letter.clone(), text: row(line, |unit| Some(&unit.fullest)), fullest: true });
        rows.extend(others);
    }
    if gap {
        rows.push(ellipsis());
    }
    rows
}

fn ellipsis() -> Row {
    Row { label: String::new(), text: "…".to_owned(), fullest: true }
}

/// The rows under one line, equal ones as one.
fn variants(line: &[Unit], versions: &[Version]) -> Vec<Row> {
    let mut rows: Vec<(String, Vec<&str>)> = Vec::new();
    for (nth, version) in versions.iter().enumerate() {
        if !line.iter().any(|unit| unit.others.contains_key(&nth)) {
            continue;
        }
        let text = row(line, |unit| unit.others.get(&nth));
        match rows.iter_mut().find(|(known, _)| *known == text) {
            Some((_, letters)) => letters.push(&version.letter),
            None => rows.push((text, vec![&version.letter])),
        }
    }
    rows.into_iter().map(|(text, letters)| Row { label: label(&letters), text, fullest: false }).collect()
}

/// "B C", or "B +4" where there is no room for all.
fn label(letters: &[&str]) -> String {
    let all = letters.join(" ");
    if visible::width(&all) < LABEL { all } else { format!("{} +{}", letters[0], letters.len() - 1) }
}

/// The texts of one row, each in its column. None is blank; an empty one stands for words left out.
fn row<'u>(line: &'u [Unit], text: impl Fn(&'u Unit) -> Option<&'u String>) -> String {
    let cell = |unit: &'u Unit| {
        let (width, shown) = (unit.width(), text(unit));
        match shown.map(String::as_str) {
            Some("") if !unit.fullest.is_empty() => {
                "–".repeat(visible::width(&unit.fullest)) + &" ".repeat(width - visible::width(&unit.fullest))
            }
            Some(shown) => shown.to_owned() + &" ".repeat(width - visible::width(shown)),
            None => " ".repeat(width),
        }
    };
    line.iter().map(cell).collect::<Vec<_>>().join(" ").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(fullest: &str, versions: &[&str], width: usize) -> String {
        let version = |(nth, text): (usize, &&str)| Version {
            letter: char::from(b'B' + u8::try_from(nth).unwrap()).to_string(),
            text: (*text).to_owned(),
        };
        let versions: Vec<Version> = versions.iter().enumerate().map(version).collect();
        let fullest = Version { letter: "A".into(), text: fullest.into() };
        let (rows, unlike) = collation(&fullest, &versions, width);
        assert!(rows.iter().all(|row| visible::width(&row.text) + LABEL <= width.max(2 * LABEL)), "{rows:#?}");
        let row = |row: &Row| format!("{:LABEL$}{}\n", row.label, row.text);
        let unlike: Vec<&str> = unlike.iter().map(|version| version.letter.as_str()).collect();
        rows.iter().map(row).collect::<String>() + &unlike.join(" ")
    }

    #[test]
    fn words_stand_under_words() {
        let fullest = "We had fourteen silent minutes, and in fog like that, fourteen minutes is a lifetime.";
        let versions = [
            "We had forty silent minutes, and in fog like that, forty minutes is a lifetime",
            "“We had forty silent minutes … [and] forty minutes is a lifetime",
            "we had forty silent minutes, and in fog like that, forty minutes is a lifetime",
            "and in fog like that, fourteen minutes",
            "We had fourteen very silent minutes, and in fog fourteen minutes is a lifetime",
            "It felt like a whole lifetime, she told them",
        ];
        insta::assert_snapshot!(drawn(fullest, &versions, 80), @r#"
        A     We had fourteen      silent minutes,   and in fog like that, fourteen
        B D          forty                                                 forty
        C            forty                         …     –––––– –––––––––– forty
        F                     very                              ––––––––––
        A     minutes is a lifetime.
        G
        "#);
        insta::assert_snapshot!(drawn(fullest, &versions, 40), @r#"
        A     We had fourteen      silent
        B C D        forty
        F                     very
        A     minutes,   and in fog like that,
        C              …     –––––– ––––––––––
        F                           ––––––––––
        A     fourteen minutes is a lifetime.
        B C D forty
        G
        "#);
    }

    #[test]
    fn lines_without_a_difference_are_left_out() {
        let fullest =
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen";
        insta::assert_snapshot!(drawn(fullest, &[&fullest.replace("ten", "eight hundred and fifty")], 30), @r#"
        A     one two three four five
              …
        A     ten
        B     eight hundred and fifty
              …
        "#);
    }

    #[test]
    fn hostile_words_fit_the_line() {
        let long = "x".repeat(100_000);
        let shown =
            drawn(&format!("a \u{1b}[2J {long} b c d"), &["a b c d", &format!("a \u{202e} {long} b c d e f")], 40);
        assert!(!shown.contains(['\u{1b}', '\u{202e}']) && shown.len() < 1000, "{shown}");
    }
}
