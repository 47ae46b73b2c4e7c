//! XML: a file of it as a tree. In: bytes. Out: the root [`Element`], or what is wrong and where.
//!
//! Nothing is ever fetched, and entities that a file defines itself are not expanded: `&name;` stays as it is written.
//! Depth and number of elements are bounded.

use super::reader::Source;
use super::text::decode;
use super::{Item, NoText, Problem};
use encoding_rs::Encoding;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion, escape};

/// Elements within elements. Guessed: news formats have 20.
const DEEPEST: usize = 200;
/// Most elements of a file. Guessed: a feed of a thousand entries has fifty thousand.
const MOST: usize = 500_000;

/// An element, with its names as they are written, prefix and all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    nodes: Vec<Node>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    Element(Element),
    Text(String),
}

/// The root of a file.
///
/// # Errors
/// What to hand over instead: that the bytes are no text, or what is wrong with them and where.
pub(super) fn root(bytes: Vec<u8>, source: &Source<'_>) -> Result<Element, Box<Item>> {
    if bytes.trim_ascii().is_empty() {
        return Err(Box::new(Item::NoText(NoText::Empty)));
    }
    let text = decoded(bytes).ok_or_else(|| Box::new(Item::NoText(NoText::Binary)))?;
    tree(&text).map_err(|(at, message)| {
        let line = 1 + text.as_bytes()[..at.min(text.len())].iter().filter(|&&byte| byte == b'\n').count();
        let message = format!("broken XML, {message}; get the file again");
        Box::new(Item::Problem(Problem::error(source.name, Some(line), message)))
    })
}

/// The file as text: UTF-8 if it is that, else in the encoding that it declares, else guessed.
fn decoded(bytes: Vec<u8>) -> Option<String> {
    if Encoding::for_bom(&bytes).is_none() && std::str::from_utf8(&bytes).is_err() {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
        let label = head.split("encoding=").nth(1).and_then(|rest| rest.get(1..)?.split(['"', '\'']).next());
        if let Some(encoding) = label.and_then(|label| Encoding::for_label(label.as_bytes())) {
            return Some(encoding.decode_without_bom_handling(&bytes).0.into_owned());
        }
    }
    decode(bytes).map(|decoded| decoded.text)
}

/// The root, or the byte at which something is wrong, and what.
fn tree(text: &str) -> Result<Element, (usize, String)> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    let mut open = vec![Element::default()];
    let mut count = 0;
    loop {
        let event = reader.read_event().map_err(|error| (reader.error_position() as usize, error.to_string()))?;
        let at = reader.buffer_position() as usize;
        match event {
            Event::Eof => break,
            Event::Start(tag) => {
                count += 1;
                open.push(element(&tag));
                if open.len() > DEEPEST || count > MOST {
                    return Err((at, format!("more than {DEEPEST} elements deep or {MOST} in all")));
                }
            }
            Event::End(_) => close(&mut open),
            Event::Text(words) => add(&mut open, &words.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(words) => add(&mut open, &words.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(name) => add(&mut open, &resolved(&name)),
            _ => {}
        }
    }
    if open.len() > 1 {
        return Err((text.len(), format!("<{}> is never closed", open[open.len() - 1].name)));
    }
    let root = open.pop().and_then(|document| document.into_elements().next());
    root.ok_or((0, "there is no element in it".to_owned()))
}

fn element(tag: &BytesStart<'_>) -> Element {
    let mut attributes = tag.attributes();
    let attributes = attributes.with_checks(false).flatten().map(|attribute| {
        let value = attribute.value.into_owned();
        let value = escape::unescape(&value).map(|value| value.into_owned()).unwrap_or(value);
        (attribute.key.as_ref().to_owned(), value)
    });
    Element { name: tag.name().as_ref().to_owned(), attributes: attributes.collect(), nodes: Vec::new() }
}

fn close(open: &mut Vec<Element>) {
    let Some(element) = open.pop() else { return };
    if let Some(parent) = open.last_mut() {
        parent.nodes.push(Node::Element(element));
    }
}

fn add(open: &mut [Element], words: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.nodes.last_mut() {
        Some(Node::Text(text)) => text.push_str(words),
        _ => parent.nodes.push(Node::Text(words.to_owned())),
    }
}

/// The character that a reference names, as XML and HTML know it; any other stays as it is written.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name = reference.xml_content(XmlVersion::Implicit1_0);
    escape::resolve_html5_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned)
}

