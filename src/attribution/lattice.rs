//! A lattice: how well each role fits each token of a window, and each role the one before it.
//!
//! In: scores, one a role and one a pair of neighbouring roles. Out: the best roles, and how likely each role and pair is.
//! Scores are kept as factors (powers of e) relative to the best of their token, so that products neither overflow nor
//! vanish.

use super::model::{ROLES, SCALE};
use std::sync::LazyLock;

/// One value a role.
pub(super) type Each = [f32; ROLES];
/// One value a pair of neighbouring roles: `before * ROLES + after`.
pub(super) type Pairs = [f32; ROLES * ROLES];

/// Factors of a window.
#[derive(Default)]
pub(super) struct Lattice {
    single: Vec<Each>,
    /// Into each token; the first is not used.
    step: Vec<Pairs>,
}

/// Powers of e for scores that lie this many multiples of 1/[`SCALE`] below the best; worse ones count as the last.
static POWERS: LazyLock<[f32; POWERS_KEPT]> =
    LazyLock::new(|| std::array::from_fn(|below| (-(below as f32) / SCALE).exp()));
const POWERS_KEPT: usize = 1024;

impl Lattice {
    /// Room for a window of so many tokens.
    pub fn with_capacity(tokens: usize) -> Lattice {
        Lattice { single: Vec::with_capacity(tokens), step: Vec::with_capacity(tokens) }
    }

    /// Adds a token with scores in multiples of 1/[`SCALE`].
    pub fn push(&mut self, single: [i16; ROLES], step: [i16; ROLES * ROLES]) {
        let powers = &*POWERS;
        let best = single.into_iter().max().unwrap_or(0);
        let best_step = step.into_iter().max().unwrap_or(0);
        let power = |below: i16| powers[(below as usize).min(POWERS_KEPT - 1)];
        self.single.push(single.map(|score| power(best - score)));
        self.step.push(step.map(|score| power(best_step - score)));
    }

    /// Adds a token with real scores.
    pub fn push_real(&mut self, single: Each, step: Pairs) {
        let best = single.into_iter().fold(f32::MIN, f32::max);
        let best_step = step.into_iter().fold(f32::MIN, f32::max);
        self.single.push(single.map(|score| (score - best).max(-80.0).exp()));
        self.step.push(step.map(|score| (score - best_step).max(-80.0).exp()));
    }

    /// Lets a token have one role only.
    pub fn fix(&mut self, at: usize, role: usize) {
        self.single[at] = [0.0; ROLES];
        self.single[at][role] = 1.0;
    }

    /// The best role of each token.
    pub fn best(&self) -> Vec<usize> {
        let count = self.single.len();
        let mut score = self.single[0];
        let mut from = vec![[0u8; ROLES]; count];
        for (at, origin) in from.iter_mut().enumerate().skip(1) {
            let step = &self.step[at];
            let ways = |back: usize, to: usize| score[back] * step[back * ROLES + to];
            let best = |to| (1..ROLES).fold(0, |best, back| if ways(back, to) > ways(best, to) { back } else { best });
            *origin = std::array::from_fn(|to| best(to) as u8);
            score = scaled(std::array::from_fn(|to| ways(usize::from(origin[to]), to) * self.single[at][to]));
        }
        let mut role = (1..ROLES).fold(0, |best, role| if score[role] > score[best] { role } else { best });
        let mut best = vec![0; count];
        for at in (0..count).rev() {
            best[at] = role;
            role = usize::from(from[at][role]);
        }
        best
    }

    /// Sums over all ways to and from each token, each scaled to one.
    fn sums(&self) -> (Vec<Each>, Vec<Each>) {
        let count = self.single.len();
        let mut forward = vec![scaled(self.single[0]); count];
        for at in 1..count {
            let before = forward[at - 1];
            let mut ways = [0.0; ROLES];
            for (before, steps) in before.iter().zip(self.step[at].as_chunks::<ROLES>().0) {
                ways.iter_mut().zip(steps).for_each(|(ways, step)| *ways += before * step);
            }
            forward[at] = scaled(std::array::from_fn(|to| ways[to] * self.single[at][to]));
        }
        let mut backward = vec![[1.0 / ROLES as f32; ROLES]; count];
        for at in (1..count).rev() {
            let after: Each = std::array::from_fn(|to| backward[at][to] * self.single[at][to]);
            backward[at - 1] = scaled(std::array::from_fn(|back| {
                (0..ROLES).map(|to| self.step[at][back * ROLES + to] * after[to]).sum()
            }));
        }
        (forward, backward)
    }

    /// Probability of each role of each token.
    pub fn marginals(&self) -> Vec<Each> {
        let (forward, backward) = self.sums();
        forward.iter().zip(&backward).map(|(f, b)| scaled(std::array::from_fn(|role| f[role] * b[role]))).collect()
    }

    /// Probability of each role of each token, and of each pair of roles of each token and the one before it.
    pub fn all_marginals(&self) -> (Vec<Each>, Vec<Pairs>) {
        let (forward, backward) = self.sums();
        let singles = forward.iter().zip(&backward);
        let singles = singles.map(|(f, b)| scaled(std::array::from_fn(|role| f[role] * b[role]))).collect();
        let mut pairs = vec![[0.0; ROLES * ROLES]; self.single.len()];
        for at in 1..self.single.len() {
            pairs[at] = scaled(std::array::from_fn(|pair| {
                let (back, to) = (pair / ROLES, pair % ROLES);
                forward[at - 1][back] * self.step[at][pair] * self.single[at][to] * backward[at][to]
            }));
        }
        (singles, pairs)
    }
}

/// The same values, scaled to sum to one.
fn scaled<const N: usize>(values: [f32; N]) -> [f32; N] {
    let sum: f32 = values.iter().sum();
    values.map(|value| value / sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marginals_are_the_shares_of_all_ways() {
        let mut lattice = Lattice::default();
        let flat = [0; ROLES * ROLES];
        lattice.push([0, -32, -320, -320], flat);
        lattice.push([0; ROLES], flat);
        let first = lattice.marginals()[0];
        let e = std::f32::consts::E;
        let sum = 1.0 + 1.0 / e + 2.0 * (-10f32).exp();
        assert!((first[0] - 1.0 / sum).abs() < 1e-5 && (first[1] - 1.0 / e / sum).abs() < 1e-5, "{first:?}");
        assert_eq!(lattice.best()[0], 0);
        lattice.fix(0, 3);
        assert_eq!((lattice.best()[0], lattice.marginals()[0][3]), (3, 1.0));
    }
}
