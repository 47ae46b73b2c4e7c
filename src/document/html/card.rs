//! Cards: boxes that each lead to another article, a linked headline with a line or two beneath; and boxes headed "More on
//! this story". In: a page and its prose. Out: the boxes, cards only where there are at least two side by side.
//!
//! A linked headline alone may head a part of an article; a row of them does not. A link to a place on the page itself
//! heads an entry of a live blog.

use super::parse::next;
use super::prose::Prose;
use crate::lexicon::clutter;
use dom_query::{Document, NodeId, NodeRef};
use rustc_hash::FxHashSet;

/// Elements from a headline to the box around it. Guessed.
const HIGHEST: usize = 8;
/// A box with more text than this, in bytes, is an article. Guessed: a headline and two sentences.
const LONGEST: usize = 600;
/// A box with more of the page's prose than this is no card. Guessed.
const MOST: f64 = 0.2;
/// A longer heading, in bytes, is no label of a box. Guessed.
const HEADING: usize = 60;
/// Elements without text that may stand before a heading: icons and rules. Guessed.
const NEAR: usize = 10;
/// What holds the page is no box.
const WHOLE: [&str; 4] = ["article", "body", "html", "main"];

/// The cards of a page.
pub(super) fn cards<'p>(page: &'p Document, prose: &Prose) -> Vec<NodeRef<'p>> {
    let headlines: Vec<NodeRef<'p>> = headings(page).into_iter().filter(is_headline).collect();
    let holding: FxHashSet<NodeId> = headlines.iter().flat_map(around).map(|node| node.id).collect();
    let is_card = |node: &NodeRef<'p>| {
        !node.has_name("main")
            && prose.share(node) <= MOST
            && [node.prev_element_sibling(), node.next_element_sibling()]
                .iter()
                .flatten()
                .any(|beside| holding.contains(&beside.id) && beside.node_name() == node.node_name())
            && prose.text(node) <= LONGEST
    };
    let mut cards: Vec<NodeRef<'p>> = Vec::new();
    for headline in &headlines {
        let card = around(headline).find(is_card);
        cards.extend(card.filter(|card| cards.last().is_none_or(|last| last.id != card.id)));
    }
    cards
}

/// A headline and the elements around it.
fn around<'p>(headline: &NodeRef<'p>) -> impl Iterator<Item = NodeRef<'p>> + use<'p> {
    let mut at = Some(*headline);
    std::iter::from_fn(move || {
        let node = at?;
        at = node.parent();
        Some(node)
    })
    .take(HIGHEST)
}

/// The boxes that a heading says are no part of the article.
pub(super) fn headed<'p>(page: &'p Document, prose: &Prose) -> Vec<NodeRef<'p>> {
    let says = |heading: &NodeRef<'p>| prose.text(heading) <= HEADING && clutter::is_notice(heading.text().trim());
    let below = |heading: NodeRef<'p>| {
        let first = around(&heading).take_while(|node| !follows_text(node, prose));
        let around = first.filter_map(|node| node.parent()).find(|node| prose.text(node) > prose.text(&heading));
        around.filter(|node| prose.share(node) <= MOST && !WHOLE.iter().any(|name| node.has_name(name)))
    };
    headings(page).into_iter().filter(says).filter_map(below).collect()
}

/// True if there is text before a node in its parent.
fn follows_text(node: &NodeRef<'_>, prose: &Prose) -> bool {
    let mut before = node.prev_sibling();
    for _ in 0..NEAR {
        let Some(sibling) = before else { return false };
        if prose.text(&sibling) > 0 {
            return true;
        }
        before = sibling.prev_sibling();
    }
    true
}

/// Every heading below the first level.
fn headings(page: &Document) -> Vec<NodeRef<'_>> {
    let root = page.root();
    let (mut at, mut headings) = (root, Vec::new());
    while let Some((node, _)) = next(&at, &root) {
        at = node;
        if ["h2", "h3", "h4", "h5", "h6"].iter().any(|name| node.has_name(name)) {
            headings.push(node);
        }
    }
    headings
}

/// True for a heading that is all one link to another page.
fn is_headline(heading: &NodeRef<'_>) -> bool {
    link(heading).is_some_and(|link| leads_away(&link))
}

/// The link that a heading is in, or that has all of its text.
fn link<'p>(heading: &NodeRef<'p>) -> Option<NodeRef<'p>> {
    let around = heading.ancestors_it(Some(HIGHEST)).find(|above| above.has_name("a"));
    let within = || heading.descendants_it().find(|below| below.has_name("a"));
    around.or_else(|| within().filter(|link| link.text().trim() == heading.text().trim()))
}

fn leads_away(link: &NodeRef<'_>) -> bool {
    link.attr("href").is_some_and(|address| !address.contains('#') && !address.is_empty())
}
