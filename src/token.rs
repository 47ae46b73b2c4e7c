//! A token: a word, a number, a mark of punctuation, or a whole quotation outside of which it is not looked into.
//!
//! In: text, its quotations and sentences. Out: one [`Paragraph`] of tokens a line. Each outer quotation is a single
//! token, so that what stands around it is near, however long it is. A full stop that ends an abbreviation belongs to
//! its word; one that ends a sentence is a token.

use crate::document::{self, Span};
use crate::lexicon::{self, Form, Verb, VerbClass, WordClass};
use crate::quotation::Quotation;
use unicode_segmentation::UnicodeSegmentation;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Word,
    Number,
    Mark,
    /// Position of an outer quotation.
    Quotation(u32),
}

/// One token with what features need to know of it, computed once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub start: u32,
    pub end: u32,
    pub sort: Sort,
    /// Counts sentences within the paragraph; a quotation belongs to the sentence it begins in.
    pub sentence: u32,
    /// First letter is upper case.
    pub capital: bool,
    /// First word of its sentence (marks aside).
    pub initial: bool,
    /// Identity for features: the lower-cased word, or only its shape where it may be a name.
    pub word: u32,
    /// Last three letters of a word that is no name, else its shape.
    pub suffix: u32,
    /// Coarse class: closed class, reporting verb with form, or shape.
    pub class: u8,
    /// Dictionary form of a reporting verb, else 0.
    pub lemma: u32,
    pub lexical: Option<WordClass>,
    pub verb: Option<(VerbClass, Form)>,
}

impl Token {
    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    pub fn is_word(&self) -> bool {
        matches!(self.sort, Sort::Word | Sort::Number)
    }

    /// A comma, a stop, a dash, a bracket: what parts clauses.
    pub fn separates(&self) -> bool {
        self.sort == Sort::Mark && (class::COMMA..=class::CLOSE).contains(&self.class)
    }

    /// A verb, as far as the lists and a last "-ed" tell.
    pub fn is_verbal(&self) -> bool {
        use WordClass::{Be, Do, Have, Modal};
        self.verb.is_some() || matches!(self.lexical, Some(Be | Have | Do | Modal)) || self.class == class::ED
    }

    /// A verb, or an adverb that may stand before one.
    pub fn begins_predicate(&self) -> bool {
        self.is_verbal() || self.lexical == Some(WordClass::Adverb)
    }

    pub fn quotation(&self) -> Option<usize> {
        match self.sort {
            Sort::Quotation(index) => Some(index as usize),
            _ => None,
        }
    }
}

/// The tokens of one line of text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paragraph {
    /// The line, without its line break.
    pub span: Span,
    pub tokens: Vec<Token>,
    /// Most of its words are capitalised, as in a headline.
    pub title_case: bool,
}

/// The paragraphs of a text from byte `body` on that hold at least one token.
pub(crate) fn paragraphs(text: &str, body: usize, quotations: &[Quotation], sentences: &[Span]) -> Vec<Paragraph> {
    let mut cutter = Cutter { text, quotations, sentences, quotation: 0, sentence: 0, link_text: Vec::new() };
    document::paragraphs(text, body).map(|line| cutter.paragraph(line)).filter(|p| !p.tokens.is_empty()).collect()
}

/// English has a token every five bytes; a line of more takes more room as it goes.
const BYTES_A_TOKEN: usize = 5;

struct Cutter<'a> {
    text: &'a str,
    quotations: &'a [Quotation],
    sentences: &'a [Span],
    /// Next outer quotation that may begin at or after the place reached.
    quotation: usize,
    /// Sentence that holds the place reached.
    sentence: usize,
    /// Stretches of the line at hand that are no part of the article, in order and apart.
    link_text: Vec<Span>,
}

