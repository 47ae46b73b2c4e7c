//! An agency's item: what its readers have in common. In: the text and the fields of one item of a file, whatever markup
//! they were written in. Out: a document, or a warning that says why there is none.

use super::fields::Fields;
use super::reader::Source;
use super::{Document, Item, Problem, Reading};

/// What was found of one item.
pub(super) struct Parts {
    /// What to call it where it has no name of its own.
    pub name: String,
    /// Its text; an error says what is too much about it.
    pub text: Result<String, &'static str>,
    pub fields: Fields,
}

/// The document of an item; a warning where it has no text, as items with pictures have none.
pub(super) fn item(Parts { name, text, fields }: Parts, source: &Source<'_>) -> Item {
    let warning =
        |what: &str| Item::Problem(Problem::warning(source.name, None, format!("{name}: {what}, so it is skipped")));
    let text = match text {
        Ok(text) if !text.trim().is_empty() => text,
        Ok(_) => return warning("no article text in this item"),
        Err(much) => return warning(much),
    };
    let mut document = Document { outlet: source.outlet.to_owned(), ..Document::new(name, text) };
    let problems = fields.fill(&mut document, source.name, None).into_iter().collect();
    Item::Reading(Reading { document, line: None, problems })
}
