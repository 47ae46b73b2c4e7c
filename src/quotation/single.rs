//! Pairs of single marks, told from apostrophes.
//!
//! In: the single marks of a paragraph that do not stand inside a word, and the pairs of double marks. Out: more pairs.
//! A single mark opens where a word begins, unless the word is a clipped one ('em, '90s), and closes where one ends;
//! after an "s" or "in" it is closing only if nothing better comes before the next opening mark, because "players'"
//! and "goin'" look the same. Singles pair within one double quotation or outside all of them. Unclosed they count
//! only at the beginning of a paragraph, as in British quotations over several paragraphs.

use super::{
    Marks,
    mark::{Facing, Mark, Pair},
};
use crate::{document::Span, lexicon::clipped};

/// How likely a mark closes a quotation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Closing {
    /// `players' union`, `goin' home`, `6' tall`
    Weak,
    /// `no' he`, `signs',`
    Fair,
    /// `no,' he`
    Strong,
}

/// The single marks of a paragraph with the text they stand in.
struct Singles<'a> {
    text: &'a str,
    paragraph: Span,
}

/// Adds the pairs of single marks to those of double marks.
pub(super) fn pair(text: &str, singles: &[Mark], doubles: &[Mark], paragraph: Span, pairs: &mut Vec<Pair>) {
    let singles_of = Singles { text, paragraph };
    let scopes = scopes(singles, pairs);
    let mut found = Vec::new();
    let mut spare = Vec::new();
    for scope in &scopes {
        singles_of.pair_scope(&scope.marks, &mut found, &mut spare);
        if let Some(double) = scope.double {
            singles_of.close_with_single(&mut pairs[double], &spare);
        } else {
            found.extend(singles_of.without_partner(&spare, doubles, pairs));
        }
        spare.clear();
    }
    pairs.extend(found);
}

/// Single marks that may pair with each other.
struct Scope {
    /// Index of the pair of double marks they stand in.
    double: Option<usize>,
    marks: Vec<Mark>,
}

/// Sorts single marks by the innermost pair of double marks around them.
fn scopes(singles: &[Mark], pairs: &[Pair]) -> Vec<Scope> {
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    order.sort_by_key(|&index| pairs[index].span.start);
    let mut starts = order.into_iter().peekable();
    let mut around: Vec<usize> = Vec::new();
    let mut placed: Vec<(Option<usize>, Mark)> = Vec::with_capacity(singles.len());
    for single in singles {
        while let Some(index) = starts.next_if(|&index| pairs[index].span.start < single.span.start) {
            while around.last().is_some_and(|&outer| pairs[outer].span.end <= pairs[index].span.start) {
                around.pop();
            }
            around.push(index);
        }
        while around.last().is_some_and(|&outer| pairs[outer].span.end <= single.span.start) {
            around.pop();
        }
        placed.push((around.last().copied(), *single));
    }
    placed.sort_by_key(|(double, _)| *double);
    placed
        .chunk_by(|left, right| left.0 == right.0)
        .map(|group| Scope { double: group[0].0, marks: group.iter().map(|(_, mark)| *mark).collect() })
        .collect()
}

