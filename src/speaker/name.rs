//! A mention: a name as it stands in a text, with the title before it.
//!
//! In: the tokens of a paragraph. Out: runs of capitalised words that name a person, an organisation or a place. There is
//! no tagger behind it: capitals, titles, roles and word lists decide. Wrong for names in lower case, for headlines
//! (which are skipped), and for two names side by side with nothing between.

use super::role::is_role_word;
use crate::document::Span;
use crate::lexicon::settings::{self, Medium};
use crate::lexicon::{WordClass, lower, names, titles, words};
use crate::quotation::Quotation;
use crate::token::{Paragraph, Sort, Token};
use rustc_hash::FxHashSet;
use std::cell::OnceCell;
use std::ops::Range;

/// What a mention names, as far as its form tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameKind {
    Person,
    Organisation,
    Place,
    /// Two or three capitalised words, or one: likely a person.
    Unsure,
}

/// A name in its place.
#[derive(Clone, Debug)]
pub(super) struct Mention<'t> {
    /// Paragraph and tokens, title and role excluded.
    pub paragraph: usize,
    pub tokens: Range<usize>,
    /// The name without title and possessive ending.
    pub span: Span,
    /// Its words, possessive endings taken off, nicknames left out.
    pub words: Vec<&'t str>,
    pub kind: NameKind,
    /// The title before it: Mr, Sen, Gov.
    pub title: Option<&'t str>,
    /// First token of the title or capitalised role before it, or of the name.
    pub begins: usize,
    pub possessive: bool,
    /// It begins a sentence with a word that nothing else shows to be a name.
    pub doubtful: bool,
}

impl Mention<'_> {
    /// The token right before it and its title, of its paragraph's tokens.
    pub fn before<'p>(&self, tokens: &'p [Token]) -> Option<&'p Token> {
        self.begins.checked_sub(1).map(|before| &tokens[before])
    }

    /// Whether a preposition stands right before it, "to" among them.
    pub fn is_governed(&self, tokens: &[Token]) -> bool {
        let before = self.before(tokens).and_then(|token| token.lexical);
        matches!(before, Some(WordClass::Preposition | WordClass::To))
    }
}

/// A text with what names are told by.
pub(super) struct Namer<'t> {
    pub text: &'t str,
    pub quotations: &'t [Quotation],
    /// Capitalised words that stand somewhere other than at the start of a sentence.
    inner_capitals: FxHashSet<&'t str>,
    /// Words for what somebody is that end names here: King, of "Stephen King".
    surnames: FxHashSet<&'t str>,
    paragraphs: &'t [Paragraph],
    /// Words that stand in lower case, gathered when first asked for.
    lower_words: OnceCell<FxHashSet<&'t str>>,
}

impl<'t> Namer<'t> {
    pub fn new(text: &'t str, quotations: &'t [Quotation], paragraphs: &'t [Paragraph]) -> Self {
        let capitals = prose(paragraphs).filter(|t| t.capital && !t.initial);
        let inner_capitals = capitals.map(|t| bare(t.span().of(text))).collect();
        let surnames = paragraphs.iter().flat_map(|paragraph| surnames(text, &paragraph.tokens)).collect();
        Namer { text, quotations, inner_capitals, surnames, paragraphs, lower_words: OnceCell::new() }
    }

    /// True for a word that also stands in lower case.
    fn is_lower_word(&self, lower: &str) -> bool {
        let words = || {
            let lower = prose(self.paragraphs).filter(|t| !t.capital && t.sort == Sort::Word && t.lexical.is_none());
            lower.map(|t| t.span().of(self.text)).collect()
        };
        self.lower_words.get_or_init(words).contains(lower)
    }

