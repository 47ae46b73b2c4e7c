//! A frame: a cue's head and the tokens around it that are its source, its content and the rest of the cue.
//!
//! In: a paragraph and a model. Out: a frame for each likely head, with how sure it is. Heads are judged one by one;
//! around each head a linear chain gives every token in its window a role.

use super::feature::{LAYERS, Scene, Seen, Wanted, side};
use super::lattice::Lattice;
use super::model::{Model, ROLES, SCALE, Weights};
use super::view::{Likely, View};
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

/// Tokens whose words and neighbours' alone sum up to less than this (as log odds) are taken for no heads. Measured on
/// polnear/dev and a part of train: at -3 two attributions of 6,582 change, at -4 none.
const LEAST_BY_WORDS: f32 = -4.0;

/// What the labeller writes on, kept from paragraph to paragraph so that it need not ask for memory.
#[derive(Default)]
pub(crate) struct Slate {
    own: Own,
    lattice: Lattice,
}

/// A paragraph's tokens that may head a cue, judged once, and what is needed to look around them.
pub(crate) struct Heads<'p> {
    scene: Scene<'p>,
    weights: Weights<'p>,
    /// Tokens at least [`LEAST_AT_QUOTATION`] likely, with how likely.
    found: Vec<(usize, f32)>,
    slate: &'p mut Slate,
}

impl<'p> Heads<'p> {
    pub fn new(text: &str, paragraph: &'p Paragraph, model: &'p Model, slate: &'p mut Slate) -> Heads<'p> {
        let (scene, weights) = (Scene::new(text, paragraph), model.weights());
        let tokens = paragraph.tokens.iter().enumerate();
        let heads = tokens.filter(|(_, token)| may_head(token)).map(|(at, _)| (at, head_sure(&scene, &weights, at)));
        let found: Vec<(usize, f32)> = heads.filter(|(_, sure)| *sure >= LEAST_AT_QUOTATION).collect();
        slate.own.clear(if found.is_empty() { 0 } else { paragraph.tokens.len() });
        Heads { scene, weights, found, slate }
    }

    /// A frame for each head that is at least this likely and that is wanted, in order of head.
    pub fn frames(&mut self, least: f32, wanted: impl Fn(usize) -> bool) -> Vec<Frame> {
        let sure: Vec<(usize, f32)> = self.found.iter().filter(|(_, sure)| *sure >= least).copied().collect();
        if sure.is_empty() {
            return Vec::new();
        }
        let likely: Vec<usize> = sure.iter().map(|(at, _)| *at).collect();
        let likely = Likely::new(&likely, self.scene.paragraph.tokens.len());
        let wanted = sure.into_iter().filter(|(head, _)| wanted(*head));
        wanted
            .map(|(head, head_sure)| {
                let view = View::new(&self.scene, head, &likely);
                let (roles, roles_sure) = self.roles(&view);
                Frame { roles, head_sure, roles_sure }
            })
            .collect()
    }

    /// Most likely role of each token in the window, and how likely.
    fn roles(&mut self, view: &View) -> (Vec<(usize, Role)>, f32) {
        self.fill_lattice(view);
        let lattice = &self.slate.lattice;
        let mut found = Vec::new();
        let mut sure = 0.0;
        let tokens = view.window.clone().zip(lattice.best()).zip(lattice.marginals());
        for ((at, role), likely) in tokens.filter(|((_, role), _)| Role::ALL[*role] != Role::Outside) {
            found.push((at, Role::ALL[role]));
            sure += likely[role];
        }
        let count = found.len().max(1) as f32;
        (found, sure / count)
    }

    /// Scores of every role and every step in a window. The head is always part of its cue.
    fn fill_lattice(&mut self, view: &View) {
        let (scene, weights) = (&self.scene, &self.weights);
        let Slate { own, lattice } = &mut *self.slate;
        lattice.clear();
        let mut shared = Shared::default();
        for at in view.window.clone() {
            let OwnScores { single, mut step } = *own.scores(scene, weights, at, side(at, view.head));
            let seen = scene.seen(at, view);
            let new = shared.renew(&seen);
            let out = |layer, feature| weights.add_roles(feature, &mut shared.sums[layer as usize]);
            scene.seen_features(at, view, seen, &mut Wanted { layers: new, out });
            scene.seen_step_features(at, view).iter().for_each(|feature| weights.add_steps(*feature, &mut step));
            lattice.push(shared.added_to(single), step);
        }
        lattice.fix(view.head - view.window.start, Role::Cue as usize);
    }
}

/// How likely a token is to head a cue; 0 if its neighbours rule it out.
fn head_sure(scene: &Scene, weights: &Weights, at: usize) -> f32 {
    let sum = |features: &[u32]| features.iter().map(|feature| weights.head(*feature)).sum::<i32>();
    let mut score = sum(&scene.head_words(at));
    if (score as f32) < LEAST_BY_WORDS * SCALE {
        return 0.0;
    }
    score += sum(&scene.head_surroundings(at));
    1.0 / (1.0 + (-(score as f32) / SCALE).exp())
}

/// Scores of a token seen from a head, by what they depend on: neighbours have most of it in common.
#[derive(Default)]
struct Shared {
    keys: Option<[[u32; 4]; LAYERS - 1]>,
    sums: [[i16; ROLES]; LAYERS],
}

impl Shared {
    /// Which layers are to be summed up anew for the next token; their sums are set to 0.
    fn renew(&mut self, seen: &Seen) -> [bool; LAYERS] {
        let keys = seen.keys();
        let changed = |layer: usize| layer == 0 || self.keys.is_none_or(|known| known[layer - 1] != keys[layer - 1]);
        let new = std::array::from_fn(changed);
        self.keys = Some(keys);
        for (sums, _) in self.sums.iter_mut().zip(new).filter(|(_, new)| *new) {
            *sums = [0; ROLES];
        }
        new
    }

    fn added_to(&self, own: [i16; ROLES]) -> [i16; ROLES] {
        std::array::from_fn(|role| own[role] + self.sums.iter().map(|sums| sums[role]).sum::<i16>())
    }
}

/// Scores of a token that are the same for every head on one side of it.
#[derive(Clone, Copy, Default)]
struct OwnScores {
    single: [i16; ROLES],
    step: [i16; ROLES * ROLES],
}

/// Those scores, each computed when it is first asked for.
#[derive(Default)]
struct Own {
    /// By token and side: one more than the position in `scores`, or 0.
    known: Vec<[u32; SIDES]>,
    scores: Vec<OwnScores>,
}

/// Left of a head, right of it, the head itself.
const SIDES: usize = 3;

impl Own {
    /// Forgets all, and makes room for so many tokens.
    fn clear(&mut self, tokens: usize) {
        self.known.clear();
        self.known.resize(tokens, [0; SIDES]);
        self.scores.clear();
    }

    fn scores(&mut self, scene: &Scene, weights: &Weights, at: usize, side: u32) -> &OwnScores {
        let known = &mut self.known[at][side as usize];
        if *known == 0 {
            let mut scores = OwnScores::default();
            scene.own_features(at, side).iter().for_each(|f| weights.add_roles(*f, &mut scores.single));
            scene.own_step_features(at, side).iter().for_each(|f| weights.add_steps(*f, &mut scores.step));
            self.scores.push(scores);
            *known = self.scores.len() as u32;
        }
        &self.scores[*known as usize - 1]
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
