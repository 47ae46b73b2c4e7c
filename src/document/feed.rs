//! A feed: RSS or Atom, with the whole text of its entries. In: the bytes of one. Out: a document an entry; an entry that
//! gives only a summary gives a warning instead.

use super::fields::Fields;
use super::reader::{Give, Source};
use super::xml::{Element, root};
use super::{Document, Item, NoText, Problem, Reading, html};
use std::ops::ControlFlow;

/// Words without which a description is a summary and not the article. Guessed: summaries have 20 to 50.
const ARTICLE: usize = 80;

/// Every entry of the feed.
pub(super) fn entries(bytes: Vec<u8>, source: &Source<'_>, give: Give<'_>) -> ControlFlow<()> {
    let feed = match root(bytes, source) {
        Ok(feed) => feed.without_own_prefix(),
        Err(item) => return give(*item),
    };
    let outlet = feed.at(&["channel", "title"]).or_else(|| feed.at(&["title"])).and_then(Element::line);
    let outlet = outlet.unwrap_or_else(|| source.outlet.to_owned());
    let entries = [feed.all("item"), feed.all("entry")].concat();
    if entries.is_empty() {
        return give(Item::NoText(NoText::NotNews("a feed without entries; give one with full texts")));
    }
    for (entry, number) in entries.into_iter().zip(1..) {
        give(Entry { entry, number, outlet: &outlet, source }.item())?;
    }
    ControlFlow::Continue(())
}

/// An entry and its number, from 1.
struct Entry<'e> {
    entry: &'e Element,
    number: usize,
    outlet: &'e str,
    source: &'e Source<'e>,
}

impl Entry<'_> {
    fn item(&self) -> Item {
        let text = match self.text() {
            Ok(Some(text)) => text,
            Ok(None) => return Item::Problem(self.warning("has only a summary and no full text, so it is skipped")),
            Err(much) => return Item::Problem(self.warning(&format!("is skipped: {much}"))),
        };
        let name = format!("{}:{}", self.source.name, self.number);
        let mut document = Document { outlet: self.outlet.to_owned(), ..Document::new(name, text) };
        let problems = self.fields().fill(&mut document, self.source.name, None).into_iter().collect();
        Item::Reading(Reading { document, line: None, problems })
    }

    fn warning(&self, what: &str) -> Problem {
        Problem::warning(self.source.name, None, format!("entry {} {what}", self.number))
    }

    /// The article's text, if the entry has it; an error says what is too much about it.
    fn text(&self) -> Result<Option<String>, &'static str> {
        for name in ["content:encoded", "content", "atom:content", "description", "summary"] {
            let Some(element) = self.entry.child(name) else { continue };
            let text = html::fragment(&markup(element))?;
            let whole = !matches!(name, "description" | "summary") || text.split_whitespace().count() >= ARTICLE;
            if whole && !text.is_empty() {
                return Ok(Some(text));
            }
        }
        Ok(None)
    }

    fn fields(&self) -> Fields {
        let first = |names: &[&str]| names.iter().find_map(|name| self.entry.child(name)?.line());
        let authors: Vec<String> = self
            .entry
            .elements()
            .filter(|element| element.name == "author")
            .filter_map(|author| author.at(&["name"]).unwrap_or(author).line())
            .collect();
        let creators = || first(&["dc:creator"]);
        let origin = self.entry.child("source");
        Fields {
            id: first(&["guid", "id"]),
            outlet: origin.and_then(|origin| origin.child("title").unwrap_or(origin).line()),
            date: first(&["pubDate", "published", "dc:date", "updated"]),
            title: first(&["title"])
                .map(|title| html::fragment(&title).ok().filter(|text| !text.is_empty()).unwrap_or(title)),
            byline: if authors.is_empty() { creators() } else { Some(authors.join(", ")) },
            url: self.link(),
            ignore: None,
        }
    }

    /// The article's address: the text of RSS's link, the target of Atom's.
    fn link(&self) -> Option<String> {
        let links = self.entry.elements().filter(|element| element.name == "link");
        let mut own = links.filter(|link| link.attribute("rel").is_none_or(|rel| rel == "alternate"));
        own.find_map(|link| link.attribute("href").map(str::to_owned).or_else(|| link.line()))
    }
}

/// The markup in an element: escaped as text, or as elements of its own (`type="xhtml"`).
fn markup(element: &Element) -> String {
    match element.attribute("type") {
        Some("text") => element.markup().replace('\n', "<br>"),
        _ if element.elements().next().is_some() => element.markup(),
        _ => element.text(),
    }
}
