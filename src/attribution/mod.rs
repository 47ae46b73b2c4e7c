//! An attribution: content, the cue that ascribes it, and the source it is ascribed to.
//!
//! In: a text with its quotations and sentences, and a model. Out: attributions in order of place. Two ways lead to one:
//! a learned labeller finds cues with their sources and contents, quoted or not (`label`); the layout of quotations
//! gives the rest (`layout`): what goes on from a quotation that has a source, and what has none. Paragraphs that are
//! somebody's words without marks, such as the turns of a transcript, come first (`verbatim`).

mod feature;
mod label;
mod lattice;
mod layout;
mod mend;
mod model;
mod relay;
mod tag;
mod train;
mod verbatim;
mod view;

pub use model::{Model, ModelError};
pub use train::train;

use crate::document::Span;
use crate::lexicon::{Form, VerbClass, WordClass};
use crate::quotation::{self, Quotation, Use};
use crate::speaker::Speaker;
use crate::token::{Paragraph, Sort, Token, class};
use label::{Frame, Heads, Role, Slate};
use rustc_hash::FxHashSet;
use verbatim::Layout;

/// How an attribution's content is given.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// All of it stands in quotation marks, or is given word for word by its layout.
    Direct,
    /// Some of it does.
    Mixed,
    /// None of it does: a claim that is reported.
    Indirect,
}

/// The word that stands for it in reports.
impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Kind::Direct => "direct",
            Kind::Mixed => "mixed",
            Kind::Indirect => "indirect",
        })
    }
}

/// One attribution. All spans are bytes into the document's text, in order of place, none overlapping.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// How the content is given.
    pub kind: Kind,
    /// What was said, outer quotation marks excluded; never empty.
    pub content: Vec<Span>,
    /// The parts of the content that stand in marks; all of it where the layout says that these are the speaker's own words:
    /// turns of a transcript, posts and other texts printed in full.
    pub quoted: Vec<Span>,
    /// The words that ascribe, or none.
    pub cue: Vec<Span>,
    /// The mention that the content is ascribed to, with its apposition, or none.
    pub source: Vec<Span>,
    /// Whom the source refers to.
    pub speaker: Option<Speaker>,
    /// Who was spoken to ("told CNN").
    pub addressee: Option<Span>,
    /// The medium it was lifted from.
    pub via: Option<Span>,
    /// When, where or in what it was said.
    pub occasion: Option<Span>,
    /// How sure, 0 to 1.
    pub confidence: f32,
}

/// Everything said in the paragraphs of a text, in order of place. Speakers are not resolved yet.
pub(crate) fn attributions(
    text: &str,
    quotations: &[Quotation],
    paragraphs: &[Paragraph],
    model: &Model,
) -> Vec<Attribution> {
    let text = Text { text, quotations, paragraphs };
    let verbatim = verbatim::verbatim(&text);
    let open = (0..paragraphs.len()).filter(|index| verbatim.layout[*index] != Layout::Turn);
    let mut slate = Slate::default();
    let mut drafts: Vec<Draft> = open.flat_map(|index| text.drafts(index, model, &mut slate)).collect();
    mend::mend(&text, &mut drafts);
    relay::relay(&text, &mut drafts);
    let drafts = verbatim.with(&text, drafts);
    let drafts = layout::complete(&text, layout::settle(&text, drafts));
    let mut found: Vec<Attribution> = drafts.iter().filter_map(|draft| draft.attribution(&text)).collect();
    found.sort_by_key(|a| (a.content[0], a.cue.first().copied()));
    found
}

/// A text, cut up.
struct Text<'t> {
    text: &'t str,
    quotations: &'t [Quotation],
    paragraphs: &'t [Paragraph],
}

/// A place of a token: its paragraph and its position there.
type Place = (usize, usize);

/// An attribution in the making: token by token.
#[derive(Clone, Debug, Default)]
struct Draft {
    content: Vec<Place>,
    cue: Vec<Place>,
    source: Vec<Place>,
    /// What the words were taken from.
    via: Vec<Place>,
    confidence: f32,
    /// The layout makes its content somebody's own words, marks or none.
    verbatim: bool,
}

impl Draft {
    /// A frame as a draft. One without content is kept: a quotation after it may be its content.
    fn new(paragraph: usize, tokens: &Paragraph, frame: &Frame) -> Option<Draft> {
        let places = |role| frame.tokens(role).map(|at| (paragraph, at)).collect::<Vec<Place>>();
        let word = |place: &Place| tokens.tokens[place.1].sort != Sort::Mark;
        let mut draft = Draft {
            content: places(Role::Content),
            cue: places(Role::Cue),
            source: places(Role::Source),
            via: Vec::new(),
            confidence: frame.head_sure * frame.roles_sure,
            verbatim: false,
        };
        if !draft.content.iter().any(word) {
            draft.content.clear();
        }
        (!draft.content.is_empty() || !draft.source.is_empty()).then_some(draft)
    }

