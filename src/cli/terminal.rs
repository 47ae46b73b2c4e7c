//! The terminal: whether it shows colour, how wide it is, and what may be written on it. Paths and texts come from
//! strangers, so what would move the cursor, hide words or turn them round is shown instead of obeyed.

use super::Outcome;
use clap::ValueEnum;
use misquote::Severity;
use misquote::document::Problem;
use misquote::report::human::{Look, visible};
use std::io::{self, IsTerminal, Write as _};
use std::sync::OnceLock;

/// When to use colour: by itself on a terminal, unless NO_COLOR is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    #[default]
    Auto,
    Always,
    Never,
}

/// How much is said on standard error. Errors always are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Voice {
    /// Nothing else.
    Quiet,
    /// Warnings too and, on a terminal, how far it is and a summary.
    #[default]
    Normal,
    /// And what is done, step by step.
    Verbose,
}

/// Set once, as the command begins.
static VOICE: OnceLock<Voice> = OnceLock::new();

/// From here on no more is said than this.
pub fn speak(voice: Voice) {
    let _ = VOICE.set(voice);
}

fn voice() -> Voice {
    VOICE.get().copied().unwrap_or_default()
}

/// Whether errors alone are told.
pub fn is_quiet() -> bool {
    voice() == Voice::Quiet
}

/// Whether a summary is wanted: on a terminal, or by the asking.
pub fn sums_up() -> bool {
    match voice() {
        Voice::Quiet => false,
        Voice::Normal => io::stderr().is_terminal(),
        Voice::Verbose => true,
    }
}

/// Columns where there is no terminal to ask.
pub const WIDTH: usize = 80;

/// How to draw on standard output.
pub fn look(colour: Colour) -> Look {
    let colour = match colour {
        Colour::Auto => anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
        Colour::Always => true,
        Colour::Never => false,
    };
    let width = terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0));
    Look { colour, width, ..Look::default() }
}

/// Tells the user of a problem, on standard error; of a warning only where warnings are wanted.
pub fn tell(problem: &Problem) {
    if problem.severity == Severity::Error || !is_quiet() {
        say(&problem.to_string());
    }
}

/// Tells the user how something went that went well.
pub fn remark(message: &str) {
    if !is_quiet() {
        say(message);
    }
}

/// Tells the user what was done, where that is wanted.
pub fn detail(message: impl FnOnce() -> String) {
    if voice() == Voice::Verbose {
        say(&message());
    }
}

/// Tells the user of a problem that leaves nothing to do.
pub fn give_up(problem: &Problem) -> Outcome {
    tell(problem);
    Outcome::Unread
}

/// Writes one line to standard error. There is nobody to tell where that fails.
pub fn say(message: &str) {
    let _ = writeln!(io::stderr(), "misquote: {}", visible::line(message));
}
