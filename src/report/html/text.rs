//! Text of strangers, made fit for a page. Markup is escaped; control characters and the format characters that turn
//! or hide a line are shown as boxes with their code point; white space stays as it is, and so do soft hyphens and
//! joiners, which a browser treats as they are meant. Very long texts are cut, and the cut is told.

use crate::report::human::visible;
use jiff::civil::Date;
use maud::{Escaper, Markup, Render, html};
use std::borrow::Cow;
use std::fmt::Write as _;

/// Characters of a name, title or outlet that are shown. Guessed: far more than any real one has.
const NAME: usize = 200;
/// Characters of a sentence that are shown. Guessed: far more than any check writes of real articles.
const SENTENCE: usize = 800;

/// Text that is escaped, with what would act unseen made visible.
pub struct Shown<'t>(pub &'t str);

impl Render for Shown<'_> {
    fn render_to(&self, out: &mut String) {
        let mut rest = self.0;
        while let Some((at, c)) = rest.char_indices().find(|&(_, c)| acts_unseen(c)) {
            escape(&rest[..at], out);
            let _ = write!(out, "<span class=\"unseen\">U+{:04X}</span>", u32::from(c));
            rest = &rest[at + c.len_utf8()..];
        }
        escape(rest, out);
    }
}

fn escape(text: &str, out: &mut String) {
    let _ = Escaper::new(out).write_str(text);
}

/// True for characters that a page must not obey.
fn acts_unseen(c: char) -> bool {
    let harmless = matches!(c, '\t' | '\n' | '\r' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    !harmless && visible::is_unseen(c)
}

/// A name, title or outlet that does not turn the text around it.
pub fn name(text: &str) -> Markup {
    html! { bdi { (Shown(&cut(text, NAME))) } }
}

/// A sentence about articles, with their words and names in it.
pub fn sentence(text: &str) -> Markup {
    html! { bdi { (Shown(&cut(text, SENTENCE))) } }
}

/// The same as [`name`] for an attribute or an option, which hold no markup.
pub fn plain(text: &str) -> String {
    visible::line(&cut(text, NAME))
}

/// The first `most` characters, with an ellipsis if there are more.
pub fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", text[..end].trim_end())),
        None => Cow::Borrowed(text),
    }
}

/// How many bytes of page a text becomes.
pub fn bytes(text: &str) -> usize {
    Shown(text).render().0.len()
}

/// A link to a web page, with its host to read; anything that is no plain http address is shown as text.
pub fn link(url: &str) -> Markup {
    match host(url) {
        Some(host) => html! { a href=(url) rel="noopener noreferrer nofollow" { (name(host)) } },
        None => name(url),
    }
}

/// The host of an http or https address that holds nothing but visible ASCII.
fn host(url: &str) -> Option<&str> {
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        let start = url.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then(|| &url[scheme.len()..])
    })?;
    let host = rest.split(['/', '?', '#', '\\']).next().filter(|host| !host.is_empty())?;
    (url.len() <= 2000 && url.bytes().all(|byte| byte.is_ascii_graphic())).then_some(host)
}

/// "4 March 2024", for programs too.
pub fn date(date: Date) -> Markup {
    html! { time datetime=(date) { (date.strftime("%-d %B %Y")) } }
}

/// "4 to 6 March 2024".
pub fn days(first: Date, last: Date) -> Markup {
    let first_format = match (first.year() == last.year(), first.month() == last.month()) {
        (true, true) => "%-d",
        (true, false) => "%-d %B",
        _ => "%-d %B %Y",
    };
    html! {
        @if first < last { time datetime=(first) { (first.strftime(first_format)) } " to " }
        (date(last))
    }
}

/// "1 note", "2 notes", "no notes".
pub fn count(number: usize, noun: &str) -> String {
    match number {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{} {noun}s", thousands(number)),
    }
}

/// 12345 as "12,345".
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap_or_default()).collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::{Shown, count, days, link, name};
    use maud::Render;
    use proptest::prelude::*;

    #[test]
    fn markup_and_controls_become_text() {
        let hostile = "<script>alert(1)</script>\u{202e}\u{1b}[31m\0é\u{ad}x";
        assert_eq!(
            Shown(hostile).render().into_string(),
            "&lt;script&gt;alert(1)&lt;/script&gt;<span class=\"unseen\">U+202E</span><span class=\"unseen\">U+001B\
             </span>[31m<span class=\"unseen\">U+0000</span>é\u{ad}x"
        );
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(
            link("HTTPS://example.org/a?b=\"c\"&d").into_string(),
            "<a href=\"HTTPS://example.org/a?b=&quot;c&quot;&amp;d\" rel=\"noopener noreferrer nofollow\"><bdi>\
             example.org</bdi></a>"
        );
        for other in ["javascript:alert(1)", "data:text/html,x", "https://", "https://a b/", "//example.org", "é"] {
            assert_eq!(link(other).into_string(), name(other).into_string());
        }
    }

    #[test]
    fn days_read_well() {
        let shown = |first: &str, last: &str| {
            let drawn = days(first.parse().unwrap(), last.parse().unwrap()).into_string();
            let parts = drawn.split('<').map(|part| part.rsplit('>').next().unwrap());
            parts.collect::<String>()
        };
        assert_eq!(shown("2024-03-04", "2024-03-06"), "4 to 6 March 2024");
        assert_eq!(shown("2024-02-29", "2024-03-06"), "29 February to 6 March 2024");
        assert_eq!(shown("2023-03-04", "2024-03-06"), "4 March 2023 to 6 March 2024");
        assert_eq!(shown("2024-03-04", "2024-03-04"), "4 March 2024");
    }

    #[test]
    fn counts_read_well() {
        assert_eq!([0, 1, 1234567].map(|number| count(number, "note")), ["no notes", "1 note", "1,234,567 notes"]);
    }

    proptest! {
        #[test]
        fn nothing_of_a_text_is_markup(text in any::<String>()) {
            let shown = Shown(&text).render().into_string();
            let without = shown.replace("<span class=\"unseen\">", "").replace("</span>", "");
            prop_assert!(!without.contains(['<', '>', '"']));
        }
    }
}
