//! Training: from annotated articles to the bytes of a model file.
//!
//! In: texts with gold attributions. Out: the same bytes for the same input, whatever the machine's thread count: one
//! thread, a fixed order, no clock. Heads are learned by logistic regression, roles by a linear-chain conditional random
//! field, both by AdaGrad. Features seen fewer than [`CUT`] times are not learned.

use super::feature::{LAYERS, Scene, Wanted, side};
use super::label::{Role, may_head};
use super::lattice::Lattice;
use super::model::{HEAD_PLACES, Model, ROLE_PLACES, ROLES, STEP_PLACES};
use super::view::{Likely, View};
use crate::document::Span;
use crate::gold::{GoldAttribution, GoldDocument};
use crate::quotation::quotations;
use crate::sentence::sentences;
use crate::token::{Paragraph, paragraphs};
use rustc_hash::FxHashMap;

/// Features seen fewer times than this are not learned.
const CUT: u16 = 3;
/// Rounds over the examples, the first ones that the average leaves out, the learning rate and the share of features
/// hidden from each example: the best of some twenty settings by attribution F1 on polnear/dev (.629 without average and
/// hiding, .648 with).
const HEAD_ROUNDS: usize = 8;
const ROLE_ROUNDS: usize = 10;
const WARM_UP: usize = 3;
const RATE: f32 = 0.05;
const HIDDEN: f32 = 0.3;
/// Learned so many times from the start, each in another order, and averaged: single runs differ by half a point.
const RUNS: usize = 12;

/// Learns a model from annotated articles; returns the bytes of a model file.
pub fn train(gold: &[GoldDocument]) -> Vec<u8> {
    let articles: Vec<Article> = gold.iter().map(Article::new).collect();
    let heads = Heads::learn(&articles);
    let roles = Roles::learn(&articles, &heads);
    Model::to_bytes(&heads.weights, &roles.weights, &roles.steps)
}

/// A gold attribution whose cue stands in a paragraph: the role of every token that has one.
struct Cue {
    roles: Vec<(usize, Role)>,
}

struct Article<'g> {
    text: &'g str,
    paragraphs: Vec<Paragraph>,
    /// Per paragraph.
    cues: Vec<Vec<Cue>>,
}

impl<'g> Article<'g> {
    fn new(gold: &'g GoldDocument) -> Article<'g> {
        let (text, body) = (gold.document.text.as_str(), gold.document.body);
        let quotations = quotations(text, body);
        let sentences = sentences(text, body, &quotations);
        let paragraphs = paragraphs(text, body, &quotations, &sentences);
        let mut cues: Vec<Vec<Cue>> = paragraphs.iter().map(|_| Vec::new()).collect();
        for attribution in &gold.attributions {
            if let Some((index, roles)) = roles_of(attribution, &paragraphs) {
                cues[index].push(Cue { roles });
            }
        }
        Article { text, paragraphs, cues }
    }
}

/// The paragraph of the cue, and the roles of its tokens.
fn roles_of(gold: &GoldAttribution, paragraphs: &[Paragraph]) -> Option<(usize, Vec<(usize, Role)>)> {
    let cue = gold.cue.first()?;
    let index = paragraphs.partition_point(|p| p.span.end <= cue.start);
    let paragraph = paragraphs.get(index)?;
    let mut roles: Vec<(usize, Role)> = Vec::new();
    for (spans, role) in [(&gold.content, Role::Content), (&gold.source, Role::Source), (&gold.cue, Role::Cue)] {
        for (at, token) in paragraph.tokens.iter().enumerate() {
            if spans.iter().any(|s| covers_most(*s, token.span())) {
                roles.retain(|(other, _)| *other != at);
                roles.push((at, role));
            }
        }
    }
    roles.sort_unstable();
    let headed = roles.iter().any(|(at, role)| *role == Role::Cue && may_head(&paragraph.tokens[*at]));
    headed.then_some((index, roles))
}

/// True when a span holds at least half of a token.
fn covers_most(span: Span, token: Span) -> bool {
    let common = span.end.min(token.end).saturating_sub(span.start.max(token.start));
    common * 2 >= token.len().max(1) && common > 0
}

fn paragraphs_of<'a>(articles: &'a [Article]) -> impl Iterator<Item = (&'a str, &'a Paragraph, &'a [Cue])> {
    articles.iter().flat_map(|a| a.paragraphs.iter().zip(&a.cues).map(|(p, c)| (a.text, p, c.as_slice())))
}

