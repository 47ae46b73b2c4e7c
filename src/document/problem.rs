//! A problem: something about the input that its owner should put right or know of. A document that cannot be read is
//! an error, one that is read with doubt a warning; neither stops the rest.

use crate::finding::Severity;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Something wrong with the input, where it is and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// The file, as given, or the document's name; none when no single one is concerned.
    pub path: Option<String>,
    /// Line in that file, from 1.
    pub line: Option<usize>,
    /// An error when something could not be read, else a warning.
    pub severity: Severity,
    /// What is wrong and the remedy, for people.
    pub message: String,
}

impl Problem {
    /// A problem that kept something from being read.
    pub fn error(path: &str, line: Option<usize>, message: impl Into<String>) -> Self {
        Problem { path: Some(path.to_owned()), line, severity: Severity::Error, message: message.into() }
    }

    /// A problem that did not.
    pub fn warning(path: &str, line: Option<usize>, message: impl Into<String>) -> Self {
        Problem { path: Some(path.to_owned()), line, severity: Severity::Warning, message: message.into() }
    }
}

/// `PATH:LINE: severity: message`. Paths and messages hold what the input holds, control characters too.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{path}:")?;
            if let Some(line) = self.line {
                write!(f, "{line}:")?;
            }
            f.write_str(" ")?;
        }
        write!(f, "{}: {}", self.severity, self.message)
    }
}
