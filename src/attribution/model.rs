//! A model: learned weights that tell which words ascribe, and what belongs to source, cue and content.
//!
//! In: a model file. Out: scores for hashed features. The file is a line of magic, then one signed byte a weight: the
//! head weights (is this token the head of a cue?), the role weights (four a feature: outside, source, content, cue) and
//! the transition weights (sixteen a feature). Weights are stored as multiples of 1/[`SCALE`].

use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Features share this many places in the head weights (a power of two).
pub(crate) const HEAD_PLACES: usize = 1 << 18;
/// Features share this many places in the role weights (a power of two).
pub(crate) const ROLE_PLACES: usize = 1 << 19;
/// Features share this many places in the transition weights (a power of two).
pub(crate) const STEP_PLACES: usize = 1 << 14;
/// Roles a token can have in relation to a cue.
pub(crate) const ROLES: usize = 4;
/// A stored weight of 1 means 1/32.
pub(crate) const SCALE: f32 = 32.0;

const MAGIC: &[u8] = b"misquote-model/1\n";
const LENGTH: usize = MAGIC.len() + HEAD_PLACES + ROLE_PLACES * ROLES + STEP_PLACES * ROLES * ROLES;

/// Learned weights.
#[derive(Clone, PartialEq, Eq)]
pub struct Model {
    bytes: Cow<'static, [u8]>,
}

/// Why a model file could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelError {
    found: usize,
    magic: bool,
}

impl std::fmt::Display for ModelError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.magic {
            write!(
                f,
                "not a model of this version: {} bytes, expected {LENGTH}; make it with this version's `misquote train`",
                self.found
            )
        } else {
            write!(f, "not a model file: it does not begin with \"misquote-model/1\"; make one with `misquote train`")
        }
    }
}

impl std::error::Error for ModelError {}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Model({})", self.name())
    }
}

fn name(file: &[u8]) -> String {
    Sha256::digest(file)[..6].iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Model {
    /// The model that ships with the crate.
    pub fn shipped() -> &'static Model {
        static SHIPPED: Model = Model { bytes: Cow::Borrowed(include_bytes!("model.bin")) };
        &SHIPPED
    }

    /// Reads a model from the bytes of a model file.
    ///
    /// # Errors
    /// If they do not begin with the magic line or are not of this version's length.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Model, ModelError> {
        let magic = bytes.starts_with(MAGIC);
        if !magic || bytes.len() != LENGTH {
            return Err(ModelError { found: bytes.len(), magic });
        }
        Ok(Model { bytes: Cow::Owned(bytes) })
    }

    /// The first twelve hexadecimal digits of the SHA-256 of the model file, which tell one model from another.
    pub fn name(&self) -> String {
        static SHIPPED: LazyLock<String> = LazyLock::new(|| name(&Model::shipped().bytes));
        match &self.bytes {
            Cow::Borrowed(_) => SHIPPED.clone(),
            Cow::Owned(bytes) => name(bytes),
        }
    }

    /// The bytes of a model file with these weights, each rounded to a multiple of 1/[`SCALE`].
    pub(crate) fn to_bytes(head: &[f32], role: &[f32], step: &[f32]) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for weight in head.iter().chain(role).chain(step) {
            bytes.push((weight * SCALE).round().clamp(-127.0, 127.0) as i8 as u8);
        }
        bytes
    }

    fn part(&self, from: usize, len: usize) -> &[u8] {
        &self.bytes[MAGIC.len() + from..MAGIC.len() + from + len]
    }

    /// The weights, each kind by place.
    pub(crate) fn weights(&self) -> Weights<'_> {
        let steps = HEAD_PLACES + ROLE_PLACES * ROLES;
        Weights {
            head: self.part(0, HEAD_PLACES),
            role: self.part(HEAD_PLACES, ROLE_PLACES * ROLES).as_chunks().0,
            step: self.part(steps, STEP_PLACES * ROLES * ROLES).as_chunks().0,
        }
    }
}

/// The weights of a model, as bytes, ready to be looked up.
#[derive(Clone, Copy)]
pub(crate) struct Weights<'m> {
    head: &'m [u8],
    role: &'m [[u8; ROLES]],
    step: &'m [[u8; ROLES * ROLES]],
}

impl Weights<'_> {
    /// The weight of a head feature, in multiples of 1/[`SCALE`].
    #[inline(always)]
    pub fn head(&self, feature: u32) -> i32 {
        i32::from(self.head[feature as usize % HEAD_PLACES] as i8)
    }

    /// Adds the weights of a role feature, one a role, in multiples of 1/[`SCALE`].
    #[inline(always)]
    pub fn add_roles(&self, feature: u32, scores: &mut [i16; ROLES]) {
        add(scores, &self.role[feature as usize % ROLE_PLACES]);
    }

    /// Adds the weights of a step feature, one a pair of roles, in multiples of 1/[`SCALE`].
    #[inline(always)]
    pub fn add_steps(&self, feature: u32, scores: &mut [i16; ROLES * ROLES]) {
        add(scores, &self.step[feature as usize % STEP_PLACES]);
    }
}

/// Adds signed bytes to sums, which a few dozen features cannot overflow.
#[inline]
fn add<const N: usize>(scores: &mut [i16; N], weights: &[u8; N]) {
    for at in 0..N {
        scores[at] += i16::from(weights[at] as i8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_model_is_told_with_the_remedy() {
        let message = |bytes: &[u8]| Model::from_bytes(bytes.to_vec()).unwrap_err().to_string();
        assert!(message(b"PK").contains("misquote train"));
        assert!(message(b"misquote-model/1\n\0").contains("misquote train"));
    }

    #[test]
    fn the_shipped_file_is_a_model_of_this_version() {
        let shipped = Model::from_bytes(Model::shipped().bytes.to_vec()).unwrap();
        assert_eq!(shipped, *Model::shipped());
        assert_eq!(shipped.name(), Model::shipped().name());
        assert_eq!(shipped.name().len(), 12);
    }
}
