//! Notices: lines that are no part of an article though they stand among its paragraphs: "Advertisement", "Read more: ...",
//! who wrote it and when, a call to subscribe, a sentence set in large type that the text has anyway. In: the blocks of an
//! article. Out: the blocks that are left.

use super::repeat::without_repeats;
use super::text::Block;
use crate::lexicon::clutter;
use crate::lexicon::words::AFTER_TIME;

/// Most words of a line that names the author. Guessed.
const MOST_BYLINE: usize = 12;
/// A line of so many words above the text names its place in the paper. Guessed.
const MOST_KICKER: usize = 3;
/// Words beside figures, days and months in a line that says when an article appeared. Guessed: "Last updated on".
const MOST_BESIDE_DATE: usize = 3;
/// Blocks above the text among which the headline is. Guessed.
const TOP: usize = 8;

/// Without notices, and without headings and links at the end that have nothing below them.
pub(super) fn without_notices(mut blocks: Vec<Block>) -> Vec<Block> {
    blocks.retain(|block| !is_notice(block) && block.timed * 2 < block.text.len());
    let mut blocks = without_repeats(blocks);
    while blocks.last().is_some_and(is_loose_end) {
        blocks.pop();
    }
    let text = blocks.iter().position(|block| block.heading > 0 || is_prose(block)).unwrap_or(blocks.len());
    let mut nth = 0;
    blocks.retain(|block| {
        nth += 1;
        nth > text || !is_byline(block)
    });
    blocks
}

/// Without the headline, which is the document's title, and what stands above it; without lines above the text that say
/// where in the paper it is and when it appeared.
pub(super) fn without_top(mut blocks: Vec<Block>, title: Option<&str>) -> Vec<Block> {
    unfold(&mut blocks, title);
    let headline = blocks.iter().take(TOP).position(|block| is_headline(block, title));
    if let Some(at) = headline {
        let first = if blocks[..at].iter().any(is_prose) { at } else { 0 };
        blocks.drain(first..=at);
    }
    let text = blocks.iter().position(|block| block.heading > 0 || is_prose(block)).unwrap_or(0);
    let mut nth = 0;
    blocks.retain(|block| {
        nth += 1;
        nth > text || !(is_kicker(block) || is_dated(block))
    });
    blocks
}

/// Parts the lines of a block that begins with the title, as on pages that know no headings.
fn unfold(blocks: &mut Vec<Block>, title: Option<&str>) {
    let begins =
        |block: &Block| block.text.lines().next().is_some_and(|line| title.is_some_and(|title| is_title(line, title)));
    let Some(at) = blocks.iter().take(TOP).position(|block| block.text.contains('\n') && begins(block)) else { return };
    let block = blocks.remove(at);
    let lines = block.text.lines().map(|line| Block { text: line.trim().to_owned(), ..Block::default() });
    blocks.splice(at..at, lines.filter(|line| !line.text.is_empty()));
}

/// True for the headline: a heading of the first level, or the title in other dress.
pub(super) fn is_headline(block: &Block, title: Option<&str>) -> bool {
    block.heading == 1 || title.is_some_and(|title| is_title(&block.text, title))
}

/// True for a line that says what the title says, but for the name of the site there.
fn is_title(line: &str, title: &str) -> bool {
    let (line, title) = (bare(line), bare(title));
    line.len() * 2 > title.len() && (title.starts_with(&line) || title.ends_with(&line))
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// True for a block of sentences and not of links.
pub(super) fn is_prose(block: &Block) -> bool {
    let end = block.text.trim_end_matches(['”', '"', '’', '\'', ')', ' ', '」']);
    block.heading == 0
        && end.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '।', '။'])
        && block.linked * 2 < block.text.len()
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

fn is_kicker(block: &Block) -> bool {
    block.text.split_whitespace().count() <= MOST_KICKER
}

/// True for "Tue 14 May 2024 21.30 BST" and "Updated May 14, 2024".
fn is_dated(block: &Block) -> bool {
    let words = || block.text.split_whitespace().map(|word| word.trim_matches([',', '.', '|', '(', ')']));
    let month = |word: &str| AFTER_TIME.contains(word);
    let figure = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    words().any(month)
        && words().any(figure)
        && words().filter(|word| !month(word) && !figure(word)).count() <= MOST_BESIDE_DATE
}

fn is_notice(block: &Block) -> bool {
    let words = block.text.trim_matches(|c: char| !c.is_alphanumeric()).len();
    let all_link = block.linked * 10 > words * 9;
    let mostly_link = block.linked * 2 > words;
    words == 0
        || clutter::is_notice(&block.text)
        || (mostly_link && clutter::begins_with_label(&block.text))
        || (all_link && !is_end(block))
}

/// True for a linked line that may still be the article's, since it ends like a statement.
fn is_end(block: &Block) -> bool {
    block.text.trim_end_matches(['”', '"', '’', ')']).ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Block {
        Block { text: text.to_owned(), ..Block::default() }
    }

    #[test]
    fn when_it_appeared() {
        for text in ["Tue 14 May 2024 21.30 BST", "May 14, 2024", "Last updated on 14 May, 9pm"] {
            assert!(is_dated(&line(text)), "{text}");
        }
        for text in ["Ferry inquiry opens on May 14", "A wet May", "Room 14"] {
            assert!(!is_dated(&line(text)), "{text}");
        }
    }

    #[test]
    fn a_title_is_known_in_any_dress() {
        let title = Some("Baths to close");
        let blocks = [line("The Echo"), line("BATHS TO CLOSE"), line("14 May 2024"), line("The baths close.")];
        assert_eq!(without_top(blocks.to_vec(), title), [line("The baths close.")]);
        let folded = [line("Baths to close\n14 May 2024\nThe baths close.")];
        assert_eq!(without_top(folded.to_vec(), title), [line("The baths close.")]);
        let blocks = [line("A lead of its own."), line("Baths to close"), line("The baths close.")];
        assert_eq!(without_top(blocks.to_vec(), title), [line("A lead of its own."), line("The baths close.")]);
    }
}
