//! What is reported differently: for every utterance that findings are about, who said it, who reports it when and in
//! which form, and the fullest wording with the words of the others laid beneath.
//!
//! In: a report. Out: text, the gravest first, and the numbers by which findings refer to it. Of many utterances the
//! first are shown and the rest is counted.

use super::collation::{self, LABEL, Row, Version};
use super::{Look, count, visible};
use crate::attribution::Kind;
use crate::report::{Attribution, Difference, Finding, Member, Passage, Provenance, Report, Utterance};
use crate::utterance::DifferenceKind;
use anstyle::{AnsiColor, Style};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Utterances shown where not all are asked for. Guessed: what somebody reads in one sitting.
const MOST: usize = 40;
/// Reports of one utterance that are listed. Guessed.
const MOST_MEMBERS: usize = 12;
/// Columns before everything about an utterance.
const INDENT: usize = 3;

/// Which utterances to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Utterances {
    /// None.
    None,
    /// The first forty that findings are about.
    #[default]
    Told,
    /// All that are shared.
    All,
}

/// The utterances that are shown, in that order.
pub struct Shown<'r> {
    report: &'r Report,
    utterances: Vec<&'r Utterance>,
    /// How many more findings are about.
    more: usize,
}

impl<'r> Shown<'r> {
    /// Chooses what to show: those that findings are about, the gravest first; then the others, if all are asked for.
    pub fn new(report: &'r Report, which: Utterances) -> Self {
        let mut seen = BTreeSet::new();
        let told = report.findings.iter().filter_map(|finding| finding.utterance).filter(|id| seen.insert(*id));
        let mut ids: Vec<usize> = if which == Utterances::None { Vec::new() } else { told.collect() };
        if which == Utterances::All {
            ids.extend((0..report.utterances.len()).filter(|id| seen.insert(*id)));
        }
        let more = if which == Utterances::Told { ids.len().saturating_sub(MOST) } else { 0 };
        ids.truncate(ids.len() - more);
        Shown { report, utterances: ids.into_iter().filter_map(|id| report.utterances.get(id)).collect(), more }
    }

    /// The number under which the utterance of a finding is shown.
    pub fn numbers(&self) -> FxHashMap<usize, usize> {
        self.utterances.iter().zip(1..).map(|(utterance, number)| (utterance.id, number)).collect()
    }

    /// Writes them; nothing where there are none.
    pub fn write(&self, out: &mut dyn Write, look: Look) -> io::Result<()> {
        if self.utterances.is_empty() {
            return Ok(());
        }
        writeln!(out, "{}", look.strong("Who reports what"))?;
        let legend = "Beneath the fullest wording (A) stand the words that others have instead; – for words left out.";
        for line in visible::wrap(legend, look.width) {
            writeln!(out, "{line}")?;
        }
        writeln!(out)?;
        for (utterance, number) in self.utterances.iter().zip(1..) {
            Said { report: self.report, utterance }.write(number, out, look)?;
            writeln!(out)?;
        }
        if self.more > 0 {
            writeln!(out, "{} more with findings; --utterances all shows them\n", self.more)?;
        }
        Ok(())
    }
}

/// One utterance of a report.
struct Said<'r> {
    report: &'r Report,
    utterance: &'r Utterance,
}

impl<'r> Said<'r> {
    fn write(&self, number: usize, out: &mut dyn Write, look: Look) -> io::Result<()> {
        let width = look.width.saturating_sub(INDENT);
        let heading = visible::wrap(&visible::line(&self.heading()), width.max(INDENT));
        for (nth, line) in heading.iter().enumerate() {
            let number = if nth == 0 { format!("{number} ") } else { String::new() };
            writeln!(out, "{}", look.strong(&format!("{number:<INDENT$}{line}")))?;
        }
        let members = self.members();
        for (nth, member) in members.iter().take(MOST_MEMBERS).enumerate() {
            self.write_member(&letter(nth), member, out, look)?;
        }
        if members.len() > MOST_MEMBERS {
            writeln!(out, "{:INDENT$}and {}", "", count(members.len() - MOST_MEMBERS, "further report"))?;
        }
        writeln!(out)?;
        self.write_words(&members, out, look)
    }

