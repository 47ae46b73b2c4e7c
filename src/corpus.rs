//! A corpus: documents by day and outlet, with everything that was found in them and across them.
//!
//! In: documents. Out: [`Corpus`], which the checks question and the reports print.

use crate::Extraction;
use crate::attribution::Attribution;
use crate::copy::Copies;
use crate::document::Document;
use crate::house::House;
use crate::speaker::identity::{self, Identity};
use crate::utterance::{self, Utterance};

/// Documents with what was found in them.
#[derive(Clone, Debug)]
pub struct Corpus<'d> {
    /// By day and outlet, the undated last.
    pub documents: Vec<&'d Document>,
    /// Every attribution, by document and then by place.
    pub attributions: Vec<Placed>,
    /// Everybody named in any document, one entry a person or organisation, in order of first appearance.
    pub identities: Vec<Identity>,
    /// What two or more documents report, in order of reference.
    pub utterances: Vec<Utterance>,
    /// Which documents are copies of others.
    pub copies: Copies,
}

impl<'d> Corpus<'d> {
    /// Compares what each document says; the documents by day and outlet, each with its own.
    pub fn new(documents: Vec<&'d Document>, mut extractions: Vec<Extraction>, house: &House) -> Self {
        house.name_people(&mut extractions);
        let (mut identities, links) = identity::identify(&extractions);
        house.name_identities(&mut identities);
        let attributions = placed(extractions, &links);
        let utterances = utterance::utterances(&documents, &attributions, &identities, &house.phrases);
        let copies = Copies::new(&documents, &attributions);
        Corpus { documents, attributions, identities, utterances, copies }
    }

    /// The document of an attribution.
    pub(crate) fn document(&self, attribution: usize) -> &'d Document {
        self.documents[self.attributions[attribution].document]
    }
}

/// Every attribution with its place and its speaker's identity.
fn placed(extractions: Vec<Extraction>, links: &[Vec<usize>]) -> Vec<Placed> {
    let place = |(document, extraction): (usize, Extraction)| {
        let placed = move |attribution: Attribution| {
            let person = attribution.speaker.as_ref().and_then(|speaker| speaker.person);
            Placed { document, speaker: person.map(|person| links[document][person]), attribution }
        };
        extraction.attributions.into_iter().map(placed)
    };
    extractions.into_iter().enumerate().flat_map(place).collect()
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

impl Placed {
    /// Whether both ascribe their words to one and the same, who is named.
    pub(crate) fn is_of_one_voice(&self, other: &Placed) -> bool {
        self.speaker.is_some() && self.speaker == other.speaker
    }
}
