//! A table: the entries of a data file.
//!
//! A file is one entry a line, sorted; a line that begins with `#` says what the file holds. A tab parts an entry from
//! what it stands for.

/// The entries of a word list.
pub(crate) fn entries(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// The entries of a table, each with what it stands for.
pub(crate) fn pairs(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    entries(file).filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn the_tables_are_sorted() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lexicon");
        let names = "addressed_verbs.txt agencies.tsv alone.txt limits.txt hedges.txt qualifiers.tsv provenances.tsv promotions.txt after_time.txt audiences.txt byline_words.txt captions.txt \
                     census_names.tsv clipped.txt compound_modifiers.txt contractions.tsv demonyms.txt \
                     events.txt fillers.txt finite.txt function_words.txt gendered_roles.tsv \
                     given_names.tsv groups.txt heads.txt kin.txt labels.txt loaded_cues.txt media.tsv \
                     name_particles.txt name_suffixes.txt negations.txt nicknames.tsv no_men.txt \
                     notices.txt numbers.tsv office_tails.txt offices_not_held.txt organisations.tsv \
                     owners.txt past_offices.txt places.txt ranks.txt relaying_cues.txt role_synonyms.tsv settings.tsv spellings.tsv \
                     starters.txt stop_words.txt tag_verbs.txt texts.tsv title_words.txt titles.tsv \
                     units.tsv unnamed.txt clutter.tsv columns.tsv page_notices.txt \
                     page_notices_begin.txt page_calls.tsv page_counts.txt page_labels.txt";
        for name in names.split(' ') {
            let file = std::fs::read_to_string(folder.join(name)).unwrap();
            let (head, entries): (Vec<&str>, Vec<&str>) = file.lines().partition(|line| line.starts_with('#'));
            let mut sorted = entries.clone();
            sorted.sort_unstable();
            sorted.dedup();
            let corrected = [head, sorted.clone()].concat().join("\n");
            assert!(entries == sorted, "{name} must be sorted, each entry once:\n{corrected}");
        }
    }
}
