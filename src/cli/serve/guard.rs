//! The guard: what every answer carries, and which requests get one. A page elsewhere could send its own name to this
//! computer's address (DNS rebinding) or post a form here; so the Host must be this server's, and a browser that says
//! where a request comes from must say that it comes from here.

use super::Refusal;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// What this server is called.
#[derive(Clone)]
pub struct Hosts(Arc<[String]>);

impl Hosts {
    /// The names of a server on this port.
    pub fn new(port: u16) -> Self {
        Hosts([format!("127.0.0.1:{port}"), format!("localhost:{port}")].into())
    }

    fn has(&self, host: &str) -> bool {
        self.0.iter().any(|ours| ours.eq_ignore_ascii_case(host))
    }

    /// Whether a request is for this server and, as far as its browser says, from its own page.
    fn admits(&self, headers: &HeaderMap) -> bool {
        let value = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
        let for_us = value(header::HOST).is_some_and(|host| self.has(host));
        let origin = value(header::ORIGIN).and_then(|origin| origin.strip_prefix("http://"));
        let from_us = match value(HeaderName::from_static("sec-fetch-site")) {
            Some(site) => site == "same-origin" || site == "none",
            None => headers.get(header::ORIGIN).is_none() || origin.is_some_and(|origin| self.has(origin)),
        };
        for_us && from_us
    }
}

/// What every answer says to the browser.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Answers requests from the page itself, and no others.
pub async fn guard(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    let mut response = if hosts.admits(request.headers()) {
        next.run(request).await
    } else {
        Refusal::new(StatusCode::FORBIDDEN, "Open this page by the address that the command printed.").into_response()
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
