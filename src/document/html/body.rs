//! The body of an article: the part of a page that holds its paragraphs. In: a tree without clutter, and what the page
//! says of itself. Out: the body's [`Block`]s; none where the page holds no article.
//!
//! A page that marks its article's body, or has one `<article>` with most of its prose, is believed; on other pages the
//! Readability rules (dom_smoothie) find it.

use super::about::About;
use super::notice::{is_headline, is_prose, without_notices, without_top};
use super::text::{Block, blocks};
use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

/// Words of prose that make an article of a page that says it is one. Guessed: a brief of one sentence.
const FEW: usize = 12;
/// Words of prose that make an article of any other page. Guessed: two paragraphs.
const MANY: usize = 60;
/// Bytes of a word and its space. Measured on English news: 6.
const WORD: usize = 6;
/// Bytes of a lead that is set apart. Guessed: six words.
const LEAD: usize = 6 * WORD;
/// Blocks from the headline to what is set apart from its lead. Guessed.
const FURTHEST: usize = 12;
/// So many `<article>`s with a linked headline make a list of articles. Guessed.
const TEASERS: usize = 3;
/// One `<article>` with this share of the page's prose is the article. Guessed.
const MOST: f64 = 0.7;

/// The blocks of the article in a page, if there is one.
pub(super) fn body(page: Document, about: &About) -> Option<Vec<Block>> {
    let listed = !about.article && (is_list(&page) || about.url.as_deref().is_some_and(is_front));
    let whole = blocks(&page.root());
    let part = match marked(&page, prose(&whole)) {
        Some(blocks) => blocks,
        None => found(page)?,
    };
    let title = about.title.as_deref();
    let blocks = without_notices(without_top(with_lead(part, &whole, title), title));
    let words = prose(&blocks);
    let enough = words >= if about.article { FEW } else { MANY };
    (enough && !listed && linked(&blocks) < 0.5).then_some(blocks)
}

/// With the paragraphs that stand between the headline and this part, as a lead may that is set apart.
fn with_lead(part: Vec<Block>, whole: &[Block], title: Option<&str>) -> Vec<Block> {
    let headline = whole.iter().position(|block| is_headline(block, title));
    let after = headline.map_or(whole.len(), |at| at + 1);
    let first = whole[after..].iter().take(FURTHEST).position(|block| part.first() == Some(block));
    let between = first.map_or(&[][..], |first| &whole[after..after + first]);
    let is_lead = |block: &&Block| is_prose(block) && block.text.len() >= LEAD && block.linked * 4 < block.text.len();
    between.iter().filter(is_lead).cloned().chain(part.iter().cloned()).collect()
}

/// True for a text long enough to be an article.
pub(super) fn is_long(text: &str) -> bool {
    text.len() >= FEW * WORD
}

/// The part that the page itself marks as the body or as its article.
fn marked(page: &Document, all: usize) -> Option<Vec<Block>> {
    let bodies = outermost(page, "[itemprop~=articleBody], [property~=articleBody]");
    if share(&bodies, all) >= MOST / 2.0 {
        return Some(bodies.concat());
    }
    let articles = outermost(page, "article");
    let among: usize = articles.iter().map(|blocks| prose(blocks)).sum();
    let longest = articles.into_iter().max_by_key(|blocks| prose(blocks));
    let is_most = |blocks: &Vec<Block>| {
        let own = prose(blocks) as f64;
        own >= MOST * all as f64 || (own >= MOST * among as f64 && own >= MOST / 2.0 * all as f64)
    };
    longest.filter(is_most).or_else(|| {
        let mains = outermost(page, "main, [role=main]");
        (mains.len() == 1 && share(&mains, all) >= MOST).then(|| mains.concat())
    })
}

/// The share of all words of prose that stand in these parts.
fn share(parts: &[Vec<Block>], all: usize) -> f64 {
    parts.iter().map(|blocks| prose(blocks)).sum::<usize>() as f64 / all.max(1) as f64
}

/// The blocks of each element that is like this, in no other such element, and has prose.
fn outermost(page: &Document, selector: &str) -> Vec<Vec<Block>> {
    let selected = page.select(selector);
    let nodes = selected.nodes();
    let within = |node: &&NodeRef<'_>| !node.ancestors_it(None).any(|above| is_one_of(&above, nodes));
    nodes.iter().filter(within).map(blocks).filter(|blocks| prose(blocks) > 0).collect()
}

fn is_one_of(node: &NodeRef<'_>, nodes: &[NodeRef<'_>]) -> bool {
    nodes.iter().any(|other| other.id == node.id)
}

/// The part that looks most like an article.
fn found(page: Document) -> Option<Vec<Block>> {
    // Old pages are laid out in tables, whose cells mean nothing outside of them.
    page.select("table, tbody, thead, tfoot, tr, td, th").rename("div");
    let config = Config { disable_json_ld: true, ..Config::default() };
    let article = Readability::with_document(page, None, Some(config)).ok()?.parse().ok()?;
    let content = Document::fragment(article.content);
    Some(blocks(&content.root()))
}

/// True for the address of a whole site.
fn is_front(url: &str) -> bool {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split_once('/').map_or("", |(_, path)| path);
    path.split(['?', '#']).next().is_some_and(str::is_empty)
}

/// True for a page of short pieces that each link to an article.
fn is_list(page: &Document) -> bool {
    let teasers = page.select("article h1 a, article h2 a, article h3 a, article h4 a, article a h2, article a h3");
    teasers.length() >= TEASERS && page.select("article").length() >= TEASERS
}

/// Words in blocks that are sentences and not links, counted as so many bytes, since not all scripts part words.
fn prose(blocks: &[Block]) -> usize {
    blocks.iter().filter(|block| is_prose(block)).map(|block| block.text.len() / WORD).sum()
}

/// The share of the text that is links.
fn linked(blocks: &[Block]) -> f64 {
    let all: usize = blocks.iter().map(|block| block.text.len()).sum();
    blocks.iter().map(|block| block.linked).sum::<usize>() as f64 / all.max(1) as f64
}
