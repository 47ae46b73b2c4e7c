//! The formats: what is read of a web page, a feed, an archive and the rest, as `misquote documents` shows it, and that a
//! story says the same in whatever form it arrives.

use flate2::Compression;
use flate2::write::GzEncoder;
use misquote::document::{self, Document, Format, Item, Reading, Source};
use misquote::{Options, Report};
use serde::Deserialize;
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::process::Command;

#[derive(Deserialize)]
struct Pages {
    page: Vec<Page>,
}

#[derive(Deserialize)]
struct Page {
    name: String,
    #[serde(rename = "in")]
    inside: Vec<String>,
    out: Vec<String>,
}

/// The documents in some bytes, read as the command reads a file of this name.
fn documents(name: &str, bytes: &[u8]) -> Vec<Document> {
    let mut stream = document::unpacked(Box::new(bytes)).unwrap();
    let format = document::detect(name, stream.fill_buf().unwrap()).unwrap();
    let mut documents = Vec::new();
    let source = Source { name, outlet: "nobody", text_column: None };
    let _ = document::read(format, &mut stream, &source, &mut |item| {
        if let Item::Reading(Reading { document, .. }) = item {
            documents.push(document);
        }
        ControlFlow::Continue(())
    });
    documents
}

#[test]
fn pages_give_their_article_and_nothing_else() {
    let pages: Pages = toml::from_str(&fs::read_to_string("fixtures/pages.toml").unwrap()).unwrap();
    assert!(pages.page.len() >= 15);
    for page in pages.page {
        let name = format!("{}.html", page.name);
        let read = documents(&name, &fs::read(format!("fixtures/pages/{name}")).unwrap());
        assert_eq!(read.len(), usize::from(!page.inside.is_empty()), "{name}");
        let Some(document) = read.first() else { continue };
        let paragraphs: Vec<&str> = document.text.split("\n\n").collect();
        for passage in &page.inside {
            let begins = |paragraph: &&str| paragraph.starts_with(passage.as_str());
            assert!(paragraphs.iter().any(begins), "{name}: no paragraph is {passage:?} in\n{}", document.text);
        }
        for words in &page.out {
            assert!(!document.text.contains(words.as_str()), "{name}: {words:?} stands in\n{}", document.text);
        }
        assert!(paragraphs.len() <= page.inside.len() + 1, "{name}: there is more in\n{}", document.text);
    }
}

#[test]
fn an_atom_feed_with_prefixes_reads_as_one_without() {
    let bare = "<feed xmlns='http://www.w3.org/2005/Atom'><title>The Packet</title><entry><title>Menu</title>\
                <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>The ferry<br/>stays.</p>\
                <p>Nobody <em>objected</em>.</p></div></content></entry></feed>";
    let inner = ["div", "p", "em", "br"]
        .iter()
        .fold(bare.replace("xmlns='http://www.w3.org/1999", "xmlns:h='http://www.w3.org/1999"), |feed, name| {
            prefixed(&feed, "h", name)
        });
    let outer = ["feed", "title", "entry", "content"]
        .iter()
        .fold(inner.replace("xmlns=", "xmlns:a="), |feed, name| prefixed(&feed, "a", name));
    for feed in [bare, &inner, &outer] {
        let read = documents("packet.xml", feed.as_bytes());
        let [document] = &read[..] else { panic!("one article in {feed}") };
        assert_eq!(document.text, "The ferry\nstays.\n\nNobody objected.", "{feed}");
        assert_eq!((&*document.outlet, document.title.as_deref()), ("The Packet", Some("Menu")), "{feed}");
    }
}

/// The same with this prefix before every element of this name.
fn prefixed(feed: &str, prefix: &str, name: &str) -> String {
    let tags = [("<", ">"), ("<", " "), ("<", "/>"), ("</", ">")];
    tags.iter().fold(feed.to_owned(), |feed, (open, close)| {
        feed.replace(&format!("{open}{name}{close}"), &format!("{open}{prefix}:{name}{close}"))
    })
}

