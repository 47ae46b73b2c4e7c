//! `misquote` reads news articles, finds who is quoted or reported as saying what, recognises the same utterance when
//! several outlets report it, and tells where the outlets disagree.
//!
//! The steps, in order, each a module named for what it makes:
//!
//! 1. [`document`]: an article as it was written; nothing in it is ever rewritten.
//! 2. [`quotation`]: the stretches between quotation marks.
//! 3. [`sentence`]: the sentences, which quotations help to find.
//! 4. [`attribution`]: content, cue and source of everything said, quoted or reported.
//! 5. [`speaker`]: whom each source refers to, in a document and across documents.
//! 6. [`utterance`]: one thing said, as several documents report it, and how the reports differ.
//! 7. [`copy`]: the documents, and passages of them, that one outlet took from another or from an agency.
//! 8. [`provenance`]: how an outlet came by the words, where it says so.
//! 9. [`corpus`]: documents with all that was found in them, ready to be questioned.
//! 10. [`checks`]: the questions asked of utterances and speakers; each answer is a [`finding`].
//! 11. [`report`]: all of it, in the form other programs and people read.
//!
//! [`check()`] takes all the steps; a [`baseline`] tells apart what is new, and a [`house`] knows what articles do not
//! say. [`gold`] is what attributions are learned from, and [`eval`] measures them by it.
//!
//! Offsets inside the library are bytes; offsets in a [`Report`] are Unicode code points, end exclusive, into
//! [`Document::text`].

pub mod document;

pub mod quotation;

pub mod sentence;

pub mod attribution;

pub mod speaker;

pub mod utterance;

pub mod copy;

pub mod provenance;

pub mod corpus;

pub mod house;

pub mod finding;

pub mod checks;

pub mod report;

pub mod baseline;

pub mod gold;

pub mod eval;

mod lexicon;

mod token;

pub use attribution::{Attribution, Kind, Model};
pub use baseline::Baseline;
pub use corpus::Corpus;
pub use document::{Document, Span};
pub use finding::{Confidence, Finding, Severity};
pub use house::House;
pub use report::Report;
pub use speaker::{Person, Speaker, SpeakerKind};

use rayon::prelude::*;
use std::collections::HashMap;

/// What [`check()`] may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// What has been learned of how news attributes words; by default [`Model::shipped`].
    pub model: Model,
    /// How many threads to work on; 0 for as many as the machine has. The report is the same for any number.
    pub threads: usize,
    /// Roles are compared between documents at most this many days apart, or undated.
    pub role_days: u32,
    /// Which checks are asked, and how grave their findings are.
    pub levels: checks::Levels,
    /// Findings less sure than this are not told.
    pub least_confidence: Confidence,
    /// What is known of people, outlets and phrases beside the documents.
    pub house: House,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            model: Model::shipped().clone(),
            threads: 0,
            role_days: 30,
            levels: checks::Levels::default(),
            least_confidence: Confidence::Low,
            house: House::default(),
        }
    }
}

impl Options {
    /// Does `work` on as many threads as the options say, or on this one where no more are to be had.
    pub(crate) fn on_threads<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        match rayon::ThreadPoolBuilder::new().num_threads(self.threads).build() {
            Ok(pool) => pool.install(work),
            Err(_) => work(),
        }
    }
}

/// What one document says of who said what.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extraction {
    /// In order of place.
    pub attributions: Vec<Attribution>,
    /// Everybody named, source or not, in order of first appearance.
    pub people: Vec<Person>,
}

/// Who is quoted or reported as saying what in one document, by the model that ships with the crate.
pub fn extract(document: &Document) -> Extraction {
    extract_by(document, Model::shipped())
}

/// Who is quoted or reported as saying what in one document, by this model.
pub fn extract_by(document: &Document, model: &Model) -> Extraction {
    let (text, body) = (document.text.as_str(), document.body);
    let quotations = quotation::quotations(text, body);
    let sentences = sentence::sentences(text, body, &quotations);
    let paragraphs = token::paragraphs(text, body, &quotations, &sentences);
    let mut attributions = attribution::attributions(text, &quotations, &paragraphs, model);
    let byline = document.byline.as_deref();
    let scene = speaker::Scene { text, quotations: &quotations, paragraphs: &paragraphs, byline };
    let people = speaker::resolve(&scene, &mut attributions);
    Extraction { attributions, people }
}

