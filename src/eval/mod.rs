//! Evaluation: how well the attributions found in annotated articles agree with the annotations.
//!
//! In: a [`GoldDocument`] and the attributions found in it. Out: a [`Comparison`]: what belongs to what, and the counts of
//! every [`Row`]; counts add up over articles, and [`Tally::scores`] makes figures of them. The rules are those of the
//! usual scorer for PolNeAR in this project, so figures compare with others: all is decided on words (`words`), kinds are
//! judged by the quotation marks in the text (`marks`), not by what either side says. They share no code with the
//! stages that they judge, because a yardstick must not bend with what it measures.
//!
//! Found and gold are paired one to one where their contents share at least half of their words (Jaccard), the most
//! alike first. A pair is right when the sources are the same too: both are missing, or they share a word at the same
//! place that is no function word, unless the gold source has none but those.

mod item;
mod marks;
mod page;
mod reliability;
mod tally;
mod words;

pub use reliability::{Decile, Reliability};
pub use tally::{Rate, Scores, Side, Tally};

use crate::attribution::{Attribution, Kind};
use crate::gold::GoldDocument;
use item::{Item, Pair, Pairs};
use page::Page;

/// A row of the table of figures: which attributions it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Row {
    /// Every one.
    All,
    /// Those of one kind, on either side.
    Of(Kind),
    /// Direct and mixed ones, as if neither side held any other.
    Quoted,
}

impl Row {
    /// Every row, in the usual order.
    pub const ALL: [Row; 5] =
        [Row::All, Row::Of(Kind::Direct), Row::Of(Kind::Mixed), Row::Of(Kind::Indirect), Row::Quoted];

    /// What the row is called.
    pub fn name(self) -> &'static str {
        match self {
            Row::All => "all",
            Row::Of(Kind::Direct) => "direct",
            Row::Of(Kind::Mixed) => "mixed",
            Row::Of(Kind::Indirect) => "indirect",
            Row::Quoted => "direct+mixed",
        }
    }

    fn counts(self, kind: Kind) -> bool {
        match self {
            Row::All => true,
            Row::Of(counted) => kind == counted,
            Row::Quoted => kind != Kind::Indirect,
        }
    }
}

/// What was found in one article beside what should have been.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Counts, in the order of [`Row::ALL`].
    pub tallies: [Tally; 5],
    /// Positions of gold and found attributions that belong together, and whether the source is right, by gold.
    pub pairs: Vec<(usize, usize, bool)>,
    /// Positions of gold attributions that were not found.
    pub missed: Vec<usize>,
    /// Positions of found attributions that are none.
    pub unfounded: Vec<usize>,
    /// The kind of each gold attribution.
    pub kinds: Vec<Kind>,
}

/// Compares what was found in an article with its gold.
pub fn compare(gold: &GoldDocument, found: &[Attribution]) -> Comparison {
    let page = Page::new(&gold.document.text);
    let gold: Vec<Item> = gold.attributions.iter().map(|attribution| Item::gold(&page, attribution)).collect();
    let found: Vec<Item> = found.iter().map(|attribution| Item::found(&page, attribution)).collect();
    let pairs = Pairs::align(gold.iter().collect(), found.iter().collect());
    let quoted =
        |items: &[Item]| items.iter().filter(|item| Row::Quoted.counts(item.kind)).cloned().collect::<Vec<_>>();
    let (quoted_gold, quoted_found) = (quoted(&gold), quoted(&found));
    let quoted = Pairs::align(quoted_gold.iter().collect(), quoted_found.iter().collect());
    Comparison {
        tallies: Row::ALL.map(|row| Tally::count(if row == Row::Quoted { &quoted } else { &pairs }, row)),
        missed: (0..gold.len()).filter(|at| pairs.of_gold(*at).is_none()).collect(),
        unfounded: (0..found.len()).filter(|at| pairs.of_found(*at).is_none()).collect(),
        kinds: gold.iter().map(|item| item.kind).collect(),
        pairs: pairs.pairs.iter().map(|Pair { gold, found, right }| (*gold, *found, *right)).collect(),
    }
}
