//! An ascription: what two reports say of who said it, when, and how.
//!
//! In: two attributions. Out: in what they differ: another speaker, a name on one side only, a contradictory role, another
//! medium that heard it, another occasion, a loaded cue against a neutral one. Where the article retells an earlier occasion,
//! it says nothing.

use super::difference::Side;
use super::{DifferenceKind, Material, day};
use crate::corpus::Placed;
use crate::lexicon::{self, Stance, VerbClass};
use crate::provenance::{self, Way};
use crate::speaker::title::Title;
use crate::speaker::{Speaker, SpeakerKind};
use jiff::ToSpan;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

static UNNAMED: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/unnamed.txt")).collect());
static DOUBTING: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/doubting_cues.txt")).collect());
static LOADED: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/loaded_cues.txt")).collect());
static ACCUSING: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/accusing_cues.txt")).collect());
static ASKING: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/asking_cues.txt")).collect());
/// Roles are compared in reports at most this many days apart, as by the check: guessed.
const ROLE_DAYS: u32 = 30;
/// Words before an occasion on which nothing was said.
const APART: [&str; 3] = ["after ", "before ", "following "];

/// Differences of source, hearer, occasion and cue.
pub(super) fn ascribed(own: &Side, other: &Side, material: Material) -> Vec<(DifferenceKind, String)> {
    let mut found = Vec::new();
    found.extend(voices(own, other, material));
    found.extend(roles(own, other, material));
    found.extend(hearers(own, other, material));
    found.extend(occasions(own, other, material));
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

/// Contradictory roles of one speaker, in reports few days apart.
fn roles(own: &Side, other: &Side, material: Material) -> Option<(DifferenceKind, String)> {
    let same = own.placed.is_of_one_voice(other.placed);
    let role = |side: &Side| side.placed.attribution.speaker.as_ref()?.role.clone().filter(|_| same);
    let (ours, theirs) = (role(own)?, role(other)?);
    let (one, another) = (Title::new(&ours), Title::new(&theirs));
    let apart = day::apart(material.documents[own.placed.document], material.documents[other.placed.document]);
    let contradict = apart <= ROLE_DAYS && (one.contradicts(&another) || another.contradicts(&one));
    contradict.then(|| (DifferenceKind::SpeakerRole, format!("\"{}\" for \"{}\"", line(&ours), line(&theirs))))
}

/// Two media that the same words were given to.
fn hearers(own: &Side, other: &Side, material: Material) -> Option<(DifferenceKind, String)> {
    let told = |side: &Side| side.placed.attribution.addressee.or(side.placed.attribution.via);
    told(own).and(told(other))?;
    let document = |side: &Side| material.documents[side.placed.document];
    let media = |side: &Side| provenance::media(document(side), &side.placed.attribution);
    let (ours, theirs) = (media(own), media(other));
    let two = !ours.is_empty() && !theirs.is_empty() && ours.is_disjoint(&theirs);
    let medium = |side: &Side| provenance::provenance(document(side), &side.placed.attribution)?.medium;
    let (here, there) = (medium(own).filter(|_| two)?, medium(other)?);
    let detail = format!("{} for {}", line(here.of(own.text)), line(there.of(other.text)));
    Some((DifferenceKind::Addressee, detail))
}

/// Two days, or two ways that words are given which cannot be one; a statement may be read out anywhere.
/// Where one report was printed before the day that the other gives, the words were said twice.
fn occasions(own: &Side, other: &Side, material: Material) -> Option<(DifferenceKind, String)> {
    let days = (day::told(own.text, &own.placed.attribution), day::told(other.text, &other.placed.attribution));
    if let (Some(ours), Some(theirs)) = days
        && ours != theirs
    {
        let twice = printed_before(own, (other, theirs), material) || printed_before(other, (own, ours), material);
        return (!twice).then(|| (DifferenceKind::Occasion, format!("{} for {}", day::WEEK[ours], day::WEEK[theirs])));
    }
    let way = |side: &Side| {
        let occasion = side.placed.attribution.occasion?.of(side.text).to_lowercase();
        let document = material.documents[side.placed.document];
        let apart = APART.iter().any(|word| occasion.starts_with(word));
        provenance::provenance(document, &side.placed.attribution).filter(|_| !apart)?.way
    };
    let (ours, theirs) = (way(own)?, way(other)?);
    let apart = ours != theirs && ours != Way::Statement && theirs != Way::Statement;
    apart.then(|| (DifferenceKind::Occasion, format!("in {ours} for in {theirs}")))
}

/// Whether a report was printed before the day on which another, printed within a week of that day, has it said.
fn printed_before(own: &Side, (other, weekday): (&Side, usize), material: Material) -> bool {
    let date = |side: &Side| material.documents[side.placed.document].date;
    let (Some(printed), Some(told)) = (date(own), date(other)) else { return false };
    told.checked_sub(day::since(told, weekday).days()).is_ok_and(|said| printed < said)
}

/// A passage in one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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

/// Whether a cue has no verb, or one of speech that accuses nobody and asks nothing.
pub(super) fn of_speech(cue: &str) -> bool {
    let mut verbs = words(cue).filter_map(|word| lexicon::verb(&word)).peekable();
    let accord =
        words(cue).all(|word| !word.chars().any(char::is_alphabetic)) || words(cue).any(|word| word == "according");
    let apart = |lemma: &str| ACCUSING.contains(lemma) || ASKING.contains(lemma);
    let speech = |verb: lexicon::Verb| verb.class != VerbClass::Think && !apart(verb.lemma);
    verbs.peek().map_or(accord, |_| true) && verbs.all(speech)
}

fn words(cue: &str) -> impl Iterator<Item = String> {
    lexicon::bare_words(cue).map(str::to_lowercase)
}

/// Another speaker, or a name on one side only.
fn voices(own: &Side, other: &Side, material: Material) -> Option<(DifferenceKind, String)> {
    let speakers = (own.placed.attribution.speaker.as_ref()?, other.placed.attribution.speaker.as_ref()?);
    let detail = || format!("{} for {}", called(speakers.0), called(speakers.1));
    let named = |speaker: &Speaker| matches!(speaker.kind, SpeakerKind::Person | SpeakerKind::Organisation);
    // Whoever gives out an organisation's words hides nobody by being left without a name.
    let known = |side: &Side| {
        let identity = side.placed.speaker.map(|identity| &material.identities[identity]);
        identity.is_some_and(|it| it.kind == SpeakerKind::Person && !it.is_spokesman())
            && !side.placed.attribution.source.is_empty()
    };
    let hidden = unnamed(own) && known(other);
    let shown = unnamed(other) && known(own);
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
    let says = lexicon::bare_words(&description).any(|word| UNNAMED.contains(word));
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
