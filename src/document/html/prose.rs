//! Prose: how much of a page's running text each part of it holds. In: the tree as it came. Out: shares, by element and by
//! label. Text in links does not count, so that a page's menus do not outweigh a brief.
//!
//! A label that many small elements bear counts as one: a page builder wraps every paragraph in a "widget", and each of
//! them is little though all of them are the article.

use super::parse::next;
use crate::lexicon::clutter::{Clutter, clutter};
use dom_query::{Document, NodeId, NodeRef};
use rustc_hash::FxHashMap;

/// Attributes whose words say what an element is for.
const LABELLED: [&str; 8] = [
    "class",
    "id",
    "data-component",
    "data-component-name",
    "data-gu-name",
    "data-qa",
    "data-spacefinder-role",
    "data-testid",
];
/// Elements up to the one that makes a text a paragraph's. Guessed: bold in italics in a link in a paragraph.
const NEAR: usize = 4;
/// Most words of an element's labels that are looked at. Guessed: styles by utility classes have fifty.
const MOST_WORDS: usize = 200;
/// With less text in its paragraphs, in bytes, a page has none to speak of, and all of its text counts. Guessed.
const FEW: usize = 200;

/// A word that marks clutter, by its number, where it stands as one of an element's classes or the like.
type Label = (usize, Clutter);

/// How much of the page's prose each element holds, and each label.
#[derive(Default)]
pub(super) struct Prose {
    all: usize,
    elements: FxHashMap<NodeId, usize>,
    /// Bytes of all text in each element, prose or not.
    texts: FxHashMap<NodeId, usize>,
    /// Bytes of prose below each label.
    labels: Vec<usize>,
    /// The labels of each element that has any.
    labelled: FxHashMap<NodeId, Vec<Label>>,
}

impl Prose {
    /// Counts the text of paragraphs or, on a page that has hardly any, all text.
    pub fn of(page: &Document) -> Prose {
        let labelled = labelled(page);
        let paragraphs = Prose::count(page, labelled, |node| node.has_name("p") || node.has_name("li"));
        if paragraphs.all > FEW {
            return paragraphs;
        }
        Prose::count(page, paragraphs.labelled, |node| !node.has_name("script") && !node.has_name("style"))
    }

    fn count(page: &Document, labelled: FxHashMap<NodeId, Vec<Label>>, counts: impl Fn(&NodeRef<'_>) -> bool) -> Prose {
        let words = labelled.values().flatten().map(|&(word, _)| word + 1).max().unwrap_or_default();
        let prose = Prose { labelled, labels: vec![0; words], ..Prose::default() };
        let mut count = Count { prose, text: 0, open: Vec::new(), labels: vec![(0, 0); words] };
        let root = page.root();
        let mut at = root;
        while let Some((node, left)) = next(&at, &root) {
            (0..left).for_each(|_| count.leave());
            count.enter(&node, &counts);
            at = node;
        }
        while !count.open.is_empty() {
            count.leave();
        }
        count.prose
    }

    /// The share of the prose that stands in an element.
    pub fn share(&self, node: &NodeRef<'_>) -> f64 {
        self.part(self.elements.get(&node.id).copied())
    }

    /// Bytes of text in an element, prose or not, without white space at its edges.
    pub fn text(&self, node: &NodeRef<'_>) -> usize {
        let own = || if node.is_text() { node.text().trim().len() } else { 0 };
        self.texts.get(&node.id).copied().unwrap_or_else(own)
    }

    /// What an element's labels say, apart from those that also stand on more than a share of the prose.
    pub fn label(&self, node: &NodeRef<'_>, most: impl Fn(Clutter) -> f64) -> Option<Clutter> {
        let labels = self.labelled.get(&node.id)?.iter();
        let counts = |&&(word, clutter): &&Label| self.part(self.labels.get(word).copied()) <= most(clutter);
        labels.filter(counts).map(|&(_, clutter)| clutter).max()
    }

    fn part(&self, length: Option<usize>) -> f64 {
        if self.all == 0 { 0.0 } else { length.unwrap_or_default() as f64 / self.all as f64 }
    }
}

/// A count that is under way: elements are entered and left in order of the text, so each costs the same however deep.
struct Count {
    prose: Prose,
    /// Bytes of text so far.
    text: usize,
    /// The nodes on the way to the present one, with the bytes of prose and text before them.
    open: Vec<(NodeId, usize, usize)>,
    /// For each label, how many elements that bear it are open, and the bytes of prose before the outermost.
    labels: Vec<(usize, usize)>,
}

impl Count {
    fn enter(&mut self, node: &NodeRef<'_>, counts: impl Fn(&NodeRef<'_>) -> bool) {
        self.open.push((node.id, self.prose.all, self.text));
        for &(word, _) in self.prose.labelled.get(&node.id).into_iter().flatten() {
            let (open, before) = &mut self.labels[word];
            *before = if *open == 0 { self.prose.all } else { *before };
            *open += 1;
        }
        if node.is_text() {
            let length = node.text().trim().len();
            self.text += length;
            self.prose.all += if is_prose(node, counts) { length } else { 0 };
        }
    }

