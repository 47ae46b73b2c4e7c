//! Retold: whether two reports of an utterance say one thing where one, or both, put it in words of their own.
//!
//! In: two members. Out: whether they quote enough of the same words, or a sentence of each shares most of its telling
//! words, or echoes the other in a row of words, and both deny or neither. Words are compared by stem, not by sense: who
//! said nearly the same twice is taken to have said it once.

use super::place;
use crate::Corpus;
use crate::sentence::sentences;
use crate::utterance::{Member, is_negation, is_telling, normalised, telling_stems};
use rustc_hash::FxHashSet;

/// So many words quoted by both are enough: of 30 findings read, two of the five that had fewer were of two occasions.
const QUOTED: usize = 3;
/// Where fewer are, so many telling words in all that is reported: guessed, after reading four findings.
const AROUND: usize = 3;
/// Where none is quoted by both, so many telling words of a sentence, and that share of the poorer one's: guessed, after
/// reading 27 findings.
const RETOLD: usize = 4;
const SHARE: (usize, usize) = (2, 3);
/// A row in both has so many words, so many of them telling, with at most so many others between two of them: guessed.
const ROW: usize = 4;
const ROW_TELLING: usize = 2;
const GAP: usize = 2;
/// Words of a row, and of a sentence, and sentences of a report that are looked at: bounds, seldom reached.
const LONGEST_ROW: usize = 12;
const MOST_WORDS: usize = 80;
const MOST_SENTENCES: usize = 8;

/// Whether two members report the same.
pub(super) fn say_one_thing(corpus: &Corpus, a: &Member, b: &Member) -> bool {
    let quoted = a.confidence.is_none() && b.confidence.is_none();
    if quoted && place::shared_words(corpus, a).min(place::shared_words(corpus, b)) >= QUOTED {
        return true;
    }
    let (one, other) = (reported(corpus, a), reported(corpus, b));
    if quoted {
        return shared(&one.join(" "), &other.join(" ")).0 >= AROUND;
    }
    one.iter().any(|one| other.iter().any(|other| is_retold(one, other)))
}

/// The sentences of what a member reports.
fn reported<'c>(corpus: &Corpus<'c>, member: &Member) -> Vec<&'c str> {
    let document = corpus.document(member.attribution);
    let stretches =
        corpus.attributions[member.attribution].attribution.content.iter().map(|span| document.slice(*span));
    let parts = stretches.flat_map(|text| sentences(text, 0, &[]).into_iter().map(move |span| span.of(text)));
    parts.take(MOST_SENTENCES).collect()
}

/// How many telling words two texts share, by their stems, and how many the poorer of them has.
fn shared(one: &str, other: &str) -> (usize, usize) {
    let (one, other): (FxHashSet<String>, FxHashSet<String>) = (telling_stems(one), telling_stems(other));
    (one.intersection(&other).count(), one.len().min(other.len()))
}

/// Whether two sentences say nearly the same.
fn is_retold(one: &str, other: &str) -> bool {
    let (shared, of) = shared(one, other);
    let words = |text: &str| normalised(text).into_iter().take(MOST_WORDS).collect::<Vec<String>>();
    let (one, other) = (words(one), words(other));
    let denies = |words: &[String]| words.iter().any(|word| is_negation(word));
    let enough = shared >= RETOLD && shared * SHARE.1 >= of * SHARE.0;
    denies(&one) == denies(&other) && (enough || shared >= ROW_TELLING && have_a_row(&one, &other))
}

/// Whether a row of words stands in both, with few others between.
fn have_a_row(one: &[String], other: &[String]) -> bool {
    let begins = |at: usize, there: usize| {
        let same = one[at] == other[there];
        same && (at == 0 || there == 0 || one[at - 1] != other[there - 1])
    };
    (0..one.len()).any(|at| (0..other.len()).any(|there| begins(at, there) && is_row((one, at), (other, there))))
}

/// Whether the row that begins at these two places is long enough.
fn is_row((one, mut at): (&[String], usize), (other, mut there): (&[String], usize)) -> bool {
    let telling = |word: &String| usize::from(is_telling(word));
    let (mut words, mut told) = (1, telling(&one[at]));
    while words < LONGEST_ROW && (words < ROW || told < ROW_TELLING) {
        let Some(behind) = nearest((one, at), (other, there)) else { return false };
        (at, there) = behind;
        (words, told) = (words + 1, told + telling(&one[at]));
    }
    told >= ROW_TELLING
}

/// The nearest words behind these two places that are the same.
fn nearest((one, at): (&[String], usize), (other, there): (&[String], usize)) -> Option<(usize, usize)> {
    let near = |from: usize, end: usize| from + 1..end.min(from + 2 + GAP);
    let pairs = near(at, one.len()).flat_map(|a| near(there, other.len()).map(move |b| (a, b)));
    pairs.filter(|&(a, b)| one[a] == other[b]).min_by_key(|&(a, b)| a + b)
}

#[cfg(test)]
mod tests {
    use super::is_retold;

    #[test]
    fn one_thing_in_other_words() {
        for (one, other, expected) in [
            ("this was a departure from standard practice", "a departure from typical harbour practice", true),
            ("the ferry was late", "the harbour was late for the ferry", false),
            ("that it was all in the end of it", "so it was all in the end", false),
            ("she has no right to hold the lists", "any rightful attempt by the council to hold those lists", false),
            (
                "she never lent Pask the keys of the boathouse",
                "I never lent Jonas Pask the keys of the boathouse",
                true,
            ),
            ("she lent Pask the keys of the boathouse", "I never lent Jonas Pask the keys of the boathouse", false),
            ("Pask opened the boathouse for years and lent keys to others", "I lent a boat.", false),
        ] {
            assert_eq!(is_retold(one, other), expected, "{one} | {other}");
        }
    }

    #[test]
    fn repeated_words_are_soon_told() {
        let long = "it was so ".repeat(5000);
        assert!(!is_retold(&long, &long));
    }
}
