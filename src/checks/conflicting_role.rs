//! conflicting-role: one person under two ranks.
//!
//! Only titles that cannot both be right are told: one has a word of rank ("deputy", "acting") that the other lacks,
//! for the same office of the same body. Different titles that one person may bear are passed over, and so is a former
//! office beside a present one.

use super::{Check, place};
use crate::finding::{Evidence, Field};
use crate::lexicon;
use crate::speaker::{Role, SpeakerKind};
use crate::{Confidence, Corpus, Finding, Options, Severity};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::sync::LazyLock;

pub(super) const CHECK: Check = Check {
    code: "conflicting-role",
    severity: Severity::Warning,
    summary: "Outlets give one person two ranks",
    why: "A deputy is not the head. Which it is tells readers how much the words weigh, and one of the outlets has it \
          wrong.",
    example: "The Beacon: Nadia Frost, deputy director of the Port Authority, said the quay was safe.\n\
              The Herald: Nadia Frost, director of the Port Authority, said the quay was safe.",
    wrong: "When the person was promoted between the two reports, or a title was shortened (\"Secretary\" for an acting \
            secretary). Reports far apart in time are not compared.",
    run,
};

static RANKS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/ranks.txt")).collect());
static HEADS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/heads.txt")).collect());
static PAST: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/offices_not_held.txt")).collect());
static PLAIN: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/title_words.txt")).collect());

/// Words of a body are one by so many first letters ("Korea", "Korean"): guessed.
const STEM: usize = 5;

fn run(corpus: &Corpus, options: &Options) -> Vec<Finding> {
    let mut findings = Vec::new();
    for identity in corpus.identities.iter().filter(|identity| identity.kind == SpeakerKind::Person && !identity.bare) {
        let titles: Vec<Title> = identity.roles.iter().map(|(document, role)| Title::new(*document, role)).collect();
        let documents: BTreeSet<usize> = titles.iter().map(|title| title.document).collect();
        if documents.len() < 2 {
            continue;
        }
        findings.extend(conflict(corpus, options, &titles).map(|pair| finding(corpus, &identity.name, pair)));
    }
    findings
}

/// The first two titles that cannot both be right.
fn conflict<'t, 'r>(
    corpus: &Corpus,
    options: &Options,
    titles: &'t [Title<'r>],
) -> Option<(&'t Title<'r>, &'t Title<'r>)> {
    let ranked = titles.iter().filter(|title| !title.ranks.is_empty() && title.whole());
    let mut pairs = ranked.flat_map(|a| titles.iter().map(move |b| (a, b)));
    pairs.find(|(a, b)| {
        let known = titles.iter().any(|other| other.document == b.document && other.ranks == a.ranks);
        a.document != b.document
            && !known
            && place::documents_within(corpus, options.role_days, a.document, b.document)
            && a.contradicts(b)
    })
}

/// A role, taken apart.
struct Title<'r> {
    document: usize,
    role: &'r Role,
    past: bool,
    /// "deputy", "acting".
    ranks: BTreeSet<String>,
    /// "director", "general".
    heads: BTreeSet<String>,
    /// What the office is of, by the words' beginnings.
    body: BTreeSet<String>,
}

impl<'r> Title<'r> {
    fn new(document: usize, role: &'r Role) -> Self {
        let text = role.text.to_lowercase().replace("u.s.", "us").replace(['’', '\''], " ");
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let among =
            |set: &FxHashSet<&str>| words.iter().filter(|word| set.contains(**word)).map(|w| (*w).to_owned()).collect();
        let other = |word: &&&str| !RANKS.contains(**word) && !HEADS.contains(**word) && !PLAIN.contains(**word);
        Title {
            document,
            role,
            past: words.iter().any(|word| PAST.contains(*word)),
            ranks: among(&RANKS),
            heads: among(&HEADS),
            body: words.iter().filter(other).map(|word| word.chars().take(STEM).collect()).collect(),
        }
    }

    /// The same office of the same body, without the rank.
    fn contradicts(&self, other: &Title) -> bool {
        let ranks = !self.ranks.is_empty() && other.ranks.is_empty() && !self.past && !other.past;
        ranks && !self.heads.is_empty() && self.heads == other.heads && self.same_body(other)
    }

    /// Not cut off before what it is of ("vice president of the").
    fn whole(&self) -> bool {
        let last = self.role.text.split_whitespace().next_back().unwrap_or_default();
        !PLAIN.contains(last)
    }

    fn same_body(&self, other: &Title) -> bool {
        let shared = self.body.intersection(&other.body).count();
        shared * 2 >= self.body.len() && shared * 2 >= other.body.len()
    }
}

fn finding(corpus: &Corpus, name: &str, (a, b): (&Title, &Title)) -> Finding {
    let outlet = |title: &Title| corpus.documents[title.document].outlet.as_str();
    let evidence = [a, b].map(|title| Evidence {
        document: title.document,
        span: title.role.span,
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
