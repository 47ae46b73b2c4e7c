//! The use of a quotation: speech, the title of a work, a nickname, or a word held at a distance.
//!
//! In: quotations with the text around them. Out: their [`Use`]. Speech is the default, for most stretches of even one
//! or two words are somebody's words; only a form that hardly any speech has counts against it: Title Case beside a
//! word for a work or its makers ("the film", "host"), a name inside a name, a word announced as a word. What it gets
//! wrong: titles and slogans with nothing beside them, and most scare quotes, which look like partial quotations and stay
//! speech (lower-case stretches of one or two words are somebody's words four times in five).

use super::{Marks, Quotation, Use};
use crate::{
    document::Span,
    lexicon::{
        quoted_things,
        words::{STARTERS, TAG_VERBS},
    },
};

/// Longest title, in bytes. Guessed.
const LONGEST_TITLE: usize = 80;

/// Words looked at before a title: "book", in: his new book, the second, "Rain". Guessed.
const WORDS_BEFORE: usize = 3;

/// Longest term, in words: the "good guy with a gun" philosophy. Guessed.
const MOST_TERM_WORDS: usize = 6;

/// Longest stretch of text looked at on either side, in bytes.
const REACH: usize = 60;

/// Sets [`Quotation::usage`] of each quotation.
pub(super) fn judge(text: &str, quotations: &mut [Quotation]) {
    for index in 0..quotations.len() {
        let (earlier, from) = quotations.split_at_mut(index);
        let quotation = &mut from[0];
        if quotation.closed && quotation.continues.is_none() && quotation.content.len() <= LONGEST_TITLE {
            quotation.usage = Beside::new(text, quotation).usage();
        }
        if quotation.usage == Use::Speech && earlier.last().is_some_and(|last| lists_titles(text, last, quotation)) {
            quotation.usage = Use::Title;
        }
    }
}

/// Whether `next` goes on with a list of titles: `the films "Rain," "Snow" and "Hail"`
fn lists_titles(text: &str, last: &Quotation, next: &Quotation) -> bool {
    let between = text.get(last.span.end..next.span.start).unwrap_or_default().trim();
    last.usage == Use::Title
        && next.content.len() <= LONGEST_TITLE
        && ["", ",", "and", "or", ", and", ", or", "&"].contains(&between)
        && is_title_case(next.content.of(text))
}

/// A short quotation and what stands beside it on its line.
struct Beside<'a> {
    marks: Marks,
    before: &'a str,
    content: &'a str,
    after: &'a str,
}

impl<'a> Beside<'a> {
    fn new(text: &'a str, quotation: &Quotation) -> Self {
        let Span { start, end } = quotation.span;
        let from = (start.saturating_sub(REACH)..=start).find(|&at| text.is_char_boundary(at)).unwrap_or(start);
        let to = (end..(end + REACH).min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(end);
        Beside {
            marks: quotation.marks,
            before: text[from..start].rsplit(['\n', '\r']).next().unwrap_or_default(),
            content: quotation.content.of(text),
            after: text[end..to].split(['\n', '\r']).next().unwrap_or_default(),
        }
    }

    fn usage(&self) -> Use {
        if self.is_mentioned() {
            Use::Scare
        } else if self.is_title() {
            Use::Title
        } else if self.is_nickname() {
            Use::Nickname
        } else {
            Use::Speech
        }
    }

    /// Words right before the quotation, last first.
    fn words_before(&self) -> impl Iterator<Item = &'a str> {
        self.before.split_whitespace().rev()
    }

