//! Marks: which stretches of a text stand in quotation marks, as evaluation judges it, to tell direct, mixed and indirect
//! content apart. In: a text. Out: stretches without their marks.
//!
//! A line is judged by itself. Double marks of any shape go first, and one left open runs to the end of its line; single
//! marks count outside them, in pairs that lie at most [`REACH`] characters apart. A mark that could be either is judged
//! by what stands beside it.

use super::words::is_punctuation;
use crate::document::Span;

/// The farthest that a single mark may lie from the one that closes it, in characters.
const REACH: usize = 600;
/// Words that an apostrophe may begin. Kept here, since the list of the stages may grow and a yardstick must not.
const CLIPPED: [&str; 9] = ["bout", "cause", "em", "n", "round", "til", "till", "tis", "twas"];

/// Every stretch in quotation marks that holds anything, in order.
pub(super) fn quoted(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        found.extend(Line::new(line, start).quoted());
        start += line.len() + 1;
    }
    found
}

/// A line as characters, each with its byte in the text.
struct Line {
    characters: Vec<(usize, char)>,
    end: usize,
}

/// What the shape of a mark says of its use.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Opening,
    Closing,
    Either,
}

/// What the neighbours of a mark say of its use.
#[derive(Clone, Copy)]
struct Beside {
    may_open: bool,
    may_close: bool,
}

impl Beside {
    fn only_opens(self) -> bool {
        self.may_open && !self.may_close
    }

    fn only_closes(self) -> bool {
        self.may_close && !self.may_open
    }

    /// Outside a quotation: does the mark open one? A closing mark does where it was typed the wrong way round.
    fn opens(self, shape: Shape) -> bool {
        if shape == Shape::Closing { self.only_opens() } else { !self.only_closes() }
    }

    /// Inside a quotation: does the mark close it?
    fn closes(self, shape: Shape) -> bool {
        if shape == Shape::Opening { self.only_closes() } else { !self.only_opens() }
    }
}

impl Line {
    fn new(line: &str, start: usize) -> Line {
        let characters = line.char_indices().map(|(at, c)| (start + at, c)).collect();
        Line { characters, end: start + line.len() }
    }

    fn get(&self, at: usize) -> Option<char> {
        self.characters.get(at).map(|(_, c)| *c)
    }

    fn byte(&self, at: usize) -> usize {
        self.characters.get(at).map_or(self.end, |(byte, _)| *byte)
    }

    fn quoted(&self) -> Vec<Span> {
        let mut found = Vec::new();
        let mut open: Option<usize> = None;
        let mut at = 0;
        while at < self.characters.len() {
            if let Some((shape, width)) = self.double(at) {
                let beside = self.beside(at, at + width);
                match open {
                    None if beside.opens(shape) => open = Some(at + width),
                    Some(from) if beside.closes(shape) => {
                        found.push((from, at));
                        open = None;
                    }
                    _ => {}
                }
                at += width;
            } else if open.is_none()
                && let Some(close) = self.single(at)
            {
                found.push((at + 1, close));
                at = close + 1;
            } else {
                at += 1;
            }
        }
        found.extend(open.map(|from| (from, self.characters.len())));
        found.retain(|(from, to)| from < to);
        found.iter().map(|(from, to)| Span::new(self.byte(*from), self.byte(*to))).collect()
    }

    /// The double mark at `at`, and how many characters it is written with.
    fn double(&self, at: usize) -> Option<(Shape, usize)> {
        match (self.get(at)?, self.get(at + 1)) {
            ('`', Some('`')) | ('‘', Some('‘')) => Some((Shape::Opening, 2)),
            ('’', Some('’')) => Some((Shape::Closing, 2)),
            ('\'', Some('\'')) => Some((Shape::Either, 2)),
            ('“' | '„' | '«' | '‟', _) => Some((Shape::Opening, 1)),
            ('”' | '»', _) => Some((Shape::Closing, 1)),
            ('"' | '＂', _) => Some((Shape::Either, 1)),
            _ => None,
        }
    }

    /// Where the single mark at `at` is closed, if it is an opening one.
    fn single(&self, at: usize) -> Option<usize> {
        let mark = self.get(at).filter(|c| is_single(*c))?;
        let starts_word = || self.get(at + 1).is_some_and(char::is_alphanumeric) && !self.is_clipped(at + 1);
        let opens = matches!(mark, '‘' | '‚' | '‹') || self.beside(at, at + 1).may_open && starts_word();
        if !opens {
            return None;
        }
        let closes =
            |to: &usize| matches!(self.get(*to), Some('\'' | '’' | '›')) && self.beside(*to, *to + 1).may_close;
        (at + 1..self.characters.len().min(at + REACH)).find(closes)
    }

    /// True when the word at `at` is one that an apostrophe may begin: 'em, '90s.
    fn is_clipped(&self, at: usize) -> bool {
        let word = self.characters[at..].iter().map(|(_, c)| *c).take_while(|c| c.is_alphanumeric() || *c == '_');
        let word = word.collect::<String>().to_lowercase();
        let year = word.strip_suffix('s').filter(|year| year.ends_with('0')).unwrap_or(&word);
        CLIPPED.contains(&word.as_str()) || year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// What stands beside the mark from `from` to `to`, further marks passed over.
    fn beside(&self, from: usize, to: usize) -> Beside {
        let before = self.characters[..from].iter().rev().map(|(_, c)| *c).find(|c| !is_mark(*c));
        let after = self.characters[to..].iter().map(|(_, c)| *c).find(|c| !is_mark(*c));
        let leads = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '…');
        Beside {
            may_open: before.is_none_or(leads) && after.is_some_and(|c| !c.is_whitespace()),
            may_close: before.is_some_and(|c| !c.is_whitespace())
                && after.is_none_or(|c| c.is_whitespace() || is_punctuation(c)),
        }
    }
}

fn is_single(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | '‚' | '‹' | '›')
}

fn is_mark(c: char) -> bool {
    is_single(c) || matches!(c, '“' | '„' | '«' | '‟' | '”' | '»' | '"' | '＂' | '`')
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn stretches_in_marks() {
        let found = |text: &str| quoted(text).iter().map(|span| span.of(text).to_owned()).collect::<Vec<_>>().join("|");
        assert_eq!(found("“A,” he said. \"B\" and ''C'' and ``D''."), "A,|B|C|D");
        assert_eq!(found("“Open to the end\nof the line”"), "Open to the end");
        assert_eq!(found("He said: 'It's 'em, not the dogs' bowls,' and left."), "It's 'em, not the dogs");
        assert_eq!(found("the '90s and rock 'n' roll"), "");
        assert_eq!(found("”Wrong way round,” she said"), "Wrong way round,");
        assert_eq!(found("“He said ‘no’ twice,” she said"), "He said ‘no’ twice,");
    }
}
