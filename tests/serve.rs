//! `misquote serve`, asked as a browser asks it: what it answers, what every answer carries, and whom it turns away.
#![cfg(feature = "serve")]

use misquote::report::html;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// The command, listening on a port of its own until the test ends.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn new() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_misquote"));
        let mut child = command.args(["serve", "--port", "0"]).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()?.parse().ok());
        Server { child, port: port.unwrap_or_else(|| panic!("no port in {line:?}")) }
    }

    fn get(&self, path: &str, headers: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n"), b"")
    }

    /// From the page itself.
    fn host(&self) -> String {
        format!("Host: 127.0.0.1:{}\r\n", self.port)
    }

    fn post(&self, path: &str, headers: &str, form: &str) -> Answer {
        let length = form.len();
        let sort = "Content-Type: multipart/form-data; boundary=BOUNDARY\r\n";
        let head = format!(
            "POST {path} HTTP/1.1\r\n{}{headers}{sort}Content-Length: {length}\r\nConnection: close\r\n\r\n",
            self.host()
        );
        self.send(&head, form.as_bytes())
    }

    /// The answer to a request; a server that has seen enough may close before all of it is sent.
    fn send(&self, head: &str, body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        let _ = stream.write_all(body);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer but {text:?}"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    status: u16,
    /// In lower case.
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).unwrap_or_default()
    }
}

fn field(name: &str, value: &str) -> String {
    format!("--BOUNDARY\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
}

fn file(name: &str, content: &str) -> String {
    let sort = "Content-Type: application/octet-stream";
    format!(
        "--BOUNDARY\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n{sort}\r\n\r\n{content}\r\n"
    )
}

fn form(parts: &[String]) -> String {
    format!("{}--BOUNDARY--\r\n", parts.concat())
}

const PACKET: &str = "“We will not close the ferry to the island,” Mara Vell, the harbour master, said on Monday.";
const WIRE: &str = "“We will close the ferry to the island,” Mara Vell, the harbour master, said on Monday.";

/// Two articles that disagree, as the form sends them.
fn pasted() -> String {
    form(&[
        field("outlet", "The Tarrin Packet"),
        field("date", "2031-05-17"),
        field("text", PACKET),
        field("outlet", "<script>alert(1)</script>"),
        field("date", ""),
        field("text", WIRE),
        field("outlet", ""),
        field("date", ""),
        field("text", ""),
    ])
}

#[test]
fn the_page_may_run_nothing_but_its_own_script() {
    let server = Server::new();
    let page = server.get("/", &server.host());
    assert_eq!(page.status, 200);
    let between = |from: &str, to: &str| page.body.split(from).nth(1).unwrap().split(to).next().unwrap().to_owned();
    let policy = html::policy(&between("<style>", "</style>"), &between("<script>", "</script>"), "'self'");
    let expected = format!("{policy}; frame-ancestors 'none'").to_lowercase();
    assert_eq!(page.header("content-security-policy"), expected);
    assert!(expected.starts_with("default-src 'none'; "));
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("cross-origin-resource-policy"), "same-origin");
}

#[test]
fn pasted_articles_come_back_as_a_report() {
    let server = Server::new();
    let report = server.post("/report", "", &pasted());
    assert_eq!(report.status, 200, "{}", report.body);
    assert!(report.header("content-type").starts_with("text/html"));
    assert!(report.header("content-security-policy").contains("frame-ancestors 'none'"));
    assert!(report.body.contains("<title>misquote: 2 articles: 1 error</title>"));
    assert!(report.body.contains("altered-negation"));
    assert!(report.body.contains("2031-05-17"));
    assert!(report.body.contains("&lt;script&gt;alert(1)"));
    assert_eq!(report.body.matches("<script").count(), 1);
}

#[test]
fn files_are_read_and_the_report_can_be_kept() {
    let server = Server::new();
    let line =
        |outlet: &str, text: &str| format!("{{\"id\": \"a\", \"outlet\": \"{outlet}\", \"text\": \"{text}\"}}\n");
    let lines = format!("{}{}not json\n", line("Packet", PACKET), line("Wire", WIRE));
    let report = server.post("/report/download", "", &form(&[file("day.jsonl", &lines), file("other.txt", PACKET)]));
    assert_eq!(report.status, 200, "{}", report.body);
    assert_eq!(report.header("content-disposition"), "attachment; filename=\"misquote.html\"");
    assert!(report.body.contains("<title>misquote: 3 articles: "));
    assert!(report.body.contains("<bdi>a#2</bdi>"), "two records of one id are not kept apart");
    assert!(report.body.contains("day.jsonl:3: error: "), "the broken line is not told of");
}

