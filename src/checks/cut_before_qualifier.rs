//! cut-before-qualifier: a quotation that ends before its "but", or begins after its "if".
//!
//! The limit has to stand at the cut: the words left out begin with "but", "until" or "unless", or a sentence was begun
//! after a short "if" or "when". Where it stands further away, or the article tells the rest beside the quotation in its
//! own words, the finding is a note.

use super::Check;
use super::alteration::{Change, changes};
use super::cut::Cut;
use crate::lexicon;
use crate::utterance::{Bearing, Difference, DifferenceKind, normalised};
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
    wrong: "Often, as quotations are cut for their length: when the article gives the rest in other words, or the limit \
            is of no weight. A cut that is marked, and a rest that the article quotes elsewhere, are passed over; where \
            the limit is not next to the cut, is a mere \"I think\", or stands beside the quotation, it is a note. Of 20 \
            warnings read on 4,187 articles of a year 8 lacked something of weight; on reports of 50 events of which \
            people marked what is material, most warnings name reports that were marked. So they are warnings, and \
            `misquote.toml` can make them notes.",
    run,
};

static LIMITS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/limits.txt")).collect());
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
    let whole = !cut.start || cut.left.starts_with(char::is_uppercase);
    let told = cut.is_told(|word| !LIMITS.contains(word));
    if whole && at_cut(&cut.words, cut.start) && !told { CHECK.severity } else { Severity::Note }
}

/// Whether words that were left out, at the start or the end of a quotation, have a limit next to what is left.
fn at_cut(cut: &str, start: bool) -> bool {
    let limits = |word: &String| LIMITS.contains(word.as_str());
    if !start {
        return normalised(cut).first().is_some_and(limits);
    }
    let words = normalised(cut.rsplit(". ").next().unwrap_or(cut));
    let opens = |word: &String| limits(word) || CONDITIONS.contains(word.as_str());
    words.len() <= NEAR && words.first().is_some_and(opens)
}

#[cfg(test)]
mod tests {
    use super::at_cut;
    use crate::{Document, Options, Severity};

    #[test]
    fn three_words_of_one_speaker_are_enough_where_they_stand_as_a_sentence() {
        let start =
            "The harbour council of Kessary met to settle the dispute over the old ferry terminal and its tanks.";
        let whole =
            "“Ferries should sail tonight, but whoever sees fog should wait in the harbour,” Mayor Ada Quill said.";
        let told = |cut: &str| {
            let article = |name: &str, line: &str| Document::new(name, format!("{start}\n\n{line}\n"));
            let documents = [article("beacon", whole), article("herald", cut)];
            let findings = crate::check(&documents, &Options::default()).findings;
            findings.iter().any(|it| it.code == super::CHECK.code && it.severity == Severity::Warning)
        };
        assert!(told("“Ferries should sail tonight,” Mayor Ada Quill said."));
        assert!(!told("“Ferries should sail tonight,” engineer Jonas Pask said."));
        assert!(!told("Mayor Ada Quill called it plain that ferries “should sail tonight” from here."));
    }

    #[test]
    fn a_limit_stands_at_the_cut() {
        for (cut, start, expected) in [
            ("until the council decides otherwise", false, true),
            ("and it will be so until the council decides otherwise", false, false),
            ("I think that", true, false),
            ("If the council agrees", true, true),
            ("The harbour has money. When you open it", true, true),
            ("when the harbour opens again", false, false),
            ("I think that the harbour board of this town and every member of it", true, false),
            ("The whole of the", true, false),
        ] {
            assert_eq!(at_cut(cut, start), expected, "{cut}");
        }
    }
}
