//! Features: what a token looks like, as hashed numbers that a [`model`](super::model) has weights for.
//!
//! In: the tokens of a paragraph. Out: for a token alone, features that tell whether it heads a cue; for a token seen
//! from a cue's head, features that tell whether it belongs to source, content or cue. Names are seen by shape only, so
//! that nothing is learned of the people in the training articles.

use super::view::View;
use crate::token::{Paragraph, Token, class};

/// Mixes a template's number and up to three values into one feature.
pub(super) fn mix(template: u32, a: u32, b: u32, c: u32) -> u32 {
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
    /// Every token's word and class, [`MARGIN`] edges before the first and after the last.
    looks: Vec<Look>,
    /// Where each token stands.
    places: Vec<Place>,
    /// Quotations and their shapes, in order of place.
    shapes: Vec<(usize, u32)>,
}

/// Word and class of a token.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) word: u32,
    pub(super) class: u32,
}

/// How far from a token its neighbours are looked at.
const MARGIN: usize = 3;
/// What stands before the first token and after the last.
const BEYOND: Look = Look { word: EDGE, class: 99 };

/// A token with its neighbours on both sides.
#[derive(Clone, Copy)]
pub(super) struct Neighbours<'s>(&'s [Look; 2 * MARGIN + 1]);

impl Neighbours<'_> {
    #[inline(always)]
    pub(super) fn look(self, offset: isize) -> Look {
        self.0[MARGIN.wrapping_add_signed(offset)]
    }
}

