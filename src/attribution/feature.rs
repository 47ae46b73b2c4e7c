//! Features: what a token looks like, as hashed numbers that a [`model`](super::model) has weights for.
//!
//! In: the tokens of a paragraph. Out: for a token alone, features that tell whether it heads a cue; for a token seen
//! from a cue's head, features that tell whether it belongs to source, content or cue. Names are seen by shape only, so
//! that nothing is learned of the people in the training articles.

use crate::token::{Paragraph, Token, class};

/// Mixes a template's number and up to three values into one feature.
fn mix(template: u32, a: u32, b: u32, c: u32) -> u32 {
    let mut h = (u64::from(template) << 32 | u64::from(a)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    h = (h ^ (h >> 29) ^ (u64::from(b) << 32 | u64::from(c))).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (h >> 32) as u32
}

/// A distance as a small number: 0 to 4 exactly, then by doubling.
fn bucket(distance: usize) -> u32 {
    match distance {
        0..=4 => distance as u32,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=49 => 9,
        _ => 10,
    }
}

/// A paragraph's tokens with what is computed once for all of them.
pub(crate) struct Scene<'p> {
    pub paragraph: &'p Paragraph,
    /// How many separators (commas, dashes, brackets, sentence ends) stand before each token.
    segment: Vec<u32>,
    /// First token of each token's segment.
    first: Vec<u32>,
    /// Last segment's first token, up to each token, that opens a clause of its own: although, which, but.
    opener: Vec<u32>,
    /// Verbs of any kind before each token.
    verbs: Vec<u32>,
    /// Quotations before each token.
    quotations: Vec<u32>,
    /// Coordinators and subordinators before each token.
    joints: Vec<u32>,
    /// First token of each token's sentence.
    opens: Vec<u32>,
    /// Quotations and their shapes, in order of place.
    shapes: Vec<(usize, u32)>,
}

const EDGE: u32 = 0xFFFF_FFFF;

/// What a feature seen from a head depends on, besides the head: neighbouring tokens share most of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Layer {
    /// The token itself.
    Token,
    /// Its segment.
    Segment,
    /// Its distance.
    Distance,
    /// What stands between it and the head.
    Between,
}

/// How many layers.
pub(crate) const LAYERS: usize = 4;

/// How a token lies to a head, in small numbers.
#[derive(Clone, Copy)]
pub(crate) struct Seen {
    /// Left, right, or the head itself.
    side: u32,
    distance: u32,
    /// Segments between, sentences between, and both.
    segment: u32,
    sentence: u32,
    place: u32,
    /// Verbs, quotations and joints between.
    between: u32,
    /// Other likely heads between, and whether one is nearer.
    nearest: u32,
    /// Where in its sentence the token stands and where the head.
    zone: u32,
    /// Whether both stand in one sentence, and whether the token stands before the head.
    same: u32,
    /// First tokens of the segment and of the clause that the token stands in.
    first: u32,
    opener: u32,
}

impl Seen {
    /// What the features of each layer but the first depend on: the same for two tokens, the same features.
    pub fn keys(&self) -> [[u32; 4]; LAYERS - 1] {
        let Seen { side, distance, place, between, nearest, zone, same, first, opener, .. } = *self;
        [[place, side, first, opener], [distance, 0, 0, 0], [between * 16 + nearest, place * 4 + side, zone, same]]
    }
}

