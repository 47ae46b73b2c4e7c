//! Repeats: a sentence of the article that the page shows a second time, in large type or beneath a picture. In: the
//! blocks of an article. Out: the blocks without those whose words another has in full, in the same order.
//!
//! Each block is looked for by its first few words, and compared with no more than a few places where they stand, so the
//! work grows with the text alone.

use super::notice::is_prose;
use super::text::Block;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// Words that begin a block and are looked for.
const BEGIN: usize = 3;
/// Words of a repeat in a `<blockquote>`. Guessed: a pull quote is short.
const FEWEST_QUOTED: usize = 3;
/// Words of any other repeat. Guessed: "No comment, he said." may well be said twice.
const FEWEST: usize = 5;
/// A longer paragraph is nobody's pull quote. Guessed.
const MOST: usize = 70;
/// Places that a block is compared with. Guessed.
const PLACES: usize = 8;
/// Words of a line that says who is quoted. Guessed.
const MOST_CREDIT: usize = 10;

/// The blocks without repeats, and without the line below that says who is repeated.
pub(super) fn without_repeats(blocks: Vec<Block>) -> Vec<Block> {
    let texts = Texts::of(&blocks);
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut dropped = None;
    for (nth, block) in blocks.into_iter().enumerate() {
        if texts.is_repeat(nth, block.quoted) {
            dropped = Some(block.quoted);
            continue;
        }
        let credit = dropped.take().is_some_and(|quoted| is_credit(&block, quoted && block.quoted));
        if !credit {
            kept.push(block);
        }
    }
    kept
}

/// True for "— Tilda Marsh, who leads the council" below a quotation.
fn is_credit(block: &Block, same_quote: bool) -> bool {
    !is_prose(block)
        && block.heading == 0
        && (same_quote || block.text.starts_with(['—', '–', '-', '―']))
        && block.text.split_whitespace().count() <= MOST_CREDIT
}

/// The words of every block, as hashes, and where each run of a few stands.
struct Texts {
    words: Vec<Vec<u64>>,
    /// How many of them are looked for elsewhere: below the words may stand who said them.
    own: Vec<usize>,
    places: FxHashMap<u64, Vec<(usize, usize)>>,
}

impl Texts {
    fn of(blocks: &[Block]) -> Texts {
        let own = |block: &Block| {
            let first = block.text.lines().next().unwrap_or_default();
            let credited = first.len() < block.text.len() && !is_prose(block);
            words(if credited { first } else { &block.text }).len()
        };
        let own = blocks.iter().map(own).collect();
        let words: Vec<Vec<u64>> = blocks.iter().map(|block| words(&block.text)).collect();
        let mut places: FxHashMap<u64, Vec<(usize, usize)>> = FxHashMap::default();
        for (block, words) in words.iter().enumerate() {
            for (at, run) in words.windows(BEGIN).enumerate() {
                let places = places.entry(hash(&run)).or_default();
                if places.len() < PLACES {
                    places.push((block, at));
                }
            }
        }
        Texts { words, own, places }
    }

    /// True for a block whose words another one has, that is longer or comes before.
    fn is_repeat(&self, nth: usize, quoted: bool) -> bool {
        let fewest = if quoted { FEWEST_QUOTED } else { FEWEST };
        let own = &self.words[nth][..self.own[nth]];
        if own.len() < fewest || own.len() > MOST {
            return false;
        }
        let places = self.places.get(&hash(&&own[..BEGIN])).into_iter().flatten();
        places.into_iter().any(|&(other, at)| {
            let other_first = self.own[other] > own.len() || other < nth;
            other != nth && other_first && self.words[other][at..].starts_with(own)
        })
    }
}

fn words(text: &str) -> Vec<u64> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    let bare = words.map(|word| word.trim_matches(['\'', '’'])).filter(|word| !word.is_empty());
    bare.map(|word| hash(&word.to_lowercase().replace('’', "'"))).collect()
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(blocks: &[(&str, bool)]) -> Vec<String> {
        let block = |&(text, quoted): &(&str, bool)| Block { text: text.into(), quoted, ..Block::default() };
        without_repeats(blocks.iter().map(block).collect()).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn large_type() {
        let said = ("“We have mended that roof four times,” said Tilda Marsh.", false);
        let other = ("Others said it was never mended.", false);
        for repeat in [("We have mended that roof", false), ("“mended that roof”", true)] {
            let credited = [repeat, ("— Tilda Marsh", repeat.1), said, other];
            assert_eq!(left(&credited), [said.0, other.0], "{repeat:?}");
        }
        let two_lines = ("“mended that roof four times”\nTilda Marsh, leader", false);
        assert_eq!(left(&[said, two_lines, other]), [said.0, other.0]);
        let bare = ("“We have mended that roof four times before.”", false);
        let credited = ("“We have mended that roof four times before.”\nTilda Marsh, leader", false);
        assert_eq!(left(&[bare, other, credited]), [bare.0, other.0]);
    }

    #[test]
    fn what_is_said_twice_stays() {
        for blocks in [
            [("No comment, he said.", false), ("No comment, he said. Then he went.", false)],
            [("They mended that roof twice.", false), ("Nobody has mended that roof.", false)],
        ] {
            assert_eq!(left(&blocks).len(), 2, "{blocks:?}");
        }
    }
}
