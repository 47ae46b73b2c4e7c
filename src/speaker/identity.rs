//! An identity: one person or organisation across documents.
//!
//! In: everybody named in each document. Out: [`Identity`]s, and for every document which of its people is which.
//! Names of persons are one where the letters are ("Kim Jong-un", "Kim Jong Un"), in whatever order, or where the last
//! names are and the first names go together: equal, initial and name, short form and name ("Joe", "Joseph"), one in two
//! spellings ("Dmitry", "Dimitri"); and where a document gives both for one person ("Anna Roe, née Berg"). A surname
//! alone is nobody in particular, unless only one person of that surname is named in all documents, one is named twenty
//! times as often as any other, or the document gives with it an office that only one of the name holds ("President Roe").
//! What looks like a person's name in one document and is an organisation's in another is the organisation's, unless
//! anything tells of a person. Two people of one full name are taken for one, and short surnames spelt in two ways ("Choe",
//! "Choi") for two.

use super::{Person, Role, SpeakerKind, title};
use crate::Extraction;
use crate::lexicon::{self, names, titles};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A name that several people may bear is that one's who is named this many times as often as any other: guessed.
const DOMINANT: usize = 20;
/// An office is that one's who is given it in this many times as many documents as any other of the surname: guessed. A wife
/// or a son gets it now and then by a slip.
const HOLDS: usize = 4;

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
    /// True if more than two capitalised words tells that this is a person: a role, a common given name, a surname that
    /// stands alone elsewhere.
    pub fn is_surely_person(&self) -> bool {
        let surname = self.name.split_whitespace().next_back().unwrap_or_default();
        let given = || Name::new(&self.name).words.first().is_some_and(|first| is_given(first));
        let called = || self.aliases.iter().any(|alias| alias == surname);
        self.kind == SpeakerKind::Person && (!self.roles.is_empty() || given() || called())
    }

    /// True if some document calls this somebody's spokesman: the words are given out for another.
    pub fn is_spokesman(&self) -> bool {
        self.roles.iter().any(|(_, given)| title::is_spokesman(&given.text))
    }
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
    let chosen = chosen(&names(extractions), &renamed(extractions));
    let holders = Holders::of(extractions, &chosen);
    let mut identities: Vec<Identity> = Vec::new();
    let mut numbers: FxHashMap<(SpeakerKind, &str), usize> = FxHashMap::default();
    let mut links = Vec::with_capacity(extractions.len());
    for (document, extraction) in extractions.iter().enumerate() {
        let mut own = Vec::with_capacity(extraction.people.len());
        for person in &extraction.people {
            let (kind, key) = &chosen[&(person.kind, person.name.as_str())];
            let key = holders.holder(person).unwrap_or(key);
            let number = *numbers.entry((*kind, key)).or_insert(identities.len());
            if number == identities.len() {
                identities.push(Identity::of(person, *kind));
            }
            identities[number].add(document, person);
            own.push(number);
        }
        links.push(own);
    }
    identities.iter_mut().for_each(Identity::settle);
    (identities, links)
}

/// By the kind and the name as written the kind and the key of the identity.
type Chosen<'e> = FxHashMap<(SpeakerKind, &'e str), (SpeakerKind, String)>;

/// Who holds an office, of those with a surname that some document gives alone with that office: by surname and office the
/// number of documents for the key of each.
struct Holders<'c>(FxHashMap<(String, &'static str), FxHashMap<&'c str, usize>>);

impl<'c> Holders<'c> {
    fn of(extractions: &'c [Extraction], chosen: &'c Chosen<'c>) -> Self {
        let people = || extractions.iter().flat_map(|extraction| &extraction.people);
        let mut holders: FxHashMap<_, FxHashMap<&str, usize>> =
            people().flat_map(surname_in_office).map(|office| (office, FxHashMap::default())).collect();
        if holders.is_empty() {
            return Holders(holders);
        }
        for person in people() {
            let Some((name, offices)) = in_office(person).filter(|(name, _)| name.words.len() > 1) else { continue };
            let (_, key) = &chosen[&(person.kind, person.name.as_str())];
            for office in offices {
                if let Some(documents) = holders.get_mut(&(name.family.clone(), office)) {
                    *documents.entry(key.as_str()).or_default() += 1;
                }
            }
        }
        Holders(holders)
    }

