//! A mark: one quotation mark, with what its shape and its neighbours say of the way it faces.
//!
//! In: a paragraph. Out: its marks in order, apostrophes inside words and feet and inches left out. A nom rule for each
//! family of marks; the search for the next mark is a loop over bytes. What it gets wrong: a straight mark between two
//! letters has no side, and later steps take it for whatever is missing.

use super::{Marks, Quotation, Use};
use crate::document::Span;
use nom::{
    IResult, Parser,
    branch::alt,
    bytes::complete::tag,
    character::complete::satisfy,
    combinator::{not, peek, value},
    sequence::preceded,
};

/// Which way a mark's shape faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Facing {
    /// Shaped to open: “ „ « ‘
    Left,
    /// Shaped to close: ” » ’
    Right,
    /// Says nothing: " ' ''
    Neither,
}

/// The shape of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shape(Marks, Facing);

/// One quotation mark of a paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// Where it stands.
    pub span: Span,
    /// Its family.
    pub marks: Marks,
    /// The way its shape faces.
    pub facing: Facing,
    /// The character before it and the marks beside it; none at the beginning of the paragraph.
    pub before: Option<char>,
    /// The character after it and the marks beside it; none at the end of the paragraph.
    pub after: Option<char>,
}

/// Two marks that belong together, or an opening mark whose partner is missing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    /// Marks included.
    pub span: Span,
    /// Marks excluded.
    pub content: Span,
    /// The family of the opening mark.
    pub marks: Marks,
    /// True when there is a closing mark.
    pub closed: bool,
}

impl Mark {
    /// A word could begin here and nothing ends: `say "yes`.
    fn could_open(&self) -> bool {
        let room = self.before.is_none_or(|before| is_blank(before) || "([{—–‒-/…*|•=".contains(before));
        room && self.after.is_some_and(|after| !is_blank(after))
    }

    /// A word could end here: `yes" and`, `yes",`.
    pub fn could_close(&self) -> bool {
        let word = self.before.is_some_and(|before| !is_blank(before));
        word && self.after.is_none_or(|after| !after.is_alphanumeric())
    }

    /// Its neighbours let it open and not close.
    pub fn only_opens(&self) -> bool {
        self.could_open() && !self.could_close()
    }

    /// Its neighbours let it close and not open.
    pub fn only_closes(&self) -> bool {
        self.could_close() && !self.could_open()
    }

    /// The pair of this mark and a closing one.
    pub fn to(&self, closing: Span) -> Pair {
        Pair {
            span: self.span.cover(closing),
            content: Span::new(self.span.end, closing.start),
            marks: self.marks,
            closed: true,
        }
    }

    /// It can only close, right after a comma or stop: `yes,” he said`
    pub fn ends_sentence(&self) -> bool {
        self.only_closes() && self.facing != Facing::Left && self.before.is_some_and(|c| ",.?!…".contains(c))
    }

    /// The pair of this closing mark and a missing one at byte `start`.
    pub fn back_to(&self, start: usize) -> Pair {
        let content = Span::new(start, self.span.start.max(start));
        Pair { span: content.cover(self.span), content, marks: self.marks, closed: true }
    }

    /// The pair of this mark and nothing: what follows it up to byte `end`.
    pub fn left_open(&self, end: usize) -> Pair {
        let content = Span::new(self.span.end, end.max(self.span.end));
        Pair { span: self.span.cover(content), content, marks: self.marks, closed: false }
    }
}

impl Pair {
    /// The quotation these marks enclose.
    pub fn into_quotation(self, content: Span, parent: Option<usize>) -> Quotation {
        let Pair { span, marks, closed, .. } = self;
        let span = if closed { span } else { Span::new(span.start, content.end.max(span.start)) };
        Quotation { span, content, marks, closed, parent, continues: None, usage: Use::Speech }
    }
}

/// White space, or a character that takes no room at all.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
}

/// The marks of one paragraph, in order.
pub(super) fn marks(text: &str, paragraph: Span) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut at = paragraph.start;
    while let Some(next) = next_candidate(&text.as_bytes()[at..paragraph.end]) {
        at += next;
        at += match mark(&text[at..paragraph.end]) {
            Ok((rest, shape)) => {
                let span = Span::new(at, paragraph.end - rest.len());
                found.extend(unjudged(text, paragraph, span, shape));
                span.len()
            }
            Err(_) => text[at..].chars().next().map_or(1, char::len_utf8),
        };
    }
    judge_runs(&mut found);
    found
}

