//! An archive of web pages: WARC. In: a stream of bytes, unpacked. Out: a document for each page in it; images, scripts and
//! what failed to load are passed over, pages without an article told of.
//!
//! A record is headers, an empty line and as many bytes as the headers say. What cannot be a record is an error, and reading
//! goes on at the next line that begins one. Documents are called FILE:NUMBER, by the record's number from 1.

use super::html::{self, Origin};
use super::reader::{Give, LARGEST, Source, reason};
use super::{Item, NoText, Problem};
use std::collections::VecDeque;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

/// Longest line of headers, and longest headers, in bytes.
const LONGEST_LINE: u64 = 64 << 10;
const LONGEST_HEADERS: usize = 1 << 20;
/// Bytes after a record: a line's end, twice.
const RECORD_END: usize = 4;
/// Damage after which an archive is given up. Guessed: one bad disk, not one bad record.
const MOST_DAMAGE: usize = 1_000;

/// Every page of the archive.
pub(super) fn pages(input: &mut dyn BufRead, source: &Source<'_>, give: Give<'_>) -> ControlFlow<()> {
    let mut archive = Archive { input, number: 0, waiting: VecDeque::new() };
    let (mut damage, mut gave) = (0, false);
    while damage < MOST_DAMAGE {
        match archive.record() {
            Ok(None) => break,
            Ok(Some(record)) => {
                if let Some(item) = record.item(source, archive.number) {
                    gave = true;
                    give(item)?;
                }
            }
            Err(error) => {
                damage += 1;
                gave = true;
                let message = format!("record {}: {}", archive.number, reason(&error));
                give(Item::Problem(Problem::error(source.name, None, message)))?;
                archive.recover();
            }
        }
    }
    if gave { ControlFlow::Continue(()) } else { give(Item::NoText(NoText::NotNews("an archive without web pages"))) }
}

/// The stream, and how many records were begun.
struct Archive<'r> {
    input: &'r mut dyn BufRead,
    number: usize,
    /// A first line of a record that was read while looking for one.
    waiting: VecDeque<String>,
}

/// A record's headers and what it holds.
struct Record {
    headers: Headers,
    block: Vec<u8>,
    /// It was larger than one document may be.
    cut: bool,
}

/// Names in lower case, with values.
struct Headers(Vec<(String, String)>);

impl Headers {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl Archive<'_> {
    /// The next record; none at the end.
    fn record(&mut self) -> io::Result<Option<Record>> {
        let first = self.first_line();
        // What cannot be read where a record should begin is a record, too.
        self.number += usize::from(!matches!(first, Ok(None)));
        let Some(first) = first? else { return Ok(None) };
        if !first.starts_with("WARC/") {
            return Err(damage("no record where one should begin"));
        }
        let headers = self.headers()?;
        let length = headers.get("content-length").and_then(|length| length.parse::<u64>().ok());
        let length = length.ok_or_else(|| damage("no length is given"))?;
        // Most records are no pages, and their bytes need not be kept.
        let wanted = if is_wanted(&headers) { length.min(LARGEST) } else { 0 };
        let mut block = Vec::new();
        (&mut *self.input).take(wanted).read_to_end(&mut block)?;
        let passed = io::copy(&mut (&mut *self.input).take(length - wanted), &mut io::sink())?;
        if (block.len() as u64) < wanted || passed < length - wanted {
            return Err(damage("the archive ends in the middle of it"));
        }
        self.end_of_record()?;
        Ok(Some(Record { headers, block, cut: wanted < length && wanted > 0 }))
    }

    /// Passes over the two line ends that belong to the record. They are the last bytes of its gzip member, so that an error
    /// here is of this record and not of the next.
    fn end_of_record(&mut self) -> io::Result<()> {
        for _ in 0..RECORD_END {
            if !matches!(self.input.fill_buf()?.first(), Some(b'\r' | b'\n')) {
                break;
            }
            self.input.consume(1);
        }
        Ok(())
    }

