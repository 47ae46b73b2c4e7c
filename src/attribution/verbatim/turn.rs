//! A turn: what one speaker says in a transcript, behind a label.
//!
//! In: the paragraphs of a text. Out: a draft a turn. A label is a name and a colon before the words ("ROE: No."), a
//! label alone on its line ("ROE, HOST:"), or, in interviews, a name alone on its line. One label proves nothing: names
//! are known from the rest of the text, or there are several that recur. A paragraph without a label goes on with the turn
//! before only where nearly all others have one. Wrong for headings that repeat and name people, one after the other.

use super::super::{Draft, Text};
use super::{draft, places};
use crate::lexicon::{WordClass, lower, names, words};
use crate::token::{Paragraph, Sort, Token, class};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Longest label, in tokens: "SEN. JANE ROE (R), CHAIRWOMAN, RULES COMMITTEE". Guessed.
const MOST_LABEL_TOKENS: usize = 14;
/// Longest name in a label, in words. Guessed.
const MOST_NAME_WORDS: usize = 5;

/// A paragraph that begins with a label, or is one.
struct Label {
    paragraph: usize,
    /// Tokens of the label.
    tokens: Range<usize>,
    /// Last word of the name, in lower case.
    key: String,
    /// In capitals.
    shouted: bool,
    /// Names nobody: "Q", "HOST", "UNIDENTIFIED MALE".
    generic: bool,
    colon: bool,
}

/// The turns of a text, in order of place.
pub(super) fn turns(text: &Text) -> Vec<Draft> {
    let labels: Vec<Label> = (0..text.paragraphs.len()).filter_map(|at| label(text, at)).collect();
    if labels.len() < 2 {
        return Vec::new();
    }
    let labels = believed(text, labels);
    let goes_on = is_full(text, &labels);
    drafts(text, &labels, goes_on)
}

/// The label of a paragraph, by its form alone.
fn label(text: &Text, index: usize) -> Option<Label> {
    let paragraph = &text.paragraphs[index];
    let mark = usize::from(paragraph.span.of(text.text).starts_with(is_mark) && paragraph.tokens.len() > 1);
    let tokens = &paragraph.tokens[mark..paragraph.tokens.len().min(MOST_LABEL_TOKENS)];
    let colon = tokens.iter().position(|token| token.class == class::COLON);
    let end = colon.or((mark + tokens.len() == paragraph.tokens.len()).then_some(tokens.len()))?;
    let name_end = tokens[..end].iter().position(|token| token.sort == Sort::Mark).unwrap_or(end);
    let plain = tokens[..end].iter().all(|token| token.quotation().is_none() && token.class != class::STOP);
    if !plain || name_end > MOST_NAME_WORDS {
        return None;
    }
    let name: Vec<&str> = tokens[..name_end].iter().map(|token| token.span().of(text.text)).collect();
    let shouted = is_shouted(&name);
    let wanted =
        if colon.is_some() { shouted || name_end == end } else { !shouted && name.len() > 1 && name_end == end };
    if !wanted || !tokens[..name_end].iter().all(|token| is_of_name(token, shouted)) {
        return None;
    }
    let generic = name.iter().all(|word| words::LABELS.contains(&lower(word)));
    let notice = !generic && name.iter().any(|word| words::NOTICES.contains(&lower(word)));
    let key = lower(name.last()?).to_string();
    let tokens = mark..mark + end;
    (!notice).then_some(Label { paragraph: index, tokens, key, shouted, generic, colon: colon.is_some() })
}

/// What a block that was quoted as a whole opens each of its paragraphs with.
fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“')
}

/// Three letters of four are capitals: WALLACE, DeVOS, McCASKILL.
fn is_shouted(name: &[&str]) -> bool {
    let letters = || name.iter().flat_map(|word| word.chars()).filter(|c| c.is_alphabetic());
    let capitals = letters().filter(|c| c.is_uppercase()).count();
    capitals > 0 && capitals * 4 >= letters().count() * 3
}

/// A capitalised word or a number ("MAN 2"), but none that a heading is made of: "GRASSLEY ON BOOKER".
fn is_of_name(token: &Token, shouted: bool) -> bool {
    let closed = matches!(
        token.lexical,
        Some(WordClass::Preposition | WordClass::Coordinator | WordClass::Be | WordClass::Have | WordClass::Wh)
    );
    match token.sort {
        Sort::Word => token.capital && !closed && token.class != class::OWN,
        Sort::Number => shouted,
        _ => false,
    }
}

