//! Clutter: what a page holds beside its article. In: the tree of a page. Out: the same tree without navigation,
//! captions, pull quotes, boxes, advertisements, forms and links to other articles.
//!
//! Elements that are never part of an article go by their name or role; others by the words in their class or id, which
//! `src/lexicon/clutter.tsv` lists. Such words are also used of what wraps a whole page ("with-sidebar") and of words in
//! the middle of a sentence ("related-link"), so an element that holds much of the page's [`prose`](super::prose) stays,
//! whatever it is called, and so does what a sentence would miss.

use super::card::{cards, headed};
use super::parse::next;
use super::prose::Prose;
use crate::lexicon::clutter::{self, Clutter};
use dom_query::{Document, NodeRef};

/// Elements that are never part of an article.
const NEVER: [&str; 42] = [
    "amp-accordion",
    "amp-ad",
    "amp-carousel",
    "amp-consent",
    "amp-embed",
    "amp-image-lightbox",
    "amp-lightbox",
    "amp-list",
    "amp-sidebar",
    "amp-social-share",
    "amp-sticky-ad",
    "amp-user-notification",
    "amp-web-push-widget",
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
/// Elements that stand in the middle of a sentence.
const IN_TEXT: [&str; 12] = ["a", "abbr", "b", "cite", "em", "font", "i", "mark", "span", "strong", "sup", "u"];
/// What holds the page is never clutter.
const WHOLE: [&str; 3] = ["body", "html", "main"];
/// A block with a word that is clutter wherever it stands goes, unless it holds more than this share of the prose.
/// Guessed: comments may be longer than their article, and only a wrapper holds nearly all.
const STRONG: f64 = 0.9;
/// A block with a word that wrappers have too. Guessed: a box of links is no third of a page.
const WEAK: f64 = 0.33;
/// A block with a word of boxes of links. Guessed: a line that is not linked.
const LINKS: f64 = 0.03;

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
    let boxes = [headed(page, &prose), cards(page, &prose)].concat();
    boxes.iter().rev().for_each(NodeRef::remove_from_parent);
}

fn is_clutter(node: &NodeRef<'_>, prose: &Prose) -> bool {
    let Some(name) = node.node_name() else { return false };
    if WHOLE.contains(&&*name) || holds_post(node) {
        return false;
    }
    let share = prose.share(node);
    if share > STRONG || is_body(node, share) {
        return matches!(&*name, "script" | "style" | "template");
    }
    if IN_TEXT.contains(&&*name) && is_in_sentence(node) {
        return is_clutter_in_sentence(node, prose);
    }
    (NEVER.contains(&&*name) && !is_quotation(node))
        || node.attr("role").is_some_and(|role| ROLES.contains(&&*role))
        || is_hidden(node)
        || (&*name == "a" && is_address_in_post(node))
        || (&*name == "header" && !in_article(node))
        || prose.label(node, most).is_some_and(|clutter| share <= most(clutter))
}

/// The share of the prose up to which what has such a label is clutter.
fn most(clutter: Clutter) -> f64 {
    match clutter {
        Clutter::Links => LINKS,
        Clutter::Weak => WEAK,
        Clutter::Strong | Clutter::Unseen => STRONG,
    }
}

/// True for what the page itself says is the body of its article, or an `<article>` with much of the prose.
fn is_body(node: &NodeRef<'_>, share: f64) -> bool {
    let says =
        |key| node.attr(key).is_some_and(|value| value.split_ascii_whitespace().any(|word| word == "articleBody"));
    says("itemprop") || says("property") || (node.has_name("article") && share > WEAK)
}

/// True for an element beside which there are words.
fn is_in_sentence(node: &NodeRef<'_>) -> bool {
    let words = |node: NodeRef<'_>| node.is_text() && node.text().chars().any(char::is_alphanumeric);
    node.prev_sibling().is_some_and(words) || node.next_sibling().is_some_and(words)
}

/// Words in a sentence stay, but for those that nobody sees and "Read more".
fn is_clutter_in_sentence(node: &NodeRef<'_>, prose: &Prose) -> bool {
    if is_initial(node) {
        return false;
    }
    let labelled = match prose.label(node, most) {
        Some(Clutter::Unseen) => true,
        Some(Clutter::Strong) if !node.has_name("a") => true,
        label => label.is_some() && clutter::is_notice(&node.text()),
    };
    labelled || is_hidden(node) || is_address_in_post(node)
}

/// True for the large letter that begins an article, which screen readers are spared.
fn is_initial(node: &NodeRef<'_>) -> bool {
    node.text().trim_start_matches(['“', '"', '‘', '\'']).chars().count() == 1
        && node.text().ends_with(char::is_alphabetic)
}

/// True for a post of a social medium that an article shows, and what is around it; its words are part of the article.
fn holds_post(node: &NodeRef<'_>) -> bool {
    let is_post = |node: &NodeRef<'_>| node.has_name("blockquote") && is_embedded(node);
    is_post(node) || (node.has_name("figure") && node.descendants_it().any(|below| is_post(&below)))
}

/// True for a figure that is no picture but a quotation, and for the line in a quotation that says whose it is.
fn is_quotation(node: &NodeRef<'_>) -> bool {
    let quote = |node: &NodeRef<'_>| node.has_name("blockquote");
    match node.node_name().as_deref() {
        Some("figure") => node.children_it(false).any(|child| quote(&child)),
        Some("footer") => node.parent().is_some_and(|parent| quote(&parent)),
        _ => false,
    }
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
