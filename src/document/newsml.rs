//! Agencies' articles in NewsML-G2. In: the bytes of a `newsItem`, or of a `newsMessage` that holds several. Out: a document
//! for each item with text; pictures and the like are passed over.
//!
//! The text is HTML or NITF inside the item, or plain text.

use super::agency::{self, Parts};
use super::fields::Fields;
use super::reader::{Give, Source};
use super::xml::{Element, root};
use super::{Item, NoText, html, nitf};
use std::ops::ControlFlow;

/// Every item with a text.
pub(super) fn items(bytes: Vec<u8>, source: &Source<'_>, give: Give<'_>) -> ControlFlow<()> {
    let root = match root(bytes, source) {
        Ok(root) => root,
        Err(item) => return give(*item),
    };
    let items = if root.local() == "newsItem" { vec![&root] } else { root.all("newsItem") };
    if items.is_empty() {
        return give(Item::NoText(NoText::NotNews("XML but no NewsML-G2; name its format with --input-format")));
    }
    let single = items.len() == 1;
    for (item, number) in items.into_iter().zip(1..) {
        let name = if single { source.name.to_owned() } else { format!("{}:{number}", source.name) };
        give(agency::item(Parts { name, text: text(item), fields: fields(item) }, source))?;
    }
    ControlFlow::Continue(())
}

/// The paragraphs of the item's text; an error says what is too much about them.
fn text(item: &Element) -> Result<String, &'static str> {
    let Some(content) = item.at(&["contentSet"]) else { return Ok(String::new()) };
    if let Some(inline) = content.at(&["inlineXML"]) {
        return match inline.all("body.content").is_empty() {
            false => nitf::text(inline),
            true => html::fragment(&inline.at(&["html", "body"]).unwrap_or(inline).markup()),
        };
    }
    let Some(inline) = content.at(&["inlineData"]) else { return Ok(String::new()) };
    match inline.attribute("contenttype") {
        Some(kind) if kind.contains("html") => html::fragment(&inline.text()),
        _ => Ok(inline.text().trim().to_owned()),
    }
}

fn fields(item: &Element) -> Fields {
    let at = |path: &[&str]| item.at(path).and_then(Element::line);
    let provider = item.at(&["itemMeta", "provider"]);
    let literal = provider.and_then(|provider| provider.attribute("literal").or_else(|| provider.attribute("qcode")));
    let source = item.at(&["contentMeta", "infoSource"]).and_then(|source| source.at(&["name"])?.line());
    let creator =
        item.at(&["contentMeta", "creator"]).and_then(|creator| creator.at(&["name"]).unwrap_or(creator).line());
    Fields {
        outlet: provider.and_then(|provider| provider.at(&["name"])?.line()).or(source).or(literal.map(str::to_owned)),
        date: at(&["contentMeta", "contentCreated"])
            .or_else(|| at(&["itemMeta", "firstCreated"]))
            .or_else(|| at(&["itemMeta", "versionCreated"])),
        title: at(&["contentMeta", "headline"]).or_else(|| at(&["itemMeta", "title"])),
        byline: at(&["contentMeta", "by"]).or(creator),
        url: None,
        ..Fields::default()
    }
}