    /// The key of the one whom a surname given with an office means.
    fn holder(&self, person: &Person) -> Option<&'c str> {
        let held = |office| foremost(self.0.get(&office)?.iter().map(|(key, documents)| (*key, *documents)), HOLDS);
        surname_in_office(person).find_map(held)
    }
}

/// The surname of a person who is called by nothing else, with each office that the document gives.
fn surname_in_office(person: &Person) -> impl Iterator<Item = (String, &'static str)> {
    let bare = in_office(person).filter(|(name, _)| name.words.len() == 1);
    bare.into_iter().flat_map(|(name, offices)| offices.into_iter().map(move |office| (name.family.clone(), office)))
}

/// The name of a person to whom a document gives offices of one holder at a time, with these, each once.
fn in_office(person: &Person) -> Option<(Name, BTreeSet<&'static str>)> {
    let offices: BTreeSet<&str> = person.roles.iter().filter_map(|role| sole_office(&role.text)).collect();
    (person.kind == SpeakerKind::Person && !offices.is_empty()).then(|| (Name::new(&person.name), offices))
}

/// The office of one holder at a time that a role is: "president" of "U.S. President", none of "former" or "vice president".
fn sole_office(role: &str) -> Option<&'static str> {
    let role = role.to_lowercase();
    let words = || lexicon::bare_words(&role);
    let held = !words().any(|word| titles::is_past(word) || titles::is_rank(word));
    words().filter(|_| held).find_map(|word| SOLE_OFFICES.get(word).copied())
}

impl Identity {
    fn of(person: &Person, kind: SpeakerKind) -> Self {
        Identity { name: person.name.clone(), kind, aliases: Vec::new(), roles: Vec::new(), bare: false }
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

/// What is known of a name that some document gives.
#[derive(Default)]
struct Given {
    /// How many documents give it.
    documents: usize,
    /// A role is given with it, or part of it stands alone.
    described: bool,
}

/// Every name of every kind.
type Names<'e> = BTreeMap<(SpeakerKind, &'e str), Given>;

fn names(extractions: &[Extraction]) -> Names<'_> {
    let mut names = Names::new();
    for person in extractions.iter().flat_map(|extraction| &extraction.people) {
        let given = names.entry((person.kind, person.name.as_str())).or_default();
        given.documents += 1;
        given.described |= !person.roles.is_empty() || !person.aliases.is_empty();
    }
    names
}

/// Pairs of full names with different surnames that a document gives one person.
fn renamed(extractions: &[Extraction]) -> Vec<(&str, &str)> {
    let persons = extractions.iter().flat_map(|extraction| &extraction.people);
    let persons = persons.filter(|person| person.kind == SpeakerKind::Person && !person.aliases.is_empty());
    let pairs = persons.flat_map(|person| {
        let name = Name::new(&person.name);
        let other = move |alias: &&String| {
            let alias = Name::new(alias);
            alias.words.len() > 1 && alias.last() != name.last()
        };
        person.aliases.iter().filter(other).map(|alias| (person.name.as_str(), alias.as_str()))
    });
    pairs.collect()
}

/// For every name the kind and the key of its identity.
fn chosen<'e>(names: &Names<'e>, renamed: &[(&'e str, &'e str)]) -> Chosen<'e> {
    let mut chosen = FxHashMap::default();
    let others = names.keys().filter(|(kind, _)| *kind != SpeakerKind::Person);
    for &(kind, name) in others {
        chosen.insert((kind, name), (kind, organisation(name)));
    }
    let organisations: FxHashSet<String> = names
        .keys()
        .filter(|(kind, _)| *kind == SpeakerKind::Organisation)
        .map(|(_, name)| organisation(name))
        .collect();
    let mut persons = Vec::new();
    for (&(kind, name), given) in names.iter().filter(|((kind, _), _)| *kind == SpeakerKind::Person) {
        let key = organisation(name);
        if !given.described && organisations.contains(&key) && may_be_organisation(name) {
            chosen.insert((kind, name), (SpeakerKind::Organisation, key));
        } else {
            persons.push((name, given.documents));
        }
    }
    for (name, key) in people(persons, renamed) {
        chosen.insert((SpeakerKind::Person, name), (SpeakerKind::Person, key));
    }
    chosen
}

