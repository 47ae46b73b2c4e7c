//! A version: what one outlet printed, laid word by word against the fullest wording. Words on one side only are marked
//! as left out or put in, by more than colour. In: two texts. Out: [`Version`]. Which differences matter is the
//! library's judgement and stands beside it; here every word counts, but not its case and marks.

use super::text::Shown;
use crate::report::wording::{self, Step, Word};
use maud::{Markup, html};

/// Left-out words that are shown whole; of more only the ends. Guessed: a line.
const LEFT_OUT: usize = 12;
/// Words shown of each end.
const END: usize = 4;

/// One outlet's wording.
pub struct Version {
    /// With every difference marked, if the words are alike.
    pub words: Markup,
    /// Whether it has the same words from end to end.
    pub same: bool,
}

/// The version `own` of the wording `fullest`, both in fragments.
pub fn version(fullest: &[&str], own: &[&str]) -> Version {
    let (theirs, ours) = (wording::words(fullest.iter().copied()), wording::words(own.iter().copied()));
    match wording::steps(&theirs, &ours) {
        None => Version { words: text(&ours), same: false },
        Some(steps) => Version {
            words: html! { @for step in &steps { (drawn(step, &theirs, &ours)) " " } },
            same: steps.iter().all(|step| step.same),
        },
    }
}

fn drawn(step: &Step, theirs: &[Word<'_>], ours: &[Word<'_>]) -> Markup {
    let (old, new) = (&theirs[step.fullest.clone()], &ours[step.own.clone()]);
    html! {
        @if step.same {
            (text(new))
        } @else {
            @if !old.is_empty() { (left_out(old, step.edge && new.is_empty())) }
            @if !old.is_empty() && !new.is_empty() { " " }
            @if !new.is_empty() { ins { span.aside { "put in: " } (text(new)) } }
        }
    }
}

/// The words, those that were printed apart after an ellipsis.
fn text(words: &[Word<'_>]) -> Markup {
    html! {
        @for (nth, word) in words.iter().enumerate() {
            @if nth > 0 { " " }
            @if word.apart { "… " }
            (Shown(word.text))
        }
    }
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
        let version = version(&[fullest], &[own]);
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
    fn what_was_printed_apart_stays_apart() {
        let fullest = ["We came to build", "there will be a pump house"];
        let shown = |own: &[&str]| version(&fullest, own).words.into_string();
        assert_eq!(shown(&fullest).trim(), "We came to build … there will be a pump house");
        assert!(version(&fullest, &["We came to build there will be a pump house"]).same);
    }

    #[test]
    fn of_many_words_left_out_the_ends_are_shown() {
        let fullest = "a1 a2 a3 a4 a5 a6 a7 a8 a9 a10 a11 a12 a13 the end is near";
        let gap = "-a1 a2 a3 a4 <span class=\"gap\">… 5 words …</span> a10 a11 a12 a13- the end is near";
        assert_eq!(drawn(fullest, "the end is near").0, gap);
    }
}
