//! A transcript in marks: turns, each behind a label, that an article quotes as one block, every paragraph opened again.
//!
//! In: the quotations of a text. Out: the same without the marks around such blocks, so that the turns are seen for what
//! they are; quotations inside the turns stay. A block is taken for a transcript when two of its paragraphs or more begin
//! with a label in capitals ("ROE: No."). What it gets wrong: a block of notes under headings in capitals.

use super::Quotation;

/// Paragraphs of a block that must begin with a label. Guessed; one proves nothing.
const LEAST_LABELS: usize = 2;
/// Longest label, in characters: guessed; "SEN. JANE ROE (R), CHAIRWOMAN" has 29.
const MOST_LABEL: usize = 40;

/// Drops the marks around transcripts.
pub(super) fn open(text: &str, found: Vec<Quotation>) -> Vec<Quotation> {
    let block = blocks(&found);
    let mut labels = vec![0; found.len()];
    let goes_on = |index: usize| block[index] != index || found[index].parent.is_none() && !found[index].closed;
    for index in (0..found.len()).filter(|index| goes_on(*index)) {
        labels[block[index]] += usize::from(begins_with_label(found[index].content.of(text)));
    }
    if labels.iter().all(|labels| *labels < LEAST_LABELS) {
        return found;
    }
    without(found, |index| labels[block[index]] >= LEAST_LABELS)
}

/// The first quotation of the block that each quotation belongs to.
fn blocks(found: &[Quotation]) -> Vec<usize> {
    let mut block: Vec<usize> = Vec::with_capacity(found.len());
    for (index, quotation) in found.iter().enumerate() {
        block.push(quotation.continues.map_or(index, |before| block[before]));
    }
    block
}

fn begins_with_label(words: &str) -> bool {
    let colon = words.char_indices().take(MOST_LABEL).find(|(_, c)| *c == ':').map_or(0, |(at, _)| at);
    let label = &words[..colon];
    label.chars().filter(|c| c.is_uppercase()).nth(1).is_some() && !label.contains(char::is_lowercase)
}

/// The quotations without the dropped ones; what stood in these stands in nothing.
fn without(found: Vec<Quotation>, dropped: impl Fn(usize) -> bool) -> Vec<Quotation> {
    let mut kept = Vec::with_capacity(found.len());
    let mut place = vec![None; found.len()];
    for (index, quotation) in found.into_iter().enumerate().filter(|(index, _)| !dropped(*index)) {
        place[index] = Some(kept.len());
        let [parent, continues] = [quotation.parent, quotation.continues].map(|other| other.and_then(|at| place[at]));
        kept.push(Quotation { parent, continues, ..quotation });
    }
    kept
}
