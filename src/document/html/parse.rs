//! The tree of a page. In: markup. Out: a [`Document`] of nodes, or what is too much about the page.
//!
//! html5ever never fails and never recurses, but a page made to hurt costs it far more than its length: elements nested
//! ten thousand deep are searched at every tag, every unclosed `<b>` is opened again in every paragraph, and each
//! attribute of a tag is compared with all before. So the page is fed in small pieces, and what has come of it is
//! counted after each; time and memory are bounded by the counts, and the stages after this one never meet a deep tree.

use dom_query::{Document, NodeRef};
use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use std::borrow::Cow;
use std::cell::Cell;

type Builder = TreeBuilder<dom_query::NodeId, Document>;

/// Bytes of a piece. Guessed: few nodes come of it whatever it says.
const PIECE: usize = 4 << 10;
/// Most nodes of a page. Guessed: a long live blog has forty thousand.
const MOST_NODES: usize = 300_000;
/// Most nodes on the way from the root to a leaf. Guessed: pages have 30 to 60; browsers stop at 512.
const DEEPEST: usize = 400;
/// The tree is measured again after so many more nodes, or when it has grown by an eighth.
const MEASURED: usize = 2_000;
/// Most nodes that are out of sight: contents of templates and what was taken out again. Guessed.
const MOST_HIDDEN: usize = 16_000;
/// Most comparisons of attributes: of whole tags, and of a tag without end so far, in the worst case that what parts
/// attributes allows. Guessed: a second.
const MOST_COMPARISONS: usize = 250_000_000;

/// What is too much about a page, with the remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooMuch(pub &'static str);

/// The tree of a page.
pub(super) fn parse(markup: &str) -> Result<Document, TooMuch> {
    parse_within(markup, MOST_COMPARISONS)
}

fn parse_within(markup: &str, most_comparisons: usize) -> Result<Document, TooMuch> {
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let builder = TreeBuilder::new(Document::default(), options);
    let watched = Watched { builder, fresh: Cell::new(false), comparisons: Cell::new(0) };
    let tokenizer = Tokenizer::new(watched, TokenizerOpts::default());
    let (queue, mut watch) = (BufferQueue::default(), Watch { most_comparisons, ..Watch::default() });
    for piece in pieces(&without_comments(&without_data(markup))) {
        feed(&tokenizer, &queue, piece);
        watch.look(&tokenizer, piece)?;
    }
    tokenizer.end();
    let document = tokenizer.sink.builder.sink;
    measure(&document)?;
    Ok(document)
}

/// Without the pictures that a saved page carries in its text, which are long and no use here.
fn without_data(markup: &str) -> Cow<'_, str> {
    const MARK: &str = ";base64,";
    if !markup.contains(MARK) {
        return Cow::Borrowed(markup);
    }
    let mut parts = markup.split(MARK);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str(MARK);
        kept.push_str(part.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=')));
    }
    Cow::Owned(kept)
}

/// Without long comments, in which some pages hide their data, and which no token shows to be none.
fn without_comments(markup: &str) -> Cow<'_, str> {
    let (mut kept, mut rest) = (String::new(), markup);
    let mut from = 0;
    while let Some(start) = rest[from..].find("<!--").map(|at| from + at) {
        let Some(end) = rest[start..].find("-->").map(|at| start + at) else { break };
        from = end;
        // Not where the marks may be a script's own words, or another mark ended it.
        let inside = &rest[start..end];
        if inside.len() > PIECE && !inside.contains("</script") && !inside.contains("--!>") {
            kept.push_str(&rest[..start]);
            (rest, from) = (&rest[end + "-->".len()..], 0);
        }
    }
    if kept.is_empty() && rest.len() == markup.len() { Cow::Borrowed(markup) } else { Cow::Owned(kept + rest) }
}

fn feed(tokenizer: &Tokenizer<Watched>, queue: &BufferQueue, piece: &str) {
    queue.push_back(StrTendril::from_slice(piece));
    // Scripts and the names of encodings interrupt it.
    while !matches!(tokenizer.feed(queue), TokenizerResult::Done) {}
}

