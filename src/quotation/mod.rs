//! A quotation: a stretch between quotation marks, or its continuation over paragraphs.
//!
//! In: the text of a document. Out: every quoted stretch in order of place, the nested ones too. Each paragraph is read
//! by itself, so an odd mark costs at most its own: `mark` finds the marks and judges which way each may face,
//! `double` pairs the double ones, `single` the single ones between them, `usage` tells titles, nicknames and
//! scare quotes from speech. What it gets wrong: where a closing mark is missing nothing tells how far the words went,
//! so the paragraph's end (or the next opening mark) stands for it; a plural possessive inside single marks ("the
//! players' union") may close them when no better mark follows.

mod double;
mod mark;
mod single;
mod transcript;
mod usage;

use crate::document::{Span, paragraphs};
use mark::{Mark, Pair};

/// Which marks enclose a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Marks {
    /// “curly” or „low-high“, also with a mark facing the wrong way.
    Curly,
    /// "straight"
    Straight,
    /// ''two apostrophes'', ``grave'' or ’’two single curly marks’’
    Doubled,
    /// «guillemets»
    Guillemets,
    /// ‘single’ or 'single'
    Single,
}

/// What a quoted stretch is, as far as its form tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Use {
    /// Words that somebody may have said: the default.
    Speech,
    /// The title of a work ("The Art of the Deal").
    Title,
    /// A nickname inside a name (Robert "Bobby" Scott).
    Nickname,
    /// A word held at a distance or mentioned as a word (so-called "experts", the word "collusion").
    Scare,
}

/// One quoted stretch of one paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening to the closing mark, marks included.
    pub span: Span,
    /// What stands between the marks, without white space at its ends.
    pub content: Span,
    /// Which marks.
    pub marks: Marks,
    /// False when the paragraph ended before a closing mark.
    pub closed: bool,
    /// Index of the quotation this one stands in, for nested ones.
    pub parent: Option<usize>,
    /// Index of the quotation in an earlier paragraph that this one goes on from (opened again, never closed).
    pub continues: Option<usize>,
    /// What its form says it is.
    pub usage: Use,
}

/// True for words that are all capitalised but the small ones, as in a title or a slogan.
pub(crate) fn is_title_case(content: &str) -> bool {
    usage::is_title_case(content)
}

/// Every quotation of a text from byte `body` on, in order of opening mark.
pub fn quotations(text: &str, body: usize) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut left_open = None;
    for paragraph in paragraphs(text, body) {
        let first = found.len();
        found.extend(of_paragraph(text, paragraph, first));
        continue_from(text, &mut found, first, paragraph, left_open);
        left_open = still_open(&found, first, paragraph);
    }
    let mut found = transcript::open(text, found);
    usage::judge(text, &mut found);
    found
}

/// The quotations of one paragraph; `first` is the index the first of them will have.
fn of_paragraph(text: &str, paragraph: Span, first: usize) -> Vec<Quotation> {
    let marks = mark::marks(text, paragraph);
    if marks.is_empty() {
        return Vec::new();
    }
    let unmarked = marks[0].span.start > paragraph.start;
    let (singles, doubles): (Vec<Mark>, Vec<Mark>) = marks.into_iter().partition(|mark| mark.marks == Marks::Single);
    let mut pairs = double::pair(&doubles, paragraph, unmarked);
    single::pair(text, &singles, &doubles, paragraph, &mut pairs);
    nest(text, pairs, first)
}

/// Puts pairs in order of opening mark, each with the pair it stands in. Empty pairs and those that cross an earlier
/// one are dropped.
fn nest(text: &str, mut pairs: Vec<Pair>, first: usize) -> Vec<Quotation> {
    pairs.sort_by_key(|pair| pair.span.start);
    let mut found: Vec<Quotation> = Vec::with_capacity(pairs.len());
    let mut around: Vec<usize> = Vec::new();
    for pair in pairs {
        while around.last().is_some_and(|&outer| found[outer].span.end <= pair.span.start) {
            around.pop();
        }
        let parent = around.last().copied();
        let crosses = parent.is_some_and(|outer| !found[outer].content.contains(pair.span));
        let content = pair.content.trim(text);
        if crosses || is_attribute(text, pair.span) || !content.of(text).contains(char::is_alphanumeric) {
            continue;
        }
        around.push(found.len());
        found.push(pair.into_quotation(content, parent.map(|outer| first + outer)));
    }
    found
}

/// True for the value of an attribute in markup that was left in the text: `author="@someone"`
fn is_attribute(text: &str, span: Span) -> bool {
    text[..span.start].ends_with('=') && text[span.start..].starts_with(['"', '\''])
}

/// Ties a quotation that begins a paragraph to the one that the paragraph before left open.
fn continue_from(text: &str, found: &mut [Quotation], first: usize, paragraph: Span, left_open: Option<usize>) {
    let Some(before) = left_open else { return };
    let Some(quotation) = found.get(first).filter(|quotation| quotation.span.start == paragraph.start) else { return };
    if found[before].marks == quotation.marks || may_mix(text, &found[before], quotation) {
        found[first].continues = Some(before);
    }
}

/// Whether a quotation may go on in double marks of another kind: if it is a sentence, not after an odd mark.
fn may_mix(text: &str, before: &Quotation, quotation: &Quotation) -> bool {
    let double = before.marks != Marks::Single && quotation.marks != Marks::Single;
    double && before.content.of(text).starts_with(char::is_uppercase)
}

/// The outermost quotation of the last paragraph, if no mark closed it.
fn still_open(found: &[Quotation], first: usize, paragraph: Span) -> Option<usize> {
    let outermost = (first..found.len()).rev().find(|&index| found[index].parent.is_none())?;
    let quotation = &found[outermost];
    (!quotation.closed && quotation.span.end == paragraph.end).then_some(outermost)
}
