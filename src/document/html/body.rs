//! The body of an article: the part of a page that holds its paragraphs. In: a tree without clutter, and what the page
//! says of itself. Out: the body's [`Block`]s; none where the page holds no article.
//!
//! A page that marks its article's body, or has one `<article>` with most of its prose, is believed; on other pages the
//! Readability rules (dom_smoothie) find it.

use super::about::About;
use super::text::{Block, blocks};
use crate::lexicon::clutter;
use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

/// Words of prose that make an article of a page that says it is one. Guessed: a brief of one sentence.
const FEW: usize = 12;
/// Words of prose that make an article of any other page. Guessed: two paragraphs.
const MANY: usize = 60;
/// Bytes of a word and its space. Measured on English news: 6.
const WORD: usize = 6;
/// Most words of a line that names the author. Guessed.
const MOST_BYLINE: usize = 12;
/// So many `<article>`s with a linked headline make a list of articles. Guessed.
const TEASERS: usize = 3;
/// One `<article>` with this share of the page's prose is the article. Guessed.
const MOST: f64 = 0.7;

/// The blocks of the article in a page, if there is one.
pub(super) fn body(page: Document, about: &About) -> Option<Vec<Block>> {
    let listed = !about.article && (is_list(&page) || about.url.as_deref().is_some_and(is_front));
    let all = prose(&blocks(&page.root()));
    let mut blocks = match marked(&page, all) {
        Some(blocks) => blocks,
        None => found(page)?,
    };
    blocks = without_notices(blocks);
    drop_title(&mut blocks, about);
    let words = prose(&blocks);
    let enough = words >= if about.article { FEW } else { MANY };
    (enough && !listed && linked(&blocks) < 0.5).then_some(blocks)
}

/// True for a text long enough to be an article.
pub(super) fn is_long(text: &str) -> bool {
    text.len() >= FEW * WORD
}

/// The part that the page itself marks as the body or as the only article.
fn marked(page: &Document, all: usize) -> Option<Vec<Block>> {
    for selector in ["[itemprop~=articleBody]", "article", "main, [role=main]"] {
        let nodes: Vec<NodeRef<'_>> = page.select(selector).nodes().to_vec();
        let outermost = nodes.iter().filter(|node| !node.ancestors_it(None).any(|above| is_one_of(&above, &nodes)));
        let bodies: Vec<Vec<Block>> = outermost.map(blocks).filter(|blocks| prose(blocks) > 0).collect();
        let prose: usize = bodies.iter().map(|blocks| prose(blocks)).sum();
        if bodies.len() == 1 && prose as f64 >= MOST * all as f64 {
            return bodies.into_iter().next();
        }
        if selector.contains("articleBody") && prose > 0 && prose as f64 >= MOST / 2.0 * all as f64 {
            return Some(bodies.concat());
        }
    }
    None
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

fn is_prose(block: &Block) -> bool {
    let end = block.text.trim_end_matches(['”', '"', '’', '\'', ')', ' ', '」']);
    block.heading == 0
        && end.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '।', '။'])
        && block.linked * 2 < block.text.len()
}

/// The share of the text that is links.
fn linked(blocks: &[Block]) -> f64 {
    let all: usize = blocks.iter().map(|block| block.text.len()).sum();
    blocks.iter().map(|block| block.linked).sum::<usize>() as f64 / all.max(1) as f64
}

/// Without lines that are no part of an article though they stand in it: "Advertisement", "Read more: ...", a time of its
/// own, who wrote it, and headings and links with nothing below them.
pub(super) fn without_notices(mut blocks: Vec<Block>) -> Vec<Block> {
    blocks.retain(|block| !is_notice(block) && block.timed * 2 < block.text.len());
    while blocks.last().is_some_and(is_loose_end) {
        blocks.pop();
    }
    if blocks.first().is_some_and(is_byline) {
        blocks.remove(0);
    }
    blocks
}

/// True for what begins something that is not there: a heading, a link, a line in capitals.
fn is_loose_end(block: &Block) -> bool {
    let shouted =
        !block.text.contains(char::is_lowercase) && block.text.contains(char::is_uppercase) && !is_prose(block);
    block.heading > 0 || shouted || (block.linked * 2 > block.text.len() && !is_end(block))
}

fn is_byline(block: &Block) -> bool {
    let by = block.text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by "));
    by && !is_prose(block) && block.text.split_whitespace().count() <= MOST_BYLINE
}

fn is_notice(block: &Block) -> bool {
    let all_link = block.linked * 10 > block.text.len() * 9;
    let mostly_link = block.linked * 2 > block.text.len();
    clutter::is_notice(&block.text)
        || (mostly_link && clutter::begins_with_label(&block.text))
        || (all_link && !is_end(block))
}

/// True for a linked line that may still be the article's, since it ends like a sentence.
fn is_end(block: &Block) -> bool {
    block.text.ends_with(['.', '?', '!', '”', '"'])
}

/// Drops the headline from the top of the body: it is the document's title.
fn drop_title(blocks: &mut Vec<Block>, about: &About) {
    let plain =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let title = about.title.as_deref().map(plain).unwrap_or_default();
    let same = |block: &Block| block.heading == 1 || (block.heading > 0 && plain(&block.text) == title);
    if let Some(at) = blocks.iter().take(4).position(same) {
        blocks.remove(at);
    }
}
