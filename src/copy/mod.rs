//! A copy: a document, or a passage of one, that stands in another document's own words: a wire story that several outlets
//! print, an article taken over, a paragraph lifted.
//!
//! In: documents, and what they quote. Out: [`Copies`]: which document is a copy of which earlier dated one, which passages
//! two share, and the agency that each says it is from. By these, what reports of one utterance are independent of each
//! other is counted. `wording` reads the words, `credit` the agency.
//!
//! Every few words in a row are looked up among those of all documents, of which only the first few that have them are
//! kept, so that a story which hundreds print costs no more than hundreds of stories. The earliest dated is not always
//! the origin. A copy that was rewritten is not recognised, nor is one of a document that is not at hand.

mod credit;
mod wording;

use crate::corpus::Placed;
use crate::document::{Document, Span};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use wording::{SHINGLE, Word};

/// A document of whose own words at least this share stand in an earlier one is a copy of it. Between reports of 4,187
/// articles of a year there are few between .3 and .8; above are reprints and updates, below are shared passages.
const WHOLE: f32 = 0.5;
/// A document of fewer own words is nobody's copy: guessed.
const LEAST_OWN: usize = 40;
/// Words of a shared passage at least. Of the same articles' passages of 18 to 24 words most were captions and set
/// phrases, from 25 most were an agency's sentences or posts.
const PASSAGE: usize = 25;
/// Words inside a passage that may differ in a row: an editor's touch. Guessed.
const TOUCHED: usize = 2;
/// Documents that are kept of those with a shingle, the earliest dated ones, and compared with each one. Guessed.
const KEPT: usize = 4;
const COMPARED: usize = 3;
/// Marks that end what stands before a passage.
const CLOSING: [char; 9] = ['.', ',', ';', ':', '!', '?', ')', '”', '’'];
/// Looked-up shingles that two share, below which they are not compared: about half of a passage's.
const SHARED: usize = 3;

/// Which documents are copies, and of what.
#[derive(Clone, Debug, Default)]
pub struct Copies {
    /// By document: of which it is a copy.
    of: Vec<Option<usize>>,
    /// By document: the passages that it shares with earlier dated ones of other outlets.
    passages: Vec<Vec<Passage>>,
    /// By document: the agency that it says it is from.
    agencies: Vec<Option<String>>,
}

/// A passage that stands in an earlier dated document, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// Where it stands, what is quoted in it included.
    pub span: Span,
    /// Position of the earlier document.
    pub of: usize,
}

impl Copies {
    /// Compares documents; `attributions` are what they quote, by document.
    pub(crate) fn new(documents: &[&Document], attributions: &[Placed]) -> Self {
        let quoted = quoted(documents.len(), attributions);
        let read = |document: usize| wording::words(documents[document], &quoted[document]);
        let agencies: Vec<Option<String>> = documents.par_iter().map(|document| credit::agency(document)).collect();
        let order = order(documents, &agencies);
        let likely = likely(&order, read);
        let found: Vec<(usize, Shared)> = likely
            .par_iter()
            .flat_map_iter(|(document, others)| {
                let own = Own { document: documents[*document], words: read(*document) };
                others.iter().map(|&other| (*document, own.shared(&read(other), other))).collect::<Vec<_>>()
            })
            .collect();
        let passages = vec![Vec::new(); documents.len()];
        let mut copies = Copies { of: equal(documents, &order), passages, agencies };
        copies.gather(documents, found);
        order.iter().for_each(|&document| copies.of[document] = copies.root(document));
        copies.settle();
        copies
    }

    /// Keeps, of what each document shares, the passages and whom it is most a copy of.
    fn gather(&mut self, documents: &[&Document], found: Vec<(usize, Shared)>) {
        let mut best: FxHashMap<usize, f32> = FxHashMap::default();
        for (document, shared) in found {
            let most = best.entry(document).or_default();
            if shared.share >= WHOLE && shared.share > *most {
                *most = shared.share;
                self.of[document] = Some(shared.of);
            }
            if documents[document].outlet != documents[shared.of].outlet {
                self.passages[document].extend(shared.passages);
            }
        }
    }

