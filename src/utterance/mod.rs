//! An utterance: one thing said, as two or more documents report it, aligned to its fullest report.
//!
//! In: the attributions of all documents, with their speakers. Out: [`Utterance`]s. The steps, each a module:
//! `normalise` makes words comparable, `passage` says which words are compared as one, `row` lays passages out, `sketch`
//! notes what is asked of each in passing, `index` finds which to compare, `bound` drops pairs that cannot match, `align`
//! compares two, `link` decides whether they are one utterance, `group` gathers linked passages around the longest,
//! `difference` types how each differs from it, and `paraphrase` adds those who report in other words what is quoted
//! elsewhere.
//!
//! Equal words are not always one utterance and one utterance is not always reported in equal words: two people who
//! say the same phrase in one story may be joined if the text does not say who they are, and most paraphrases, which share
//! few words with what was said, are not found.

mod normalise;

mod passage;

mod weight;

mod story;

mod row;

mod sketch;

mod index;

mod align;

mod bound;

mod evidence;

mod link;

mod group;

mod loose;

mod paraphrase;

mod ascription;

pub(crate) mod day;

mod difference;

pub use loose::Loose;

use crate::attribution::Kind;
use crate::corpus::{Corpus, Placed};
use crate::document::{Document, Span};
use crate::speaker::identity::Identity;
use align::Pair;
use difference::{Side, differences};
use link::Comparison;
use normalise::Words;
use paraphrase::Statements;
use passage::Passage;
use row::Rows;
use rustc_hash::FxHashSet;
use sketch::Sketches;
use std::collections::{BTreeMap, BTreeSet};
use story::Stories;
use weight::Weights;

/// How the reports of an utterance are alike.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum UtteranceKind {
    /// The words are the same or nearly so.
    Verbatim,
    /// One reports in other words what another quotes.
    Paraphrase,
}

/// One thing said, as several documents report it.
#[derive(Clone, Debug, PartialEq)]
pub struct Utterance {
    /// How the reports are alike.
    pub kind: UtteranceKind,
    /// Position of the fullest report among the corpus' attributions.
    pub reference: usize,
    /// Every report, the reference too, in order of attribution.
    pub members: Vec<Member>,
}

/// One report of an utterance.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Position among the corpus' attributions.
    pub attribution: usize,
    /// The part of this report that was aligned: bytes into its own document.
    pub own: Vec<Span>,
    /// The part of the reference it was aligned with: bytes into the reference's document.
    pub reference: Vec<Span>,
    /// What differs from the reference, inside the aligned parts.
    pub differences: Vec<Difference>,
    /// How sure it is, 0 to 1, that this reports the utterance, where it does so in other words; none where the words
    /// themselves were aligned.
    pub confidence: Option<f32>,
}

/// One thing that differs between a member and the reference.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What sort.
    pub kind: DifferenceKind,
    /// In words, for people.
    pub detail: String,
    /// The words concerned in the member; never empty.
    pub own: Vec<Span>,
    /// The words concerned in the reference.
    pub reference: Vec<Span>,
    /// How far it bears on the sense.
    pub bearing: Bearing,
    /// The reference has words that the member lacks, and the member none instead.
    pub missing: bool,
}

/// How far a difference bears on the sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bearing {
    /// Articles, endings, fillers, marks; a harmless cut; or the alignment is too unsure to tell.
    None,
    /// One small word for another ("any" for "a").
    Grammar,
    /// A sentence is closed before its end, or begins in its middle.
    Clause,
    /// Words that limit what is said ("if", "I think") stand on one side only.
    Qualifier,
    /// Words that carry sense stand on one side only.
    Sense,
}

/// Sorts of difference.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// Cut at the start or end.
    Truncation,
    /// A cut that is marked.
    Ellipsis,
    /// Words that carry sense or many words left out inside, unmarked.
    SilentOmission,
    /// An editor's insertion in brackets.
    Brackets,
    /// Other words, or a small word more or less.
    Wording,
    /// Another number.
    Number,
    /// A negation on one side only.
    Negation,
    /// Words joined that stood apart.
    Splice,
    /// Marks, case, spelling.
    Typography,
    /// Quoted on one side, reported on the other.
    Form,
    /// Another speaker.
    Speaker,
    /// Named on one side, anonymous on the other.
    SpeakerAnonymity,
    /// Contradictory roles of one speaker.
    SpeakerRole,
    /// Said to somebody else.
    Addressee,
    /// Said at another time or place.
    Occasion,
    /// A loaded cue against a neutral one.
    CueStance,
}

impl DifferenceKind {
    /// True for what words are said, not who says them, how they are written or where they are cut.
    pub(crate) fn is_of_words(self) -> bool {
        use DifferenceKind::{Negation, Number, SilentOmission, Wording};
        matches!(self, Negation | Number | SilentOmission | Wording)
    }
}