/// Two words or more, the first no common given name. One word that names both is a person's surname, too.
fn may_be_organisation(name: &str) -> bool {
    let words = Name::new(name).words;
    words.len() > 1 && words.first().is_some_and(|first| !is_given(first))
}

/// A common given name, or one of the census.
fn is_given(first: &str) -> bool {
    names::is_given(first) || names::gender(first).is_some()
}

/// A full name and those found to be the same person.
struct Known<'e> {
    names: Vec<(&'e str, Name)>,
    documents: usize,
}

/// For every person's name the key of its identity; `renamed` are pairs of names that a document gives one person.
fn people<'e>(names: Vec<(&'e str, usize)>, renamed: &[(&'e str, &'e str)]) -> Vec<(&'e str, String)> {
    let mut read: Vec<(&str, usize, Name)> =
        names.into_iter().map(|(name, count)| (name, count, Name::new(name))).collect();
    read.sort_by_key(|(written, _, name)| (Reverse((name.words.len(), name.letters().len())), *written));
    let mut known: Vec<Known> = Vec::new();
    let mut by_last: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let mut by_letters: FxHashMap<String, usize> = FxHashMap::default();
    let mut numbers: Vec<(&str, usize)> = Vec::new();
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
        numbers.push((written, number));
        known[number].documents += documents;
        known[number].names.push((written, name));
    }
    let one = joined(known.len(), &numbers, renamed);
    numbers.into_iter().map(|(written, number)| (written, one[number].to_string())).collect()
}

/// By number of a person the least number of those that are one with it, as somebody who changed the name is.
fn joined(count: usize, numbers: &[(&str, usize)], renamed: &[(&str, &str)]) -> Vec<usize> {
    let mut one: Vec<usize> = (0..count).collect();
    if renamed.is_empty() {
        return one;
    }
    let by_name: FxHashMap<&str, usize> = numbers.iter().copied().collect();
    let root = |one: &[usize], mut at: usize| {
        while one[at] != at {
            at = one[at];
        }
        at
    };
    for (name, other) in renamed {
        let (Some(&a), Some(&b)) = (by_name.get(name), by_name.get(other)) else { continue };
        let (a, b) = (root(&one, a), root(&one, b));
        one[a.max(b)] = a.min(b);
    }
    (0..count).for_each(|at| one[at] = root(&one, at));
    one
}

impl Known<'_> {
    fn is(&self, name: &Name) -> bool {
        self.names.iter().all(|(_, known)| known.words.len() == 1 || known.same(name))
    }
}

/// Whom a surname, or a name that goes together with several, means: the only one, or one who is named far more often than
/// the others.
fn bearer(bearers: &[usize], known: &[Known]) -> Option<usize> {
    foremost(bearers.iter().map(|&number| (number, known[number].documents)), DOMINANT)
}

/// Who has the highest count, if it is so many times any other's.
fn foremost<T: Copy + Ord>(counted: impl Iterator<Item = (T, usize)> + Clone, times: usize) -> Option<T> {
    let (most, count) = counted.clone().max_by_key(|&(who, count)| (count, Reverse(who)))?;
    let next = counted.filter(|&(who, _)| who != most).map(|(_, count)| count).max().unwrap_or(0);
    (count >= times * next).then_some(most)
}

/// The words of a person's name, in lower case, without points, honorifics and generations.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    words: Vec<String>,
    /// "Jr." and its like: a father and his son are two.
    generation: Option<String>,
    /// The last word in one of its spellings.
    family: String,
}