    /// The line that begins a record, after the empty lines that end the last; none at the end.
    fn first_line(&mut self) -> io::Result<Option<String>> {
        if let Some(line) = self.waiting.pop_front() {
            return Ok(Some(line));
        }
        loop {
            match self.line()? {
                None => return Ok(None),
                Some(line) if line.is_empty() => continue,
                Some(line) => return Ok(Some(line)),
            }
        }
    }

    fn headers(&mut self) -> io::Result<Headers> {
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut length = 0;
        loop {
            let line = self.line()?.ok_or_else(|| damage("the archive ends in its headers"))?;
            length += line.len();
            if length > LONGEST_HEADERS {
                return Err(damage("its headers have no end"));
            }
            match (line.as_str(), line.split_once(':'), headers.last_mut()) {
                ("", ..) => return Ok(Headers(headers)),
                (more, _, Some((_, value))) if more.starts_with([' ', '\t']) => value.push_str(more),
                (_, Some((name, value)), _) => {
                    headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
                }
                _ => return Err(damage("a line of its headers is none")),
            }
        }
    }

    /// A line without its end; none at the end of the stream.
    fn line(&mut self) -> io::Result<Option<String>> {
        let mut line = Vec::new();
        (&mut *self.input).take(LONGEST_LINE).read_until(b'\n', &mut line)?;
        let end = String::from_utf8_lossy(line.trim_ascii_end()).into_owned();
        Ok((!line.is_empty()).then_some(end))
    }

    /// Goes on to the next line that begins a record; what cannot be read in between is passed over.
    fn recover(&mut self) {
        for _ in 0..MOST_DAMAGE {
            loop {
                match self.line() {
                    Ok(None) => return,
                    Ok(Some(line)) if line.starts_with("WARC/1.") => return self.waiting.push_back(line),
                    Ok(Some(_)) => {}
                    Err(_) => break,
                }
            }
        }
    }
}

fn damage(what: &str) -> io::Error {
    io::Error::other(format!("{what}; get the archive again"))
}

/// True for a record that may hold a page: what a server answered, or a page as a file.
fn is_wanted(headers: &Headers) -> bool {
    let kind = headers.get("content-type").unwrap_or_default();
    match headers.get("warc-type") {
        Some("response") => kind.is_empty() || kind.contains("application/http"),
        Some("resource") => is_page(kind),
        _ => false,
    }
}

fn is_page(kind: &str) -> bool {
    kind.contains("text/html") || kind.contains("application/xhtml")
}

impl Record {
    /// What the record gives, if it is a page.
    fn item(self, source: &Source<'_>, number: usize) -> Option<Item> {
        let url = self.headers.get("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
        let place = format!("record {number}{}: ", url.as_deref().map(|url| format!(" ({url})")).unwrap_or_default());
        let origin = Origin {
            file: source.name,
            name: format!("{}:{number}", source.name),
            place,
            outlet: source.outlet,
            url,
            charset: None,
        };
        let told =
            |message: &str| Item::Problem(Problem::warning(source.name, None, format!("{}{message}", origin.place)));
        if self.headers.get("warc-type") == Some("resource") {
            let charset = self.headers.get("content-type").and_then(charset);
            return Some(told_of(html::page(&self.block, &Origin { charset, ..origin.clone() }), &told));
        }
        let answer = Answer::of(&self.block)?;
        if !answer.is_page() {
            return None;
        }
        if self.cut {
            return Some(told("more than 16 MiB in one page, so it is skipped"));
        }
        match answer.page() {
            Ok(page) => {
                Some(told_of(html::page(&page, &Origin { charset: answer.charset(), ..origin.clone() }), &told))
            }
            Err(message) => Some(told(message)),
        }
    }
}

/// A page without any text is a record that gave no document; it says nothing of the archive.
fn told_of(item: Item, told: &dyn Fn(&str) -> Item) -> Item {
    if let Item::NoText(_) = item { told("no text in this page, so it is skipped") } else { item }
}

/// What a server answered.
struct Answer<'b> {
    status: &'b str,
    headers: Headers,
    body: &'b [u8],
}

