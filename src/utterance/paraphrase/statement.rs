//! A statement: one sentence of what somebody is quoted or reported as saying, as the stems of its telling words.
//!
//! In: the attributions of documents that others tell the same story as. Out: their [`Statement`]s by document, and
//! what each stem weighs. Sentences without a telling word are left out.

use super::super::difference::glued;
use super::super::normalise::{Class, Token, Words};
use super::super::passage::segments;
use super::stem::stem;
use crate::attribution::Kind;
use crate::corpus::Placed;
use crate::document::{Document, Span};
use crate::lexicon;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use std::sync::LazyLock;

static FINITE: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../../lexicon/finite.txt")).collect());
/// As many documents are thought to lie elsewhere, as for stories.
const ELSEWHERE: f32 = 1000.0;

/// One sentence that somebody is quoted or reported as saying.
#[derive(Debug)]
pub(crate) struct Statement {
    /// Position of its attribution in the corpus.
    pub attribution: usize,
    /// How that is given.
    pub kind: Kind,
    /// It says something: a clause, not a name for a thing ("the bill").
    pub clause: bool,
    /// Where it stands.
    pub span: Span,
    /// The telling words, each once, in rising order.
    pub stems: Vec<Stem>,
}

/// A telling word of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stem {
    /// Which.
    pub number: u32,
    /// Written as a name is.
    pub name: bool,
    /// Stands in quotation marks.
    pub quoted: bool,
}

/// The statements of all documents.
#[derive(Debug, Default)]
pub(crate) struct Statements {
    /// By document; empty where no other document tells the same story.
    pub of: Vec<Vec<Statement>>,
    /// What a stem tells, 0 to 1, the rarest most.
    pub weights: Vec<f32>,
}

impl Statements {
    /// Reads the statements of the documents for which `wanted` holds.
    pub(crate) fn read(
        documents: &[&Document],
        attributions: &[Placed],
        words: &mut Words,
        wanted: impl Fn(usize) -> bool,
    ) -> Self {
        let mut reader = Reader { words, stems: Stems::default() };
        let mut of: Vec<Vec<Statement>> = documents.iter().map(|_| Vec::new()).collect();
        for (position, placed) in attributions.iter().enumerate().filter(|(_, placed)| wanted(placed.document)) {
            let text = documents[placed.document].text.as_str();
            let tokens = reader.words.tokens(text, &placed.attribution.content);
            for range in segments(tokens.iter().map(|token| token.edge)) {
                let said =
                    Said { attribution: position, kind: placed.attribution.kind, quoted: &placed.attribution.quoted };
                of[placed.document].extend(reader.statement(text, &tokens[range], said));
            }
        }
        let weights = weights(&of, reader.stems.numbers.len());
        Statements { of, weights }
    }
}

/// What a sentence is a part of.
#[derive(Clone, Copy)]
struct Said<'a> {
    attribution: usize,
    kind: Kind,
    quoted: &'a [Span],
}

/// What sentences are read with.
struct Reader<'w> {
    words: &'w mut Words,
    stems: Stems,
}

impl Reader<'_> {
    /// One sentence of an attribution as a statement, if it says anything and no other text has run into it.
    fn statement(&mut self, text: &str, tokens: &[Token], said: Said) -> Option<Statement> {
        let words = &*self.words;
        let telling = |token: &&Token| matches!(words.class(token.word), Class::Content | Class::Number);
        let first = tokens.first()?.span();
        let named = |token: &Token| token.span() != first && token.span().of(text).starts_with(char::is_uppercase);
        let written = || tokens.iter().map(|token| token.span().of(text));
        let mut found: Vec<Stem> = Vec::new();
        for token in tokens.iter().filter(telling) {
            if glued(token.span().of(text), written) {
                return None;
            }
            let quoted = said.quoted.iter().any(|span| span.overlaps(token.span()));
            found.push(Stem { number: self.stems.number(token.word, words), name: named(token), quoted });
        }
        found.sort_unstable();
        found.dedup_by_key(|stem| stem.number);
        let clause = tokens.iter().any(|token| FINITE.contains(words.text(token.word)) && !named(token));
        let span = first.cover(tokens.last()?.span());
        (!found.is_empty()).then_some(Statement {
            attribution: said.attribution,
            kind: said.kind,
            clause,
            span,
            stems: found,
        })
    }
}

/// Every stem met, by number.
#[derive(Debug, Default)]
struct Stems {
    numbers: FxHashMap<Box<str>, u32>,
    of_words: FxHashMap<u32, u32>,
}

impl Stems {
    fn number(&mut self, word: u32, words: &Words) -> u32 {
        if let Some(&number) = self.of_words.get(&word) {
            return number;
        }
        let (stem, next) = (stem(words.text(word)), self.numbers.len() as u32);
        let number = match self.numbers.get(stem) {
            Some(&number) => number,
            None => *self.numbers.entry(stem.into()).or_insert(next),
        };
        self.of_words.insert(word, number);
        number
    }
}

/// The weight of every stem, by how many documents have it in a statement.
fn weights(of: &[Vec<Statement>], stems: usize) -> Vec<f32> {
    let (mut spread, mut seen) = (vec![0u32; stems], vec![usize::MAX; stems]);
    for (document, statements) in of.iter().enumerate() {
        for stem in statements.iter().flat_map(|statement| &statement.stems) {
            if std::mem::replace(&mut seen[stem.number as usize], document) != document {
                spread[stem.number as usize] += 1;
            }
        }
    }
    let total = of.len() as f32 + ELSEWHERE;
    spread.iter().map(|&count| (total / count.max(1) as f32).ln() / total.ln()).collect()
}

/// The stems of a document's statements, each with the statement it stands in, in rising order of stem.
#[derive(Debug)]
pub(super) struct Postings(Vec<(Stem, u32)>);

impl Postings {
    /// Of these statements.
    pub(super) fn new(statements: &[Statement]) -> Self {
        let each = statements.iter().enumerate();
        let mut postings: Vec<(Stem, u32)> =
            each.flat_map(|(at, statement)| statement.stems.iter().map(move |stem| (*stem, at as u32))).collect();
        postings.sort_unstable();
        Postings(postings)
    }

    /// Calls `take` for every stem that both have, with its places in each.
    pub(super) fn shared(&self, other: &Postings, mut take: impl FnMut(&[(Stem, u32)], &[(Stem, u32)])) {
        let (mut a, mut b) = (0, 0);
        while let (Some(x), Some(y)) = (self.0.get(a), other.0.get(b)) {
            let (x, y) = (x.0.number, y.0.number);
            let (ends_a, ends_b) = (self.run(a), other.run(b));
            if x == y {
                take(&self.0[ends_a.clone()], &other.0[ends_b.clone()]);
            }
            a = if x <= y { ends_a.end } else { a };
            b = if y <= x { ends_b.end } else { b };
        }
    }

    /// The places of the stem that stands at `from`.
    fn run(&self, from: usize) -> Range<usize> {
        let stem = self.0[from].0.number;
        from..from + self.0[from..].iter().take_while(|(other, _)| other.number == stem).count()
    }
}
