//! Clutter: words by which parts of a web page that are not its article are known. In: a class or id, or a line of text.
//! Out: whether it is one of them.

use super::table::pairs;
use super::words::{BEGIN_NOTICES, NOTICES, PAGE_NOTICES};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How surely a word marks clutter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Clutter {
    /// Unless it is said of a wrapper: "with-sidebar".
    Weak,
    /// Wherever it stands: "pull-quote".
    Strong,
}

static LABELS: LazyLock<FxHashMap<&'static str, Clutter>> = LazyLock::new(|| {
    let strength = |word| if word == "strong" { Clutter::Strong } else { Clutter::Weak };
    pairs(include_str!("clutter.tsv")).map(|(label, word)| (label, strength(word))).collect()
});

/// Classes of posts from social media that an article shows.
pub(crate) const POSTS: [&str; 5] =
    ["twitter-tweet", "twitter-video", "bluesky-embed", "mastodon-embed", "instagram-media"];
/// Longest label, in words.
const LONGEST: usize = 3;
/// A line that begins like a notice is none if it is longer than this, in bytes. Guessed.
const LONGEST_NOTICE: usize = 300;

/// What the words of one class or id say: "Article__pullQuote" has the label "pull-quote".
pub(crate) fn clutter(class: &str) -> Option<Clutter> {
    let words = words(class);
    let labels = (0..words.len()).flat_map(|start| {
        let ends = start + 1..=words.len().min(start + LONGEST);
        ends.map(move |end| (start, end))
    });
    labels.filter_map(|(start, end)| LABELS.get(words[start..end].join("-").as_str()).copied()).max()
}

/// The words of a class, split at what is no letter or digit and before capitals, in lower case.
fn words(class: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut last = ' ';
    for character in class.chars().take(200) {
        if !character.is_alphanumeric() || (character.is_uppercase() && last.is_lowercase()) {
            words.push(String::new());
        }
        if character.is_alphanumeric() {
            words.last_mut().into_iter().for_each(|word| word.extend(character.to_lowercase()));
        }
        last = character;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// True for a line that is no part of an article: "Advertisement", "Sign up for our newsletter".
pub(crate) fn is_notice(line: &str) -> bool {
    let line = line.trim_matches(|c: char| !c.is_alphanumeric());
    if line.len() > LONGEST_NOTICE {
        return false;
    }
    let line = line.to_lowercase();
    PAGE_NOTICES.contains(&line) || BEGIN_NOTICES.begin(&line)
}

/// True for "READ MORE: ..." and "Related: ...".
pub(crate) fn begins_with_label(line: &str) -> bool {
    let Some((label, _)) = line.split_once(':') else { return false };
    let label = label.to_lowercase();
    label.split_whitespace().next().is_some_and(|word| NOTICES.contains(word))
        && label.split_whitespace().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_classes() {
        for class in ["pullquote", "Article__pullQuote", "c-image-caption", "inlineRelated", "entry_newsletter-box"] {
            assert_eq!(clutter(class), Some(Clutter::Strong), "{class}");
        }
        assert_eq!(clutter("layout--with-sidebar"), Some(Clutter::Weak));
        for class in ["article-body", "lead", "badge", "headline", "sharepoint", "story"] {
            assert_eq!(clutter(class), None, "{class}");
        }
    }

    #[test]
    fn notices() {
        for line in ["ADVERTISEMENT", "Read more:", "Sign up for our morning newsletter.", "Story continues below"] {
            assert!(is_notice(line), "{line}");
        }
        for line in ["Sign of the times, he said.", "Read more books, the minister said.", "Getty Images sued him."] {
            assert!(!is_notice(line), "{line}");
        }
        assert!(begins_with_label("READ MORE: Harbour to close"));
        assert!(!begins_with_label("She said: no"));
    }
}
