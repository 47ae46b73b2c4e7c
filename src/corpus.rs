//! A corpus: documents in order of name, with everything that was found in them and across them.
//!
//! In: documents. Out: [`Corpus`], which the checks question and the reports print.

use crate::Extraction;
use crate::attribution::Attribution;
use crate::document::Document;
use crate::speaker::{Role, SpeakerKind};
use crate::utterance::Utterance;

/// Documents with what was found in them.
#[derive(Clone, Debug)]
pub struct Corpus<'d> {
    /// In order of name.
    pub documents: Vec<&'d Document>,
    /// Every attribution, by document and then by place.
    pub attributions: Vec<Placed>,
    /// Everybody named in any document, one entry a person or organisation, in order of first appearance.
    pub identities: Vec<Identity>,
    /// What two or more documents report, in order of reference.
    pub utterances: Vec<Utterance>,
}

impl<'d> Corpus<'d> {
    /// Documents in order of name with what each says, nothing compared yet.
    pub fn new(documents: Vec<&'d Document>, extractions: Vec<Extraction>) -> Self {
        let place = |(document, extraction): (usize, Extraction)| {
            let placed = move |attribution| Placed { document, attribution, speaker: None };
            extraction.attributions.into_iter().map(placed)
        };
        let attributions = extractions.into_iter().enumerate().flat_map(place).collect();
        Corpus { documents, attributions, identities: Vec::new(), utterances: Vec::new() }
    }
}

/// An attribution and where it stands.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Position of its document in the corpus.
    pub document: usize,
    /// What was found.
    pub attribution: Attribution,
    /// Position of its speaker among the corpus' identities, if named.
    pub speaker: Option<usize>,
}

/// One person or organisation across documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Identity {
    /// The fullest name in any document.
    pub name: String,
    /// Person or organisation.
    pub kind: SpeakerKind,
    /// Other forms of the name, each once.
    pub aliases: Vec<String>,
    /// Roles given with the name, each with the position of its document.
    pub roles: Vec<(usize, Role)>,
}
