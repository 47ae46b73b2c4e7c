//! An identity: one person or organisation across documents.
//!
//! In: everybody named in each document. Out: [`Identity`]s, and for every document which of its people is which.
//! Names of persons are one where the letters are ("Kim Jong-un", "Kim Jong Un"), in whatever order, or where the last
//! names are and the first names go together: equal, initial and name, short form and name ("Joe", "Joseph"). A surname
//! alone is nobody in particular, unless only one person of that surname is named in all documents, or one is named
//! twenty times as often as any other. Two people of one full name are taken for one, and transliterations that differ
//! in more than marks ("Choe", "Choi") for two.

use super::{Person, Role, SpeakerKind};
use crate::Extraction;
use crate::lexicon;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A name that several people may bear is that one's who is named this many times as often as any other: guessed.
const DOMINANT: usize = 20;

/// One person or organisation across documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Identity {
    /// The fullest name in any document.
    pub name: String,
    /// Person or organisation.
    pub kind: SpeakerKind,
    /// Other forms of the name, each once.
    pub aliases: Vec<String>,
    /// Roles given with the name, each with the position of its document.
    pub roles: Vec<(usize, Role)>,
    /// A name that does not tell who: a surname that several people bear, or of which nobody's full name is known.
    pub bare: bool,
}

impl Identity {
    /// True if `name` may be meant for this identity: one of its names, or the last word of one.
    pub fn goes_by(&self, name: &str) -> bool {
        let asked = Name::new(name);
        let names = std::iter::once(&self.name).chain(&self.aliases).map(|name| Name::new(name));
        names.into_iter().any(|name| name.may_be(&asked))
    }
}

impl Identity {
    /// True if nothing in their names tells the two apart: one may be the other's surname or short form.
    pub fn may_be(&self, other: &Identity) -> bool {
        self.kind == other.kind && std::iter::once(&other.name).chain(&other.aliases).any(|name| self.goes_by(name))
    }
}

/// Who is who: identities in order of first appearance, and by document the identity of each of its people.
pub fn identify(extractions: &[Extraction]) -> (Vec<Identity>, Vec<Vec<usize>>) {
    let chosen = chosen(&names(extractions));
    let mut identities: Vec<Identity> = Vec::new();
    let mut numbers: FxHashMap<(SpeakerKind, &str), usize> = FxHashMap::default();
    let mut links = Vec::with_capacity(extractions.len());
    for (document, extraction) in extractions.iter().enumerate() {
        let mut own = Vec::with_capacity(extraction.people.len());
        for person in &extraction.people {
            let key = chosen[&(person.kind, person.name.as_str())].as_str();
            let number = *numbers.entry((person.kind, key)).or_insert(identities.len());
            if number == identities.len() {
                identities.push(Identity::of(person));
            }
            identities[number].add(document, person);
            own.push(number);
        }
        links.push(own);
    }
    identities.iter_mut().for_each(Identity::settle);
    (identities, links)
}

impl Identity {
    fn of(person: &Person) -> Self {
        let (name, kind) = (person.name.clone(), person.kind);
        Identity { name, kind, aliases: Vec::new(), roles: Vec::new(), bare: false }
    }

    fn add(&mut self, document: usize, person: &Person) {
        for name in std::iter::once(&person.name).chain(&person.aliases) {
            if !self.aliases.contains(name) {
                self.aliases.push(name.clone());
            }
        }
        self.roles.extend(person.roles.iter().map(|role| (document, role.clone())));
    }

    /// Goes by this name from now on, fuller or not.
    pub fn call(&mut self, name: &str) {
        let old = std::mem::replace(&mut self.name, name.to_owned());
        self.aliases.push(old);
        self.aliases.sort_unstable();
        self.aliases.dedup();
        self.aliases.retain(|alias| alias != name);
        self.bare = self.kind == SpeakerKind::Person && Name::new(name).words.len() == 1;
    }

    /// Takes the fullest form for the name, the others as aliases.
    fn settle(&mut self) {
        let fullness = |name: &String| Name::new(name).words.len();
        let fullest =
            self.aliases.iter().fold(&self.name, |a, b| if fullness(b) > fullness(a) { b } else { a }).clone();
        if self.kind == SpeakerKind::Person {
            self.name = fullest;
        }
        self.aliases.retain(|alias| *alias != self.name);
        self.bare = self.kind == SpeakerKind::Person && Name::new(&self.name).words.len() == 1;
    }
}

/// Every name of every kind, with the number of documents that give it.
type Names<'e> = BTreeMap<(SpeakerKind, &'e str), usize>;

fn names(extractions: &[Extraction]) -> Names<'_> {
    let mut names = Names::new();
    for person in extractions.iter().flat_map(|extraction| &extraction.people) {
        *names.entry((person.kind, person.name.as_str())).or_default() += 1;
    }
    names
}

