//! A token: one word as it is compared, with the place in the text that it was made from.
//!
//! In: stretches of a document's text. Out: [`Token`]s in order, in which case, curly and straight marks, dashes,
//! contractions ("don't", "do not"), British spelling, numbers ("two", "2"; "37,000ft", "37,000 feet") and units are
//! equal, each with its byte span. Several tokens may share a span ("don't" makes two) and one may cover several words
//! ("2.5 million"). Wrong where a form has two readings: "he's" is always "he is", "he'd" always "he would".

use crate::document::Span;
use crate::lexicon;
use crate::sentence::is_abbreviated;
use rustc_hash::FxHashMap;
use std::sync::{Arc, LazyLock};

/// Bytes of text for which room is made for one token: fewer than most take, and what is left is given back.
const BYTES_A_TOKEN: usize = 4;

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Edge {
    /// Space, a comma, a dash.
    Word,
    /// The end of a sentence.
    Sentence,
    /// The end of a stretch: a cue or other words of the reporter's stand between.
    Stretch,
    /// A marked cut: dots, an ellipsis sign, "[...]".
    Cut,
}

/// One word as it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// Which word, in [`Words`].
    pub word: u32,
    /// First byte.
    start: u32,
    /// How many bytes.
    length: u16,
    /// What stands before it.
    pub edge: Edge,
    /// Stands in brackets, square or round.
    pub bracketed: bool,
}

impl Token {
    /// The place it was made from, in bytes of the document.
    pub(crate) fn span(&self) -> Span {
        Span::new(self.start as usize, self.start as usize + usize::from(self.length))
    }
}

/// What a word is good for when utterances are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Says what the utterance is about.
    Content,
    /// Says little ("the", "would").
    Stop,
    /// A number.
    Number,
    /// Turns a statement round ("not").
    Negation,
}

/// Every word met, by number.
#[derive(Debug, Default)]
pub(crate) struct Words {
    numbers: FxHashMap<Arc<str>, u32>,
    words: Vec<(Arc<str>, Class)>,
    /// Where in `atoms` stands what a written form stands for.
    forms: FxHashMap<Box<str>, (u32, u32)>,
    atoms: Vec<Atom>,
    /// The form that is being read.
    form: String,
}

/// What one written form stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Atom {
    /// A word.
    Word(u32),
    /// A figure or number word.
    Number { value: f64, spelt: bool },
    /// A word that multiplies the number before it.
    Times(f64, u32),
    /// A sign for a currency, which follows its number when spoken.
    Currency(u32),
}

/// A written form with its place.
#[derive(Clone, Copy, Debug)]
struct Piece {
    span: Span,
    edge: Edge,
    bracketed: bool,
}

impl Words {
    /// The word of a number.
    pub(crate) fn text(&self, word: u32) -> &str {
        &self.words[word as usize].0
    }

    /// What a word is good for.
    pub(crate) fn class(&self, word: u32) -> Class {
        self.words[word as usize].1
    }

    /// How many different words were met.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// The tokens of these stretches of a text.
    pub(crate) fn tokens(&mut self, text: &str, spans: &[Span]) -> Vec<Token> {
        let bytes: usize = spans.iter().map(|span| span.end - span.start).sum();
        let mut tokens = Vec::with_capacity(bytes / BYTES_A_TOKEN + 1);
        self.read(text, spans, &mut tokens);
        tokens
    }

    /// Adds the tokens of these stretches of a text to none or to others.
    pub(crate) fn read(&mut self, text: &str, spans: &[Span], tokens: &mut Vec<Token>) {
        for &span in spans {
            let first = if tokens.is_empty() { Edge::Word } else { Edge::Stretch };
            self.stretch(text, Scan::new(text, span, first), tokens);
        }
    }

