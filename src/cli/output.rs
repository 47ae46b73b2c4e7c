//! Output: where a report goes: standard output, or the file that `--output` names. In: that path. Out: something to
//! write to. A file is written beside its place and moves there when it is whole, so nobody ever reads half a report,
//! and what stood there before stays if anything fails. A device or a pipe is written to as it is.

use super::input::reason;
use super::terminal::{self, Colour};
use clap::Args;
use misquote::document::Problem;
use misquote::report::human::Look;
use std::fs::{self, File};
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Where to write.
#[derive(Debug, Args)]
pub struct Target {
    /// Write to this file instead of standard output; it appears when it is whole
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Target {
    /// The path that was named.
    pub fn path(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    /// Makes ready to write.
    ///
    /// # Errors
    /// If the place cannot be written to; nothing is changed there.
    pub fn open(&self) -> Result<Output, Problem> {
        let Some(path) = &self.output else { return Ok(Output::Standard(BufWriter::new(io::stdout().lock()))) };
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        let opened = match place.metadata() {
            Ok(metadata) if metadata.is_dir() => Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder")),
            Ok(metadata) if !metadata.is_file() => {
                File::create(&place).map(|file| Output::Device(BufWriter::new(file)))
            }
            _ => beside(&place).map(|file| Output::Whole(BufWriter::new(file), place)),
        };
        opened.map_err(|error| unwritable(path, &error))
    }

    /// How to draw what goes there: a file is not coloured unless asked, and is as wide as a page.
    pub fn look(&self, colour: Colour) -> Look {
        match (&self.output, colour) {
            (None, _) => terminal::look(colour),
            (Some(_), _) => Look { colour: colour == Colour::Always, width: terminal::WIDTH, ..Look::default() },
        }
    }
}

/// A new file in the same folder, with the permissions that any new file gets.
fn beside(place: &Path) -> io::Result<NamedTempFile> {
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".misquote-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

fn unwritable(path: &Path, error: &io::Error) -> Problem {
    let message = match error.kind() {
        io::ErrorKind::IsADirectory => "a folder; give the name of a file".to_owned(),
        io::ErrorKind::NotFound => "cannot be written; make the folder first".to_owned(),
        io::ErrorKind::PermissionDenied => "cannot be written: permission denied".to_owned(),
        _ => reason(error).replace("read", "written"),
    };
    Problem::error(&path.to_string_lossy(), None, message)
}

/// An open place to write to.
pub enum Output {
    /// Standard output.
    Standard(BufWriter<StdoutLock<'static>>),
    /// Something that is no file, written to as it comes.
    Device(BufWriter<File>),
    /// A file beside the one it will be.
    Whole(BufWriter<NamedTempFile>, PathBuf),
}

impl Output {
    /// Writes out what is left, and puts a file in its place.
    ///
    /// # Errors
    /// If anything could not be written; a file that stood there is as it was.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Output::Standard(mut out) => out.flush(),
            Output::Device(mut out) => out.flush(),
            Output::Whole(out, place) => {
                let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.as_file().sync_all()?;
                file.persist(&place).map(drop).map_err(|error| error.error)
            }
        }
    }

    fn inner(&mut self) -> &mut dyn Write {
        match self {
            Output::Standard(out) => out,
            Output::Device(out) => out,
            Output::Whole(out, _) => out,
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner().flush()
    }
}

/// Puts these bytes in a file, whole or not at all.
///
/// # Errors
/// If the file could not be written; what stood there is as it was.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let target = Target { output: Some(path.to_owned()) };
    let mut out = target.open()?;
    out.write_all(bytes).and_then(|()| out.finish()).map_err(|error| unwritable(path, &error))
}