impl Cutter<'_> {
    fn paragraph(&mut self, line: Span) -> Paragraph {
        let mut tokens = Vec::with_capacity((line.end - line.start) / BYTES_A_TOKEN + 1);
        self.link_text = document::link_text(self.text, line);
        let mut at = line.start;
        while at < line.end {
            let until = match self.next_quotation(at, line.end) {
                Some((index, span)) => {
                    self.words(Span::new(at, span.start), &mut tokens);
                    if self.link_text_at(span.start).is_none_or(|link| link.end < span.end) {
                        tokens.push(blank(span, Sort::Quotation(index as u32)));
                    }
                    span.end
                }
                None => {
                    self.words(Span::new(at, line.end), &mut tokens);
                    line.end
                }
            };
            at = until.max(at + 1);
        }
        self.number_sentences(&mut tokens);
        let title_case = is_title_case(self.text, &tokens);
        let mut opens = false;
        for token in &mut tokens {
            describe(token, self.text, title_case || opens);
            opens = token.class == class::COLON;
        }
        Paragraph { span: line, tokens, title_case }
    }

    /// The link text that holds a place.
    fn link_text_at(&self, place: usize) -> Option<&Span> {
        let before = self.link_text.partition_point(|link| link.start <= place).checked_sub(1)?;
        self.link_text.get(before).filter(|link| place < link.end)
    }

    /// The next outermost quotation that begins in `at..end`.
    fn next_quotation(&mut self, at: usize, end: usize) -> Option<(usize, Span)> {
        while let Some(quotation) = self.quotations.get(self.quotation) {
            if quotation.span.start >= end {
                return None;
            }
            self.quotation += 1;
            if quotation.parent.is_none() && quotation.span.start >= at {
                return Some((self.quotation - 1, Span::new(quotation.span.start, quotation.span.end.min(end))));
            }
        }
        None
    }

    fn words(&self, stretch: Span, tokens: &mut Vec<Token>) {
        let slice = stretch.of(self.text);
        if slice.is_ascii() || slice.chars().all(is_european) {
            european_words(slice).for_each(|piece| self.piece(stretch.start + piece.start, piece.of(slice), tokens));
        } else {
            let pieces = slice.split_word_bound_indices();
            pieces.for_each(|(offset, piece)| self.piece(stretch.start + offset, piece, tokens));
        }
    }

    fn piece(&self, start: usize, piece: &str, tokens: &mut Vec<Token>) {
        if piece == " " || piece.starts_with(char::is_whitespace) || self.link_text_at(start).is_some() {
            return;
        }
        match glued(piece) {
            Some(stop) => {
                for (from, to) in [(0, stop), (stop, stop + 1), (stop + 1, piece.len())] {
                    tokens.push(blank(Span::new(start + from, start + to), sort(&piece[from..to])));
                }
            }
            None => self.word(Span::new(start, start + piece.len()), tokens),
        }
    }

    fn word(&self, span: Span, tokens: &mut Vec<Token>) {
        match tokens.last_mut().filter(|last| self.joins(last, span)) {
            Some(last) => last.end = span.end as u32,
            None => tokens.push(blank(span, sort(span.of(self.text)))),
        }
    }

    /// True when a piece goes on from the token before it: "well-known", "U.S.", "Sen.".
    fn joins(&self, last: &Token, piece: Span) -> bool {
        if last.end as usize != piece.start || !last.is_word() {
            return false;
        }
        let joined = last.span().of(self.text);
        match piece.of(self.text) {
            "-" | "‑" | "‐" => self.text[piece.end..].starts_with(char::is_alphanumeric),
            "." => !self.ends_sentence(piece.end),
            "&" | "@" => self.text[piece.end..].starts_with(char::is_alphabetic),
            "%" => true,
            "'" | "’" => joined.ends_with(['s', 'S']),
            other => joined.ends_with(['-', '‑', '‐', '.', '&', '@']) && other.starts_with(char::is_alphanumeric),
        }
    }

    fn ends_sentence(&self, end: usize) -> bool {
        let next = self.sentences.partition_point(|s| s.end < end);
        self.sentences.get(next).is_some_and(|s| s.end == end)
    }

    /// Counts sentences from 0 in each paragraph; those wholly inside a quotation do not count.
    fn number_sentences(&mut self, tokens: &mut [Token]) {
        let mut count = 0;
        let mut before: Option<usize> = None;
        for token in tokens {
            let here = self.sentence_at(token.start as usize);
            let initial = before.is_none_or(|b| b != here);
            if before.is_some() && initial {
                count += 1;
            }
            token.sentence = count as u32;
            token.initial = initial;
            before = Some(self.sentence_at(token.end as usize - 1));
        }
    }

    fn sentence_at(&mut self, place: usize) -> usize {
        while self.sentences.get(self.sentence).is_some_and(|s| s.end <= place) {
            self.sentence += 1;
        }
        self.sentence
    }
}

/// Latin, Greek and Cyrillic letters and the punctuation used with them.
fn is_european(c: char) -> bool {
    let invisible = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}');
    !invisible && (c < '\u{300}' || ('\u{370}'..'\u{530}').contains(&c) || ('\u{2010}'..'\u{2040}').contains(&c))
}

