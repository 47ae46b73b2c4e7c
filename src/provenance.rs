//! A provenance: how an outlet came by somebody's words, as far as its own clause says so.
//!
//! In: an attribution and its document. Out: [`Provenance`]: in an interview, a statement, a post, a speech or a hearing,
//! and which medium they were given to, the outlet itself or another ("told CNN"). Most articles say nothing, and then
//! nothing is known; a medium of a common name that is not in the list is not seen.

use crate::attribution::Attribution;
use crate::document::{Document, Span};
use crate::lexicon::settings::{self, Medium};
use std::collections::BTreeSet;

pub use crate::lexicon::settings::Way;

/// Who hears what is told to the outlet itself.
const ITSELF: [&str; 2] = ["me", "us"];

/// How an outlet came by words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// In what they were said or written.
    pub way: Option<Way>,
    /// The words that name the medium they were given to, in the document's text.
    pub medium: Option<Span>,
    /// That is the outlet itself.
    pub own: bool,
}

/// How a document's outlet came by what an attribution ascribes; none where it does not say so.
pub fn provenance(document: &Document, attribution: &Attribution) -> Option<Provenance> {
    let settings = [attribution.addressee, attribution.via];
    let medium = |span: &Span| own(document, *span) || !named(document.slice(*span), Medium::Name).is_empty();
    let medium = settings.into_iter().flatten().find(medium);
    let own = medium.is_some_and(|span| own(document, span));
    let way = way(document, attribution);
    (medium.is_some() || way.is_some()).then_some(Provenance { way, medium, own })
}

/// The words of the names of media in a passage ("Fox", "News"), in lower case; no place where everybody writes.
pub(crate) fn media(document: &Document, attribution: &Attribution) -> BTreeSet<String> {
    let settings = [attribution.addressee, attribution.via].into_iter().flatten();
    settings.flat_map(|span| named(document.slice(span), Medium::Name)).collect()
}

/// The words of the names of media in a passage and its occasion ("in an interview on CNN"), in lower case.
pub(crate) fn hearers(document: &Document, attribution: &Attribution) -> BTreeSet<String> {
    let occasion = attribution.occasion.map(|span| named(document.slice(span), Medium::Name));
    media(document, attribution).into_iter().chain(occasion.into_iter().flatten()).collect()
}

/// Whether these words name the document's outlet: each is one of the other, but for an article.
fn own(document: &Document, span: Span) -> bool {
    let words =
        |text: &str| -> BTreeSet<String> { plain(text).map(|(lower, _)| lower).filter(|word| word != "the").collect() };
    let (said, outlet) = (words(document.slice(span)), words(&document.outlet));
    let itself = said.len() == 1 && said.iter().all(|word| ITSELF.contains(&word.as_str()));
    itself || !said.is_empty() && !outlet.is_empty() && (said.is_subset(&outlet) || outlet.is_subset(&said))
}

/// The words of a passage that are, capitalised, names of this sort of medium; in lower case.
fn named(text: &str, sort: Medium) -> BTreeSet<String> {
    let names = plain(text).filter(|(lower, capital)| *capital && settings::medium(lower) == Some(sort));
    names.map(|(lower, _)| lower).collect()
}

/// In what something was said or written, by the first word that tells of its occasion, medium, cue and source.
pub(crate) fn way(document: &Document, attribution: &Attribution) -> Option<Way> {
    let settings = [attribution.occasion, attribution.via].into_iter().flatten();
    let spans = settings.chain(attribution.cue.iter().copied()).chain(attribution.source.iter().copied());
    // "The Post" is a newspaper, "a post" is not.
    let told = |span| {
        plain(document.slice(span)).find_map(|(lower, capital)| {
            let paper = capital && settings::medium(&lower) == Some(Medium::Name);
            settings::way(&lower).filter(|_| !paper)
        })
    };
    spans.into_iter().find_map(told)
}

/// Words in lower case without "'s", and whether they begin with a capital.
fn plain(text: &str) -> impl Iterator<Item = (String, bool)> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’'));
    let bare = |word: &str| {
        let word = word.trim_end_matches("'s").trim_end_matches("’s").trim_matches(['\'', '’', '-']);
        (word.to_lowercase(), word.starts_with(char::is_uppercase))
    };
    words.map(bare).filter(|(lower, _)| !lower.is_empty())
}

#[cfg(test)]
mod tests {
    use super::provenance;
    use crate::Document;

    /// How the first attribution of an article of the Tarrin Packet came to it.
    fn show(text: &str) -> String {
        let document = Document { outlet: "The Tarrin Packet".into(), ..Document::new("a", text) };
        let extraction = crate::extract(&document);
        let Some(found) = provenance(&document, &extraction.attributions[0]) else { return "not told".into() };
        format!("{:?} {:?} own: {}", found.way, found.medium.map(|span| document.slice(span)), found.own)
    }

    #[test]
    fn how_an_outlet_came_by_words() {
        let cases = [
            ("“The quay is safe,” Nadia Frost said.", "not told"),
            ("“The quay is safe,” Nadia Frost told CNN on Monday.", "None Some(\"CNN\") own: false"),
            ("“The quay is safe,” Nadia Frost told the Packet.", "None Some(\"the Packet\") own: true"),
            ("“The quay is safe,” Nadia Frost told reporters.", "not told"),
            ("“The quay is safe,” Nadia Frost said in a statement.", "Some(Statement) None own: false"),
            ("“The quay is safe,” Nadia Frost wrote on Twitter.", "Some(Post) None own: false"),
            (
                "In an interview with the Harrow Times, Nadia Frost said: “The quay is safe.”",
                "Some(Interview) Some(\"the Harrow Times\") own: false",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(show(text), expected, "{text}");
        }
    }
}