    /// True when the cue is "according to" or the like, which may stand beside a verb.
    fn is_according(&self, text: &Text) -> bool {
        self.cue.iter().any(|place| text.token(*place).span().of(text.text).eq_ignore_ascii_case("according"))
    }

    /// True when the cue is part of what another draft says was said, and only the other's is a verb of saying.
    fn is_inside(&self, other: &Draft, text: &Text) -> bool {
        let says = |draft: &Draft| {
            let verb = |place: &Place| text.token(*place).verb.is_some_and(|(class, _)| class == VerbClass::Say);
            draft.cue.iter().any(verb)
        };
        self.cue.first().is_some_and(|cue| other.content.contains(cue)) && says(other) && !says(self)
    }

    /// True when cue and source are both part of what another draft says was said: "the chief said the man, Jane Roe, had
    /// told officers she was ...". Whoever is told of last by name said what is quoted in that sentence.
    fn is_within(&self, other: &Draft, text: &Text) -> bool {
        let says = |place: &Place| text.token(*place).verb == Some((VerbClass::Say, Form::Past));
        let inside = |place: &Place| other.content.contains(place);
        let negated = |place: &Place| text.token(*place).lexical == Some(WordClass::Do);
        let Some((cue, source)) = self.cue.last().zip(self.source.last()) else { return false };
        let here = |q: &Place| *q > *cue && text.token(*q).sentence == text.token(*cue).sentence;
        let quotes = |place: &&Place| text.token(**place).quotation().is_some();
        self.cue.iter().any(says)
            && self.cue.iter().all(|place| inside(place) && !negated(place))
            && inside(source)
            && self.source.iter().any(|place| inside(place) && text.token(*place).capital)
            && source < cue
            && self.content.iter().filter(quotes).all(here)
    }

    /// The quotations in the content.
    fn quotations<'a>(&'a self, text: &'a Text) -> impl Iterator<Item = usize> + 'a {
        self.content.iter().filter_map(|place| text.token(*place).quotation())
    }

    /// The parts of the content that stand in marks; none if they are all titles, names or terms.
    fn quoted(&self, text: &Text) -> Vec<Span> {
        if !self.quotations(text).any(|q| text.quotations[q].usage == Use::Speech) {
            return Vec::new();
        }
        self.quotations(text).map(|q| text.quotations[q].content).filter(|q| !q.is_empty()).collect()
    }

    fn kind(&self, text: &Text, quoted: bool) -> Kind {
        let outside = |place: &Place| text.token(*place).is_word();
        match quoted {
            false => Kind::Indirect,
            true if self.verbatim || !self.content.iter().any(outside) => Kind::Direct,
            true => Kind::Mixed,
        }
    }

    fn attribution(&self, text: &Text) -> Option<Attribution> {
        let content = if self.verbatim { text.whole_spans(&self.content) } else { text.content_spans(&self.content) };
        if content.is_empty() {
            return None;
        }
        let quoted = if self.verbatim { content.clone() } else { self.quoted(text) };
        let kind = self.kind(text, !quoted.is_empty());
        Some(Attribution {
            kind,
            content,
            quoted,
            cue: text.spans(&self.cue),
            source: text.spans(&self.source),
            speaker: None,
            addressee: None,
            via: text.spans(&self.via).first().copied(),
            occasion: None,
            confidence: self.confidence,
        })
    }
}