    /// Names, of each passage, the document that those with it are copies of.
    fn settle(&mut self) {
        for passages in &mut self.passages {
            for passage in passages.iter_mut() {
                passage.of = self.of[passage.of].unwrap_or(passage.of);
            }
            passages.sort_unstable();
            passages.dedup();
        }
    }

    /// The earliest of those that a document is a copy of, if those before it are settled.
    fn root(&self, document: usize) -> Option<usize> {
        self.of[document].map(|of| self.of[of].unwrap_or(of))
    }

    /// The document, the earliest dated at hand, of which this one is a copy.
    pub fn original(&self, document: usize) -> Option<usize> {
        self.of.get(document).copied().flatten()
    }

    /// The document of which this one is a copy, or itself.
    pub(crate) fn text_of(&self, document: usize) -> usize {
        self.original(document).unwrap_or(document)
    }

    /// The passages that a document shares with earlier dated ones of other outlets, in order of place.
    pub fn passages(&self, document: usize) -> &[Passage] {
        self.passages.get(document).map_or(&[], Vec::as_slice)
    }

    /// The agency that a document says it is from.
    pub fn agency(&self, document: usize) -> Option<&str> {
        self.agencies.get(document)?.as_deref()
    }

    /// How many of these reports, each a document and where in it, are independent: copies count as what they are of,
    /// passages that two share once, and what is from one agency or one house once. `house` is who a document is
    /// published by.
    pub(crate) fn independent<'a>(&self, reports: &[(usize, Span)], house: impl Fn(usize) -> &'a str) -> usize {
        let mut groups = Groups::default();
        for &(document, span) in reports {
            let text = Mark::Text(self.text_of(document));
            groups.join(text.clone(), Mark::House(house(document).to_lowercase()));
            let agency = self.agency(document).map(|agency| Mark::House(agency.to_lowercase()));
            agency.into_iter().for_each(|agency| groups.join(text.clone(), agency));
            let lifted = self.passages(document).iter().filter(|passage| passage.span.contains(span));
            let from = lifted.map(|passage| passage.of).filter(|of| reports.iter().any(|report| report.0 == *of));
            from.for_each(|of| groups.join(text.clone(), Mark::Text(self.text_of(of))));
        }
        groups.count()
    }
}

/// What two reports that are not independent have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Mark {
    Text(usize),
    House(String),
}

/// Marks that belong together.
#[derive(Default)]
struct Groups {
    of: FxHashMap<Mark, usize>,
    /// By group: the one it became part of, or itself.
    into: Vec<usize>,
}

impl Groups {
    fn join(&mut self, a: Mark, b: Mark) {
        let (a, b) = (self.group(a), self.group(b));
        self.into[a.max(b)] = a.min(b);
    }

    fn group(&mut self, mark: Mark) -> usize {
        let next = self.into.len();
        let mut group = *self.of.entry(mark).or_insert(next);
        if group == next {
            self.into.push(next);
        }
        while self.into[group] != group {
            group = self.into[group];
        }
        group
    }

    fn count(&self) -> usize {
        self.into.iter().enumerate().filter(|(group, into)| group == *into).count()
    }
}

/// What is quoted in each document, in order of place.
fn quoted(documents: usize, attributions: &[Placed]) -> Vec<Vec<Span>> {
    let mut quoted = vec![Vec::new(); documents];
    for placed in attributions {
        quoted[placed.document].extend(placed.attribution.quoted.iter().copied());
    }
    quoted.iter_mut().for_each(|spans: &mut Vec<Span>| {
        spans.sort_unstable();
        // One inside another would end before it and hide what follows.
        let mut end = 0;
        spans.retain(|span| {
            let beyond = span.end > end;
            end = end.max(span.end);
            beyond
        });
    });
    quoted
}

