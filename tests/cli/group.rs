//! Quotations on the command line: what is written of them, and what is said of lines that are none.

use super::{Folder, said};

const QUOTATIONS: &[u8] = b"\xef\xbb\xbf{\"id\": 1, \"text\": \"We will not close the hill school before the winter.\"}
no JSON
{\"id\": \"a\", \"speaker\": \"Ada Quill\"}

{\"id\": \"b\", \"text\": \"we won\xe2\x80\x99t close the hill school before the winter\", \"outlet\": 3}
{\"id\": \"\xff\", \"text\": \"Nobody warned us.\"}
{\"id\": [1], \"text\": \"Nobody warned us.\"}
{\"id\": \"c\", \"text\": \"The ferry is older than the pier, and nobody paid for either.\"}
";

#[test]
fn lines_that_are_no_quotations() {
    let folder = Folder::new("lines_that_are_no_quotations").with("quotations.jsonl", QUOTATIONS);
    let output = folder.run(&["group", "quotations.jsonl"]);
    let written = String::from_utf8(output.stdout.clone()).unwrap();
    insta::assert_snapshot!(format!("{written}{}", said(&output)));
}

#[test]
fn quotations_from_standard_input() {
    let folder = Folder::new("quotations_from_standard_input");
    let output = folder.pipe(&["group", "-"], b"{\"id\": 7, \"text\": \"Nobody warned us of the flood.\"}\n");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "{\"id\": 7, \"group\": 0}\n");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(folder.run(&["group", "missing.jsonl"]).status.code(), Some(2));
}
