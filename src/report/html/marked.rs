//! A stretch of text with marks in it, as nested markup. In: a text, the stretch, and marks that may hold or cross each
//! other. Out: the text with every mark wrapped; of two that cross, the later is cut where the earlier ends, so that
//! nothing overlaps on the page.

use super::text::Shown;
use crate::document::Span;
use maud::{Markup, html};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Something to mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark<T> {
    /// Bytes into the text.
    pub span: Span,
    /// What it is.
    pub what: T,
}

/// A mark or, of one that was cut, a part of it.
#[derive(Clone, Copy, Debug)]
pub struct Piece<T> {
    /// Bytes into the text.
    pub span: Span,
    /// What it is a piece of.
    pub what: T,
    /// Whether the mark begins here.
    pub first: bool,
    /// Whether it ends here.
    pub last: bool,
}

/// `window` of `text`, each piece of a mark put into whatever `wrap` makes of it.
pub fn marked<T: Copy + Ord>(
    text: &str,
    window: Span,
    marks: &[Mark<T>],
    wrap: &dyn Fn(Piece<T>, Markup) -> Markup,
) -> Markup {
    let pieces = nested(window, marks);
    let mut rest = pieces.as_slice();
    Marked { text, wrap }.level(window, &mut rest)
}

/// Marks still to be placed: the first first, and of two that begin together the longer.
type Pending<T> = BinaryHeap<Reverse<(usize, Reverse<usize>, T, bool, bool)>>;

/// The pieces inside `window`, outer before inner, none crossing another.
fn nested<T: Copy + Ord>(window: Span, marks: &[Mark<T>]) -> Vec<Piece<T>> {
    let mut pending: Pending<T> = marks.iter().filter_map(|mark| clipped(window, mark)).map(Reverse).collect();
    let mut open: Vec<usize> = Vec::new();
    let mut pieces = Vec::with_capacity(pending.len());
    while let Some(Reverse((start, Reverse(end), what, first, last))) = pending.pop() {
        while open.last().is_some_and(|&outer| outer <= start) {
            open.pop();
        }
        let inside = open.last().map_or(end, |&outer| end.min(outer));
        if inside < end {
            pending.push(Reverse((inside, Reverse(end), what, false, last)));
        }
        open.push(inside);
        pieces.push(Piece { span: Span::new(start, inside), what, first, last: last && inside == end });
    }
    pieces
}

/// What of a mark lies in the window, and whether that is its beginning and its end.
fn clipped<T: Copy>(window: Span, mark: &Mark<T>) -> Option<(usize, Reverse<usize>, T, bool, bool)> {
    let (start, end) = (mark.span.start.max(window.start), mark.span.end.min(window.end));
    let whole = (start == mark.span.start, end == mark.span.end);
    (start < end).then_some((start, Reverse(end), mark.what, whole.0, whole.1))
}

struct Marked<'a, T> {
    text: &'a str,
    wrap: &'a dyn Fn(Piece<T>, Markup) -> Markup,
}

impl<T: Copy> Marked<'_, T> {
    /// The text of `outer` with the pieces inside it, which are taken from the front of `rest`.
    fn level(&self, outer: Span, rest: &mut &[Piece<T>]) -> Markup {
        let mut at = outer.start;
        let mut parts = Vec::new();
        while let Some((&piece, others)) = rest.split_first().filter(|(piece, _)| piece.span.start < outer.end) {
            *rest = others;
            parts.push(html! { (Shown(&self.text[at..piece.span.start])) });
            parts.push((self.wrap)(piece, self.level(piece.span, rest)));
            at = piece.span.end;
        }
        html! { @for part in &parts { (part) } (Shown(&self.text[at..outer.end])) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Piece, marked};
    use crate::document::Span;
    use maud::{Markup, html};
    use proptest::prelude::*;

    fn wrap(piece: Piece<u8>, inner: Markup) -> Markup {
        html! { b class=(piece.what) { (inner) } }
    }

    fn drawn(marks: &[(usize, usize, u8)]) -> String {
        let marks: Vec<_> =
            marks.iter().map(|&(start, end, what)| Mark { span: Span::new(start, end), what }).collect();
        marked("abcdefgh", Span::new(1, 7), &marks, &wrap).into_string()
    }

    #[test]
    fn marks_nest() {
        assert_eq!(drawn(&[(2, 6, 1), (3, 4, 2)]), "b<b class=\"1\">c<b class=\"2\">d</b>ef</b>g");
    }

    #[test]
    fn marks_that_cross_are_cut() {
        let cut = "b<b class=\"1\">c<b class=\"2\">d</b></b><b class=\"2\">ef</b>g";
        assert_eq!(drawn(&[(2, 4, 1), (3, 6, 2)]), cut);
    }

    #[test]
    fn marks_outside_are_left_out() {
        assert_eq!(drawn(&[(0, 1, 1), (0, 2, 2), (7, 8, 3)]), "<b class=\"2\">b</b>cdefg");
    }

    proptest! {
        #[test]
        fn text_stays_and_tags_balance(marks in prop::collection::vec((0usize..9, 0usize..9, 0u8..9), 0..12)) {
            let marks: Vec<_> = marks.into_iter().map(|(a, b, what)| (a.min(b), a.max(b), what)).collect();
            let drawn = drawn(&marks);
            prop_assert_eq!(drawn.matches("<b ").count(), drawn.matches("</b>").count());
            let tag = |part: &str| part.rsplit('>').next().unwrap().to_owned();
            prop_assert_eq!(drawn.split('<').map(tag).collect::<String>(), "bcdefg");
        }
    }
}
