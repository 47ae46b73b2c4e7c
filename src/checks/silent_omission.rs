//! silent-omission: content words left out of a quotation without a mark.
//!
//! A warning asks for a dozen shared words, or for fewer, five at least, of one speaker in which nothing else differs; the
//! words left out are no name, time or mere "stuff", hold no masked expletive, and stand nowhere beside the place.

use super::Check;
use super::alteration::{Change, changes};
use crate::lexicon::{self, WordClass, bare_words};
use crate::utterance::{Bearing, Difference, DifferenceKind, is_stop_word, is_telling, normalised};
use crate::{Corpus, Finding, Options, Severity};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

pub(super) const CHECK: Check = Check {
    code: "silent-omission",
    severity: Severity::Warning,
    summary: "An outlet leaves words out of a quotation that another prints, without marking the cut",
    why: "A cut inside quotation marks should be marked. Without a mark the reader takes the words for joined as they \
          were spoken, and a qualifier may be gone.",
    example: "The Beacon: \"We will repay the loan, if the harbour opens, by June,\" said Omar Vance.\n\
              The Herald: \"We will repay the loan by June,\" said Omar Vance.",
    wrong: "When the other outlet added the words, or the speaker said it twice. Articles and fillers are passed over; \
            a name or title, a time, words that stand in another place, and much changed passages make it a note. Of the \
            45 warnings on 4,187 articles of a year 40 were right: four were of two occasions, one of no weight.",
    run,
};

static LIGHT: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/light_words.txt")).collect());

/// Bytes on each side of the place in which words may stand that were only moved: guessed.
const BESIDE: usize = 120;
/// More words than these are not moved: guessed.
const MOST_MOVED: usize = 6;

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    changes(corpus, concerns).iter().map(|change| change.finding(CHECK.code, severity(change))).collect()
}

fn concerns(difference: &Difference) -> bool {
    difference.kind == DifferenceKind::SilentOmission && difference.bearing == Bearing::Sense
}

/// A note where the words are a name or title, hold a masked expletive, or stand beside the place, or the two may have
/// been said apart.
fn severity(change: &Change) -> Severity {
    let (left_out, beside) = change.left_out(BESIDE);
    let once = change.is_long() || change.is_only() && change.one_voice();
    let apart = change.changed_much(left_out.split_whitespace().count());
    let slight =
        is_name(&left_out) || is_light(&left_out) || left_out.contains('*') || change.halves().1.is_in_a_word();
    if once && !apart && !slight && !moved(&left_out, beside) { CHECK.severity } else { Severity::Note }
}

/// Whether the words only tell of a time near by or are such as "get" and "stuff".
fn is_light(words: &str) -> bool {
    let light = |word: &String| {
        let time = matches!(lexicon::word_class(word), Some(WordClass::Time | WordClass::Day));
        time || LIGHT.contains(word.as_str())
    };
    let words = normalised(words);
    words.iter().any(light) && words.iter().all(|word| light(word) || !is_telling(word))
}

/// Whether words are written as a name is, small ones aside, or are a title: what is left out of "Kessary, you shut it
/// down" is no sense, nor is "of the Kingdom" or what letters stand for.
fn is_name(words: &str) -> bool {
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let small = |word: &str| is_stop_word(&word.to_lowercase());
    let named =
        bare_words(words).all(|word| capital(word) || small(word)) && bare_words(words).any(|word| !small(word));
    let title = |word: &str| {
        let class = lexicon::word_class(&word.to_lowercase());
        matches!(class, Some(WordClass::Title | WordClass::Role | WordClass::Rank))
    };
    named || words.split_whitespace().count() <= 2 && bare_words(words).all(title)
}

/// Whether every word that was left out stands beside the place; many stand there when a sentence was said twice.
fn moved(left_out: &str, beside: &str) -> bool {
    let (left_out, beside) = (normalised(left_out), normalised(beside));
    left_out.len() <= MOST_MOVED && left_out.iter().all(|word| beside.contains(word))
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn a_name_or_title_left_out_is_no_sense() {
        for (words, expected) in [
            ("Chuck", true),
            ("leader", true),
            ("the leader of", false),
            ("Prime Minister", true),
            ("in June", true),
            ("personal", false),
            ("Kingdom of", true),
            ("of the Old Harbour", true),
            ("We are friends", false),
        ] {
            assert_eq!(is_name(words), expected, "{words}");
        }
    }
}
