//! The command line: one file per subcommand, [`input`], [`gold`] and [`model`] for what they read,
//! [`settings`] and [`control`] for what is told of it, and [`terminal`] and [`output`] for where they write.
//! Every exit status but clap's own comes from [`run`].

mod check;
mod checks;
mod completions;
mod control;
mod eval;
mod explain;
mod extract;
mod folder;
mod gold;
mod group;
mod input;
mod model;
mod output;
mod progress;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod settings;
mod summary;
mod terminal;
mod threads;
mod train;

use clap::{Parser, Subcommand};
use std::io;
use std::process::ExitCode;

/// Reads news articles, finds who is quoted or reported as saying what, recognises the same words when several
/// outlets report them, and tells where the outlets disagree
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = EXAMPLES)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// When to use colour; by itself on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    color: terminal::Colour,
    /// Say nothing on standard error but errors
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say on standard error what is done, and sum up what was read and found
    #[arg(long, short, global = true)]
    verbose: bool,
}

const EXAMPLES: &str = "\
Examples:
  misquote check articles/                     Compare all articles in a folder
  misquote check a.txt b.txt --format json     The whole report, for programs
  misquote extract - < article.txt             Who says what in one article
  misquote explain conflicting-speaker         What a finding means

Exit status of check: 2 if something could not be read, else 1 if there is a finding at or above --fail-on, else 0";

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    Extract(extract::Arguments),
    Explain(explain::Arguments),
    Checks(checks::Arguments),
    Group(group::Arguments),
    Train(train::Arguments),
    Eval(eval::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Completions),
    Man(completions::Man),
    #[cfg(feature = "serve")]
    Serve(serve::Arguments),
}

/// How a command ended when nothing stopped it; each stands for an exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is well: 0.
    Clean,
    /// Something is to be told: 1.
    Found,
    /// Something could not be read, or nothing was left to read: 2.
    Unread,
}

/// The arguments of this process; leaves it where they are wrong or ask for help.
pub fn arguments() -> Arguments {
    Arguments::parse()
}

/// Runs the command and turns its end into an exit status. That nobody reads on is no fault.
pub fn run(arguments: Arguments) -> ExitCode {
    terminal::speak(match (arguments.quiet, arguments.verbose) {
        (true, _) => terminal::Voice::Quiet,
        (false, true) => terminal::Voice::Verbose,
        (false, false) => terminal::Voice::Normal,
    });
    match arguments.command.run(arguments.color) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Ok(Outcome::Unread) => ExitCode::from(2),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            terminal::say(&format!("error: cannot write the output: {error}"));
            ExitCode::from(2)
        }
    }
}

impl Command {
    fn run(self, colour: terminal::Colour) -> io::Result<Outcome> {
        match self {
            Command::Check(arguments) => arguments.run(colour),
            Command::Extract(arguments) => arguments.run(colour),
            Command::Explain(arguments) => arguments.run(colour),
            Command::Checks(arguments) => arguments.run(),
            Command::Group(arguments) => arguments.run(),
            Command::Train(arguments) => arguments.run(),
            Command::Eval(arguments) => arguments.run(colour),
            Command::Schema(arguments) => arguments.run(),
            Command::Completions(arguments) => arguments.run(),
            Command::Man(arguments) => arguments.run(),
            #[cfg(feature = "serve")]
            Command::Serve(arguments) => arguments.run(),
        }
    }
}