/// Whether a cue passes judgement on what was said ("claimed", "falsely stated").
pub(crate) fn is_loaded(cue: &str) -> bool {
    ascription::loaded(cue)
}

/// Whether a cue says that what was said is false, doubtful or a fault ("claimed", not "snapped").
pub(crate) fn is_doubting(cue: &str) -> bool {
    ascription::doubting(cue)
}

/// Whether a cue only says that something was said, or that in other words ("pledged"): no accusation, question, thought.
pub(crate) fn is_of_speech(cue: &str) -> bool {
    ascription::of_speech(cue)
}

/// The words of a text as they are compared: in one case, spelling and way to write numbers, without what stands in
/// brackets.
pub(crate) fn normalised(text: &str) -> Vec<String> {
    let mut words = Words::default();
    let tokens = words.tokens(text, &[Span::new(0, text.len())]);
    tokens.into_iter().filter(|token| !token.bracketed).map(|token| words.text(token.word).to_owned()).collect()
}

/// True for a word, normalised, that tells little by itself: the, of.
pub(crate) fn is_stop_word(word: &str) -> bool {
    normalise::STOP_WORDS.contains(word)
}

/// True for a word, normalised, that tells something by itself: no stop word, none that may be dropped from speech without a
/// change of sense (really, look).
pub(crate) fn is_telling(word: &str) -> bool {
    !is_stop_word(word) && !difference::is_filler(word)
}

/// True for a word, normalised, that turns a statement round: not, never.
pub(crate) fn is_negation(word: &str) -> bool {
    normalise::is_negation(word)
}

/// The stems of the words of a text that tell something.
pub(crate) fn telling_stems(text: &str) -> FxHashSet<String> {
    let words = normalised(text).into_iter().filter(|word| is_telling(word));
    words.map(|word| paraphrase::stem(&word).to_owned()).collect()
}

/// What a corpus has to say of its utterances.
#[derive(Clone, Copy)]
struct Material<'a> {
    documents: &'a [&'a Document],
    attributions: &'a [Placed],
    identities: &'a [Identity],
    words: &'a Words,
}

/// The utterances that two or more of these documents report, in order of reference; none is one of these phrases.
pub fn utterances(
    documents: &[&Document],
    attributions: &[Placed],
    identities: &[Identity],
    phrases: &[String],
) -> Vec<Utterance> {
    let mut words = Words::default();
    let mut passages = passage::passages(documents, attributions, identities, &mut words);
    passage::drop_phrases(&mut passages, phrases, &mut words);
    let stories = Stories::new(documents);
    let near = stories.near(documents);
    let statements = statements(documents, attributions, &near, &mut words);
    let rows = Rows::of(&passages, documents);
    let weights = Weights::new(&words, &rows);
    let comparison = Comparison { weights: &weights, stories: &stories, documents, loose: false };
    let material = Material { documents, attributions, identities, words: &words };
    let groups = grouped(&rows, &comparison);
    let aligned = |own, head| comparison.matched(rows.row(own), rows.row(head)).map(|matched| matched.pairs);
    let told = groups.iter().filter_map(|group| utterance(group, &passages, aligned, material));
    paraphrase::told(merged(told.collect()), &statements, &near, material)
}

/// The statements of the documents that stand in one of these pairs.
fn statements(
    documents: &[&Document],
    attributions: &[Placed],
    near: &[(usize, usize)],
    words: &mut Words,
) -> Statements {
    let has_near: FxHashSet<usize> = near.iter().flat_map(|&(a, b)| [a, b]).collect();
    Statements::read(documents, attributions, words, |document| has_near.contains(&document))
}

/// Learns which reports in other words are of one utterance with a quotation, from a corpus and groups of places in it
/// that are labelled so, each a document's position and bytes into its text. Returns the text of the file that ships with
/// the crate as `src/utterance/paraphrase/likeness.tsv`.
pub fn train(corpus: &Corpus<'_>, groups: &[Vec<(usize, Span)>]) -> String {
    let Corpus { documents, attributions, identities, utterances, .. } = corpus;
    let mut words = Words::default();
    let near = Stories::new(documents).near(documents);
    let statements = statements(documents, attributions, &near, &mut words);
    let material = Material { documents, attributions, identities, words: &words };
    paraphrase::learn(utterances, &statements, &near, groups, material)
}

/// Passages by group, the fullest first.
fn grouped(rows: &Rows, comparison: &Comparison) -> Vec<Vec<usize>> {
    let mut copies: Vec<Vec<usize>> = vec![Vec::new(); rows.len()];
    rows.firsts(COPY_WORDS).into_iter().enumerate().for_each(|(row, first)| copies[first as usize].push(row));
    let mut alone: Vec<bool> = copies.iter().map(|copies| copies.len() > 1).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for group in around_heads(rows, &copies, comparison) {
        let firsts = group.into_iter().inspect(|&first| alone[first] = false);
        groups.push(firsts.flat_map(|first| copies[first].clone()).collect());
    }
    groups.extend(copies.into_iter().zip(alone).filter(|(_, alone)| *alone).map(|it| it.0));
    groups
}

