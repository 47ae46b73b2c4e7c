//! The columns of a table of articles. In: a column's name. Out: the field of a document that it holds.

use super::table::pairs;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static FIELDS: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| pairs(include_str!("columns.tsv")).collect());

/// The key of the field in a column of this name: "title" for "Headline".
pub(crate) fn field(column: &str) -> Option<&'static str> {
    FIELDS.get(column.trim().to_lowercase().replace([' ', '-'], "_").as_str()).copied()
}
