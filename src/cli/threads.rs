//! The number of threads on the command line: `--threads N`. In: a number. Out: the same, within bounds; 0 stands for as
//! many as there are cores.

use clap::{Args, value_parser};

/// The most threads that can be asked for; more never help, and some systems fall over.
const MOST: i64 = 256;

/// How many threads to work on.
#[derive(Debug, Args)]
pub struct Threads {
    /// How many threads to work on; 0 for as many as there are cores
    #[arg(long, default_value_t = 0, value_name = "N", value_parser = value_parser!(u16).range(..=MOST))]
    threads: u16,
}

impl Threads {
    /// The number asked for.
    pub fn count(&self) -> usize {
        self.threads.into()
    }
}