    /// The word right after the quotation, without punctuation; none when a stop or comma comes first.
    fn word_after(&self) -> Option<&'a str> {
        let next = self.after.strip_prefix(char::is_whitespace)?;
        next.split_whitespace().next().map(bare)
    }

    /// `so-called "experts"`, `the word "rain"`, `known as the "rain tax"`, `the "rain tax" clause`
    fn is_mentioned(&self) -> bool {
        let count = self.content.split_whitespace().count();
        let mut before = self.words_before().skip_while(|word| count > 1 && *word == "the");
        let called = before.next().is_some_and(|word| quoted_things::is(&word.to_lowercase(), "word"));
        let known = || {
            let [last, first] = [0, 1].map(|at| self.words_before().filter(|w| *w != "the" && *w != "a").nth(at));
            last == Some("as") && first.is_some_and(|word| quoted_things::is(word, "known"))
        };
        let term = || self.word_after().is_some_and(|word| quoted_things::is(word, "term"));
        count <= 3 && (called || known()) || count <= MOST_TERM_WORDS && term()
    }

    /// `Robert "Bobby" Scott`
    fn is_nickname(&self) -> bool {
        let named = |word: &str| {
            let is_name = word.starts_with(char::is_uppercase) && word.chars().all(is_of_name) && !is_possessive(word);
            is_name
                && !STARTERS.contains(word)
                && !TAG_VERBS.contains(&word.to_lowercase())
                && !quoted_things::is(word, "outlet")
        };
        let short =
            self.content.split_whitespace().count() <= 2 && self.content.chars().all(|c| is_of_name(c) || c == ' ');
        let capital = self.content.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
        short
            && self.marks != Marks::Single // in headlines: Party's ‘Unity’ Push
            && capital
            && self.before.ends_with(' ')
            && self.words_before().next().is_some_and(named)
            && self.word_after().is_some_and(named)
    }

    /// `the film "Rain"`, `"Rain" star`, `NBC's "Rain"`, `titled "Rain"`, `"Rain Now" hats`
    fn is_title(&self) -> bool {
        is_title_case(self.content) && (self.is_announced() || self.is_followed())
    }

    /// Whether the words before say that a title comes.
    fn is_announced(&self) -> bool {
        let mut words = self.words_before();
        let Some(last) = words.next() else { return false };
        let outlet = last.trim_end_matches('s').trim_end_matches(['\'', '’']);
        quoted_things::is(last, "titled")
            || (outlet.len() < last.len() && quoted_things::is(outlet, "outlet"))
            || self
                .words_before()
                .take(WORDS_BEFORE)
                .take_while(ends_nothing)
                .map(bare)
                .any(|word| quoted_things::is(word, "work") || quoted_things::is(word, "works"))
            || self.before.contains("SOUNDBITE OF")
            || self.is_object_of(last)
    }

    /// Whether the word right before takes a title: `on "Rain Tonight"`, `told "Rain Tonight"`, `author of "Rain"`
    fn is_object_of(&self, last: &str) -> bool {
        let several = self.content.contains(' ');
        let maker = self.words_before().nth(1).is_some_and(|word| quoted_things::is(&word.to_lowercase(), "people"));
        match last {
            "on" | "told" => several || self.content.chars().all(char::is_uppercase),
            "of" | "in" | "with" => maker,
            _ => quoted_things::is(last, "outlet") && several,
        }
    }

    /// Whether the word after names a work, its makers, or what slogans stand on.
    fn is_followed(&self) -> bool {
        let one_of = |word: &str| ["work", "people", "slogan"].iter().any(|class| quoted_things::is(word, class));
        self.word_after().is_some_and(|word| one_of(&word.to_lowercase()) || one_of(word))
    }
}

/// Letters, and the points and hyphens inside names.
fn is_of_name(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’')
}

/// `Fox's`, `News'`
fn is_possessive(word: &str) -> bool {
    word.trim_end_matches('s').ends_with(['\'', '’'])
}

/// A word without punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// True for words that no clause or sentence ends with.
fn ends_nothing(word: &&str) -> bool {
    !word.ends_with(['.', ':', ';', '?', '!', '”', '"'])
}

/// `Tough Choices`, `A Time for Truth,`, `60 Minutes`: every word but small ones begins with a capital or a digit.
pub(super) fn is_title_case(content: &str) -> bool {
    let small = [
        "a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with", "vs.",
        "&",
    ];
    let big = |word: &str| bare(word).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let mut words = content.split_whitespace();
    words.next().is_some_and(big) && words.all(|word| big(word) || small.contains(&word)) && !content.contains(". ")
}