/// The first passage of each of these sets of copies, by group, each group linked to its first.
fn around_heads(rows: &Rows, copies: &[Vec<usize>], comparison: &Comparison) -> Vec<Vec<usize>> {
    let firsts = (0..rows.len()).filter(|&row| !copies[row].is_empty()).map(|row| row as u32);
    let sketches = Sketches::new(rows, firsts, comparison.weights);
    let mut links = link::links(&sketches, comparison);
    let mut groups = group::groups(sketches.len(), &links);
    groups.iter_mut().flatten().for_each(|passage| *passage = sketches.name(*passage));
    groups.sort_unstable_by_key(|group| group[0]);
    for link in &mut links {
        (link.short, link.long) = (sketches.name(link.short), sketches.name(link.long));
    }
    group::around_heads(groups, &links, rows.len())
}

/// Equal passages of at least this many words are one utterance whoever is said to have spoken: guessed.
const COPY_WORDS: usize = 8;

/// The utterance that these passages report, if two documents do.
fn utterance(
    group: &[usize],
    passages: &[Passage],
    aligned: impl Fn(usize, usize) -> Option<Vec<Pair>>,
    material: Material,
) -> Option<Utterance> {
    let head = &passages[group[0]];
    let mut members: BTreeMap<usize, Member> = BTreeMap::new();
    for &position in group {
        let passage = &passages[position];
        let pairs = if position == group[0] {
            identical(passage)
        } else {
            match aligned(position, group[0]) {
                Some(pairs) => pairs,
                None => continue,
            }
        };
        add(&mut members, member(passage, head, &pairs, material));
    }
    members.insert(head.attribution, whole(head.attribution, material));
    let documents: BTreeSet<usize> =
        members.keys().map(|&attribution| material.attributions[attribution].document).collect();
    let members = members.into_values().collect();
    (documents.len() > 1).then_some(Utterance { kind: UtteranceKind::Verbatim, reference: head.attribution, members })
}

fn identical(passage: &Passage) -> Vec<Pair> {
    (0..passage.tokens.len()).map(|at| Pair { own: at, other: at, equal: true }).collect()
}

/// The reference is aligned with itself, all of it, and differs in nothing.
fn whole(attribution: usize, material: Material) -> Member {
    let found = &material.attributions[attribution].attribution;
    let whole = if found.kind == Kind::Mixed { &found.quoted } else { &found.content };
    Member { attribution, own: whole.clone(), reference: whole.clone(), differences: Vec::new(), confidence: None }
}

fn member(own: &Passage, head: &Passage, pairs: &[Pair], material: Material) -> Member {
    let side = |passage: &Passage| {
        let placed = &material.attributions[passage.attribution];
        let text = material.documents[placed.document].text.as_str();
        Side { text, placed, tokens: &[] }
    };
    let (own_side, head_side) =
        (Side { tokens: &own.tokens, ..side(own) }, Side { tokens: &head.tokens, ..side(head) });
    let aligned = difference::aligned(&own_side, &head_side, pairs);
    Member {
        attribution: own.attribution,
        differences: differences(&own_side, &head_side, pairs, material),
        own: aligned.0,
        reference: aligned.1,
        confidence: None,
    }
}

/// Adds a member; stretches of one attribution are one member.
fn add(members: &mut BTreeMap<usize, Member>, member: Member) {
    match members.get_mut(&member.attribution) {
        None => {
            members.insert(member.attribution, member);
        }
        Some(there) => join(there, member),
    }
}

fn join(there: &mut Member, more: Member) {
    there.own = union(&there.own, more.own);
    there.reference = union(&there.reference, more.reference);
    for difference in more.differences {
        if !there.differences.contains(&difference) {
            there.differences.push(difference);
        }
    }
}

/// Spans in order, overlapping ones as one.
fn union(spans: &[Span], mut more: Vec<Span>) -> Vec<Span> {
    more.extend(spans);
    more.sort();
    let mut out: Vec<Span> = Vec::new();
    for span in more {
        match out.last_mut() {
            Some(last) if span.start < last.end => *last = last.cover(span),
            _ => out.push(span),
        }
    }
    out
}

/// Utterances with one reference are one, in order of reference.
fn merged(utterances: Vec<Utterance>) -> Vec<Utterance> {
    let mut by_reference: BTreeMap<usize, BTreeMap<usize, Member>> = BTreeMap::new();
    for utterance in utterances {
        let members = by_reference.entry(utterance.reference).or_default();
        utterance.members.into_iter().for_each(|member| add(members, member));
    }
    let whole = |(reference, members): (usize, BTreeMap<usize, Member>)| Utterance {
        kind: UtteranceKind::Verbatim,
        reference,
        members: members.into_values().collect(),
    };
    by_reference.into_iter().map(whole).collect()
}
