//! Fields: what a JSON record or a front-matter block says of its document, as strings. In: keys with values. Out: the
//! same keys filled in on a [`Document`], and a warning for a date that is none.

use super::{Document, Problem};
use jiff::civil::Date;

/// What is said of a document beside its text. Empty values count as not given.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fields {
    pub id: Option<String>,
    pub outlet: Option<String>,
    pub date: Option<String>,
    pub title: Option<String>,
    pub byline: Option<String>,
    pub url: Option<String>,
    /// Codes, apart by commas or spaces, perhaps in brackets.
    pub ignore: Option<String>,
}

impl Fields {
    /// Where the value of this key is kept, if it is a key that is known.
    pub fn slot(&mut self, key: &str) -> Option<&mut Option<String>> {
        match key {
            "id" => Some(&mut self.id),
            "outlet" => Some(&mut self.outlet),
            "date" => Some(&mut self.date),
            "title" => Some(&mut self.title),
            "byline" => Some(&mut self.byline),
            "url" => Some(&mut self.url),
            "misquote-ignore" => Some(&mut self.ignore),
            _ => None,
        }
    }

    /// Fills in the document; the warning, if any, is about the line `line` of `file`.
    pub fn fill(self, document: &mut Document, file: &str, line: Option<usize>) -> Option<Problem> {
        given(self.id).into_iter().for_each(|id| document.name = id);
        given(self.outlet).into_iter().for_each(|outlet| document.outlet = outlet);
        document.title = given(self.title);
        document.byline = given(self.byline);
        document.url = given(self.url);
        document.ignore = given(self.ignore).map(|list| codes(&list)).unwrap_or_default();
        let written = given(self.date)?;
        document.date = day(&written);
        let doubt = || format!("\"{written}\" is no date, so the document counts as undated; write YYYY-MM-DD");
        document.date.is_none().then(|| Problem::warning(file, line, doubt()))
    }
}

fn given(value: Option<String>) -> Option<String> {
    value.filter(|value| !value.trim().is_empty())
}

/// The codes in `[altered-wording, "loaded-cue"]`, with or without brackets, marks and commas.
fn codes(list: &str) -> Vec<String> {
    let between = |c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '"' | '\'');
    list.split(between).filter(|code| !code.is_empty()).map(str::to_owned).collect()
}

/// The day of `2018-03-05` or of a longer RFC 3339 time such as `2018-03-05T10:00:00Z`.
fn day(written: &str) -> Option<Date> {
    let (day, time) = written.trim().split_at_checked(10)?;
    let separated = time.is_empty() || time.starts_with(['T', 't', ' ']);
    separated.then(|| day.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{codes, day};

    #[test]
    fn lists_of_codes() {
        for list in ["a-b, c", "[a-b,c]", "[ \"a-b\", 'c' ]", "a-b c", "a-b\tc,"] {
            assert_eq!(codes(list), ["a-b", "c"], "{list}");
        }
        assert!(codes("[]").is_empty());
    }

    #[test]
    fn days() {
        let read = |text: &str| day(text).map(|day| day.to_string());
        assert_eq!(read("2018-03-05").as_deref(), Some("2018-03-05"));
        assert_eq!(read(" 2018-03-05T23:59:59-05:00").as_deref(), Some("2018-03-05"));
        for none in ["", "5 March 2018", "2018-13-05", "2018-03-0", "2018-03-051", "２０１８-03-05"] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
