//! The order of a report: documents by name, and everything else by document and place.
//!
//! In: a report in the order in which its corpus was questioned, by day and outlet, and the rank of each document by name.
//! Out: the same report with ids that follow names. Findings are found before, so that a file which is called otherwise
//! changes none of them.

use super::{Finding, Report};

impl Report {
    /// Puts documents in order of these ranks, one for each, and everything else by document and place.
    pub(super) fn order(&mut self, ranks: &[usize]) {
        self.order_documents(ranks);
        let attributions = self.order_attributions(ranks);
        let utterances = self.order_utterances(&attributions);
        self.order_findings(ranks, &utterances);
    }

    fn order_documents(&mut self, ranks: &[usize]) {
        for document in &mut self.documents {
            document.id = ranks[document.id];
            document.copy_of = document.copy_of.map(|of| ranks[of]);
            document.shared.iter_mut().for_each(|shared| shared.document = ranks[shared.document]);
        }
        self.documents.sort_by_key(|document| document.id);
        for speaker in &mut self.speakers {
            speaker.roles.iter_mut().for_each(|role| role.document = ranks[role.document]);
            speaker.roles.sort_by_key(|role| role.document);
        }
    }

    /// Returns the new id of each attribution.
    fn order_attributions(&mut self, ranks: &[usize]) -> Vec<usize> {
        self.attributions.iter_mut().for_each(|placed| placed.document = ranks[placed.document]);
        self.attributions.sort_by_key(|placed| placed.document);
        renumbered(self.attributions.iter_mut().map(|placed| &mut placed.id))
    }

    /// Returns the new id of each utterance.
    fn order_utterances(&mut self, attributions: &[usize]) -> Vec<usize> {
        for said in &mut self.utterances {
            said.reference = attributions[said.reference];
            said.members.iter_mut().for_each(|member| member.attribution = attributions[member.attribution]);
            said.members.sort_by_key(|member| member.attribution);
        }
        self.utterances.sort_by_key(|said| said.reference);
        renumbered(self.utterances.iter_mut().map(|said| &mut said.id))
    }

    fn order_findings(&mut self, ranks: &[usize], utterances: &[usize]) {
        for finding in &mut self.findings {
            finding.utterance = finding.utterance.map(|said| utterances[said]);
            finding.evidence.iter_mut().for_each(|evidence| evidence.document = ranks[evidence.document]);
        }
        let place = |finding: &Finding| finding.evidence.first().map(|first| (first.document, first.span.start));
        self.findings.sort_by(|a, b| {
            let gravity = b.severity.cmp(&a.severity).then_with(|| a.code.cmp(&b.code));
            gravity.then_with(|| place(a).cmp(&place(b))).then_with(|| a.message.cmp(&b.message))
        });
    }
}

/// Gives ids their positions; returns for each old one the new one.
fn renumbered<'i>(ids: impl ExactSizeIterator<Item = &'i mut usize>) -> Vec<usize> {
    let mut new = vec![0; ids.len()];
    for (position, id) in ids.enumerate() {
        new[std::mem::replace(id, position)] = position;
    }
    new
}
