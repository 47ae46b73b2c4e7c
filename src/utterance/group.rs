//! A group: passages that report one utterance, in order from the fullest.
//!
//! In: passages and the links between them. Out: groups; and the same gathered around heads, for what is laid against the
//! fullest report must be linked to it. First passages that are nearly equal are gathered, through each
//! other too, for a slip in the fullest must not part the rest from it. Then each such set goes as a whole to the one
//! fuller set that holds it best. A set never goes to two, so a slogan that two speeches hold does not join the
//! speeches, and what only overlaps two fuller passages goes to the better one alone.

use super::link::Link;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Groups passages by their links, each passage in one group at most; of two the fuller one has the higher number. What
/// is linked to nothing is left out.
pub(crate) fn groups(passages: usize, links: &[Link]) -> Vec<Vec<usize>> {
    collected(&tops(passages, links))
}

/// For every passage the fullest of its group; itself, where it is linked to nothing.
pub(crate) fn tops(passages: usize, links: &[Link]) -> Vec<usize> {
    let heads = gathered(passages, links);
    let mut tops = best(&heads, links);
    // A head's fuller one has its own top already, when the fullest come first.
    for head in (0..passages).rev().filter(|&passage| heads[passage] == passage) {
        tops[head] = tops[tops[head]];
    }
    heads.into_iter().map(|head| tops[head]).collect()
}

/// The fullest of the passages that each is nearly equal to, perhaps through others.
fn gathered(passages: usize, links: &[Link]) -> Vec<usize> {
    let mut trees: Vec<usize> = (0..passages).collect();
    for link in links.iter().filter(|link| link.near) {
        let (a, b) = (root(&mut trees, link.short), root(&mut trees, link.long));
        trees[a.min(b)] = a.max(b);
    }
    (0..passages).map(|passage| root(&mut trees, passage)).collect()
}

/// The root of a passage's tree, its fullest; the way to it is halved for the next time.
fn root(trees: &mut [usize], mut at: usize) -> usize {
    while trees[at] != at {
        trees[at] = trees[trees[at]];
        at = trees[at];
    }
    at
}

/// For every head, the head of the fuller set that one of its own is best linked to; itself, if there is none.
fn best(heads: &[usize], links: &[Link]) -> Vec<usize> {
    let mut best: Vec<usize> = (0..heads.len()).collect();
    let mut scores = vec![f32::NEG_INFINITY; heads.len()];
    for link in links {
        let (a, b) = (heads[link.short], heads[link.long]);
        let (small, full) = (a.min(b), a.max(b));
        if small != full && (link.score, full) > (scores[small], best[small]) {
            (scores[small], best[small]) = (link.score, full);
        }
    }
    best
}

fn collected(tops: &[usize]) -> Vec<Vec<usize>> {
    let mut groups = vec![Vec::new(); tops.len()];
    for (passage, &top) in tops.iter().enumerate().rev() {
        groups[top].push(passage);
    }
    groups.retain(|members| members.len() > 1);
    groups
}

/// The same groups, each parted so that everything is linked to the first of its part: to the fullest of the group, else
/// to the passage of the group that it is best linked to. A passage may be the first of one part and in another.
pub(crate) fn around_heads(groups: Vec<Vec<usize>>, links: &[Link], passages: usize) -> Vec<Vec<usize>> {
    let mut tops = vec![usize::MAX; passages];
    groups.iter().for_each(|group| group.iter().for_each(|&passage| tops[passage] = group[0]));
    let mut places: Vec<Option<(bool, f32, usize)>> = vec![None; passages];
    for link in links.iter().filter(|link| tops[link.short] == tops[link.long]) {
        for (passage, other) in [(link.short, link.long), (link.long, link.short)] {
            let place = (other == tops[passage], link.score, other);
            if places[passage].is_none_or(|there| better(place, there)) {
                places[passage] = Some(place);
            }
        }
    }
    groups.into_iter().flat_map(|group| parts(&group, &places)).collect()
}

fn better(place: (bool, f32, usize), there: (bool, f32, usize)) -> bool {
    place.0.cmp(&there.0).then(place.1.total_cmp(&there.1)).then(there.2.cmp(&place.2)).is_gt()
}

/// The parts of a group, of which everything goes to its place, the fuller of the two first.
fn parts(group: &[usize], places: &[Option<(bool, f32, usize)>]) -> Vec<Vec<usize>> {
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let rank: FxHashMap<usize, usize> = group.iter().enumerate().map(|(rank, &passage)| (passage, rank)).collect();
    for (at, &passage) in group.iter().enumerate().skip(1) {
        let Some((_, _, other)) = places[passage] else { continue };
        let (first, second) = (at.min(rank[&other]), at.max(rank[&other]));
        parts.entry(first).or_insert_with(|| vec![group[first]]).push(group[second]);
    }
    parts.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(short: usize, long: usize, score: f32, near: bool) -> Link {
        Link { short, long, score, near }
    }

    #[test]
    fn a_slogan_in_two_speeches_joins_neither_to_the_other() {
        let groups = groups(3, &[link(0, 1, 1.0, false), link(0, 2, 1.1, false)]);
        assert_eq!(groups, [vec![2, 0]]);
    }

    #[test]
    fn near_equal_passages_rise_together() {
        let links = [link(0, 1, 1.0, true), link(0, 2, 1.0, false), link(1, 2, 1.0, false)];
        assert_eq!(groups(3, &links), [[2, 1, 0]]);
    }

    #[test]
    fn a_slip_in_the_fullest_does_not_part_the_others_from_it() {
        let links = [link(0, 1, 1.0, true), link(1, 2, 1.0, true)];
        assert_eq!(groups(3, &links), [[2, 1, 0]]);
    }

    #[test]
    fn what_is_not_linked_to_the_fullest_is_laid_against_another() {
        let links = [link(1, 2, 1.0, true), link(2, 3, 1.0, true), link(0, 3, 1.0, false)];
        let whole = groups(4, &links);
        assert_eq!(whole, [[3, 2, 1, 0]]);
        assert_eq!(around_heads(whole, &links, 4), [vec![3, 2, 0], vec![2, 1]]);
    }

    #[test]
    fn what_is_linked_to_nothing_is_in_no_group() {
        assert_eq!(groups(2, &[]), Vec::<Vec<usize>>::new());
    }
}
