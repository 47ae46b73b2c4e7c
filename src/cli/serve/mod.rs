//! `misquote serve`: a page on this computer to try it. Articles are pasted or dropped, the report comes back as a page
//! to read or to keep. Nothing is stored, and nothing is asked of any other computer.
//!
//! `guard` turns away what does not come from the page itself, `upload` makes documents of what was sent, `form` is the
//! page. Work is done one request at a time and given up after a minute; what a request may hold is bounded.

mod form;
mod guard;
mod upload;

use super::{Outcome, terminal};
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, middleware};
use clap::Args;
use misquote::Options;
use misquote::report::html;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use upload::{Part, Upload};

/// Open a page on this computer where articles can be pasted and compared
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The port to listen on; 0 for any that is free
    #[arg(long, default_value_t = 8017, value_name = "PORT")]
    port: u16,
}

const EXAMPLES: &str = "\
Examples:
  misquote serve               Then open the address it prints
  misquote serve --port 9000   On another port

Only this computer can reach the page. Nothing is stored, and nothing is sent anywhere. Ctrl-C ends it.";

/// Most bytes of one request: a few hundred articles.
const LARGEST: usize = 8 << 20;
/// How long one request may take. A request of [`LARGEST`] bytes takes some three seconds.
const PATIENCE: Duration = Duration::from_secs(60);

impl Arguments {
    /// Listens until the process is ended.
    pub fn run(self) -> io::Result<Outcome> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let listener = match TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))).await {
                Ok(listener) => listener,
                Err(error) => {
                    let remedy = "choose another with --port, or 0 for any";
                    terminal::say(&format!("error: cannot listen on port {}: {error}; {remedy}", self.port));
                    return Ok(Outcome::Unread);
                }
            };
            let port = listener.local_addr()?.port();
            terminal::say(&format!("listening on http://127.0.0.1:{port}/ (Ctrl-C ends it)"));
            axum::serve(listener, router(port)).await?;
            Ok(Outcome::Clean)
        })
    }
}

/// One piece of work at a time.
type Bench = Arc<Semaphore>;

fn router(port: u16) -> Router {
    Router::new()
        .route("/", get(form::page))
        .route("/report", post(shown))
        .route("/report/download", post(downloaded))
        .fallback(|| async { Refusal::new(StatusCode::NOT_FOUND, "There is no such page.") })
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(middleware::from_fn_with_state(guard::Hosts::new(port), guard::guard))
        .with_state(Bench::new(Semaphore::new(1)))
}

/// The report as a page to read.
async fn shown(State(bench): State<Bench>, parts: Multipart) -> Result<Response, Refusal> {
    let page = report(bench, parts).await?;
    let policy = format!("{}; frame-ancestors 'none'", html::policy(html::STYLE, html::SCRIPT, "'none'"));
    Ok(([(header::CONTENT_SECURITY_POLICY, policy)], Html(page)).into_response())
}

/// The report as a file to keep.
async fn downloaded(bench: State<Bench>, parts: Multipart) -> Result<Response, Refusal> {
    let mut response = shown(bench, parts).await?;
    let file = HeaderValue::from_static("attachment; filename=\"misquote.html\"");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, file);
    Ok(response)
}

/// The page for the articles that were sent, read and made on a thread of its own.
async fn report(bench: Bench, request: Multipart) -> Result<Vec<u8>, Refusal> {
    let parts = upload::receive(request).await?;
    let busy =
        Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "Another report is being made; try again when it is done.");
    let permit = bench.try_acquire_owned().map_err(|_| busy)?;
    let work = tokio::task::spawn_blocking(move || made(parts, permit));
    let late = Refusal::new(StatusCode::GATEWAY_TIMEOUT, "That took more than a minute; try fewer articles.");
    match tokio::time::timeout(PATIENCE, work).await {
        Err(_) => Err(late),
        Ok(Ok(made)) => made,
        Ok(Err(_)) => Err(broken()),
    }
}

fn broken() -> Refusal {
    Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "The report could not be made of these articles.")
}

/// The page; the permit is given back when it is done, even if nobody waits for it any more.
fn made(parts: Vec<Part>, _permit: OwnedSemaphorePermit) -> Result<Vec<u8>, Refusal> {
    let Upload { mut documents, problems } = Upload::of(parts)?;
    documents.sort();
    let mut report = misquote::check(&documents, &Options::default());
    report.problems.splice(0..0, problems);
    let mut page = Vec::new();
    html::write(&report, &documents, &mut page).map_err(|_| broken())?;
    Ok(page)
}

/// Why there is no report.
struct Refusal {
    status: StatusCode,
    message: String,
}

impl Refusal {
    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Refusal { status, message: message.into() }
    }
}

impl From<MultipartError> for Refusal {
    fn from(error: MultipartError) -> Self {
        let message = match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => {
                format!("That is more than {} MiB; use the command `misquote check` instead.", LARGEST >> 20)
            }
            _ => "The form arrived broken; send it again.".to_owned(),
        };
        Refusal::new(error.status(), message)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, form::refusal(&self.message)).into_response()
    }
}
