//! `misquote schema`: what programs may rely on in the output.

use super::Outcome;
use clap::{Args, ValueEnum};
use misquote::report::schema;
use std::io::{self, Write};

/// Print the JSON Schema of the report, or of the lines of extract
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Of what
    #[arg(value_enum, default_value_t, value_name = "FORM")]
    form: Form,
}

const EXAMPLES: &str = "\
Examples:
  misquote schema > report.schema.json
  misquote schema extract";

/// What has a schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// What `check --format json` writes
    #[default]
    Report,
    /// A line of what `extract --format jsonl` writes
    Extract,
}

impl Arguments {
    /// Prints the schema.
    pub fn run(self) -> io::Result<Outcome> {
        let schema = match self.form {
            Form::Report => schema::report(),
            Form::Extract => schema::record(),
        };
        let mut out = io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &schema)?;
        writeln!(out).map(|()| Outcome::Clean)
    }
}
