//! A stem: what the forms of one word have in common, so that "investigates" is found where "investigators" was said.
//!
//! In: a word in lower case. Out: its beginning without the ending. It knows no grammar: "doing" and "do" are two stems,
//! "organ" and "organise" one. Words that share a stem by chance are made up for by the other words of a sentence.

/// Endings, the longest first where one ends in another.
const ENDINGS: [&str; 15] =
    ["ings", "edly", "ions", "ing", "ers", "ies", "ion", "ed", "er", "es", "ly", "s", "y", "d", "e"];
/// Letters that must be left when an ending is taken off, and letters kept at most: guessed.
const LEAST: usize = 3;
const MOST: usize = 6;

/// The stem of a word.
pub(in crate::utterance) fn stem(word: &str) -> &str {
    if word.len() <= LEAST || word.starts_with(|c: char| c.is_ascii_digit()) {
        return word;
    }
    let cut = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.len() >= LEAST));
    let rest = cut.unwrap_or(word);
    let rest = rest.strip_suffix('e').filter(|rest| rest.len() >= LEAST).unwrap_or(rest);
    let end = rest.char_indices().nth(MOST).map_or(rest.len(), |(at, _)| at);
    undoubled(&rest[..end])
}

/// Without the second of two equal letters at the end ("jamm", from "jammed").
fn undoubled(word: &str) -> &str {
    let mut letters = word.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(a), Some(b)) if a == b && word.len() > LEAST + a.len_utf8() => &word[..word.len() - a.len_utf8()],
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_one_word_have_one_stem() {
        let cases = [
            ["doubt", "doubts", "doubted"],
            ["jam", "jams", "jam"],
            ["investigate", "investigators", "investigating"],
            ["promise", "promised", "promises"],
            ["closing", "close", "closed"],
            ["été", "été", "été"],
            ["400", "400", "400"],
        ];
        for [a, b, c] in cases {
            assert_eq!((stem(a), stem(a)), (stem(b), stem(c)), "{a} {b} {c}");
        }
    }
}
