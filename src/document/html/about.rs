//! What a page says of its article beside the text: headline, outlet, date, byline, address. In: the tree as it came. Out:
//! an [`About`], from JSON-LD, then Open Graph and other `<meta>`, then what stands on the page.

use super::json_ld;
use dom_query::{Document, NodeRef};

/// What is said of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct About {
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub date: Option<String>,
    pub byline: Option<String>,
    pub url: Option<String>,
    /// The whole article in one string, as JSON-LD may have it; its paragraphs are often lost.
    pub text: Option<String>,
    /// The page says that it is an article.
    pub article: bool,
}

impl About {
    /// How much is said.
    pub fn said(&self) -> usize {
        let all = [&self.title, &self.outlet, &self.date, &self.byline, &self.text];
        all.into_iter().filter(|field| field.is_some()).count()
    }

    /// With what `other` says where this says nothing.
    fn or(self, other: About) -> About {
        About {
            title: self.title.or(other.title),
            outlet: self.outlet.or(other.outlet),
            date: self.date.or(other.date),
            byline: self.byline.or(other.byline),
            url: self.url.or(other.url),
            text: self.text.or(other.text),
            article: self.article || other.article,
        }
    }
}

/// Names of `<meta>` for each field, the best first.
const TITLES: [&str; 4] = ["og:title", "twitter:title", "dc.title", "headline"];
const OUTLETS: [&str; 4] = ["og:site_name", "application-name", "dc.publisher", "twitter:site"];
const DATES: [&str; 10] = [
    "article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "date",
    "pubdate",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "publish-date",
];
const BYLINES: [&str; 5] = ["author", "byl", "parsely-author", "dc.creator", "article:author"];

/// What a page says of its article.
pub(super) fn about(page: &Document) -> About {
    let scripts = page.select(r#"script[type="application/ld+json"]"#);
    let scripts: Vec<String> = scripts.iter().map(|script| script.text().to_string()).collect();
    json_ld::article(&scripts).unwrap_or_default().or(meta(page)).or(printed(page))
}

fn meta(page: &Document) -> About {
    let entries: Vec<(String, String)> = page.select("meta[content]").nodes().iter().filter_map(entry).collect();
    let first = |names: &[&str]| {
        let of = |name: &&str| entries.iter().find(|(key, _)| key == name).map(|(_, content)| content.clone());
        names.iter().find_map(of)
    };
    let canonical = || page.select_single(r#"link[rel="canonical"]"#).attr("href").map(|url| url.to_string());
    About {
        title: first(&TITLES),
        outlet: first(&OUTLETS).map(|name| name.trim_start_matches('@').to_owned()),
        date: first(&DATES),
        byline: first(&BYLINES).filter(|name| !name.contains("://")),
        url: canonical().or_else(|| first(&["og:url"])).filter(|url| url.starts_with("http")),
        text: None,
        article: first(&["og:type"]).is_some_and(|kind| kind.eq_ignore_ascii_case("article")),
    }
}

/// Name and content of one `<meta>`, if it has both.
fn entry(node: &NodeRef<'_>) -> Option<(String, String)> {
    let name = ["property", "name", "itemprop"].into_iter().find_map(|key| node.attr(key))?;
    let content = node.attr("content")?.trim().to_owned();
    (!content.is_empty()).then(|| (name.trim().to_ascii_lowercase(), content))
}

/// What stands on the page for people.
fn printed(page: &Document) -> About {
    let first = |selector: &str| {
        page.select(selector).nodes().iter().map(line).find(|text| !text.is_empty() && text.len() < 300)
    };
    let time = page.select("article time[datetime], time[pubdate], main time[datetime], time[datetime]");
    let title = || first("head title").map(|title| without_outlet(&title).to_owned());
    About {
        title: first("[itemprop=headline], article h1, main h1, h1").or_else(title),
        date: time.nodes().iter().find_map(|node| node.attr("datetime")).map(|date| date.to_string()),
        byline: first("[rel=author], [itemprop=author], .byline, .author-name, .c-byline"),
        ..About::default()
    }
}

/// The text of a node on one line.
fn line(node: &NodeRef<'_>) -> String {
    node.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A page's title without the name of the site behind the last bar or dash, if enough is left.
fn without_outlet(title: &str) -> &str {
    let cut = [" | ", " – ", " — ", " - "].into_iter().find_map(|mark| title.rfind(mark));
    cut.map(|at| title[..at].trim()).filter(|rest| rest.split_whitespace().count() > 2).unwrap_or(title)
}
