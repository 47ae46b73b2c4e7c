//! Words said again: a headline or an expert without a name whose words the article ascribes to somebody by name.
//!
//! In: attributions with their speakers. Out: those whose speaker is not named, or was only guessed, take the one whom
//! another place ascribes the same quoted words to. Wrong where two people are quoted with the same words.

use super::resolve::Scene;
use super::{Speaker, SpeakerKind};
use crate::attribution::Attribution;
use crate::lexicon::{bare_words, lower};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;

/// Fewer words may be anybody's: guessed.
const LEAST_WORDS: usize = 3;

/// A speaker at least so sure is taken over where nobody is named: guessed.
const SURE: f32 = 0.75;

/// A speaker at least so sure, as names and posts are, is taken over where somebody less sure is named: guessed.
const SURER: f32 = 0.9;

/// How sure what was taken over is: guessed.
const TAKEN_OVER: f32 = 0.8;

/// Of the places that begin alike, so many are compared: a bound, never reached in an article.
const MOST_ALIKE: usize = 8;

/// Gives attributions without a named speaker the one of the same words elsewhere.
pub(super) fn name(scene: &Scene, attributions: &mut [Attribution]) {
    let heard = Heard::new(scene, attributions);
    let named: Vec<(usize, Speaker)> = (0..attributions.len())
        .filter(|at| is_weak(&attributions[*at]))
        .filter_map(|at| Some((at, heard.speaker(scene, attributions, at)?)))
        .collect();
    for (at, speaker) in named {
        attributions[at].speaker = Some(speaker);
    }
}

/// Quoted, and its speaker nobody, not named, or told by less than a name.
fn is_weak(attribution: &Attribution) -> bool {
    let weak = |s: &Speaker| {
        !matches!(s.kind, SpeakerKind::Document | SpeakerKind::Organisation)
            && (s.person.is_none() || s.confidence < SURER)
    };
    !attribution.quoted.is_empty() && attribution.speaker.as_ref().is_none_or(weak)
}

/// Where each run of [`LEAST_WORDS`] words that is asked for stands in what somebody named was quoted with.
struct Heard {
    places: FxHashMap<[u64; LEAST_WORDS], Vec<usize>>,
}

impl Heard {
    fn new(scene: &Scene, attributions: &[Attribution]) -> Self {
        let asked = attributions.iter().filter(|attribution| is_weak(attribution));
        let asked = asked.filter_map(|attribution| Some((first_run(&words(scene, attribution))?, Vec::new())));
        let mut heard = Heard { places: asked.collect() };
        if heard.places.is_empty() {
            return heard;
        }
        for (at, attribution) in attributions.iter().enumerate().filter(|(_, a)| is_told(a)) {
            let words = words(scene, attribution);
            for run in words.windows(LEAST_WORDS) {
                if let Some(places) = heard.places.get_mut(run) {
                    places.push(at);
                }
            }
        }
        heard
    }

    /// The one speaker to whom all the words are ascribed elsewhere.
    fn speaker(&self, scene: &Scene, attributions: &[Attribution], at: usize) -> Option<Speaker> {
        let words = words(scene, &attributions[at]);
        let alike = self.places.get(&first_run(&words)?)?;
        let least = if is_named(&attributions[at]) { SURER } else { SURE };
        let sure = |other: usize| attributions[other].speaker.as_ref().is_some_and(|s| s.confidence >= least);
        let apart = |other: usize| !overlap(&attributions[other], &attributions[at]);
        let holds = |other: &&usize| apart(**other) && sure(**other) && contains(scene, &attributions[**other], &words);
        let mut speakers =
            alike.iter().take(MOST_ALIKE).filter(holds).filter_map(|o| attributions[*o].speaker.as_ref());
        let first = speakers.next()?;
        speakers.all(|other| other.person == first.person).then(|| Speaker { confidence: TAKEN_OVER, ..first.clone() })
    }
}

/// Told by a source to be somebody with a name.
fn is_named(attribution: &Attribution) -> bool {
    !attribution.source.is_empty() && attribution.speaker.as_ref().is_some_and(|speaker| speaker.person.is_some())
}

/// Quoted, and told by a name.
fn is_told(attribution: &Attribution) -> bool {
    let sure = |s: &Speaker| s.person.is_some() && s.confidence >= SURE;
    !attribution.quoted.is_empty() && attribution.speaker.as_ref().is_some_and(sure)
}

/// The first [`LEAST_WORDS`] words.
fn first_run(words: &[u64]) -> Option<[u64; LEAST_WORDS]> {
    words.first_chunk().copied()
}

fn overlap(a: &Attribution, b: &Attribution) -> bool {
    a.content.iter().any(|a| b.content.iter().any(|b| a.start < b.end && b.start < a.end))
}

fn contains(scene: &Scene, attribution: &Attribution, sought: &[u64]) -> bool {
    words(scene, attribution).windows(sought.len()).any(|run| run == sought)
}

/// The quoted words without case, each as a number.
fn words(scene: &Scene, attribution: &Attribution) -> Vec<u64> {
    let quoted = attribution.quoted.iter().flat_map(|span| bare_words(span.of(scene.text)));
    quoted.map(|word| FxBuildHasher.hash_one(&*lower(word))).collect()
}