#[cfg(feature = "formats")]
#[test]
fn files_of_every_format_are_read() {
    let server = Server::new();
    let page = format!(
        "<html><head><meta property=\"og:type\" content=\"article\"><meta property=\"og:site_name\" \
         content=\"The Tarrin Packet\"></head><body><nav>MENU</nav>\
         <article><h1>Ferry stays</h1><p>{PACKET}</p></article></body></html>"
    );
    let table = format!("outlet,text\nWire,\"{WIRE}\"\n");
    let files = [file("packet.html", &page), file("day.csv", &table), file("a.pdf", "%PDF-1.4\n")];
    let report = server.post("/report", "", &form(&files));
    assert_eq!(report.status, 200, "{}", report.body);
    assert!(report.body.contains("<title>misquote: 2 articles: 1 error"), "{}", report.body);
    assert!(report.body.contains("The Tarrin Packet") && report.body.contains("altered-negation"));
    assert!(!report.body.contains("MENU") && !report.body.contains("&lt;article"), "markup is read as text");
    assert!(report.body.contains("pdftotext"), "the PDF is not told of");
}

#[test]
fn what_does_not_come_from_the_page_is_turned_away() {
    let server = Server::new();
    let ours = server.host();
    let local = format!("Host: LOCALHOST:{}\r\n", server.port);
    for (headers, status) in [
        (ours.clone(), 200),
        (local, 200),
        (format!("{ours}Sec-Fetch-Site: none\r\n"), 200),
        (format!("{ours}Sec-Fetch-Site: cross-site\r\n"), 403),
        (format!("{ours}Sec-Fetch-Site: same-site\r\n"), 403),
        (format!("{ours}Origin: http://127.0.0.1:{}\r\n", server.port), 200),
        (format!("{ours}Origin: http://evil.example\r\n"), 403),
        (format!("{ours}Origin: null\r\n"), 403),
        (format!("Host: evil.example:{}\r\n", server.port), 403),
        ("Host: 127.0.0.1\r\n".to_owned(), 403),
    ] {
        let answer = server.get("/", &headers);
        assert_eq!(answer.status, status, "{headers}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{headers}");
    }
    let posted = server.post("/report", "Origin: http://evil.example\r\n", &pasted());
    assert_eq!(posted.status, 403);
}

#[test]
fn requests_are_bounded_and_refusals_say_why() {
    let server = Server::new();
    let large = server.post("/report", "", &form(&[field("outlet", ""), field("text", &"a ".repeat(5 << 20))]));
    assert_eq!(large.status, 413);
    assert!(large.body.contains("more than 8 MiB"), "{}", large.body);
    let empty = server.post("/report", "", &form(&[field("outlet", "A"), field("text", " \n")]));
    assert_eq!(empty.status, 422);
    assert!(empty.body.contains("There is no article to compare."));
    let binary = server.post("/report", "", &form(&[file("<b>.bin", "\0\u{1}\0\0\0")]));
    assert_eq!(binary.status, 422);
    assert!(binary.body.contains("&lt;b&gt;.bin: warning: not text"), "{}", binary.body);
    let broken = server.post("/report", "", "no form at all");
    assert_eq!(broken.status, 400);
    assert_eq!(server.get("/report", &server.host()).status, 405);
    assert_eq!(server.get("/../etc/passwd", &server.host()).status, 404);
}

#[test]
fn only_this_computer_is_listened_to() {
    let server = Server::new();
    assert!(TcpStream::connect(("127.0.0.2", server.port)).is_err(), "it listens on every address");
}

#[test]
fn a_port_in_use_is_told_with_the_remedy() {
    let server = Server::new();
    let mut second = Command::new(env!("CARGO_BIN_EXE_misquote"));
    let output = second.args(["serve", "--port", &server.port.to_string()]).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(message.contains("cannot listen on port") && message.contains("--port"), "{message}");
}
