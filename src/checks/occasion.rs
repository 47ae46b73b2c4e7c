//! An occasion: when, where and to whom words were said, as far as the reports tell. Words that were said twice are not
//! altered.
//!
//! In: a member and its reference. Out: whether they may be of one occasion. A day of the week is the last such day before
//! the article; a month that is named is not the article's own. Most articles tell neither, and then their dates count.

use super::place;
use crate::Corpus;
use crate::lexicon::bare_words;
use crate::provenance::{self, Way};
use crate::utterance::{DifferenceKind, Member, day};
use jiff::ToSpan;
use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// An article of the first days of a month tells of the last ones of the month before: guessed.
const MONTH_TURNS: i64 = 3;
/// Days since a weekday that is told, where it is rather the next day.
const TOMORROW: i64 = 6;

/// Whether a member and the reference may report what was said on one occasion, at most so many days apart.
pub(super) fn is_one(corpus: &Corpus, days: u32, member: &Member, reference: usize) -> bool {
    let apart = [DifferenceKind::Occasion, DifferenceKind::Addressee];
    let told_apart = member.differences.iter().any(|difference| apart.contains(&difference.kind));
    let same_days = match (said(corpus, member.attribution), said(corpus, reference)) {
        (Some(a), Some(b)) => day::between(a, b) <= days,
        _ => true,
    };
    !told_apart
        && same_days
        && !heard_apart(corpus, member.attribution, reference)
        && place::within(corpus, days, member.attribution, reference)
        && !earlier(corpus, member.attribution)
        && !earlier(corpus, reference)
}

/// Whether two media heard it, or one report has it in writing where another names who heard it.
fn heard_apart(corpus: &Corpus, a: usize, b: usize) -> bool {
    let placed = |at: usize| &corpus.attributions[at];
    let document = |at: usize| corpus.documents[placed(at).document];
    let media = |at: usize| provenance::hearers(document(at), &placed(at).attribution);
    let way = |at: usize| provenance::way(document(at), &placed(at).attribution);
    let written = |at: usize| way(at).is_some_and(Way::is_written);
    let heard = |at: usize| placed(at).attribution.addressee.is_some() && way(at).is_none();
    let (ours, theirs) = (media(a), media(b));
    let two_media = !ours.is_empty() && !theirs.is_empty() && ours.is_disjoint(&theirs);
    two_media || written(a) && heard(b) || heard(a) && written(b)
}

/// The day on which something was said, as far as is known: the weekday that is told, else the day of the article.
fn said(corpus: &Corpus, attribution: usize) -> Option<Date> {
    let placed = &corpus.attributions[attribution];
    let document = corpus.documents[placed.document];
    let date = document.date?;
    let Some(told) = day::told(&document.text, &placed.attribution) else { return Some(date) };
    let since = day::since(date, told);
    date.checked_sub((if since == TOMORROW { -1 } else { since }).days()).ok()
}

/// Whether the occasion that is told lies in another month than the article.
fn earlier(corpus: &Corpus, attribution: usize) -> bool {
    let placed = &corpus.attributions[attribution];
    let document = corpus.documents[placed.document];
    let (Some(date), Some(occasion)) = (document.date, placed.attribution.occasion) else { return false };
    let words = bare_words(document.slice(occasion));
    let month = words.filter_map(|word| MONTHS.iter().position(|month| *month == word)).next();
    let may_be = |date: Date, month: usize| month + 1 == usize::from(date.month().unsigned_abs());
    let before = date.checked_sub(MONTH_TURNS.days()).unwrap_or(date);
    month.is_some_and(|month| !may_be(date, month) && !may_be(before, month))
}

#[cfg(test)]
mod tests {
    use crate::{Document, Options};

    /// How many wordings are told as altered where two articles of these days bring one sentence with these endings.
    fn altered(one: (&str, &str), other: (&str, &str)) -> usize {
        let article = |outlet: &str, verb: &str, (date, said): (&str, &str)| Document {
            outlet: outlet.into(),
            date: date.parse().ok(),
            ..Document::new(outlet, format!("“We will {verb} the old quay before the storms of autumn come,” {said}."))
        };
        let documents = [article("Beacon", "mend", one), article("Herald", "widen", other)];
        let findings = crate::check(&documents, &Options::default()).findings;
        findings.iter().filter(|finding| finding.code == "altered-wording").count()
    }

    #[test]
    fn words_of_two_occasions_are_not_altered() {
        let friday = "2031-05-09";
        for (one, other, expected) in [
            ("Mayor Ada Quill said", "Mayor Ada Quill said", 1),
            ("Mayor Ada Quill said on Thursday", "Mayor Ada Quill said", 1),
            ("Mayor Ada Quill said on Monday", "Mayor Ada Quill said", 0),
            ("Mayor Ada Quill said in March", "Mayor Ada Quill said", 0),
            ("Mayor Ada Quill said in an interview on CNN", "Mayor Ada Quill told CBS", 0),
            ("Mayor Ada Quill said in a statement", "Mayor Ada Quill told the council", 0),
            ("Mayor Ada Quill told the council", "Mayor Ada Quill told the council", 1),
        ] {
            assert_eq!(altered((friday, one), (friday, other)), expected, "{one} / {other}");
        }
        let said = "Mayor Ada Quill said";
        assert_eq!(altered(("2031-05-05", said), (friday, said)), 0, "four days apart");
    }
}