impl<'b> Answer<'b> {
    fn of(block: &'b [u8]) -> Option<Self> {
        let end = find(block, b"\r\n\r\n").map(|at| (at, 4)).or_else(|| find(block, b"\n\n").map(|at| (at, 2)));
        let (end, width) = end?;
        let head = std::str::from_utf8(&block[..end]).ok()?;
        let mut lines = head.lines();
        let status = lines.next()?.split(' ').nth(1)?;
        let headers = lines.filter_map(|line| line.split_once(':'));
        let headers =
            headers.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned())).collect();
        Some(Answer { status, headers: Headers(headers), body: &block[end + width..] })
    }

    fn is_page(&self) -> bool {
        self.status == "200" && self.headers.get("content-type").is_some_and(is_page)
    }

    fn charset(&self) -> Option<String> {
        self.headers.get("content-type").and_then(charset)
    }

    /// The page without the chunks and the packing that it was sent in. Crawlers often keep the headers of what they have
    /// unpacked, so what does not look packed is taken as it is.
    fn page(&self) -> Result<Vec<u8>, &'static str> {
        let chunked = self.headers.get("transfer-encoding").is_some_and(|coding| coding.contains("chunked"));
        let body = if chunked { joined(self.body) } else { None }.unwrap_or_else(|| self.body.to_vec());
        let coding = self.headers.get("content-encoding").unwrap_or_default();
        let packed: Box<dyn Read> = match coding {
            "br" if super::is_binary(&body) || std::str::from_utf8(&body).is_err() => {
                Box::new(brotli_decompressor::Decompressor::new(body.as_slice(), BUFFER))
            }
            "deflate" if is_zlib(&body) => Box::new(flate2::read::ZlibDecoder::new(body.as_slice())),
            _ if coding.contains("gzip") && body.starts_with(&[0x1f, 0x8b]) => {
                Box::new(super::unpacked(Box::new(body.as_slice())).map_err(|_| DAMAGED)?)
            }
            _ => return Ok(body),
        };
        unpacked_page(packed)
    }
}

/// Why a page is skipped that cannot be unpacked.
const DAMAGED: &str = "what it was packed with is damaged, so it is skipped";
/// Bytes that are unpacked at once.
const BUFFER: usize = 4 << 10;

/// Whether data begin with the two bytes of zlib's format (RFC 1950): a method, and a check of both.
fn is_zlib(data: &[u8]) -> bool {
    matches!(data, [method, check, ..] if method & 0xf == 8 && u16::from_be_bytes([*method, *check]) % 31 == 0)
}

/// What unfolds, if it is no larger than a page may be.
fn unpacked_page(packed: Box<dyn Read + '_>) -> Result<Vec<u8>, &'static str> {
    let mut page = Vec::new();
    match packed.take(LARGEST + 1).read_to_end(&mut page) {
        Ok(length) if length as u64 <= LARGEST => Ok(page),
        Ok(_) => Err("more than 16 MiB in one page, so it is skipped"),
        Err(_) => Err(DAMAGED),
    }
}

/// A body that was sent in chunks; none if it is not.
fn joined(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    loop {
        let end = find(body, b"\n")?;
        let line = std::str::from_utf8(&body[..end]).ok()?.trim();
        let length = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        if length == 0 {
            return Some(joined);
        }
        joined.extend_from_slice(body.get(end + 1..)?.get(..length)?);
        body = body[end + 1 + length..].trim_ascii_start();
    }
}

/// The encoding in `text/html; charset=utf-8`.
fn charset(kind: &str) -> Option<String> {
    let at = kind.to_ascii_lowercase().find("charset=")?;
    let label = kind[at + 8..].trim_matches(['"', '\'', ' ']);
    Some(label.split(';').next()?.to_owned())
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
