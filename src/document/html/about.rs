//! What a page says of its article beside the text: headline, outlet, date, byline, address. In: the tree as it came. Out:
//! an [`About`], from JSON-LD, then Open Graph and other `<meta>`, then what stands on the page.

use super::json_ld;
use dom_query::{Document, NodeRef};
use jiff::civil::Date;

/// Most words of the name of an outlet behind a headline. Guessed.
const LONGEST_NAME: usize = 5;

/// A headline, name or date has fewer bytes. Guessed.
const LONGEST_LINE: usize = 300;

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
    let found = json_ld::article(&scripts).unwrap_or_default().or(meta(page)).or(printed(page));
    About { title: found.title.filter(|title| title.len() < LONGEST_LINE), ..found }
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
    let texts = |selector: &str| {
        let selection = page.select(selector);
        let lines = selection.nodes().iter().map(line);
        lines.filter(|text| !text.is_empty() && text.len() < LONGEST_LINE).collect::<Vec<String>>().into_iter()
    };
    let head = texts("head title").next();
    // The name of a site is often a heading too, but most tabs begin with the headline.
    let is_in_head = |line: &String| head.as_deref().is_some_and(|head| head.contains(line.as_str()));
    // Pages that know no headings set it in bold.
    let bold =
        || texts("b, strong, font").find(|line| is_in_head(line) && line.split_whitespace().count() > LONGEST_NAME);
    let begins_head = |line: &String| head.as_deref().is_some_and(|head| head.starts_with(line.as_str()));
    let headings = || texts("[itemprop=headline], h1, h2, h3, .headline, .title");
    let headline = headings().find(begins_head).or_else(|| headings().find(is_in_head)).or_else(bold);
    let first = || texts("[itemprop=headline], article h1, main h1, h1").next();
    let in_head = || head.as_deref().map(|head| without_outlet(head).to_owned());
    let outlet = headline.as_deref().and_then(|headline| outlet(head.as_deref()?, headline));
    About {
        date: date(page),
        byline: texts("[rel=author], [itemprop=author], .byline, .author-name, .c-byline").next(),
        outlet: outlet.map(str::to_owned),
        title: headline.or_else(first).or_else(in_head),
        ..About::default()
    }
}

/// What a tab shows beside the headline and a bar or dash, if it is short enough for the name of a site.
fn outlet<'h>(head: &'h str, headline: &str) -> Option<&'h str> {
    let (before, after) = head.split_once(headline)?;
    let after = after.trim();
    let name = after.rsplit(['|', '–', '—', '-', '»', '·']).next().filter(|name| name.len() < after.len());
    let name = name.or_else(|| before.trim().strip_suffix([':', '|', '–', '—', '-', '»', '·']))?.trim();
    (!name.is_empty() && name.split_whitespace().count() <= LONGEST_NAME).then_some(name)
}

/// When the article appeared, from its `<time>` or the first short line that is marked as a date.
fn date(page: &Document) -> Option<String> {
    let time = page.select("article time, time[pubdate], main time, time");
    let machine = time.nodes().iter().find_map(|node| node.attr("datetime")).map(|date| date.to_string());
    let marked = || page.select("time, .date, .published, .pubdate, .dateline, .date-header, .timestamp, .post-date");
    machine.or_else(|| marked().nodes().iter().find_map(|node| written_day(&line(node))))
}

/// The day that a short line such as "Published: Tuesday 14 May 2024" or "May 14, 2024 9:30 pm" names.
fn written_day(line: &str) -> Option<String> {
    let words: Vec<&str> =
        line.split([' ', ',', '|', '.', ':', '\u{a0}']).filter(|word| !word.is_empty()).take(16).collect();
    let day = |[first, second, year]: [&str; 3]| {
        let written = [[second, first, year], [first, second, year]].map(|words| words.join(" "));
        let formats = ["%B %d %Y", "%b %d %Y"];
        let read = |text: &String| formats.iter().find_map(|format| Date::strptime(format, text).ok());
        written.iter().find_map(read).map(|day| day.to_string())
    };
    words.windows(3).find_map(|words| day([words[0], words[1], words[2]]))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_people_write_them() {
        for line in
            ["Tuesday, 14 May 2024", "May 14, 2024 9:30 pm", "Published: 14 May 2024 at 21.30", "Tue. 14 May, 2024"]
        {
            assert_eq!(written_day(line).as_deref(), Some("2024-05-14"), "{line}");
        }
        for line in ["", "14 May", "2024", "A May in 2024", "3 hours ago"] {
            assert_eq!(written_day(line), None, "{line}");
        }
    }

    #[test]
    fn outlets_behind_headlines() {
        assert_eq!(outlet("Baths to close | News | The Echo", "Baths to close"), Some("The Echo"));
        assert_eq!(outlet("The Echo: Baths to close", "Baths to close"), Some("The Echo"));
        assert_eq!(outlet("Baths to close", "Baths to close"), None);
        assert_eq!(outlet("Baths to close – and a long list of what people said about it", "Baths to close"), None);
    }
}
