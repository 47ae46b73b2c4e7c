//! A credit: the agency that a document says it is from.
//!
//! In: a document. Out: the agency, by its byline ("Ann Poe, Associated Press"), by the line that the text
//! opens with ("TARRIN (Osmere Wire) —") or by its notice of copyright. An agency that "contributed" wrote other words
//! than these and is passed over. Wrong where an outlet prints its own name there: it is then its own agency, which
//! changes nothing.

use crate::document::Document;
use crate::lexicon::pairs;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static AGENCIES: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| pairs(include_str!("../lexicon/agencies.tsv")).collect());

/// Lines at the head in which a place line is looked for, and at the foot in which a notice is. Guessed: a headline,
/// a byline and a caption may stand before it.
const HEAD: usize = 5;
const FOOT: usize = 3;
/// Characters before the agency of a place line, and of its name, at most. Guessed.
const PLACE: usize = 60;
const NAME: usize = 40;

/// The agency that a document is from by its own account.
pub(super) fn agency(document: &Document) -> Option<String> {
    let lines = || document.text[document.body..].lines().map(str::trim).filter(|line| !line.is_empty());
    let byline = || document.byline.as_deref().and_then(by);
    let foot = || document.text[document.body..].lines().rev().map(str::trim).filter(|line| !line.is_empty());
    let printed = byline().or_else(|| lines().take(HEAD).find_map(placed));
    let printed = printed.or_else(|| foot().take(FOOT).find_map(copyright));
    printed.filter(|agency| !is_initials(agency, &document.outlet))
}

/// Whether a name is the first letters of an outlet's ("MP" for "Meridian Press"): then it is the outlet itself.
fn is_initials(name: &str, outlet: &str) -> bool {
    let initials = outlet.split_whitespace().filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase());
    name.chars().count() > 1 && initials.eq(name.chars())
}

/// The name that a listed agency goes by.
fn listed(name: &str) -> Option<String> {
    AGENCIES.get(name.trim_end_matches('.').to_lowercase().as_str()).map(|&agency| agency.to_owned())
}

/// "By ANN POE, | Associated Press |", "| Reuters | Staff".
fn by(line: &str) -> Option<String> {
    let parts = line.split([',', '|', ';', '/', '&']).flat_map(|part| part.split(" and "));
    let bare = |part: &str| {
        let part = part.trim();
        let part = part.strip_prefix("By ").or(part.strip_prefix("by ")).unwrap_or(part);
        listed(part.strip_suffix(" Staff").or(part.strip_suffix(" staff")).unwrap_or(part).trim())
    };
    parts.into_iter().find_map(bare)
}

/// "TARRIN, Nov. 3 (| Osmere Wire |) —": a listed agency, or any name after a place in capitals.
fn placed(line: &str) -> Option<String> {
    let open = line.find('(').filter(|&open| line[..open].chars().count() <= PLACE)?;
    let (place, rest) = (line[..open].trim(), &line[open + 1..]);
    let (name, after) = rest.split_once(')').filter(|(name, _)| name.chars().count() <= NAME)?;
    let first = place.split([' ', ',']).next().unwrap_or_default();
    let loud = first.chars().count() > 2 && first.chars().all(|c| c.is_uppercase() || c == '.' || c == '-');
    let word = |word: &str| word.chars().count() > 1 && word.starts_with(char::is_uppercase);
    let named = loud && !name.is_empty() && name.split(' ').all(word);
    let dashed = after.trim_start().starts_with(['-', '–', '—']) && first.starts_with(char::is_uppercase);
    dashed.then(|| listed(name).or(named.then(|| name.to_owned())))?
}

/// "Copyright 2024 The | Associated Press |. All rights reserved."
fn copyright(line: &str) -> Option<String> {
    let rest = line.strip_prefix("Copyright").or(line.strip_prefix('©')).or(line.strip_prefix("(c)"))?;
    let rest = rest.trim_start_matches(|c: char| !c.is_alphabetic());
    listed(rest.split(['.', ',', '(', ';']).next().unwrap_or_default().trim())
}

#[cfg(test)]
mod tests {
    use super::agency;
    use crate::Document;

    #[test]
    fn what_a_document_says_it_is_from() {
        let long = "TARRIN, which has nothing to say and says it at great length in its papers (Reuters) — No.";
        let cases = [
            ("", "TARRIN (Osmere Wire) — The board met.", Some("Osmere Wire")),
            ("", "Headline\n\nTARRIN, Nov. 3 (AP) -- The board met.", Some("Associated Press")),
            ("", "Tarrin (Reuters) - The board met.", Some("Reuters")),
            ("", "Ann Poe (R-Tarrin) — and others — met.", None),
            ("", "Ann Poe (Independent) — and others — met.", None),
            ("", "TARRIN (MP) — The outlet's own initials.", None),
            ("", "TARRIN (1 mile) - The board met.", None),
            ("", long, None),
            (
                "",
                "The board met.\n\nCopyright 2024 The Associated Press. All rights reserved.",
                Some("Associated Press"),
            ),
            ("", "The board met.\n\nThe Associated Press contributed to this report.", None),
            ("By ANN POE, Associated Press", "The board met.", Some("Associated Press")),
            ("Reuters Staff", "The board met.", Some("Reuters")),
            ("Ann Poe and Jane Roe", "The board met (again) - so.", None),
            ("", "", None),
        ];
        for (byline, text, expected) in cases {
            let document = Document { byline: Some(byline.to_owned()), ..Document::new("Meridian Press", text) };
            assert_eq!(agency(&document).as_deref(), expected, "{byline} {text}");
        }
    }
}
