//! An agency's article in the News Industry Text Format. In: the bytes of one. Out: its document: the paragraphs of
//! `body.content` without media and their captions, the headline, byline, date and publisher.

use super::fields::Fields;
use super::reader::{Give, Source};
use super::xml::{Element, root};
use super::{Document, Item, NoText, Problem, Reading, html};
use std::ops::ControlFlow;

/// The article of a file.
pub(super) fn article(bytes: Vec<u8>, source: &Source<'_>, give: Give<'_>) -> ControlFlow<()> {
    give(match root(bytes, source) {
        Err(item) => *item,
        Ok(root) if root.local() == "nitf" => item(&root, source),
        Ok(_) => Item::NoText(NoText::NotNews("XML but no NITF; name its format with --input-format")),
    })
}

fn item(nitf: &Element, source: &Source<'_>) -> Item {
    let text = match text(nitf) {
        Ok(text) if !text.is_empty() => text,
        Ok(_) => return Item::Problem(Problem::warning(source.name, None, "no article text in it, so it is skipped")),
        Err(much) => {
            return Item::Problem(Problem::error(source.name, None, format!("too much for an article: {much}")));
        }
    };
    let mut document = Document { outlet: source.outlet.to_owned(), ..Document::new(source.name, text) };
    let problems = fields(nitf).fill(&mut document, source.name, None).into_iter().collect();
    Item::Reading(Reading { document, line: None, problems })
}

/// The paragraphs of the body; an error says what is too much about them.
pub(super) fn text(nitf: &Element) -> Result<String, &'static str> {
    let markup: String = nitf.all("body.content").into_iter().map(Element::markup).collect();
    // HTML knows no such elements, but its names for the same.
    let markup = markup.replace("<media>", "<figure>").replace("</media>", "</figure>");
    html::fragment(&markup.replace("<hl2>", "<h2>").replace("</hl2>", "</h2>"))
}

/// What is said of the article.
pub(super) fn fields(nitf: &Element) -> Fields {
    let at = |path: &[&str]| nitf.at(path).and_then(Element::line);
    let norm = |path: &[&str], key: &str| nitf.at(path)?.attribute(key).map(str::to_owned);
    let publication =
        || norm(&["head", "pubdata"], "name").or_else(|| norm(&["head", "docdata", "doc.copyright"], "holder"));
    let printed = || norm(&["body", "body.head", "dateline", "story.date"], "norm");
    Fields {
        outlet: at(&["body", "body.head", "distributor"]).or_else(publication),
        date: norm(&["head", "docdata", "date.issue"], "norm")
            .or_else(|| norm(&["head", "docdata", "date.release"], "norm"))
            .or_else(printed),
        title: at(&["body", "body.head", "hedline", "hl1"]).or_else(|| at(&["head", "title"])),
        byline: at(&["body", "body.head", "byline"]),
        url: norm(&["head", "pubdata"], "ex-ref").filter(|address| address.starts_with("http")),
        ..Fields::default()
    }
}
