//! Words beside quotation marks that tell what is quoted when it is no speech: book, host, hats, so-called.

use super::table::entries;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Each word with its classes, which `quoted_things.txt` explains.
static THINGS: LazyLock<FxHashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let lines = entries(include_str!("quoted_things.txt"));
    lines.filter_map(|line| line.split_once(' ')).map(|(word, classes)| (word, classes.split(' ').collect())).collect()
});

/// True when `word` is listed as one of `class`.
pub(crate) fn is(word: &str, class: &str) -> bool {
    THINGS.get(word).is_some_and(|classes| classes.contains(&class))
}
