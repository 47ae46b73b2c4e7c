//! Abbreviations, and what a full stop after them means for the sentence.

use super::table::entries;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What follows the full stop of an abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// More of the sentence, always: Sen.
    Never,
    /// More of the sentence if it is a number: No.
    Number,
    /// More of the sentence, unless a word that begins sentences follows: U.S.
    May,
    /// More of the sentence if a time zone, day or month follows: p.m.
    Time,
}

static ABBREVIATIONS: LazyLock<FxHashMap<&str, Stop>> =
    LazyLock::new(|| entries(include_str!("abbreviations.txt")).filter_map(entry).collect());

/// `Sen never`
fn entry(line: &'static str) -> Option<(&'static str, Stop)> {
    let (word, stop) = line.split_once(' ')?;
    let stop = match stop {
        "never" => Stop::Never,
        "number" => Stop::Number,
        "time" => Stop::Time,
        _ => Stop::May,
    };
    Some((word, stop))
}

/// What the full stop after `word` means; none if `word` is no abbreviation. Initials count as abbreviations.
pub(crate) fn stop_after(word: &str) -> Option<Stop> {
    let listed = |word| ABBREVIATIONS.get(word).copied();
    listed(word).or_else(|| listed(word.rsplit('-').next()?)).or_else(|| is_initials(word).then_some(Stop::May))
}

/// `J`, `U.S`, `H.W`
fn is_initials(word: &str) -> bool {
    word.split('.').all(|part| {
        let mut letters = part.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
    })
}
