//! A frame: a cue's head and the tokens around it that are its source, its content and the rest of the cue.
//!
//! In: a paragraph and a model. Out: a frame for each likely head, with how sure it is. Heads are judged one by one;
//! around each head a linear chain gives every token in its window a role.

use super::feature::{Scene, View};
use super::lattice::Lattice;
use super::model::{Model, ROLES, SCALE, Weights};
use crate::token::{Paragraph, Sort, Token, class};

/// What a token is to a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Role {
    Outside,
    Source,
    Content,
    Cue,
}

impl Role {
    pub const ALL: [Role; ROLES] = [Role::Outside, Role::Source, Role::Content, Role::Cue];
}

/// A cue's head and what belongs to it.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// Tokens that have a role, in order of place, the head among them.
    pub roles: Vec<(usize, Role)>,
    /// How likely the head is one.
    pub head_sure: f32,
    /// How likely the roles are, token by token, on average over those that have one.
    pub roles_sure: f32,
}

impl Frame {
    /// Positions of the tokens with this role.
    pub fn tokens(&self, role: Role) -> impl Iterator<Item = usize> + '_ {
        self.roles.iter().filter(move |(_, r)| *r == role).map(|(at, _)| *at)
    }
}

/// Heads less likely than this are not looked at. Measured on polnear/train in two folds: best attribution F1.
pub(crate) const LEAST: f32 = 0.35;
/// The same for heads beside a quotation that nothing else explains.
pub(crate) const LEAST_AT_QUOTATION: f32 = 0.05;

/// A paragraph's tokens that may head a cue, judged once, and what is needed to look around them.
pub(crate) struct Heads<'p> {
    text: &'p str,
    scene: Scene<'p>,
    weights: Weights<'p>,
    /// Tokens at least [`LEAST_AT_QUOTATION`] likely, with how likely.
    found: Vec<(usize, f32)>,
}

impl<'p> Heads<'p> {
    pub fn new(text: &'p str, paragraph: &'p Paragraph, model: &'p Model) -> Heads<'p> {
        let (scene, weights) = (Scene::new(paragraph), model.weights());
        let mut features = Vec::with_capacity(64);
        let mut found = Vec::new();
        for (at, token) in paragraph.tokens.iter().enumerate() {
            if !may_head(token) {
                continue;
            }
            scene.head_features(at, &mut features);
            let sure = 1.0 / (1.0 + (-(weights.head(&features) as f32) / SCALE).exp());
            if sure >= LEAST_AT_QUOTATION {
                found.push((at, sure));
            }
        }
        Heads { text, scene, weights, found }
    }

    /// A frame for each head that is at least this likely, in order of head.
    pub fn frames(&self, least: f32) -> Vec<Frame> {
        let sure = || self.found.iter().filter(|(_, sure)| *sure >= least);
        let likely: Vec<usize> = sure().map(|(at, _)| *at).collect();
        let mut features = Vec::with_capacity(64);
        sure()
            .map(|(head, head_sure)| {
                let view = View::new(&self.scene, self.text, *head, &likely);
                let (roles, roles_sure) = roles(&self.scene, &view, &self.weights, &mut features);
                Frame { roles, head_sure: *head_sure, roles_sure }
            })
            .collect()
    }
}

/// Numbers, quotations and commas never head a cue.
pub(crate) fn may_head(token: &Token) -> bool {
    match token.sort {
        Sort::Word => true,
        Sort::Mark => matches!(token.class, class::COLON | class::DASH),
        _ => false,
    }
}

/// Most likely role of each token in the window, and how likely.
fn roles(scene: &Scene, view: &View, weights: &Weights, features: &mut Vec<u32>) -> (Vec<(usize, Role)>, f32) {
    let lattice = lattice(scene, view, weights, features);
    let best = lattice.best();
    let marginals = lattice.marginals();
    let mut found = Vec::new();
    let mut sure = 0.0;
    for (offset, role) in best.into_iter().enumerate() {
        if Role::ALL[role] != Role::Outside {
            found.push((view.window.start + offset, Role::ALL[role]));
            sure += marginals[offset][role];
        }
    }
    let count = found.len().max(1) as f32;
    (found, sure / count)
}

/// Scores of every role and every step in a window. The head is always part of its cue.
fn lattice(scene: &Scene, view: &View, weights: &Weights, features: &mut Vec<u32>) -> Lattice {
    let mut lattice = Lattice::with_capacity(view.window.len());
    for at in view.window.clone() {
        scene.role_features(at, view, features);
        let single = weights.roles(features);
        scene.step_features(at, view, features);
        lattice.push(single, weights.steps(features));
    }
    lattice.fix(view.head - view.window.start, Role::Cue as usize);
    lattice
}