/// What `misquote documents` prints of a path, and what it says beside it.
fn shown(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_misquote")).arg("documents").args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    format!("{}\n--- said\n{}status {}", text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

#[test]
fn what_is_read_of_every_page() {
    insta::assert_snapshot!(shown(&["fixtures/pages"]));
}

#[test]
fn the_texts_of_every_page() {
    insta::assert_snapshot!(texts("fixtures/pages"));
}

#[test]
fn what_is_read_of_every_format() {
    insta::assert_snapshot!(shown(&["fixtures/formats"]));
}

#[test]
fn the_texts_of_every_format() {
    insta::assert_snapshot!(texts("fixtures/formats"));
}

fn texts(path: &str) -> String {
    let printed = shown(&[path, "--format", "jsonl"]);
    let lines = printed.lines().take_while(|line| line.starts_with('{'));
    let documents: Vec<Value> = lines.map(|line| serde_json::from_str(line).unwrap()).collect();
    let text = |document: &Value| {
        let kept =
            ["outlet", "date", "title", "byline", "url", "words", "language", "warnings"].map(|key| &document[key]);
        format!("{}\n{}\n{}", document["id"].as_str().unwrap(), json!(kept), document["text"].as_str().unwrap())
    };
    documents.iter().map(text).collect::<Vec<_>>().join("\n\n=====\n\n")
}

#[test]
fn what_documents_prints_can_be_read_again() {
    let read = |arguments: &[&str]| shown(&[arguments, &["--format", "jsonl"]].concat());
    let first = read(&["fixtures/pages"]);
    let lines = first.split("\n--- said").next().unwrap();
    let again = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("again.jsonl");
    fs::write(&again, lines).unwrap();
    let second = read(&[again.to_str().unwrap()]);
    assert_eq!(second.split("\n--- said").next().unwrap(), lines);
}

/// An article of a story: what is known of it, and its paragraphs.
struct Article {
    document: Document,
    paragraphs: Vec<String>,
}

fn story() -> Vec<Article> {
    let mut paths: Vec<_> =
        fs::read_dir("fixtures/stories/ferry-inquiry").unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let document = document::plain(fs::read(path).unwrap(), path.to_str().unwrap(), "").unwrap().document;
        let body = document.text[document.body..].split("\n\n").map(str::trim);
        let paragraphs = body.filter(|text| !text.is_empty() && !text.starts_with('#')).map(str::to_owned).collect();
        Article { document, paragraphs }
    };
    paths.iter().map(read).collect()
}

impl Article {
    fn date(&self) -> String {
        self.document.date.unwrap().to_string()
    }

    fn title(&self) -> &str {
        self.document.title.as_deref().unwrap()
    }

    fn markup(&self) -> String {
        self.paragraphs.iter().map(|text| format!("<p>{}</p>\n", escaped(text))).collect()
    }

    /// A page with all that pages have around an article.
    fn page(&self) -> String {
        let about = json!({"@type": "NewsArticle", "headline": self.title(), "datePublished": self.date(),
            "publisher": {"name": self.document.outlet}, "author": {"name": self.document.byline}});
        format!(
            "<!DOCTYPE html><html><head><title>{title}</title><script type=\"application/ld+json\">{about}</script></head><body>\
             <nav><a href=/>Home</a></nav><div class=cookie-notice>We use cookies.</div><article><h1>{title}</h1>\
             <figure><figcaption>A ferry. Photograph: nobody</figcaption></figure><div class=story>{}</div>\
             <div class=related-links><p><a href=/x>Another story altogether</a></p></div></article>\
             <footer>All rights reserved.</footer></body></html>",
            self.markup(),
            title = escaped(self.title()),
        )
    }

