//! The summary: one line on standard error that says how much was read and found, and how long it took. In: counts. Out:
//! the line, on a terminal or where `--verbose` asks for it, so that nothing else that reads standard error sees it.

use super::terminal;
use misquote::document::Document;
use std::fmt;
use std::time::Instant;

/// What was read and found so far.
pub struct Summary {
    begun: Instant,
    documents: usize,
    /// Stretches between white space.
    words: usize,
    attributions: usize,
    /// None where nothing was looked for.
    pub findings: Option<usize>,
}

impl Summary {
    /// Nothing yet.
    pub fn begin() -> Summary {
        Summary { begun: Instant::now(), documents: 0, words: 0, attributions: 0, findings: None }
    }

    /// Counts what documents came to.
    pub fn add(&mut self, documents: usize, words: usize, attributions: usize) {
        self.documents += documents;
        self.words += words;
        self.attributions += attributions;
    }

    /// Tells it where it is wanted.
    pub fn tell(&self) {
        if terminal::sums_up() {
            terminal::say(&self.to_string());
        }
    }
}

/// How many words the article has.
pub fn words(document: &Document) -> usize {
    document.text[document.body..].split_whitespace().count()
}

/// "4 documents, 1,234 words, 56 attributions, 5 findings in 0.4 s"
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [(self.documents, "document"), (self.words, "word"), (self.attributions, "attribution")];
        let counts = counts.into_iter().chain(self.findings.map(|findings| (findings, "finding")));
        let counts: Vec<String> = counts.map(|(number, noun)| counted(number, noun)).collect();
        write!(f, "{} in {:.1} s", counts.join(", "), self.begun.elapsed().as_secs_f64())
    }
}

/// "1 word", "1,234 words".
fn counted(number: usize, noun: &str) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn numbers_are_grouped() {
        let shown = [0, 1, 999, 1000, 1_234_567].map(|number| counted(number, "word"));
        assert_eq!(shown, ["0 words", "1 word", "999 words", "1,000 words", "1,234,567 words"]);
    }
}
