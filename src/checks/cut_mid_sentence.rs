//! cut-mid-sentence: a clause quoted as if it were a whole sentence.
//!
//! A note, as most of what is cut in this way is harmless. Nothing is told where the rest begins with "and" or "or", which
//! mostly is a clause of its own, where a word or two are cut off, or where the article tells the rest beside the quotation.

use super::Check;
use super::alteration::{Change, changes};
use super::cut::Cut;
use crate::lexicon;
use crate::utterance::{Bearing, Difference, DifferenceKind, normalised};
use crate::{Corpus, Finding, Options, Severity};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

pub(super) const CHECK: Check = Check {
    code: "cut-mid-sentence",
    severity: Severity::Note,
    summary: "An outlet ends a quotation like a sentence where another goes on, or begins one with a capital in the middle",
    why: "What follows or leads up to a statement may be its point: \"the fees will go down\" is a promise, \"with \
          the quay paid for, the fees will go down\" gives its reason.",
    example: "The Beacon: \"With the quay paid for at last, the fees will go down again,\" Nadia Frost said.\n\
              The Herald: \"The fees will go down again,\" Nadia Frost said.",
    wrong: "Mostly: what is cut in this way is of weight now and then only, so it is a note. Of 27 findings read on 4,187 \
            articles of a year 7 lacked something of weight. A word or two, a clause with \"and\" and what the article tells \
            beside the quotation are passed over. What is cut with a \"but\" or an \"if\" is told of as \
            cut-before-qualifier, a rest that the article quotes elsewhere not at all.",
    run,
};

static COORDINATING: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/coordinating.txt")).collect());
/// Telling words that are cut off at the end, at least, and at the start: guessed, after reading 40 findings.
const LEAST_AT_END: usize = 2;
const LEAST_AT_START: usize = 1;

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    let changes = changes(corpus, concerns);
    changes.iter().filter(|change| weighs(change)).map(|change| change.finding(CHECK.code, CHECK.severity)).collect()
}

fn concerns(difference: &Difference) -> bool {
    difference.kind == DifferenceKind::Truncation && difference.bearing == Bearing::Clause
}

/// Whether more is cut off than a clause of its own, a word or two, or what is told beside the quotation.
fn weighs(change: &Change) -> bool {
    let cut = Cut::of(change);
    let own_clause = normalised(&cut.words).first().is_some_and(|word| COORDINATING.contains(word.as_str()));
    let slight = cut.telling().len() < if cut.start { LEAST_AT_START } else { LEAST_AT_END };
    !own_clause && !slight && !cut.is_told(|_| true)
}