impl<'p> Scene<'p> {
    pub fn new(text: &str, paragraph: &'p Paragraph) -> Self {
        let count = paragraph.tokens.len();
        let quotations = (0..count).filter(|at| paragraph.tokens[*at].quotation().is_some());
        let mut scene = Scene {
            paragraph,
            segment: Vec::with_capacity(count),
            first: Vec::with_capacity(count),
            opener: Vec::with_capacity(count),
            verbs: Vec::with_capacity(count),
            quotations: Vec::with_capacity(count),
            joints: Vec::with_capacity(count),
            opens: Vec::with_capacity(count),
            shapes: quotations.map(|at| (at, quotation_shape(text, paragraph, at))).collect(),
        };
        let mut opens = 0u32;
        let mut opener = 0u32;
        let (mut segment, mut first, mut verbs, mut quotations, mut joints) = (0u32, 0u32, 0u32, 0u32, 0u32);
        for (at, token) in paragraph.tokens.iter().enumerate() {
            if at > 0 && (paragraph.tokens[at - 1].separates() || token.initial) {
                segment = segment.saturating_add(1);
                first = at as u32;
                if opens_clause(token) {
                    opener = first;
                }
            }
            if token.initial {
                opens = at as u32;
            }
            scene.opens.push(opens);
            scene.opener.push(opener);
            scene.segment.push(segment);
            scene.first.push(first);
            scene.verbs.push(verbs);
            scene.quotations.push(quotations);
            scene.joints.push(joints);
            verbs = verbs.saturating_add(u32::from(token.is_verbal()));
            quotations = quotations.saturating_add(u32::from(token.quotation().is_some()));
            joints = joints.saturating_add(u32::from(is_joint(token)));
        }
        scene
    }

    fn token(&self, at: usize, offset: isize) -> Option<&Token> {
        self.paragraph.tokens.get(at.checked_add_signed(offset)?)
    }

    fn word(&self, at: usize, offset: isize) -> u32 {
        self.token(at, offset).map_or(EDGE, |t| t.word)
    }

    fn class(&self, at: usize, offset: isize) -> u32 {
        self.token(at, offset).map_or(99, |t| u32::from(t.class))
    }

    /// Features that tell whether the token at `at` heads a cue.
    pub fn head_features(&self, at: usize, mut out: impl FnMut(u32)) {
        self.head_words(at, &mut out);
        self.head_surroundings(at, &mut out);
    }

    /// Those of the token and its neighbours: most tokens are seen to head nothing by them alone.
    pub fn head_words(&self, at: usize, mut out: impl FnMut(u32)) {
        let token = &self.paragraph.tokens[at];
        let w = |o| self.word(at, o);
        let c = |o| self.class(at, o);
        let mut push = |t, a, b, d| out(mix(t, a, b, d));
        push(1, w(0), 0, 0);
        push(2, w(-1), 0, 0);
        push(3, w(1), 0, 0);
        push(4, w(-2), 0, 0);
        push(5, w(2), 0, 0);
        push(6, w(-1), w(0), 0);
        push(7, w(0), w(1), 0);
        push(8, w(-2), w(-1), 0);
        push(9, w(1), w(2), 0);
        push(10, c(-1), c(0), c(1));
        push(11, c(-2), c(-1), c(0));
        push(12, c(0), c(1), c(2));
        push(13, c(-3), c(-2), c(-1));
        push(14, c(1), c(2), c(3));
        push(15, token.suffix, 0, 0);
        push(16, token.suffix, c(-1), 0);
        push(17, token.suffix, c(1), 0);
        push(18, w(0), c(-1), 0);
        push(19, w(0), c(1), 0);
        push(20, w(0), c(-1), c(1));
        push(21, c(0), w(1), 0);
        push(22, c(0), w(-1), 0);
        push(23, token.lemma, c(-1), c(1));
        push(24, token.lemma, c(1), c(2));
        push(25, token.lemma, c(-1), c(-2));
        push(26, token.lemma, w(1), 0);
        let title = u32::from(self.paragraph.title_case);
        push(27, c(0), title, u32::from(token.initial));
        push(28, w(0), title, u32::from(token.initial));
    }

