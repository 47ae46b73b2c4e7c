//! loaded-cue: one outlet's cue passes judgement where another's is neutral.
//!
//! A warning asks that both report the same words of one person few days apart, as far as they are dated, or nearly the
//! same in other words, and that the neutral cue is one of speech. Where one accuses in its turn ("accused"), where a
//! complaint or an indictment speaks, and of "alleged", which is what is said of such, it is a note.

use super::{Check, place, retold};
use crate::document::Span;
use crate::lexicon::{self, bare_words};
use crate::speaker::SpeakerKind;
use crate::utterance::{self, Bearing, Difference, DifferenceKind, Member};
use crate::{Confidence, Corpus, Finding, Options, Severity};
use rustc_hash::FxHashSet;
use std::cmp::Reverse;
use std::sync::LazyLock;

pub(super) const CHECK: Check = Check {
    code: "loaded-cue",
    severity: Severity::Warning,
    summary: "An outlet says \"claimed\" or \"admitted\" of what another says was said",
    why: "\"Claimed\" doubts the speaker and \"admitted\" presumes a fault. Where others write \"said\", the word is \
          the outlet's own judgement.",
    example: "The Beacon: \"The figures were right in March,\" the treasurer, Ivo Hale, said.\n\
              The Herald: \"The figures were right in March,\" the treasurer, Ivo Hale, claimed.",
    wrong: "When the article earns the word: the claim is shown to be false, or the speaker did admit something. A \
            word that tells the tone alone (\"snapped\") is a note, and so is one where the two share little of what they \
            report, where the other doubts the words beside them, or of \"alleged\". Of the 27 warnings on 4,187 articles \
            of a year 25 were right.",
    run,
};

/// Fewer shared words are a catchphrase, which each outlet may bring up for itself, unless one speaker said them in
/// reports this few days apart. Guessed.
const LEAST_WORDS: usize = 4;
const SAME_DAYS: u32 = 2;
/// So few shared words of which one differs are a phrase of two sentences: guessed, after reading 27 findings.
const FEW_WORDS: usize = 5;
/// Reports further apart than this may be of two occasions: of 50 findings read, two of five such were.
const ONE_OCCASION: u32 = 3;

const CUE: &str = "cue";

static DOUBTS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/doubts.txt")).collect());

/// Bytes before and behind a quotation in which an article may doubt it: guessed.
const BESIDE: usize = 120;

/// A loaded cue is compared with so many neutral ones: a bound, seldom reached.
const MOST_COMPARED: usize = 50;

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    let found = corpus.utterances.iter().enumerate().filter_map(|(number, utterance)| {
        let of = |stance: Stance| utterance.members.iter().filter(move |member| self::stance(corpus, member) == stance);
        let (loaded, neutral): (Vec<&Member>, Vec<&Member>) =
            (of(Stance::Loaded).collect(), of(Stance::Neutral).take(MOST_COMPARED).collect());
        let pairs = loaded.iter().flat_map(|loaded| neutral.iter().map(move |neutral| (*loaded, *neutral)));
        let pairs = pairs.filter(|(one, other)| comparable(corpus, one, other));
        let weighed =
            pairs.map(|(one, other)| ((severity(corpus, one, other), is_doubting(corpus, one)), (one, other)));
        let ((severity, _), (first, neutral)) = weighed.min_by_key(|(weight, _)| Reverse(*weight))?;
        let more =
            loaded.into_iter().filter(|member| !std::ptr::eq(*member, first) && comparable(corpus, member, neutral));
        Some(finding(corpus, number, (first, neutral, severity), &more.collect::<Vec<_>>()))
    });
    each_once(found.collect())
}

/// Each loaded cue is told of once, at its gravest: one sentence may be part of two utterances.
fn each_once(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| Reverse(finding.severity));
    let mut told: FxHashSet<(usize, Span)> = FxHashSet::default();
    findings.retain(|finding| {
        let cue = finding.evidence.iter().find(|evidence| evidence.label == CUE);
        cue.is_none_or(|cue| told.insert((cue.document, cue.span)))
    });
    findings
}

/// What a cue tells of the outlet's judgement.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stance {
    Loaded,
    Neutral,
    /// No cue.
    Silent,
}

fn stance(corpus: &Corpus, member: &Member) -> Stance {
    match words(corpus, member) {
        cue if cue.is_empty() => Stance::Silent,
        cue if utterance::is_loaded(&cue) => Stance::Loaded,
        _ => Stance::Neutral,
    }
}

/// Whether two members report the same words of one utterance, in two documents.
fn comparable(corpus: &Corpus, a: &Member, b: &Member) -> bool {
    let (one, other) = (&corpus.attributions[a.attribution], &corpus.attributions[b.attribution]);
    let one_voice = one.is_of_one_voice(other);
    let short = place::shared_words(corpus, a).min(place::shared_words(corpus, b)) < LEAST_WORDS;
    let another = |member: &Member| member.differences.iter().any(|found| found.kind == DifferenceKind::Speaker);
    let same_days = place::within(corpus, SAME_DAYS, a.attribution, b.attribution);
    let overlap = a.reference.iter().any(|x| b.reference.iter().any(|y| x.overlaps(*y)));
    one.document != other.document && overlap && !another(a) && !another(b) && (!short || one_voice && same_days)
}

