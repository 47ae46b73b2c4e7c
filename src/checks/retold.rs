//! Retold: whether two reports of an utterance say one thing where one, or both, put it in words of their own.
//!
//! In: two members. Out: whether they quote enough of the same words, or the whole of what they report shares most of its
//! telling words, or one echoes the other in a row of words. Words are compared by stem, not by sense: who said nearly the
//! same twice is taken to have said it once.

use super::place;
use crate::Corpus;
use crate::utterance::{Member, is_filler, is_stop_word, normalised, telling_stems};
use rustc_hash::FxHashSet;

/// So many words quoted by both are enough: of 30 findings read, two of the five that had fewer were of two occasions; and
/// so many telling words in all that is reported, where something is quoted by both.
const QUOTED: usize = 3;
/// Where nothing is, so many telling words, and that share of the shorter report's: guessed, after reading 27 findings.
const RETOLD: usize = 4;
const SHARE: (usize, usize) = (2, 3);
/// An echo has so many words, so many of them telling, with at most so many others between two of them: guessed.
const ECHO: usize = 4;
const ECHO_TELLING: usize = 2;
const GAP: usize = 2;

/// Whether two members report the same.
pub(super) fn say_one_thing(corpus: &Corpus, a: &Member, b: &Member) -> bool {
    let reported = |member: &Member| {
        let placed = &corpus.attributions[member.attribution];
        let document = corpus.documents[placed.document];
        let words: Vec<&str> = placed.attribution.content.iter().map(|span| document.slice(*span)).collect();
        words.join(" ")
    };
    let quoted = |member: &Member| place::shared_words(corpus, member);
    let (one, other) = (reported(a), reported(b));
    if a.confidence.is_none() && b.confidence.is_none() {
        quoted(a).min(quoted(b)) >= QUOTED || shared(&one, &other).0 >= QUOTED
    } else {
        is_retold(&one, &other) || echoes(&one, &other)
    }
}

/// How many telling words two texts share, by their stems, and how many the poorer of them has.
fn shared(one: &str, other: &str) -> (usize, usize) {
    let (one, other): (FxHashSet<String>, FxHashSet<String>) = (telling_stems(one), telling_stems(other));
    (one.intersection(&other).count(), one.len().min(other.len()))
}

fn is_retold(one: &str, other: &str) -> bool {
    let (shared, of) = shared(one, other);
    shared >= RETOLD && shared * SHARE.1 >= of * SHARE.0
}

/// Whether a row of words stands in both texts, with few others between.
fn echoes(one: &str, other: &str) -> bool {
    let (one, other) = (normalised(one), normalised(other));
    (0..one.len()).any(|at| (0..other.len()).any(|there| one[at] == other[there] && echo((&one, at), (&other, there))))
}

/// Whether the row that begins at these two places is long enough.
fn echo((one, mut at): (&[String], usize), (other, mut there): (&[String], usize)) -> bool {
    let telling = |word: &String| usize::from(!is_stop_word(word) && !is_filler(word));
    let (mut words, mut told) = (1, telling(&one[at]));
    while let Some((next, beyond)) = next((one, at), (other, there)) {
        (at, there) = (next, beyond);
        (words, told) = (words + 1, told + telling(&one[at]));
    }
    words >= ECHO && told >= ECHO_TELLING
}

/// The nearest words behind these two places that are the same.
fn next((one, at): (&[String], usize), (other, there): (&[String], usize)) -> Option<(usize, usize)> {
    let near = |from: usize, end: usize| from + 1..end.min(from + 2 + GAP);
    let pairs = near(at, one.len()).flat_map(|a| near(there, other.len()).map(move |b| (a, b)));
    pairs.filter(|&(a, b)| one[a] == other[b]).min_by_key(|&(a, b)| a + b)
}

#[cfg(test)]
mod tests {
    use super::{echoes, is_retold};

    #[test]
    fn an_echo_is_a_row_of_words() {
        for (one, other, expected) in [
            ("this was a departure from standard practice", "a departure from typical harbour practice", true),
            ("the ferry was late", "the harbour was late for the ferry", false),
            ("that it was all in the end of it", "so it was all in the end", false),
            ("no reason to have the lists lawfully", "any lawful attempt by the council to have those lists", false),
        ] {
            assert_eq!(echoes(one, other), expected, "{one} | {other}");
        }
    }

    #[test]
    fn most_telling_words_are_retold() {
        let quoted = "I never directed Mr. Pask to break the law. He was a lawyer.";
        assert!(is_retold("he never directed Pask to break the law", quoted));
        assert!(!is_retold("Pask broke the law for years without a lawyer and directed others", "I directed a play."));
    }
}