impl Name {
    fn new(written: &str) -> Self {
        let words = written.split(|c: char| c.is_whitespace() || c == '-' || c == '\u{2010}' || c == '\u{2011}');
        let words = words.flat_map(initials).map(|word| plain(&word)).filter(|word| !word.is_empty());
        let mut words: Vec<String> = words.collect();
        let named = words.last().is_some_and(|last| words.len() > 1 && GENERATIONS.contains(&last.as_str()));
        let generation = if named { words.pop() } else { None };
        let family = words.last().map(|last| family(last)).unwrap_or_default();
        Name { words, generation, family }
    }

    /// The last word, as it is compared.
    fn last(&self) -> &str {
        &self.family
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
        // "George W. Bush" is not "George H. W. Bush": initials stand in their order.
        let initials = middle_short.iter().all(|name| name.chars().count() == 1);
        let middles = middle_long.is_empty()
            || match initials {
                true => middle_short.iter().zip(middle_long).all(|(a, b)| given(a, b)),
                false => middle_short.iter().all(|name| middle_long.iter().any(|m| given(name, m))),
            };
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
static SOLE_OFFICES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/sole_offices.txt")).collect());
static COMPANIES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/companies.txt")).collect());
static ORGANISATIONS: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| lexicon::pairs(include_str!("../lexicon/organisations.tsv")).collect());

/// Surnames of so many letters may be spelt in several ways: guessed; shorter ones too often are two families'.
const LONG_SURNAME: usize = 6;
/// Consonants that tell a given name whatever its vowels are: guessed; fewer are in many names.
const LEAST_CONSONANTS: usize = 4;

/// A surname in one of its spellings: "Zelenskiy" and "Zelenskyy", "Voloshin" and, as his wife has it, "Voloshina".
fn family(last: &str) -> String {
    if last.chars().count() < LONG_SURNAME {
        return last.to_owned();
    }
    let folded = spelling(last);
    let feminine = FEMININE.iter().any(|ending| folded.ends_with(ending));
    if feminine { folded[..folded.len() - 1].to_owned() } else { folded }
}

/// Slavic surnames with these endings are a man's without the last letter.
const FEMININE: [&str; 3] = ["eva", "ina", "ova"];

/// A word without doubled letters, its ys is.
fn spelling(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().map(|c| if c == 'y' { 'i' } else { c }).collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// The consonants of a name, those alike in transliterations as one.
fn consonants(word: &str) -> String {
    let word = spelling(&word.replace("kh", "h").replace("ph", "f").replace('x', "ks"));
    let kept = word.chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u'));
    kept.map(|c| if c == 'w' { 'v' } else { c }).collect()
}

/// True for a man's and a woman's name.
fn of_two_genders(a: &str, b: &str) -> bool {
    matches!((names::gender(a), names::gender(b)), (Some(a), Some(b)) if a != b)
}

/// Two given names that one person may go by.
fn given(a: &str, b: &str) -> bool {
    let initial = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
    let full = |short: &str, name: &str| SHORT.contains(&(short, name));
    let both_short = || SHORT.iter().any(|(short, name)| *short == a && full(b, name));
    let slip = || a.len().min(b.len()) >= 6 && strsim::osa_distance(a, b) <= 1;
    let spelt = || {
        let consonants = consonants(a);
        consonants.len() >= LEAST_CONSONANTS && consonants == self::consonants(b)
    };
    let likely = || (slip() || spelt()) && !of_two_genders(a, b);
    a == b || initial(a, b) || initial(b, a) || full(a, b) || full(b, a) || both_short() || likely()
}

/// What an organisation's name is compared by: no case, no points, no article, no "Inc.", one form of several.
fn organisation(written: &str) -> String {
    let words = written.split(|c: char| c.is_whitespace() || c == '-').map(plain);
    let words: Vec<String> = words.filter(|word| !word.is_empty() && word != "the").collect();
    let mut words = words.as_slice();
    while let [rest @ .., last] = words
        && !rest.is_empty()
        && COMPANIES.contains(last.as_str())
    {
        words = rest;
    }
    let name = words.join(" ");
    ORGANISATIONS.get(name.as_str()).map_or(name, |other| (*other).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;

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
            (&["Dmitri Voloshin", "Dmitry Voloshin", "Dimitri Voloshin", "Peter Voloshin"], 2),
            (&["Mohammed Nasser", "Muhammad Nasser", "Mohamed Naser"], 1),
            (&["Volodymyr Zelensky", "Volodymyr Zelenskiy", "Volodymyr Zelenskyy"], 1),
            (&["Daniel Orcutt", "Daniela Orcutt"], 2),
            (&["Michael Brandt", "Michaela Brandt"], 2),
            (&["Anna Voloshina", "Anna Voloshin", "Dmitri Voloshin"], 2),
            (&["Maria Diaz", "Mario Diaz"], 2),
            (&["Min-ji Choe", "Min-ji Choi"], 2),
            (&["George W. Bush", "George H.W. Bush"], 2),
            (&["George Herbert Walker Bush", "George H. W. Bush"], 1),
        ];
        for (names, expected) in cases {
            let documents: Vec<Extraction> = names.iter().map(|name| extraction(&[name])).collect();
            let (identities, _) = identify(&documents);
            assert_eq!(identities.len(), *expected, "{names:?}: {identities:?}");
        }
    }

    #[test]
    fn who_changed_a_name_is_one() {
        let mut documents = [extraction(&["Anna Roe"]), extraction(&["Anna Berg"]), extraction(&["Nils Berg"])];
        assert_eq!(identify(&documents).0.len(), 3);
        documents[0].people[0].aliases = vec!["Roe".into(), "Anna Berg".into()];
        let (identities, links) = identify(&documents);
        assert_eq!((identities.len(), links), (2, vec![vec![0], vec![0], vec![1]]), "{identities:?}");
    }

    #[test]
    fn an_organisation_that_looks_like_a_person() {
        let mut documents = [extraction(&["Karrow Mining", "Anna Berg"]), extraction(&["Karrow Mining PLC"])];
        documents[1].people[0].kind = SpeakerKind::Organisation;
        let (identities, links) = identify(&documents);
        assert_eq!(links, [vec![0, 1], vec![0]]);
        assert_eq!((identities[0].kind, identities[1].kind), (SpeakerKind::Organisation, SpeakerKind::Person));
        assert!(!identities[0].is_surely_person() && identities[1].is_surely_person());
        documents[0].people[0].aliases = vec!["Mining".into()];
        assert_eq!(identify(&documents).0.len(), 3, "who is called by a surname is somebody");
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
    fn a_surname_with_an_office_is_who_holds_it() {
        let named = |name: &str, role: Option<&str>| {
            let mut document = extraction(&[name]);
            let role = role.map(|text| Role { text: text.to_owned(), span: Span::new(0, 1) });
            document.people[0].roles.extend(role);
            document
        };
        let links = |documents: &[(&str, Option<&str>)]| -> Vec<usize> {
            let documents: Vec<Extraction> = documents.iter().map(|(name, role)| named(name, *role)).collect();
            identify(&documents).1.into_iter().flatten().collect()
        };
        let (mayor, anna, nils) = (Some("Mayor"), ("Anna Berg", Some("Mayor of Tarrin")), ("Nils Berg", None));
        assert_eq!(links(&[anna, nils, ("Berg", mayor)]), [0, 1, 0]);
        assert_eq!(links(&[anna, nils, ("Berg", mayor), ("Berg", None)]), [0, 1, 0, 2], "somebody else's Berg");
        assert_eq!(links(&[anna, nils, ("Berg", Some("Senator"))]), [0, 1, 2]);
        assert_eq!(links(&[anna, nils, ("Berg", Some("former Mayor"))]), [0, 1, 2]);
        assert_eq!(links(&[anna, ("Nils Berg", mayor), ("Berg", mayor)]), [0, 1, 2], "two mayors");
        assert_eq!(links(&[anna, anna, anna, anna, ("Nils Berg", mayor), ("Berg", mayor)]), [0, 0, 0, 0, 1, 0]);
    }

    #[test]
    fn organisations_by_their_plain_names() {
        assert_eq!(organisation("The U.S."), organisation("United States"));
        assert_eq!(organisation("the Justice Department"), organisation("Department of Justice"));
        assert_ne!(organisation("the State Department"), organisation("the Justice Department"));
    }
}
