//! Words, as data files beside the code that loads them: closed classes, reporting verbs with their stance.
//!
//! In: a lower-cased word. Out: what the lists say of it. A word in no list is no error; it has no class.

pub(crate) mod abbreviations;
mod bare;
mod class;
pub(crate) mod clipped;
#[cfg(feature = "formats")]
pub(crate) mod clutter;
#[cfg(feature = "formats")]
pub(crate) mod columns;
mod lower;
pub(crate) mod names;
pub(crate) mod quoted_things;
pub(crate) mod settings;
mod table;
pub(crate) mod titles;
pub(crate) mod words;

pub(crate) use bare::bare_words;
pub(crate) use class::{Form, Stance, Verb, VerbClass, WordClass, verb, word_class};
pub(crate) use lower::{Lower, folded, lower};
pub(crate) use table::{entries, pairs};
