//! Progress: how far a long piece of work is, on standard error. In: its steps as they happen. Out: a bar, drawn only
//! on a terminal, only without `--quiet`, and only once the work has taken a second.

use super::terminal;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::time::Duration;

/// Work shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the bar turns while nothing is told.
const TURN: Duration = Duration::from_millis(100);

/// A bar that may be hidden.
#[derive(Clone)]
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar for work that begins now; never seen unless it is `wanted`.
    pub fn begin(wanted: bool) -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if wanted && io::stderr().is_terminal() && !terminal::is_quiet() {
            let waiting = bar.downgrade();
            std::thread::spawn(move || {
                std::thread::sleep(PATIENCE);
                if let Some(bar) = waiting.upgrade().filter(|bar| !bar.is_finished()) {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                    bar.enable_steady_tick(TURN);
                }
            });
        }
        Progress(bar)
    }

    /// The next step: what is done, and how many times if that is known.
    pub fn step(&self, what: &'static str, times: Option<usize>) {
        let template = match times {
            Some(_) => "{msg} {pos} of {len} [{bar:30}] {elapsed}",
            None => "{spinner} {msg} {pos} {elapsed}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.0.set_style(style);
        }
        self.0.set_message(what);
        self.0.set_position(0);
        if let Some(times) = times {
            self.0.set_length(times as u64);
        }
    }

    /// One more is done.
    pub fn advance(&self) {
        self.0.inc(1);
    }

    /// Does what writes to the terminal, with the bar out of its way.
    pub fn aside(&self, told: impl FnOnce()) {
        self.0.suspend(told);
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.0.finish_and_clear();
    }
}
