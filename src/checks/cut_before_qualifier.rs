//! cut-before-qualifier: a quotation that ends before its "but", or begins after its "if".
//!
//! The limit has to stand at the cut: the words left out begin with "but" or "if" in the same sentence, or in a next one
//! that speaks of the same; or a sentence was begun after a short "if" or "when". Of a part of a sentence only "until",
//! "unless" and their like are told, which bind it. Where the limit stands further away, or the article tells the rest
//! beside the quotation in its own words, the finding is a note.

use super::Check;
use super::alteration::{Change, changes};
use super::cut::Cut;
use crate::lexicon;
use crate::utterance::{Bearing, Difference, DifferenceKind, is_telling, normalised};
use crate::{Corpus, Finding, Options, Severity};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

pub(super) const CHECK: Check = Check {
    code: "cut-before-qualifier",
    severity: Severity::Warning,
    summary: "An outlet ends or begins a quotation where another goes on with what limits it",
    why: "A sentence cut before its \"but\", \"until\" or \"unless\" says more than the speaker did.",
    example: "The Beacon: \"We will keep the ferry running until the council decides otherwise,\" Tomas Reed said.\n\
              The Herald: \"We will keep the ferry running,\" Tomas Reed said.",
    wrong: "When the limit is of no weight, or the speaker said it twice. A cut that is marked, and a rest that the article \
            quotes elsewhere, are passed over; where the limit is not next to the cut, is a mere \"I think\", follows only a \
            part of a sentence, speaks of something else or stands beside the quotation, or where other words differ, it is \
            a note. It is rare: of the 6 warnings on 4,187 articles of a year 5 were right, and all 4 on reports of 50 \
            events of which people marked what is material.",
    run,
};

static LIMITS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/limits.txt")).collect());
static BINDING: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/binding.txt")).collect());
static CONDITIONS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/conditions.txt")).collect());
/// Words left out at the beginning of a sentence, at most, for their limit to stand at the cut: guessed, after reading 30
/// findings.
const NEAR: usize = 8;

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    changes(corpus, concerns).iter().map(|change| change.finding(CHECK.code, severity(change))).collect()
}

fn concerns(difference: &Difference) -> bool {
    difference.kind == DifferenceKind::Truncation && difference.bearing == Bearing::Qualifier
}

/// A warning where the limit stands at the cut, and what is left reads as a whole.
fn severity(change: &Change) -> Severity {
    let cut = Cut::of(change);
    let limited = if cut.start { begins_limited(&cut) } else { ends_limited(&cut) };
    let once = change.is_only_in_sense() && !change.halves().0.recalls();
    if limited && once && !cut.is_told(|word| !LIMITS.contains(word)) { CHECK.severity } else { Severity::Note }
}

/// Whether a sentence was begun after a short condition that tells something.
fn begins_limited(cut: &Cut) -> bool {
    let words = normalised(cut.last_sentence());
    let opens = |word: &String| LIMITS.contains(word.as_str()) || CONDITIONS.contains(word.as_str());
    let telling = words.iter().any(|word| !opens(word) && is_telling(word));
    words.len() <= NEAR && words.first().is_some_and(opens) && telling && cut.left.starts_with(char::is_uppercase)
}

/// Whether a limit follows what is left: one that binds it, or, where that is a whole sentence, one that goes on with it.
fn ends_limited(cut: &Cut) -> bool {
    let first = normalised(&cut.words).into_iter().next().unwrap_or_default();
    let same_sentence = cut.words.starts_with(char::is_lowercase);
    BINDING.contains(first.as_str()) || LIMITS.contains(first.as_str()) && cut.whole && (same_sentence || cut.goes_on())
}

#[cfg(test)]
mod tests {
    use super::{Cut, begins_limited, ends_limited};
    use crate::Severity;
    use crate::checks::example::told;

    #[test]
    fn three_words_of_one_speaker_are_enough_where_they_stand_as_a_sentence() {
        let whole =
            "“Ferries should sail tonight, but whoever sees fog should wait in the harbour,” Mayor Ada Quill said.";
        for (cut, expected) in [
            ("“Ferries should sail tonight,” Mayor Ada Quill said.", true),
            ("“Ferries should sail tonight,” engineer Jonas Pask said.", false),
            ("Mayor Ada Quill called it plain that ferries “should sail tonight” from here.", false),
        ] {
            assert_eq!(told(&super::CHECK, [whole, cut]).contains(&Severity::Warning), expected, "{cut}");
        }
    }

    #[test]
    fn a_limit_bounds_what_is_left() {
        for (left, words, start, whole, expected) in [
            ("We sail", "until the council decides otherwise", false, true, true),
            ("sail tonight", "until the council decides otherwise", false, false, true),
            ("We sail tonight", "but the council may object", false, true, true),
            ("sail tonight", "but the council may object", false, false, false),
            ("We sail.", "But the council may object", false, true, false),
            ("Ferries sail. The council knows it.", "But that council may object. Fog comes", false, true, true),
            ("The council knows. Ferries sail.", "But that council may object", false, true, false),
            ("We sail", "and it will be so until the council decides otherwise", false, true, false),
            ("We sail", "when the harbour opens again", false, true, false),
            ("The harbour pays", "I think that", true, true, false),
            ("We sail", "If the council agrees", true, true, true),
            ("we sail", "If the council agrees", true, true, false),
            ("We sail", "If you look at it", true, true, false),
            ("We sail", "The harbour has money. When the harbour opens", true, true, true),
            ("We sail", "If the harbour board of this town and every member agree", true, true, false),
        ] {
            let cut = Cut { words: words.to_owned(), start, left: left.to_owned(), whole, beside: "" };
            let limited = if start { begins_limited(&cut) } else { ends_limited(&cut) };
            assert_eq!(limited, expected, "{left} | {words}");
        }
    }
}