    fn stretch(&mut self, text: &str, mut scan: Scan, tokens: &mut Vec<Token>) {
        let mut number = Number::default();
        while let Some(piece) = scan.next() {
            fold(piece.span.of(text), &mut self.form);
            if self.form.is_empty() {
                continue;
            }
            if piece.edge != Edge::Word {
                number.finish(self, tokens);
            }
            let (first, end) = self.folded();
            for at in first..end {
                let edge = if at == first { piece.edge } else { Edge::Word };
                number.take(self.atoms[at as usize], Piece { edge, ..piece }, self, tokens);
            }
        }
        number.finish(self, tokens);
    }

    /// Where in `atoms` stands what the form that was read stands for.
    fn folded(&mut self) -> (u32, u32) {
        if let Some(&place) = self.forms.get(self.form.as_str()) {
            return place;
        }
        let (form, first) = (self.form.clone(), self.atoms.len() as u32);
        let atoms = self.atoms(&form);
        self.atoms.extend(atoms);
        let place = (first, self.atoms.len() as u32);
        self.forms.insert(form.into(), place);
        place
    }

    fn atoms(&mut self, form: &str) -> Vec<Atom> {
        if let Some(&words) = TABLES.contractions.get(form) {
            return words.split(' ').map(|word| self.atom(word)).collect();
        }
        for (ending, words) in &TABLES.endings {
            if let Some(stem) = form.strip_suffix(ending).filter(|stem| !stem.is_empty()) {
                return vec![self.atom(stem), self.atom(words)];
            }
        }
        if let Some((figure, unit)) = figure_and_unit(form) {
            return vec![Atom::Number { value: figure, spelt: false }, self.atom(unit)];
        }
        vec![self.atom(form)]
    }

    fn atom(&mut self, word: &str) -> Atom {
        if let Some(value) = figure(word) {
            return Atom::Number { value, spelt: false };
        }
        if let Some(value) = TABLES.numbers.get(word) {
            return self.numeral(word, value);
        }
        match word {
            "$" => Atom::Currency(self.word("dollar", Class::Content)),
            "£" => Atom::Currency(self.word("pound", Class::Content)),
            "€" => Atom::Currency(self.word("euro", Class::Content)),
            "&" => self.atom("and"),
            _ => {
                let word = TABLES.spellings.get(word).copied().unwrap_or(word);
                Atom::Word(self.word(word, class(word)))
            }
        }
    }

    fn numeral(&mut self, word: &str, value: &str) -> Atom {
        let read = |digits: &str| digits.parse().unwrap_or(0.0);
        if let Some(ordinal) = value.strip_prefix('=') {
            return Atom::Word(self.word(ordinal, Class::Number));
        }
        match value.strip_prefix('x') {
            Some(times) => Atom::Times(read(times), self.word(word, Class::Content)),
            None => Atom::Number { value: read(value), spelt: true },
        }
    }

    fn word(&mut self, word: &str, class: Class) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.words.len() as u32;
        let word: Arc<str> = word.into();
        self.words.push((word.clone(), class));
        self.numbers.insert(word, number);
        number
    }
}

/// A number that is being read, perhaps over several words ("two hundred thousand").
#[derive(Default)]
struct Number {
    value: Option<f64>,
    /// The last number word's own value.
    last: f64,
    /// Written in letters.
    spelt: bool,
    piece: Option<Piece>,
    currency: Option<(u32, Piece)>,
}

impl Number {
    fn take(&mut self, atom: Atom, piece: Piece, words: &mut Words, tokens: &mut Vec<Token>) {
        match atom {
            Atom::Number { value, spelt: true } if self.goes_on(value) => self.add(value, piece),
            Atom::Number { value, spelt } => {
                if self.value.is_some() {
                    self.finish(words, tokens);
                }
                (self.value, self.last, self.spelt, self.piece) = (Some(value), value, spelt, Some(piece));
            }
            Atom::Times(times, _) if self.value.is_some() => self.multiply(times, piece),
            Atom::Times(_, word) | Atom::Word(word) => {
                self.finish(words, tokens);
                tokens.push(token(word, piece));
            }
            Atom::Currency(word) => {
                self.finish(words, tokens);
                self.currency = Some((word, piece));
            }
        }
    }

