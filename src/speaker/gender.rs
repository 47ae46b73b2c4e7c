//! Gender: the pronouns of whom a text names, learned from the text.
//!
//! In: a document's mentions and tokens. Out: each figure's gender, as its titles and roles, the pronouns around its name or
//! else its given name tell. Wrong where a sentence names one person and its pronouns are another's.

use super::cast::Figure;
use super::name::Mention;
use super::pronoun::{is_he_or_she, is_reflexive, pronoun_gender};
use super::resolve::Resolver;
use crate::lexicon::WordClass;
use crate::lexicon::names::Gender;
use crate::token::Token;

impl Resolver<'_> {
    /// The pronouns of a sentence are likely those of the figure it names first, surely where it names no other of that
    /// gender and for "himself"; so are those of the next sentence, if that begins with one or with a quotation.
    pub(super) fn learn_genders(&mut self) {
        let mut votes = vec![(0u32, 0u32); self.cast.figures.len()];
        let mut at = 0;
        for (index, paragraph) in self.scene.paragraphs.iter().enumerate() {
            let mut named: Option<(usize, Rivals)> = None;
            let mut sentence = u32::MAX;
            for (position, token) in paragraph.tokens.iter().enumerate() {
                if token.sentence != sentence {
                    sentence = token.sentence;
                    let goes_on = token.quotation().is_some() || is_he_or_she(self.word(token));
                    named = named.filter(|(_, rivals)| rivals.is_empty() && goes_on);
                }
                if let Some(owner) = self.person_at(&mut at, (index, position)) {
                    let (first, rivals) = named.unwrap_or((owner, Rivals::default()));
                    let rival = (first != owner && self.is_rival(at)).then(|| &self.cast.figures[owner]);
                    named = Some((first, rivals.with(rival)));
                }
                if let (Some((owner, rivals)), Some(gender)) = (named, pronoun_gender(self.word(token))) {
                    let own = is_reflexive(self.word(token)) || !rivals.may_be(gender);
                    let weight = if own { 3 } else { 1 };
                    match gender {
                        Gender::Male => votes[owner].0 += weight,
                        Gender::Female => votes[owner].1 += weight,
                    }
                }
            }
        }
        for (figure, votes) in self.cast.figures.iter_mut().zip(votes) {
            figure.gender = figure.gender.or(elected(votes, 6)).or(figure.named).or(elected(votes, 3));
        }
    }

    /// The figure that may be a person and is mentioned at a place, not as an owner; `at` walks over the mentions.
    fn person_at(&self, at: &mut usize, place: (usize, usize)) -> Option<usize> {
        let start = |m: &Mention| (m.paragraph, m.tokens.start);
        while self.mentions.get(*at).is_some_and(|m| start(m) < place) {
            *at += 1;
        }
        let here = self.mentions.get(*at).is_some_and(|m| start(m) == place);
        self.owners.get(*at).copied().filter(|_| here && !self.mentions[*at].possessive && self.may_be_he_or_she(*at))
    }

    /// A mention that a pronoun after it may stand for as well as for the one named first; not "of Skerry Line".
    fn is_rival(&self, at: usize) -> bool {
        let mention = &self.mentions[at];
        let tokens = &self.scene.paragraphs[mention.paragraph].tokens;
        let preposition = |token: &Token| token.lexical == Some(WordClass::Preposition);
        !(self.is_bare(at) && mention.before(tokens).is_some_and(preposition))
    }
}

/// Whom else a sentence names than the figure it names first, by gender.
#[derive(Clone, Copy, Default)]
struct Rivals {
    male: bool,
    female: bool,
}

impl Rivals {
    /// One more; who is of no known gender may be of either.
    fn with(self, rival: Option<&Figure>) -> Self {
        let gender = rival.and_then(|figure| figure.gender.or(figure.named));
        let may_be = |other: Gender| rival.is_some() && gender != Some(other);
        Rivals { male: self.male || may_be(Gender::Female), female: self.female || may_be(Gender::Male) }
    }

    fn is_empty(self) -> bool {
        !self.male && !self.female
    }

    fn may_be(self, gender: Gender) -> bool {
        match gender {
            Gender::Male => self.male,
            Gender::Female => self.female,
        }
    }
}

/// The gender with so many votes at least, and twice those of the other.
fn elected((male, female): (u32, u32), least: u32) -> Option<Gender> {
    if male >= least && male > 2 * female {
        Some(Gender::Male)
    } else if female >= least && female > 2 * male {
        Some(Gender::Female)
    } else {
        None
    }
}
