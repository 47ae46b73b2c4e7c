//! Word lists, as data files beside the code that loads them.

pub(crate) mod clipped;
