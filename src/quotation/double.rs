//! Pairs of double marks: curly, straight, doubled, guillemets.
//!
//! In: the double marks of a paragraph. Out: pairs, and openings left open up to the next opening mark or to the end
//! of the paragraph. Curly, straight and doubled marks close each other, because newsrooms mix them; guillemets close
//! only guillemets, and count for nothing unclosed ("Read more »"). One pass over the marks with a stack; what a doubtful
//! mark is depends on how many closing marks are still to come, which is counted beforehand.

use super::{
    Marks,
    mark::{Facing, Mark, Pair},
};
use crate::document::Span;

/// Quotations inside quotations that are followed this deep; deeper opening marks are passed over. Guessed: two occur.
const DEEPEST: usize = 4;

/// The pairs among the double marks of one paragraph; `unmarked` when it begins with no mark of any kind.
pub(super) fn pair(marks: &[Mark], paragraph: Span, unmarked: bool) -> Vec<Pair> {
    let (guillemets, others): (Vec<Mark>, Vec<Mark>) = marks.iter().partition(|mark| mark.marks == Marks::Guillemets);
    let mut pairs = pair_family(&others, paragraph, unmarked);
    pairs.extend(pair_family(&guillemets, paragraph, false).into_iter().filter(|pair| pair.closed));
    pairs
}

/// The pairs among marks that may close each other.
fn pair_family(marks: &[Mark], paragraph: Span, unmarked: bool) -> Vec<Pair> {
    let spare = spare_closing(marks);
    let mut pairing = Pairing { paragraph, unmarked, open: Vec::new(), pairs: Vec::new() };
    for (index, mark) in marks.iter().enumerate() {
        let ahead = Ahead { spare: spare[index], left: marks.len() - index, next: marks.get(index + 1) };
        pairing.read(mark, &ahead);
    }
    pairing.finish()
}

/// What is still to come in the paragraph.
struct Ahead<'a> {
    /// Closing marks from here on that no opening mark from here on needs.
    spare: usize,
    /// Marks from here on, this one included.
    left: usize,
    /// The next mark.
    next: Option<&'a Mark>,
}

/// For each mark, how many closing marks from it on have no opening mark from it on.
fn spare_closing(marks: &[Mark]) -> Vec<usize> {
    let mut spare = vec![0; marks.len()];
    let mut count: usize = 0;
    for (index, mark) in marks.iter().enumerate().rev() {
        count = if looks_opening(mark) { count.saturating_sub(1) } else { count + 1 };
        spare[index] = count;
    }
    spare
}

/// Whether shape and neighbours together say that a mark opens.
fn looks_opening(mark: &Mark) -> bool {
    match mark.facing {
        Facing::Left => !mark.only_closes() && mark.after.is_some(),
        Facing::Right => false,
        Facing::Neither => mark.only_opens(),
    }
}

/// Marks read so far.
struct Pairing {
    paragraph: Span,
    /// The paragraph begins with no mark, so the first one to close may lack its partner.
    unmarked: bool,
    open: Vec<Mark>,
    pairs: Vec<Pair>,
}

impl Pairing {
    /// Takes the next mark.
    fn read(&mut self, mark: &Mark, ahead: &Ahead) {
        if self.open.is_empty() {
            self.read_outside(mark);
        } else if !looks_opening(mark) {
            self.read_closing(mark, ahead);
        } else if ahead.spare > 0 || self.is_whole_inside(mark, ahead) {
            self.nest(mark);
        } else if ahead.left % 2 == 1 && (mark.facing == Facing::Neither || ahead.next.is_some_and(looks_opening)) {
            self.close(mark); // `"Well, "he said. "Good."`: a space on the wrong side, or `“Well, “he said. “Good.”`
        } else {
            self.reopen(mark);
        }
    }

    /// Outside all marks: a closing mark alone is passed over unless it ends the first words of the paragraph, one that
    /// faces the wrong way opens.
    fn read_outside(&mut self, mark: &Mark) {
        if self.unmarked && self.pairs.is_empty() && mark.ends_sentence() {
            return self.pairs.push(mark.back_to(self.paragraph.start));
        }
        let opens = match mark.facing {
            Facing::Left | Facing::Neither => !mark.only_closes(),
            Facing::Right => mark.only_opens(),
        };
        if opens {
            self.open.push(*mark);
        }
    }

    /// Inside marks, at one that closes, unless it counts inches: `"a 5" pipe," he said`
    fn read_closing(&mut self, mark: &Mark, ahead: &Ahead) {
        let after_number = mark.facing == Facing::Neither && mark.before.is_some_and(|c| c.is_ascii_digit());
        let another = ahead.next.is_some_and(|next| next.only_closes() && !looks_opening(next));
        if !(after_number && another && self.open.len() == 1) {
            self.close(mark);
        }
    }

    /// Whether marks of another kind make a whole quotation inside one that began the paragraph and may well go on in
    /// the next: `"He sent “regrets” and left.`
    fn is_whole_inside(&self, mark: &Mark, ahead: &Ahead) -> bool {
        let [outer] = self.open.as_slice() else { return false };
        let closing = ahead.next.is_some_and(|next| next.marks == mark.marks && !looks_opening(next));
        outer.span.start == self.paragraph.start && outer.marks != mark.marks && closing
    }

    /// A quotation within a quotation, in marks of the same family.
    fn nest(&mut self, mark: &Mark) {
        if self.open.len() < DEEPEST {
            self.open.push(*mark);
        }
    }

    /// Closes the innermost quotation.
    fn close(&mut self, mark: &Mark) {
        if let Some(opening) = self.open.pop() {
            self.pairs.push(opening.to(mark.span));
        }
    }

    /// A new quotation, though those before were never closed: they end here.
    fn reopen(&mut self, mark: &Mark) {
        self.pairs.extend(self.open.drain(..).map(|opening| opening.left_open(mark.span.start)));
        self.open.push(*mark);
    }

    /// All pairs; what is still open goes to the end of the paragraph.
    fn finish(mut self) -> Vec<Pair> {
        let end = self.paragraph.end;
        self.pairs.extend(self.open.iter().map(|opening| opening.left_open(end)));
        self.pairs
    }
}
