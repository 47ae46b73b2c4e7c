//! Descriptions: whom "the minister", "his lawyer" or "a senior official" stands for.
//!
//! In: a source without a name. Out: the figure whose role fits, an organisation, a document, or an anonymous source under
//! its description as given. Wrong where two people hold roles of one name, and where a role is told nowhere.

use super::cast::Figure;
use super::name::NameKind;
use super::resolve::Resolver;
use super::role::{role_gender, role_words, title_nouns};
use super::source::{Description, HeadClass};
use super::{Speaker, SpeakerKind};

/// Of those who hold a role of one name, so many are compared: a bound, never reached in an article.
const MOST_HOLDERS: usize = 200;

impl Resolver<'_> {
    pub(super) fn described(&self, description: &Description, paragraph: usize, token: usize) -> Speaker {
        if description.span.len() == 1 {
            return self.unknown(); // "Q" and "A"
        }
        let known = || self.by_role(description, paragraph, token);
        match description.class {
            HeadClass::Role if description.definite => known().unwrap_or_else(|| self.anonymous(description)),
            HeadClass::Organisation => self.organisation(description, paragraph, token),
            HeadClass::Document => self.document(description, paragraph),
            _ => {
                let named = self.by_shouted_name(description);
                let definite = Some(description).filter(|d| d.definite);
                let held =
                    || definite.and_then(|d| self.best_role(d, paragraph, token)).map(|(at, _)| self.figure(at, 0.75));
                let spoke = || definite.and_then(|d| self.spoke_last(d, paragraph));
                let known = named.or_else(held).or_else(spoke);
                known.unwrap_or_else(|| self.anonymous(description))
            }
        }
    }

    /// A surname in capitals, as in a transcript: "WALLACE".
    fn by_shouted_name(&self, description: &Description) -> Option<Speaker> {
        let word = description.span.of(self.scene.text).trim_end_matches(':');
        self.cast.find(word).map(|index| self.figure(index, 0.85))
    }

    fn anonymous(&self, description: &Description) -> Speaker {
        self.as_described(description, SpeakerKind::Anonymous, 0.8)
    }

    fn as_described(&self, description: &Description, kind: SpeakerKind, confidence: f32) -> Speaker {
        Speaker::new(Some(description.span.of(self.scene.text).to_owned()), kind, confidence)
    }

    /// "The statement said": whoever spoke last, for a text that somebody puts out; a report or poll speaks for itself.
    fn document(&self, description: &Description, paragraph: usize) -> Speaker {
        let last = self.last.as_ref().filter(|turn| paragraph.saturating_sub(turn.paragraph) <= 1);
        let issued =
            matches!(description.head.as_str(), "statement" | "email" | "e-mail" | "tweet" | "post" | "message");
        match last {
            Some(turn) if issued && description.definite => {
                Speaker { confidence: turn.speaker.confidence.min(0.6), ..turn.speaker.clone() }
            }
            _ => self.as_described(description, SpeakerKind::Document, 0.8),
        }
    }

    fn organisation(&self, description: &Description, paragraph: usize, token: usize) -> Speaker {
        let bare = description.words.len() == 1;
        let named = self.mentions_before(paragraph, token).find(|(at, _)| {
            let figure = &self.cast.figures[self.owners[*at]];
            !figure.may_be_person() && figure.words.iter().any(|w| w.to_lowercase() == description.head)
        });
        let near = || {
            self.mentions_before(paragraph, token)
                .take_while(|(_, distance)| *distance <= 3)
                .find(|(at, _)| self.cast.figures[self.owners[*at]].kind == NameKind::Organisation)
        };
        let known = if bare && description.definite {
            named.map(|n| (n, 0.75)).or_else(|| near().map(|n| (n, 0.55)))
        } else {
            None
        };
        match known {
            Some(((at, _), sure)) => self.figure(self.owners[at], sure),
            None => self.without_article(description, SpeakerKind::Organisation),
        }
    }

    fn without_article(&self, description: &Description, kind: SpeakerKind) -> Speaker {
        let words = description.span.of(self.scene.text);
        let name = ["The ", "the "].iter().find_map(|article| words.strip_prefix(article)).unwrap_or(words);
        Speaker::new(Some(name.to_owned()), kind, 0.85)
    }

    /// The figure whose role, title or kind a description tells: "the Russian speaker", "the senator", "Daniels' lawyer".
    fn by_role(&self, description: &Description, paragraph: usize, token: usize) -> Option<Speaker> {
        let best = self.best_role(description, paragraph, token);
        if let Some((owner, score)) = best {
            return Some(self.figure(owner, if score > 3 { 0.85 } else { 0.75 }));
        }
        self.spoke_last(description, paragraph)
    }

    /// Whoever spoke last, if a description of one person may be theirs.
    fn spoke_last(&self, description: &Description, paragraph: usize) -> Option<Speaker> {
        let gender = role_gender(&description.head);
        let last = self.last.as_ref().filter(|turn| paragraph.saturating_sub(turn.paragraph) <= 2)?;
        let person = last.speaker.person.map(|index| &self.cast.figures[index])?;
        let fits = person.may_be_person() && gender.is_none_or(|g| person.gender.is_none_or(|own| own == g));
        (fits && !description.head.ends_with('s'))
            .then(|| Speaker { confidence: last.speaker.confidence.min(0.5), ..last.speaker.clone() })
    }

    /// The figure whose role fits best, the last one mentioned before a token where several do.
    fn best_role(&self, description: &Description, paragraph: usize, token: usize) -> Option<(usize, usize)> {
        let end = self.mentions.partition_point(|m| (m.paragraph, m.tokens.start) < (paragraph, token));
        let seen = |figure: usize| {
            self.places[figure].partition_point(|at| *at < end).checked_sub(1).map(|i| self.places[figure][i])
        };
        let holders = self.by_role.get(&description.head).map_or(&[] as &[usize], Vec::as_slice);
        let scored =
            holders.iter().take(MOST_HOLDERS).map(|at| (*at, role_score(&self.cast.figures[*at], description)));
        let fitting = scored.filter(|(at, score)| *score > 2 || *score > 0 && seen(*at).is_some());
        fitting.max_by_key(|(at, score)| (*score, seen(*at), std::cmp::Reverse(*at)))
    }
}

/// How well a figure's roles fit a description: nothing without the head noun, else two for it and two for every other
/// word they share.
fn role_score(figure: &Figure, description: &Description) -> usize {
    if !figure.may_be_person() {
        return 0;
    }
    let best = figure.roles.iter().map(|role| shared(&role.text.to_lowercase(), description)).max().unwrap_or(0);
    let titled = figure.titles.iter().any(|title| title_nouns(title).contains(&description.head.as_str()));
    best.max(if titled { 2 } else { 0 })
}

fn shared(role: &str, description: &Description) -> usize {
    let words: Vec<&str> = role_words(role).collect();
    let past = |word: &&str| matches!(*word, "former" | "ex" | "then" | "late" | "ex-president" | "then-president");
    if words.iter().any(past) && !description.words.iter().any(|word| past(&word.as_str())) {
        return 0;
    }
    if !words.contains(&description.head.as_str()) {
        return 0;
    }
    2 * description.words.iter().filter(|word| words.iter().any(|w| kin(w, word))).count()
}

/// The same word, or one that begins like it: Russia, Russian.
fn kin(a: &str, b: &str) -> bool {
    a == b || a.len() >= 5 && b.len() >= 5 && a.as_bytes()[..5] == b.as_bytes()[..5]
}
