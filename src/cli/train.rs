//! `misquote train`: a model from annotated articles. The same articles make the same bytes. The file appears whole or
//! not at all.

use super::{Outcome, gold, output, terminal};
use clap::Args;
use misquote::attribution::train;
use misquote::document::Problem;
use misquote::{Model, Options};
use std::io;
use std::path::{Path, PathBuf};

/// Learn a model from articles in which attributions are annotated
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A folder of annotated articles: text/*.txt with attributions/*.ann (brat) or attributions.jsonl
    #[arg(long, value_name = "DIR", required_unless_present = "utterances")]
    gold: Option<PathBuf>,
    /// Learn which reports in other words are of one utterance instead, from a file of labelled events
    #[arg(long, value_name = "FILE", conflicts_with = "gold", hide = true)]
    utterances: Option<PathBuf>,
    /// The model file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  misquote train --gold annotated/ --out our.model     A second for 50 to 100 articles
  misquote check articles/ --model our.model

Exit status: 2 if something could not be read or written, else 0";

impl Arguments {
    /// Reads, learns and writes.
    pub fn run(self) -> io::Result<Outcome> {
        match self.learn() {
            Ok(message) => {
                terminal::remark(&message);
                Ok(Outcome::Clean)
            }
            Err(problem) => Ok(terminal::give_up(&problem)),
        }
    }

    fn learn(&self) -> Result<String, Problem> {
        match (&self.utterances, &self.gold) {
            (Some(events), _) => self.learn_utterances(events),
            (None, gold) => self.learn_attributions(gold.as_deref().unwrap_or(Path::new("."))),
        }
    }

    fn learn_utterances(&self, events: &Path) -> Result<String, Problem> {
        let gold = gold::read_events(events)?;
        output::write_whole(&self.out, misquote::train_utterances(&gold, &Options::default()).as_bytes())?;
        let (documents, groups) = (gold.documents.len(), gold.groups.len());
        Ok(format!(
            "learned from articles: {documents}, labelled utterances: {groups}; written: {}",
            self.out.display()
        ))
    }

    fn learn_attributions(&self, gold: &Path) -> Result<String, Problem> {
        let gold = gold::read(gold)?;
        let attributions: usize = gold.iter().map(|document| document.attributions.len()).sum();
        let bytes = train(&gold);
        output::write_whole(&self.out, &bytes)?;
        let name = Model::from_bytes(bytes).map(|model| model.name()).unwrap_or_default();
        Ok(format!(
            "model {name} learned from {} articles, {attributions} attributions: {}",
            gold.len(),
            self.out.display()
        ))
    }
}
