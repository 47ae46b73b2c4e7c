//! A group: passages that report one utterance, each linked to the group's head, its longest.
//!
//! In: passages and the links between them. Out: groups. First near-equal passages gather around their longest, then
//! each such group goes to the best longer one that holds it. Everything is linked to the head itself, never through
//! others, so a slogan that two speeches hold does not join the speeches. What only overlaps two longer passages goes
//! to the better one alone.

use super::link::Link;
use std::cmp::Reverse;

/// Passages that report one utterance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// The longest passage.
    pub head: usize,
    /// The others, rising.
    pub members: Vec<usize>,
}

/// Groups passages by their links; `lengths` are the passages' lengths in words.
pub(crate) fn groups(lengths: &[usize], links: &[Link]) -> Vec<Group> {
    let mut order: Vec<usize> = (0..lengths.len()).collect();
    order.sort_by_key(|&passage| (Reverse(lengths[passage]), passage));
    let (up, down) = (by(links, lengths.len(), |link| link.short), by(links, lengths.len(), |link| link.long));
    let heads = gather(&order, &down);
    let tops = rise(&order, &heads, &up);
    collect(&order, &tops, &up)
}

/// The links of every passage, the best first.
fn by(links: &[Link], passages: usize, key: impl Fn(&Link) -> usize) -> Vec<Vec<&Link>> {
    let mut lists = vec![Vec::new(); passages];
    for link in links {
        lists[key(link)].push(link);
    }
    for list in &mut lists {
        list.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.long, a.short).cmp(&(b.long, b.short))));
    }
    lists
}

/// Gathers near-equal passages around the longest: the head of every passage.
fn gather(order: &[usize], down: &[Vec<&Link>]) -> Vec<usize> {
    let mut heads = vec![usize::MAX; order.len()];
    for &passage in order {
        if heads[passage] != usize::MAX {
            continue;
        }
        heads[passage] = passage;
        for link in down[passage].iter().filter(|link| link.near) {
            if heads[link.short] == usize::MAX {
                heads[link.short] = passage;
            }
        }
    }
    heads
}

/// Sends every head to the best longer head that it is linked to: the top of every passage.
fn rise(order: &[usize], heads: &[usize], up: &[Vec<&Link>]) -> Vec<usize> {
    let mut tops: Vec<usize> = (0..order.len()).collect();
    for &passage in order {
        tops[passage] = match heads[passage] {
            head if head == passage => top(passage, &tops, up),
            head if tops[head] == head || linked(passage, tops[head], up) => tops[head],
            head => head,
        };
    }
    tops
}

/// The top of the best link's longer end, if it is linked to that, too; else the longer end itself.
fn top(passage: usize, tops: &[usize], up: &[Vec<&Link>]) -> usize {
    let Some(best) = up[passage].first() else { return passage };
    let through = up[passage].iter().find(|link| tops[link.long] == link.long && link.score >= best.score - 0.05);
    match through {
        Some(link) => link.long,
        None if linked(passage, tops[best.long], up) => tops[best.long],
        None => best.long,
    }
}

fn linked(passage: usize, to: usize, up: &[Vec<&Link>]) -> bool {
    passage == to || up[passage].iter().any(|link| link.long == to)
}

fn collect(order: &[usize], tops: &[usize], up: &[Vec<&Link>]) -> Vec<Group> {
    let mut members = vec![Vec::new(); order.len()];
    for passage in 0..order.len() {
        if tops[passage] != passage && linked(passage, tops[passage], up) {
            members[tops[passage]].push(passage);
        }
    }
    let filled = members.into_iter().enumerate().filter(|(_, members)| !members.is_empty());
    filled.map(|(head, members)| Group { head, members }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slogan_in_two_speeches_joins_neither_to_the_other() {
        let link = |short, long, score| Link { short, long, score, near: false };
        let groups = groups(&[3, 20, 30], &[link(0, 1, 1.0), link(0, 2, 1.1)]);
        assert_eq!(groups, [Group { head: 2, members: vec![0] }]);
    }

    #[test]
    fn near_equal_passages_rise_together() {
        let link = |short, long, near| Link { short, long, score: 1.0, near };
        let links = [link(0, 1, true), link(0, 2, false), link(1, 2, false)];
        assert_eq!(groups(&[9, 10, 30], &links), [Group { head: 2, members: vec![0, 1] }]);
    }
}
