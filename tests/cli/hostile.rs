//! Input made to hurt: each part of it is told of with file and place, and the article beside it is still read.

use super::{ARTICLE, Folder, said};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// What is said, without how far a packed file could be read: that depends on who packed it.
fn placed(said: &str) -> String {
    let mut parts = said.split("at byte ");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| text + "at byte N" + part.trim_start_matches(|c: char| c.is_ascii_digit()))
}

/// A record of an archive that holds a page.
fn record(text: &str) -> Vec<u8> {
    let page = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><head><meta property=\"og:type\" content=\"article\"></head>\
         <body><article><p>{text}</p></article></body></html>"
    );
    let head = "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http";
    format!("{head}\r\nContent-Length: {}\r\n\r\n{page}\r\n\r\n", page.len()).into_bytes()
}

const SENTENCE: &str = "“The harbour is open to every ship from abroad this spring,” Mayor Ann Smith said on Monday.";

#[test]
fn bombs_and_stumps() {
    let packed = gzip(ARTICLE.as_bytes());
    let folder = Folder::new("bombs")
        .with("a.txt", ARTICLE)
        .with("bomb.txt.gz", gzip(&vec![b'a'; 20 << 20]))
        .with("short.txt.gz", &packed[..packed.len() - 9])
        .with("broken.txt.zst", b"\x28\xb5\x2f\xfd\xff\xff\xff\xff\xff\xff\xff\xff");
    insta::assert_snapshot!(placed(&folder.check(&["."])), @r#"
    misquote: ./bomb.txt.gz: error: more than 16 MiB in one article; give each article its own file, or its own line of a .jsonl file
    misquote: ./broken.txt.zst: error: cannot be read: the Zstandard data end too early, at byte N; get the file again
    misquote: ./short.txt.gz: error: cannot be read: the gzip data end too early, at byte N; get the file again
    status 2
    "#);
    assert_eq!(folder.names(&["."]).0, ["./a.txt"]);
}

#[test]
fn archives_with_damaged_records() {
    let whole = [record(SENTENCE), record(SENTENCE)].concat();
    let nonsense =
        [record(SENTENCE), b"WARC/1.0\r\nContent-Length: many\r\n\r\nx\r\n".to_vec(), record(SENTENCE)].concat();
    let folder = Folder::new("archives").with("short.warc", &whole[..whole.len() - 50]).with("nonsense.warc", nonsense);
    insta::assert_snapshot!(placed(&folder.check(&["."])), @r#"
    misquote: ./nonsense.warc: error: record 2: cannot be read: no length is given; get the archive again
    misquote: ./short.warc: error: record 2: cannot be read: the archive ends in the middle of it; get the archive again
    status 2
    "#);
    let names = folder.names(&["."]).0;
    assert_eq!(names.iter().filter(|name| name.contains("nonsense")).count(), 2, "{names:?}");
    assert_eq!(names.iter().filter(|name| name.contains("short")).count(), 1, "{names:?}");
}

#[test]
fn a_record_with_a_wrong_checksum_gives_no_document() {
    let mut bad = gzip(&record(SENTENCE));
    let checksum = bad.len() - 8;
    bad[checksum] ^= 1;
    let packed = [gzip(&record(SENTENCE)), bad, gzip(&record(SENTENCE))].concat();
    let folder = Folder::new("checksum").with("crawl.warc.gz", packed);
    insta::assert_snapshot!(placed(&folder.check(&["crawl.warc.gz"])), @r#"
    misquote: crawl.warc.gz: error: record 2: cannot be read: the gzip data are damaged, at byte N; get the file again
    status 2
    "#);
    assert_eq!(folder.names(&["crawl.warc.gz"]).0, ["crawl.warc.gz:1", "crawl.warc.gz:3"]);
}

#[test]
fn a_page_whose_title_turns_the_line() {
    let page = format!(
        "<html><head><title>Ferry \u{1b}[2J to &#x202e;nepo&#x202c; &lt;b&gt; again &#7; this spring</title>\
         <meta property=\"og:type\" content=\"article\"></head><body><article><p>{SENTENCE}</p></article></body></html>"
    );
    let folder = Folder::new("title").with("page.html", page);
    let shown = String::from_utf8(folder.run(&["documents", "page.html", "--color", "never"]).stdout).unwrap();
    let title = shown.lines().find(|line| line.contains("Ferry")).unwrap();
    insta::assert_snapshot!(title.trim(), @r"Ferry \u{1b}[2J to \u{202e}nepo\u{202c} <b> again \u{7} this spring");
    let html = folder.run(&["check", "page.html", "--format", "html"]).stdout;
    let html = String::from_utf8(html).unwrap();
    assert!(!html.contains(['\u{202e}', '\u{202c}', '\u{1b}', '\u{7}']));
    let heading = html.split("<summary>").nth(1).unwrap().split("</h3>").next().unwrap();
    insta::assert_snapshot!(heading, @r#"<h3><bdi>Ferry <span class="unseen">U+001B</span>[2J to <span class="unseen">U+202E</span>nepo<span class="unseen">U+202C</span> &lt;b&gt; again <span class="unseen">U+0007</span> this spring</bdi>"#);
}

#[test]
fn markup_made_to_hurt() {
    let deep = format!("<html><body>{}{SENTENCE}", "<div>".repeat(10_000));
    let word = format!("<html><body><article><p>{}</p></article></body></html>", "a".repeat(1 << 20));
    let laughs = "<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>\
                  <rss><channel><title>&x;</title><item><title>&b;</title><description>&b;</description></item></channel></rss>";
    let folder = Folder::new("markup")
        .with("deep.html", deep)
        .with("word.html", word)
        .with("laughs.xml", laughs)
        .with("nested.xml", format!("<rss>{}", "<item>".repeat(50_000)))
        .with("cut.xml", "<rss><channel>\n<item><title>A")
        .with("open.csv", format!("text\n\"{}", "a word ".repeat(3 << 20)))
        .with("other.xml", "<svg/>")
        .with("a.txt", ARTICLE);
    insta::assert_snapshot!(folder.check(&["."]), @r#"
    misquote: ./cut.xml:2: error: broken XML, <title> is never closed; get the file again
    misquote: ./deep.html: error: too much for a page: its elements are nested more than 400 deep; save the article's text, and give that
    misquote: ./laughs.xml: warning: entry 1 has only a summary and no full text, so it is skipped
    misquote: ./nested.xml:1: error: broken XML, more than 200 elements deep or 500000 in all; get the file again
    misquote: ./open.csv: error: cannot be read: more than 16 MiB in one row; is a quotation mark missing?
    misquote: ./word.html: warning: no article found in this page, so it is skipped
    misquote: warning: 1 file skipped: 1 of other kinds (.xml)
    status 2
    "#);
    assert_eq!(folder.names(&["."]).0, ["./a.txt"]);
}

#[test]
fn one_word_of_a_megabyte() {
    let folder = Folder::new("one_word").with("a.txt", format!("“{}” said Ann Smith.", "a".repeat(1 << 20)));
    assert_eq!(said(&folder.run(&["extract", "a.txt", "--format", "jsonl"])), "status 0");
    assert_eq!(said(&folder.run(&["documents", "a.txt"])), "status 0");
}
