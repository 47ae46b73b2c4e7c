//! A byline: the names of who wrote an article.
//!
//! In: the line as printed ("By Jane Roe and Ann Poe, Chief Correspondent"). Out: the names in it. Wrong for a desk or an
//! agency that is written like a name.

use crate::lexicon::words;

/// The names in a byline, in order; none where it names nobody.
pub(super) fn names(line: &str) -> Vec<&str> {
    let parts = line.split([',', '|', ';', '/', '&']).flat_map(|part| part.split(" and "));
    parts.map(bare).take_while(|name| is_name(name)).collect()
}

/// A part without the words that lead to a name: By, Analysis by.
fn bare(part: &str) -> &str {
    let mut rest = part.trim();
    while let Some((first, after)) = rest.split_once(' ') {
        if !words::BYLINE_WORDS.contains(first.trim_end_matches(':').to_lowercase().as_str()) {
            break;
        }
        rest = after.trim();
    }
    rest
}

/// Two to four words, each capitalised.
fn is_name(name: &str) -> bool {
    let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase());
    (2..=4).contains(&name.split(' ').count()) && name.split(' ').all(capital)
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn who_wrote_it() {
        let cases: &[(&str, &[&str])] = &[
            ("Jane Roe", &["Jane Roe"]),
            ("By Jane Roe and Ann Poe", &["Jane Roe", "Ann Poe"]),
            ("Analysis by Jane Roe, Political Editor At Large Desk", &["Jane Roe"]),
            ("Staff", &[]),
            ("", &[]),
        ];
        for (line, expected) in cases {
            assert_eq!(names(line), *expected, "{line}");
        }
    }
}
