//! The terminal: whether it shows colour, how wide it is, and what may be written on it. Paths and texts come from
//! strangers, so what would move the cursor, hide words or turn them round is shown instead of obeyed.

use super::Outcome;
use clap::ValueEnum;
use misquote::document::Problem;
use misquote::report::human::{Look, visible};
use std::io::{self, Write as _};

/// When to use colour: by itself on a terminal, unless NO_COLOR is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    #[default]
    Auto,
    Always,
    Never,
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

/// Tells the user of a problem, on standard error.
pub fn tell(problem: &Problem) {
    say(&problem.to_string());
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
