//! What a page says of its article to search engines: JSON-LD with a schema.org type. In: the scripts' text. Out: an
//! [`About`] of the best article among them.
//!
//! The article may stand alone, in an array, in a `@graph` or as the main entity of a page; its `@type` may be a list.

use super::about::About;
use serde_json::Value;

/// Deeper than this nobody hides an article. Guessed.
const DEEPEST: usize = 6;

/// The article among these JSON-LD texts; of several, the one that says most. Broken JSON says nothing.
pub(super) fn article(scripts: &[String]) -> Option<About> {
    let values: Vec<Value> = scripts.iter().filter_map(|script| value(bare(script))).collect();
    let mut articles = Vec::new();
    values.iter().for_each(|value| gather(value, DEEPEST, &mut articles));
    articles.into_iter().map(about).reduce(|best, other| if other.said() > best.said() { other } else { best })
}

/// The value, also where strings in it run over lines, which JSON does not allow and pages do.
fn value(script: &str) -> Option<Value> {
    let on_one_line = || script.replace(|c: char| c.is_ascii_control(), " ");
    serde_json::from_str(script).or_else(|_| serde_json::from_str(&on_one_line())).ok()
}

/// Without the comment or CDATA marks that some pages put around it, and without the semicolon.
fn bare(script: &str) -> &str {
    let marked =
        script.split_once("<![CDATA[").map(|(_, inner)| inner.rsplit_once("]]>").map_or(inner, |(inner, _)| inner));
    let script = marked.unwrap_or(script);
    let start = script.find(['{', '[']).unwrap_or_default();
    let end = script.rfind(['}', ']']).map_or(start, |at| at + 1);
    &script[start..end.max(start)]
}

/// Every article in a value.
fn gather<'v>(value: &'v Value, depth: usize, articles: &mut Vec<&'v Value>) {
    match value {
        _ if depth == 0 => {}
        Value::Array(values) => values.iter().for_each(|value| gather(value, depth - 1, articles)),
        Value::Object(_) if is_article(value) => articles.push(value),
        Value::Object(object) => {
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                object.get(key).into_iter().for_each(|value| gather(value, depth - 1, articles));
            }
        }
        _ => {}
    }
}

/// True for NewsArticle, ReportageNewsArticle, LiveBlogPosting, BlogPosting and their like.
fn is_article(value: &Value) -> bool {
    let article = |name: &str| name.ends_with("Article") || name.ends_with("BlogPosting") || name == "Report";
    match &value["@type"] {
        Value::String(name) => article(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(article),
        _ => false,
    }
}

fn about(article: &Value) -> About {
    let page = || match &article["mainEntityOfPage"] {
        Value::String(url) => Some(url.clone()),
        page => string(&page["@id"]),
    };
    About {
        title: string(&article["headline"]).or_else(|| string(&article["name"])),
        date: string(&article["datePublished"]),
        outlet: names(&article["publisher"]),
        byline: names(&article["author"]).or_else(|| names(&article["creator"])),
        url: string(&article["url"]).or_else(page).filter(|url| url.starts_with("http")),
        text: string(&article["articleBody"]),
        article: true,
    }
}

fn string(value: &Value) -> Option<String> {
    value.as_str().map(plain).filter(|text| !text.is_empty())
}

/// The names of a person or organisation, or of several.
fn names(value: &Value) -> Option<String> {
    match value {
        Value::Array(values) => {
            let names: Vec<String> = values.iter().filter_map(names).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        Value::Object(object) => object.get("name").and_then(names),
        // A profile's address is no name.
        _ => string(value).filter(|name| !name.contains("://")),
    }
}

/// Without the entities that some systems escape twice, and on one line where it was.
fn plain(text: &str) -> String {
    let bare = if text.contains('&') || text.contains('<') {
        dom_query::Document::fragment(text).text().to_string()
    } else {
        text.to_owned()
    };
    bare.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_however_they_are_wrapped() {
        let one = r#"{"@type": "NewsArticle", "headline": "Baths to close"}"#;
        let wrapped = [
            one.to_owned(),
            format!("[[{one}]]"),
            format!("/*<![CDATA[*/ {one} /*]]>*/"),
            format!("//<![CDATA[\n[{one}]\n//]]>"),
            format!("<!-- {one} -->"),
            format!("{one};"),
            format!(r#"{{"@graph": [{{"@type": "WebPage", "mainEntity": {one}}}]}}"#),
            one.replace("Baths", "\nBaths"),
        ];
        for script in wrapped {
            let about = article(std::slice::from_ref(&script)).unwrap_or_default();
            assert_eq!(about.title.as_deref(), Some("Baths to close"), "{script}");
        }
        assert_eq!(article(&["var x = 1".into(), "[".into(), String::new()]), None);
    }
}
