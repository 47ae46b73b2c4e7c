//! A word processor's document (`.docx`). In: the bytes of one. Out: its paragraphs as a document; the title is the paragraph
//! styled as one, else the file's own property, else the first line.
//!
//! Deleted words of tracked changes, comments, notes, headers and footers are left out.

use super::fields::Fields;
use super::reader::{LARGEST, Source};
use super::xml::{self, Element};
use super::{Document, Item, NoText, Problem, Reading};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Longest first line that is taken for a title, in bytes. Guessed.
const LONGEST_TITLE: usize = 200;

/// The document of a file.
pub(super) fn article(bytes: Vec<u8>, source: &Source<'_>) -> Item {
    let error = |message: &str| Item::Problem(Problem::error(source.name, None, message));
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return error("not a whole .docx file; save it again");
    };
    let body = match part(&mut archive, "word/document.xml") {
        Ok(Some(body)) => body,
        Ok(None) => return error("a zip file without word/document.xml; save the document as .docx"),
        Err(message) => return error(&message),
    };
    let properties = part(&mut archive, "docProps/core.xml").ok().flatten();
    match xml::root(body, source) {
        Err(item) => *item,
        Ok(root) => reading(&root, properties.and_then(|bytes| xml::root(bytes, source).ok()), source),
    }
}

/// A part of the file, unpacked; none if there is no such part.
fn part(archive: &mut ZipArchive<Cursor<Vec<u8>>>, name: &str) -> Result<Option<Vec<u8>>, String> {
    let Ok(part) = archive.by_name(name) else { return Ok(None) };
    let mut bytes = Vec::new();
    let read = part.take(LARGEST + 1).read_to_end(&mut bytes);
    match read {
        Err(error) => Err(format!("{name} cannot be unpacked: {error}; save the document again")),
        Ok(length) if length as u64 > LARGEST => Err(format!("more than {} MiB in {name}", LARGEST >> 20)),
        Ok(_) => Ok(Some(bytes)),
    }
}

fn reading(root: &Element, properties: Option<Element>, source: &Source<'_>) -> Item {
    let paragraphs: Vec<(String, bool)> = root.all("p").iter().map(|p| (text(p), is_title(p))).collect();
    let kept: Vec<&str> = paragraphs.iter().map(|(text, _)| text.trim()).filter(|text| !text.is_empty()).collect();
    let Some(first) = kept.first() else { return Item::NoText(NoText::Empty) };
    let property = |name: &str| properties.as_ref()?.at(&[name])?.line();
    let styled = paragraphs
        .iter()
        .find(|(text, title)| *title && !text.trim().is_empty())
        .map(|(text, _)| text.trim().to_owned());
    let fields = Fields {
        title: styled
            .or_else(|| property("title"))
            .or_else(|| (first.len() <= LONGEST_TITLE).then(|| (*first).to_owned())),
        byline: property("creator"),
        ..Fields::default()
    };
    let mut document = Document { outlet: source.outlet.to_owned(), ..Document::new(source.name, kept.join("\n\n")) };
    let problems = fields.fill(&mut document, source.name, None).into_iter().collect();
    Item::Reading(Reading { document, line: None, problems })
}

fn is_title(paragraph: &Element) -> bool {
    let style = paragraph.at(&["pPr", "pStyle"]).and_then(|style| style.attribute("w:val"));
    style.is_some_and(|style| style.eq_ignore_ascii_case("title"))
}

/// The words of a paragraph, or of a run in it.
fn text(element: &Element) -> String {
    let part = |below: &Element| match below.local() {
        "t" => below.text(),
        "tab" => "\t".to_owned(),
        "br" | "cr" => "\n".to_owned(),
        "noBreakHyphen" => "\u{2011}".to_owned(),
        "del" | "pPr" | "rPr" | "moveFrom" | "instrText" | "txbxContent" => String::new(),
        _ => text(below),
    };
    element.elements().map(part).collect()
}