impl Singles<'_> {
    /// Pairs each opening mark with the best closing one before the next opening mark; `spare` gets the marks left over.
    fn pair_scope(&self, marks: &[Mark], found: &mut Vec<Pair>, spare: &mut Vec<Mark>) {
        let mut index = 0;
        while index < marks.len() {
            let closing =
                if self.opens(&marks[index]) { self.closing(&marks[index], &marks[index + 1..]) } else { None };
            match closing {
                Some(offset) => {
                    found.push(marks[index].to(marks[index + 1 + offset].span));
                    index += offset + 2;
                }
                None => {
                    spare.push(marks[index]);
                    index += 1;
                }
            }
        }
    }

    /// Whether a mark may open a quotation.
    fn opens(&self, mark: &Mark) -> bool {
        let faces = match mark.facing {
            Facing::Left => !mark.only_closes() && mark.after.is_some_and(|after| !after.is_whitespace()),
            Facing::Right | Facing::Neither => mark.only_opens(),
        };
        let begins = mark.after.is_some_and(|after| after.is_alphanumeric() || "$£€([{.…@#*".contains(after));
        faces && begins && !clipped::begins(&self.text[mark.span.end..self.paragraph.end])
    }

    /// Index of the mark in `after` that closes `opening`: the first likely one, else the first possible one.
    fn closing(&self, opening: &Mark, after: &[Mark]) -> Option<usize> {
        let least = if opening.facing == Facing::Right { Closing::Strong } else { Closing::Weak };
        let mut weak = None;
        for (index, mark) in after.iter().enumerate() {
            match self.rate(mark) {
                Some(Closing::Weak) if least == Closing::Weak => weak = weak.or(Some(index)),
                Some(rating) if rating >= least && rating > Closing::Weak => {
                    return Some(index + usize::from(self.is_outdone(mark, after.get(index + 1))));
                }
                _ if self.opens(mark) => return weak,
                _ => {}
            }
        }
        weak
    }

    /// Whether the mark right after the next comma or stop closes rather than this one: `comin’,’ he said`
    fn is_outdone(&self, mark: &Mark, next: Option<&Mark>) -> bool {
        next.is_some_and(|next| next.span.start == mark.span.end + 1 && self.rate(next) == Some(Closing::Strong))
    }

    /// How likely a mark closes; none if it cannot.
    fn rate(&self, mark: &Mark) -> Option<Closing> {
        if !mark.could_close() || mark.only_opens() {
            return None;
        }
        let before = mark.before?;
        if !before.is_alphanumeric() {
            return Some(Closing::Strong);
        }
        let word = &self.text[self.paragraph.start..mark.span.start];
        let doubtful = clipped::ends(word) || (before.is_ascii_digit() && mark.facing == Facing::Neither);
        let ended = mark.after.is_none_or(|after| ",.;:?!)".contains(after));
        Some(if doubtful && !ended { Closing::Weak } else { Closing::Fair })
    }

    /// Closes a double quotation left open at the single mark that was typed for a double one: `“No,’ he said.`
    fn close_with_single(&self, double: &mut Pair, spare: &[Mark]) {
        let closing = spare.iter().find(|mark| {
            mark.span.start > double.content.start && self.rate(mark).is_some_and(|rating| rating >= Closing::Fair)
        });
        if let (false, Some(mark)) = (double.closed, closing) {
            double.content.end = mark.span.start;
            double.span.end = mark.span.end;
            double.closed = true;
        }
    }

    /// Opening marks outside double marks without a single one to close them: closed by a stray double mark, or left
    /// open at the beginning of the paragraph.
    fn without_partner(&self, spare: &[Mark], doubles: &[Mark], pairs: &[Pair]) -> Vec<Pair> {
        let Some(opening) = spare.iter().find(|mark| mark.facing == Facing::Left || self.opens(mark)) else {
            return Vec::new();
        };
        if let (Facing::Left, Some(closing)) = (opening.facing, self.stray_closing(opening, doubles, pairs)) {
            return vec![opening.to(closing)];
        }
        if opening.span.start == self.paragraph.start && self.opens(opening) && opening.marks == Marks::Single {
            return vec![opening.left_open(self.paragraph.end)];
        }
        Vec::new()
    }

    /// The double closing mark after `opening` that belongs to no pair: `‘I did.”`
    fn stray_closing(&self, opening: &Mark, doubles: &[Mark], pairs: &[Pair]) -> Option<Span> {
        let closing = doubles.iter().find(|mark| mark.span.start > opening.span.end)?;
        let paired =
            pairs.iter().any(|pair| pair.span.start == closing.span.start || pair.span.end == closing.span.end);
        (closing.only_closes() && !paired).then_some(closing.span)
    }
}
