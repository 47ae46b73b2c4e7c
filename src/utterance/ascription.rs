//! An ascription: what two reports say of who said it, when, and how.
//!
//! In: two attributions. Out: in what they differ: another speaker, a name on one side only, another day, a loaded cue
//! against a neutral one. A day is read from the line of the cue; where that names two, or the article retells an
//! earlier occasion, it says nothing.

use super::difference::Side;
use super::{DifferenceKind, Material};
use crate::corpus::Placed;
use crate::lexicon::{self, Stance};
use crate::speaker::{Speaker, SpeakerKind};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

static UNNAMED: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/unnamed.txt")).collect());
static DOUBTING: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/doubting_cues.txt")).collect());
static LOADED: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/loaded_cues.txt")).collect());
/// Words on each side of a cue in which its day is looked for: guessed.
const NEAR: usize = 7;
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Differences of source, day and cue.
pub(super) fn ascribed(own: &Side, other: &Side, material: Material) -> Vec<(DifferenceKind, String)> {
    let mut found = Vec::new();
    found.extend(voices(own, other, material));
    if let (Some(ours), Some(theirs)) = (day(own), day(other))
        && ours != theirs
    {
        found.push((DifferenceKind::Occasion, format!("{ours} for {theirs}")));
    }
    let cue = |side: &Side| {
        let words: Vec<&str> = side.placed.attribution.cue.iter().map(|span| span.of(side.text)).collect();
        words.join(" ")
    };
    let (ours, theirs) = (cue(own), cue(other));
    if !ours.is_empty() && !theirs.is_empty() && loaded(&ours) != loaded(&theirs) {
        found.push((DifferenceKind::CueStance, format!("\"{ours}\" for \"{theirs}\"")));
    }
    found
}

/// The only weekday near the cue, in its sentence, outside of what was said.
fn day(side: &Side) -> Option<&'static str> {
    let cue = side.placed.attribution.cue.first()?;
    let stops = ['\n', '"', '“', '”', '.', ';'];
    let before = side.text[..cue.start].rsplit(stops).next().unwrap_or_default();
    let after = side.text[cue.end..].split(stops).next().unwrap_or_default();
    let words = before.split_whitespace().rev().take(NEAR);
    let words: Vec<&str> =
        words.chain(cue.of(side.text).split_whitespace()).chain(after.split_whitespace().take(NEAR)).collect();
    let named = |day: &&&str| words.iter().any(|word| word.starts_with(**day));
    let mut days = DAYS.iter().filter(named);
    let first = days.next()?;
    days.next().is_none().then_some(first)
}

/// Whether a cue passes judgement on what was said.
pub(super) fn loaded(cue: &str) -> bool {
    words(cue).any(|word| {
        let verb = lexicon::verb(&word).is_some_and(|verb| verb.stance == Stance::Loaded);
        verb || LOADED.contains(word.as_str())
    })
}

/// Whether a cue says that what was said is false, doubtful or a fault.
pub(super) fn doubting(cue: &str) -> bool {
    words(cue).any(|word| DOUBTING.contains(word.as_str()))
}

fn words(cue: &str) -> impl Iterator<Item = String> {
    cue.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase)
}

/// Another speaker, or a name on one side only.
fn voices(own: &Side, other: &Side, material: Material) -> Option<(DifferenceKind, String)> {
    let speakers = (own.placed.attribution.speaker.as_ref()?, other.placed.attribution.speaker.as_ref()?);
    let detail = || format!("{} for {}", called(speakers.0), called(speakers.1));
    let named = |speaker: &Speaker| matches!(speaker.kind, SpeakerKind::Person | SpeakerKind::Organisation);
    let hidden = unnamed(own) && speakers.1.kind == SpeakerKind::Person && !other.placed.attribution.source.is_empty();
    let shown = unnamed(other) && speakers.0.kind == SpeakerKind::Person && !own.placed.attribution.source.is_empty();
    if (hidden || shown) && !described(speakers.0, speakers.1) && !described(speakers.1, speakers.0) {
        return Some((DifferenceKind::SpeakerAnonymity, detail()));
    }
    let both = named(speakers.0) && named(speakers.1) && two(own.placed, other.placed, material);
    both.then(|| (DifferenceKind::Speaker, detail()))
}

fn called(speaker: &Speaker) -> &str {
    speaker.name.as_deref().unwrap_or("nobody")
}

/// Whether the description of one has the surname of the other ("Ford's lawyers", "Christine Ford").
fn described(one: &Speaker, other: &Speaker) -> bool {
    let surname = called(other).split_whitespace().next_back().unwrap_or_default();
    one.kind == SpeakerKind::Anonymous && called(one).contains(surname)
}

/// An anonymous source whose description says that it is one ("a senior official").
fn unnamed(side: &Side) -> bool {
    let Some(speaker) = &side.placed.attribution.speaker else { return false };
    let description = called(speaker).to_lowercase();
    let says = description.split(|c: char| !c.is_alphanumeric()).any(|word| UNNAMED.contains(word));
    speaker.kind == SpeakerKind::Anonymous && !side.placed.attribution.source.is_empty() && says
}

/// Two identities, neither named as a further or possible speaker of the other report.
fn two(own: &Placed, other: &Placed, material: Material) -> bool {
    let (Some(a), Some(b)) = (own.speaker, other.speaker) else { return false };
    let named = |placed: &Placed, identity: usize| {
        let identity = &material.identities[identity];
        let speaker = placed.attribution.speaker.as_ref();
        let names = speaker.map(|speaker| {
            let further = speaker.also.iter().map(|(name, _)| name);
            further.chain(speaker.or.iter().map(|(name, _)| name)).any(|name| identity.goes_by(name))
        });
        names.unwrap_or(false)
    };
    let (one, another) = (&material.identities[a], &material.identities[b]);
    let apart = one.kind == another.kind && !one.may_be(another);
    a != b && apart && !named(own, b) && !named(other, a)
}
