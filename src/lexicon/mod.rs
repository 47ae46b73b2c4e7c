//! Word lists, as data files beside the code that loads them.

pub(crate) mod abbreviations;
pub(crate) mod clipped;
pub(crate) mod quoted_things;
pub(crate) mod words;