/// The documents by date, the undated last; of one day an agency's own first, then by name.
fn order(documents: &[&Document], agencies: &[Option<String>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    let own = |document: usize| {
        let outlet = &documents[document].outlet;
        agencies[document].as_ref().is_some_and(|agency| agency.eq_ignore_ascii_case(outlet))
    };
    order.sort_by_key(|&document| {
        let date = documents[document].date;
        (date.is_none(), date, !own(document), document)
    });
    order
}

/// By document the earliest with the same letters: a brief has too few words of its own to be laid against others.
fn equal(documents: &[&Document], order: &[usize]) -> Vec<Option<usize>> {
    let mut first: FxHashMap<u64, usize> = FxHashMap::default();
    let mut of = vec![None; documents.len()];
    let keys: Vec<Option<u64>> = documents.par_iter().map(|document| wording::key(document)).collect();
    for &document in order {
        let Some(key) = keys[document] else { continue };
        let earliest = *first.entry(key).or_insert(document);
        let same =
            earliest != document && wording::letters(documents[earliest]).eq(wording::letters(documents[document]));
        of[document] = same.then_some(earliest);
    }
    of
}

/// Documents that may share passages with earlier ones, each with those that it shares most with.
fn likely(order: &[usize], read: impl Fn(usize) -> Vec<Word> + Sync) -> Vec<(usize, Vec<usize>)> {
    let sampled = |(rank, &document): (usize, &usize)| {
        let words = read(document);
        let shingles = wording::shingles(&words).filter(|&shingle| wording::is_sampled(shingle));
        shingles.map(|shingle| (shingle, rank as u32)).collect::<Vec<_>>()
    };
    let mut postings: Vec<(u64, u32)> = order.par_iter().enumerate().flat_map_iter(sampled).collect();
    postings.par_sort_unstable();
    postings.dedup();
    let runs = postings.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1);
    let mut pairs: Vec<(u32, u32)> = runs.flat_map(pairs).collect();
    pairs.par_sort_unstable();
    let mut likely: Vec<(usize, Vec<usize>)> = Vec::new();
    for own in pairs.chunk_by(|a, b| a.0 == b.0) {
        let counts = own.chunk_by(|a, b| a == b).filter(|run| run.len() >= SHARED);
        let mut others: Vec<(usize, u32)> = counts.map(|run| (run.len(), run[0].1)).collect();
        others.sort_unstable_by_key(|&(count, other)| (std::cmp::Reverse(count), other));
        if !others.is_empty() {
            let others = others.into_iter().take(COMPARED).map(|(_, other)| order[other as usize]);
            likely.push((order[own[0].0 as usize], others.collect()));
        }
    }
    likely
}

/// Of the documents with one shingle, each with the first few before it.
fn pairs(run: &[(u64, u32)]) -> impl Iterator<Item = (u32, u32)> {
    (1..run.len()).flat_map(move |at| run[..at.min(KEPT)].iter().map(move |first| (run[at].1, first.1)))
}

/// What a document shares with an earlier one.
struct Shared {
    of: usize,
    /// Of its own words, 0 to 1.
    share: f32,
    passages: Vec<Passage>,
}

/// A document and its own words.
struct Own<'d> {
    document: &'d Document,
    words: Vec<Word>,
}

impl Own<'_> {
    /// What it shares with the words of another document.
    fn shared(&self, others: &[Word], of: usize) -> Shared {
        let there: FxHashSet<u64> = wording::shingles(others).collect();
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut covered = 0;
        let shingles = wording::shingles(&self.words).enumerate();
        for (at, _) in shingles.filter(|(_, shingle)| there.contains(shingle)) {
            let end = at + SHINGLE;
            match runs.last_mut() {
                Some(run) if at <= run.end + TOUCHED => {
                    covered += end - run.end.max(at);
                    run.end = end;
                }
                _ => {
                    covered += SHINGLE;
                    runs.push(at..end);
                }
            }
        }
        let share = if self.words.len() < LEAST_OWN { 0.0 } else { covered as f32 / self.words.len() as f32 };
        let long = runs.into_iter().filter(|run| run.len() >= PASSAGE);
        Shared { of, share, passages: long.map(|run| Passage { span: self.around(run), of }).collect() }
    }

    /// The place of words in a row, with what is quoted right before and behind them.
    fn around(&self, run: Range<usize>) -> Span {
        let start = if run.start == 0 { self.document.body } else { self.words[run.start - 1].span.end };
        let end = self.words.get(run.end).map_or(self.document.text.len(), |next| next.span.start);
        let (text, whole) = (&self.document.text, Span::new(start, end));
        // The point and the closing mark of the sentence before are not of this passage.
        let rest = whole.of(text).trim_start_matches(|c: char| c.is_whitespace() || CLOSING.contains(&c));
        Span::new(end - rest.len(), end).trim(text)
    }
}
