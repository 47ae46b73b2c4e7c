//! headline-overreach: a headline's quotation has words that the article's does not.
//!
//! Only words in marks are compared: whether a claim goes further than its article is a matter of sense. Passed over is a
//! headline whose words stand in its article or in one that reports a quotation of it as well, and one that no quotation
//! of the article is like, for the rest of the article may not be at hand.

use super::Check;
use crate::corpus::Corpus;
use crate::document::{Document, Span};
use crate::finding::{Evidence, Field};
use crate::quotation::{Use, quotations};
use crate::utterance::normalised;
use crate::{Confidence, Finding, Options, Severity};
use std::collections::BTreeSet;
use std::ops::Range;

pub(super) const CHECK: Check = Check {
    code: "headline-overreach",
    severity: Severity::Note,
    summary: "A headline quotes words otherwise than its own article",
    why: "Many read the headline only. What it puts in marks has to be what the speaker said, not what fits the line.",
    example: "The Beacon: \"The old harbour is lost for a year,\" Nadia Frost said.\n\
              The Herald: Frost: 'The old harbour is lost for ever' | \"The old harbour is lost for a year,\" Nadia Frost said.",
    wrong: "When the words are another remark, which the article gives in part or not at all, or were shortened as \
            headlines are. Of 18 findings on 4,187 articles of a year 16 \
            had what the article gives otherwise; whether it was only shortened is not told apart, so it is a note.",
    run,
};

/// Words of a headline's quotation at least: fewer are a label or a name for something. Guessed.
const LEAST_WORDS: usize = 4;
/// Share of them that the article's quotation has, in their order, at least: below it is another remark. Guessed, after
/// reading the 48 headlines of 4,187 that their articles do not bear out.
const ALIKE: f32 = 0.6;
/// Marks of a cut or an insertion: what a headline marks it does not pass off.
const CUTS: [&str; 3] = ["..", "…", "["];
const ARTICLES: [&str; 3] = ["a", "an", "the"];
/// Words of an article's quotation that are compared. Guessed: a paragraph.
const MOST: usize = 200;

fn run(corpus: &Corpus, _: &Options) -> Vec<Finding> {
    let mut attributions: Vec<Range<usize>> = vec![0..0; corpus.documents.len()];
    for (position, placed) in corpus.attributions.iter().enumerate() {
        let of = &mut attributions[placed.document];
        *of = if of.start == of.end { position..position + 1 } else { of.start..position + 1 };
    }
    let headed = corpus.documents.iter().enumerate().filter_map(|(id, document)| {
        let title = document.title.as_deref()?;
        let quoted = quotations(title, 0).into_iter().filter(|quotation| quotation.usage == Use::Speech);
        let said = quoted.map(|quotation| quotation.content).collect::<Vec<_>>();
        Some(said.into_iter().map(move |span| Headline { corpus, id, title, span }))
    });
    headed.flatten().filter_map(|headline| headline.finding(&attributions)).collect()
}

/// A quotation in a headline.
struct Headline<'c> {
    corpus: &'c Corpus<'c>,
    /// Position of its document.
    id: usize,
    title: &'c str,
    span: Span,
}

impl<'c> Headline<'c> {
    /// What is told of it, if the article has the quotation otherwise; `attributions` are those of each document.
    fn finding(&self, attributions: &[Range<usize>]) -> Option<Finding> {
        let document = self.corpus.documents[self.id];
        let (headline, article) = (self.span.of(self.title), self.article(document));
        let words = plain(headline);
        let cut = CUTS.iter().any(|mark| headline.contains(mark));
        if words.len() < LEAST_WORDS || cut || has(&plain(article), &words) {
            return None;
        }
        let body = document.text.len() - article.len();
        let own = &self.corpus.attributions[attributions[self.id].clone()];
        let quoted = own.iter().flat_map(|placed| &placed.attribution.quoted).filter(|span| span.start >= body);
        let alike = quoted.map(|span| (shared(&words, &plain(document.slice(*span))), *span));
        let (most, said) = alike.max_by_key(|(most, span)| (*most, std::cmp::Reverse(span.start)))?;
        let told = most as f32 >= ALIKE * words.len() as f32 && !self.borne_out(&words);
        told.then(|| self.told(document, said))
    }

    /// The article without the headline that its text may begin with.
    fn article(&self, document: &'c Document) -> &'c str {
        let text = &document.text[document.body..];
        let rest = text.trim_start().trim_start_matches('#').trim_start();
        rest.strip_prefix(self.title).unwrap_or(text)
    }

    /// Whether another article that reports a quotation of this one has the headline's words.
    fn borne_out(&self, words: &[String]) -> bool {
        let document = |attribution: usize| self.corpus.attributions[attribution].document;
        let here = |member: &crate::utterance::Member| document(member.attribution) == self.id;
        let shared = self.corpus.utterances.iter().filter(|utterance| utterance.members.iter().any(here));
        let others: BTreeSet<usize> =
            shared.flat_map(|utterance| &utterance.members).map(|member| document(member.attribution)).collect();
        others.into_iter().filter(|other| *other != self.id).any(|other| {
            let other = self.corpus.documents[other];
            has(&plain(&other.text[other.body..]), words)
        })
    }

    fn told(&self, document: &Document, said: Span) -> Finding {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (headline, article) = (line(self.span.of(self.title)), line(document.slice(said)));
        let evidence = |span, field, label: &str| Evidence { document: self.id, span, field, label: label.to_owned() };
        Finding {
            code: CHECK.code,
            severity: CHECK.severity,
            confidence: Confidence::Low,
            message: format!("The headline of {} has \"{headline}\", its article \"{article}\"", document.outlet),
            utterance: None,
            evidence: vec![
                evidence(self.span, Field::Title, "quoted in the headline"),
                evidence(said, Field::Text, "and here"),
            ],
        }
    }
}

/// The words of a text as they are compared, without articles, which headlines leave out.
fn plain(text: &str) -> Vec<String> {
    normalised(text).into_iter().filter(|word| !ARTICLES.contains(&word.as_str())).collect()
}

/// How many words of a headline stand, in their order, in a passage of a quotation that is at most twice as long.
fn shared(words: &[String], said: &[String]) -> usize {
    let said = &said[..said.len().min(MOST)];
    let windows = said.windows((2 * words.len()).min(said.len()).max(1));
    windows.map(|passage| in_order(words, passage)).max().unwrap_or(0)
}

/// The longest subsequence that both have.
fn in_order(words: &[String], said: &[String]) -> usize {
    let mut before = vec![0; words.len() + 1];
    for other in said {
        let mut diagonal = 0;
        for (at, word) in words.iter().enumerate() {
            let longest = if word == other { diagonal + 1 } else { before[at + 1].max(before[at]) };
            diagonal = std::mem::replace(&mut before[at + 1], longest);
        }
    }
    before[words.len()]
}

/// Whether a text has these words in a row.
fn has(text: &[String], words: &[String]) -> bool {
    text.windows(words.len()).any(|window| window == words)
}
