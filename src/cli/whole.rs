//! A file written whole or not at all. In: where it goes and what it holds. Out: the file; whatever stood there before
//! stays as it was until all is written.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Writes beside the place and moves there when all is written.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let written = File::create_new(&part).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let moved = written.and_then(|()| fs::rename(&part, path));
    if moved.is_err() {
        let _ = fs::remove_file(&part);
    }
    moved
}
