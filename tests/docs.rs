//! The guides: what they name is there.

use std::fs;
use std::path::Path;

#[test]
fn every_path_named_in_the_guides_exists() {
    for (guide, least) in [("CONTRIBUTING.md", 20), ("MODEL.md", 5)] {
        let text = fs::read_to_string(guide).unwrap();
        let paths: Vec<&str> = named(&text).filter(|word| is_path(word)).collect();
        assert!(paths.len() > least, "only {paths:?} were taken for paths");
        let missing: Vec<&&str> = paths.iter().filter(|path| !Path::new(path).exists()).collect();
        assert!(missing.is_empty(), "{guide} names what is not there: {missing:?}");
    }
}

#[test]
fn the_card_is_about_the_model_that_ships() {
    let name = misquote::Model::shipped().name();
    let card = fs::read_to_string("MODEL.md").unwrap();
    assert!(card.contains(&name), "measure model {name} with the commands in MODEL.md and enter its figures there");
}

/// Every word between backticks.
fn named(guide: &str) -> impl Iterator<Item = &str> {
    guide.split('`').skip(1).step_by(2).flat_map(str::split_whitespace)
}

/// True for what looks like a file or folder of this project.
fn is_path(word: &str) -> bool {
    const ENDINGS: [&str; 5] = [".md", ".rs", ".toml", ".tsv", ".txt"];
    const FOLDERS: [&str; 6] = ["src/", "tests/", "fixtures/", "benches/", "docs/", ".ci/"];
    let ours = FOLDERS.iter().any(|folder| word.starts_with(folder)) || !word.contains('/');
    ours && (word.contains('/') || word.starts_with("LICENSE") || ENDINGS.iter().any(|ending| word.ends_with(ending)))
}

#[test]
fn every_licence_in_the_manifest_has_its_text() {
    for (file, words) in [("LICENSE-MIT", "MIT License"), ("LICENSE-APACHE", "Apache License")] {
        assert!(fs::read_to_string(file).unwrap().contains(words), "{file}");
    }
}

/// The README's blocks of one kind, without their fences.
fn blocks(kind: &str) -> Vec<String> {
    let readme = fs::read_to_string("README.md").unwrap();
    let fence = format!("```{kind}\n");
    let after = readme.split(&fence).skip(1);
    after.map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

#[cfg(feature = "cli")]
#[test]
fn the_readme_shows_what_its_first_command_prints() {
    let commands = blocks("sh").concat();
    let first = commands.lines().find(|line| line.starts_with("cargo ")).unwrap();
    let arguments = first.split_once(" -- ").unwrap().1.split(' ');
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_misquote")).args(arguments).output().unwrap();
    assert!(output.status.success());
    let printed = String::from_utf8(output.stdout).unwrap();
    let shown = blocks("text");
    for block in &shown[..2] {
        assert!(printed.contains(block.trim_end()), "the README shows\n{block}\nbut the command prints\n{printed}");
    }
}

#[test]
fn the_readme_lists_every_check() {
    let readme = fs::read_to_string("README.md").unwrap();
    let row = |check: &&misquote::checks::Check| {
        let severity = format!("{:?}", check.severity).to_lowercase();
        format!("| `{}` | {severity} | {} |", check.code, check.summary)
    };
    let rows: Vec<String> = misquote::checks::CHECKS.iter().map(row).collect();
    assert!(readme.contains(&rows.join("\n")), "the README's table should be\n{}", rows.join("\n"));
}

#[cfg(feature = "cli")]
#[test]
fn the_page_of_all_checks_is_what_the_command_prints() {
    let arguments = ["checks", "--format", "markdown"];
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_misquote")).args(arguments).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let page = fs::read_to_string("docs/checks.md").unwrap_or_default().replace("\r\n", "\n");
    assert!(page == printed, "docs/checks.md should be\n{printed}");
}

#[cfg(feature = "cli")]
#[test]
fn every_explanation_shows_the_example_and_what_is_told_of_it() {
    for check in misquote::checks::CHECKS {
        let arguments = ["explain", check.code];
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_misquote")).args(arguments).output().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let words: Vec<&str> = printed.split_whitespace().collect();
        let shown = |text: &str| words.join(" ").contains(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        let (report, _) = check.tried();
        let heading = format!("{}[{}]: ", report.findings[0].severity, check.code);
        assert!(shown(check.example) && shown(check.wrong) && shown(&heading), "{printed}");
        assert!(shown(&report.findings[0].message), "{printed}");
        assert!(printed.lines().all(|line| line.chars().count() <= 80), "{printed}");
    }
}
