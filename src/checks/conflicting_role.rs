//! conflicting-role: one person under two ranks.
//!
//! Only titles that cannot both be right are told. A role that changed between two dates is a promotion: passed over where
//! more than a few days lie between, an article says so, or several before and several after agree.

use super::{Check, place};
use crate::finding::{Evidence, Field};
use crate::lexicon::{self, bare_words};
use crate::speaker::title::Title;
use crate::speaker::{Role, SpeakerKind};
use crate::utterance::day;
use crate::{Confidence, Corpus, Finding, Options, Severity};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::sync::LazyLock;

pub(super) const CHECK: Check = Check {
    code: "conflicting-role",
    severity: Severity::Note,
    summary: "Outlets give one person two ranks",
    why: "A deputy is not the head. Which it is tells readers how much the words weigh, and one of the outlets has it \
          wrong.",
    example: "The Beacon: Nadia Frost, deputy director of the Port Authority, said the quay was safe.\n\
              The Herald: Nadia Frost, director of the Port Authority, said the quay was safe.",
    wrong: "When the person was promoted between two reports of one or two days and neither says so, a title was \
            shortened (\"Secretary\" for an acting secretary), or an article recalls an office of long ago. Reports far \
            apart in time are not compared. Of 4 findings on 4,187 articles of a year 2 were right, 1 was of long ago and \
            1 another's office, so it is a note.",
    run,
};

static PROMOTIONS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/promotions.txt")).collect());

fn run(corpus: &Corpus, options: &Options) -> Vec<Finding> {
    let mut findings = Vec::new();
    for identity in corpus.identities.iter().filter(|identity| identity.kind == SpeakerKind::Person && !identity.bare) {
        let given: Vec<Given> = identity.roles.iter().map(|(document, role)| Given::new(*document, role)).collect();
        let documents: BTreeSet<usize> = given.iter().map(|given| given.document).collect();
        if documents.len() < 2 {
            continue;
        }
        findings.extend(conflict(corpus, options, &given).map(|pair| finding(corpus, &identity.name, pair)));
    }
    findings
}

/// The first two roles that cannot both be right.
fn conflict<'g, 'r>(
    corpus: &Corpus,
    options: &Options,
    given: &'g [Given<'r>],
) -> Option<(&'g Given<'r>, &'g Given<'r>)> {
    let ranked = given.iter().filter(|role| role.title.is_ranked());
    let mut pairs = ranked.flat_map(|a| given.iter().map(move |b| (a, b)));
    pairs.find(|(a, b)| {
        let known = given.iter().any(|other| other.document == b.document && other.title.same_rank(&a.title));
        a.document != b.document
            && !known
            && place::documents_within(corpus, options.role_days, a.document, b.document)
            && a.title.contradicts(&b.title)
            && !rose(corpus, given, (a, b))
    })
}

/// A role that a document gives.
struct Given<'r> {
    document: usize,
    role: &'r Role,
    title: Title,
}

impl<'r> Given<'r> {
    fn new(document: usize, role: &'r Role) -> Self {
        Given { document, role, title: Title::new(&role.text) }
    }
}

/// Reports of so many days tell of one event, in which nobody is promoted unsaid: guessed.
const ONE_EVENT: u32 = 3;

/// Whether somebody rose from the one office to the other: all reports with the rank are dated before all without it, and
/// either days lie between the last and the first; or a later one, in the paragraph of the title, says that he came into it;
/// or several reports each agree.
fn rose(corpus: &Corpus, given: &[Given], (a, b): (&Given, &Given)) -> bool {
    let date = |given: &Given| corpus.documents[given.document].date;
    let lower: Vec<&Given> = given.iter().filter(|other| other.title.contradicts(&b.title)).collect();
    let upper: Vec<&Given> = given.iter().filter(|other| a.title.contradicts(&other.title)).collect();
    let dated = lower.iter().chain(&upper).all(|given| date(given).is_some());
    let (last, first) = (lower.iter().filter_map(|it| date(it)).max(), upper.iter().filter_map(|it| date(it)).min());
    let many = |given: &[&Given]| given.iter().map(|given| given.document).collect::<BTreeSet<_>>().len() > 1;
    let told = upper.iter().any(|given| promoted(&corpus.documents[given.document].text, given.role.span.start));
    let apart = first.zip(last).is_some_and(|(first, last)| day::between(first, last) > ONE_EVENT);
    dated && last < first && (apart || told || many(&lower) && many(&upper))
}

/// Whether the paragraph around a place has a word for coming into an office.
fn promoted(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
    let end = text[at..].find('\n').map_or(text.len(), |line| at + line);
    bare_words(&text[start..end]).any(|word| PROMOTIONS.contains(word.to_lowercase().as_str()))
}

fn finding(corpus: &Corpus, name: &str, (a, b): (&Given, &Given)) -> Finding {
    let outlet = |given: &Given| corpus.documents[given.document].outlet.as_str();
    let evidence = [a, b].map(|given| Evidence {
        document: given.document,
        span: given.role.span,
        field: Field::Text,
        label: format!("role of {name}"),
    });
    Finding {
        code: CHECK.code,
        severity: CHECK.severity,
        confidence: Confidence::Medium,
        message: format!(
            "{} calls {name} \"{}\", {} \"{}\"",
            outlet(a),
            one_line(&a.role.text),
            outlet(b),
            one_line(&b.role.text)
        ),
        utterance: None,
        evidence: evidence.into(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
