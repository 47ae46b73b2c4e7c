//! `misquote completions` and `misquote man`: what shells and manuals are told of the command, made from its arguments.

use super::{Outcome, terminal};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::io::{self, Write};

/// Print the completions of a shell
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  misquote completions bash > ~/.local/share/bash-completion/completions/misquote")]
pub struct Completions {
    /// For which shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Print the manual page, of the whole or of one command
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  misquote man check | man -l -")]
pub struct Man {
    /// Which command, such as check
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

impl Completions {
    /// Prints the script.
    pub fn run(self) -> io::Result<Outcome> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut super::Arguments::command(), "misquote", &mut script);
        io::stdout().lock().write_all(&script).map(|()| Outcome::Clean)
    }
}

impl Man {
    /// Prints the page, in roff.
    pub fn run(self) -> io::Result<Outcome> {
        let mut whole = super::Arguments::command();
        whole.build();
        let Some(command) = self.command.as_deref().map_or(Some(&whole), |name| whole.find_subcommand(name)) else {
            terminal::say("error: no such command; `misquote --help` lists them");
            return Ok(Outcome::Unread);
        };
        let mut page = Vec::new();
        clap_mangen::Man::new(command.clone()).render(&mut page)?;
        io::stdout().lock().write_all(&page).map(|()| Outcome::Clean)
    }
}