/// Labels that the text bears out.
fn believed(text: &Text, labels: Vec<Label>) -> Vec<Label> {
    let known = known_names(text);
    let mut count: FxHashMap<(String, bool), usize> = FxHashMap::default();
    for label in &labels {
        *count.entry((label.key.clone(), label.colon)).or_default() += 1;
    }
    let recurs = |label: &Label| count[&(label.key.clone(), label.colon)] > 1;
    let is_known = |label: &Label| {
        let inside = known.get(label.key.as_str()).copied();
        label.generic || inside.is_some_and(|inside| inside || label.shouted) && !names::is_place(&label.key)
    };
    let several = |test: &dyn Fn(&Label) -> bool| {
        let keys: FxHashSet<&str> = labels.iter().filter(|l| test(l)).map(|l| l.key.as_str()).collect();
        keys.len() > 1
    };
    let shouted = |label: &Label| label.shouted && label.colon;
    let answered = labels.windows(2).any(|pair| pair.iter().all(shouted) && is_answer(text, &pair[0], &pair[1]));
    let transcript = several(&shouted) && (answered || labels.iter().any(|label| shouted(label) && recurs(label)));
    let exchange = several(&|label: &Label| shouted(label) && is_known(label));
    let written = |colon: bool| {
        let fits = move |label: &Label| label.colon == colon && recurs(label) && is_known(label);
        several(&fits)
    };
    let (dialogue, interview) = (written(true), written(false));
    let keep = |label: &Label| match (label.shouted, label.colon) {
        (true, true) => transcript || exchange && is_known(label),
        (false, true) => is_known(label) && recurs(label) && (dialogue || transcript),
        (_, false) => interview && recurs(label) && is_known(label),
    };
    let kept: Vec<bool> = labels.iter().map(keep).collect();
    labels.into_iter().zip(kept).filter(|(_, keep)| *keep).map(|(label, _)| label).collect()
}

/// Whether the paragraph of one label asks and that of another, right after it, may answer.
fn is_answer(text: &Text, first: &Label, second: &Label) -> bool {
    let asks = text.paragraphs[first.paragraph].span.of(text.text).ends_with('?');
    asks && first.key != second.key && first.paragraph + 1 == second.paragraph
}

/// Capitalised words of running text, in lower case, and whether each stands somewhere inside a sentence.
fn known_names(text: &Text) -> FxHashMap<String, bool> {
    let tokens =
        text.paragraphs.iter().filter(|paragraph| !paragraph.title_case).flat_map(|paragraph| &paragraph.tokens);
    let mut known = FxHashMap::default();
    for token in tokens.filter(|token| token.capital && token.sort == Sort::Word) {
        let word = token.span().of(text.text);
        if !is_shouted(&[word]) {
            let name = word.trim_end_matches("'s").trim_end_matches("’s").to_lowercase();
            *known.entry(name).or_default() |= !token.initial;
        }
    }
    known
}

/// Turns out of four paragraphs from which on the rest belongs to the turns too: guessed; an article that quotes
/// exchanges has three of five.
const FULL: (usize, usize) = (3, 4);

/// Whether nearly every paragraph from the first label to the last one has a label.
fn is_full(text: &Text, labels: &[Label]) -> bool {
    let (Some(first), Some(last)) = (labels.first(), labels.last()) else { return false };
    if labels.iter().all(|label| !label.colon) {
        return true;
    }
    let alone = |label: &&Label| label.tokens.end + 1 >= text.paragraphs[label.paragraph].tokens.len();
    let inside = &text.paragraphs[first.paragraph..=last.paragraph];
    let all = inside.iter().filter(|paragraph| !is_direction(text, paragraph)).count();
    let labelled = labels.len() + labels.iter().filter(alone).count();
    labels.len() > 3 && labelled * FULL.1 >= all * FULL.0
}

/// A stage direction: (APPLAUSE), [music]
fn is_direction(text: &Text, paragraph: &Paragraph) -> bool {
    let words = paragraph.span.of(text.text).trim_matches(['"', '“', '”']);
    words.starts_with(['(', '[']) && words.ends_with([')', ']'])
}

/// A draft for each label with words behind it.
fn drafts(text: &Text, labels: &[Label], goes_on: bool) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut longest = 1;
    for (at, label) in labels.iter().enumerate() {
        let alone = label.tokens.end + usize::from(label.colon) >= text.paragraphs[label.paragraph].tokens.len();
        let most = match labels.get(at + 1) {
            Some(next) if goes_on => next.paragraph,
            None if goes_on => label.paragraph + longest + usize::from(alone),
            Some(next) => next.paragraph.min(label.paragraph + 1 + usize::from(alone)),
            None => label.paragraph + 1 + usize::from(alone),
        };
        let own = label.paragraph + usize::from(alone)..most.min(text.paragraphs.len());
        let own = until_direction(text, own);
        longest = longest.max(own.len());
        drafts.extend(turn(text, label, own));
    }
    drafts
}

/// Paragraphs up to the first stage direction.
fn until_direction(text: &Text, paragraphs: Range<usize>) -> Range<usize> {
    let end = paragraphs.clone().find(|at| is_direction(text, &text.paragraphs[*at])).unwrap_or(paragraphs.end);
    paragraphs.start..end.max(paragraphs.start)
}

/// The words behind a label in these paragraphs. Where they stand in marks, they are an ordinary quotation.
fn turn(text: &Text, label: &Label, own: Range<usize>) -> Option<Draft> {
    let colon = usize::from(label.colon);
    let from = |at: usize| if at == label.paragraph { label.tokens.end + colon } else { 0 };
    let content: Vec<_> = own.flat_map(|at| places(at, from(at)..text.paragraphs[at].tokens.len())).collect();
    let (first, last) = (text.token(*content.first()?), text.token(*content.last()?));
    if !content.iter().any(|place| text.token(*place).sort != Sort::Mark) {
        return None;
    }
    let in_marks = first.quotation().is_some() && (content.len() == 1 || last.quotation().is_some());
    let cue = places(label.paragraph, label.tokens.end..label.tokens.end + colon);
    let source = places(label.paragraph, label.tokens.clone());
    if first.quotation().is_some() && !in_marks {
        return None;
    }
    Some(Draft { verbatim: !in_marks, ..draft(content, cue, source, 0.9) })
}
