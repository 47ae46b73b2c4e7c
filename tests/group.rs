//! Loose quotations, whatever they say: every one has a group, equal words have the same, and threads change nothing.

use misquote::Options;
use misquote::utterance::Loose;
use proptest::prelude::*;

/// What may be said: parts that are put together in all ways, awkward characters among them.
const PARTS: &[&str] = &[
    "we will not close the hill school before the winter",
    "we won't close the hill school",
    "every figure in the return was right ... when I signed it",
    "every figure [in March] was right when I signed",
    "it cost 37,000 feet of cable, twenty-five percent",
    "a total na\u{ef}vet\u{e9}\u{a0}of the board",
    "nobody warned us. Nobody asked",
    "the ferry is older than the pier",
    "\u{2014}",
    "",
];

fn quotation(parts: &[usize]) -> String {
    parts.iter().map(|&part| PARTS[part]).collect::<Vec<_>>().join(", ")
}

/// The same words in capitals, with curly apostrophes, other spaces and marks.
fn written_otherwise(quotation: &str) -> String {
    format!("{}!", quotation.to_uppercase().replace('\'', "\u{2019}").replace(", ", " \u{2013}  "))
}

fn grouped(quotations: &[String], speakers: &[Option<&str>], threads: usize) -> Vec<usize> {
    let mut loose = Loose::default();
    let speakers = speakers.iter().copied().cycle();
    quotations.iter().zip(speakers).for_each(|(quotation, speaker)| loose.add(quotation, speaker));
    loose.groups(&Options { threads, ..Options::default() })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn groups_part_the_quotations(
        said in prop::collection::vec(prop::collection::vec(0..PARTS.len(), 0..4), 1..20),
        threads in 2usize..5,
    ) {
        let speakers = [Some("Ada Quill"), None, Some("Quill"), Some("she"), Some("Edda Rook")];
        let quotations: Vec<String> = said.iter().map(|parts| quotation(parts)).collect();
        let groups = grouped(&quotations, &speakers, 1);
        prop_assert_eq!(groups.len(), quotations.len());
        prop_assert!(groups.iter().enumerate().all(|(at, &group)| group <= at && groups[group] == group), "{groups:?}");
        prop_assert_eq!(&groups, &grouped(&quotations, &speakers, threads));
    }

    #[test]
    fn equal_words_are_one_group(said in prop::collection::vec(prop::collection::vec(0..PARTS.len(), 1..4), 1..12)) {
        let mut quotations: Vec<String> = said.iter().map(|parts| quotation(parts)).collect();
        let copies: Vec<String> = quotations.iter().map(|quotation| written_otherwise(quotation)).collect();
        quotations.extend(copies);
        let groups = grouped(&quotations, &[None], 1);
        let (first, second) = groups.split_at(said.len());
        prop_assert_eq!(first, second, "{:?}", quotations);
    }
}
