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
    let gender = |name: &str| [("m", Gender::Male), ("f", Gender::Female)].iter().find(|g| g.0 == name).map(|g| g.1);
    pairs(include_str!("given_names.tsv")).map(|(name, letter)| (name, gender(letter))).collect()
});

static DEMONYMS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("demonyms.txt")));
static PLACES: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("places.txt")));

/// True for a lower-cased word that is a common given name.
pub(crate) fn is_given(lower: &str) -> bool {
    GIVEN.contains_key(lower)
}

/// The gender that a lower-cased given name goes with, where it goes with one.
pub(crate) fn gender(lower: &str) -> Option<Gender> {
    GIVEN.get(lower).copied().flatten()
}

/// True for a lower-cased adjective of nationality, faith or party, or its plural.
pub(crate) fn is_demonym(lower: &str) -> bool {
    DEMONYMS.contains(lower) || lower.strip_suffix('s').is_some_and(|one| DEMONYMS.contains(one))
}

/// True for a lower-cased country, state or city that may stand for its government.
pub(crate) fn is_place(lower: &str) -> bool {
    PLACES.contains(lower.trim_end_matches('.'))
}