/// For every name the key of its identity.
fn chosen<'e>(names: &Names<'e>) -> FxHashMap<(SpeakerKind, &'e str), String> {
    let mut chosen: FxHashMap<(SpeakerKind, &str), String> = FxHashMap::default();
    let persons = names.iter().filter(|((kind, _), _)| *kind == SpeakerKind::Person);
    for (name, key) in people(persons.map(|((_, name), count)| (*name, *count)).collect()) {
        chosen.insert((SpeakerKind::Person, name), key);
    }
    for &(kind, name) in names.keys().filter(|(kind, _)| *kind != SpeakerKind::Person) {
        chosen.insert((kind, name), organisation(name));
    }
    chosen
}

/// A full name and those found to be the same person.
struct Known<'e> {
    names: Vec<(&'e str, Name)>,
    documents: usize,
}

/// For every person's name the key of its identity.
fn people(names: Vec<(&str, usize)>) -> Vec<(&str, String)> {
    let mut read: Vec<(&str, usize, Name)> =
        names.into_iter().map(|(name, count)| (name, count, Name::new(name))).collect();
    read.sort_by_key(|(written, _, name)| (Reverse((name.words.len(), name.letters().len())), *written));
    let mut known: Vec<Known> = Vec::new();
    let mut by_last: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let mut by_letters: FxHashMap<String, usize> = FxHashMap::default();
    let mut keys = Vec::new();
    for (written, documents, name) in read {
        let alike = by_last.get(name.last()).map_or(&[][..], Vec::as_slice);
        let found = by_letters.get(&name.letters()).copied().or_else(|| match name.words.len() {
            1 => bearer(alike, &known),
            _ => bearer(&alike.iter().copied().filter(|&number| known[number].is(&name)).collect::<Vec<_>>(), &known),
        });
        let number = found.unwrap_or(known.len());
        if found.is_none() {
            known.push(Known { names: Vec::new(), documents: 0 });
            by_last.entry(name.last().to_owned()).or_default().push(number);
        }
        by_letters.entry(name.letters()).or_insert(number);
        keys.push((written, number.to_string()));
        known[number].documents += documents;
        known[number].names.push((written, name));
    }
    keys
}

impl Known<'_> {
    fn is(&self, name: &Name) -> bool {
        self.names.iter().all(|(_, known)| known.words.len() == 1 || known.same(name))
    }
}

/// Whom a surname, or a name that goes together with several, means: the only one, or one who is named far more often than
/// the others.
fn bearer(bearers: &[usize], known: &[Known]) -> Option<usize> {
    let most = *bearers.iter().max_by_key(|&&number| (known[number].documents, Reverse(number)))?;
    let others = bearers.iter().filter(|&&number| number != most);
    let next = others.map(|&number| known[number].documents).max().unwrap_or(0);
    (known[most].documents >= DOMINANT * next).then_some(most)
}

/// The words of a person's name, in lower case, without points, honorifics and generations.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    words: Vec<String>,
    /// "Jr." and its like: a father and his son are two.
    generation: Option<String>,
}

impl Name {
    fn new(written: &str) -> Self {
        let words = written.split(|c: char| c.is_whitespace() || c == '-' || c == '\u{2010}' || c == '\u{2011}');
        let words = words.flat_map(initials).map(|word| plain(&word)).filter(|word| !word.is_empty());
        let mut words: Vec<String> = words.collect();
        let named = words.last().is_some_and(|last| words.len() > 1 && GENERATIONS.contains(&last.as_str()));
        let generation = if named { words.pop() } else { None };
        Name { words, generation }
    }

    fn last(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    /// All letters in the order of the words' own, so that neither hyphens nor the order of names tell.
    fn letters(&self) -> String {
        let mut words = self.words.clone();
        if words.len() == 3 {
            // "Choe Son-hui", "Son-hui Choe": which word is the family's is not known.
            words.sort();
        }
        words.concat() + self.generation.as_deref().unwrap_or_default()
    }

    /// Two full names of one person.
    fn same(&self, other: &Name) -> bool {
        self.generation == other.generation && self.like(other)
    }

    /// Two full names that go together, generations aside.
    fn like(&self, other: &Name) -> bool {
        if self.last() != other.last() || self.words.is_empty() || other.words.is_empty() {
            return false;
        }
        let (short, long) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        let (first_short, first_long) = (&short.words[0], &long.words[0]);
        let (middle_short, middle_long) = (short.middle(), long.middle());
        let middles =
            middle_short.iter().all(|name| middle_long.is_empty() || middle_long.iter().any(|m| given(name, m)));
        let called_by_middle = middle_short.is_empty() && long.middle().contains(first_short) && first_short.len() > 1;
        (given(first_short, first_long) && middles) || called_by_middle
    }

    fn middle(&self) -> &[String] {
        if self.words.len() > 2 { &self.words[1..self.words.len() - 1] } else { &[] }
    }

    /// How many words of a name both have: two tell that further words may only be an extraction's slip.
    fn shared(&self, other: &Name) -> usize {
        self.words.iter().filter(|word| word.len() > 2 && other.words.contains(word)).count()
    }

    /// One is the other, or the last word of it.
    fn may_be(&self, other: &Name) -> bool {
        match (self.words.len(), other.words.len()) {
            (0, _) | (_, 0) => false,
            (1, _) | (_, 1) => self.last() == other.last(),
            _ => self.letters() == other.letters() || self.like(other) || self.shared(other) >= 2,
        }
    }
}

const GENERATIONS: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

/// "H.R." is two words.
fn initials(word: &str) -> Vec<String> {
    let letters: Vec<&str> = word.split('.').filter(|part| !part.is_empty()).collect();
    let single = letters.len() > 1 && letters.iter().all(|letter| letter.chars().count() == 1);
    if single { letters.into_iter().map(str::to_owned).collect() } else { vec![word.to_owned()] }
}

fn plain(word: &str) -> String {
    let word = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).map(unaccented).collect()
}

