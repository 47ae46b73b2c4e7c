//! A web page: one article of HTML, as it was saved or crawled. In: the bytes of a page and where they come from. Out: a
//! document of the article's paragraphs, or the warning that there is no article in it.
//!
//! [`parse`] makes a tree, [`about`] reads what the page says of its article, [`clutter`] takes away what is not part of
//! it, [`body`] finds the part that is, [`text`] writes its paragraphs, and [`notice`] leaves out lines among them that are
//! none. What it gets wrong: a caption that is marked up like a paragraph stays in the text.

mod about;
mod body;
mod card;
mod clutter;
mod json_ld;
mod notice;
mod parse;
mod prose;
mod repeat;
mod text;

use super::fields::Fields;
use super::reader::Source;
use super::text::decode;
use super::{Document, Item, NoText, Problem, Reading};
use about::About;
use encoding_rs::Encoding;
use text::Block;

/// Where a page comes from.
#[derive(Clone, Debug, Default)]
pub(super) struct Origin<'a> {
    /// The file, for messages.
    pub file: &'a str,
    /// What the document is called.
    pub name: String,
    /// Where in the file it stands, for messages; empty for all of it.
    pub place: String,
    pub outlet: &'a str,
    /// The address it was fetched from.
    pub url: Option<String>,
    /// The encoding that the server gave.
    pub charset: Option<String>,
}

impl<'a> Origin<'a> {
    /// A page in a file of its own.
    pub fn file(source: &Source<'a>) -> Self {
        Origin { file: source.name, name: source.name.to_owned(), outlet: source.outlet, ..Origin::default() }
    }

    fn warning(&self, message: &str) -> Problem {
        Problem::warning(self.file, None, format!("{}{message}", self.place))
    }

    fn error(&self, message: &str) -> Problem {
        Problem::error(self.file, None, format!("{}{message}", self.place))
    }
}

/// The document of a page.
pub(super) fn page(bytes: &[u8], origin: &Origin<'_>) -> Item {
    let Some((markup, doubt)) = decoded(bytes, origin.charset.as_deref()) else { return Item::NoText(NoText::Binary) };
    if markup.trim().is_empty() {
        return Item::NoText(NoText::Empty);
    }
    let page = match parse::parse(&markup) {
        Ok(page) => page,
        Err(much) => {
            let remedy = "save the article's text, and give that";
            return Item::Problem(origin.error(&format!("too much for a page: {}; {remedy}", much.0)));
        }
    };
    let about = about::about(&page);
    clutter::remove(&page);
    let mut problems: Vec<Problem> = doubt.iter().map(|doubt| origin.warning(doubt)).collect();
    let text = match body::body(page, &about) {
        Some(blocks) => joined(&blocks),
        None => match about.text.clone().filter(|text| body::is_long(text)) {
            Some(text) => {
                problems
                    .push(origin.warning("the text is that of the page's JSON-LD, where paragraphs may run together"));
                text
            }
            None => return Item::Problem(origin.warning("no article found in this page, so it is skipped")),
        },
    };
    Item::Reading(reading(text, about, origin, problems))
}

/// The paragraphs of a piece of HTML that is all article, as feeds and agencies have it.
pub(super) fn fragment(markup: &str) -> Result<String, &'static str> {
    let page = parse::parse(markup).map_err(|much| much.0)?;
    clutter::remove(&page);
    Ok(joined(&notice::without_notices(text::blocks(&page.root()))))
}

fn joined(blocks: &[Block]) -> String {
    blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n\n")
}

fn reading(text: String, about: About, origin: &Origin<'_>, mut problems: Vec<Problem>) -> Reading {
    let mut document = Document { outlet: origin.outlet.to_owned(), ..Document::new(origin.name.clone(), text) };
    let url = about.url.or_else(|| origin.url.clone());
    let host = url.as_deref().and_then(host).map(str::to_owned);
    let fields = Fields {
        outlet: about.outlet.or(host),
        date: about.date,
        title: about.title,
        byline: about.byline,
        url,
        ..Fields::default()
    };
    problems.extend(fields.fill(&mut document, origin.file, None));
    Reading { document, line: None, problems }
}

/// The host of an address, without `www.`.
fn host(url: &str) -> Option<&str> {
    let host = url.split_once("://")?.1.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}

/// The markup as text: UTF-8 if it is that, else in the encoding that the server or the page names, else guessed.
fn decoded(bytes: &[u8], charset: Option<&str>) -> Option<(String, Option<String>)> {
    if let (None, Err(_)) = (Encoding::for_bom(bytes), std::str::from_utf8(bytes)) {
        let named = charset.and_then(|label| Encoding::for_label(label.as_bytes())).or_else(|| declared(bytes));
        if let Some(encoding) = named.filter(|encoding| *encoding != encoding_rs::UTF_8) {
            let (text, broken) = encoding.decode_without_bom_handling(bytes);
            let doubt = || format!("not all of it is valid {}; what is not was replaced by U+FFFD", encoding.name());
            return (!text.contains('\0')).then(|| (text.to_string(), broken.then(doubt)));
        }
    }
    decode(bytes.to_vec()).map(|decoded| (decoded.text, decoded.doubt.map(|(_, doubt)| doubt)))
}

/// The encoding that a `<meta charset>` near the top names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2_048)]).to_ascii_lowercase();
    let label = head.split("charset=").nth(1)?.trim_start_matches(['"', '\'']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end])
}
