//! Front matter: a block of `key: value` lines between two lines `---` at the top of a plain file. In: the text. Out:
//! its known keys and where the article begins. It stays in the text; what only looks like it is text.

use super::fields::Fields;

/// A front-matter block.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FrontMatter {
    pub fields: Fields,
    /// Line of the date, from 1, for messages.
    pub date_line: Option<usize>,
    /// Byte at which the line after the block begins.
    pub body: usize,
    /// Whether lines that go on belong to [`IGNORE`].
    in_list: bool,
}

/// The one key whose value may go on over further lines, as a list does.
const IGNORE: &str = "misquote-ignore";

impl FrontMatter {
    /// A line that belongs to the value above.
    fn more(&mut self, line: &str) {
        if self.in_list {
            let list = self.fields.ignore.get_or_insert_default();
            list.push(' ');
            list.push_str(line);
        }
    }
}

/// A line that keeps what looked like front matter from being it, and why.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotFrontMatter {
    pub line: usize,
    pub why: &'static str,
}

/// The block that begins at byte `start`, which is after any byte-order mark; none when there is none.
pub(super) fn front_matter(text: &str, start: usize) -> Result<Option<FrontMatter>, NotFrontMatter> {
    let mut lines = text[start..].split_inclusive('\n');
    let Some(fence) = lines.next().filter(|line| line.trim_end() == "---") else { return Ok(None) };
    let mut block =
        FrontMatter { fields: Fields::default(), date_line: None, body: start + fence.len(), in_list: false };
    for (line, number) in lines.zip(2..) {
        block.body += line.len();
        if line.trim_end() == "---" {
            return Ok(Some(block));
        }
        entry(line, number, &mut block)?;
    }
    Err(NotFrontMatter { line: 1, why: "the block that `---` opens is never closed by another `---`" })
}

/// One line of the block. Blank lines and comments say nothing; neither does what belongs to the value
/// above (indented or a list), but for a list of codes.
fn entry(line: &str, number: usize, block: &mut FrontMatter) -> Result<(), NotFrontMatter> {
    if line.trim().is_empty() || line.starts_with('#') {
        return Ok(());
    }
    if line.starts_with([' ', '\t', '-']) {
        block.more(line.trim().trim_start_matches("- "));
        return Ok(());
    }
    let wrong = NotFrontMatter { line: number, why: "between the `---` lines stands a line that is not `key: value`" };
    let (key, value) = line.split_once(':').ok_or(wrong)?;
    let key = key.trim().to_ascii_lowercase();
    block.in_list = key == IGNORE;
    if key == "date" {
        block.date_line = Some(number);
    }
    if let Some(slot) = block.fields.slot(&key) {
        *slot = Some(unquoted(value.trim()));
    }
    Ok(())
}

/// A value without the quotation marks around it; in double marks, `\"` and `\\` stand for themselves.
fn unquoted(value: &str) -> String {
    let inside = |mark: char| value.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
    match (inside('"'), inside('\'')) {
        (Some(double), _) => double.replace("\\\"", "\"").replace("\\\\", "\\"),
        (_, Some(single)) => single.replace("''", "'"),
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block() {
        let text = "\u{feff}---\r\nTitle: \"He said: \\\"No\\\"\"\r\noutlet: 'The ''Sun'''\r\ntags:\r\n- a\r\n\r\ndate: 2018-01-02\r\n---\r\nBody";
        let block = front_matter(text, 3).unwrap().unwrap();
        assert_eq!(&text[block.body..], "Body");
        assert_eq!(block.fields.title.as_deref(), Some("He said: \"No\""));
        assert_eq!(block.fields.outlet.as_deref(), Some("The 'Sun'"));
        assert_eq!((block.fields.date.as_deref(), block.date_line), (Some("2018-01-02"), Some(7)));
    }

    #[test]
    fn codes_on_one_line_and_on_several() {
        for value in [" [a-b, c]", "\n- a-b\n- c", "\n  - a-b\n  - c\ntags:\n- d", " >\n  a-b\n  c"] {
            let block = front_matter(&format!("---\nmisquote-ignore:{value}\n---\n"), 0).unwrap().unwrap();
            let list = block.fields.ignore.unwrap_or_default();
            let words: Vec<&str> =
                list.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()).collect();
            assert_eq!(words, ["a-b", "c"], "{value:?}");
        }
    }

    #[test]
    fn what_only_looks_like_one() {
        assert_eq!(front_matter("--- no\n---\n", 0), Ok(None));
        assert_eq!(front_matter("---\ntitle: a\n", 0).unwrap_err().line, 1);
        assert_eq!(front_matter("---\ntitle: a\nOnce upon a time\n---\n", 0).unwrap_err().line, 3);
    }
}