/// The commonest accents are often left out in print.
fn unaccented(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        c => c,
    }
}

static SHORT: LazyLock<FxHashSet<(&'static str, &'static str)>> =
    LazyLock::new(|| lexicon::pairs(include_str!("../lexicon/nicknames.tsv")).collect());
static ORGANISATIONS: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| lexicon::pairs(include_str!("../lexicon/organisations.tsv")).collect());

/// Two given names that one person may go by.
fn given(a: &str, b: &str) -> bool {
    let initial = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
    let full = |short: &str, name: &str| SHORT.contains(&(short, name));
    let both_short = || SHORT.iter().any(|(short, name)| *short == a && full(b, name));
    let slip = || a.len().min(b.len()) >= 6 && strsim::osa_distance(a, b) <= 1;
    a == b || initial(a, b) || initial(b, a) || full(a, b) || full(b, a) || both_short() || slip()
}

/// What an organisation's name is compared by: no case, no points, no article, one form of several.
fn organisation(written: &str) -> String {
    let words = written.split(|c: char| c.is_whitespace() || c == '-').map(plain);
    let words: Vec<String> = words.filter(|word| !word.is_empty() && word != "the").collect();
    let name = words.join(" ");
    ORGANISATIONS.get(name.as_str()).map_or(name, |other| (*other).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extraction(names: &[&str]) -> Extraction {
        let person = |name: &&str| Person {
            name: (*name).to_owned(),
            kind: SpeakerKind::Person,
            aliases: Vec::new(),
            roles: Vec::new(),
        };
        Extraction { attributions: Vec::new(), people: names.iter().map(person).collect() }
    }

    #[test]
    fn who_is_who() {
        let cases: &[(&[&str], usize)] = &[
            (&["Choe Son-hui", "Choe Son Hui"], 1),
            (&["Kim Jong-un", "Kim Jong Un", "Kim Jong-nam"], 2),
            (&["Joe Yun", "Joseph Yun"], 1),
            (&["Bill Clinton", "William Jefferson Clinton", "Hillary Clinton"], 2),
            (&["Mitt Romney", "Willard Mitt Romney"], 1),
            (&["Donald J. Trump", "Donald Trump", "Donald Trump Jr."], 2),
            (&["J. Smith", "John Smith", "James Smith"], 3),
            (&["Smith", "John Smith"], 1),
            (&["Smith", "John Smith", "Mary Smith"], 3),
            (&["H.R. McMaster", "Herbert Raymond McMaster"], 1),
            (&["Son-hui Choe", "Choe Son Hui"], 1),
            (&["José Díaz", "Jose Diaz"], 1),
            (&["Vicente Fox", "Vincente Fox"], 1),
        ];
        for (names, expected) in cases {
            let documents: Vec<Extraction> = names.iter().map(|name| extraction(&[name])).collect();
            let (identities, _) = identify(&documents);
            assert_eq!(identities.len(), *expected, "{names:?}: {identities:?}");
        }
    }

    #[test]
    fn a_name_among_slips_is_who_is_named_most() {
        let often = std::iter::repeat_n("Nadia P. Frost", DOMINANT);
        let names: Vec<&str> = often.chain(["Poor Nadia Frost", "Nadia Frost", "Frost"]).collect();
        let documents: Vec<Extraction> = names.iter().map(|name| extraction(&[name])).collect();
        let (_, links) = identify(&documents);
        assert_eq!(links[DOMINANT + 1], links[0], "a full name without its initial");
        assert_eq!(links[DOMINANT + 2], links[0], "the surname alone");
    }

    #[test]
    fn organisations_by_their_plain_names() {
        assert_eq!(organisation("The U.S."), organisation("United States"));
        assert_eq!(organisation("the Justice Department"), organisation("Department of Justice"));
        assert_ne!(organisation("the State Department"), organisation("the Justice Department"));
    }
}
