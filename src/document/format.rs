//! A format: how a file holds its documents. In: a file's name and its first bytes, unpacked. Out: the [`Format`], or
//! none when neither is known.
//!
//! Content that can be nothing else decides; then the name; then content that may be something. So a web page saved as
//! `.txt` is a page, and a text that happens to begin with a brace stays a text.

/// How a file holds its documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One article as it stands, Markdown too.
    Text,
    /// One record a line.
    JsonLines,
    /// An item or a list of items of a news agency, in JSON.
    Ninjs,
    /// A web page.
    Html,
    /// An archive of web pages.
    Warc,
    /// RSS or Atom.
    Feed,
    /// An article of a news agency in the News Industry Text Format.
    Nitf,
    /// Articles of a news agency in NewsML-G2.
    NewsMl,
    /// A table with a column of texts.
    Csv,
    /// A word processor's document.
    Docx,
    /// Pages for print, which are not read but known, so that the remedy can be told.
    Pdf,
}

/// Every format under the name that it is asked for by.
pub const FORMATS: [(&str, Format); 10] = [
    ("text", Format::Text),
    ("jsonl", Format::JsonLines),
    ("ninjs", Format::Ninjs),
    ("html", Format::Html),
    ("warc", Format::Warc),
    ("feed", Format::Feed),
    ("nitf", Format::Nitf),
    ("newsml", Format::NewsMl),
    ("csv", Format::Csv),
    ("docx", Format::Docx),
];

/// What the end of a name says, in lower case.
const ENDINGS: [(&str, Format); 20] = [
    ("txt", Format::Text),
    ("md", Format::Text),
    ("markdown", Format::Text),
    ("jsonl", Format::JsonLines),
    ("ndjson", Format::JsonLines),
    ("json", Format::Ninjs),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("shtml", Format::Html),
    ("warc", Format::Warc),
    ("rss", Format::Feed),
    ("atom", Format::Feed),
    ("rdf", Format::Feed),
    ("nitf", Format::Nitf),
    ("newsml", Format::NewsMl),
    ("csv", Format::Csv),
    ("tsv", Format::Csv),
    ("docx", Format::Docx),
    ("pdf", Format::Pdf),
];

/// Elements that a page or a part of one begins with.
const PAGE_ELEMENTS: [&str; 14] =
    ["article", "body", "div", "h1", "h2", "head", "header", "link", "main", "meta", "p", "section", "table", "title"];

/// A name without what says how the file is packed: `dump.jsonl` for `dump.jsonl.gz`.
pub fn unpacked_name(name: &str) -> &str {
    let packed = |ending: &str| {
        let (stem, found) = name.split_at_checked(name.len().checked_sub(ending.len())?)?;
        found.eq_ignore_ascii_case(ending).then_some(stem)
    };
    [".gz", ".zst"].into_iter().find_map(packed).unwrap_or(name)
}

/// The format of a file called `name` that begins with `head`.
pub fn detect(name: &str, head: &[u8]) -> Option<Format> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    by_signature(head)
        .or_else(|| {
            by_name(name).map(|format| match format {
                Format::Ninjs => json(head),
                Format::Text if is_json(head) => json(head),
                format => format,
            })
        })
        .or_else(|| by_look(head))
}

/// The format that a name promises.
pub fn by_name(name: &str) -> Option<Format> {
    let (_, ending) = unpacked_name(name).rsplit_once('.')?;
    ENDINGS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known)).map(|&(_, format)| format)
}

/// The format of what can be nothing else.
pub fn by_signature(head: &[u8]) -> Option<Format> {
    match head {
        [b'W', b'A', b'R', b'C', b'/', b'0'..=b'9', ..] => Some(Format::Warc),
        [b'%', b'P', b'D', b'F', b'-', ..] => Some(Format::Pdf),
        [b'P', b'K', 3, 4, ..] => contains(head, b"word/").then_some(Format::Docx),
        [b'<', ..] => by_root(&root(head)?),
        _ => None,
    }
}

/// The format of what begins like it, when the name says nothing.
fn by_look(head: &[u8]) -> Option<Format> {
    match head {
        // What comes line by line must not wait for more; one value over many lines begins with a lone brace.
        [b'{', ..] if head.split(|&byte| byte == b'\n').next().is_some_and(|line| line.trim_ascii() != b"{") => {
            Some(Format::JsonLines)
        }
        [b'{' | b'[', ..] => Some(Format::Ninjs),
        [b'<', ..] => PAGE_ELEMENTS.contains(&root(head)?.as_str()).then_some(Format::Html),
        _ => None,
    }
}

