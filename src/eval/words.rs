//! Words, as evaluation counts them: runs of letters and digits with inner apostrophes, and symbols such as `$` one by
//! one. White space, punctuation and quotation marks are none, so that a span is the same with or without its comma.

use crate::document::Span;

/// Every word of a text, in order.
pub(super) fn words(text: &str) -> Vec<Span> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let start = at;
        at += first.len_utf8();
        if first.is_alphanumeric() {
            at = end_of_word(text, at);
            words.push(Span::new(start, at));
        } else if is_symbol(first) && !matches!(first, '`' | '´') {
            words.push(Span::new(start, at));
        }
    }
    words
}

/// Where the word ends that goes on at `at`: "don’t" is one word, "dogs’" ends before the mark.
fn end_of_word(text: &str, mut at: usize) -> usize {
    let mut rest = text[at..].chars();
    while let Some(next) = rest.next() {
        let goes_on = next.is_alphanumeric()
            || matches!(next, '\'' | '’') && rest.clone().next().is_some_and(char::is_alphanumeric);
        if !goes_on {
            break;
        }
        at += next.len_utf8();
    }
    at
}

/// Unicode's symbols (general category S), in the blocks that news may hold.
fn is_symbol(c: char) -> bool {
    match c {
        '$' | '+' | '<' | '=' | '>' | '^' | '`' | '|' | '~' => true,
        '¢'..='©' => c != '§',
        '¬' | '®'..='±' | '´' | '¸' | '×' | '÷' => true,
        '\u{2c2}'..='\u{2c5}' | '\u{2d2}'..='\u{2df}' => true,
        '\u{2044}' | '\u{2052}' | '\u{207a}'..='\u{207c}' | '\u{208a}'..='\u{208c}' => true,
        '\u{20a0}'..='\u{20c0}' => true,
        '\u{2100}'..='\u{214f}' | '\u{2190}'..='\u{2bff}' => !c.is_alphanumeric() && !is_bracket(c),
        '\u{fffc}' | '\u{fffd}' => true,
        '\u{1f000}'..='\u{1faff}' => !c.is_alphanumeric(),
        _ => false,
    }
}

/// Brackets among the symbols.
fn is_bracket(c: char) -> bool {
    matches!(c,
        '\u{2308}'..='\u{230b}' | '\u{2329}' | '\u{232a}' | '\u{2768}'..='\u{2775}' | '\u{27c5}' | '\u{27c6}'
        | '\u{27e6}'..='\u{27ef}' | '\u{2983}'..='\u{2998}' | '\u{29d8}'..='\u{29db}' | '\u{29fc}' | '\u{29fd}')
}

/// Unicode's punctuation (general category P), in the blocks that news may hold.
pub(super) fn is_punctuation(c: char) -> bool {
    match c {
        _ if c.is_ascii() => c.is_ascii_punctuation() && !is_symbol(c),
        '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' => true,
        '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' => !is_symbol(c),
        '\u{2e00}'..='\u{2e5d}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' => true,
        '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}' | '\u{ff1b}' | '\u{ff1f}' | '\u{ff61}'..='\u{ff65}' => true,
        _ => is_bracket(c),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn apostrophes_join_and_symbols_stand_alone() {
        let text = "Don’t pay $5m, the dogs' “un_der”…2° ´a´";
        let found: Vec<&str> = words(text).iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["Don’t", "pay", "$", "5m", "the", "dogs", "un", "der", "2", "°", "a"]);
    }
}
