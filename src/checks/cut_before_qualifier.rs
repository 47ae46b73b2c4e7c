//! cut-before-qualifier: a quotation that ends before its "but", or begins after its "if".
//!
//! The limit has to stand at the cut: the words left out begin with "but", "until" or "unless", or a sentence was begun
//! after a short "I think" or "if". Where it stands further away, or the article tells the rest beside the quotation in its
//! own words, the finding is a note.

use super::Check;
use super::alteration::{Change, changes};
use crate::lexicon::{self, words::HEDGES};
use crate::utterance::{Bearing, Difference, DifferenceKind, is_stop_word, normalised};
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
    wrong: "When the article gives the rest in other words, or the limit is of no weight: most cuts that are told, as \
            quotations are cut for their length. A cut that is marked, and a rest that the article quotes elsewhere, are \
            passed over; where the limit is not next to the cut, or its words stand beside the quotation, it is a note. \
            Of 33 warnings on 4,187 articles of a year some 10 lacked something of weight: most of the others stand as a \
            fragment in a sentence of the reporter's own, which tells the condition, or lack a mere \"I think\". On reports of 50 events of \
            which people marked what is material, most of the pairs of reports that the warnings name were marked, so \
            they are warnings; `misquote.toml` can make them notes.",
    run,
};

static LIMITS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/limits.txt")).collect());
/// Conditions that begin a sentence: behind one they only tell of a time.
const CONDITIONS: [&str; 2] = ["when", "whenever"];
/// Words left out at the beginning of a sentence, at most, for their limit to stand at the cut: guessed, after reading 30
/// findings.
const NEAR: usize = 8;
/// Bytes on each side of a quotation in which the article may tell what the quotation leaves out: guessed.
const BESIDE: usize = 250;
/// Telling words of what is left out that are looked for: guessed.
const TELLING: usize = 6;

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    changes(corpus, concerns).iter().map(|change| change.finding(CHECK.code, severity(change))).collect()
}

fn concerns(difference: &Difference) -> bool {
    difference.kind == DifferenceKind::Truncation && difference.bearing == Bearing::Qualifier
}

/// A warning where the limit stands at the cut.
fn severity(change: &Change) -> Severity {
    let (member, difference) = change.first();
    let (own, reference) = (change.own(&difference.own), change.reference(&difference.reference));
    let (cut, start, beside) = if own.len() > reference.len() {
        let start = difference.own.last() < member.own.last();
        (own, start, change.around_reference(&difference.reference, BESIDE))
    } else {
        let start = difference.reference.first() < member.reference.first();
        (reference, start, change.around_own(&difference.own, BESIDE))
    };
    if at_cut(&cut, start) && !is_told(&cut, beside) { CHECK.severity } else { Severity::Note }
}

/// Whether most of the telling words that were left out stand beside the quotation, in the article's own words.
fn is_told(cut: &str, beside: &str) -> bool {
    let telling = |word: &String| word.len() > 2 && !is_stop_word(word) && !LIMITS.contains(word.as_str());
    let cut: Vec<String> = normalised(cut).into_iter().filter(telling).take(TELLING).collect();
    let beside: FxHashSet<String> = normalised(beside).into_iter().collect();
    let told = cut.iter().filter(|word| beside.contains(*word)).count();
    !cut.is_empty() && 2 * told > cut.len()
}

/// Whether words that were left out, at the start or the end of a quotation, have a limit next to what is left.
fn at_cut(cut: &str, start: bool) -> bool {
    let limits = |word: &String| LIMITS.contains(word.as_str());
    if !start {
        return normalised(cut).first().is_some_and(limits);
    }
    let words = normalised(cut.rsplit(". ").next().unwrap_or(cut));
    let opens = |word: &String| limits(word) || CONDITIONS.contains(&word.as_str());
    let opinion = |two: &[String]| matches!(two[0].as_str(), "i" | "we") && HEDGES.contains(&two[1]);
    words.len() <= NEAR && (words.first().is_some_and(opens) || words.windows(2).any(opinion))
}

#[cfg(test)]
mod tests {
    use super::{at_cut, is_told};

    #[test]
    fn a_limit_stands_at_the_cut() {
        for (cut, start, expected) in [
            ("until the council decides otherwise", false, true),
            ("and it will be so until the council decides otherwise", false, false),
            ("I think that", true, true),
            ("The harbour has money. When you open it", true, true),
            ("when the harbour opens again", false, false),
            ("I think that the harbour board of this town and every member of it", true, false),
            ("The whole of the", true, false),
        ] {
            assert_eq!(at_cut(cut, start), expected, "{cut}");
        }
    }

    #[test]
    fn a_limit_may_be_told_beside_the_quotation() {
        let cut = "but only time will tell";
        assert!(is_told(cut, "“Good things are happening,” but “only time will tell,” she said."));
        assert!(!is_told(cut, "“Good things are happening,” she said of the harbour."));
        assert!(!is_told("unless", "unless"));
    }
}
