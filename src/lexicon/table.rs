//! A table: the entries of a data file.
//!
//! A file is one entry a line, sorted; a line that begins with `#` says what the file holds. A tab parts an entry from
//! what it stands for.

/// The entries of a word list.
pub(crate) fn entries(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// The entries of a table, each with what it stands for.
pub(crate) fn pairs(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    entries(file).filter_map(|line| line.split_once('\t'))
}
