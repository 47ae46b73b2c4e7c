//! An utterance on the page: the fullest wording, and under it what every other outlet made of it, word by word. In: an
//! utterance of a book. Out: one block.

use super::article::{form, owed};
use super::book::Book;
use super::text::{self, Shown, count, cut, name, plain};
use super::version::{Version, version};
use super::{anchor, filters};
use crate::attribution::Kind;
use crate::report::{Attribution, Member, Passage, Passages, Placed, Utterance};
use crate::utterance::{DifferenceKind, UtteranceKind};
use maud::{Markup, html};
use std::collections::BTreeSet;
use std::ops::Range;

/// Reports of one utterance that are shown. Guessed: more than anybody reads.
const MEMBERS: usize = 30;
/// Characters of the fullest wording that are shown. Guessed: a page.
const WORDS: usize = 3000;
/// Words beside what is aligned that are shown with it. Guessed: a name or a figure.
const BESIDE: usize = 3;
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
            p.meta { "Fullest in " (link(book, reference)) (owed(book, reference.document)) }
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
    let words = fragments(said).join(" … ");
    let words = cut(&words, WORDS);
    html! { @if said.kind == Kind::Direct { "“" (Shown(&words)) "”" } @else { (Shown(&words)) } }
}

/// What was printed apart, without the comma before the cue.
fn fragments(said: &Attribution) -> Vec<&str> {
    said.content.spans.iter().map(|fragment| fragment.text.trim_end_matches(',')).collect()
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
        @if let Some(date) = listed.date { " " (text::date(date)) }
    }
}

/// The other reports, the earliest first, those in the same words together.
fn versions<'b>(book: &Book<'b>, utterance: &'b Utterance, reference: &Placed) -> Markup {
    let placed = |member: &Member| -> &'b Placed { &book.report.attributions[member.attribution] };
    let mut others: Vec<&Member> =
        utterance.members.iter().filter(|member| member.attribution != utterance.reference).collect();
    others.sort_by_key(|member| {
        let document = placed(member).document;
        (book.listed(document).date, document)
    });
    let shown = others.iter().take(MEMBERS);
    let fullest = fragments(&reference.attribution);
    let drawn = |member: &&'b Member| (*member, version(&fullest, &own(member, &placed(member).attribution)));
    let drawn: Vec<(&Member, Version)> = shown.map(drawn).collect();
    let same: Vec<&Member> = drawn.iter().filter(|(_, version)| version.same).map(|(member, _)| *member).collect();
    html! {
        ul.versions {
            @if !same.is_empty() {
                li { "In the same words: " ul.same { @for member in same { li { (head(book, member, reference)) } } } }
            }
            @for (member, version) in drawn.iter().filter(|(_, version)| !version.same) {
                li {
                    p.head { (head(book, member, reference)) }
                    p.words dir="auto" { (version.words) }
                    (differences(member))
                }
            }
        }
        @if others.len() > MEMBERS { p.more { (others.len() - MEMBERS) " more reports left out" } }
    }
}

/// The member's part of the utterance: of each fragment what is aligned and what stands between. Where all of it is
/// quoted, also the few words before or after, which often are what it has instead of others.
fn own<'a>(member: &Member, said: &'a Attribution) -> Vec<&'a str> {
    let part = |fragment: &'a Passage| {
        let inside = |part: &&Passage| fragment.start <= part.start && part.end <= fragment.end;
        let aligned = member.aligned.own.iter().filter(inside);
        let (start, end) = (aligned.clone().map(|part| part.start).min()?, aligned.map(|part| part.end).max()?);
        let room = if said.kind == Kind::Direct { BESIDE } else { 0 };
        Some(widened(&fragment.text, start - fragment.start..end - fragment.start, room).trim_end_matches(','))
    };
    said.content.spans.iter().filter_map(part).collect()
}

/// The characters `range` of a fragment, and what is left of it on either side if that is no more than `room` words.
fn widened(fragment: &str, range: Range<usize>, room: usize) -> &str {
    let byte = |nth: usize| fragment.char_indices().nth(nth).map_or(fragment.len(), |(at, _)| at);
    let (start, end) = (byte(range.start), byte(range.end));
    let short = |rest: &str| rest.split_whitespace().nth(room).is_none();
    let start = if short(&fragment[..start]) { 0 } else { start };
    let end = if short(&fragment[end..]) { fragment.len() } else { end };
    &fragment[start..end]
}

/// Who reports it in which form and, where it is not whom the reference names, of whom.
fn head(book: &Book<'_>, member: &Member, reference: &Placed) -> Markup {
    let placed = &book.report.attributions[member.attribution];
    let said = &placed.attribution;
    html! {
        (link(book, placed)) (lifted(book, placed.document, member)) " "
        span.form { (form(said.kind)) }
        (other_speaker(book, said, &reference.attribution))
        @if let Some(cue) = cue(said) { " " span.cue { (name(cue)) } }
    }
}

/// What the report owes to another: all of its document, or the passage that it stands in.
fn lifted(book: &Book<'_>, document: usize, member: &Member) -> Markup {
    let lifted = member.aligned.own.first().and_then(|first| book.report.lifted(document, first));
    html! {
        @if book.report.owed(document).is_some() {
            " " (owed(book, document))
        } @else if let Some(lifted) = lifted {
            " " span.copy { (name(&lifted)) }
        }
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