    fn word(&self, token: &Token) -> &'t str {
        token.span().of(self.text)
    }

    /// The names of a paragraph, in order. Headlines have none of their own.
    pub fn mentions(&self, index: usize, paragraph: &Paragraph) -> Vec<Mention<'t>> {
        let tokens = &paragraph.tokens;
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            if !self.may_begin(tokens, at) {
                at += 1;
                continue;
            }
            let run = self.run(tokens, at);
            at = run.end.max(at + 1);
            found.extend(self.split(index, tokens, run));
        }
        found
    }

    /// Single capitalised words of a headline: each may be part of a name that the article gives.
    pub fn headline_words(&self, index: usize, paragraph: &Paragraph) -> Vec<Mention<'t>> {
        let may_name = |token: &Token| token.capital && token.verb.is_none() && token.lexical.is_none();
        let words = paragraph.tokens.iter().enumerate().filter(|(_, token)| may_name(token));
        let named = words.map(|(at, token)| {
            let word = self.word(token);
            let span = Span::new(token.start as usize, token.start as usize + bare(word).len());
            Mention {
                paragraph: index,
                tokens: at..at + 1,
                span,
                words: vec![bare(word)],
                kind: NameKind::Unsure,
                title: None,
                begins: at,
                possessive: is_possessive(word),
                doubtful: false,
            }
        });
        named.collect()
    }

    /// A capitalised word that may be part of a name.
    fn may_begin(&self, tokens: &[Token], at: usize) -> bool {
        let token = &tokens[at];
        if token.sort != Sort::Word || !token.capital || is_constituency(self.word(token)) {
            return false;
        }
        match token.lexical {
            Some(WordClass::Role | WordClass::Org | WordClass::Document) => true,
            Some(_) => false,
            None => token.verb.is_none() && (!token.initial || self.is_name_at_start(tokens, at)),
        }
    }

    /// A first word is a name if it is capitalised elsewhere too, is a known name, or goes on with a capital.
    fn is_name_at_start(&self, tokens: &[Token], at: usize) -> bool {
        let word = bare(self.word(&tokens[at]));
        let lower = lower(word);
        let inner = |t: &Token| matches!(t.lexical, None | Some(WordClass::Org)) && t.capital && t.sort == Sort::Word;
        let goes_on = tokens.get(at + 1).is_some_and(inner);
        self.inner_capitals.contains(word)
            || names::is_given(&lower)
            || names::is_place(&lower)
            || names::is_demonym(&lower)
            || (goes_on && !self.is_common(word, &lower))
            || word.chars().filter(|c| c.is_uppercase()).count() > 1
    }

    /// A first word that also stands in lower case, or that often begins a sentence, is no name for going on with one.
    fn is_common(&self, word: &str, lower: &str) -> bool {
        let ending = lower.ends_with("ly") || lower.ends_with("ing");
        ending || words::STARTERS.contains(word) || self.is_lower_word(lower)
    }

    /// The capitalised run from `at` on, with particles, initials, nicknames, and "of ..." after a role or organisation.
    fn run(&self, tokens: &[Token], at: usize) -> Range<usize> {
        let mut end = at;
        while end < tokens.len() {
            let token = &tokens[end];
            let fits = end == at || self.is_inner(token) || self.joins(tokens, at, end);
            if !fits {
                break;
            }
            end += 1;
            if is_possessive(self.word(token)) && !self.is_of_members(tokens, end - 1) {
                break;
            }
        }
        let suffix = |t: &Token| names::is_suffix(self.word(t));
        if end + 1 < tokens.len() && self.word(&tokens[end]) == "," && suffix(&tokens[end + 1]) {
            end += 2;
        }
        at..end
    }

    /// "Miners' | Federation": a plural possessive whose noun is an organisation's.
    fn is_of_members(&self, tokens: &[Token], at: usize) -> bool {
        let body = |token: &Token| token.capital && token.sort == Sort::Word && token.lexical == Some(WordClass::Org);
        self.word(&tokens[at]).ends_with(['\'', '’']) && tokens.get(at + 1).is_some_and(body)
    }

    fn is_inner(&self, token: &Token) -> bool {
        let lexical = !matches!(token.lexical, Some(WordClass::Title | WordClass::Day | WordClass::Month));
        token.sort == Sort::Word && token.capital && !token.initial && lexical
    }

    /// True for a small word or nickname inside a name: capitals go on after it.
    fn joins(&self, tokens: &[Token], from: usize, at: usize) -> bool {
        let Some(next) = tokens.get(at + 1) else { return false };
        if !self.is_inner(next) {
            let the = self.word(next) == "the" && tokens.get(at + 2).is_some_and(|t| self.is_inner(t));
            return the && self.word(&tokens[at]) == "of" && heads_phrase(&tokens[from..at]);
        }
        match tokens[at].sort {
            Sort::Quotation(q) => {
                let inner = self.quotations[q as usize].content.of(self.text);
                inner.split(' ').count() <= 2 && inner.starts_with(char::is_uppercase) && !inner.ends_with([',', '.'])
            }
            Sort::Word => match self.word(&tokens[at]) {
                "of" | "for" => heads_phrase(&tokens[from..at]),
                "to" => is_organisation(&tokens[from..at]),
                "the" => self.word(&tokens[at - 1]) == "of",
                "&" => true,
                word => names::is_particle(word),
            },
            Sort::Mark => self.word(&tokens[at]) == "&",
            Sort::Number => false,
        }
    }

    /// A run parted into title or role, and name. None for a bare role, nationality or title.
    fn split(&self, paragraph: usize, tokens: &[Token], run: Range<usize>) -> Option<Mention<'t>> {
        let mut name = self.after_role(tokens, run.clone());
        let organisation = is_organisation(&tokens[name.clone()]);
        while name.len() > 1 && names::is_compound_modifier(self.word(&tokens[name.start])) {
            name.start += 1;
        }
        while !organisation && name.len() > 1 && self.is_demonym(tokens, name.start) {
            name.start += 1;
        }
        let words = self.words(tokens, &name);
        let first = tokens.get(name.start)?;
        let last = &tokens[name.end.checked_sub(1)?];
        let only_demonym = words.iter().all(|w| names::is_demonym(&lower(w)));
        let bare_document = name.len() == 1 && matches!(first.lexical, Some(WordClass::Document | WordClass::Org));
        if words.is_empty() || only_demonym || bare_document || words == ["I"] {
            return None;
        }
        let title = run.start.checked_sub(1).map(|t| &tokens[t]).filter(|t| t.lexical == Some(WordClass::Title));
        let last_word = self.word(last);
        let possessive = is_possessive(last_word);
        let end = last.start as usize + if possessive { bare(last_word).len() } else { last_word.len() };
        let kind = self.kind(tokens, &name, &words, title.is_some() || name.start > run.start && !organisation);
        Some(Mention {
            paragraph,
            span: Span::new(first.start as usize, end.max(first.end.min(last.end) as usize)),
            begins: if title.is_some() { run.start - 1 } else { run.start },
            tokens: name,
            kind,
            doubtful: first.initial && !self.inner_capitals.contains(words[0]) && !self.is_given(first),
            title: title.map(|t| self.word(t)),
            possessive,
            words,
        })
    }

    /// The words of a name, without a possessive ending but of members.
    fn words(&self, tokens: &[Token], name: &Range<usize>) -> Vec<&'t str> {
        let word = |at: usize| {
            let word = self.word(&tokens[at]);
            if at + 1 < name.end && self.is_of_members(tokens, at) { word } else { bare(word) }
        };
        name.clone().filter(|at| tokens[*at].sort == Sort::Word).map(word).collect()
    }

    /// "Russian", or "North" of "North Korean".
    fn is_demonym(&self, tokens: &[Token], at: usize) -> bool {
        let demonym = |at: usize| tokens.get(at).is_some_and(|t| names::is_demonym(&lower(self.word(t))));
        demonym(at) || matches!(self.word(&tokens[at]), "North" | "South") && demonym(at + 1)
    }

    /// The part of a run after its last role word: "Russian Foreign Minister | Sergey Lavrov", "Secretary of State | John
    /// Kerry"; or else from a given name on, as in "Majority Whip | John Roe".
    fn after_role(&self, tokens: &[Token], run: Range<usize>) -> Range<usize> {
        let role = |at: &usize| self.leads_name(tokens, *at, &run);
        let Some(last) = run.clone().rev().find(role) else { return self.at_given_name(tokens, run) };
        if last + 1 < run.end && self.word(&tokens[last + 1]) == "of" {
            let organisation = is_organisation(&tokens[last + 2..run.end]);
            let start = (last + 3..run.end).find(|at| self.is_given(&tokens[*at]));
            let start = start.or_else(|| (run.end > last + 4 && !organisation).then(|| run.end - 2));
            return start.map_or(run.end..run.end, |start| start..run.end);
        }
        let tail = |at: &usize| titles::is_office_tail(&lower(self.word(&tokens[*at])));
        let start = (last + 1..run.end).find(|at| !tail(at)).unwrap_or(run.end);
        start..run.end
    }

    /// A role word that a name may follow. Some are part of a name unless they open it: "Stephen King", but "King Harald";
    /// some are given names: "Dean Garrow".
    fn leads_name(&self, tokens: &[Token], at: usize, run: &Range<usize>) -> bool {
        let word = self.word(&tokens[at]);
        let lower = lower(word);
        let inner =
            at > run.start && words::KIN.contains(&lower) || run.len() == 1 && self.surnames.contains(bare(word));
        let given = at == run.start && run.len() > 1 && names::is_given(&lower);
        is_role_word(&tokens[at], word) && !inner && !given
    }

    fn is_given(&self, token: &Token) -> bool {
        names::is_given(&lower(self.word(token)))
    }

    /// A run of four words or more in which a given name stands before the last one or two.
    fn at_given_name(&self, tokens: &[Token], run: Range<usize>) -> Range<usize> {
        let organisation = tokens[run.end - 1].lexical == Some(WordClass::Org);
        if run.len() < 4 || organisation || self.is_given(&tokens[run.start]) {
            return run;
        }
        let given = (run.end - 3..run.end - 1).find(|at| self.is_given(&tokens[*at]));
        given.map_or(run.clone(), |start| start..run.end)
    }

    fn kind(&self, tokens: &[Token], name: &Range<usize>, words: &[&str], titled: bool) -> NameKind {
        let first = lower(words[0]);
        let lexical = |class| tokens[name.clone()].iter().any(|t| t.lexical == Some(class));
        let the = name.start > 0 && self.word(&tokens[name.start - 1]).eq_ignore_ascii_case("the");
        if titled && words.len() <= 4 {
            NameKind::Person
        } else if lexical(WordClass::Org) || lexical(WordClass::Document) || is_platform(words) {
            NameKind::Organisation
        } else if words.iter().any(|w| names::is_place(&lower(w))) && !(names::is_given(&first) && words.len() > 1) {
            NameKind::Place
        } else if names::is_given(&first) && words.len() > 1 && !the {
            NameKind::Person
        } else if the || words.len() > 4 || words.iter().any(|w| is_acronym(w) && !w.contains('.')) {
            NameKind::Organisation
        } else {
            NameKind::Unsure
        }
    }
}