/// Bytes up to the next one that a quotation mark may begin with.
fn next_candidate(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| matches!(byte, b'"' | b'\'' | b'`' | 0xC2 | 0xE2 | 0xEF))
}

/// A mark with the characters right beside it; none where it is an apostrophe or a prime.
fn unjudged(text: &str, paragraph: Span, span: Span, Shape(marks, facing): Shape) -> Option<Mark> {
    let before = text[paragraph.start..span.start].chars().next_back();
    let after = text[span.end..paragraph.end].chars().next();
    let inside_word = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
    let apostrophe = marks == Marks::Single && inside_word;
    let inches = facing == Facing::Neither && after_feet(&text[paragraph.start..span.start]);
    (!apostrophe && !inches).then_some(Mark { span, marks, facing, before, after })
}

/// True after feet and a number of inches: `6'2`, `5’11`, `6' 2`
fn after_feet(before: &str) -> bool {
    let digits = |text: &str| text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let inches = digits(before);
    if !(1..=2).contains(&inches) {
        return false;
    }
    let feet = before[..before.len() - inches].trim_end_matches(' ');
    feet.strip_suffix(['\'', '’', '′']).is_some_and(|feet| (1..=2).contains(&digits(feet)))
}

/// Lets marks that touch share their outer neighbours: in `"'No,'"` both closing marks follow a comma. A mark shaped to
/// close and one shaped to open stay apart: `‘Rain’“Snow”`
fn judge_runs(marks: &mut [Mark]) {
    let apart = |left: &Mark, right: &Mark| left.facing == Facing::Right && right.facing == Facing::Left;
    for run in marks.chunk_by_mut(|left, right| left.span.end == right.span.start && !apart(left, right)) {
        let (before, after) = (run[0].before, run[run.len() - 1].after);
        for mark in run {
            (mark.before, mark.after) = (before, after);
        }
    }
}

/// Any one mark.
fn mark(input: &str) -> IResult<&str, Shape> {
    alt((single_before_double, doubled, curly, straight, guillemet, single)).parse(input)
}

/// The first of three apostrophes that end a word: `'great.'''`
fn single_before_double(input: &str) -> IResult<&str, Shape> {
    let three = alt((tag("'''"), tag("’’’")));
    let closing = (three, not(satisfy(char::is_alphanumeric)));
    preceded(peek(closing), single).parse(input)
}

/// Two marks for one: `''`, ` `` `, `‘‘`, `’’`
fn doubled(input: &str) -> IResult<&str, Shape> {
    alt((
        value(Shape(Marks::Doubled, Facing::Neither), tag("''")),
        value(Shape(Marks::Doubled, Facing::Left), alt((tag("``"), tag("‘‘")))),
        value(Shape(Marks::Doubled, Facing::Right), alt((tag("’’"), tag("´´")))),
    ))
    .parse(input)
}

/// `“`, `„`, `‟` or `”`
fn curly(input: &str) -> IResult<&str, Shape> {
    alt((
        value(Shape(Marks::Curly, Facing::Left), alt((tag("“"), tag("„"), tag("‟")))),
        value(Shape(Marks::Curly, Facing::Right), tag("”")),
    ))
    .parse(input)
}

/// `"` or `＂`
fn straight(input: &str) -> IResult<&str, Shape> {
    value(Shape(Marks::Straight, Facing::Neither), alt((tag("\""), tag("＂")))).parse(input)
}

/// `«` or `»`, `‹` or `›`
fn guillemet(input: &str) -> IResult<&str, Shape> {
    alt((
        value(Shape(Marks::Guillemets, Facing::Left), alt((tag("«"), tag("‹")))),
        value(Shape(Marks::Guillemets, Facing::Right), alt((tag("»"), tag("›")))),
    ))
    .parse(input)
}

/// `'`, `‘`, `‚`, `‛`, `’`, or a grave or acute accent standing by itself
fn single(input: &str) -> IResult<&str, Shape> {
    alt((
        value(Shape(Marks::Single, Facing::Neither), tag("'")),
        value(Shape(Marks::Single, Facing::Left), alt((tag("‘"), tag("‚"), tag("‛"), tag("`")))),
        value(Shape(Marks::Single, Facing::Right), alt((tag("’"), tag("´")))),
    ))
    .parse(input)
}
