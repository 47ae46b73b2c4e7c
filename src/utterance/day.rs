//! A day: on which something was said, as far as it is told, and how far two of them lie apart.
//!
//! In: an attribution and its text, or dates. Out: a weekday, or a number of days. A weekday is read from the occasion, else
//! from the sentence of the cue; where that names two, it says nothing.

use crate::attribution::Attribution;
use crate::document::Document;
use jiff::civil::Date;

/// The days of the week, from its first.
pub(super) const WEEK: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Words on each side of a cue in which its day is looked for: guessed.
const NEAR: usize = 7;

/// The only weekday that tells of the occasion, from 0 for Monday; else the only one near the cue, in its sentence, outside
/// of what was said.
pub(crate) fn told(text: &str, attribution: &Attribution) -> Option<usize> {
    let occasion = attribution.occasion.map(|span| span.of(text));
    if let Some(day) = occasion.and_then(|occasion| only_day(&occasion.split_whitespace().collect::<Vec<_>>())) {
        return Some(day);
    }
    let cue = attribution.cue.first()?;
    let stops = ['\n', '"', '“', '”', '.', ';'];
    let before = text[..cue.start].rsplit(stops).next().unwrap_or_default();
    let after = text[cue.end..].split(stops).next().unwrap_or_default();
    let words = before.split_whitespace().rev().take(NEAR);
    let words: Vec<&str> =
        words.chain(cue.of(text).split_whitespace()).chain(after.split_whitespace().take(NEAR)).collect();
    only_day(&words)
}

/// The weekday among these words, if it is the only one.
fn only_day(words: &[&str]) -> Option<usize> {
    let named = |day: &usize| words.iter().any(|word| word.starts_with(WEEK[*day]));
    let mut days = (0..WEEK.len()).filter(named);
    let first = days.next()?;
    days.next().is_none().then_some(first)
}

/// How many days ago such a weekday last was, 0 to 6, from 0 for Monday.
pub(crate) fn since(date: Date, weekday: usize) -> i64 {
    (i64::from(date.weekday().to_monday_zero_offset()) - weekday as i64).rem_euclid(WEEK.len() as i64)
}

/// How many days lie between two dates.
pub(crate) fn between(a: Date, b: Date) -> u32 {
    a.since(b).map_or(0, |span| span.get_days()).unsigned_abs()
}

/// How many days lie between two documents, as far as is known.
pub(crate) fn apart(a: &Document, b: &Document) -> u32 {
    a.date.zip(b.date).map_or(0, |(a, b)| between(a, b))
}