/// Reads every document, compares what they report, and asks every question of [`checks::CHECKS`].
///
/// The report holds the documents in order of name, whatever order they come in.
///
/// ```
/// use misquote::{Document, Options};
///
/// let report = misquote::check(&[Document::new("a", "“Yes,” she said.")], &Options::default());
/// assert_eq!(report.documents[0].name, "a");
/// ```
pub fn check(documents: &[Document], options: &Options) -> Report {
    check_watched(documents, options, &|| ())
}

/// As [`check()`], which takes long for thousands of documents: `read` is called once for each as soon as its
/// attributions are found, on any thread.
pub fn check_watched(documents: &[Document], options: &Options, read: &(dyn Fn() + Sync)) -> Report {
    options.on_threads(|| {
        let renamed = renamed(documents, &options.house);
        let documents = renamed.as_deref().unwrap_or(documents);
        let corpus = corpus(documents, options, read);
        let mut problems: Vec<document::Problem> = documents.par_iter().flat_map_iter(doubts).collect();
        problems.sort_by(|a, b| (&a.path, a.line, &a.message).cmp(&(&b.path, b.line, &b.message)));
        let mut report = report::report(&corpus, findings(&corpus, options), problems, &options.house);
        report.generator.model = Some(options.model.name());
        report
    })
}

/// Learns which reports in other words are of one utterance with a quotation, and returns it as [`utterance::train`] does.
pub fn train_utterances(gold: &gold::GoldUtterances, options: &Options) -> String {
    options.on_threads(|| {
        let corpus = corpus(&gold.documents, options, &|| ());
        let named = corpus.documents.iter().enumerate().map(|(at, document)| (document.name.as_str(), at));
        let at: HashMap<&str, usize> = named.collect();
        let place = |(name, span): &(String, Span)| Some((*at.get(name.as_str())?, *span));
        let groups: Vec<Vec<(usize, Span)>> =
            gold.groups.iter().map(|group| group.iter().filter_map(place).collect()).collect();
        utterance::train(&corpus, &groups)
    })
}

/// The documents with the names to use for their outlets, where any has another.
fn renamed(documents: &[Document], house: &House) -> Option<Vec<Document>> {
    let mut renamed = documents.iter().any(|document| house.renames(document)).then(|| documents.to_vec());
    renamed.iter_mut().for_each(|documents| house.name_outlets(documents));
    renamed
}

/// The documents by day and outlet, with what is found in them and across them: of reports that are alike the earliest
/// stands for all, and a file that is called otherwise changes nothing.
fn corpus<'d>(documents: &'d [Document], options: &Options, read: &(dyn Fn() + Sync)) -> Corpus<'d> {
    let mut documents: Vec<&Document> = documents.iter().collect();
    documents.par_sort_by(|a, b| printed(a).cmp(&printed(b)).then_with(|| a.cmp(b)));
    let extracted = |document: &&Document| {
        let extraction = extract_by(document, &options.model);
        read();
        extraction
    };
    let extractions: Vec<Extraction> = documents.par_iter().map(extracted).collect();
    // The speakers of all documents are identified here, and then the utterances found.
    Corpus::new(documents, extractions, &options.house)
}

/// When, by whom and under which headline a document was printed, and what it says; the undated last.
fn printed(document: &Document) -> impl Ord + '_ {
    (document.date.is_none(), document.date, &document.outlet, &document.title, &document.text)
}

/// What is doubtful about a document: its language, or codes it is to be spared that no check has.
fn doubts(document: &Document) -> impl Iterator<Item = document::Problem> {
    let unknown = document.ignore.iter().filter_map(|code| checks::find(code).err());
    let message = |unknown: checks::UnknownCode| format!("in misquote-ignore, {unknown}");
    let told = unknown.map(move |code| document::Problem::warning(&document.name, None, message(code)));
    document::foreign(document).into_iter().chain(told)
}

/// The answers of every check that is asked, the gravest first, then by code and place.
fn findings(corpus: &Corpus<'_>, options: &Options) -> Vec<Finding> {
    let levels = &options.levels;
    let asked = checks::CHECKS.par_iter().filter(|check| levels.asks(check.code));
    let told = asked.flat_map(|check| (check.run)(corpus, options)).map(|finding| levels.weighed(finding));
    let mut findings: Vec<Finding> = told.filter(|told| told.confidence >= options.least_confidence).collect();
    findings.sort_by(|a, b| a.by_gravity(b));
    checks::without_repeats(corpus, findings)
}

/// The README's example is run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