/// Words, and single characters between them: what UAX #29 gives for European text, less its rarer rules.
fn european_words(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = text[at..].chars().next()?;
        let start = at;
        at += first.len_utf8();
        if first.is_alphanumeric() {
            at = word_end(text, at, first);
        }
        Some(Span::new(start, at))
    })
}

/// The end of a word: letters and digits, with an apostrophe, stop or colon between letters, a stop or comma between digits.
fn word_end(text: &str, from: usize, first: char) -> usize {
    let plain = text.as_bytes()[from..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let mut end = from + plain;
    let mut last = if plain == 0 { first } else { char::from(text.as_bytes()[end - 1]) };
    let mut rest = text[end..].chars();
    while let Some(c) = rest.next() {
        let next = rest.clone().next();
        let inside = next.is_some_and(|next| match c {
            '\'' | '’' | '.' | '‘' => {
                last.is_alphabetic() && next.is_alphabetic() || last.is_numeric() && next.is_numeric()
            }
            '·' => last.is_alphabetic() && next.is_alphabetic(),
            ',' => last.is_numeric() && next.is_numeric(),
            _ => false,
        });
        if !(c.is_alphanumeric() || c == '_' || inside) {
            break;
        }
        end += c.len_utf8();
        last = c;
    }
    end
}

/// Where a stop stands between two words without a space, as in "he said.Share": its place in the piece.
fn glued(piece: &str) -> Option<usize> {
    let stop = piece.bytes().position(|byte| byte == b'.')?;
    let lower = piece[..stop].ends_with(char::is_lowercase) && stop > 2;
    (lower && piece[stop + 1..].starts_with(char::is_uppercase)).then_some(stop)
}

fn sort(piece: &str) -> Sort {
    let first = piece.chars().next().unwrap_or(' ');
    if first.is_alphabetic() {
        Sort::Word
    } else if first.is_numeric() {
        Sort::Number
    } else {
        Sort::Mark
    }
}

fn blank(span: Span, sort: Sort) -> Token {
    Token {
        start: span.start as u32,
        end: span.end as u32,
        sort,
        sentence: 0,
        capital: false,
        initial: false,
        word: 0,
        suffix: 0,
        class: 0,
        lemma: 0,
        lexical: None,
        verb: None,
    }
}

/// Most of its longer words begin with a capital, no lower-case one is a reporting verb, and it is one sentence.
fn is_title_case(text: &str, tokens: &[Token]) -> bool {
    let full_stop = |token: &Token| token.sort == Sort::Mark && token.span().of(text) == ".";
    if tokens.iter().position(full_stop).is_some_and(|at| tokens[at + 1..].iter().any(Token::is_word)) {
        return false;
    }
    let words = || tokens.iter().filter(|t| t.sort == Sort::Word && t.end - t.start > 3).map(|t| t.span().of(text));
    let (mut all, mut capitals) = (0, 0);
    for word in words() {
        all += 1;
        if word.starts_with(char::is_uppercase) {
            capitals += 1;
        } else if lexicon::verb(word).is_some() {
            return false;
        }
    }
    all >= 3 && capitals * 10 >= all * 7
}

/// Classes of tokens that are in no closed class and no reporting verbs.
pub(crate) mod class {
    pub const QUOTATION: u8 = 42;
    pub const NUMBER: u8 = 43;
    pub const CAPITAL: u8 = 44;
    pub const UPPER: u8 = 45;
    pub const INITIAL: u8 = 46;
    pub const LY: u8 = 47;
    pub const ED: u8 = 48;
    pub const ING: u8 = 49;
    pub const PLURAL: u8 = 50;
    pub const LOWER: u8 = 51;
    pub const OWN: u8 = 52;
    pub const COMMA: u8 = 53;
    pub const STOP: u8 = 54;
    pub const COLON: u8 = 55;
    pub const SEMICOLON: u8 = 56;
    pub const DASH: u8 = 57;
    pub const OPEN: u8 = 58;
    pub const CLOSE: u8 = 59;
    pub const MARK: u8 = 60;
}

/// Fills in what features need.
fn describe(token: &mut Token, text: &str, title_case: bool) {
    let slice = token.span().of(text);
    match token.sort {
        Sort::Quotation(_) => describe_quotation(token, slice),
        Sort::Number => set(token, class::NUMBER, "0"),
        Sort::Mark => set(token, mark_class(slice), slice),
        Sort::Word => describe_word(token, slice, title_case),
    }
}

fn set(token: &mut Token, class: u8, word: &str) {
    token.class = class;
    token.word = hash(word);
    token.suffix = token.word;
}

/// How a quotation begins and ends tells what it is to the words around it: a sentence, a clause that its cue follows, a
/// few words. `suffix` is its length in three steps.
fn describe_quotation(token: &mut Token, slice: &str) {
    let inner = slice.trim_matches(is_quotation_mark);
    let first = if inner.starts_with(char::is_uppercase) { "A" } else { "a" };
    let last = match inner.trim_end().chars().next_back() {
        Some(',') => ",",
        Some('.') => ".",
        Some('?' | '!') => "?",
        _ => "",
    };
    token.class = class::QUOTATION;
    token.word = hash_all(&["\"", first, last]);
    token.suffix = hash_all(&["\"", FEW_WORDS[inner.split_whitespace().take(FEW_WORDS.len() - 1).count()]]);
}

/// Names of lengths in words: none and one, two and three, more.
const FEW_WORDS: [&str; 5] = ["1", "1", "3", "3", "9"];

fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'' | '«' | '»' | '`')
}