    /// Those of its clause, its sentence and the quotations near it.
    pub fn head_surroundings(&self, at: usize, mut out: impl FnMut(u32)) {
        let token = &self.paragraph.tokens[at];
        let w = |o| self.word(at, o);
        let c = |o| self.class(at, o);
        let mut push = |t, a, b, d| out(mix(t, a, b, d));
        let (left, right) = self.nearest_quotations(at);
        push(29, left, right, 0);
        push(30, left, c(0), c(1));
        push(31, right, c(0), c(-1));
        push(32, token.lemma, left, right);
        push(33, w(0), left, right);
        let first = self.first[at] as usize;
        push(34, bucket(at - first), self.class(first, 0), c(0));
        push(35, self.word(first, 0), c(0), 0);
        let (subject, complement) = (self.subject(at), self.complement(at));
        push(36, subject, c(0), 0);
        push(37, subject, w(0), 0);
        push(38, complement, c(0), 0);
        push(39, complement, w(0), 0);
        push(40, complement, subject, c(0));
        push(41, bucket(self.paragraph.tokens.len()), c(0), 0);
    }

    /// How far the nearest quotation is on each side within the sentence: 0 for none, else 1 + bucket.
    fn nearest_quotations(&self, at: usize) -> (u32, u32) {
        let tokens = &self.paragraph.tokens;
        let sentence = tokens[at].sentence;
        let near = |t: &&Token| t.sentence == sentence;
        let left = tokens[..at].iter().rev().take(12).take_while(near).position(|t| t.quotation().is_some());
        let right = tokens[at + 1..].iter().take(12).take_while(near).position(|t| t.quotation().is_some());
        (left.map_or(0, |d| 1 + bucket(d)), right.map_or(0, |d| 1 + bucket(d)))
    }

    /// What kind of word the clause's likely subject ends in, left of a verb: auxiliaries and adverbs are skipped.
    fn subject(&self, at: usize) -> u32 {
        let mut skipped = 0;
        for token in self.paragraph.tokens[..at].iter().rev().take(6) {
            if token.initial && skipped == 0 && at == 0 {
                break;
            }
            if is_auxiliary(token) {
                skipped = 1;
                continue;
            }
            return u32::from(token.class) * 2 + skipped;
        }
        EDGE
    }

    /// The first word right of a verb that tells what its complement is: "that", "to", a quotation, a comma ...
    fn complement(&self, at: usize) -> u32 {
        use crate::lexicon::WordClass::*;
        for (distance, token) in self.paragraph.tokens[at + 1..].iter().take(8).enumerate() {
            let telling = match token.lexical {
                Some(That | To | Wh | Subordinator | Pronoun | Be | Have | Modal) => true,
                _ => !token.is_word() || token.verb.is_some(),
            };
            if telling {
                return u32::from(token.class) * 8 + bucket(distance).min(5);
            }
        }
        EDGE
    }

    /// Features of the token at `at` that are the same for every head on one side of it.
    pub fn own_features(&self, at: usize, side: u32, mut out: impl FnMut(u32)) {
        let w = |o| self.word(at, o);
        let c = |o| self.class(at, o);
        let suffix = self.paragraph.tokens[at].suffix;
        let mut push = |t, a, b, d| out(mix(t, a, b, d));
        push(103, w(0), side, 0);
        push(106, c(-1), c(0), side);
        push(107, c(0), c(1), side);
        push(108, w(-1), side, 0);
        push(109, w(1), side, 0);
        push(125, w(0), w(-1), side);
        push(126, w(0), w(1), side);
        push(127, suffix, side, 0);
        push(128, c(0), c(-1), c(-2));
        push(129, c(0), c(1), c(2));
    }

    /// Features of the token at `at` seen from the head of a cue, each with what it depends on.
    pub fn seen_features(&self, at: usize, view: &View, seen: Seen, mut out: impl FnMut(Layer, u32)) {
        self.placed_features(at, view, seen, &mut out);
        self.worded_features(at, view, seen, &mut out);
        self.sentence_features(at, view, seen, &mut out);
        let Seen { side, place, segment, sentence, between, .. } = seen;
        let opener = self.opener[at] as usize;
        if opener > view.head {
            out(Layer::Segment, mix(144, self.word(opener, 0), side, 0));
            out(Layer::Segment, mix(145, self.word(opener, 0), self.word(opener, 1), 0));
            out(Layer::Segment, mix(146, self.class(opener, 0), place, 0));
        }
        if let Some(shape) = self.shape(at) {
            out(Layer::Token, mix(140, shape, place, side));
            out(Layer::Token, mix(141, shape, view.class, segment));
            out(Layer::Token, mix(142, shape, view.shape, sentence));
            out(Layer::Token, mix(143, shape, between, side));
        }
    }