/// How often a word is part of a cue, of all its places.
struct CueRatio(FxHashMap<u32, (u32, u32)>);

impl CueRatio {
    fn count(articles: &[Article]) -> CueRatio {
        let mut seen: FxHashMap<u32, (u32, u32)> = FxHashMap::default();
        for (_, paragraph, cues) in paragraphs_of(articles) {
            for token in &paragraph.tokens {
                seen.entry(token.word).or_default().1 += 1;
            }
            for (at, role) in cues.iter().flat_map(|c| &c.roles) {
                if *role == Role::Cue {
                    seen.entry(paragraph.tokens[*at].word).or_default().0 += 1;
                }
            }
        }
        CueRatio(seen)
    }

    /// Smoothed: a word seen once is no sure sign.
    fn of(&self, word: u32) -> f32 {
        let (cue, all) = self.0.get(&word).copied().unwrap_or_default();
        cue as f32 / (all as f32 + 5.0)
    }

    /// The cue token that is most often part of a cue.
    fn head(&self, paragraph: &Paragraph, cue: &Cue) -> Option<usize> {
        let tokens = cue.roles.iter().filter(|(_, role)| *role == Role::Cue).map(|(at, _)| *at);
        tokens
            .filter(|at| may_head(&paragraph.tokens[*at]))
            .max_by(|a, b| self.of(paragraph.tokens[*a].word).total_cmp(&self.of(paragraph.tokens[*b].word)))
    }
}

/// AdaGrad over hashed weights.
struct Learner {
    weights: Vec<f32>,
    squares: Vec<f32>,
    /// Sum of the weights at the end of the rounds that count.
    sum: Vec<f32>,
    rounds: f32,
}

impl Learner {
    fn new(places: usize) -> Learner {
        Learner { weights: vec![0.0; places], squares: vec![1e-2; places], sum: vec![0.0; places], rounds: 0.0 }
    }

    fn step(&mut self, place: usize, gradient: f32) {
        self.squares[place] += gradient * gradient;
        self.weights[place] -= RATE * gradient / self.squares[place].sqrt();
    }
}

impl Learner {
    /// Sums of the weights of features, N each.
    fn scores<'p, const N: usize>(&self, places: impl Iterator<Item = &'p u32>) -> [f32; N] {
        let mut scores = [0.0; N];
        for place in places {
            let from = *place as usize * N;
            scores.iter_mut().zip(&self.weights[from..from + N]).for_each(|(score, weight)| *score += weight);
        }
        scores
    }

    /// Counts the weights as they are now into the average.
    fn count(&mut self) {
        self.rounds += 1.0;
        self.sum.iter_mut().zip(&self.weights).for_each(|(sum, weight)| *sum += weight);
    }

    fn average(self) -> Vec<f32> {
        self.sum.iter().map(|sum| sum / self.rounds * (1.0 - HIDDEN)).collect()
    }
}

/// A fixed shuffle (xorshift).
fn shuffled(count: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    for at in (1..count).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        order.swap(at, (state % (at as u64 + 1)) as usize);
    }
    order
}

struct Heads {
    weights: Vec<f32>,
    ratio: CueRatio,
}

impl Heads {
    fn learn(articles: &[Article]) -> Heads {
        let ratio = CueRatio::count(articles);
        let mut examples: Vec<(Vec<u32>, bool)> = Vec::new();
        for (text, paragraph, cues) in paragraphs_of(articles) {
            let scene = Scene::new(text, paragraph);
            let heads: Vec<usize> = cues.iter().filter_map(|c| ratio.head(paragraph, c)).collect();
            for at in (0..paragraph.tokens.len()).filter(|at| may_head(&paragraph.tokens[*at])) {
                let places = scene.head_features(at).map(|feature| feature % HEAD_PLACES as u32).collect();
                examples.push((places, heads.contains(&at)));
            }
        }
        let kept = frequent(examples.iter().map(|(f, _)| f.as_slice()), HEAD_PLACES);
        Heads { weights: logistic(&examples, &kept), ratio }
    }

