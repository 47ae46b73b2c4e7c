//! Visible text: what an article contains, made fit for a terminal. Control characters, escape sequences and the
//! format characters that are not seen but change how a line reads (bidi overrides, zero-width characters, soft
//! hyphens) are written out as `\u{202e}`; a line break or a tab becomes a space. Widths are columns, not characters.

use std::borrow::Cow;
use unicode_width::UnicodeWidthChar;

/// A character as a terminal may show it.
pub fn character(c: char) -> Cow<'static, str> {
    match c {
        '\t' | '\n' | '\r' => Cow::Borrowed(" "),
        _ if is_unseen(c) => Cow::Owned(c.escape_unicode().to_string()),
        _ => Cow::Owned(c.to_string()),
    }
}

/// True for what is not seen itself but may change what is seen: control and format characters.
pub(crate) fn is_unseen(c: char) -> bool {
    c.is_control() || is_format(c)
}

/// Unicode's format characters (general category Cf) and its line and paragraph separators.
fn is_format(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}'
        | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0001}'..='\u{e007f}')
}

/// A stretch of text as a terminal may show it, on one line.
pub fn line(text: &str) -> String {
    text.chars().map(character).collect()
}

/// How many columns visible text fills.
pub fn width(visible: &str) -> usize {
    visible.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// Visible text cut to `columns`, between words where that costs less than half, with an ellipsis if anything was cut.
pub fn cut(visible: &str, columns: usize) -> String {
    if width(visible) <= columns {
        return visible.to_owned();
    }
    let mut room = columns.saturating_sub(1);
    let fits = |c: &char| {
        let width = c.width().unwrap_or(0);
        let fits = width <= room;
        room = room.saturating_sub(width);
        fits
    };
    let kept: String = visible.chars().take_while(fits).collect();
    let inside_word = !visible[kept.len()..].starts_with(' ');
    let word = kept.rfind(' ').filter(|space| inside_word && space * 2 > kept.len()).unwrap_or(kept.len());
    format!("{}…", kept[..word].trim_end())
}

/// Visible text in lines of at most `columns`, broken at spaces, and inside a word only where it fills a whole line.
pub fn wrap(visible: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in visible.split(' ').flat_map(|word| chunks(word, columns.max(1))) {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(&word);
        } else if width(line) + 1 + width(&word) <= columns {
            line.push(' ');
            line.push_str(&word);
        } else {
            lines.push(word);
        }
    }
    lines
}

/// A word in pieces of at most `columns`; nearly always one.
fn chunks(word: &str, columns: usize) -> Vec<String> {
    let mut chunks = vec![String::new()];
    let mut filled = 0;
    for c in word.chars() {
        let width = c.width().unwrap_or(0);
        if filled + width > columns && filled > 0 {
            chunks.push(String::new());
            filled = 0;
        }
        filled += width;
        chunks.last_mut().expect("there is always a chunk").push(c);
    }
    chunks
}

#[cfg(test)]
mod tests {
    use super::{cut, line, width, wrap};

    #[test]
    fn nothing_invisible_stays_raw() {
        assert_eq!(line("a\u{1b}[31mb\u{202e}c\td\u{ad}e"), "a\\u{1b}[31mb\\u{202e}c d\\u{ad}e");
    }

    #[test]
    fn wide_characters_fill_two_columns() {
        assert_eq!(width("東京 x"), 6);
        assert_eq!(cut("東京大阪", 5), "東京…");
    }

    #[test]
    fn cuts_between_words() {
        assert_eq!(cut("every winter we delay", 16), "every winter we…");
        assert_eq!(cut("every", 16), "every");
    }

    #[test]
    fn wraps_long_words_too() {
        assert_eq!(wrap("a bb ccc ddddddd", 4), ["a bb", "ccc", "dddd", "ddd"]);
        assert_eq!(wrap("", 4), [""]);
    }
}
