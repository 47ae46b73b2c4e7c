//! An utterance on the page: the fullest wording, and under it what every other outlet made of it, word by word. In: an
//! utterance of a book. Out: one block.

use super::article::form;
use super::book::Book;
use super::text::{Shown, count, cut, name, plain};
use super::version::{Version, version};
use super::{anchor, filters};
use crate::attribution::Kind;
use crate::report::{Attribution, Member, Passages, Placed, Utterance};
use crate::utterance::{DifferenceKind, UtteranceKind};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Reports of one utterance that are shown. Guessed: more than anybody reads.
const MEMBERS: usize = 30;
/// Characters of the fullest wording that are shown. Guessed: a page.
const WORDS: usize = 3000;
/// Characters shown of what differs.
const DETAIL: usize = 160;

/// The utterance as a block.
pub fn utterance(book: &Book<'_>, utterance: &Utterance) -> Markup {
    let reference = &book.report.attributions[utterance.reference];
    let outlets = book.outlets_of(utterance);
    let keys = filters::keys(outlets.iter().copied(), book.speakers_in(utterance), book.findings(utterance.id));
    let anchor = anchor::utterance(utterance.id);
    html! {
        article.utterance.item id=(anchor) data-filter=(keys) tabindex="-1" aria-labelledby={ (anchor) "-title" } {
            h3 id={ (anchor) "-title" } {
                @match &utterance.speaker { Some(speaker) => (name(speaker)), None => "Speaker unknown" }
                " " span.meta { (count(utterance.members.len(), "report")) ", " (count(outlets.len(), "outlet")) (independent(utterance, outlets.len())) }
            }
            (verdict(book, utterance))
            blockquote.fullest dir="auto" { (words(&reference.attribution)) }
            p.meta { "Fullest in " (link(book, reference)) }
            (versions(book, utterance, reference))
        }
    }
}

/// How many of the reports are independent, where that is fewer than the outlets.
fn independent(utterance: &Utterance, outlets: usize) -> Markup {
    let fewer = (1..outlets).contains(&utterance.independent);
    html! { @if fewer { ", " (count(utterance.independent, "independent report")) } }
}

/// Whether findings are about it, and which.
fn verdict(book: &Book<'_>, utterance: &Utterance) -> Markup {
    html! {
        p.kicker {
            @if utterance.kind == UtteranceKind::Paraphrase { span { "in other words" } }
            @if book.findings(utterance.id).next().is_none() { span.agree { "no finding" } }
            @for finding in book.shown_findings(utterance.id) {
                a.severity.(finding.severity) href=(anchor::to(&anchor::finding(finding))) { (name(&finding.code)) }
            }
        }
    }
}

/// The content, in marks where all of it is quoted, fragments set apart.
fn words(said: &Attribution) -> Markup {
    let fragments: Vec<&str> = said.content.spans.iter().map(|fragment| fragment.text.trim_end_matches(',')).collect();
    let words = fragments.join(" … ");
    let words = cut(&words, WORDS);
    html! { @if said.kind == Kind::Direct { "“" (Shown(&words)) "”" } @else { (Shown(&words)) } }
}

/// The outlet and date of a report, leading to its place in the article if that is on the page.
fn link(book: &Book<'_>, placed: &Placed) -> Markup {
    let listed = book.listed(placed.document);
    html! {
        @if book.shown.has_document(placed.document) {
            a.outlet href=(anchor::to(&anchor::attribution(placed.id))) { (name(&listed.outlet)) }
        } @else {
            span.outlet { (name(&listed.outlet)) }
        }
        @if let Some(date) = listed.date { " " time datetime=(date) { (date) } }
        @if let Some(owed) = book.report.owed(placed.document) { " " span.meta { bdi { (plain(&owed)) } } }
    }
}

/// The other reports, the earliest first, those in the same words together.
fn versions(book: &Book<'_>, utterance: &Utterance, reference: &Placed) -> Markup {
    let placed = |member: &Member| &book.report.attributions[member.attribution];
    let mut others: Vec<&Member> =
        utterance.members.iter().filter(|member| member.attribution != utterance.reference).collect();
    others.sort_by_key(|member| {
        let document = placed(member).document;
        (book.listed(document).date, document)
    });
    let shown = others.iter().take(MEMBERS);
    let drawn: Vec<(&Member, Version)> =
        shown.map(|member| (*member, version(&reference.attribution.content.text, &own(member)))).collect();
    let same: Vec<&Member> = drawn.iter().filter(|(_, version)| version.same).map(|(member, _)| *member).collect();
    html! {
        ul.versions {
            @if !same.is_empty() {
                li { "In the same words: " ul.same { @for member in same { li { (head(book, placed(member), reference)) } } } }
            }
            @for (member, version) in drawn.iter().filter(|(_, version)| !version.same) {
                li {
                    p.head { (head(book, placed(member), reference)) }
                    p.words dir="auto" { (version.words) }
                    (differences(member))
                }
            }
        }
        @if others.len() > MEMBERS { p.more { (others.len() - MEMBERS) " more reports left out" } }
    }
}

/// The member's part of the utterance.
fn own(member: &Member) -> String {
    member.aligned.own.iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Who reports it in which form and, where it is not whom the reference names, of whom.
fn head(book: &Book<'_>, placed: &Placed, reference: &Placed) -> Markup {
    let said = &placed.attribution;
    html! {
        (link(book, placed)) " "
        span.form { (form(said.kind)) }
        (other_speaker(book, said, &reference.attribution))
        @if let Some(cue) = cue(said) { " " span.cue { (name(cue)) } }
    }
}

/// Whom a report names instead of the reference's speaker; only two known people can be at odds.
fn other_speaker(book: &Book<'_>, said: &Attribution, reference: &Attribution) -> Markup {
    let id = |said: &Attribution| said.speaker.as_ref()?.id;
    let known = id(said).is_some() && id(reference).is_some();
    html! {
        @if let Some(speaker) = book.speaker(said).filter(|_| book.speaker(said) != book.speaker(reference)) {
            " " @if known { strong.other { "names " (name(speaker)) } } @else { span.meta { (name(speaker)) } }
        }
    }
}

fn cue(said: &Attribution) -> Option<&str> {
    said.cue.as_ref().map(|cue: &Passages| cue.text.as_str())
}

/// What differs, by kind, but for what the words above show already or what does not matter.
fn differences(member: &Member) -> Markup {
    let told = |kind| !matches!(kind, DifferenceKind::Typography | DifferenceKind::Truncation | DifferenceKind::Form);
    let differences: BTreeSet<&str> = member
        .differences
        .iter()
        .filter(|difference| told(difference.kind))
        .map(|difference| difference.detail.as_str())
        .collect();
    html! {
        @if !differences.is_empty() {
            ul.differences {
                @for difference in differences { li { bdi { (plain(&cut(difference, DETAIL))) } } }
            }
        }
    }
}
