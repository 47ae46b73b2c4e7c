//! Link text: the headlines of other articles that a crawler ran into a sentence.
//!
//! In: a paragraph. Out: the stretches of it that are no part of the article. One form is known: after a name stands the
//! full name again, glued to headlines that end in "MORE" ("Rep. Jane Roe Jane Ann RoeSenate passes bill MORE said").

use super::Span;

/// Link text is at most this many bytes: measured on crawled articles, where the longest is 430.
const LONGEST: usize = 600;

/// The link text in a paragraph, in order of place; no two stretches touch or overlap.
pub(crate) fn link_text(text: &str, paragraph: Span) -> Vec<Span> {
    let slice = paragraph.of(text);
    let mut found = Vec::new();
    let mut from = 0;
    for (at, end_mark) in slice.match_indices(" MORE") {
        let end = at + end_mark.len();
        if slice[end..].starts_with(char::is_alphanumeric) {
            continue;
        }
        let earliest = char_floor(slice, from.max(at.saturating_sub(LONGEST)));
        if let Some(start) = start(&slice[earliest..at]) {
            found.push(Span::new(paragraph.start + earliest + start, paragraph.start + end));
        }
        from = end;
    }
    found.extend(related(slice).map(|span| Span::new(paragraph.start + span.start, paragraph.start + span.end)));
    found.sort_unstable();
    united(found)
}

/// Sorted spans, with those that touch or overlap made one.
fn united(spans: Vec<Span>) -> Vec<Span> {
    let mut united: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match united.last_mut().filter(|last| span.start <= last.end) {
            Some(last) => *last = last.cover(span),
            None => united.push(span),
        }
    }
    united
}

/// "(RELATED: Ferry Aground Less Than Two Days After Launch)".
fn related(slice: &str) -> impl Iterator<Item = Span> {
    slice.match_indices("(RELATED: ").filter_map(|(at, _)| {
        let near = slice.as_bytes()[at..].iter().take(LONGEST);
        near.into_iter().position(|byte| *byte == b')').map(|end| Span::new(at, at + end + 1))
    })
}

fn char_floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Where link text begins: behind the first place of the surname that is glued to a headline.
fn start(before: &str) -> Option<usize> {
    let pairs = before.char_indices().zip(before.chars().skip(1));
    let glued = pairs.filter(|((_, a), b)| (a.is_lowercase() || *a == ')') && b.is_uppercase());
    glued.map(|((at, a), _)| at + a.len_utf8()).find_map(|glue| after_surname(&before[..glue]))
}

/// The end of the first place of a text's last word, where that word stands in it twice.
fn after_surname(text: &str) -> Option<usize> {
    let surname = text.rsplit([' ', '\u{a0}']).next().filter(|word| word.len() > 2)?;
    let first = text[..text.len() - surname.len()].rfind(surname)?;
    Some(first + surname.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str) -> String {
        let mut kept = String::new();
        let mut from = 0;
        for span in link_text(text, Span::new(0, text.len())) {
            kept.push_str(&text[from..span.start]);
            from = span.end;
        }
        kept + &text[from..]
    }

    #[test]
    fn headlines_glued_to_a_name_are_found() {
        let text =
            "Rep. Jane McRoe Jane Ann McRoeSenate passes bill Roe is ready MORE (R-Tarrin) said more. MORE later.";
        assert_eq!(without(text), "Rep. Jane McRoe (R-Tarrin) said more. MORE later.");
        assert_eq!(without("Ask McRoe for MORE and iPhones."), "Ask McRoe for MORE and iPhones.");
    }

    #[test]
    fn what_overlaps_is_one_stretch() {
        let nested = "He left. (RELATED: Ferry (RELATED: Aground) Again) He came back.";
        let found = link_text(nested, Span::new(0, nested.len()));
        assert_eq!(
            found.iter().map(|span| span.of(nested)).collect::<Vec<_>>(),
            ["(RELATED: Ferry (RELATED: Aground)"]
        );
    }
}
