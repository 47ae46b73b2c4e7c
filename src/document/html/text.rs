//! The paragraphs of a part of a page. In: a node. Out: [`Block`]s of text in order, with what tells prose from lists of
//! links.
//!
//! White space counts as HTML counts it; no-break spaces stay. `<q>` becomes quotation marks, `<br>` a new line, a rule or
//! the edge of a block element a new paragraph.

use super::parse::next;
use dom_query::NodeRef;

/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 35] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tr",
    "ul",
    "td",
    "th",
];

/// A line of so many bytes that ends as a sentence is a paragraph, if a new line follows. Guessed: verse and addresses have
/// shorter ones.
const SENTENCE: usize = 60;

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    pub text: String,
    /// Bytes of it that are links.
    pub linked: usize,
    /// Bytes of it that are times (`<time>`).
    pub timed: usize,
    /// Level of the heading it is, 1 to 6; 0 for none.
    pub heading: u8,
    /// It stands in a `<blockquote>`.
    pub quoted: bool,
}

/// The blocks below a node, none of them blank.
pub(super) fn blocks(root: &NodeRef<'_>) -> Vec<Block> {
    let mut writer = Writer::default();
    // The nodes on the way from the root to the last one.
    let mut open: Vec<NodeRef<'_>> = Vec::new();
    let mut at = *root;
    while let Some((node, left)) = next(&at, root) {
        open.drain(open.len().saturating_sub(left)..).rev().for_each(|node| writer.leave(&node));
        writer.enter(&node);
        open.push(node);
        at = node;
    }
    open.drain(..).rev().for_each(|node| writer.leave(&node));
    writer.end();
    writer.blocks
}

/// Writes blocks while nodes are entered and left.
#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    block: Block,
    /// White space is due before the next word.
    space: bool,
    links: usize,
    times: usize,
    quotations: usize,
    /// How many `<blockquote>`s are open.
    quotes: usize,
}

impl Writer {
    fn enter(&mut self, node: &NodeRef<'_>) {
        if node.is_text() {
            return self.text(&node.text());
        }
        let Some(name) = node.node_name() else { return };
        match &*name {
            "a" => self.links += usize::from(leads_away(node)),
            "time" => self.times += 1,
            "q" => {
                self.write(if self.quotations.is_multiple_of(2) { "“" } else { "‘" });
                self.quotations += 1;
            }
            "br" => self.line(),
            name if BLOCKS.contains(&name) => {
                self.end();
                self.block.heading = heading(name);
                self.quotes += usize::from(name == "blockquote");
            }
            _ => {}
        }
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.node_name() else { return };
        match &*name {
            "a" => self.links = self.links.saturating_sub(usize::from(leads_away(node))),
            "time" => self.times = self.times.saturating_sub(1),
            "q" => {
                self.quotations = self.quotations.saturating_sub(1);
                self.space = false;
                self.write(if self.quotations.is_multiple_of(2) { "”" } else { "’" });
            }
            name if BLOCKS.contains(&name) => {
                self.end();
                self.quotes = self.quotes.saturating_sub(usize::from(name == "blockquote"));
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let white = |character: char| character.is_ascii_whitespace();
        for (nth, word) in text.split(white).enumerate() {
            self.space |= nth > 0;
            if !word.is_empty() {
                self.write(word);
            }
        }
    }

    fn write(&mut self, word: &str) {
        let start = self.block.text.len();
        if std::mem::take(&mut self.space) && !self.block.text.is_empty() && !self.block.text.ends_with('\n') {
            self.block.text.push(' ');
        }
        self.block.text.push_str(word);
        let written = self.block.text.len() - start;
        self.block.linked += if self.links > 0 { written } else { 0 };
        self.block.timed += if self.times > 0 { written } else { 0 };
    }

    /// A new line; the second in a row ends the paragraph, and so does the first after a sentence of some length.
    fn line(&mut self) {
        let last = self.block.text.lines().next_back().unwrap_or_default();
        let sentence = last.trim_end_matches(['”', '"', '’', '\'', ')']).ends_with(['.', '!', '?']);
        if self.block.text.ends_with('\n') || (sentence && last.len() >= SENTENCE) {
            self.end();
        } else if !self.block.text.is_empty() {
            self.block.text.push('\n');
        }
        self.space = false;
    }

    fn end(&mut self) {
        self.space = false;
        let mut block = std::mem::take(&mut self.block);
        block.text.truncate(block.text.trim_end().len());
        block.quoted = self.quotes > 0;
        if !block.text.trim().is_empty() {
            self.blocks.push(block);
        }
    }
}

/// True for a link but for one from a heading to itself, as entries of live blogs have it.
fn leads_away(link: &NodeRef<'_>) -> bool {
    let in_heading = link.parent().is_some_and(|parent| parent.node_name().is_some_and(|name| heading(&name) > 0));
    !(in_heading && link.attr("href").is_some_and(|address| address.contains('#')))
}

fn heading(name: &str) -> u8 {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => level - b'0',
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn text(markup: &str) -> String {
        let document = Document::from(markup);
        let blocks = blocks(&document.root());
        blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn paragraphs_and_marks() {
        assert_eq!(text("<p>One\n  <b>two</b>three<p>Four&nbsp;five"), "One twothree|Four\u{a0}five");
        let sentence = "A sentence that is long enough to stand as a paragraph of its own.";
        assert_eq!(text(&format!("{sentence}<br>{sentence}<br>Osmere")), format!("{sentence}|{sentence}|Osmere"));
        assert_eq!(text("<div>a<br>b<br><br>c<ul><li>d<li>e</ul>f</div>g"), "a\nb|c|d|e|f|g");
        assert_eq!(text("<p>She said <q>No, <q>never</q> </q>twice."), "She said “No, ‘never’”twice.");
        assert_eq!(text("<p>She said <q>No</q> twice.</p><p></p><p> </p>"), "She said “No” twice.");
        assert_eq!(text("<table><tr><td>a</td><td>b</td></tr><tr><td>c"), "a|b|c");
    }

    #[test]
    fn what_is_set_off() {
        let document = Document::from("<p>a<blockquote><p>b<p>c</blockquote>d");
        let quoted: Vec<bool> = blocks(&document.root()).iter().map(|block| block.quoted).collect();
        assert_eq!(quoted, [false, true, true, false]);
    }

    #[test]
    fn what_is_linked_and_timed() {
        let document = Document::from("<h2>A <a href=x>link</a> at <time>10.30</time></h2>");
        let blocks = blocks(&document.root());
        assert_eq!(blocks, [Block { text: "A link at 10.30".into(), linked: 5, timed: 6, heading: 2, quoted: false }]);
    }
}