    /// The shape of the token at `at`, if it is a quotation.
    fn shape(&self, at: usize) -> Option<u32> {
        self.paragraph.tokens[at].quotation()?;
        let index = self.shapes.binary_search_by_key(&at, |(place, _)| *place).ok()?;
        Some(self.shapes[index].1)
    }

    /// Features of where in its sentence a token stands: before the first verb, where the subject is, or behind it.
    fn sentence_features(&self, at: usize, view: &View, seen: Seen, mut out: impl FnMut(Layer, u32)) {
        let Seen { zone, same, .. } = seen;
        out(Layer::Between, mix(151, zone, view.class, same));
        out(Layer::Token, mix(152, zone, self.class(at, 0), same));
        out(Layer::Between, mix(153, zone, view.frame, same));
    }

    /// How the token at `at` lies to a head.
    pub fn seen(&self, at: usize, view: &View) -> Seen {
        let head = view.head;
        let tokens = &self.paragraph.tokens;
        let side = side(at, head);
        let (low, high) = if at < head { (at, head) } else { (head, at) };
        let segment = relative(self.segment[at], self.segment[head], 4);
        let sentence = relative(tokens[at].sentence, tokens[head].sentence, 2);
        let verbs = (self.verbs[high] - self.verbs[low]).min(3);
        let quotations = (self.quotations[high] - self.quotations[low]).min(2);
        let joints = (self.joints[high] - self.joints[low]).min(2);
        let since = |counts: &[u32], at: usize| (counts[at] - counts[self.opens[at] as usize]).min(3);
        Seen {
            side,
            distance: bucket(high - low) * 4 + side,
            segment,
            sentence,
            place: segment * 16 + sentence,
            between: (verbs * 4 + quotations) * 4 + joints,
            nearest: view.nearest(at),
            zone: (since(&self.verbs, at) * 4 + since(&self.segment, at)) * 4 + since(&self.verbs, head),
            same: u32::from(self.opens[at] == self.opens[head]) * 2 + u32::from(at < head),
            first: self.first[at],
            opener: self.opener[at],
        }
    }

    /// Features of where a token stands.
    fn placed_features(&self, at: usize, view: &View, seen: Seen, mut out: impl FnMut(Layer, u32)) {
        use Layer::{Between, Distance, Segment};
        let Seen { side, distance, place, between, .. } = seen;
        let c = |o| self.class(at, o);
        let mut push = |layer, t, a, b, d| out(layer, mix(t, a, b, d));
        push(Distance, 101, distance, 0, 0);
        push(Segment, 102, place, side, 0);
        push(Layer::Token, 104, c(0), distance, 0);
        push(Layer::Token, 105, c(0), place, side);
        push(Segment, 110, view.word, place, side);
        push(Distance, 111, view.word, distance, 0);
        push(Layer::Token, 112, view.lemma, c(0), place);
        push(Layer::Token, 113, view.class, c(0), place);
        push(Segment, 114, view.after, place, side);
        push(Segment, 115, view.before, place, side);
        let first = self.first[at] as usize;
        push(Segment, 116, self.class(first, 0), place, side);
        push(Segment, 117, self.word(first, 0), place, side);
        push(Between, 118, between, side, 0);
        push(Layer::Token, 119, between, c(0), side);
        push(Between, 120, between, place, side);
    }

