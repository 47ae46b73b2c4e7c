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

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    #[test]
    fn the_tables_are_sorted() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lexicon");
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        let is_table = |path: &PathBuf| path.extension().is_some_and(|end| end == "txt" || end == "tsv");
        for name in files.filter(is_table) {
            let file = std::fs::read_to_string(&name).unwrap();
            let (head, entries): (Vec<&str>, Vec<&str>) = file.lines().partition(|line| line.starts_with('#'));
            let mut sorted = entries.clone();
            sorted.sort_unstable();
            sorted.dedup();
            let corrected = [head, sorted.clone()].concat().join("\n");
            assert!(entries == sorted, "{} must be sorted, each entry once:\n{corrected}", name.display());
        }
    }
}