impl Element {
    /// The name without its prefix.
    pub fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    /// The same where the root's own prefix (`<atom:feed>`) is left out of every name.
    pub fn without_own_prefix(mut self) -> Element {
        if let Some((prefix, _)) = self.name.split_once(':') {
            let prefix = format!("{prefix}:");
            self.leave_out(&prefix);
        }
        self
    }

    fn leave_out(&mut self, prefix: &str) {
        if self.name.starts_with(prefix) {
            self.name.drain(..prefix.len());
        }
        for node in &mut self.nodes {
            if let Node::Element(element) = node {
                element.leave_out(prefix);
            }
        }
    }

    /// The elements directly below.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    fn into_elements(self) -> impl Iterator<Item = Element> {
        self.nodes.into_iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element directly below with this name, prefix and all.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// Every element below at any depth with this local name, none inside another.
    pub fn all(&self, local: &str) -> Vec<&Element> {
        let mut found = Vec::new();
        for element in self.elements() {
            if element.local() == local { found.push(element) } else { found.extend(element.all(local)) }
        }
        found
    }

    /// The first element that is reached by these local names, one below the other.
    pub fn at(&self, path: &[&str]) -> Option<&Element> {
        let Some((first, rest)) = path.split_first() else { return Some(self) };
        self.elements().filter(|element| element.local() == *first).find_map(|element| element.at(rest))
    }

    /// An attribute's value that is not blank.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim());
        found.filter(|value| !value.is_empty())
    }

    /// All text below, on one line; none if it is blank.
    pub fn line(&self) -> Option<String> {
        let line = self.text().split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    }

    /// All text below, as it is.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.write_text(&mut text);
        text
    }

    fn write_text(&self, out: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.write_text(out),
            }
        }
    }

    /// What stands inside, as HTML: names without prefix.
    pub fn markup(&self) -> String {
        let mut markup = String::new();
        self.write_markup(&mut markup);
        markup
    }

    fn write_markup(&self, out: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(text) => out.push_str(&escape::escape(text.as_str())),
                Node::Element(element) => {
                    let name = element.local();
                    let class = element.attribute("class").map(|class| format!(" class=\"{}\"", escape::escape(class)));
                    out.push_str(&format!("<{name}{}>", class.unwrap_or_default()));
                    element.write_markup(out);
                    // HTML reads `</br>` as a second break, and so as the end of a paragraph.
                    if name != "br" {
                        out.push_str(&format!("</{name}>"));
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree() {
        let root = tree(
            "<?xml version='1.0'?><a x='1 &amp; 2'>b<c:d>e &lt; <![CDATA[f < &amp;]]></c:d>&#8217;&mdash;&own;</a>",
        );
        let root = root.unwrap();
        assert_eq!(root.attribute("x"), Some("1 & 2"));
        assert_eq!(root.text(), "be < f < &amp;’—&own;");
        assert_eq!(root.at(&["d"]).unwrap().name, "c:d");
        assert_eq!(root.markup(), "b<d>e &lt; f &lt; &amp;amp;</d>’—&amp;own;");
    }

    #[test]
    fn breaks_are_written_once() {
        assert_eq!(tree("<a>b<h:br/>c<img/></a>").unwrap().markup(), "b<br>c<img></img>");
    }

    #[test]
    fn the_roots_prefix_is_left_out_and_others_stay() {
        let feed = tree("<a:feed><a:entry><h:p>b</h:p></a:entry></a:feed>").unwrap().without_own_prefix();
        assert_eq!(feed.name, "feed");
        assert_eq!(feed.child("entry").unwrap().elements().next().unwrap().name, "h:p");
    }

    #[test]
    fn entities_are_not_expanded_and_depth_is_bounded() {
        let bomb =
            "<!DOCTYPE a [<!ENTITY b 'bbb'><!ENTITY c '&b;&b;'><!ENTITY d SYSTEM 'file:///etc/passwd'>]><a>&c;&d;</a>";
        assert_eq!(tree(bomb).unwrap().text(), "&c;&d;");
        assert!(tree(&"<a>".repeat(100_000)).unwrap_err().1.starts_with("more than 200"));
        assert!(tree(&"<a/>".repeat(600_000)).is_err());
        assert_eq!(tree("<a><b></a>").unwrap_err().0, 6);
    }
}