    fn sure(&self, scene: &Scene, at: usize) -> f32 {
        let weights = scene.head_features(at).map(|feature| self.weights[feature as usize % HEAD_PLACES]);
        let score = weights.fold(0.0, |sum, weight| sum + weight);
        1.0 / (1.0 + (-score).exp())
    }
}

fn logistic(examples: &[(Vec<u32>, bool)], kept: &[bool]) -> Vec<f32> {
    average((0..RUNS).map(|run| logistic_run(examples, kept, run)).collect())
}

/// The mean of several weights.
fn average(runs: Vec<Vec<f32>>) -> Vec<f32> {
    let share = 1.0 / runs.len() as f32;
    let mut mean = vec![0.0; runs[0].len()];
    for run in runs {
        mean.iter_mut().zip(run).for_each(|(mean, weight)| *mean += weight * share);
    }
    mean
}

fn logistic_run(examples: &[(Vec<u32>, bool)], kept: &[bool], run: usize) -> Vec<f32> {
    let mut learner = Learner::new(HEAD_PLACES);
    for round in 0..HEAD_ROUNDS {
        let seed = run * HEAD_ROUNDS + round;
        for index in shuffled(examples.len(), seed as u64 + 1) {
            let (features, gold) = &examples[index];
            let mask = Mask::new(seed, index);
            let places = || features.iter().map(|f| *f as usize).filter(|p| kept[*p] && mask.keeps(*p as u32));
            let score: f32 = places().map(|p| learner.weights[p]).sum();
            let gradient = 1.0 / (1.0 + (-score).exp()) - f32::from(u8::from(*gold));
            if gradient.abs() > 1e-3 {
                places().for_each(|p| learner.step(p, gradient));
            }
        }
        if round >= WARM_UP {
            learner.count();
        }
    }
    learner.average()
}

/// Which places are used by features seen at least [`CUT`] times.
fn frequent<'f>(examples: impl Iterator<Item = &'f [u32]>, places: usize) -> Vec<bool> {
    let mut counts = vec![0u16; places];
    for feature in examples.flatten() {
        counts[*feature as usize] = counts[*feature as usize].saturating_add(1);
    }
    counts.iter().map(|c| *c >= CUT).collect()
}

struct RoleExample {
    /// Places of the features, per token.
    unary: Vec<Vec<u32>>,
    step: Vec<Vec<u32>>,
    gold: Vec<Role>,
    head: usize,
}

/// Which features an example shows in a round: [`HIDDEN`] of them, other ones each time, are left out, so that no weight
/// relies on another.
#[derive(Clone, Copy)]
struct Mask(u64);