    fn leave(&mut self) {
        let Some((node, prose, text)) = self.open.pop() else { return };
        self.prose.elements.insert(node, self.prose.all - prose);
        self.prose.texts.insert(node, self.text - text);
        for &(word, _) in self.prose.labelled.get(&node).into_iter().flatten() {
            let (open, before) = &mut self.labels[word];
            *open -= 1;
            self.prose.labels[word] += if *open == 0 { self.prose.all - *before } else { 0 };
        }
    }
}

fn is_prose(text: &NodeRef<'_>, counts: impl Fn(&NodeRef<'_>) -> bool) -> bool {
    text.ancestors_it(Some(NEAR)).any(|above| counts(&above))
        && !text.ancestors_it(Some(NEAR)).any(|above| above.has_name("a"))
}

/// The labels of every element of a page.
fn labelled(page: &Document) -> FxHashMap<NodeId, Vec<Label>> {
    let mut known: FxHashMap<String, (usize, Option<Clutter>)> = FxHashMap::default();
    let root = page.root();
    let (mut at, mut labelled) = (root, FxHashMap::default());
    while let Some((node, _)) = next(&at, &root) {
        at = node;
        let labels = labels(&node, &mut known);
        if !labels.is_empty() {
            labelled.insert(node.id, labels);
        }
    }
    labelled
}

fn labels(node: &NodeRef<'_>, known: &mut FxHashMap<String, (usize, Option<Clutter>)>) -> Vec<Label> {
    if !node.is_element() {
        return Vec::new();
    }
    let values: Vec<_> = LABELLED.into_iter().filter_map(|key| node.attr(key)).collect();
    let words = || values.iter().flat_map(|value| value.split_ascii_whitespace()).take(MOST_WORDS);
    // Blogs write an article's keywords into the class of what holds it.
    let post = words().any(|word| matches!(word, "hentry" | "post" | "type-post"));
    let keyword = |word: &str| post && (word.starts_with("tag-") || word.starts_with("category-"));
    let label = |word: &str| {
        let next = known.len();
        let (number, clutter) = *known.entry(word.to_owned()).or_insert_with(|| (next, clutter(word)));
        clutter.map(|clutter| (number, clutter))
    };
    let mut labels: Vec<Label> = words().filter(|word| !keyword(word)).filter_map(label).collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_elements_and_labels() {
        let long = "words ".repeat(40);
        let page = Document::from(format!(
            "<div id=a class='widget x'><p>{long}</p></div><div class='y widget widget'><p class=widget>{long}</p></div>\
             <ul id=b><li><a href=/>{long}</a></ul>"
        ));
        let prose = Prose::of(&page);
        let share = |selector| prose.share(&page.select(selector).nodes()[0]);
        assert_eq!((share("#a"), share("#b"), share("body")), (0.5, 0.0, 1.0));
        assert!(prose.text(&page.select("#b").nodes()[0]) > 200);
        let first = page.select("#a").nodes()[0];
        assert_eq!(prose.label(&first, |_| 0.99), None, "all of the prose is in widgets");
        assert_eq!(prose.label(&first, |_| 1.0), Some(Clutter::Weak));
    }
}