    fn record(&self) -> Vec<u8> {
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}", self.page());
        let headers = "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response";
        let record = format!("{headers}\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n", answer.len());
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(record.as_bytes()).unwrap();
        packed.finish().unwrap()
    }

    fn line(&self) -> String {
        json!({"outlet": self.document.outlet, "date": self.date(), "title": self.title(),
            "byline": self.document.byline, "text": self.paragraphs.join("\n\n")})
        .to_string()
    }

    fn feed(&self) -> String {
        format!(
            "<rss version=\"2.0\"><channel><title>{}</title><item><title>{}</title><pubDate>{}</pubDate><author>{}</author>\
             <content:encoded><![CDATA[{}]]></content:encoded></item></channel></rss>",
            escaped(&self.document.outlet),
            escaped(self.title()),
            self.date(),
            escaped(self.document.byline.as_deref().unwrap()),
            self.markup(),
        )
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The findings about a story, as far as they do not depend on where a text begins.
fn findings(documents: &[Document]) -> Vec<Value> {
    let report: Report = misquote::check(documents, &Options::default());
    let texts: Vec<(&str, Vec<char>)> = report
        .documents
        .iter()
        .map(|named| documents.iter().find(|document| document.name == named.name).unwrap())
        .map(|document| (document.outlet.as_str(), document.text.chars().collect()))
        .collect();
    let evidence = |evidence: &misquote::report::Evidence| {
        let (outlet, text) = &texts[evidence.document];
        let words = text.get(evidence.span.start..evidence.span.end).unwrap_or_default();
        json!([outlet, words.iter().collect::<String>(), evidence.label])
    };
    let finding = |finding: &misquote::report::Finding| {
        let evidence: Vec<Value> = finding.evidence.iter().map(evidence).collect();
        json!([finding.code, finding.message, evidence])
    };
    report.findings.iter().map(finding).collect()
}

#[test]
fn a_story_says_the_same_in_every_form() {
    let story = story();
    let plain: Vec<Document> = story.iter().map(|article| article.document.clone()).collect();
    let expected = findings(&plain);
    assert!(expected.len() >= 5, "{expected:?}");

    let each = |ending: &str, form: &dyn Fn(&Article) -> Vec<u8>| -> Vec<Document> {
        let named = story.iter().enumerate().map(|(nth, article)| (format!("{nth}.{ending}"), form(article)));
        named.flat_map(|(name, bytes)| documents(&name, &bytes)).collect()
    };
    let lines = story.iter().map(Article::line).collect::<Vec<_>>().join("\n");
    let archive: Vec<u8> = story.iter().flat_map(Article::record).collect();
    let forms = [
        ("html", each("html", &|article| article.page().into_bytes())),
        ("feed", each("rss", &|article| article.feed().into_bytes())),
        ("jsonl", documents("story.jsonl", lines.as_bytes())),
        ("warc.gz", documents("story.warc.gz", &archive)),
    ];
    for (form, read) in forms {
        assert_eq!(read.len(), story.len(), "{form}");
        for (document, article) in read.iter().zip(&story) {
            assert_eq!(document.text, article.paragraphs.join("\n\n"), "{form}");
            assert_eq!(
                (document.title.as_deref(), document.date),
                (Some(article.title()), article.document.date),
                "{form}"
            );
        }
        assert_eq!(findings(&read), expected, "{form}");
    }
}

#[test]
fn a_format_can_be_asked_for() {
    let read = |format| {
        let mut texts = Vec::new();
        let source = Source { name: "a", outlet: "a", text_column: Some("b") };
        let mut input: &[u8] = b"a;b\n1;<p>A text.\n";
        let _ = document::read(format, &mut input, &source, &mut |item| {
            texts.extend(if let Item::Reading(reading) = item { Some(reading.document.text) } else { None });
            ControlFlow::Continue(())
        });
        texts
    };
    assert_eq!(read(Format::Csv), ["<p>A text."]);
    assert_eq!(read(Format::Text), ["a;b\n1;<p>A text.\n"]);
    assert_eq!(read(Format::Html), Vec::<String>::new(), "no article");
}