    /// Features of a token's words and those of the head.
    fn worded_features(&self, at: usize, view: &View, seen: Seen, mut out: impl FnMut(Layer, u32)) {
        use Layer::{Between, Distance, Segment};
        let Seen { side, distance, place, nearest, .. } = seen;
        let w = |o| self.word(at, o);
        let c = |o| self.class(at, o);
        let first = self.first[at] as usize;
        let mut push = |layer, t, a, b, d| out(layer, mix(t, a, b, d));
        push(Segment, 121, view.shape, place, side);
        push(Layer::Token, 122, view.shape, c(0), distance);
        push(Layer::Token, 123, view.shape, c(0), c(-1));
        push(Distance, 124, view.shape, distance, 0);
        push(Layer::Token, 130, view.frame, place, c(0));
        push(Distance, 131, view.frame, distance, 0);
        push(Layer::Token, 132, bucket(at - first), place, side);
        push(Layer::Token, 133, w(0), view.word, distance.min(16));
        push(Layer::Token, 134, w(0), place, side);
        push(Segment, 135, view.class, view.after, place);
        push(Layer::Token, 136, nearest, c(0), side);
        push(Between, 137, nearest, place, side);
    }

    /// Features of the step from the token before `at` to the token at `at` that are the same for every head on one side.
    pub fn own_step_features(&self, at: usize, side: u32, mut out: impl FnMut(u32)) {
        let w = |o| self.word(at, o);
        let c = |o| self.class(at, o);
        let mut push = |t, a, b, d| out(mix(t, a, b, d));
        push(201, self.begins(at), u32::from(self.paragraph.tokens[at].initial), 0);
        push(202, c(0), side, 0);
        push(203, c(-1), side, 0);
        push(204, w(0), side, 0);
        push(205, w(-1), side, 0);
        push(206, c(-1), c(0), side);
        push(207, c(-1), c(0), c(1));
        push(208, c(-2), c(-1), c(0));
        push(209, w(-1), c(0), side);
        push(210, c(-1), w(0), side);
    }

    /// Features of that step seen from the head of a cue.
    pub fn seen_step_features(&self, at: usize, view: &View, mut out: impl FnMut(u32)) {
        out(mix(211, view.class, self.class(at, -1), self.class(at, 0)));
        out(mix(212, view.class, self.begins(at), side(at, view.head)));
    }

    /// Whether a token is the first of its segment.
    fn begins(&self, at: usize) -> u32 {
        u32::from(self.first[at] as usize == at)
    }
}

/// Left or right of a head, or the head itself.
pub(crate) fn side(at: usize, head: usize) -> u32 {
    u32::from(at > head) + 2 * u32::from(at == head)
}

/// A difference of two counts, clamped to `-most..=most` and shifted to be positive.
fn relative(a: u32, b: u32, most: i32) -> u32 {
    (a as i32 - b as i32).clamp(-most, most).wrapping_add(most) as u32
}

fn opens_clause(token: &Token) -> bool {
    use crate::lexicon::WordClass::*;
    let word = matches!(token.lexical, Some(Coordinator | Subordinator | Wh | Adverb | Preposition | Determiner));
    word || token.class == class::ING || token.class == class::LY || token.verb.is_some()
}

fn is_joint(token: &Token) -> bool {
    use crate::lexicon::WordClass::*;
    matches!(token.lexical, Some(Coordinator | Subordinator | That | Wh | To))
}

fn is_auxiliary(token: &Token) -> bool {
    use crate::lexicon::WordClass::*;
    matches!(token.lexical, Some(Be | Have | Do | Modal | Negation | Adverb | To)) || token.class == class::LY
}

/// What is seen from the head of a cue, computed once a head.
pub(crate) struct View<'l> {
    pub head: usize,
    /// First and one past the last token that are looked at.
    pub window: std::ops::Range<usize>,
    word: u32,
    lemma: u32,
    class: u32,
    after: u32,
    before: u32,
    /// How the head stands to quotations, commas and its sentence.
    shape: u32,
    /// Classes around the head.
    frame: u32,
    /// The paragraph's likely heads.
    likely: &'l Likely,
}

/// The likely heads of a paragraph, counted.
pub(crate) struct Likely {
    /// How many stand before each token, and before the end.
    before: Vec<u32>,
}

impl Likely {
    /// `heads`, in order, of a paragraph of so many tokens.
    pub fn new(heads: &[usize], tokens: usize) -> Likely {
        let mut before = Vec::with_capacity(tokens + 1);
        before.push(0);
        let mut heads = heads.iter().peekable();
        for at in 0..tokens {
            let here = heads.next_if(|head| **head == at).is_some();
            before.push(before[at] + u32::from(here));
        }
        Likely { before }
    }

