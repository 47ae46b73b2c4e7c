//! The word lists `words.tsv` (closed classes and nouns that stand for speakers) and `cues.tsv` (reporting verbs).

use super::table::{entries, pairs};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The class of a word that is in `words.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum WordClass {
    Adverb = 1,
    Be,
    Contraction,
    Coordinator,
    Day,
    Determiner,
    Do,
    Document,
    Have,
    Modal,
    Month,
    Negation,
    Number,
    Object,
    Org,
    Possessive,
    Preposition,
    Pronoun,
    Rank,
    Role,
    Subordinator,
    That,
    Time,
    Title,
    To,
    Wh,
}

impl WordClass {
    fn named(name: &str) -> Option<WordClass> {
        use WordClass::*;
        Some(match name {
            "adverb" => Adverb,
            "be" => Be,
            "contraction" => Contraction,
            "coordinator" => Coordinator,
            "day" => Day,
            "determiner" => Determiner,
            "do" => Do,
            "document" => Document,
            "have" => Have,
            "modal" => Modal,
            "month" => Month,
            "negation" => Negation,
            "number" => Number,
            "object" => Object,
            "org" => Org,
            "possessive" => Possessive,
            "preposition" => Preposition,
            "pronoun" => Pronoun,
            "rank" => Rank,
            "role" => Role,
            "subordinator" => Subordinator,
            "that" => That,
            "time" => Time,
            "title" => Title,
            "to" => To,
            "wh" => Wh,
            _ => return None,
        })
    }
}

/// What a reporting verb mainly does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum VerbClass {
    /// Says, neutrally or nearly.
    Say = 1,
    /// Says with force, praise or blame.
    Strong,
    /// Thinks, wants, feels.
    Think,
    /// Shows, as documents and polls do.
    Document,
}

/// Whether a cue takes a side on what it reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stance {
    /// said, told, added
    Neutral,
    /// claimed, admitted, ranted
    Loaded,
}

/// Form of a verb, by its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Form {
    /// say
    Base,
    /// says
    Present,
    /// said
    Past,
    /// saying
    Participle,
}

/// A form of a reporting verb.
#[derive(Clone, Copy, Debug)]
pub struct Verb {
    /// Dictionary form.
    pub lemma: &'static str,
    /// What the verb mainly does.
    pub class: VerbClass,
    /// Which form this is.
    pub form: Form,
    /// Whether it takes a side.
    pub stance: Stance,
}

static WORDS: LazyLock<FxHashMap<&'static str, WordClass>> = LazyLock::new(|| {
    pairs(include_str!("words.tsv")).filter_map(|(word, class)| Some((word, WordClass::named(class)?))).collect()
});

static VERBS: LazyLock<FxHashMap<&'static str, Verb>> =
    LazyLock::new(|| entries(include_str!("cues.tsv")).flat_map(verb_forms).collect());

fn verb_forms(row: &'static str) -> Vec<(&'static str, Verb)> {
    let mut columns = row.split('\t');
    let (Some(lemma), Some(class), Some(stance), Some(forms)) =
        (columns.next(), columns.next(), columns.next(), columns.next())
    else {
        return Vec::new();
    };
    let class = match class {
        "say" => VerbClass::Say,
        "strong" => VerbClass::Strong,
        "think" => VerbClass::Think,
        _ => VerbClass::Document,
    };
    let stance = if stance == "loaded" { Stance::Loaded } else { Stance::Neutral };
    forms.split(' ').map(|form| (form, Verb { lemma, class, form: form_of(form, lemma), stance })).collect()
}

fn form_of(word: &str, lemma: &str) -> Form {
    if word == lemma {
        Form::Base
    } else if word.ends_with("ing") {
        Form::Participle
    } else if word.ends_with('s') {
        Form::Present
    } else {
        Form::Past
    }
}

/// The class of a lower-cased word, if a list has it.
pub fn word_class(lower: &str) -> Option<WordClass> {
    WORDS.get(lower).copied()
}

/// The reporting verb that a lower-cased word is a form of.
pub fn verb(lower: &str) -> Option<Verb> {
    VERBS.get(lower).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_sorted(name: &str, file: &'static str) {
        let keys: Vec<&str> = entries(file).filter_map(|row| row.split('\t').next()).collect();
        let mut sorted = keys.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(keys, sorted, "{name} must be sorted by its first column, each once");
    }

    #[test]
    fn the_lists_are_sorted_and_every_row_loads() {
        assert_sorted("words.tsv", include_str!("words.tsv"));
        assert_sorted("cues.tsv", include_str!("cues.tsv"));
        assert_eq!(WORDS.len(), entries(include_str!("words.tsv")).count());
        assert!(entries(include_str!("cues.tsv")).all(|row| verb_forms(row).len() > 1));
    }

    #[test]
    fn a_form_knows_its_verb() {
        let told = verb("told").unwrap();
        assert_eq!((told.lemma, told.form, told.stance), ("tell", Form::Past, Stance::Neutral));
        assert_eq!(verb("claiming").unwrap().stance, Stance::Loaded);
    }
}