/// The markup in pieces of a few thousand bytes.
fn pieces(markup: &str) -> impl Iterator<Item = &str> {
    let mut rest = markup;
    std::iter::from_fn(move || {
        let end = (PIECE.min(rest.len())..=rest.len()).find(|&end| rest.is_char_boundary(end))?;
        let (piece, after) = rest.split_at(end);
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// A tree builder, and whether it was given anything lately.
struct Watched {
    builder: Builder,
    fresh: Cell<bool>,
    /// Of attributes of whole tags.
    comparisons: Cell<usize>,
}

impl TokenSink for Watched {
    type Handle = dom_query::NodeId;

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<Self::Handle> {
        if matches!(token, Token::ParseError(_)) {
            return TokenSinkResult::Continue;
        }
        self.fresh.set(true);
        if let Token::TagToken(tag) = &token {
            self.comparisons.set(self.comparisons.get().saturating_add(tag.attrs.len() * tag.attrs.len()));
        }
        self.builder.process_token(token, line_number)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// What has come of the page so far.
#[derive(Default)]
struct Watch {
    /// Nodes when the tree was last measured.
    measured: usize,
    /// Characters that may part attributes since the last token, which one tag may hold all of.
    parted: usize,
    comparisons: usize,
    most_comparisons: usize,
}

impl Watch {
    fn look(&mut self, tokenizer: &Tokenizer<Watched>, piece: &str) -> Result<(), TooMuch> {
        let watched = &tokenizer.sink;
        self.comparisons = self.comparisons.saturating_add(watched.comparisons.take());
        if watched.fresh.take() {
            self.parted = 0;
        } else {
            let parts = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'');
            let parts = piece.bytes().filter(parts).count();
            self.parted += parts;
            self.comparisons = self.comparisons.saturating_add(parts * self.parted);
        }
        if self.comparisons > self.most_comparisons {
            return Err(TooMuch("a tag in it has too many attributes"));
        }
        let document = &watched.builder.sink;
        document.errors.borrow_mut().clear();
        if document.tree.len() >= self.measured + MEASURED.max(self.measured / 8) {
            self.measured = document.tree.len();
            measure(document)?;
        }
        Ok(())
    }
}

/// Whether the tree is neither too large nor too deep, nor much of it out of sight (in templates).
fn measure(document: &Document) -> Result<(), TooMuch> {
    let all = document.tree.len();
    if all > MOST_NODES {
        return Err(TooMuch("it has more than 300,000 elements and texts"));
    }
    let (mut depth, mut seen) = (0, 1);
    let mut at = document.root();
    while let Some((node, step)) = next(&at, &document.root()) {
        at = node;
        depth = depth + 1 - step;
        seen += 1;
        if depth > DEEPEST {
            return Err(TooMuch("its elements are nested more than 400 deep"));
        }
    }
    if all - seen.min(all) > MOST_HIDDEN { Err(TooMuch("most of it is hidden in templates")) } else { Ok(()) }
}

/// The node after this one in order of the text, and how many levels were left to reach its parent; none at the end.
pub(super) fn next<'d>(node: &NodeRef<'d>, root: &NodeRef<'d>) -> Option<(NodeRef<'d>, usize)> {
    if let Some(child) = node.first_child() {
        return Some((child, 0));
    }
    let (mut node, mut left) = (*node, 1);
    while node.id != root.id {
        if let Some(sibling) = node.next_sibling() {
            return Some((sibling, left));
        }
        node = node.parent()?;
        left += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(markup: &str) -> &'static str {
        parse(markup).err().map_or("", |too_much| too_much.0)
    }

    #[test]
    fn pages_made_to_hurt() {
        assert!(fault(&"<div>".repeat(10_000)).starts_with("its elements"));
        assert!(fault(&format!("<table>{}", "<div>".repeat(10_000))).starts_with("its elements"));
        assert!(fault(&format!("<template>{}", "<div>".repeat(20_000))).starts_with("most of it"));
        let attributes: String = (0..3_000).map(|nth| format!("a{nth} ")).collect();
        for end in ["", ">"] {
            let told = parse_within(&format!("<p {attributes}{end}"), MOST_COMPARISONS / 100).err();
            assert_eq!(told, Some(TooMuch("a tag in it has too many attributes")));
        }
        let bold: String = (0..100).map(|nth| format!("<b id={nth}>")).collect();
        assert!(fault(&format!("<p>{bold}{}", "<p>x".repeat(10_000))).starts_with("it has more"));
    }

    #[test]
    fn large_pages_are_read() {
        assert_eq!(fault(&"<p>A paragraph of a <b>long</b> page.".repeat(10_000)), "");
        assert_eq!(fault(&format!("<!-- {} --><p>x", "words and words ".repeat(5_000))), "");
        assert_eq!(fault(&"é".repeat(10_000)), "");
        let data = r#"{"key": ["a", "b"], "other": "c d e"}, "#.repeat(60_000);
        assert_eq!(fault(&format!("<script type=application/json>{data}</script><p>x")), "");
        assert_eq!(fault(&format!("<code><!-- {data} --></code><p>x")), "");
        assert_eq!(fault(&format!("<p>{}", "a b c d e f g. ".repeat(200_000))), "");
        let image = format!("<img src=\"data:image/png;base64,{}\"><p>x", "a/b+c/d/".repeat(100_000));
        assert_eq!(fault(&image), "");
    }
}
