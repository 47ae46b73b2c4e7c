//! A version: what one outlet printed, laid word by word against the fullest wording. Words on one side only are marked
//! as left out or put in, by more than colour. In: two texts. Out: [`Version`]. Which differences matter is the
//! library's judgement and stands beside it; here every word counts, but not its case and marks.

use super::text::Shown;
use maud::{Markup, html};
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// Words of one text that are compared. Guessed: a long speech; more takes long, and nobody reads it here.
const MOST: usize = 600;
/// Left-out words that are shown whole; of more only the ends. Guessed: a line.
const LEFT_OUT: usize = 12;
/// Words shown of each end.
const END: usize = 4;
/// Least share of the version's words that stand in the fullest wording, in percent; below, the two are no variants of
/// one wording and marks would only confuse. Guessed.
const ALIKE: usize = 40;

/// One outlet's wording.
pub struct Version {
    /// With every difference marked, if the words are alike.
    pub words: Markup,
    /// Whether it has the same words from end to end.
    pub same: bool,
}

/// A word as it stands, and as it is compared.
struct Word<'t> {
    shown: &'t str,
    key: String,
}

/// The version `own` of the wording `fullest`.
pub fn version(fullest: &str, own: &str) -> Version {
    let (theirs, ours) = (words(fullest), words(own));
    let keys = |words: &[Word<'_>]| words.iter().map(|word| word.key.clone()).collect::<Vec<_>>();
    let steps = capture_diff_slices(Algorithm::Myers, &keys(&theirs), &keys(&ours));
    let steps: Vec<_> = steps.iter().map(similar::DiffOp::as_tag_tuple).collect();
    let equal: usize = steps.iter().filter(|(tag, ..)| *tag == DiffTag::Equal).map(|(_, _, ours)| ours.len()).sum();
    if equal * 100 < ours.len() * ALIKE {
        return Version { words: html! { (text(&ours)) }, same: false };
    }
    let words = html! {
        @for (nth, (tag, old, new)) in steps.iter().enumerate() {
            @match tag {
                DiffTag::Equal => (text(&ours[new.clone()])),
                _ => {
                    @let edge = nth == 0 || nth + 1 == steps.len();
                    @if !old.is_empty() { (left_out(&theirs[old.clone()], edge && new.is_empty())) }
                    @if !old.is_empty() && !new.is_empty() { " " }
                    @if !new.is_empty() { ins { span.aside { "put in: " } (text(&ours[new.clone()])) } }
                }
            }
            " "
        }
    };
    Version { words, same: steps.iter().all(|(tag, ..)| *tag == DiffTag::Equal) }
}

/// The first words of a text, joined to what they stand with where they are only marks.
fn words(text: &str) -> Vec<Word<'_>> {
    let word = |shown| Word { shown, key: key(shown) };
    text.split_whitespace().take(MOST).map(word).collect()
}

/// Letters and digits in lower case or, of a mark that stands alone, the mark.
fn key(word: &str) -> String {
    let key: String = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if key.is_empty() { word.to_owned() } else { key }
}

fn text(words: &[Word<'_>]) -> Markup {
    html! { @for (nth, word) in words.iter().enumerate() { @if nth > 0 { " " } (Shown(word.shown)) } }
}

/// Words that the version does not have; at its edge it simply begins later or ends earlier.
fn left_out(words: &[Word<'_>], edge: bool) -> Markup {
    let what = if edge { "not quoted: " } else { "left out: " };
    html! {
        del class=[edge.then_some("edge")] {
            span.aside { (what) }
            @if words.len() <= LEFT_OUT {
                (text(words))
            } @else {
                (text(&words[..END])) " " span.gap { "… " (words.len() - 2 * END) " words …" } " "
                (text(&words[words.len() - END..]))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::version;

    /// The version with `-left out-` and `+put in+`.
    fn drawn(fullest: &str, own: &str) -> (String, bool) {
        let version = version(fullest, own);
        let mut shown = version.words.into_string();
        for (tag, sign) in [
            ("<del>", "-"),
            ("<del class=\"edge\">", "-"),
            ("</del>", "-"),
            ("<ins>", "+"),
            ("</ins>", "+"),
            ("<span class=\"aside\">not quoted: </span>", ""),
            ("<span class=\"aside\">left out: </span>", ""),
            ("<span class=\"aside\">put in: </span>", ""),
        ] {
            shown = shown.replace(tag, sign);
        }
        (shown.trim().to_owned(), version.same)
    }

    #[test]
    fn every_word_is_laid_against_the_fullest_wording() {
        let fullest = "We came to build a pump house, and there will be a pump house.";
        for (own, expected) in [
            ("we came to build a pump house and there will be a pump house", None),
            (
                "We came to build a waterworks, and there will be a pump house.",
                Some("We came to build a -pump house,- +waterworks,+ and there will be a pump house."),
            ),
            ("there will be a pump house", Some("-We came to build a pump house, and- there will be a pump house")),
            (
                "We came to build, and there will be a pump house.",
                Some("We came to build, -a pump house,- and there will be a pump house."),
            ),
            ("nobody ever said such things", Some("nobody ever said such things")),
        ] {
            assert_eq!(drawn(fullest, own), (expected.unwrap_or(own).to_owned(), expected.is_none()));
        }
    }

    #[test]
    fn of_many_words_left_out_the_ends_are_shown() {
        let fullest = "a1 a2 a3 a4 a5 a6 a7 a8 a9 a10 a11 a12 a13 the end is near";
        let gap = "-a1 a2 a3 a4 <span class=\"gap\">… 5 words …</span> a10 a11 a12 a13- the end is near";
        assert_eq!(drawn(fullest, "the end is near").0, gap);
    }
}
