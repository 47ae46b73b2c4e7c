//! A folder of brat standoff: for each document NAME.txt with its text and NAME.ann with what is attributed in it, and
//! annotation.conf. In: the folder that `--output` names. Out: all of it at once when it is whole. A folder that holds
//! anything is left alone: there may be corrections in it.

use super::input::reason;
use misquote::document::{Document, Problem};
use misquote::report::brat;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder in the making.
pub struct Folder {
    beside: TempDir,
    place: PathBuf,
    /// Names in use, in lower case, as some file systems know no other.
    names: HashSet<String>,
}

impl Folder {
    /// Makes ready to write.
    ///
    /// # Errors
    /// If there is something in the folder, or nothing can be written there.
    pub fn open(place: &Path) -> Result<Folder, Problem> {
        let problem = |message: &str| Problem::error(&place.to_string_lossy(), None, message);
        match fs::read_dir(place).map(|mut entries| entries.next().is_some()) {
            Ok(true) => return Err(problem("holds something already; give the name of a new folder")),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(problem("a file; give the name of a new folder"));
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(problem(&reason(&error))),
            Ok(false) | Err(_) => {}
        }
        let parent = place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".misquote-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        let beside = builder.tempdir_in(parent).map_err(|error| problem(&format!("cannot be written: {error}")))?;
        Ok(Folder { beside, place: place.to_owned(), names: HashSet::new() })
    }

    /// Adds a document with the lines of its annotations.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn add(&mut self, document: &Document, annotations: &[u8]) -> io::Result<()> {
        let stem = self.free(brat::stem(document));
        fs::write(self.beside.path().join(format!("{stem}.txt")), &document.text)?;
        fs::write(self.beside.path().join(format!("{stem}.ann")), annotations)
    }

    /// A name that no other document has.
    fn free(&mut self, stem: String) -> String {
        let numbered = (2..).map(|number| format!("{stem}-{number}"));
        let mut names = std::iter::once(stem.clone()).chain(numbered);
        names.find(|name| self.names.insert(name.to_lowercase())).unwrap_or(stem)
    }

    /// Puts the folder in its place.
    ///
    /// # Errors
    /// If it cannot be put there; then nothing is.
    pub fn finish(self) -> io::Result<()> {
        fs::write(self.beside.path().join("annotation.conf"), brat::CONFIGURATION)?;
        if self.place.exists() {
            fs::remove_dir(&self.place)?;
        }
        fs::rename(self.beside.path(), &self.place)?;
        let _ = self.beside.keep();
        Ok(())
    }
}
