//! URIs of documents: what other programs find them by. In: a document's name as it was given. Out: a path relative to
//! a folder, or a `file:` URI; in both everything but letters, digits and `-._~` is percent-encoded, so a name never
//! turns into another scheme or host.

use crate::document::Document;
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is encoded in a URL that is written as it was found.
const UNSAFE: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

/// What stands in a path as it is.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The folder that relative names start from, in parts, outermost first; empty where it does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Root(Vec<String>);

impl Root {
    /// The root with this absolute path.
    pub fn new(path: &str) -> Root {
        Root(parts(path).map(str::to_owned).collect())
    }

    /// The folder that this process works in; where there is none, names stay as they are.
    pub fn here() -> Root {
        std::env::current_dir().map(|path| Root::new(&path.to_string_lossy())).unwrap_or_default()
    }
}

/// What a document is found by: its address on the web, else its path.
pub(super) fn of(document: &Document, root: &Root) -> String {
    web(document).unwrap_or_else(|| match below(&document.name, root) {
        Ok(uri) | Err(uri) => uri,
    })
}

/// The document's address on the web, if what it gives as such is one.
pub(super) fn web(document: &Document) -> Option<String> {
    let url = document.url.as_deref()?.trim();
    let begins = |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (begins("https://") || begins("http://")).then(|| utf8_percent_encode(url, UNSAFE).to_string())
}

/// The path below `root` of what is called `name`, or the `file:` URI of what does not lie there.
pub fn below(name: &str, root: &Root) -> Result<String, String> {
    let mut path: Vec<&str> = if is_absolute(name) { Vec::new() } else { root.0.iter().map(String::as_str).collect() };
    let mut outside = false;
    for part in parts(name) {
        match part {
            ".." => outside |= path.pop().is_none(),
            _ => path.push(part),
        }
    }
    let encoded = |parts: &[&str]| {
        parts.iter().map(|part| utf8_percent_encode(part, ENCODED).to_string()).collect::<Vec<_>>().join("/")
    };
    let inside = path.iter().zip(&root.0).all(|(a, b)| a == b) && path.len() > root.0.len() && !outside;
    if inside { Ok(encoded(&path[root.0.len()..])) } else { Err(format!("file:///{}", encoded(&path))) }
}

/// What stands between the separators of a path, but `.`.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split(['/', std::path::MAIN_SEPARATOR]).filter(|part| !part.is_empty() && *part != ".")
}

/// True for `/a` and, where paths are written so, `C:\a`.
fn is_absolute(name: &str) -> bool {
    name.starts_with('/') || std::path::Path::new(name).is_absolute()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_below_the_root_are_relative() {
        let root = Root::new("/home/desk");
        for (name, expected) in [
            ("a b/ö.txt", "a%20b/%C3%B6.txt"),
            ("./a/../b.txt", "b.txt"),
            ("/home/desk/a.txt", "a.txt"),
            ("javascript:alert(1)", "javascript%3Aalert%281%29"),
            ("a.jsonl:7", "a.jsonl%3A7"),
            ("..%2f", "..%252f"),
        ] {
            assert_eq!(below(name, &root), Ok(expected.to_owned()), "{name}");
        }
    }

    #[test]
    fn names_elsewhere_are_absolute() {
        let root = Root::new("/home/desk");
        for (name, expected) in [
            ("../a.txt", "file:///home/a.txt"),
            ("/etc/a.txt", "file:///etc/a.txt"),
            ("//host/a", "file:///host/a"),
            ("../../../../a", "file:///a"),
        ] {
            assert_eq!(below(name, &root), Err(expected.to_owned()), "{name}");
        }
    }
}
