//! Agencies' items in ninjs, which is JSON. In: the bytes of an item or of an array of them. Out: a document for each item
//! with a text; other JSON is no news.
//!
//! Versions 1 (`headline`, `body_text`) and 2 and 3 (lists `headlines`, `bodies`) are read. Markup goes before plain text,
//! because it has the paragraphs.

use super::agency::{self, Parts};
use super::fields::Fields;
use super::reader::{Give, Source};
use super::{Item, NoText, Problem, html};
use serde_json::Value;
use std::ops::ControlFlow;

/// Every item of a file.
pub(super) fn items(bytes: &[u8], source: &Source<'_>, give: Give<'_>) -> ControlFlow<()> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.trim_ascii().is_empty() {
        return give(Item::NoText(NoText::Empty));
    }
    let value: Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(error) => {
            let message = format!("broken JSON, {error}; for one record a line, name the file .jsonl");
            return give(Item::Problem(Problem::error(source.name, Some(error.line()), message)));
        }
    };
    let (items, several) = match value {
        Value::Array(items) => (items, true),
        item => (vec![item], false),
    };
    if !items.iter().any(is_item) {
        return give(Item::NoText(NoText::NotNews(
            "JSON but no ninjs; give records of news one a line, in a .jsonl file",
        )));
    }
    for (item, number) in items.iter().zip(1..) {
        let name = if several { format!("{}:{number}", source.name) } else { source.name.to_owned() };
        give(agency::item(Parts { name, text: text(item), fields: fields(item) }, source))?;
    }
    ControlFlow::Continue(())
}

/// True for an item of news: it has a body, or a headline and an address.
fn is_item(value: &Value) -> bool {
    let has = |key: &str| value.get(key).is_some();
    ["body_text", "body_xhtml", "body_html", "bodies"].into_iter().any(has)
        || (has("uri") && (has("headline") || has("headlines")))
}

/// The item's text; an error says what is too much about it.
fn text(item: &Value) -> Result<String, &'static str> {
    for key in ["body_xhtml", "body_html"] {
        if let Some(markup) = item[key].as_str() {
            return html::fragment(markup);
        }
    }
    let bodies = item["bodies"].as_array().into_iter().flatten();
    let bodies: Vec<(bool, &str)> =
        bodies.filter_map(|body| Some((is_markup(body), body["value"].as_str()?))).collect();
    match bodies.iter().find(|(markup, _)| *markup).or(bodies.first()) {
        Some((true, body)) => html::fragment(body),
        Some((false, body)) => Ok(body.trim().to_owned()),
        None => Ok(item["body_text"].as_str().unwrap_or_default().trim().to_owned()),
    }
}

fn is_markup(body: &Value) -> bool {
    ["contenttype", "contentType"].into_iter().any(|key| body[key].as_str().is_some_and(|kind| kind.contains("html")))
}

fn fields(item: &Value) -> Fields {
    let string = |key: &str| item[key].as_str().map(str::to_owned);
    let headlines =
        || item["headlines"].as_array()?.iter().find_map(|headline| headline["value"].as_str()).map(str::to_owned);
    let names = |key: &str| item[key].as_array()?.iter().find_map(|one| one["name"].as_str()).map(str::to_owned);
    Fields {
        outlet: string("provider").or_else(|| names("infosources")).or_else(|| string("copyrightholder")),
        date: ["firstcreated", "contentcreated", "firstCreated", "contentCreated", "versioncreated", "versionCreated"]
            .into_iter()
            .find_map(string),
        title: string("headline").or_else(headlines).or_else(|| string("title")),
        byline: string("byline").or_else(|| string("by")),
        url: string("uri").filter(|uri| uri.starts_with("http")),
        ..Fields::default()
    }
}
