//! A lesson: what a likeness is learned from.
//!
//! In: statements of documents, and groups of places in them that are labelled as one utterance. Out: the forest of
//! `likeness.tsv`, as text. A pair of a report and a quotation is an example of one utterance if one group has a place in
//! each; pairs that are known by their words to be one are no examples, for those are never asked about.

use super::super::Material;
use super::super::Utterance;
use super::Compared;
use super::forest::{Forest, Measures};
use super::statement::{Statement, Statements};
use crate::document::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// What comes before the numbers of a forest's file.
const HEAD: &str = "\
# How likely a report and a quotation are one utterance (forest.rs): a base, then a tree a line: seven questions
# (measure>bound, in the order of likeness.rs) and eight leaves. Learned by `misquote train --utterances`.
";

/// Places labelled as one utterance: each a document's position in the corpus, and bytes into its text.
pub(crate) type Group = Vec<(usize, Span)>;

/// The groups that have a place in a document, by document.
type Places = FxHashMap<usize, Vec<(usize, Span)>>;

/// Learns from the statements of documents that tell one story, two by two.
pub(crate) fn learn(
    utterances: &[Utterance],
    statements: &Statements,
    near: &[(usize, usize)],
    groups: &[Group],
    material: Material,
) -> String {
    let joined = joined(utterances);
    let mut places = Places::default();
    for (group, place) in groups.iter().enumerate().flat_map(|(at, group)| group.iter().map(move |place| (at, place))) {
        places.entry(place.0).or_default().push((group, place.1));
    }
    let compared = Compared::new(statements, material);
    let mut examples: Vec<(Measures, bool)> = Vec::new();
    let groups_of = |statement: &Statement| groups_of(statement, &places, material);
    for &pair in near {
        for pair in compared.two(pair).pairs() {
            if !joined.contains(&(pair.claim.attribution, pair.quote.attribution)) {
                let there = groups_of(pair.quote);
                examples.push((pair.measures(), groups_of(pair.claim).iter().any(|group| there.contains(group))));
            }
        }
    }
    HEAD.to_owned() + &Forest::learn(&examples).to_text()
}

/// The attributions that are known by their words to be one utterance, two by two.
fn joined(utterances: &[Utterance]) -> FxHashSet<(usize, usize)> {
    let mut joined = FxHashSet::default();
    for utterance in utterances {
        let known = || utterance.members.iter().filter(|member| member.confidence.is_none());
        joined.extend(known().flat_map(|a| known().map(|b| (a.attribution, b.attribution))));
    }
    joined
}

/// The groups that have a place where a statement stands: half of the words of the shorter one are in the other.
fn groups_of(statement: &Statement, places: &Places, material: Material) -> Vec<usize> {
    let document = material.attributions[statement.attribution].document;
    let words = |span: Span| span.of(&material.documents[document].text).split_whitespace().count();
    let covers = |place: &&(usize, Span)| {
        let (start, end) = (place.1.start.max(statement.span.start), place.1.end.min(statement.span.end));
        start < end && 2 * words(Span::new(start, end)) >= words(place.1).min(words(statement.span))
    };
    places.get(&document).into_iter().flatten().filter(covers).map(|place| place.0).collect()
}
