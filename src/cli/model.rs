//! The model on the command line: `--model FILE` or the one that ships. In: a path, if one is given. Out: a model, or
//! the problem with the file and the remedy.

use clap::Args;
use misquote::Model;
use misquote::document::{Problem, reason};
use std::fs;
use std::path::PathBuf;

/// Which model to find attributions with.
#[derive(Debug, Args)]
pub struct Choice {
    /// A model that `misquote train` made, instead of the one that ships
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
}

impl Choice {
    /// Reads the model.
    pub fn load(&self) -> Result<Model, Problem> {
        let Some(path) = &self.model else { return Ok(Model::shipped().clone()) };
        let problem = |message| Problem::error(&path.to_string_lossy(), None, message);
        let bytes = fs::read(path).map_err(|error| problem(reason(&error)))?;
        Model::from_bytes(bytes).map_err(|error| problem(error.to_string()))
    }
}