    /// All who are said to have spoken, that of the fullest report first.
    fn names(&self) -> Vec<&'r str> {
        let mut names: Vec<&str> = Vec::new();
        for member in self.members() {
            let name = self.speaker(member);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// All who are said to have spoken, and how many report it.
    fn heading(&self) -> String {
        let documents = self.utterance.members.iter().map(|member| self.document(member));
        let outlets: BTreeSet<&str> = documents.clone().map(|document| document.outlet.as_str()).collect();
        let owners: BTreeSet<&str> =
            documents.map(|document| document.owner.as_deref().unwrap_or(&document.outlet)).collect();
        let same =
            if owners.len() < outlets.len() { format!(" of {}", count(owners.len(), "owner")) } else { String::new() };
        let paraphrase = match self.utterance.kind {
            crate::utterance::UtteranceKind::Verbatim => "",
            crate::utterance::UtteranceKind::Paraphrase => ", in other words",
        };
        let independent = match self.utterance.independent {
            0 => String::new(),
            alone if alone < owners.len() => format!(", {}", count(alone, "independent report")),
            _ => String::new(),
        };
        format!("{} ({}{same}{independent}{paraphrase})", self.names().join(" / "), count(outlets.len(), "outlet"))
    }

    /// The reports, the fullest first, then by date.
    fn members(&self) -> Vec<&'r Member> {
        let mut members: Vec<&Member> = self.utterance.members.iter().collect();
        members.sort_by_key(|member| {
            let date = self.document(member).date;
            (member.attribution != self.utterance.reference, date.is_none(), date, member.attribution)
        });
        members
    }

    fn attribution(&self, member: &Member) -> &'r Attribution {
        &self.report.attributions[member.attribution].attribution
    }

    fn document(&self, member: &Member) -> &'r crate::report::Document {
        &self.report.documents[self.report.attributions[member.attribution].document]
    }

    /// The name across documents, else the one the document gives.
    fn speaker(&self, member: &Member) -> &'r str {
        let speaker = self.attribution(member).speaker.as_ref();
        let known = speaker.and_then(|speaker| self.report.speakers.get(speaker.id?)).map(|known| known.name.as_str());
        known.or(speaker.and_then(|speaker| speaker.name.as_deref())).unwrap_or("speaker unknown")
    }

    /// `B  The Harrow Review, 2022-11-13, quoted: Rory Flett; "said" for "claimed"`
    fn write_member(&self, letter: &str, member: &Member, out: &mut dyn Write, look: Look) -> io::Result<()> {
        let fullest = (member.attribution == self.utterance.reference).then(|| "the fullest".to_owned());
        let earliest = self.is_earliest(member).then(|| "the earliest dated".to_owned());
        let notes = std::iter::once(self.published(member)).chain(earliest).chain(fullest).chain(notes(member));
        let text = visible::line(&notes.collect::<Vec<_>>().join("; "));
        write_beside(letter, &text, out, look)
    }

    /// Whether all other reports have a later date.
    fn is_earliest(&self, member: &Member) -> bool {
        let date = self.document(member).date;
        let others = self.utterance.members.iter().filter(|other| other.attribution != member.attribution);
        date.is_some() && others.into_iter().all(|other| self.document(other).date > date)
    }

    /// Outlet, date and form of a report and, where there are several, who is said to have spoken.
    fn published(&self, member: &Member) -> String {
        let document = self.document(member);
        let date = document.date.map(|date| format!(", {date}")).unwrap_or_default();
        let form = match self.attribution(member).kind {
            Kind::Direct => "quoted",
            Kind::Mixed => "quoted in part",
            Kind::Indirect => "reported",
        };
        let speaker = if self.names().len() > 1 { format!(": {}", self.speaker(member)) } else { String::new() };
        let first = member.aligned.own.first();
        let lifted = first.and_then(|first| self.report.lifted(document.id, first));
        let lifted = lifted.map(|lifted| format!(" ({lifted})")).unwrap_or_default();
        let way = member.provenance.as_ref().map(came).unwrap_or_default();
        format!("{}{date}, {form}{way}{lifted}{speaker}", document.outlet)
    }

    fn write_words(&self, members: &[&Member], out: &mut dyn Write, look: Look) -> io::Result<()> {
        let version =
            |(nth, member): (usize, &&Member)| Version { letter: letter(nth), text: words(&member.aligned.own) };
        let versions: Vec<Version> = members.iter().take(MOST_MEMBERS).enumerate().map(version).collect();
        let Some((fullest, others)) = versions.split_first() else { return Ok(()) };
        let (rows, unlike) = collation::collation(fullest, others, look.width.saturating_sub(INDENT));
        for row in &rows {
            writeln!(out, "{:INDENT$}{}", "", painted(row, look).trim_end())?;
        }
        unlike.iter().try_for_each(|version| write_beside(&version.letter, &visible::line(&version.text), out, look))
    }
}

