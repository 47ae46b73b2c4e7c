//! The page that articles are pasted into or dropped on. It works without its script, which only adds places for more
//! articles and takes dropped files.

use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use misquote::report::html as report;

const STYLE: &str = concat!(include_str!("../../report/html/page.css"), include_str!("form.css"));
const SCRIPT: &str = include_str!("form.js");

/// Places for pasted articles before the script adds more.
const PLACES: usize = 2;

/// The page.
pub async fn page() -> Response {
    drawn(
        "Compare articles",
        html! {
            p.lede {
                "Paste or drop what several outlets wrote of one event. Nothing is stored, and nothing leaves this \
                 computer."
            }
            form action="/report" method="post" enctype="multipart/form-data" target="_blank" {
                label.drop #drop {
                    "Files: texts, web pages, JSON Lines, feeds, CSV, .docx and the other formats that are read"
                    input #files type="file" name="file" multiple;
                }
                div #articles { @for nth in 1..=PLACES { (article(nth)) } }
                p.buttons {
                    button.first type="submit" { "Compare" }
                    button type="submit" formaction="/report/download" formtarget="_self" { "Download the report" }
                    button #more type="button" hidden { "One more article" }
                }
                p #said role="status" {}
            }
        },
    )
}

/// A place for one article. The fields of one follow each other in the request.
fn article(nth: usize) -> Markup {
    html! {
        fieldset {
            legend { "Article " span.nth { (nth) } }
            div.about {
                label { "Outlet" input name="outlet" maxlength="200" autocomplete="off"; }
                label { "Date" input name="date" type="date"; }
            }
            label { "Text" textarea name="text" rows="9" {} }
        }
    }
}

/// A page that says why there is no report.
pub fn refusal(message: &str) -> Response {
    drawn("No report", html! { p.lede { (message) } p { a href="/" { "Back to the articles" } } })
}

fn drawn(title: &str, main: Markup) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                link rel="icon" href="data:,";
                title { "misquote: " (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    p.brand { "misquote" span.meta { " who is quoted saying what, and where outlets disagree" } }
                    h1 { (title) }
                }
                main { (main) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    let policy = format!("{}; frame-ancestors 'none'", report::policy(STYLE, SCRIPT, "'self'"));
    ([(header::CONTENT_SECURITY_POLICY, policy)], Html(page.into_string())).into_response()
}
