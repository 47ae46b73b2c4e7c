//! Titles before names, words of offices, and the pronoun that either tells.

use super::names::{Gender, gender_of_letter};
use super::table::{entries, pairs};
use super::words::Words;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a title before a name tells.
pub(crate) struct Title {
    /// The pronoun it goes with, where it goes with one.
    pub gender: Option<Gender>,
    /// It names an office: Sen., Gov.; not Mr. or Dr.
    pub is_office: bool,
    /// Nouns that describe who bears it.
    pub nouns: Vec<&'static str>,
}

static TITLES: LazyLock<FxHashMap<&'static str, Title>> =
    LazyLock::new(|| entries(include_str!("titles.tsv")).filter_map(title_row).collect());
static GENDERED: LazyLock<FxHashMap<&'static str, Gender>> = LazyLock::new(|| {
    pairs(include_str!("gendered_roles.tsv")).filter_map(|(word, g)| Some((word, gender_of_letter(g)?))).collect()
});
static NO_MEN: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("no_men.txt")));
static PAST: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("past_offices.txt")));
static RANKS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("ranks.txt")));
static TAILS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("office_tails.txt")));

fn title_row(row: &'static str) -> Option<(&'static str, Title)> {
    let mut columns = row.split('\t');
    let (name, letter, sort) = (columns.next()?, columns.next()?, columns.next()?);
    let nouns = columns.next().unwrap_or_default().split_whitespace().collect();
    Some((name, Title { gender: gender_of_letter(letter), is_office: sort == "office", nouns }))
}

/// What the lists say of a title, in whatever case, with or without its point.
pub(crate) fn title(written: &str) -> Option<&'static Title> {
    TITLES.get(written.trim_end_matches('.').to_lowercase().as_str())
}

/// The gender that a lower-cased noun for a role tells: spokeswoman, chairman, actress.
pub(crate) fn role_gender(lower: &str) -> Option<Gender> {
    let known = || GENDERED.get(lower).copied();
    if lower.ends_with("woman") {
        Some(Gender::Female)
    } else if lower.len() > 3 && lower.ends_with("man") {
        Some(Gender::Male).filter(|_| !NO_MEN.contains(lower))
    } else {
        known()
    }
}

/// True for a lower-cased word that makes an office a past one: former.
pub(crate) fn is_past(lower: &str) -> bool {
    PAST.contains(lower)
}

/// True for a lower-cased word that makes an office another one: vice, deputy.
pub(crate) fn is_rank(lower: &str) -> bool {
    RANKS.contains(lower)
}

/// True for a lower-cased word that belongs to the office before it: President Pro Tem.
pub(crate) fn is_office_tail(lower: &str) -> bool {
    TAILS.contains(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_title_loads() {
        assert_eq!(TITLES.len(), entries(include_str!("titles.tsv")).count());
        assert_eq!(GENDERED.len(), entries(include_str!("gendered_roles.tsv")).count());
        assert_eq!(title("Sen.").unwrap().nouns[0], "senator");
        assert_eq!(title("Mrs").unwrap().gender, Some(Gender::Female));
    }

    #[test]
    fn a_role_tells_the_pronoun() {
        assert_eq!(role_gender("spokeswoman"), Some(Gender::Female));
        assert_eq!(role_gender("chairman"), Some(Gender::Male));
        assert_eq!(role_gender("german"), None);
    }
}