impl Text<'_> {
    /// What the labeller finds in a paragraph. Where it leaves a quotation of speech without a cue, the unlikely heads are
    /// asked too: a quotation makes a cue likely.
    fn drafts(&self, index: usize, model: &Model, slate: &mut Slate) -> Vec<Draft> {
        let paragraph = &self.paragraphs[index];
        let drafts = |frames: Vec<Frame>| -> Vec<Draft> {
            frames.iter().filter_map(|frame| Draft::new(index, paragraph, frame)).collect()
        };
        let mut heads = Heads::new(self.text, paragraph, model, slate);
        let mut found = drafts(heads.frames(label::LEAST, |_| true));
        let open = self.open_quotations(paragraph, &found);
        if paragraph.tokens.len() > 1 && !open.is_empty() {
            let sentence = |at: usize| paragraph.tokens[at].sentence;
            let near = |head: usize| {
                let from = open.partition_point(|(at, _)| sentence(*at) + 1 < sentence(head));
                open.get(from).is_some_and(|(at, _)| sentence(*at) <= sentence(head) + 1)
            };
            let more = drafts(heads.frames(label::LEAST_AT_QUOTATION, near));
            let explains = |draft: &Draft| {
                draft.quotations(self).any(|q| open.binary_search_by_key(&q, |(_, other)| *other).is_ok())
            };
            found.extend(more.into_iter().filter(|draft| explains(draft) && self.is_likely(draft)));
        }
        found
    }

    /// Quotations of speech that are in no draft, each with its place among the tokens.
    fn open_quotations(&self, paragraph: &Paragraph, drafts: &[Draft]) -> Vec<(usize, usize)> {
        let claimed: FxHashSet<usize> = drafts.iter().flat_map(|draft| draft.quotations(self)).collect();
        let open = |q: &usize| self.is_likely_speech(*q) && !claimed.contains(q);
        let tokens = paragraph.tokens.iter().enumerate();
        tokens.filter_map(|(at, token)| Some((at, token.quotation().filter(open)?))).collect()
    }

    /// Some source, or quoted words enough, for a frame around an unlikely head.
    fn is_likely(&self, draft: &Draft) -> bool {
        let words = |q: usize| self.quotations[q].content.of(self.text).split_whitespace().count();
        draft.confidence >= label::LEAST || !draft.source.is_empty() || draft.quotations(self).any(|q| words(q) > 3)
    }

    /// A quotation that is its whole paragraph, or all of it but a bullet.
    fn is_alone(&self, place: Place) -> bool {
        let tokens = &self.paragraphs[place.0].tokens;
        let bullet = |token: &Token| token.sort == Sort::Mark && token.class != class::COLON;
        tokens.len() == 1 || tokens.len() == 2 && place.1 == 1 && bullet(&tokens[0])
    }

    /// A quotation that is speech and not likely a title or slogan: of Title Case two in three are none (PolNeAR).
    fn is_likely_speech(&self, q: usize) -> bool {
        let quotation = &self.quotations[q];
        let words = quotation.content.of(self.text);
        quotation.usage == Use::Speech && !(words.contains(' ') && quotation::is_title_case(words))
    }

    fn token(&self, place: Place) -> &Token {
        &self.paragraphs[place.0].tokens[place.1]
    }

    /// Runs of neighbouring tokens, marks at their ends left out unless there is nothing else.
    fn runs<'p>(&self, places: &'p [Place]) -> Vec<&'p [Place]> {
        let together = |a: &Place, b: &Place| a.0 == b.0 && a.1 + 1 == b.1;
        let mut runs: Vec<&[Place]> = places.chunk_by(together).map(|run| self.without_marks(run)).collect();
        if runs.iter().any(|run| run.iter().any(|place| self.token(*place).sort != Sort::Mark)) {
            runs.retain(|run| run.iter().any(|place| self.token(*place).sort != Sort::Mark));
        }
        runs
    }

    fn without_marks<'p>(&self, run: &'p [Place]) -> &'p [Place] {
        let kept = |place: &Place| self.token(*place).sort != Sort::Mark || self.stays(*place);
        match (run.iter().position(kept), run.iter().rposition(kept)) {
            (Some(first), Some(last)) => &run[first..=last],
            _ => run,
        }
    }

    /// Marks that are words in themselves: "$5", "#MeToo", "(R-S.C.)".
    fn stays(&self, place: Place) -> bool {
        self.token(place).span().of(self.text).starts_with(['$', '#', '@', '£', '€', ')', '%'])
    }

    fn spans(&self, places: &[Place]) -> Vec<Span> {
        self.runs(places).iter().map(|run| self.cover(run)).collect()
    }

    fn cover(&self, run: &[Place]) -> Span {
        self.token(run[0]).span().cover(self.token(run[run.len() - 1]).span())
    }

    /// Spans of content: outer marks excluded at the ends of a run, quotations that stand side by side apart.
    fn content_spans(&self, places: &[Place]) -> Vec<Span> {
        let mut spans = Vec::new();
        for run in self.runs(places) {
            if run.iter().any(|place| self.token(*place).is_word()) {
                spans.push(self.inner_cover(run));
            } else {
                let quotations = run.iter().filter_map(|place| self.token(*place).quotation());
                spans.extend(quotations.map(|q| self.quotations[q].content));
            }
        }
        spans.retain(|span| !span.is_empty());
        spans
    }

    /// Spans of verbatim content: whole runs of neighbouring tokens, with all their marks.
    fn whole_spans(&self, places: &[Place]) -> Vec<Span> {
        let together = |a: &Place, b: &Place| a.0 == b.0 && a.1 + 1 == b.1;
        let span = |run: &[Place]| if run.len() == 1 { self.inner_cover(run) } else { self.cover(run) };
        places.chunk_by(together).map(span).filter(|span| !span.is_empty()).collect()
    }

    /// A run of quotations and words: marks inside it stay, those of a quotation that is all of it do not.
    fn inner_cover(&self, run: &[Place]) -> Span {
        match self.token(run[0]).quotation() {
            Some(q) if run.len() == 1 => self.quotations[q].content,
            _ => self.cover(run),
        }
    }
}
