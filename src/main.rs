//! The `misquote` command.
fn main() {}
