//! altered-hedge: "I think", "may" or "because" in one outlet's quotation only.
//!
//! A word that only connects ("but", "when") is passed over, for it is often dropped with the comma before it, and so is
//! a hedge that stands elsewhere in the other's sentence or only has another tense ("can", "could"). "Because" gives a
//! reason, and is told.

use super::Check;
use super::alteration::{Change, Half, changes};
use crate::lexicon::{
    self,
    words::{is_opinion, qualifier},
};
use crate::utterance::{Bearing, Difference, DifferenceKind, normalised};
use crate::{Corpus, Finding, Options, Severity};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::sync::LazyLock;

pub(super) const CHECK: Check = Check {
    code: "altered-hedge",
    severity: Severity::Warning,
    summary: "A word that limits or connects stands in one outlet's quotation and is missing from another's",
    why: "\"I think\" makes an opinion of a statement, \"because\" a reason of a remark. Who drops or adds one changes \
          how sure the speaker was.",
    example: "The Beacon: \"The piles are sound, and I believe the bridge will hold another winter,\" said Ada Quill.\n\
              The Herald: \"The piles are sound, and the bridge will hold another winter,\" said Ada Quill.",
    wrong: "When the speaker said it twice, once more surely, or one outlet had the text of a speech and the other \
            heard it. A word that only connects (\"but\", \"when\") is passed over, and so is one that was moved or has \
            another tense (\"can\", \"could\"). Of the 11 findings on 4,187 articles of a year 10 were right.",
    run,
};

static TENSES: LazyLock<FxHashSet<(&'static str, &'static str)>> = LazyLock::new(|| {
    let pairs = lexicon::pairs(include_str!("../lexicon/modal_tenses.tsv"));
    pairs.flat_map(|(present, past)| [(present, past), (past, present)]).collect()
});

/// Words that connect and give a reason.
const REASON: &str = "because";

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    let changes = changes(corpus, concerns);
    changes.iter().filter(|change| limits(change)).map(|change| change.finding(CHECK.code, CHECK.severity)).collect()
}

fn concerns(difference: &Difference) -> bool {
    matches!(difference.kind, DifferenceKind::Wording | DifferenceKind::SilentOmission)
        && difference.bearing == Bearing::Qualifier
}

/// Whether the words changed do more than connect, and their hedge does not stand elsewhere on the other side.
fn limits(change: &Change) -> bool {
    let halves: [Half; 2] = change.halves().into();
    let changed = halves.each_ref().map(|half| normalised(&half.text(half.place)));
    let whole = halves.each_ref().map(|half| normalised(&half.text(half.aligned)));
    let count = |words: &[String], word: &str| words.iter().filter(|other| *other == word).count();
    let words: BTreeSet<&String> = changed.iter().flatten().collect();
    let altered: Vec<&str> = words
        .into_iter()
        .map(String::as_str)
        .filter(|word| count(&changed[0], word) != count(&changed[1], word) && connects(word).is_some())
        .collect();
    let moved = |word: &&str| count(&whole[0], word) == count(&whole[1], word);
    if let [[one], [other]] = changed.each_ref().map(Vec::as_slice)
        && TENSES.contains(&(one.as_str(), other.as_str()))
    {
        return false;
    }
    let opinions = |words: &[String]| words.windows(2).filter(|two| is_opinion(&two[0], &two[1])).count();
    let opinion = opinions(&changed[0]) != opinions(&changed[1]) && opinions(&whole[0]) != opinions(&whole[1]);
    altered.is_empty() || opinion || !altered.iter().all(|word| connects(word) == Some(true) || moved(word))
}

/// Whether a word that limits only connects; none for a word that does not limit.
fn connects(word: &str) -> Option<bool> {
    let sort = qualifier(word)?;
    Some(matches!(sort, "clause" | "turn") && word != REASON && word != "yet")
}

#[cfg(test)]
mod tests {
    use crate::checks::example::told;

    #[test]
    fn an_opening_is_written_anew() {
        let other = "“With respect to that question, I think the board of this harbour knows very well that the tide comes \
                     in twice a day,” Mayor Ada Quill said.";
        for (line, expected) in [
            (
                "“As the board of this harbour knows very well ... the tide comes in twice a day,” Mayor Ada Quill said.",
                1,
            ),
            (
                "“The board of this harbour knows very well that the tide comes in twice a day,” Mayor Ada Quill said.",
                0,
            ),
        ] {
            assert_eq!(told(&super::CHECK, [other, line]).len(), expected, "{line}");
        }
    }
}
