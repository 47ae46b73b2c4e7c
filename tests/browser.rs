//! The report and `serve` in a real browser: that they can be filtered and followed, by keyboard alone too, that they ask
//! for nothing and complain of nothing, that hostile text runs nothing, and that people who do not see or point can use
//! them.
//!
//! Needs `chromedriver` and Chromium, and axe-core (`AXE_CORE` is the path of its `axe.min.js`). Without them a test says
//! so and passes; in CI it fails. `SEEDS` may name a folder of articles whose report is opened too. Pictures of every
//! page are left in `target/tmp/browser`.

use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use url::{ParseError, Url};

/// Whether what a test needs is there; in CI it must be.
fn missing(what: &str, there: bool) -> bool {
    assert!(there || std::env::var("CI").as_deref() != Ok("true"), "{what} is missing, and CI needs it");
    if !there {
        println!("left out: {what} is missing");
    }
    !there
}

fn runs(command: &str) -> bool {
    Command::new(command).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// A process that ends with the test.
struct Process(Child);

impl Process {
    /// Starts a command and waits for the port it says it listens on.
    fn listening(command: &mut Command, before_port: &str, on_error: bool) -> (Self, u16) {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let lines: Box<dyn BufRead> =
            if on_error { Box::new(BufReader::new(err)) } else { Box::new(BufReader::new(out)) };
        let port = |line: String| {
            let digits: String = line.split(before_port).nth(1)?.chars().take_while(char::is_ascii_digit).collect();
            digits.parse().ok()
        };
        let port = lines.lines().map_while(Result::ok).find_map(port).expect("it says its port");
        (Process(child), port)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A browser with one page, and its driver.
struct Browser {
    client: Client,
    _driver: Process,
}

/// A command of this browser beside the standard's.
#[derive(Debug)]
struct Own {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Own {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

impl Browser {
    async fn new() -> Self {
        let mut driver = Command::new("chromedriver");
        let (driver, port) = Process::listening(driver.arg("--port=0"), "successfully on port ", false);
        let arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en"];
        let capabilities = json!({
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        });
        let Value::Object(capabilities) = capabilities else { unreachable!() };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(Capabilities::from_iter(capabilities))
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("the browser starts");
        Browser { client, _driver: driver }
    }

    async fn close(self) {
        self.client.close().await.unwrap();
    }

    async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.client.issue_cmd(Own { path: "goog/cdp/execute", body }).await.unwrap()
    }

    async fn log(&self, sort: &str) -> Vec<Value> {
        let entries = self.client.issue_cmd(Own { path: "se/log", body: json!({ "type": sort }) }).await.unwrap();
        entries.as_array().cloned().unwrap_or_default()
    }

    /// Asserts that the page asked only for itself, and that nothing went wrong in it.
    async fn assert_quiet(&self, own: &str) {
        for entry in self.log("performance").await {
            let entry: Value = serde_json::from_str(entry["message"].as_str().unwrap()).unwrap();
            let event = &entry["message"];
            if event["method"] == "Network.requestWillBeSent" {
                let url = event["params"]["request"]["url"].as_str().unwrap();
                assert!(url.starts_with(own) || url.starts_with("data:"), "it asked for {url}");
            }
        }
        let complaints = self.log("browser").await;
        assert!(complaints.is_empty(), "the console says {complaints:#?}");
    }

    async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    async fn find(&self, selector: &str) -> Element {
        self.client.find(Locator::Css(selector)).await.unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    /// How many elements a reader can see.
    async fn visible(&self, selector: &str) -> usize {
        let mut visible = 0;
        for element in self.client.find_all(Locator::Css(selector)).await.unwrap() {
            visible += usize::from(element.is_displayed().await.unwrap());
        }
        visible
    }

    /// Chooses from a list of the filters by the key of the choice.
    async fn choose(&self, key: &str) {
        let list = self.find(&format!("#filters select:has(option[value='{key}'])")).await;
        list.select_by_value(key).await.unwrap();
    }

    /// Chooses the filter that is shown so.
    async fn choose_shown(&self, name: &str) {
        let value =
            "return [...document.querySelectorAll('#filters option')].find((o) => o.text === arguments[0]).value;";
        let key = self.client.execute(value, vec![json!(name)]).await.unwrap();
        self.choose(key.as_str().unwrap()).await;
    }

    /// Waits until a script returns this.
    async fn until(&self, script: &str, expected: &Value) {
        for _ in 0..50 {
            if self.run(script).await == *expected {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(self.run(script).await, *expected);
    }

    async fn press(&self, key: &str) {
        self.client.active_element().await.unwrap().send_keys(key).await.unwrap();
    }

    /// Presses the tabulator until what has the focus matches.
    async fn tab_to(&self, selector: &str) {
        for _ in 0..120 {
            self.press(&char::from(Key::Tab).to_string()).await;
            let there = format!("return document.activeElement.matches({});", json!(selector));
            if self.run(&there).await == json!(true) {
                return;
            }
        }
        panic!("the keyboard does not reach {selector}");
    }

    async fn enter(&self) {
        self.press(&char::from(Key::Enter).to_string()).await;
    }

    async fn dark(&self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": value }]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    async fn size(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Leaves pictures of the page at two widths, light and dark, and asserts that nothing sticks out to the side.
    async fn picture(&self, name: &str) {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("browser");
        fs::create_dir_all(&folder).unwrap();
        for (width, dark) in [(1280, false), (1280, true), (390, false), (390, true)] {
            self.dark(dark).await;
            self.size(width, 3000).await;
            let wide = self.run("return document.documentElement.scrollWidth;").await;
            assert!(wide.as_u64() <= Some(width.into()), "{name} is {wide} wide on a screen of {width}");
            let shade = if dark { "dark" } else { "light" };
            let picture = self.client.screenshot().await.unwrap();
            fs::write(folder.join(format!("{name}-{width}-{shade}.png")), picture).unwrap();
        }
        self.devtools("Emulation.clearDeviceMetricsOverride", json!({})).await;
        self.dark(false).await;
    }

    /// Asserts that axe-core finds no serious fault, light and dark.
    async fn assert_accessible(&self, name: &str) {
        let path = std::env::var("AXE_CORE").unwrap_or_default();
        if missing("axe-core (AXE_CORE)", Path::new(&path).is_file()) {
            return;
        }
        self.run(&fs::read_to_string(path).unwrap()).await;
        for dark in [false, true] {
            self.dark(dark).await;
            let script = "const done = arguments[arguments.length - 1]; axe.run().then(done);";
            let result = self.client.execute_async(script, Vec::new()).await.unwrap();
            assert!(result["passes"].as_array().is_some_and(|passes| passes.len() > 10), "axe-core did not run");
            let grave = |rule: &&Value| rule["impact"] == "serious" || rule["impact"] == "critical";
            let faults: Vec<String> =
                result["violations"].as_array().unwrap().iter().filter(grave).map(shown).collect();
            assert!(faults.is_empty(), "{name}, dark {dark}:\n{}", faults.join("\n"));
        }
        self.dark(false).await;
    }
}

/// A fault as axe-core tells it.
fn shown(rule: &Value) -> String {
    let nodes = rule["nodes"].as_array().unwrap().iter().take(3);
    let places: Vec<String> = nodes.map(|node| format!("  {}\n  {}", node["html"], node["failureSummary"])).collect();
    format!("{}: {}\n{}", rule["id"], rule["help"], places.join("\n"))
}

/// Writes the report of these articles, and says its address.
fn report(name: &str, path: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_misquote"));
    let output = command.arg("check").arg(path).args(["--format", "html", "--fail-on", "never"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.html"));
    fs::write(&file, output.stdout).unwrap();
    format!("file://{}", file.display())
}

fn story() -> String {
    report("border-talks", Path::new("fixtures/stories/border-talks"))
}

fn without_browser() -> bool {
    missing("chromedriver", runs("chromedriver"))
}

#[tokio::test]
async fn findings_are_filtered_and_searched() {
    if without_browser() {
        return;
    }
    let (browser, url) = (Browser::new().await, story());
    browser.client.goto(&url).await.unwrap();
    let all = browser.visible(".finding").await;
    assert!(all >= 3, "{all} findings");
    browser.choose("altered-negation").await;
    assert_eq!(browser.visible(".finding").await, 1);
    browser.find("#filters button[type=reset]").await.click().await.unwrap();
    browser.client.wait().for_element(Locator::Css("#matches:empty")).await.unwrap();
    assert_eq!(browser.visible(".finding").await, all);
    browser.choose("error").await;
    assert_eq!(browser.visible(".finding").await, browser.visible(".finding.error").await);
    assert!(browser.visible(".finding").await < all);
    browser.choose("").await;
    browser.find("#filters button[type=reset]").await.click().await.unwrap();
    browser.find("#search").await.send_keys("WATERWORKS").await.unwrap();
    let left = "return [...document.querySelectorAll('.finding')].filter((f) => !f.hidden).length;";
    browser.until(left, &json!(1)).await;
    assert!(browser.find("#matches").await.text().await.unwrap().starts_with("1 of "));
    browser.assert_quiet(&url).await;
    browser.close().await;
}

#[tokio::test]
async fn a_finding_is_followed_to_its_article_and_its_link_stays() {
    if without_browser() {
        return;
    }
    let (browser, url) = (Browser::new().await, story());
    browser.client.goto(&url).await.unwrap();
    browser.find(".finding a.read").await.click().await.unwrap();
    let target = browser.find("mark:target").await;
    assert!(target.is_displayed().await.unwrap(), "the article stays folded");
    assert_eq!(browser.visible("details.article[open]").await, 1);
    let flag = browser.find("mark:target + a.flag, mark:target ~ a.flag").await;
    flag.click().await.unwrap();
    assert!(browser.client.current_url().await.unwrap().fragment().unwrap().starts_with("finding-"));
    browser.choose("error").await;
    let place = browser.client.current_url().await.unwrap();
    assert_eq!(place.query(), Some("severity=error"));
    browser.client.refresh().await.unwrap();
    assert_eq!(browser.client.current_url().await.unwrap(), place);
    let shown = "const b = document.querySelector('.finding:target').getBoundingClientRect(); \
                 return b.height > 0 && b.top >= 0 && b.top < innerHeight;";
    assert_eq!(browser.run(shown).await, json!(true), "the finding is not in sight after a reload");
    assert!(browser.visible(".finding.error").await > 0 && browser.visible(".finding.warning").await == 0);
    browser.assert_quiet(&url).await;
    browser.close().await;
}

#[tokio::test]
async fn filters_survive_a_reload() {
    if without_browser() {
        return;
    }
    let (browser, url) = (Browser::new().await, story());
    browser.client.goto(&format!("{url}?from=desk")).await.unwrap();
    browser.choose_shown("Edda Rook").await;
    browser.choose_shown("Meridian Press").await;
    browser.find("#search").await.send_keys("pump house").await.unwrap();
    let kept = "return location.search;";
    let expected = json!("?from=desk&speaker=Edda+Rook&outlet=Meridian+Press&search=pump+house");
    browser.until(kept, &expected).await;
    let counts = browser.find("#matches").await.text().await.unwrap();
    browser.client.refresh().await.unwrap();
    assert_eq!(browser.run(kept).await, expected);
    assert_eq!(browser.find("#matches").await.text().await.unwrap(), counts);
    assert_eq!(browser.run("return document.getElementById('search').value;").await, json!("pump house"));
    browser.find("#filters button[type=reset]").await.click().await.unwrap();
    browser.until(kept, &json!("?from=desk")).await;
    // A link to what a filter hides, chosen after it was followed, does not undo the filter.
    browser.find(".finding.warning .permalink").await.click().await.unwrap();
    browser.choose("error").await;
    browser.client.refresh().await.unwrap();
    assert_eq!(browser.visible(".finding.warning").await, 0);
    assert!(browser.visible(".finding.error").await > 0);
    browser.assert_quiet(&url).await;
    browser.close().await;
}

#[tokio::test]
async fn a_link_shows_what_a_filter_hides() {
    if without_browser() {
        return;
    }
    let (browser, url) = (Browser::new().await, story());
    browser.client.goto(&url).await.unwrap();
    let hidden = browser.find(".finding.warning").await.attr("id").await.unwrap().unwrap();
    browser.choose("error").await;
    assert_eq!(browser.visible(&format!("#{hidden}")).await, 0);
    browser.run(&format!("location.hash = '{hidden}';")).await;
    browser.client.wait().for_element(Locator::Css(&format!("#{hidden}:target:not([hidden])"))).await.unwrap();
    assert_eq!(browser.visible(&format!("#{hidden}")).await, 1);
    browser.close().await;
}

#[tokio::test]
async fn the_keyboard_is_enough() {
    if without_browser() {
        return;
    }
    let (browser, url) = (Browser::new().await, story());
    browser.client.goto(&url).await.unwrap();
    browser.tab_to("a.skip").await;
    browser.enter().await;
    assert_eq!(browser.run("return document.activeElement.id;").await, json!("findings"));
    browser.tab_to(".finding a.read").await;
    browser.enter().await;
    assert!(browser.find("mark:target").await.is_displayed().await.unwrap());
    browser.tab_to(".said[tabindex]").await;
    let who = browser.find(".said:focus > .who").await;
    assert!(who.is_displayed().await.unwrap(), "the speaker is not shown on focus");
    assert!(!who.text().await.unwrap().trim().is_empty());
    browser.tab_to("details.article:not([open]) > summary").await;
    browser.enter().await;
    assert_eq!(browser.run("return document.activeElement.parentElement.open;").await, json!(true));
    browser.close().await;
}

#[tokio::test]
async fn it_reads_without_script_and_prints_everything() {
    if without_browser() {
        return;
    }
    let (browser, url) = (Browser::new().await, story());
    browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    browser.client.goto(&url).await.unwrap();
    assert_eq!(browser.visible("#filters").await, 0);
    assert!(browser.visible(".finding").await >= 3);
    browser.find(".finding a.read").await.click().await.unwrap();
    assert!(browser.find("mark:target").await.is_displayed().await.unwrap(), "the article stays folded");
    browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await;
    browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    assert_eq!(browser.visible("nav, .permalink, .read").await, 0);
    let texts = browser.client.find_all(Locator::Css(".article .text")).await.unwrap();
    for text in texts {
        let (.., height) = text.rectangle().await.unwrap();
        assert!(height > 100.0, "an article is not printed");
    }
    browser.close().await;
}

#[tokio::test]
async fn the_report_is_accessible_and_fits_every_screen() {
    if without_browser() {
        return;
    }
    let (browser, url) = (Browser::new().await, story());
    browser.client.goto(&url).await.unwrap();
    browser.assert_accessible("the report").await;
    browser.picture("report").await;
    browser.run("document.querySelectorAll('details').forEach((fold) => { fold.open = true; });").await;
    browser.assert_accessible("the report with every article open").await;
    browser.run("document.getElementById('utterances').scrollIntoView();").await;
    browser.picture("utterances").await;
    browser.run("document.querySelector('.article').scrollIntoView();").await;
    browser.picture("article").await;
    browser.assert_quiet(&url).await;
    browser.close().await;
}

#[tokio::test]
async fn copies_lead_to_what_they_are_copies_of() {
    if without_browser() {
        return;
    }
    let (browser, url) = (Browser::new().await, report("copies", Path::new("fixtures/copies")));
    browser.client.goto(&url).await.unwrap();
    browser.assert_accessible("the report of copies").await;
    browser.picture("copies").await;
    browser.find(".utterance .copy a").await.click().await.unwrap();
    let original = browser.find(".article:target .outlet").await.text().await.unwrap();
    assert_eq!(original, "Osmere Wire");
    assert_eq!(browser.visible(".article:target .text").await, 1);
    browser.assert_quiet(&url).await;
    browser.close().await;
}

#[tokio::test]
async fn hostile_text_is_shown_and_runs_nothing() {
    if without_browser() {
        return;
    }
    let evil =
        "</script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">\u{202e}\u{1b}";
    let article = |outlet: &str, not: &str| {
        let said = format!("“We will {not}close the {evil} ferry,” Mara Vell, the harbour master, said on Monday.");
        let text = format!("{evil}\n\n{said}\n\n{}\n", "x".repeat(1 << 20));
        let url = "javascript:document.title='run'";
        json!({ "id": format!("{evil}{outlet}"), "outlet": evil, "title": evil, "url": url, "text": text }).to_string()
    };
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("hostile.jsonl");
    fs::write(&file, format!("{}\n{}\n", article("a", "not "), article("b", ""))).unwrap();
    let (browser, url) = (Browser::new().await, report("hostile", &file));
    browser.client.goto(&url).await.unwrap();
    browser.run("document.querySelectorAll('details').forEach((fold) => { fold.open = true; });").await;
    assert!(browser.client.title().await.unwrap().starts_with("misquote: 2 articles"));
    assert_eq!(browser.run("return document.scripts.length + document.images.length;").await, json!(1));
    assert_eq!(browser.run("return document.querySelectorAll('a[href^=\"javascript\" i]').length;").await, json!(0));
    let text = browser.find(".article .text").await.text().await.unwrap();
    assert!(text.contains("<img src=x onerror=") && text.contains("U+202E"), "{}", &text[..300]);
    browser.picture("hostile").await;
    browser.assert_quiet(&url).await;
    browser.close().await;
}

#[tokio::test]
async fn articles_pasted_into_the_local_page_come_back_as_a_report() {
    if without_browser() {
        return;
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_misquote"));
    let (_server, port) = Process::listening(command.args(["serve", "--port", "0"]), "127.0.0.1:", true);
    let (browser, url) = (Browser::new().await, format!("http://127.0.0.1:{port}/"));
    browser.client.goto(&url).await.unwrap();
    browser.assert_accessible("the local page").await;
    browser.picture("serve").await;
    browser.find("#more").await.click().await.unwrap();
    assert_eq!(browser.visible("textarea").await, 3);
    for (nth, text) in
        [(1, "“We will not close the ferry,” Mara Vell said."), (3, "“We will close the ferry,” Mara Vell said.")]
    {
        let place = format!("fieldset:nth-child({nth})");
        browser.find(&format!("{place} [name=outlet]")).await.send_keys(&format!("Outlet {nth}")).await.unwrap();
        browser.find(&format!("{place} textarea")).await.send_keys(text).await.unwrap();
    }
    browser.find("button.first").await.click().await.unwrap();
    for _ in 0..100 {
        if browser.client.windows().await.unwrap().len() == 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    browser.assert_quiet(&url).await;
    let windows = browser.client.windows().await.unwrap();
    browser.client.switch_to_window(windows.last().unwrap().clone()).await.unwrap();
    browser.client.wait().for_element(Locator::Css("h1")).await.unwrap();
    assert_eq!(browser.find("h1").await.text().await.unwrap(), "2 articles: 1 error");
    assert_eq!(browser.visible(".finding").await, 1);
    browser.choose("error").await;
    assert_eq!(browser.visible(".finding").await, 1);
    browser.assert_quiet(&url).await;
    browser.close().await;
}

#[tokio::test]
async fn the_report_of_real_articles_opens() {
    let Ok(seeds) = std::env::var("SEEDS") else {
        println!("left out: SEEDS names no folder");
        return;
    };
    if without_browser() {
        return;
    }
    let (browser, url) = (Browser::new().await, report("seeds", Path::new(&seeds)));
    browser.client.goto(&url).await.unwrap();
    let all = browser.visible(".article").await;
    let speaker = browser.find("#filters option[value^=s]").await.attr("value").await.unwrap().unwrap();
    browser.choose(&speaker).await;
    let theirs = browser.visible(".article").await;
    assert!(all > theirs && theirs > 0, "{theirs} of {all} articles have the first speaker");
    browser.find("#filters button[type=reset]").await.click().await.unwrap();
    browser.client.wait().for_element(Locator::Css("#matches:empty")).await.unwrap();
    browser.find(".utterance a.outlet").await.click().await.unwrap();
    assert!(browser.find(".said:target").await.is_displayed().await.unwrap(), "the article stays folded");
    browser.assert_accessible("the report of real articles").await;
    browser.picture("seeds").await;
    browser.assert_quiet(&url).await;
    browser.close().await;
}