    /// "five" goes on "twenty" and "two hundred".
    fn goes_on(&self, value: f64) -> bool {
        let tens = (20.0..100.0).contains(&self.last) && self.last % 10.0 == 0.0 && value < 10.0;
        let hundreds = self.last >= 100.0 && value < 100.0;
        self.value.is_some() && self.spelt && (tens || hundreds)
    }

    fn add(&mut self, value: f64, piece: Piece) {
        self.value = self.value.map(|sum| sum + value);
        self.last = value;
        self.cover(piece);
    }

    fn multiply(&mut self, times: f64, piece: Piece) {
        self.value = self.value.map(|sum| sum * times);
        self.last = times;
        self.cover(piece);
    }

    fn cover(&mut self, piece: Piece) {
        if let Some(whole) = &mut self.piece {
            whole.span = whole.span.cover(piece.span);
        }
    }

    fn finish(&mut self, words: &mut Words, tokens: &mut Vec<Token>) {
        if self.value.is_none() && self.currency.is_none() {
            return;
        }
        let (value, piece) = (self.value.take(), self.piece.take());
        let currency = self.currency.take();
        if let (Some(value), Some(mut piece)) = (value, piece) {
            if let Some((_, sign)) = currency {
                piece = Piece { span: sign.span.cover(piece.span), edge: sign.edge, ..piece };
            }
            let word = words.word(&format!("{value}"), Class::Number);
            tokens.push(token(word, piece));
            if let Some((word, _)) = currency {
                tokens.push(token(word, Piece { edge: Edge::Word, ..piece }));
            }
        }
    }
}

fn token(word: u32, piece: Piece) -> Token {
    // A word longer than that is no word, but its place must still lie on a character's boundary: it has none.
    let length = u16::try_from(piece.span.end - piece.span.start).unwrap_or(0);
    Token { word, start: piece.span.start as u32, length, edge: piece.edge, bracketed: piece.bracketed }
}

struct Tables {
    contractions: FxHashMap<&'static str, &'static str>,
    endings: Vec<(&'static str, &'static str)>,
    numbers: FxHashMap<&'static str, &'static str>,
    units: FxHashMap<&'static str, &'static str>,
    spellings: FxHashMap<&'static str, &'static str>,
    classes: FxHashMap<&'static str, Class>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let contracted = || lexicon::pairs(include_str!("../lexicon/contractions.tsv"));
    let units = || lexicon::pairs(include_str!("../lexicon/units.tsv"));
    let stop = STOP_WORDS.iter().map(|&word| (word, Class::Stop));
    let negations = lexicon::entries(include_str!("../lexicon/negations.txt")).map(|word| (word, Class::Negation));
    Tables {
        contractions: contracted().filter(|(form, _)| !form.starts_with('*')).collect(),
        endings: contracted().filter_map(|(form, words)| Some((form.strip_prefix('*')?, words))).collect(),
        numbers: lexicon::pairs(include_str!("../lexicon/numbers.tsv")).collect(),
        units: units().collect(),
        spellings: lexicon::pairs(include_str!("../lexicon/spellings.tsv"))
            .chain(units().filter(|(unit, _)| unit.len() > 1 || *unit == "%"))
            .collect(),
        classes: stop.chain(negations).collect(),
    }
});

/// True for a word, normalised, that turns a statement round.
pub(super) fn is_negation(word: &str) -> bool {
    TABLES.classes.get(word) == Some(&Class::Negation)
}

/// Words that say little.
pub(crate) static STOP_WORDS: LazyLock<rustc_hash::FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../lexicon/stop_words.txt")).collect());

fn class(word: &str) -> Class {
    if word.starts_with(|first: char| first.is_ascii_digit()) {
        return Class::Number;
    }
    TABLES.classes.get(word).copied().unwrap_or(Class::Content)
}

