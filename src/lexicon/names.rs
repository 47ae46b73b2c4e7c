//! Lists that tell names apart: given names with gender, nationalities, places.

use super::table::pairs;
use super::words::Words;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Which pronoun a name goes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Gender {
    Male,
    Female,
}

static GIVEN: LazyLock<FxHashMap<&'static str, Option<Gender>>> = LazyLock::new(|| {
    pairs(include_str!("given_names.tsv")).map(|(name, letter)| (name, gender_of_letter(letter))).collect()
});

static CENSUS: LazyLock<FxHashMap<&'static str, Gender>> = LazyLock::new(|| {
    pairs(include_str!("census_names.tsv")).filter_map(|(name, g)| Some((name, gender_of_letter(g)?))).collect()
});

/// The gender that a table's letter stands for: m, f; none for any other.
pub(super) fn gender_of_letter(letter: &str) -> Option<Gender> {
    match letter {
        "m" => Some(Gender::Male),
        "f" => Some(Gender::Female),
        _ => None,
    }
}

static DEMONYMS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("demonyms.txt")));
static SUFFIXES: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("name_suffixes.txt")));
static PARTICLES: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("name_particles.txt")));
static COMPOUND_MODIFIERS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("compound_modifiers.txt")));
static PLACES: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("places.txt")));

/// True for a lower-cased word that is a common given name.
pub(crate) fn is_given(lower: &str) -> bool {
    GIVEN.contains_key(lower)
}

/// The gender that a lower-cased first word of a name goes with, where it goes with one.
pub(crate) fn gender(lower: &str) -> Option<Gender> {
    GIVEN.get(lower).copied().unwrap_or_else(|| CENSUS.get(lower).copied())
}

/// True for what may stand after a surname and is no part of it: Jr., III.
pub(crate) fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(word.trim_end_matches('.'))
}

/// True for a compound that says something of the name after it: London-based, Mother-of-two.
pub(crate) fn is_compound_modifier(word: &str) -> bool {
    word.contains("-of-")
        || word.rsplit_once(['-', '\u{2010}', '\u{2011}']).is_some_and(|(_, last)| COMPOUND_MODIFIERS.contains(last))
}

/// True for a lower-cased small word inside a name: van, bin.
pub(crate) fn is_particle(lower: &str) -> bool {
    PARTICLES.contains(lower)
}

/// True for a lower-cased adjective of nationality, faith or party, or its plural.
pub(crate) fn is_demonym(lower: &str) -> bool {
    DEMONYMS.contains(lower) || lower.strip_suffix('s').is_some_and(|one| DEMONYMS.contains(one))
}

/// True for a lower-cased country, state or city that may stand for its government.
pub(crate) fn is_place(lower: &str) -> bool {
    PLACES.contains(lower.trim_end_matches('.'))
}