/// Whether JSON is one value or one a line: a first line that is a whole object is followed by others.
fn json(head: &[u8]) -> Format {
    let mut lines = head.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let more = lines.next().is_none_or(|line| line.starts_with(b"{"));
    if first.starts_with(b"{") && first.len() > 1 && more && has_key(first, b"\"text\"") {
        Format::JsonLines
    } else {
        Format::Ninjs
    }
}

/// True for what begins as an object of JSON or a list of them, which no prose does.
fn is_json(head: &[u8]) -> bool {
    let inner = head.strip_prefix(b"[").unwrap_or(head).trim_ascii_start();
    inner.strip_prefix(b"{").is_some_and(|inner| inner.trim_ascii_start().starts_with(b"\"")) && contains(inner, b"\":")
}

/// True if a key, in its marks, stands here, and not a value of the same name.
fn has_key(line: &[u8], key: &[u8]) -> bool {
    let mut rest = line;
    while let Some(found) = after(rest, key) {
        if found.trim_ascii_start().starts_with(b":") {
            return true;
        }
        rest = found;
    }
    false
}

fn by_root(root: &str) -> Option<Format> {
    match root {
        "html" => Some(Format::Html),
        "rss" | "feed" | "rdf" => Some(Format::Feed),
        "nitf" => Some(Format::Nitf),
        "newsitem" | "newsmessage" => Some(Format::NewsMl),
        _ => None,
    }
}

/// The local name of the first element or of the document type, in lower case.
fn root(head: &[u8]) -> Option<String> {
    let mut rest = head;
    loop {
        rest = rest.trim_ascii_start();
        if let Some(comment) = rest.strip_prefix(b"<!--") {
            rest = after(comment, b"-->")?;
        } else if let Some(instruction) = rest.strip_prefix(b"<?") {
            rest = after(instruction, b"?>")?;
        } else if rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case(b"<!doctype")) {
            return Some(name(rest[9..].trim_ascii_start()));
        } else {
            return Some(name(rest.strip_prefix(b"<")?));
        }
    }
}

fn name(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b':').unwrap_or(bytes.len());
    let name = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
    name.rsplit(':').next().unwrap_or_default().to_owned()
}

fn after<'h>(head: &'h [u8], mark: &[u8]) -> Option<&'h [u8]> {
    head.windows(mark.len()).position(|window| window == mark).map(|at| &head[at + mark.len()..])
}

fn contains(head: &[u8], words: &[u8]) -> bool {
    after(head, words).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_by_content_and_name() {
        use Format::*;
        let cases: &[(&str, &str, Option<Format>)] = &[
            ("a.txt", "A text.", Some(Text)),
            ("a.txt", "\u{feff}<!-- saved -->\n<!DOCTYPE html><p>", Some(Html)),
            ("a.txt", "{sic} he said", Some(Text)),
            ("a.txt", "{\"text\": \"A\"}", Some(JsonLines)),
            ("a.txt", "[\n {\"uri\": \"A\"}]", Some(Ninjs)),
            ("a.json", "{\"type\": \"text\", \"uri\": \"A\"}", Some(Ninjs)),
            ("a.txt", "<p>Not a page.", Some(Text)),
            ("-", "<p>A page.", Some(Html)),
            ("-", "A text.", None),
            ("-", "{\"text\": \"A\"}", Some(JsonLines)),
            ("-", "{\n  \"uri\": \"a\"", Some(Ninjs)),
            ("a.json", "{\"text\": \"A\"}\n{\"text\": \"B\"}", Some(JsonLines)),
            ("a.json", "[{\"text\": \"A\"}]", Some(Ninjs)),
            ("a.xml", "<?xml version=\"1.0\"?><rss version=\"2.0\">", Some(Feed)),
            ("a.xml", "<rdf:RDF xmlns=\"x\">", Some(Feed)),
            ("a.xml", "<!DOCTYPE nitf SYSTEM \"nitf.dtd\"><nitf>", Some(Nitf)),
            ("a.xml", "<newsItem xmlns=\"x\">", Some(NewsMl)),
            ("a.xml", "<other/>", None),
            ("a.CSV.GZ", "id,text", Some(Csv)),
            ("crawl.bin", "WARC/1.0\r\n", Some(Warc)),
            ("a.bin", "%PDF-1.4", Some(Pdf)),
        ];
        for (name, head, format) in cases {
            assert_eq!(detect(name, head.as_bytes()), *format, "{name}: {head}");
        }
    }
}