/// Where a token stands in its paragraph.
#[derive(Clone, Copy, Default)]
struct Place {
    /// How many separators (commas, dashes, brackets, sentence ends) stand before it.
    segment: u32,
    /// First token of its segment.
    first: u32,
    /// Last segment's first token, up to here, that opens a clause of its own: although, which, but.
    opener: u32,
    /// Verbs of any kind before it.
    verbs: u32,
    /// Quotations before it.
    quotations: u32,
    /// Coordinators and subordinators before it.
    joints: u32,
    /// First token of its sentence.
    opens: u32,
    /// Verbs before it in its sentence, up to three.
    verbs_since: u32,
    /// Segments before it in its sentence, up to three.
    segments_since: u32,
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
        let quotations = (0..paragraph.tokens.len()).filter(|at| paragraph.tokens[*at].quotation().is_some());
        let shapes = quotations.map(|at| (at, quotation_shape(text, paragraph, at))).collect();
        Scene { paragraph, looks: looks(&paragraph.tokens), places: places(&paragraph.tokens), shapes }
    }

    pub(super) fn neighbours(&self, at: usize) -> Neighbours<'_> {
        Neighbours(self.looks[at..].first_chunk().expect("every token has a margin on both sides"))
    }

    fn look(&self, at: usize) -> Look {
        self.looks[at + MARGIN]
    }

    /// Features that tell whether the token at `at` heads a cue.
    pub fn head_features(&self, at: usize) -> impl Iterator<Item = u32> {
        self.head_words(at).into_iter().chain(self.head_surroundings(at))
    }

    /// Those of the token and its neighbours: most tokens are seen to head nothing by them alone.
    pub fn head_words(&self, at: usize) -> [u32; 28] {
        let token = &self.paragraph.tokens[at];
        let near = self.neighbours(at);
        let (w, c) = (|o| near.look(o).word, |o| near.look(o).class);
        let title = u32::from(self.paragraph.title_case);
        [
            mix(1, w(0), 0, 0),
            mix(2, w(-1), 0, 0),
            mix(3, w(1), 0, 0),
            mix(4, w(-2), 0, 0),
            mix(5, w(2), 0, 0),
            mix(6, w(-1), w(0), 0),
            mix(7, w(0), w(1), 0),
            mix(8, w(-2), w(-1), 0),
            mix(9, w(1), w(2), 0),
            mix(10, c(-1), c(0), c(1)),
            mix(11, c(-2), c(-1), c(0)),
            mix(12, c(0), c(1), c(2)),
            mix(13, c(-3), c(-2), c(-1)),
            mix(14, c(1), c(2), c(3)),
            mix(15, token.suffix, 0, 0),
            mix(16, token.suffix, c(-1), 0),
            mix(17, token.suffix, c(1), 0),
            mix(18, w(0), c(-1), 0),
            mix(19, w(0), c(1), 0),
            mix(20, w(0), c(-1), c(1)),
            mix(21, c(0), w(1), 0),
            mix(22, c(0), w(-1), 0),
            mix(23, token.lemma, c(-1), c(1)),
            mix(24, token.lemma, c(1), c(2)),
            mix(25, token.lemma, c(-1), c(-2)),
            mix(26, token.lemma, w(1), 0),
            mix(27, c(0), title, u32::from(token.initial)),
            mix(28, w(0), title, u32::from(token.initial)),
        ]
    }

    /// Those of its clause, its sentence and the quotations near it.
    pub fn head_surroundings(&self, at: usize) -> [u32; 13] {
        let token = &self.paragraph.tokens[at];
        let near = self.neighbours(at);
        let (w, c) = (|o| near.look(o).word, |o| near.look(o).class);
        let (left, right) = self.nearest_quotations(at);
        let first = self.places[at].first as usize;
        let (subject, complement) = (self.subject(at), self.complement(at));
        [
            mix(29, left, right, 0),
            mix(30, left, c(0), c(1)),
            mix(31, right, c(0), c(-1)),
            mix(32, token.lemma, left, right),
            mix(33, w(0), left, right),
            mix(34, bucket(at - first), self.look(first).class, c(0)),
            mix(35, self.look(first).word, c(0), 0),
            mix(36, subject, c(0), 0),
            mix(37, subject, w(0), 0),
            mix(38, complement, c(0), 0),
            mix(39, complement, w(0), 0),
            mix(40, complement, subject, c(0)),
            mix(41, bucket(self.paragraph.tokens.len()), c(0), 0),
        ]
    }

    /// How far the nearest quotation is on each side within the sentence: 0 for none, else 1 + bucket.
    pub(super) fn nearest_quotations(&self, at: usize) -> (u32, u32) {
        if self.shapes.is_empty() {
            return (0, 0);
        }
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
    pub fn own_features(&self, at: usize, side: u32) -> [u32; 10] {
        let near = self.neighbours(at);
        let (w, c) = (|o| near.look(o).word, |o| near.look(o).class);
        let suffix = self.paragraph.tokens[at].suffix;
        [
            mix(103, w(0), side, 0),
            mix(106, c(-1), c(0), side),
            mix(107, c(0), c(1), side),
            mix(108, w(-1), side, 0),
            mix(109, w(1), side, 0),
            mix(125, w(0), w(-1), side),
            mix(126, w(0), w(1), side),
            mix(127, suffix, side, 0),
            mix(128, c(0), c(-1), c(-2)),
            mix(129, c(0), c(1), c(2)),
        ]
    }

    /// Features of the token at `at` seen from the head of a cue.
    #[inline(always)]
    pub fn seen_features(&self, at: usize, view: &View, seen: Seen, out: &mut Wanted<impl FnMut(Layer, u32)>) {
        self.placed_features(at, view, seen, out);
        self.worded_features(at, view, seen, out);
        self.sentence_features(at, view, seen, out);
        if seen.opener > view.head as u32 {
            self.clause_features(seen, out);
        }
        if let Some(shape) = self.shape(at) {
            shape_features(shape, view, seen, out);
        }
    }

    /// Features of a clause that opens after the head.
    fn clause_features(&self, seen: Seen, out: &mut Wanted<impl FnMut(Layer, u32)>) {
        let Seen { side, place, opener, .. } = seen;
        let opener = opener as usize;
        out.push(Layer::Segment, 144, [self.look(opener).word, side, 0]);
        out.push(Layer::Segment, 145, [self.look(opener).word, self.neighbours(opener).look(1).word, 0]);
        out.push(Layer::Segment, 146, [self.look(opener).class, place, 0]);
    }

    /// The shape of the token at `at`, if it is a quotation.
    fn shape(&self, at: usize) -> Option<u32> {
        self.paragraph.tokens[at].quotation()?;
        let index = self.shapes.binary_search_by_key(&at, |(place, _)| *place).ok()?;
        Some(self.shapes[index].1)
    }

    /// Features of where in its sentence a token stands: before the first verb, where the subject is, or behind it.
    #[inline(always)]
    fn sentence_features(&self, at: usize, view: &View, seen: Seen, out: &mut Wanted<impl FnMut(Layer, u32)>) {
        let Seen { zone, same, .. } = seen;
        out.push(Layer::Between, 151, [zone, view.class, same]);
        out.push(Layer::Token, 152, [zone, self.look(at).class, same]);
        out.push(Layer::Between, 153, [zone, view.frame, same]);
    }

    /// How the token at `at` lies to a head.
    pub fn seen(&self, at: usize, view: &View) -> Seen {
        let head = view.head;
        let tokens = &self.paragraph.tokens;
        let (here, there) = (self.places[at], self.places[head]);
        let side = side(at, head);
        let (low, high) = if at < head { (here, there) } else { (there, here) };
        let segment = relative(here.segment, there.segment, 4);
        let sentence = relative(tokens[at].sentence, tokens[head].sentence, 2);
        let verbs = (high.verbs - low.verbs).min(3);
        let quotations = (high.quotations - low.quotations).min(2);
        let joints = (high.joints - low.joints).min(2);
        Seen {
            side,
            distance: bucket(at.abs_diff(head)) * 4 + side,
            segment,
            sentence,
            place: segment * 16 + sentence,
            between: (verbs * 4 + quotations) * 4 + joints,
            nearest: view.nearest(at),
            zone: (here.verbs_since * 4 + here.segments_since) * 4 + there.verbs_since,
            same: u32::from(here.opens == there.opens) * 2 + u32::from(at < head),
            first: here.first,
            opener: here.opener,
        }
    }

    /// Features of where a token stands.
    #[inline(always)]
    fn placed_features(&self, at: usize, view: &View, seen: Seen, out: &mut Wanted<impl FnMut(Layer, u32)>) {
        use Layer::{Between, Distance, Segment};
        let Seen { side, distance, place, between, .. } = seen;
        let class = self.look(at).class;
        let mut push = |layer, t, a, b, d| out.push(layer, t, [a, b, d]);
        push(Distance, 101, distance, 0, 0);
        push(Segment, 102, place, side, 0);
        push(Layer::Token, 104, class, distance, 0);
        push(Layer::Token, 105, class, place, side);
        push(Segment, 110, view.word, place, side);
        push(Distance, 111, view.word, distance, 0);
        push(Layer::Token, 112, view.lemma, class, place);
        push(Layer::Token, 113, view.class, class, place);
        push(Segment, 114, view.after, place, side);
        push(Segment, 115, view.before, place, side);
        let first = seen.first as usize;
        push(Segment, 116, self.look(first).class, place, side);
        push(Segment, 117, self.look(first).word, place, side);
        push(Between, 118, between, side, 0);
        push(Layer::Token, 119, between, class, side);
        push(Between, 120, between, place, side);
    }

    /// Features of a token's words and those of the head.
    #[inline(always)]
    fn worded_features(&self, at: usize, view: &View, seen: Seen, out: &mut Wanted<impl FnMut(Layer, u32)>) {
        use Layer::{Between, Distance, Segment};
        let Seen { side, distance, place, nearest, .. } = seen;
        let near = self.neighbours(at);
        let (w, c) = (|o| near.look(o).word, |o| near.look(o).class);
        let first = seen.first as usize;
        let mut push = |layer, t, a, b, d| out.push(layer, t, [a, b, d]);
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
    pub fn own_step_features(&self, at: usize, side: u32) -> [u32; 10] {
        let near = self.neighbours(at);
        let (w, c) = (|o| near.look(o).word, |o| near.look(o).class);
        [
            mix(201, self.begins(at), u32::from(self.paragraph.tokens[at].initial), 0),
            mix(202, c(0), side, 0),
            mix(203, c(-1), side, 0),
            mix(204, w(0), side, 0),
            mix(205, w(-1), side, 0),
            mix(206, c(-1), c(0), side),
            mix(207, c(-1), c(0), c(1)),
            mix(208, c(-2), c(-1), c(0)),
            mix(209, w(-1), c(0), side),
            mix(210, c(-1), w(0), side),
        ]
    }

    /// Features of that step seen from the head of a cue.
    pub fn seen_step_features(&self, at: usize, view: &View) -> [u32; 2] {
        let near = self.neighbours(at);
        [
            mix(211, view.class, near.look(-1).class, near.look(0).class),
            mix(212, view.class, self.begins(at), side(at, view.head)),
        ]
    }

    /// Whether a token is the first of its segment.
    fn begins(&self, at: usize) -> u32 {
        u32::from(self.places[at].first as usize == at)
    }
}

/// Words and classes of tokens, with a margin on both sides.
fn looks(tokens: &[Token]) -> Vec<Look> {
    let mut looks = Vec::with_capacity(tokens.len() + 2 * MARGIN);
    looks.extend([BEYOND; MARGIN]);
    looks.extend(tokens.iter().map(|token| Look { word: token.word, class: u32::from(token.class) }));
    looks.extend([BEYOND; MARGIN]);
    looks
}

/// Where every token stands: counts go up from token to token.
fn places(tokens: &[Token]) -> Vec<Place> {
    let mut places = Vec::with_capacity(tokens.len());
    let mut place = Place::default();
    let mut separated = false;
    // Verbs and segments before the sentence.
    let mut before = (0, 0);
    for (at, token) in tokens.iter().enumerate() {
        if at > 0 && (separated || token.initial) {
            place.segment += 1;
            place.first = at as u32;
            place.opener = if opens_clause(token) { place.first } else { place.opener };
        }
        if token.initial {
            place.opens = at as u32;
            before = (place.verbs, place.segment);
        }
        place.verbs_since = (place.verbs - before.0).min(3);
        place.segments_since = (place.segment - before.1).min(3);
        places.push(place);
        place.verbs += u32::from(token.is_verbal());
        place.quotations += u32::from(token.quotation().is_some());
        place.joints += u32::from(is_joint(token));
        separated = token.separates();
    }
    places
}

/// Where features go that are wanted.
pub(super) struct Wanted<F> {
    pub layers: [bool; LAYERS],
    pub out: F,
}

impl<F: FnMut(Layer, u32)> Wanted<F> {
    /// One feature, if its layer is wanted.
    #[inline(always)]
    fn push(&mut self, layer: Layer, template: u32, [a, b, c]: [u32; 3]) {
        if self.layers[layer as usize] {
            (self.out)(layer, mix(template, a, b, c));
        }
    }
}

/// Features of a quotation.
fn shape_features(shape: u32, view: &View, seen: Seen, out: &mut Wanted<impl FnMut(Layer, u32)>) {
    let Seen { side, place, segment, sentence, between, .. } = seen;
    out.push(Layer::Token, 140, [shape, place, side]);
    out.push(Layer::Token, 141, [shape, view.class, segment]);
    out.push(Layer::Token, 142, [shape, view.shape, sentence]);
    out.push(Layer::Token, 143, [shape, between, side]);
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
