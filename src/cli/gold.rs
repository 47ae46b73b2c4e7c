//! Gold on the command line: a folder with `text/*.txt` and either `attributions/*.ann` (brat, as PolNeAR has them) or
//! `attributions.jsonl` (lines of `misquote extract`), or with `*.txt` and `*.ann` side by side, as brat itself keeps them
//! and `misquote extract --format brat` writes them. In: the folder. Out: its articles in order of stem. Gold must be
//! whole: anything broken is an error, and nothing is learned or measured.

use super::terminal;
use misquote::document::{self, Document, NoText, Problem, reason};
use misquote::gold::{self, GoldDocument, GoldUtterances};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Reads all of it, and tells of the texts that nobody annotated. Documents are called by their stems.
pub fn read(folder: &Path) -> Result<Vec<GoldDocument>, Problem> {
    let apart = folder.join("text");
    let (texts, annotations) =
        if apart.is_dir() { (apart, folder.join("attributions")) } else { (folder.to_owned(), folder.to_owned()) };
    let texts = files(&texts, "txt")?;
    let lines = folder.join("attributions.jsonl");
    let gold = if lines.exists() { read_lines(&texts, &lines)? } else { read_brat(&annotations, &texts)? };
    if gold.is_empty() {
        return Err(error(folder, "no annotated article; there is no .txt with an .ann of the same name"));
    }
    Ok(gold)
}

/// Reads a file of labelled events.
pub fn read_events(file: &Path) -> Result<GoldUtterances, Problem> {
    gold::events(&read_text(file)?, &file.to_string_lossy())
}

fn read_lines(texts: &BTreeMap<String, PathBuf>, lines: &Path) -> Result<Vec<GoldDocument>, Problem> {
    let documents = texts.iter().map(|(stem, path)| read_document(stem, path)).collect::<Result<_, _>>()?;
    gold::lines(documents, &read_text(lines)?, &lines.to_string_lossy())
}

fn read_brat(folder: &Path, texts: &BTreeMap<String, PathBuf>) -> Result<Vec<GoldDocument>, Problem> {
    let annotations = files(folder, "ann")?;
    let mut gold = Vec::new();
    for (stem, path) in texts {
        if let Some(file) = first_annotator(stem, &annotations) {
            gold.push(gold::brat(read_document(stem, path)?, &read_text(file)?, &file.to_string_lossy())?);
        }
    }
    if gold.len() < texts.len() {
        let message = format!("{} texts have no .ann file here and are left out", texts.len() - gold.len());
        terminal::tell(&Problem::warning(&folder.to_string_lossy(), None, message));
    }
    Ok(gold)
}

/// STEM.ann or STEM_ANNOTATOR.ann: where several people annotated a text, the first in the alphabet.
fn first_annotator<'a>(stem: &str, annotations: &'a BTreeMap<String, PathBuf>) -> Option<&'a PathBuf> {
    let annotator = |name: &str| name.strip_prefix(stem)?.strip_prefix('_').map(|who| !who.contains('_'));
    let from = annotations.range(stem.to_owned()..).take_while(|(name, _)| name.starts_with(stem));
    let mut chosen = from.filter(|(name, _)| *name == stem || annotator(name) == Some(true));
    chosen.next().map(|(_, path)| path)
}

/// The files of a folder that end so, by stem.
fn files(folder: &Path, ending: &str) -> Result<BTreeMap<String, PathBuf>, Problem> {
    let told = |cause: &std::io::Error| {
        let remedy = "gold is text/*.txt with attributions/*.ann or attributions.jsonl, or *.txt and *.ann together";
        error(folder, &format!("{}; {remedy}", reason(cause)))
    };
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(|cause| told(&cause))? {
        let path = entry.map_err(|cause| told(&cause))?.path();
        if path.extension().is_some_and(|extension| extension == ending) {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            files.insert(stem, path);
        }
    }
    Ok(files)
}

fn read_document(stem: &str, path: &Path) -> Result<Document, Problem> {
    let bytes = fs::read(path).map_err(|cause| error(path, &reason(&cause)))?;
    let reading = document::plain(bytes, stem, stem).map_err(|no_text| match no_text {
        NoText::Empty => error(path, "empty; take it out of the gold"),
        NoText::Binary | NoText::NotNews(_) => error(path, "not text; take it out of the gold"),
    })?;
    reading.problems.iter().for_each(terminal::tell);
    Ok(reading.document)
}

fn read_text(path: &Path) -> Result<String, Problem> {
    let bytes = fs::read(path).map_err(|cause| error(path, &reason(&cause)))?;
    String::from_utf8(bytes).map_err(|_| error(path, "not valid UTF-8; save the file as UTF-8"))
}

fn error(path: &Path, message: &str) -> Problem {
    Problem::error(&path.to_string_lossy(), None, message)
}