/// Words that elsewhere tell what somebody is, right behind a capitalised word and before no other name: "Stephen | King |
/// said".
fn surnames<'t>(text: &'t str, tokens: &'t [Token]) -> impl Iterator<Item = &'t str> {
    let word = move |at: usize| bare(tokens[at].span().of(text));
    let follows_name = move |at: &usize| tokens[at - 1].capital && tokens[at - 1].lexical.is_none();
    let is_kin = move |at: &usize| {
        let token = &tokens[*at];
        token.capital && token.sort == Sort::Word && words::KIN.contains(&lower(word(*at)))
    };
    let is_last = move |at: &usize| {
        let next = tokens.get(at + 1);
        next.is_none_or(|next| !next.capital || next.initial || names::is_suffix(word(at + 1)))
    };
    let ends = move |at: &usize| is_last(at) && !names::is_demonym(&lower(word(at - 1)));
    (1..tokens.len()).filter(follows_name).filter(is_kin).filter(ends).map(word)
}

/// The tokens of all lines but headlines.
fn prose(paragraphs: &[Paragraph]) -> impl Iterator<Item = &Token> {
    paragraphs.iter().filter(|p| !p.title_case).flat_map(|p| &p.tokens)
}

/// True for words that "of ..." may follow in a name: an organisation's, or an office right before.
fn heads_phrase(tokens: &[Token]) -> bool {
    tokens.last().is_some_and(|t| t.lexical == Some(WordClass::Role)) || is_organisation(tokens)
}

fn is_organisation(tokens: &[Token]) -> bool {
    tokens.iter().any(|t| t.lexical == Some(WordClass::Org))
}

/// A single word for where everybody writes: Twitter.
pub(super) fn is_platform(words: &[&str]) -> bool {
    matches!(words, [word] if settings::medium(&lower(word)) == Some(Medium::Platform))
}

/// FBI, NATO, U.N. — not an initial, and not a shouted surname of six letters or more.
fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    (2..=5).contains(&letters) && word.chars().all(|c| c.is_uppercase() || c == '.' || c.is_numeric())
}

/// R-Texas, D-Nev.: a party and a state.
fn is_constituency(word: &str) -> bool {
    matches!(word.as_bytes(), [b'R' | b'D' | b'I', b'-', b'A'..=b'Z', ..])
}

fn is_possessive(word: &str) -> bool {
    bare(word).len() < word.len()
}

/// A word without its possessive ending.
pub(super) fn bare(word: &str) -> &str {
    for ending in ["'s", "’s", "'S", "’S"] {
        if let Some(stem) = word.strip_suffix(ending) {
            return stem;
        }
    }
    word.strip_suffix(['\'', '’']).filter(|stem| stem.ends_with(['s', 'S'])).unwrap_or(word)
}
