//! A house: what a newsroom knows that articles do not say. Who goes by which names, which outlets are one or belong
//! together, and which phrases are everybody's.
//!
//! In: names and phrases as people write them. Out: for a name the one to use for it, whatever its case and spaces. It
//! knows names only: "the mayor" is nobody's alias.

use crate::Extraction;
use crate::document::Document;
use crate::speaker::identity::Identity;
use std::collections::BTreeMap;

/// What a newsroom knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct House {
    /// Names of people and organisations, and whom they mean.
    pub people: Aliases,
    /// Names of outlets, and which they mean.
    pub outlets: Aliases,
    /// Outlets, and who owns them or feeds them. Outlets of one owner count as one report.
    pub owners: Aliases,
    /// Slogans and stock phrases. A quotation that is one, or part of one, is not compared with others.
    pub phrases: Vec<String>,
}

/// Names, each with the one to use for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aliases(BTreeMap<String, String>);

impl Aliases {
    /// Uses `name` for `alias`. Returns the name that was already used for it, if that is another; it stays.
    pub fn add(&mut self, name: &str, alias: &str) -> Option<&str> {
        let used = self.0.entry(key(alias)).or_insert_with(|| name.to_owned());
        (used != name).then_some(used.as_str())
    }

    /// The name to use for `written`, if it is one of these.
    pub fn of(&self, written: &str) -> Option<&str> {
        if self.0.is_empty() { None } else { self.0.get(&key(written)).map(String::as_str) }
    }
}

/// What a name is looked up by.
fn key(name: &str) -> String {
    name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

impl House {
    /// Gives documents the names to use for their outlets.
    pub fn name_outlets(&self, documents: &mut [Document]) {
        for document in documents {
            if let Some(name) = self.outlets.of(&document.outlet) {
                document.outlet = name.to_owned();
            }
        }
    }

    /// True when a document's outlet has another name here.
    pub(crate) fn renames(&self, document: &Document) -> bool {
        self.outlets.of(&document.outlet).is_some_and(|name| name != document.outlet)
    }

    /// Gives the people of each document the names to use for them; their own become further names.
    pub(crate) fn name_people(&self, extractions: &mut [Extraction]) {
        for person in extractions.iter_mut().flat_map(|extraction| &mut extraction.people) {
            if let Some(name) = self.people.of(&person.name) {
                let written = std::mem::replace(&mut person.name, name.to_owned());
                person.aliases.push(written);
            }
        }
    }

    /// Gives people across documents the names to use for them, fuller ones or not.
    pub(crate) fn name_identities(&self, identities: &mut [Identity]) {
        for identity in identities {
            let names = std::iter::once(&identity.name).chain(&identity.aliases);
            if let Some(name) = names.into_iter().find_map(|name| self.people.of(name)) {
                identity.call(name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Aliases;

    #[test]
    fn names_whatever_their_case_and_spaces() {
        let mut names = Aliases::default();
        assert_eq!(names.add("Wenna Strake", "Mother  Strake"), None);
        assert_eq!(names.of("mother strake"), Some("Wenna Strake"));
        assert_eq!(names.of("Strake"), None);
        assert_eq!(names.add("Simeon Dray", "MOTHER STRAKE"), Some("Wenna Strake"));
        assert_eq!(names.of("Mother Strake"), Some("Wenna Strake"));
    }
}
