//! The table of shared utterances: for every speaker what two or more documents report, how the words begin, and which
//! outlets report them in which form.

use super::{Look, count, visible};
use crate::attribution::Kind;
use crate::report::{Attribution, Member, Report, Utterance};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// Columns of the name of a form, with what stands before it.
const FORM: usize = 14;

/// Writes the table; nothing when nothing is shared.
pub fn write(report: &Report, out: &mut dyn Write, look: Look) -> io::Result<()> {
    if report.utterances.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}\n", look.strong(&format!("{}, by speaker", count(report.utterances.len(), "shared utterance"))))?;
    for (speaker, utterances) in by_speaker(report) {
        writeln!(out, "{}", visible::cut(&visible::line(speaker.unwrap_or("speaker unknown")), look.width))?;
        for utterance in utterances {
            write_utterance(report, utterance, out, look)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Utterances by the speaker's name, those of nobody known last.
fn by_speaker(report: &Report) -> Vec<(Option<&str>, Vec<&Utterance>)> {
    let mut speakers: BTreeMap<(bool, Option<&str>), Vec<&Utterance>> = BTreeMap::new();
    for utterance in &report.utterances {
        let name = utterance.speaker.as_deref();
        speakers.entry((name.is_none(), name)).or_default().push(utterance);
    }
    speakers.into_iter().map(|((_, name), utterances)| (name, utterances)).collect()
}

fn write_utterance(report: &Report, utterance: &Utterance, out: &mut dyn Write, look: Look) -> io::Result<()> {
    let reference = &report.attributions[utterance.reference].attribution;
    writeln!(out, "  {}", words(reference, look.width.saturating_sub(2)))?;
    for (form, outlets) in by_form(report, utterance) {
        let outlets = outlets.into_iter().collect::<Vec<_>>().join(", ");
        for (nth, line) in visible::wrap(&outlets, look.width.saturating_sub(FORM).max(FORM)).iter().enumerate() {
            let form = if nth == 0 { form } else { "" };
            writeln!(out, "    {form:8}  {line}")?;
        }
    }
    Ok(())
}

/// How the words begin, in marks where all of them are quoted, fragments set apart by an ellipsis.
fn words(attribution: &Attribution, columns: usize) -> String {
    let fragments = attribution.content.spans.iter().map(|fragment| fragment.text.trim_end_matches(','));
    let text = visible::line(&fragments.collect::<Vec<_>>().join(" … "));
    if attribution.kind == Kind::Direct {
        format!("“{}”", visible::cut(&text, columns.saturating_sub(2)))
    } else {
        visible::cut(&text, columns)
    }
}

/// The outlets that report an utterance, by form.
fn by_form(report: &Report, utterance: &Utterance) -> Vec<(&'static str, BTreeSet<String>)> {
    let forms = [(Kind::Direct, "direct"), (Kind::Mixed, "mixed"), (Kind::Indirect, "indirect")];
    let outlets = |kind| -> BTreeSet<String> {
        let of_kind = |member: &&Member| report.attributions[member.attribution].attribution.kind == kind;
        utterance.members.iter().filter(of_kind).map(|member| outlet(report, utterance, member)).collect()
    };
    forms.map(|(kind, name)| (name, outlets(kind))).into_iter().filter(|(_, outlets)| !outlets.is_empty()).collect()
}

/// The outlet of a member, with the speaker it names where that is another than the utterance's.
fn outlet(report: &Report, utterance: &Utterance, member: &Member) -> String {
    let placed = &report.attributions[member.attribution];
    let outlet = visible::line(&report.documents[placed.document].outlet);
    match other_speaker(&report.attributions[utterance.reference].attribution, &placed.attribution) {
        Some(name) => format!("{outlet} ({})", visible::line(name)),
        None => outlet,
    }
}

/// The name of whom `attribution` is ascribed to, if that is not whom the reference is ascribed to.
fn other_speaker<'r>(reference: &Attribution, attribution: &'r Attribution) -> Option<&'r str> {
    let (theirs, ours) = (reference.speaker.as_ref()?, attribution.speaker.as_ref()?);
    let same = if theirs.id.is_some() && ours.id.is_some() { theirs.id == ours.id } else { theirs.name == ours.name };
    if same { None } else { ours.name.as_deref() }
}