impl Mask {
    fn new(round: usize, index: usize) -> Mask {
        Mask((round as u64 * 1_000_003 + index as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn keeps(self, place: u32) -> bool {
        let draw = (self.0 ^ u64::from(place)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 40 & 0xFFFF;
        draw as f32 >= HIDDEN * 65536.0
    }
}

/// Which places are learned.
struct Kept {
    unary: Vec<bool>,
    step: Vec<bool>,
}

struct Roles {
    weights: Vec<f32>,
    steps: Vec<f32>,
}

impl Roles {
    fn learn(articles: &[Article], heads: &Heads) -> Roles {
        let examples = role_examples(articles, heads);
        let kept = Kept {
            unary: frequent(examples.iter().flat_map(|e| e.unary.iter().map(Vec::as_slice)), ROLE_PLACES),
            step: frequent(examples.iter().flat_map(|e| e.step.iter().map(Vec::as_slice)), STEP_PLACES),
        };
        let runs = (0..RUNS).map(|run| Roles::run(&examples, &kept, run));
        let (weights, steps) = runs.map(|roles| (roles.weights, roles.steps)).unzip();
        Roles { weights: average(weights), steps: average(steps) }
    }

    fn run(examples: &[RoleExample], kept: &Kept, run: usize) -> Roles {
        let mut unary = Learner::new(ROLE_PLACES * ROLES);
        let mut steps = Learner::new(STEP_PLACES * ROLES * ROLES);
        for round in 0..ROLE_ROUNDS {
            let seed = run * ROLE_ROUNDS + round;
            for index in shuffled(examples.len(), 100 + seed as u64) {
                examples[index].learn(&mut unary, &mut steps, kept, Mask::new(seed, index));
            }
            if round >= WARM_UP {
                unary.count();
                steps.count();
            }
        }
        Roles { weights: unary.average(), steps: steps.average() }
    }
}

/// Every gold cue, and as many likely heads that are none, which have no roles but their own.
fn role_examples(articles: &[Article], heads: &Heads) -> Vec<RoleExample> {
    let mut examples = Vec::new();
    for (text, paragraph, cues) in paragraphs_of(articles) {
        let scene = Scene::new(text, paragraph);
        let gold: Vec<(usize, &Cue)> = cues.iter().filter_map(|c| Some((heads.ratio.head(paragraph, c)?, c))).collect();
        let mut likely: Vec<usize> = (0..paragraph.tokens.len())
            .filter(|at| may_head(&paragraph.tokens[*at]))
            .filter(|at| heads.sure(&scene, *at) >= super::label::LEAST)
            .chain(gold.iter().map(|(head, _)| *head))
            .collect();
        likely.sort_unstable();
        likely.dedup();
        let likely = Likely::new(&likely, paragraph.tokens.len());
        for (head, cue) in gold {
            let view = View::new(&scene, head, &likely);
            examples.push(RoleExample::new(&scene, &view, cue));
        }
    }
    examples
}

impl RoleExample {
    fn new(scene: &Scene, view: &View, cue: &Cue) -> RoleExample {
        let mut example =
            RoleExample { unary: vec![], step: vec![], gold: vec![], head: view.head - view.window.start };
        for at in view.window.clone() {
            let side = side(at, view.head);
            let mut unary: Vec<u32> = scene.own_features(at, side).map(|feature| feature % ROLE_PLACES as u32).into();
            let seen = scene.seen(at, view);
            let out = |_, feature| unary.push(feature % ROLE_PLACES as u32);
            scene.seen_features(at, view, seen, &mut Wanted { layers: [true; LAYERS], out });
            let step = scene.own_step_features(at, side).into_iter().chain(scene.seen_step_features(at, view));
            let step = step.map(|feature| feature % STEP_PLACES as u32).collect();
            example.unary.push(unary);
            example.step.push(step);
            let role = cue.roles.iter().find(|(place, _)| *place == at).map_or(Role::Outside, |(_, role)| *role);
            example.gold.push(if at == view.head { Role::Cue } else { role });
        }
        example
    }

    /// One step down the gradient: what the model expects less what is so.
    fn learn(&self, unary: &mut Learner, steps: &mut Learner, kept: &Kept, mask: Mask) {
        let (marginals, pairs) = self.lattice(unary, steps, kept, mask).all_marginals();
        for at in 0..self.gold.len() {
            let shown = |p: &&u32| kept.unary[**p as usize] && mask.keeps(**p);
            for (role, gradient) in gradients(&marginals[at], self.gold[at] as usize) {
                let places = self.unary[at].iter().filter(shown);
                places.for_each(|p| unary.step(*p as usize * ROLES + role, gradient));
            }
            if at > 0 {
                let truth = self.gold[at - 1] as usize * ROLES + self.gold[at] as usize;
                for (pair, gradient) in gradients(&pairs[at], truth) {
                    let places = self.step[at].iter().filter(|p| kept.step[**p as usize]);
                    places.for_each(|p| steps.step(*p as usize * ROLES * ROLES + pair, gradient));
                }
            }
        }
    }

    fn lattice(&self, unary: &Learner, steps: &Learner, kept: &Kept, mask: Mask) -> Lattice {
        let mut lattice = Lattice::default();
        for at in 0..self.gold.len() {
            let shown = self.unary[at].iter().filter(|p| kept.unary[**p as usize] && mask.keeps(**p));
            let known = self.step[at].iter().filter(|p| kept.step[**p as usize]);
            lattice.push_real(unary.scores(shown), steps.scores(known));
        }
        lattice.fix(self.head, Role::Cue as usize);
        lattice
    }
}

/// How far each probability is from the truth, where it is worth a step.
fn gradients(likely: &[f32], truth: usize) -> impl Iterator<Item = (usize, f32)> + '_ {
    let gradient = move |(at, p): (usize, &f32)| (at, p - f32::from(u8::from(at == truth)));
    likely.iter().enumerate().map(gradient).filter(|(_, gradient)| gradient.abs() > 1e-3)
}