/// "37000ft" -> 37000 and "foot"; "5bn" -> 5 and "bn"; "14th" is left whole.
fn figure_and_unit(form: &str) -> Option<(f64, &str)> {
    let split = form.find(|c: char| c.is_alphabetic())?;
    let (digits, letters) = form.split_at(split);
    let unit = TABLES.units.get(letters).copied().or(TABLES.numbers.contains_key(letters).then_some(letters))?;
    Some((figure(digits)?, unit))
}

fn figure(form: &str) -> Option<f64> {
    let first = form.as_bytes().first()?;
    let plain = first.is_ascii_digit() && form.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',');
    if !plain || form.len() > 15 {
        return None;
    }
    form.replace(',', "").parse().ok()
}

/// A form in lower case, with straight apostrophes, without points, soft hyphens and a possessive's ending kept.
fn fold(written: &str, form: &mut String) {
    form.clear();
    if written.bytes().all(|b| b.is_ascii_alphanumeric()) {
        form.push_str(written);
        form.make_ascii_lowercase();
        return;
    }
    let figure = written.starts_with(|c: char| c.is_ascii_digit());
    for c in written.chars() {
        match c {
            '’' | '‘' | 'ʼ' => form.push('\''),
            '.' if !figure => {}
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}' | '[' | ']' => {}
            c if c.is_ascii() => form.push(c.to_ascii_lowercase()),
            c => form.extend(c.to_lowercase()),
        }
    }
    if form.ends_with('\'') {
        form.pop();
    }
}

/// A walk over the written forms in a stretch of text.
struct Scan<'t> {
    text: &'t str,
    /// Where the stretch begins in its document.
    start: usize,
    at: usize,
    /// Where the form before begins.
    last: usize,
    edge: Edge,
    bracketed: bool,
    dots: usize,
    ended: bool,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str, span: Span, edge: Edge) -> Self {
        Scan { text: span.of(text), start: span.start, at: 0, last: 0, edge, bracketed: false, dots: 0, ended: false }
    }

    fn next(&mut self) -> Option<Piece> {
        while let Some(c) = self.text[self.at..].chars().next() {
            if let Some(end) = form_end(self.text, self.at) {
                let (span, edge) = (Span::new(self.start + self.at, self.start + end), self.edge_before(c));
                (self.last, self.at) = (self.at, end);
                (self.edge, self.dots, self.ended) = (Edge::Word, 0, false);
                return Some(Piece { span, edge, bracketed: self.bracketed });
            }
            self.pass(c);
            self.at += c.len_utf8();
        }
        None
    }

    /// Notes what a character that belongs to no word tells.
    fn pass(&mut self, c: char) {
        match c {
            '.' => self.dots += 1,
            '…' => self.dots += 3,
            '[' | '(' => self.bracketed = true,
            ']' | ')' => self.bracketed = false,
            '?' | '!' | '\n' => self.ended = true,
            _ => {}
        }
    }

    fn edge_before(&self, next: char) -> Edge {
        let sentence = (self.dots == 1 && !next.is_lowercase() && !self.abbreviated()) || self.ended;
        match self.dots {
            2.. => Edge::Cut,
            _ if sentence => self.edge.max(Edge::Sentence),
            _ => self.edge,
        }
    }

    /// Whether the full stop passed belongs to the form before it ("Rep.").
    fn abbreviated(&self) -> bool {
        let passed = &self.text[self.last..self.at];
        passed.rfind('.').is_some_and(|stop| is_abbreviated(&passed[..stop], &self.text[self.at..]))
    }
}

