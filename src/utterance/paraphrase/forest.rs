//! A forest: shallow trees of yes-or-no questions about a pair of statements, whose answers add up to how likely it is
//! that the two are one utterance.
//!
//! In: the measures of pairs, and of each whether it is one utterance; or a forest learned before, as text. Out: the sum
//! for a pair. Learned by gradient boosting of the logistic loss with Newton's steps (Friedman 2001; Chen and Guestrin
//! 2016): every tree answers for what those before it left open, and sees only a part of the pairs (Friedman 2002), so that
//! no pair is learned by heart. The same pairs in the same order make the same forest.

/// What is measured of a pair.
pub(super) type Measures = [f32; 18];

/// Questions asked of a pair in one tree.
const DEPTH: usize = 3;
const QUESTIONS: usize = (1 << DEPTH) - 1;
/// How many trees, how much of each counts, the least pairs in a leaf, and what draws a leaf to nothing: the best of
/// eight settings on basil, by the links on events not learned from.
const TREES: usize = 160;
const RATE: f64 = 0.05;
const LEAST: usize = 10;
const DRAW: f64 = 6.0;
/// What part of the pairs a tree learns from.
const SEEN: f64 = 0.7;

/// Trees and what they add to.
#[derive(Debug)]
pub(super) struct Forest {
    base: f32,
    trees: Vec<Tree>,
}

/// A full tree: question 0, below it 1 for no and 2 for yes, and so on.
#[derive(Debug)]
struct Tree {
    /// "Is this measure greater than that?"
    questions: [(usize, f32); QUESTIONS],
    leaves: [f32; QUESTIONS + 1],
}

impl Forest {
    /// How likely a pair is one utterance: the higher the more, 0 for even odds.
    pub(super) fn sum(&self, measures: &Measures) -> f32 {
        self.base + self.trees.iter().map(|tree| tree.leaves[tree.leaf(measures)]).sum::<f32>()
    }

    /// A forest from its lines; none if a line is broken.
    pub(super) fn parse(text: &str) -> Option<Forest> {
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let base = lines.next()?.parse().ok()?;
        Some(Forest { base, trees: lines.map(Tree::parse).collect::<Option<_>>()? })
    }

    /// The lines that [`Forest::parse`] reads: the base, then a tree a line, its questions and its leaves.
    pub(super) fn to_text(&self) -> String {
        let trees: String = self.trees.iter().map(Tree::to_line).collect();
        format!("{}\n{trees}", self.base)
    }

    /// Learns from pairs of which it is known whether they are one utterance.
    pub(super) fn learn(pairs: &[(Measures, bool)]) -> Forest {
        let one = pairs.iter().filter(|(_, one)| *one).count().max(1) as f64;
        let base = (one / (pairs.len() as f64 - one).max(1.0)).ln() as f32;
        let mut sums = vec![f64::from(base); pairs.len()];
        let mut trees = Vec::new();
        for nth in 0..TREES {
            let seen: Vec<usize> = (0..pairs.len()).filter(|&pair| drawn(nth, pair) < SEEN).collect();
            let tree = Tree::learn(&Open::new(pairs, &sums), &seen);
            let told = pairs.iter().map(|(measures, _)| f64::from(tree.leaves[tree.leaf(measures)]));
            sums.iter_mut().zip(told).for_each(|(sum, more)| *sum += more);
            trees.push(tree);
        }
        Forest { base, trees }
    }
}

/// A number from 0 to 1, always the same for a tree and a pair (SplitMix64: Steele, Lea and Flood 2014).
fn drawn(tree: usize, pair: usize) -> f64 {
    let mut mixed = ((tree as u64) << 32 | pair as u64).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    (mixed ^ mixed >> 31) as f64 / u64::MAX as f64
}

/// What the trees so far leave open of every pair.
struct Open<'p> {
    pairs: &'p [(Measures, bool)],
    /// How far the answer is from the truth, and how fast it changes with the sum.
    steps: Vec<Step>,
}

#[derive(Clone, Copy, Default)]
struct Step {
    off: f64,
    bend: f64,
}

impl std::ops::AddAssign for Step {
    fn add_assign(&mut self, more: Step) {
        self.off += more.off;
        self.bend += more.bend;
    }
}

impl Step {
    /// How much better the pairs of a leaf are answered for, by the best leaf for them.
    fn gain(self) -> f64 {
        self.off * self.off / (self.bend + DRAW)
    }

    fn less(self, other: Step) -> Step {
        Step { off: self.off - other.off, bend: self.bend - other.bend }
    }
}

impl<'p> Open<'p> {
    fn new(pairs: &'p [(Measures, bool)], sums: &[f64]) -> Self {
        let step = |((_, one), sum): (&(Measures, bool), &f64)| {
            let likely = 1.0 / (1.0 + (-sum).exp());
            Step { off: f64::from(u8::from(*one)) - likely, bend: likely * (1.0 - likely) }
        };
        Open { pairs, steps: pairs.iter().zip(sums).map(step).collect() }
    }

    fn total(&self, among: &[usize]) -> Step {
        let mut total = Step::default();
        among.iter().for_each(|at| total += self.steps[*at]);
        total
    }

    fn measure(&self, at: usize, which: usize) -> f32 {
        self.pairs[at].0[which]
    }

