//! Clutter: words by which parts of a web page that are not its article are known. In: a class or id, or a line of text.
//! Out: whether it is one of them.

use super::table::pairs;
use super::words::{BEGIN_NOTICES, NOTICES, PAGE_COUNTS, PAGE_LABELS, PAGE_NOTICES};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// How surely a word marks clutter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Clutter {
    /// Where there is next to nothing but links: "read-more", which is also said of the rest of an article.
    Links,
    /// Unless it is said of a wrapper: "with-sidebar".
    Weak,
    /// Wherever it stands: "pull-quote".
    Strong,
    /// In the middle of a sentence, too, since only screen readers tell of it: "sr-only".
    Unseen,
}

/// The labels; none for those that only look like clutter ("pull-left", which says where something stands).
static LABELS: LazyLock<FxHashMap<&'static str, Option<Clutter>>> = LazyLock::new(|| {
    let strength = |word| match word {
        "none" => None,
        "links" => Some(Clutter::Links),
        "weak" => Some(Clutter::Weak),
        "unseen" => Some(Clutter::Unseen),
        _ => Some(Clutter::Strong),
    };
    pairs(include_str!("clutter.tsv")).map(|(label, word)| (label, strength(word))).collect()
});

/// What calls to readers begin with (`*`: anything) and what they go on to say.
static CALLS: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| pairs(include_str!("page_calls.tsv")).collect());

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
    let parts = (0..words.len()).flat_map(|start| {
        let ends = start + 1..=words.len().min(start + LONGEST);
        ends.map(move |end| start..end)
    });
    let label = |part: Range<usize>| Some((part.clone(), *LABELS.get(words[part].join("-").as_str())?));
    let labels: Vec<(Range<usize>, Option<Clutter>)> = parts.filter_map(label).collect();
    let harmless = |part: &Range<usize>| {
        labels.iter().any(|(other, clutter)| clutter.is_none() && other.start <= part.start && part.end <= other.end)
    };
    labels.iter().filter(|(part, _)| !harmless(part)).filter_map(|(_, clutter)| *clutter).max()
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

/// True for a line that is no part of an article: "Advertisement", "Sign up for our newsletter", "4 min read".
pub(crate) fn is_notice(line: &str) -> bool {
    let line = line.trim_matches(|c: char| !c.is_alphanumeric());
    if line.len() > LONGEST_NOTICE || line.is_empty() {
        return false;
    }
    let line = line.to_lowercase().replace('’', "'");
    PAGE_NOTICES.contains(&line) || BEGIN_NOTICES.begin(&line) || is_count(&line) || is_call(&line)
}

/// True for "4 min read", "1.2k" and "31 comments".
fn is_count(line: &str) -> bool {
    let counted = line.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '+'));
    let what =
        counted.strip_prefix(['k', 'm']).filter(|rest| rest.is_empty() || rest.starts_with(' ')).unwrap_or(counted);
    counted.len() < line.len() && (what.is_empty() || PAGE_COUNTS.contains(what.trim_start()))
}

/// True for what a paper asks of its readers in its own voice: to sign up, to follow, to pay. What is in quotation marks
/// is somebody else's voice.
fn is_call(line: &str) -> bool {
    let asks = |&(begin, within): &(&str, &str)| (begin == "*" || line.starts_with(begin)) && line.contains(within);
    !line.contains(['“', '"', '”']) && CALLS.iter().any(asks)
}

/// True for "READ MORE: ...", "Also read | ..." and "(Related – ...".
pub(crate) fn begins_with_label(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let Some((label, _)) = line.split_once([':', '|', '–', '—', '»', '>', '›', '→']) else { return false };
    let label = label.to_lowercase().replace('’', "'");
    label.split_whitespace().next().is_some_and(|word| NOTICES.contains(word) || PAGE_LABELS.contains(word))
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
        assert_eq!(clutter("layout--sidebar"), Some(Clutter::Weak));
        assert_eq!(clutter("body--read-more"), Some(Clutter::Links));
        assert_eq!(clutter("screen-reader-text"), Some(Clutter::Unseen));
        assert_eq!(clutter("pull-left related"), Some(Clutter::Strong));
        for class in ["article-body", "lead", "badge", "headline", "sharepoint", "story", "pull-left"] {
            assert_eq!(clutter(class), None, "{class}");
        }
    }

    #[test]
    fn notices() {
        for line in [
            "ADVERTISEMENT",
            "Read more:",
            "Sign up for our morning newsletter.",
            "Story continues below",
            "4 min read",
            "1.2K",
            "Follow the Echo on Twitter.",
            "Get the day’s news in your inbox.",
        ] {
            assert!(is_notice(line), "{line}");
        }
        for line in [
            "Sign of the times, he said.",
            "Read more books, the minister said.",
            "Getty Images sued him.",
            "“Get it out of your inbox,” she said.",
            "Follow the money, he wrote on Twitter in a post that “nobody read”.",
            "4 in 10 read it.",
        ] {
            assert!(!is_notice(line), "{line}");
        }
        for line in ["READ MORE: Harbour to close", "Also read | Harbour to close", "(Related – Harbour to close)"] {
            assert!(begins_with_label(line), "{line}");
        }
        assert!(!begins_with_label("She said: no"));
    }
}
