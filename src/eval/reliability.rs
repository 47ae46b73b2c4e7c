//! Reliability: whether attributions found with confidence 0.7 are right seven times in ten. In: comparisons with the
//! attributions compared. Out: for each tenth of the scale, how many there are and how many are right.

use super::Comparison;
use crate::attribution::Attribution;
use serde::Serialize;

/// Attributions whose confidence lies in one tenth of the scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Decile {
    /// How many.
    pub found: usize,
    /// How many belong to a gold one.
    pub matched: usize,
    /// How many have the right source as well.
    pub right: usize,
    /// Sum of their confidences.
    pub confidence: f64,
}

/// The ten tenths of the scale of confidence, from the lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Reliability {
    /// From 0.0 to 0.1, and so on; a confidence of 1 counts in the last.
    pub deciles: [Decile; 10],
}

impl Reliability {
    /// Counts what was found in one article.
    pub fn count(&mut self, found: &[Attribution], comparison: &Comparison) {
        for (at, attribution) in found.iter().enumerate() {
            let decile = &mut self.deciles[((attribution.confidence * 10.0) as usize).min(9)];
            let pair = comparison.pairs.iter().find(|(_, found, _)| *found == at);
            decile.found += 1;
            decile.matched += usize::from(pair.is_some());
            decile.right += usize::from(pair.is_some_and(|(_, _, right)| *right));
            decile.confidence += f64::from(attribution.confidence);
        }
    }

    /// How far confidence is from the share that is right, on average over what was found (expected calibration error).
    pub fn error(&self) -> f64 {
        let found: usize = self.deciles.iter().map(|decile| decile.found).sum();
        let off: f64 = self.deciles.iter().map(|decile| (decile.confidence - decile.right as f64).abs()).sum();
        off / found.max(1) as f64
    }
}