fn mark_class(mark: &str) -> u8 {
    match mark {
        "," => class::COMMA,
        "." | "?" | "!" | "…" => class::STOP,
        ":" => class::COLON,
        ";" => class::SEMICOLON,
        "-" | "–" | "—" | "―" | "--" => class::DASH,
        "(" | "[" => class::OPEN,
        ")" | "]" => class::CLOSE,
        _ => class::MARK,
    }
}

fn describe_word(token: &mut Token, slice: &str, title_case: bool) {
    let folded = lexicon::folded(slice);
    let bare = folded.trim_end_matches('.');
    token.capital = slice.starts_with(char::is_uppercase);
    token.lexical = lexicon::word_class(bare);
    let verb = lexicon::verb(bare);
    token.verb = verb.map(|v| (v.class, v.form));
    let name_like = token.capital && !known(token, title_case);
    if name_like {
        token.verb = None;
        token.lexical = token.lexical.filter(|c| {
            matches!(c, WordClass::Title | WordClass::Role | WordClass::Org | WordClass::Day | WordClass::Month)
        });
    }
    token.class = word_class(token, slice, bare);
    if token.verb.is_some() {
        token.lemma = verb.map_or(0, |v: Verb| hash(v.lemma));
    }
    if name_like && token.lexical.is_none() {
        token.word = u32::from(token.class);
        token.suffix = token.word;
    } else {
        token.word = hash(bare);
        token.suffix = hash(ending(bare));
    }
}

/// A capitalised word whose lower-case reading counts: one that begins a sentence or stands in a headline, and that a
/// list has.
fn known(token: &Token, title_case: bool) -> bool {
    (token.initial || title_case) && (token.lexical.is_some() || token.verb.is_some())
}

fn word_class(token: &Token, slice: &str, bare: &str) -> u8 {
    if let Some((verb, form)) = token.verb {
        return 26 + (verb as u8 - 1) * 4 + form as u8;
    }
    if let Some(lexical) = token.lexical {
        return lexical as u8 - 1;
    }
    if token.capital {
        return capital_class(token, slice);
    }
    lower_class(bare)
}

fn capital_class(token: &Token, slice: &str) -> u8 {
    if slice.ends_with("'s") || slice.ends_with("’s") || slice.ends_with(['\'', '’']) {
        class::OWN
    } else if slice.len() > 1 && slice.chars().all(|c| c.is_uppercase() || c == '.') {
        class::UPPER
    } else if token.initial {
        class::INITIAL
    } else {
        class::CAPITAL
    }
}

fn lower_class(bare: &str) -> u8 {
    if bare.ends_with("'s") || bare.ends_with("s'") {
        class::OWN
    } else if bare.ends_with("ly") {
        class::LY
    } else if bare.ends_with("ed") {
        class::ED
    } else if bare.ends_with("ing") {
        class::ING
    } else if bare.ends_with('s') {
        class::PLURAL
    } else {
        class::LOWER
    }
}

/// The last three letters.
fn ending(word: &str) -> &str {
    let from = word.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    &word[from..]
}

/// A 32-bit hash of a string (FNV-1a), the same on every machine.
pub(crate) fn hash(word: &str) -> u32 {
    hash_all(&[word])
}

/// The same of strings put together.
fn hash_all(words: &[&str]) -> u32 {
    let bytes = words.iter().flat_map(|word| word.bytes());
    bytes.fold(0x811c_9dc5, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}