/// Where a written form that begins at `at` ends, if one does.
fn form_end(text: &str, at: usize) -> Option<usize> {
    let first = text[at..].chars().next()?;
    if matches!(first, '$' | '£' | '€' | '%' | '&') {
        return Some(at + first.len_utf8());
    }
    let opens = first == '[' && bracketed_letter(&text[at..]);
    if !first.is_alphanumeric() && !opens {
        return None;
    }
    let mut end = at + if opens { 3 } else { first.len_utf8() };
    loop {
        end += text.as_bytes()[end..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        match text[end..].chars().next().filter(|&c| goes_on(text, end, c)) {
            Some(c) => end += c.len_utf8(),
            None => return Some(end),
        }
    }
}

/// "[W]e": a changed capital.
fn bracketed_letter(text: &str) -> bool {
    let mut chars = text.chars().skip(1);
    let letter = chars.next().is_some_and(|c| c.is_ascii_alphabetic());
    letter && chars.next() == Some(']') && chars.next().is_some_and(char::is_alphabetic)
}

/// Whether the character at `at`, which stands behind a form, belongs to it.
fn goes_on(text: &str, at: usize, c: char) -> bool {
    let before = || text[..at].chars().next_back().unwrap_or(' ');
    let after = || text[at + c.len_utf8()..].chars().next().unwrap_or(' ');
    match c {
        '\'' | '’' | '‘' | 'ʼ' => before().is_alphanumeric() && after().is_alphabetic(),
        '*' => before().is_alphanumeric() || before() == '*',
        '.' if before().is_alphabetic() => initials(text, at),
        '.' | ',' => before().is_ascii_digit() && after().is_ascii_digit(),
        '\u{ad}' | '\u{200b}'..='\u{200d}' => true,
        c => c.is_alphanumeric(),
    }
}

/// The point in "U.S." and "p.m.": a single letter stands before it, and a point before that or a letter and a point
/// after it.
fn initials(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev().skip(1);
    let single = before.next().is_none_or(|c| !c.is_alphanumeric());
    let mut after = text[at + 1..].chars();
    let letter = after.next().is_some_and(char::is_alphabetic);
    let earlier = text[..at].chars().rev().nth(1) == Some('.');
    single && (letter && after.next() == Some('.') || earlier)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        let mut words = Words::default();
        let tokens = words.tokens(text, &[Span::new(0, text.len())]);
        let mut out = String::new();
        for token in &tokens {
            let mark = match token.edge {
                Edge::Word => "",
                Edge::Sentence => "/ ",
                Edge::Stretch => "| ",
                Edge::Cut => "~ ",
            };
            let brackets = if token.bracketed { "[]" } else { "" };
            out.push_str(&format!(" {mark}{}{brackets}", words.text(token.word)));
        }
        out.trim().to_owned()
    }

    #[test]
    fn forms_that_mean_the_same_are_equal() {
        let cases = [
            ("It’s not THAT simple.", "it is not that simple"),
            ("We don't, and we can’t", "we do not and we can not"),
            ("two of 37,000ft", "2 of 37000 foot"),
            ("37,000 feet", "37000 foot"),
            ("10% or 10 percent", "10 percent or 10 percent"),
            ("$2.5 million", "2500000 dollar"),
            ("two million dollars", "2000000 dollar"),
            ("twenty-five, two hundred thousand", "25 200000"),
            ("In 2016 5 men", "in 2016 5 men"),
            ("the U.S. at 5 p.m. today", "the us at 5 pm today"),
            ("Rep. Lee of the U.S. House, Mr. Poe and No. 7", "representative lee of the us house mr poe and no 7"),
            ("the colour of defence", "the color of defense"),
            ("Obama’s war – on religion", "obama's war on religion"),
            ("[W]e will [the party] win", "we will the[] party[] win"),
            ("One… two [...] Three. ...four", "1 ~ 2 ~ 3 ~ 4"),
            ("No. He left! Why?", "no / he left / why"),
            ("f**king wall", "f**king wall"),
            ("the first and 2nd", "the 1st and 2nd"),
        ];
        for (text, expected) in cases {
            assert_eq!(show(text), expected, "{text}");
        }
    }
}