    /// The question that parts these pairs best, if any parts them into two leaves.
    fn question(&self, among: &[usize]) -> Option<(usize, f32)> {
        let measures = 0..self.pairs.first()?.0.len();
        let best = measures.filter_map(|which| self.bound(among, which).map(|(gain, bound)| (gain, which, bound)));
        let best = best.reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.filter(|(gain, ..)| *gain > self.total(among).gain()).map(|(_, which, bound)| (which, bound))
    }

    /// Where one measure parts these pairs best, and what that gains.
    fn bound(&self, among: &[usize], which: usize) -> Option<(f64, f32)> {
        let mut sorted = among.to_vec();
        sorted.sort_by(|a, b| self.measure(*a, which).total_cmp(&self.measure(*b, which)));
        let (total, mut low) = (self.total(among), Step::default());
        let mut best = None;
        for (at, pair) in sorted.windows(2).enumerate() {
            low += self.steps[pair[0]];
            let [below, above] = [pair[0], pair[1]].map(|at| self.measure(at, which));
            let gain = low.gain() + total.less(low).gain();
            let filled = at + 1 >= LEAST && sorted.len() - at > LEAST;
            if filled && below < above && best.is_none_or(|(most, _)| gain > most) {
                best = Some((gain, (below + above) / 2.0));
            }
        }
        best
    }
}

impl Tree {
    /// Which leaf a pair comes to.
    fn leaf(&self, measures: &Measures) -> usize {
        let mut at = 0;
        while let Some((which, bound)) = self.questions.get(at) {
            at = 2 * at + 1 + usize::from(measures[*which] > *bound);
        }
        at - QUESTIONS
    }

    fn learn(open: &Open, seen: &[usize]) -> Tree {
        let mut tree = Tree { questions: [(0, f32::INFINITY); QUESTIONS], leaves: [0.0; QUESTIONS + 1] };
        tree.grow(open, 0, seen);
        tree
    }

    fn grow(&mut self, open: &Open, at: usize, among: &[usize]) {
        if at >= QUESTIONS {
            let total = open.total(among);
            self.leaves[at - QUESTIONS] = (RATE * total.off / (total.bend + DRAW)) as f32;
            return;
        }
        let (which, bound) = open.question(among).unwrap_or((0, f32::INFINITY));
        self.questions[at] = (which, bound);
        let (yes, no): (Vec<usize>, Vec<usize>) = among.iter().partition(|pair| open.measure(**pair, which) > bound);
        self.grow(open, 2 * at + 1, &no);
        self.grow(open, 2 * at + 2, &yes);
    }

    fn parse(line: &str) -> Option<Tree> {
        let mut fields = line.split('\t');
        let mut tree = Tree { questions: [(0, 0.0); QUESTIONS], leaves: [0.0; QUESTIONS + 1] };
        for question in &mut tree.questions {
            let (which, bound) = fields.next()?.split_once('>')?;
            *question = (which.parse().ok().filter(|which| *which < Measures::default().len())?, bound.parse().ok()?);
        }
        for leaf in &mut tree.leaves {
            *leaf = fields.next()?.parse().ok()?;
        }
        fields.next().is_none().then_some(tree)
    }

    fn to_line(&self) -> String {
        let questions = self.questions.iter().map(|(which, bound)| format!("{which}>{bound}"));
        let leaves = self.leaves.iter().map(f32::to_string);
        questions.chain(leaves).collect::<Vec<String>>().join("\t") + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One utterance where exactly one of two measures is high: no sum of weights can tell that.
    fn either() -> Vec<(Measures, bool)> {
        let pair = |at: usize| {
            let (a, b) = (at % 2, at / 2 % 2);
            let mut measures = Measures::default();
            (measures[0], measures[1]) = (a as f32 + at as f32 / 1000.0, b as f32);
            (measures, (a == 1) != (b == 1) || at == 0)
        };
        (0..200).map(pair).collect()
    }

    #[test]
    fn a_forest_tells_what_it_learned() {
        let (pairs, forest) = (either(), Forest::learn(&either()));
        let right = pairs[1..].iter().filter(|(measures, one)| (forest.sum(measures) > 0.0) == *one).count();
        assert_eq!(right, pairs.len() - 1);
    }

    #[test]
    fn a_forest_reads_what_it_wrote() {
        let forest = Forest::learn(&either());
        let text = forest.to_text();
        let again = Forest::parse(&format!("# a remark\n{text}")).expect("what was written");
        assert_eq!(again.to_text(), text);
        assert_eq!(either().iter().map(|(m, _)| again.sum(m)).sum::<f32>(), {
            either().iter().map(|(m, _)| forest.sum(m)).sum::<f32>()
        });
        for broken in [
            "",
            "x",
            "0\n1>2",
            &text.replace('>', "<"),
            &text.replacen("\n0>", "\n99>", 1),
            &text.replacen('\t', "\t0>1\t", 1),
        ] {
            assert!(Forest::parse(broken).is_none() || broken == text, "{broken:.40}");
        }
    }

    #[test]
    fn nothing_to_learn_from_is_no_fault() {
        assert!(Forest::learn(&[]).sum(&Measures::default()).is_finite());
    }
}
