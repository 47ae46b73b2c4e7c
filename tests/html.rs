//! The report as a web page: what is on it, that its links lead somewhere, and that nothing an article holds can act.
#![cfg(feature = "cli")]

use misquote::document::{Document, plain, record};
use misquote::report::html;
use misquote::{Options, Report};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn page_of(report: &Report, documents: &[Document]) -> String {
    let mut out = Vec::new();
    html::write(report, documents, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn page(mut documents: Vec<Document>) -> String {
    documents.sort();
    page_of(&misquote::check(&documents, &Options::default()), &documents)
}

/// The articles in a folder.
fn folder(path: &str) -> Vec<Document> {
    let mut files: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().flat_map(|file| articles(file)).collect()
}

fn articles(file: &Path) -> Vec<Document> {
    let (bytes, stem) = (fs::read(file).unwrap(), file.file_stem().unwrap().to_str().unwrap());
    if file.extension().is_some_and(|extension| extension == "jsonl") {
        let place = misquote::document::Place { file: stem, line: 1, outlet: stem };
        let lines = bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
        lines.map(|line| record(line, place).unwrap().document).collect()
    } else {
        vec![plain(bytes, stem, stem).unwrap().document]
    }
}

/// What stands between `<main>` and `</main>`, a line break before each block.
fn main_part(page: &str) -> String {
    let main = page.split("<main>").nth(1).unwrap().split("</main>").next().unwrap();
    let blocks =
        ["section", "article ", "details", "summary", "p", "h2", "h3", "li", "figure", "blockquote", "figcaption"];
    blocks.iter().fold(main.to_owned(), |main, block| {
        main.replace(&format!("<{block}>"), &format!("\n<{block}>"))
            .replace(&format!("<{block} "), &format!("\n<{block} "))
    })
}

/// The values of an attribute, in order.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let start = format!(" {attribute}=\"");
    page.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn a_story_of_two_outlets() {
    let report = fs::read("fixtures/reports/hill-school.json").unwrap();
    let report = serde_json::from_slice(&report).unwrap();
    let page = page_of(&report, &folder("fixtures/checks/altered-negation/fires"));
    insta::assert_snapshot!(main_part(&page));
}

#[test]
fn every_link_leads_somewhere_and_no_name_is_given_twice() {
    let mut links_seen = 0;
    for story in ["border-talks", "ferry-inquiry", "harbour-dredging"] {
        let page = page(folder(&format!("fixtures/stories/{story}")));
        let ids = values(&page, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{story}: some id is given twice");
        let labelled = values(&page, "aria-labelledby");
        let links = values(&page, "href").into_iter().filter_map(|link| link.strip_prefix('#'));
        for name in links.chain(labelled) {
            assert!(unique.contains(name), "{story}: nothing is called {name}");
            links_seen += 1;
        }
    }
    assert!(links_seen > 100, "only {links_seen} links were found");
}

#[test]
fn copies_are_shown_as_copies() {
    let page = page(folder("fixtures/copies"));
    assert!(page.contains("<dt>of them copies</dt><dd>2</dd>"));
    let beacon = "Osmere Wire</bdi></a>, <time datetime=\"2024-05-06\">6 May 2024</time></span>";
    assert!(page.contains(&format!("<span class=\"copy\">copy of <a href=\"#article-3\"><bdi>{beacon}")));
    assert!(page.contains("<span class=\"copy\"><bdi>passage as in Osmere Wire</bdi></span>"));
    assert!(page.contains("3 reports, 3 outlets, 1 independent report<"));
    assert!(page.contains("<circle class=\"dot copied\"") && page.contains("<circle class=\"cell copied\""));
    assert!(page.contains("aria-label=\"1 article, 1 of them copies, 0 of them with an error or a warning\""));
    assert!(page.contains("aria-label=\"1 article, 1 of them with an error or a warning\""));
}

#[test]
fn a_finding_is_linked_by_its_fingerprint() {
    let mut documents = folder("fixtures/stories/border-talks");
    documents.sort();
    let report = misquote::check(&documents, &Options::default());
    let page = page_of(&report, &documents);
    for finding in &report.findings {
        let id = format!(" id=\"finding-{}\"", finding.fingerprint);
        assert_eq!(page.matches(&id).count(), 1, "{} at {id}", finding.code);
    }
}

#[test]
fn the_policy_allows_the_style_and_script_on_the_page_and_nothing_else() {
    let page = page(folder("fixtures/checks/altered-negation/fires"));
    let between = |from: &str, to: &str| page.split(from).nth(1).unwrap().split(to).next().unwrap().to_owned();
    let expected = html::policy(&between("<style>", "</style>"), &between("<script>", "</script>"), "'none'");
    let policy = values(&page, "content").into_iter().find(|content| content.starts_with("default-src")).unwrap();
    assert_eq!(policy.replace("&#39;", "'"), expected);
    assert!(policy.starts_with("default-src 'none'; "));
    assert_eq!(page.matches("<script").count(), 1);
    for outside in [" src=", "@import", "url(", "style=\"", " onclick", "unsafe"] {
        assert!(!page.contains(outside), "the page has {outside}");
    }
}

/// Two articles in which everything that can be hostile is.
fn hostile() -> Vec<Document> {
    let evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u{202e}\u{1b}[31m\u{0}\"'";
    let article = |outlet: &str, word: &str| {
        let text = format!(
            "{evil}\n\n“We will {word} close the {evil} ferry to the island,” Mara Vell, the harbour master, said on \
             Monday.\n\n{}\n",
            "x".repeat(1 << 20)
        );
        let mut document = Document::new(format!("{evil}{outlet}"), text);
        document.outlet = format!("{evil}{outlet}");
        document.title = Some(evil.into());
        document.byline = Some(evil.into());
        document.url = Some(format!("javascript:alert('{outlet}')"));
        document
    };
    vec![article("Packet", "not"), article("Wire", "surely")]
}

#[test]
fn nothing_hostile_acts() {
    let page = page(hostile());
    assert_eq!(page.matches("<script").count(), 1);
    assert_eq!(page.matches("</script").count(), 1);
    for raw in ["<img", "\u{202e}", "\u{1b}", "\u{0}", "href=\"javascript"] {
        assert!(!page.contains(raw), "the page has {raw:?}");
    }
    for shown in ["&lt;script&gt;alert(1)", "<span class=\"unseen\">U+202E</span>", "javascript:alert("] {
        assert!(page.contains(shown), "the page does not show {shown:?}");
    }
    assert!(page.contains("more characters left out</em>"), "the long word is not cut");
    assert!(page.len() < 300_000, "{} bytes", page.len());
}

#[test]
fn a_page_of_thousands_of_articles_is_bounded_and_says_what_it_left_out() {
    let filler = "The ferry left the harbour on time & nobody on the quay had anything to say of it. ".repeat(60);
    let documents: Vec<Document> =
        (0..3000).map(|nth| Document::new(format!("paper-{nth:04}"), filler.as_str())).collect();
    let mut report = misquote::check(&documents[..1], &Options::default());
    let first = report.documents[0].clone();
    let listed = |(id, document): (usize, &Document)| misquote::report::Document {
        id,
        name: document.name.clone(),
        outlet: document.outlet.clone(),
        ..first.clone()
    };
    report.documents = documents.iter().enumerate().map(listed).collect();
    let page = page_of(&report, &documents);
    assert!(page.len() < 20_000_000, "{} bytes", page.len());
    let left = page.split("<p class=\"left\">").nth(1).unwrap().split('<').next().unwrap();
    let shown = page.matches("<details class=\"article item\"").count();
    assert!(shown > 500, "{shown} articles");
    assert_eq!(left.split(" articles left out").next().unwrap().replace(',', ""), (3000 - shown).to_string());
}

#[test]
fn an_empty_report_is_a_page_too() {
    let page = page(Vec::new());
    assert!(page.contains("<h1>no articles: <span class=\"unbroken\">no findings</span></h1>"));
    assert!(page.contains("<p class=\"lede\">None.</p>"));
}
