//! Settings: what a newsroom writes once in `misquote.toml` instead of on every command line.
//!
//! In: a file that is named, or the one in the working directory or the nearest folder above it. Out: [`Settings`],
//! which fill in [`Options`] before the command line does. A key that is not known, a code that no check has, or a name
//! that means two is an error with its line, and nothing is checked.

use super::control::Threshold;
use super::input::reason;
use clap::Args;
use misquote::checks::{self, Level};
use misquote::document::Problem;
use misquote::house::Aliases;
use misquote::{Confidence, House, Options, Severity};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::{env, fs};
use toml::Spanned;

/// What the file is called.
const NAME: &str = "misquote.toml";

/// What the reader of the file calls things, and what people do.
const PLAIN: [(&str, &str); 6] = [
    ("\n", "; "),
    ("unknown field", "unknown key"),
    ("unknown variant", "unknown value"),
    ("a sequence", "a list such as [\"one\", \"two\"]"),
    ("u32", "a whole number from 0"),
    ("a map", "a table of keys and values"),
];

/// Where to take settings from.
#[derive(Debug, Args)]
pub struct Place {
    /// Settings to take, instead of the nearest misquote.toml here or in a folder above
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Take no settings
    #[arg(long)]
    no_config: bool,
}

/// What stands in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Settings {
    people: Names,
    outlets: Names,
    owners: Names,
    ignored_phrases: Vec<String>,
    severity: BTreeMap<Spanned<String>, Written>,
    thresholds: Thresholds,
}

/// A name, and those that stand for it.
type Names = BTreeMap<String, Vec<Spanned<String>>>;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct Thresholds {
    fail_on: Option<Threshold>,
    min_severity: Option<Severity>,
    least_confidence: Option<Confidence>,
    role_days: Option<u32>,
}

/// A severity, or no findings at all.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Written {
    Off,
    Note,
    Warning,
    Error,
}

/// What is wrong, and at which bytes of the file.
struct Fault(Option<Range<usize>>, String);

impl Place {
    /// Reads the settings; where there are none, all stays as it is by itself.
    pub fn read(&self) -> Result<(Settings, Options), Problem> {
        let path = match &self.config {
            Some(path) => Some(path.clone()),
            None if self.no_config => None,
            None => nearest(),
        };
        let Some(path) = path else { return Ok((Settings::default(), Options::default())) };
        let name = path.to_string_lossy();
        let text = fs::read_to_string(&path).map_err(|error| Problem::error(&name, None, reason(&error)))?;
        let located = |Fault(span, message): Fault| {
            let line = span.map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            Problem::error(&name, line, message)
        };
        parsed(&text).map_err(located)
    }
}

/// The file in the working directory or the nearest folder above it.
fn nearest() -> Option<PathBuf> {
    let here = env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file()).map(|path| relative(path, &here))
}

/// The same path from here, where it lies here.
fn relative(path: PathBuf, here: &Path) -> PathBuf {
    path.strip_prefix(here).map(Path::to_owned).unwrap_or(path)
}

fn parsed(text: &str) -> Result<(Settings, Options), Fault> {
    let plain = |message: &str| PLAIN.iter().fold(message.to_owned(), |message, (from, to)| message.replace(from, to));
    let wrong = |error: toml::de::Error| Fault(error.span(), plain(error.message()));
    let settings: Settings = toml::from_str(text).map_err(wrong)?;
    let options = settings.options()?;
    Ok((settings, options))
}

impl Settings {
    /// The least severity that makes the exit status 1, if one is set.
    pub fn fail_on(&self) -> Option<Threshold> {
        self.thresholds.fail_on
    }

    /// The least severity that is shown, if one is set.
    pub fn min_severity(&self) -> Option<Severity> {
        self.thresholds.min_severity
    }

    fn options(&self) -> Result<Options, Fault> {
        let mut options = Options::default();
        for (code, level) in &self.severity {
            let check =
                checks::find(code.get_ref()).map_err(|unknown| Fault(Some(code.span()), unknown.to_string()))?;
            options.levels.set(check, level.level());
        }
        options.house = House {
            people: aliases(&self.people)?,
            outlets: aliases(&self.outlets)?,
            owners: aliases(&self.owners)?,
            phrases: self.ignored_phrases.clone(),
        };
        options.least_confidence = self.thresholds.least_confidence.unwrap_or(options.least_confidence);
        options.role_days = self.thresholds.role_days.unwrap_or(options.role_days);
        Ok(options)
    }
}

impl Written {
    fn level(self) -> Level {
        match self {
            Written::Off => Level::Off,
            Written::Note => Level::As(Severity::Note),
            Written::Warning => Level::As(Severity::Warning),
            Written::Error => Level::As(Severity::Error),
        }
    }
}

/// Every name that stands for another.
fn aliases(names: &Names) -> Result<Aliases, Fault> {
    let mut aliases = Aliases::default();
    for (name, others) in names {
        for other in others {
            if let Some(used) = aliases.add(name, other.get_ref()) {
                let message = format!("\"{}\" stands for both \"{used}\" and \"{name}\"; leave one", other.get_ref());
                return Err(Fault(Some(other.span()), message));
            }
        }
    }
    Ok(aliases)
}
