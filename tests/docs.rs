//! The guides: what they name is there.

use std::fs;
use std::path::Path;

#[test]
fn every_path_named_in_contributing_exists() {
    let guide = fs::read_to_string("CONTRIBUTING.md").unwrap();
    let paths: Vec<&str> = named(&guide).filter(|word| is_path(word)).collect();
    assert!(paths.len() > 20, "only {paths:?} were taken for paths");
    let missing: Vec<&&str> = paths.iter().filter(|path| !Path::new(path).exists()).collect();
    assert!(missing.is_empty(), "CONTRIBUTING.md names what is not there: {missing:?}");
}

/// Every word between backticks.
fn named(guide: &str) -> impl Iterator<Item = &str> {
    guide.split('`').skip(1).step_by(2).flat_map(str::split_whitespace)
}

/// True for what looks like a file or folder of this project.
fn is_path(word: &str) -> bool {
    const ENDINGS: [&str; 5] = [".md", ".rs", ".toml", ".tsv", ".txt"];
    const FOLDERS: [&str; 5] = ["src/", "tests/", "fixtures/", "benches/", ".ci/"];
    let ours = FOLDERS.iter().any(|folder| word.starts_with(folder)) || !word.contains('/');
    ours && (word.contains('/') || word.starts_with("LICENSE") || ENDINGS.iter().any(|ending| word.ends_with(ending)))
}

#[test]
fn every_licence_in_the_manifest_has_its_text() {
    for (file, words) in [("LICENSE-MIT", "MIT License"), ("LICENSE-APACHE", "Apache License")] {
        assert!(fs::read_to_string(file).unwrap().contains(words), "{file}");
    }
}
