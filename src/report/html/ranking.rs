//! A ranking: of many things with a number each, those with the highest sums. Where a drawing or a list has room for few,
//! each of them asks here.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// At most `count` of the things, those with the highest sum first and, of equals, the one that is less.
pub fn most<T: Ord + Copy>(numbers: impl IntoIterator<Item = (T, usize)>, count: usize) -> Vec<T> {
    let mut sums: BTreeMap<T, usize> = BTreeMap::new();
    numbers.into_iter().for_each(|(thing, number)| *sums.entry(thing).or_default() += number);
    let mut most: Vec<T> = sums.keys().copied().collect();
    most.sort_by_key(|thing| Reverse(sums[thing]));
    most.truncate(count);
    most
}

#[cfg(test)]
mod tests {
    use super::most;

    #[test]
    fn sums_decide_and_then_the_order_of_the_things() {
        let numbers = [(7, 1), (3, 2), (5, 2), (7, 2), (9, 1)];
        assert_eq!(most(numbers, 3), [7, 3, 5]);
        assert_eq!(most(numbers, 9), [7, 3, 5, 9]);
    }
}
