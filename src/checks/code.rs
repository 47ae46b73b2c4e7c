//! A code: the name a check goes by on the command line, in settings and in articles. In: what somebody wrote. Out: the
//! check, or the codes that may have been meant.

use super::{CHECKS, Check};
use std::fmt;

/// Codes at least this alike are suggested, by Jaro-Winkler. Guessed.
const ALIKE: f64 = 0.8;

/// The check that goes by `code`.
///
/// # Errors
/// If there is none.
pub fn find(code: &str) -> Result<&'static Check, UnknownCode> {
    CHECKS.iter().find(|check| check.code == code).copied().ok_or_else(|| UnknownCode(code.to_owned()))
}

/// A code that no check has; says which may have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode(String);

impl UnknownCode {
    /// At most three codes that look like it, the likeliest first.
    fn near(&self) -> Vec<&'static str> {
        let likeness = |code: &str| strsim::jaro_winkler(code, &self.0);
        let contained = |code: &str| !self.0.is_empty() && code.contains(&self.0);
        let mut near: Vec<&str> = CHECKS.iter().map(|check| check.code).collect();
        near.retain(|code| contained(code) || likeness(code) >= ALIKE);
        near.sort_by(|a, b| likeness(b).total_cmp(&likeness(a)));
        near.truncate(3);
        near
    }
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let near = self.near();
        let remedy = match near.as_slice() {
            [] => "`misquote checks` lists them all".to_owned(),
            [one] => format!("did you mean {one}?"),
            [most @ .., last] => format!("did you mean {} or {last}?", most.join(", ")),
        };
        write!(f, "no check has the code \"{}\"; {remedy}", self.0)
    }
}

impl std::error::Error for UnknownCode {}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn every_check_is_found_by_its_code_and_others_are_suggested() {
        assert!(super::CHECKS.iter().all(|check| find(check.code).unwrap().code == check.code));
        let told = |code: &str| find(code).err().unwrap().to_string();
        insta::assert_snapshot!(told("loaded-cu"), @r#"no check has the code "loaded-cu"; did you mean loaded-cue?"#);
        insta::assert_snapshot!(told(""), @r#"no check has the code ""; `misquote checks` lists them all"#);
    }
}
