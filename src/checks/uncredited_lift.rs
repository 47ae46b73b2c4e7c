//! uncredited-lift: words that were given to one medium stand in another's article without its name.
//!
//! Most words that a speaker gives to one medium he gives to others, too, so much is asked: nothing says that they were
//! written, or, by any report of these days, said before many; the speaker is a person and no spokesman; the article names
//! the medium nowhere and says of no occasion; and no more outlets print them without the name than with it.

use super::{Check, place};
use crate::lexicon::{self, bare_words, settings};
use crate::provenance::{self, Way};
use crate::speaker::{SpeakerKind, title};
use crate::utterance::{Member, Utterance};
use crate::{Confidence, Corpus, Finding, Options, Severity};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::sync::LazyLock;

pub(super) const CHECK: Check = Check {
    code: "uncredited-lift",
    severity: Severity::Note,
    summary: "An outlet prints words without naming the medium that another says they were given to",
    why: "Who asked the question is owed the credit, and readers who want to know the question have to know where it \
          was asked.",
    example: "The Beacon: \"We will not rebuild the old pier,\" Nadia Frost told CNN in an interview.\n\
              The Herald: \"We will not rebuild the old pier,\" Nadia Frost said. The pier fell in May.",
    wrong: "When the speaker said the same to several, as those do who go from one microphone to the next, or when the \
            credit stands in a part of the article that is not at hand. Of 15 findings on 4,187 articles of a year 9 were \
            right: the others were of two occasions, of a book, or given out to all; so it is a note.",
    run,
};

static ALONE: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/alone.txt")).collect());

/// Fewer shared words may have been said to anybody: guessed.
const LEAST_WORDS: usize = 6;
/// Reports further apart than this may be of two occasions: guessed.
const SAME_DAYS: u32 = 2;

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    let utterances = corpus.utterances.iter().enumerate();
    utterances.filter_map(|(number, utterance)| lift(corpus, number, utterance)).collect()
}

/// The first lift of an utterance.
fn lift(corpus: &Corpus, number: usize, utterance: &Utterance) -> Option<Finding> {
    let aligned = || utterance.members.iter().filter(|member| member.confidence.is_none());
    let credited: Vec<&Member> = aligned().filter(|member| is_credited(corpus, member)).collect();
    let first = credited.first()?;
    let medium = provenance::media(corpus.documents[document(corpus, first)], attribution(corpus, first));
    let silent = |member: &&Member| is_silent(corpus, member, first, &medium);
    let lifted: Vec<&Member> = aligned().filter(silent).collect();
    let outlets = |members: &[&Member]| {
        members.iter().map(|member| place::outlet(corpus, member.attribution)).collect::<BTreeSet<&str>>().len()
    };
    let open = |member: &Member| {
        place::within(corpus, SAME_DAYS, member.attribution, first.attribution) && heard_by_many(corpus, member)
    };
    let told = !lifted.is_empty() && outlets(&lifted) <= outlets(&credited) && !aligned().any(open);
    told.then(|| finding(corpus, number, first, &lifted))
}

fn document(corpus: &Corpus, member: &Member) -> usize {
    corpus.attributions[member.attribution].document
}

fn attribution<'c>(corpus: &'c Corpus, member: &Member) -> &'c crate::Attribution {
    &corpus.attributions[member.attribution].attribution
}

/// Whether a report has the words said to an audience, or on an occasion on which others listen.
fn heard_by_many(corpus: &Corpus, member: &Member) -> bool {
    let (document, found) = (corpus.documents[document(corpus, member)], attribution(corpus, member));
    let addressed = found.addressee.is_some_and(|span| has(document.slice(span), settings::is_audience));
    addressed || found.occasion.is_some_and(|span| has(document.slice(span), is_open_event))
}

/// Whether a passage has such a word, in lower case.
fn has(text: &str, is_such: impl Fn(&str) -> bool) -> bool {
    bare_words(&text.to_lowercase()).any(is_such)
}

