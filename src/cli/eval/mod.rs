//! `misquote eval`: how well a model finds what people annotated. In: a folder of gold. Out: a table of figures by kind
//! ([`table`]) and, where asked for, errors with their context ([`errors`]), one article with gold and found side by side
//! ([`sides`]), or how far confidences can be believed.

mod errors;
mod sides;
mod table;

use super::terminal::{self, Colour};
use super::{Outcome, gold, model};
use clap::{Args, ValueEnum};
use misquote::document::{Problem, Span};
use misquote::eval::{self, Comparison, Reliability};
use misquote::gold::GoldDocument;
use misquote::{Attribution, Model};
use rayon::prelude::*;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// Measure what is found in annotated articles against the annotations
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A folder of annotated articles: text/*.txt with attributions/*.ann (brat) or attributions.jsonl
    #[arg(long, value_name = "DIR")]
    gold: PathBuf,
    #[command(flatten)]
    model: model::Choice,
    /// The form of the figures: for people or for programs, which get those of every article too
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// List this many errors of each sort, from all over the gold
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Show one article, gold and found side by side; its name is the file's, without .txt
    #[arg(long, value_name = "DOCUMENT")]
    show: Option<String>,
    /// Show how often attributions of each confidence are right
    #[arg(long)]
    reliability: bool,
}

const EXAMPLES: &str = "\
Examples:
  misquote eval --gold annotated/                    Figures by kind
  misquote eval --gold annotated/ --errors 10        And ten errors of each sort
  misquote eval --gold annotated/ --show storm-2     One article, gold and found side by side
  misquote eval --gold annotated/ --model our.model --format json

Exit status: 2 if something could not be read, else 0";

/// The form of the figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Human,
    Json,
}

/// An article, what was found in it, and what that is worth.
struct Case {
    gold: GoldDocument,
    found: Vec<Attribution>,
    comparison: Comparison,
}

impl Case {
    fn new(gold: GoldDocument, model: &Model) -> Case {
        let found = misquote::extract_by(&gold.document, model).attributions;
        Case { comparison: eval::compare(&gold, &found), gold, found }
    }

    /// The words of spans in order of place; "-" for none.
    fn words(&self, spans: &[Span]) -> String {
        let mut spans = spans.to_vec();
        spans.sort_unstable();
        let words: Vec<&str> = spans.iter().map(|span| self.gold.document.slice(*span)).collect();
        if words.is_empty() { "-".to_owned() } else { words.join(" [..] ") }
    }
}

impl Arguments {
    /// Reads, extracts, compares and tells.
    pub fn run(self, colour: Colour) -> io::Result<Outcome> {
        let read = self.model.load().and_then(|model| Ok((model, gold::read(&self.gold)?)));
        let (model, gold) = match read.and_then(|(model, gold)| Ok((model, self.chosen(gold)?))) {
            Ok(read) => read,
            Err(problem) => return Ok(terminal::give_up(&problem)),
        };
        let cases: Vec<Case> = gold.into_par_iter().map(|gold| Case::new(gold, &model)).collect();
        let mut out = BufWriter::new(io::stdout().lock());
        match self.format {
            Format::Human => self.write(&cases, &mut out, terminal::look(colour).width)?,
            Format::Json => table::write_json(&cases, &model, &mut out)?,
        }
        out.flush().map(|()| Outcome::Clean)
    }

    /// All articles, or the one to show.
    fn chosen(&self, mut gold: Vec<GoldDocument>) -> Result<Vec<GoldDocument>, Problem> {
        if let Some(name) = &self.show {
            gold.retain(|gold| gold.document.name == *name);
        }
        match &self.show {
            Some(name) if gold.is_empty() => {
                let message =
                    format!("holds no annotated article \"{name}\"; give the name of a file in text/ without .txt");
                Err(Problem::error(&self.gold.to_string_lossy(), None, message))
            }
            _ => Ok(gold),
        }
    }

    fn write(&self, cases: &[Case], out: &mut impl Write, width: usize) -> io::Result<()> {
        if self.show.is_some() {
            cases.iter().try_for_each(|case| sides::write(case, out, width))?;
        }
        table::write(cases, out)?;
        if self.reliability {
            write_reliability(cases, out)?;
        }
        errors::write(cases, self.errors, out, width)
    }
}

fn write_reliability(cases: &[Case], out: &mut impl Write) -> io::Result<()> {
    let mut reliability = Reliability::default();
    cases.iter().for_each(|case| reliability.count(&case.found, &case.comparison));
    writeln!(out, "\nconfidence   found    mean  matched   right")?;
    for (tenth, decile) in reliability.deciles.iter().enumerate().filter(|(_, decile)| decile.found > 0) {
        let share = |part: f64| part / decile.found as f64;
        let (from, to) = (tenth as f64 / 10.0, (tenth + 1) as f64 / 10.0);
        let (mean, matched, right) =
            (share(decile.confidence), share(decile.matched as f64), share(decile.right as f64));
        writeln!(out, "{from:.1} to {to:.1}  {:>7}    {mean:.2}     {matched:.2}    {right:.2}", decile.found)?;
    }
    writeln!(out, "on average {:.3} off", reliability.error())
}