    /// How many stand from `low` to `high`, both included, other than `head`.
    fn others(&self, low: usize, high: usize, head: usize) -> u32 {
        let count = |low: usize, high: usize| self.before[(high + 1).min(self.before.len() - 1)] - self.before[low];
        let own = if (low..=high).contains(&head) { count(head, head) } else { 0 };
        count(low, high) - own
    }
}

/// Tokens looked at on each side of a head: guessed; contents reach further in one of 300.
const LEFT: usize = 70;
const RIGHT: usize = 110;
/// Sentences looked at before and after that of a head.
const BACK: u32 = 2;
const ON: u32 = 3;

impl<'l> View<'l> {
    pub fn new(scene: &Scene, head: usize, likely: &'l Likely) -> View<'l> {
        let tokens = &scene.paragraph.tokens;
        let token = &tokens[head];
        let around = |o| scene.class(head, o);
        let window = window(tokens, head);
        let (left, right) = scene.nearest_quotations(head);
        let comma_before = u32::from(around(-1) == u32::from(class::COMMA));
        View {
            head,
            window,
            word: token.word,
            lemma: if token.lemma == 0 { token.word } else { token.lemma },
            class: u32::from(token.class),
            after: scene.word(head, 1),
            before: around(-1),
            shape: mix(301, left.min(4) * 16 + right.min(4), comma_before * 2 + u32::from(token.initial), around(1)),
            frame: mix(302, around(-1), around(0), around(1)),
            likely,
        }
    }

    /// Whether another head lies between this one and a token, or is nearer to it.
    fn nearest(&self, at: usize) -> u32 {
        let (low, high) = if at < self.head { (at, self.head) } else { (self.head, at) };
        let between = self.likely.others(low, high, self.head).min(2);
        let reach = (high - low).saturating_sub(1);
        let nearer = low < high && self.likely.others(at.saturating_sub(reach), at + reach, self.head) > 0;
        between * 2 + u32::from(nearer)
    }
}

/// The head's own sentence, and of the [`BACK`] before and the [`ON`] after it those up to the farthest that holds a
/// quotation; at most [`LEFT`] and [`RIGHT`] tokens.
fn window(tokens: &[Token], head: usize) -> std::ops::Range<usize> {
    let sentence = tokens[head].sentence;
    let away = |at: &usize| tokens[*at].sentence.abs_diff(sentence);
    let quoted = |at: &usize| tokens[*at].quotation().is_some();
    let before = || (head.saturating_sub(LEFT)..head).rev().take_while(|at| away(at) <= BACK);
    let after = || (head + 1..tokens.len().min(head + RIGHT)).take_while(|at| away(at) <= ON);
    let first = before().filter(quoted).map(|at| away(&at)).last().unwrap_or(0);
    let last = after().filter(quoted).map(|at| away(&at)).last().unwrap_or(0);
    let start = before().take_while(|at| away(at) <= first).last().unwrap_or(head);
    let end = after().take_while(|at| away(at) <= last).last().unwrap_or(head);
    start..end + 1
}

/// Length, first letter and last mark of a quotation, and whether it opens its paragraph or sentence.
fn quotation_shape(text: &str, paragraph: &Paragraph, at: usize) -> u32 {
    let token = &paragraph.tokens[at];
    let inner = token.span().of(text).trim_matches(['"', '“', '”', '‘', '’', '\'', '«', '»', '`']);
    let words = bucket(inner.split_whitespace().take(30).count());
    let capital = u32::from(inner.starts_with(char::is_uppercase));
    let last = match inner.trim_end().chars().next_back() {
        Some(',') => 1,
        Some('.') => 2,
        Some('?' | '!') => 3,
        _ => 0,
    };
    let place = u32::from(token.initial) + u32::from(at == 0);
    ((words * 2 + capital) * 4 + last) * 4 + place
}