/// A letter and what it stands for, in as many lines as that needs.
fn write_beside(letter: &str, text: &str, out: &mut dyn Write, look: Look) -> io::Result<()> {
    for (nth, line) in visible::wrap(text, look.width.saturating_sub(INDENT + LABEL).max(LABEL)).iter().enumerate() {
        let letter = if nth == 0 { letter } else { "" };
        writeln!(out, "{:INDENT$}{letter:LABEL$}{line}", "")?;
    }
    Ok(())
}

/// "A" to "L".
fn letter(nth: usize) -> String {
    ('A'..='Z').nth(nth).map(String::from).unwrap_or_default()
}

/// The words of all stretches.
fn words(stretches: &[Passage]) -> String {
    let texts: Vec<&str> = stretches.iter().map(|stretch| stretch.text.as_str()).collect();
    texts.join(" ").trim_end_matches(',').to_owned()
}

/// How an outlet came by the words: ", in an interview with CNN".
fn came(provenance: &Provenance) -> String {
    let way = provenance.way.map(|way| format!(", in {way}")).unwrap_or_default();
    let medium = match &provenance.medium {
        Some(_) if provenance.own => ", told the outlet itself".to_owned(),
        Some(medium) => format!(", told {medium}"),
        None => String::new(),
    };
    format!("{way}{medium}")
}

/// What a member has otherwise, its words aside.
fn notes(member: &Member) -> impl Iterator<Item = String> {
    let mut told = BTreeSet::new();
    let note = |difference: &Difference| match difference.kind {
        DifferenceKind::SpeakerRole => Some(format!("role: {}", difference.detail)),
        DifferenceKind::Addressee => Some(format!("said to {}", difference.detail)),
        DifferenceKind::Occasion if difference.detail.starts_with("in ") => Some(format!("said {}", difference.detail)),
        DifferenceKind::Occasion => Some(format!("said on {}", difference.detail)),
        DifferenceKind::CueStance | DifferenceKind::Truncation => Some(difference.detail.clone()),
        _ => None,
    };
    member.differences.iter().filter_map(note).filter(move |note| told.insert(note.clone()))
}

/// A row with its label; what differs stands out where colour is used.
fn painted(row: &Row, look: Look) -> String {
    let style = if look.colour && !row.fullest { AnsiColor::Yellow.on_default() } else { Style::new() };
    format!("{:LABEL$}{style}{}{style:#}", row.label, row.text)
}

/// How many shared utterances have findings, how many are alike wherever they are printed, and how many of these in
/// copies of one report alone.
pub fn agreement(report: &Report) -> String {
    let told: BTreeSet<usize> = report.findings.iter().filter_map(|finding: &Finding| finding.utterance).collect();
    let alike = |utterance: &&Utterance| {
        let differences = utterance.members.iter().flat_map(|member| &member.differences);
        !told.contains(&utterance.id) && differences.into_iter().all(|difference| is_harmless(difference.kind))
    };
    let alike: Vec<&Utterance> = report.utterances.iter().filter(alike).collect();
    let rest = report.utterances.len() - told.len() - alike.len();
    let outlet = |member: &Member| &report.documents[report.attributions[member.attribution].document].outlet;
    let outlets = |said: &Utterance| said.members.iter().map(outlet).collect::<BTreeSet<&String>>().len();
    let copied = alike.iter().filter(|said| said.independent == 1 && outlets(said) > 1).count();
    let copied = if copied == 0 { String::new() } else { format!(" ({copied} from one report only)") };
    format!("{} with findings, {} alike{copied}, {rest} with small differences", told.len(), alike.len())
}

/// True for a cut at an end, marks, and whether words are quoted or reported.
fn is_harmless(kind: DifferenceKind) -> bool {
    use DifferenceKind::{Brackets, Ellipsis, Form, Truncation, Typography};
    matches!(kind, Brackets | Ellipsis | Form | Truncation | Typography)
}
