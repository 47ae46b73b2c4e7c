//! Clutter: what a page holds beside its article. In: the tree of a page. Out: the same tree without navigation,
//! captions, pull quotes, boxes, advertisements, forms and links to other articles.
//!
//! Elements that are never part of an article go by their name or role; others by the words in their class or id, which
//! `src/lexicon/clutter.tsv` lists. Such words are also used of what wraps a whole page ("with-sidebar"), so an element
//! that holds much of the page's prose stays, whatever it is called.

use super::parse::next;
use crate::lexicon::clutter::{self, Clutter};
use dom_query::{Document, NodeId, NodeRef};
use rustc_hash::FxHashMap;

/// Elements that are never part of an article.
const NEVER: [&str; 29] = [
    "area",
    "aside",
    "audio",
    "button",
    "canvas",
    "datalist",
    "dialog",
    "embed",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "iframe",
    "input",
    "map",
    "math",
    "menu",
    "nav",
    "noscript",
    "object",
    "picture",
    "progress",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
];
/// Likewise, by their role.
const ROLES: [&str; 9] =
    ["alertdialog", "banner", "complementary", "contentinfo", "dialog", "form", "navigation", "search", "toolbar"];
/// What holds the page is never clutter.
const WHOLE: [&str; 3] = ["body", "html", "main"];
/// A block with a word that is clutter wherever it stands goes, unless it holds more than this share of the prose.
/// Guessed: comments may be longer than their article, and only a wrapper holds nearly all.
const STRONG: f64 = 0.9;
/// A block with a word that wrappers have too. Guessed: a box of links is no third of a page.
const WEAK: f64 = 0.33;

/// Removes clutter from the page.
pub(super) fn remove(page: &Document) {
    let prose = Prose::of(page);
    let root = page.root();
    let mut doomed = Vec::new();
    let mut at = root;
    while let Some((node, _)) = next(&at, &root) {
        at = node;
        if node.is_element() && is_clutter(&node, &prose) {
            doomed.push(node);
        }
    }
    // From the last to the first, so that none is looked for in what has gone already.
    doomed.iter().rev().for_each(NodeRef::remove_from_parent);
}

fn is_clutter(node: &NodeRef<'_>, prose: &Prose) -> bool {
    let Some(name) = node.node_name() else { return false };
    if WHOLE.contains(&&*name) || holds_post(node) {
        return false;
    }
    let role = node.attr("role");
    let share = prose.share(node);
    if share > STRONG {
        return matches!(&*name, "script" | "style" | "template");
    }
    NEVER.contains(&&*name)
        || role.is_some_and(|role| ROLES.contains(&&*role))
        || is_hidden(node)
        || (&*name == "a" && is_address_in_post(node))
        || (&*name == "header" && !in_article(node))
        || match labelled(node) {
            Some(Clutter::Strong) => true,
            Some(Clutter::Weak) => share <= WEAK,
            None => false,
        }
}

/// True for a post of a social medium that an article shows, and what is around it; its words are part of the article.
fn holds_post(node: &NodeRef<'_>) -> bool {
    let is_post = |node: &NodeRef<'_>| node.node_name().is_some_and(|name| &*name == "blockquote") && is_embedded(node);
    let around = node.node_name().is_some_and(|name| &*name == "figure");
    is_post(node) || (around && node.descendants_it().any(|below| is_post(&below)))
}

/// True for the short address of a picture or page that stands in a post.
fn is_address_in_post(node: &NodeRef<'_>) -> bool {
    let text = node.text();
    let address = text.contains('/') && text.contains('.') && !text.contains(char::is_whitespace);
    address && node.ancestors_it(Some(4)).any(|above| is_embedded(&above))
}

fn is_embedded(node: &NodeRef<'_>) -> bool {
    node.class().is_some_and(|class| {
        class.split_ascii_whitespace().any(|word| clutter::POSTS.iter().any(|post| word.starts_with(post)))
    })
}

/// True for what no reader sees.
fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = node.attr("style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
    node.has_attr("hidden")
        || node.attr("aria-hidden").is_some_and(|hidden| &*hidden == "true")
        || style.contains("display:none")
}

/// True inside `<article>` or `<main>`, where a header holds headline and standfirst and not the site's name.
fn in_article(node: &NodeRef<'_>) -> bool {
    let inside = |node: &NodeRef<'_>| node.node_name().is_some_and(|name| matches!(&*name, "article" | "main"));
    node.ancestors_it(None).any(|above| inside(&above))
}

/// What the words in class and id say.
fn labelled(node: &NodeRef<'_>) -> Option<Clutter> {
    let labels = ["class", "id", "data-component", "data-testid"].into_iter().filter_map(|key| node.attr(key));
    labels.flat_map(|label| label.split_ascii_whitespace().filter_map(clutter::clutter).max()).max()
}

/// How much of the page's prose each element holds.
struct Prose {
    all: usize,
    of: FxHashMap<NodeId, usize>,
}

impl Prose {
    /// Counts the text of paragraphs or, on a page that has hardly any, all text.
    fn of(page: &Document) -> Prose {
        let paragraphs = Prose::count(page, |node| node.has_name("p") || node.has_name("li"));
        if paragraphs.all > 200 { paragraphs } else { Prose::count(page, |node| !node.has_name("script")) }
    }

    fn count(page: &Document, counts: impl Fn(&NodeRef<'_>) -> bool) -> Prose {
        let mut prose = Prose { all: 0, of: FxHashMap::default() };
        let root = page.root();
        let mut at = root;
        while let Some((node, _)) = next(&at, &root) {
            at = node;
            if !node.is_text() || !node.ancestors_it(Some(4)).any(|above| counts(&above)) {
                continue;
            }
            let length = node.text().trim().len();
            prose.all += length;
            node.ancestors_it(None).for_each(|above| *prose.of.entry(above.id).or_default() += length);
        }
        prose
    }

    fn share(&self, node: &NodeRef<'_>) -> f64 {
        let own = self.of.get(&node.id).copied().unwrap_or_default();
        if self.all == 0 { 0.0 } else { own as f64 / self.all as f64 }
    }
}
