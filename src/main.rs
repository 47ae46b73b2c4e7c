//! The `misquote` command: parse, run, exit code.

mod cli;

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// Reading an article makes many small strings and lists; this allocator hands them out faster than most systems' own.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::run(cli::arguments())
}