fn finding(
    corpus: &Corpus,
    number: usize,
    (loaded, neutral, severity): (&Member, &Member, Severity),
    more: &[&Member],
) -> Finding {
    let (here, there) = (place::outlet(corpus, loaded.attribution), place::outlet(corpus, neutral.attribution));
    let mut evidence = vec![place::content(corpus, loaded, "said here"), place::content(corpus, neutral, "and here")];
    evidence.extend(more.iter().map(|member| place::content(corpus, member, "and here")));
    evidence.extend([loaded, neutral].into_iter().filter_map(|member| cue(corpus, member.attribution)));
    let cues = (words(corpus, loaded), words(corpus, neutral));
    Finding {
        code: CHECK.code,
        severity,
        confidence: Confidence::Medium,
        message: format!("{here} has \"{}\" where {there} has \"{}\"", cues.0, cues.1),
        utterance: Some(number),
        evidence,
    }
}

/// A warning where an editor would look into it. One who is only described ("his lawyer") may be the one whom the other
/// names.
fn severity(corpus: &Corpus, loaded: &Member, neutral: &Member) -> Severity {
    let placed = |member: &Member| &corpus.attributions[member.attribution];
    let kind = |member: &Member| placed(member).attribution.speaker.as_ref().map(|speaker| speaker.kind);
    let one = match (kind(loaded), kind(neutral)) {
        (Some(SpeakerKind::Person), Some(SpeakerKind::Person)) => placed(loaded).is_of_one_voice(placed(neutral)),
        (one, other) => {
            [one, other].contains(&Some(SpeakerKind::Person)) && [one, other].contains(&Some(SpeakerKind::Anonymous))
        }
    };
    let cue = words(corpus, neutral);
    // A tweet that is shown and signed ("— Anna Roe") has no cue to be compared with.
    let compared = cue.contains(char::is_alphabetic) && utterance::is_of_speech(&cue);
    let grave = one
        && is_doubting(corpus, loaded)
        && compared
        && place::within(corpus, ONE_OCCASION, loaded.attribution, neutral.attribution)
        && [loaded, neutral].iter().all(|member| !is_title(corpus, member) && !rewords(corpus, member))
        && !doubted_beside(corpus, neutral)
        && retold::say_one_thing(corpus, loaded, neutral);
    if grave { CHECK.severity } else { Severity::Note }
}

/// Whether a member's cue doubts what was said.
fn is_doubting(corpus: &Corpus, member: &Member) -> bool {
    utterance::is_doubting(&words(corpus, member))
}

/// Whether an article doubts what it quotes with a neutral cue in the words around it.
fn doubted_beside(corpus: &Corpus, member: &Member) -> bool {
    let text = &corpus.document(member.attribution).text;
    let content = &corpus.attributions[member.attribution].attribution.content;
    let (first, last) = (content[0].start, member.own.last().map_or(0, |span| span.end));
    let near = |at: usize, to: usize| place::slice(text, at.min(to), to.max(at));
    let (before, behind) = (near(first.saturating_sub(BESIDE), first), near(last, last + BESIDE));
    let doubts = |text: &str| bare_words(text).any(|word| DOUBTS.contains(word.to_lowercase().as_str()));
    doubts(before) || doubts(behind)
}

/// Whether every word is written as a name is: the title of a programme, in which something was said.
fn is_title(corpus: &Corpus, member: &Member) -> bool {
    let document = corpus.document(member.attribution);
    let mut words = member.own.iter().flat_map(|span| bare_words(document.slice(*span)));
    words.all(|word| !word.starts_with(char::is_lowercase))
}

/// Whether a few words differ in sense from the reference's: rather two utterances.
fn rewords(corpus: &Corpus, member: &Member) -> bool {
    let sense = |found: &Difference| found.kind.is_of_words() && found.bearing == Bearing::Sense;
    place::shared_words(corpus, member) <= FEW_WORDS && member.differences.iter().any(sense)
}

/// The words of a member's cue.
fn words(corpus: &Corpus, member: &Member) -> String {
    let document = corpus.document(member.attribution);
    let cue = &corpus.attributions[member.attribution].attribution.cue;
    let words: Vec<&str> = cue.iter().map(|span| document.slice(*span)).collect();
    words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cue(corpus: &Corpus, attribution: usize) -> Option<crate::finding::Evidence> {
    let span = corpus.attributions[attribution].attribution.cue.first()?;
    Some(place::words(corpus, attribution, *span, CUE))
}

#[cfg(test)]
mod tests {
    use crate::Severity;
    use crate::checks::example::told;

    #[test]
    fn a_claim_in_other_words_is_compared_with_what_was_said() {
        let quoted =
            "“I never lent Jonas Pask the keys of the boathouse. It stood open all week,” Mayor Ada Quill wrote.";
        let told = |report| told(&super::CHECK, [report, quoted]);
        let claimed = "Mayor Ada Quill claimed that she never lent Pask the keys of the boathouse.";
        assert_eq!(told(claimed), [Severity::Warning]);
        assert_eq!(told("Mayor Ada Quill said that she never lent Pask the keys of the boathouse."), []);
        let denied = "Mayor Ada Quill claimed that she lent Pask the keys of the boathouse.";
        assert!(!told(denied).contains(&Severity::Warning), "the opposite");
    }
}
