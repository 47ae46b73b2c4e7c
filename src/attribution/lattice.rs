//! A lattice: how well each role fits each token of a window, and each role the one before it.
//!
//! In: scores, one a role and one a pair of neighbouring roles. Out: the best roles, and how likely each role and pair is.
//! Scores are kept as factors (powers of e) relative to the best of their token, so that products neither overflow nor
//! vanish. A lattice is emptied and filled again, window after window.

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
    /// Takes all tokens out, and keeps their room.
    pub fn clear(&mut self) {
        self.single.clear();
        self.step.clear();
    }

    /// Adds a token with scores in multiples of 1/[`SCALE`].
    pub fn push(&mut self, single: [i16; ROLES], step: [i16; ROLES * ROLES]) {
        let powers = &*POWERS;
        self.single.push(factors(powers, single));
        self.step.push(factors(powers, step));
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
        let mut from = vec![[0u32; ROLES]; count];
        for (at, origin) in from.iter_mut().enumerate().skip(1) {
            let (ways, back) = best_ways(&score, &self.step[at]);
            *origin = back;
            score = scaled(std::array::from_fn(|to| ways[to] * self.single[at][to]));
        }
        let mut role = (1..ROLES).fold(0, |best, role| if score[role] > score[best] { role } else { best });
        let mut best = vec![0; count];
        for at in (0..count).rev() {
            best[at] = role;
            role = from[at][role] as usize;
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
            let mut ways = [0.0; ROLES];
            for (to, after) in after.iter().enumerate() {
                (0..ROLES).for_each(|back| ways[back] += self.step[at][back * ROLES + to] * after);
            }
            backward[at - 1] = scaled(ways);
        }
        (forward, backward)
    }

    /// Probability of each role of each token, one token after another.
    pub fn marginals(&self) -> impl Iterator<Item = Each> {
        let (forward, backward) = self.sums();
        forward.into_iter().zip(backward).map(|(f, b)| scaled(std::array::from_fn(|role| f[role] * b[role])))
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

/// Powers of e for how far each score lies below the best.
fn factors<const N: usize>(powers: &[f32; POWERS_KEPT], mut scores: [i16; N]) -> [f32; N] {
    let best = scores.iter().fold(i16::MIN, |best, score| best.max(*score));
    for score in &mut scores {
        *score = (best - *score).min(POWERS_KEPT as i16 - 1);
    }
    let mut factors = [0.0; N];
    for (factor, below) in factors.iter_mut().zip(scores) {
        *factor = powers[below as usize % POWERS_KEPT];
    }
    factors
}

/// The best way to each role, and the role it comes from: the first of equals.
fn best_ways(score: &Each, step: &Pairs) -> (Each, [u32; ROLES]) {
    let (mut best, mut from) = ([f32::MIN; ROLES], [0; ROLES]);
    for (back, steps) in step.as_chunks::<ROLES>().0.iter().enumerate() {
        for to in 0..ROLES {
            let way = score[back] * steps[to];
            let better = way > best[to];
            best[to] = if better { way } else { best[to] };
            from[to] = if better { back as u32 } else { from[to] };
        }
    }
    (best, from)
}

/// The same values, scaled to sum to one.
fn scaled<const N: usize>(mut values: [f32; N]) -> [f32; N] {
    let sum: f32 = values.iter().sum();
    for value in &mut values {
        *value /= sum;
    }
    values
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
        let first = lattice.marginals().next().unwrap();
        let e = std::f32::consts::E;
        let sum = 1.0 + 1.0 / e + 2.0 * (-10f32).exp();
        assert!((first[0] - 1.0 / sum).abs() < 1e-5 && (first[1] - 1.0 / e / sum).abs() < 1e-5, "{first:?}");
        assert_eq!(lattice.best()[0], 0);
        lattice.fix(0, 3);
        assert_eq!((lattice.best()[0], lattice.marginals().next().unwrap()[3]), (3, 1.0));
    }
}