/// A noun for an occasion that no medium has to itself.
fn is_open_event(word: &str) -> bool {
    settings::is_event(word) && !ALONE.contains(word)
}

/// Whether a person gave the words to one medium, and nothing says that others had them as well.
fn is_credited(corpus: &Corpus, member: &Member) -> bool {
    let (document, found) = (corpus.documents[document(corpus, member)], attribution(corpus, member));
    let spoke = found.speaker.as_ref().is_some_and(|speaker| {
        speaker.kind == SpeakerKind::Person && !speaker.role.as_deref().is_some_and(title::is_spokesman)
    });
    let way = provenance::way(document, found);
    // "According to" a medium is its own report, wherever the words were said.
    let reported = found.cue.iter().any(|span| document.slice(*span).to_lowercase().contains("according"));
    spoke
        && !reported
        && !provenance::media(document, found).is_empty()
        && matches!(way, None | Some(Way::Interview))
        && !found.occasion.is_some_and(|span| has(document.slice(span), is_open_event))
}

/// Whether a report of the same words, of another outlet in these days, says of no medium and no occasion, and its article
/// nowhere has the name.
fn is_silent(corpus: &Corpus, member: &Member, credited: &Member, medium: &BTreeSet<String>) -> bool {
    let (own, other) = (&corpus.attributions[member.attribution], &corpus.attributions[credited.attribution]);
    let article = corpus.documents[own.document];
    let found = &own.attribution;
    let unsaid = provenance::provenance(article, found).is_none() && found.addressee.is_none() && found.via.is_none();
    let nowhere = !found.occasion.is_some_and(|span| has(article.slice(span), settings::is_event));
    let elsewhere = article.outlet != corpus.documents[other.document].outlet;
    let one_voice = own.is_of_one_voice(other);
    let near = place::within(corpus, SAME_DAYS, member.attribution, credited.attribution);
    let long = place::shared_words(corpus, member).min(place::shared_words(corpus, credited)) >= LEAST_WORDS;
    let overlap = member.reference.iter().any(|x| credited.reference.iter().any(|y| x.overlaps(*y)));
    let copied = corpus.copies.text_of(own.document) == corpus.copies.text_of(other.document);
    let told = unsaid && nowhere && elsewhere && one_voice && near && long && overlap && !copied;
    told && corpus.copies.agency(own.document).is_none() && !names(article, medium)
}

/// Whether a document's text, title or outlet has one of these words.
fn names(document: &crate::Document, words: &BTreeSet<String>) -> bool {
    let texts = [document.text.as_str(), document.title.as_deref().unwrap_or_default(), &document.outlet];
    texts.into_iter().any(|text| place::has_word(text, words))
}

fn finding(corpus: &Corpus, number: usize, credited: &Member, lifted: &[&Member]) -> Finding {
    let first = lifted[0];
    let article = corpus.documents[document(corpus, credited)];
    let found = attribution(corpus, credited);
    let medium = provenance::provenance(article, found).and_then(|provenance| provenance.medium);
    let name = medium.map_or("", |span| article.slice(span)).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut evidence =
        vec![place::content(corpus, first, "without credit here"), place::content(corpus, credited, "and here")];
    evidence.extend(lifted[1..].iter().map(|member| place::content(corpus, member, "without credit here, too")));
    evidence.extend(medium.map(|span| place::words(corpus, credited.attribution, span, "whom they were given to")));
    evidence.extend(place::ascription(corpus, first.attribution));
    let (here, there) = (place::outlet(corpus, first.attribution), place::outlet(corpus, credited.attribution));
    Finding {
        code: CHECK.code,
        severity: CHECK.severity,
        confidence: Confidence::Low,
        message: format!("{here} does not say that, as {there} has it, these words were given to {name}"),
        utterance: Some(number),
        evidence,
    }
}
