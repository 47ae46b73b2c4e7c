#!/usr/bin/env python3
"""Counts what goes wrong with attributions, by cause, against PolNeAR's articles for development.

    .ci/errors.py PREDICTIONS.jsonl        (lines of `misquote extract ../shared/corpora/polnear/dev/text --format jsonl`)

A gold attribution is missed when no found one has at least half of its content, or when that one has another source. Each
miss counts once; MODEL.md shows the table.
"""
import collections, pathlib, sys

SHARED = pathlib.Path(__file__).resolve().parents[2] / "shared"
sys.path.insert(0, str(SHARED / "eval"))
import score_attribution as scorer


def cause(gold, found, pairs):
    """Why an attribution of gold is missed; none where it is not."""
    if gold in pairs:
        other = pairs[gold]
        if scorer.same_source(gold, other):
            return None
        return "another source" if gold.source and other.source else "no source found" if gold.source else "a source where gold has none"
    shared = [(len(gold.content & other.content), other) for other in found if gold.content & other.content]
    if not shared:
        return "nothing found there"
    most, best = max(shared, key=lambda pair: pair[0])
    whole = frozenset().union(*(other.content for _, other in shared))
    if 2 * most >= len(gold.content):
        return "joined with what stands beside it"
    return "split in two or more" if 2 * len(gold.content & whole) >= len(gold.content) else "less than half of it found"


def count(golds, founds, kinds, rows):
    """Adds up the causes for the gold of some kinds, and what was found of these kinds that is not gold."""
    pairs = {golds[i]: founds[j] for i, j in scorer.align(golds, founds)}
    for gold in golds:
        if gold.kind in kinds:
            rows[cause(gold, founds, pairs)] += 1
    used = set(pairs.values())
    for other in founds:
        if other.kind in kinds and other not in used:
            beside = any(other.content & gold.content for gold in golds)
            rows["found, not gold, beside a gold one" if beside else "found where gold has nothing"] += 1


def main():
    gold = scorer.Gold([SHARED / "corpora/polnear/dev"])
    found = scorer.read_predictions(sys.argv[1], gold, collections.Counter())
    quoted = {"direct", "mixed"}
    for name, kinds, looked_at in (("direct and mixed", quoted, quoted), ("indirect", {"indirect"}, set(scorer.KINDS))):
        rows = collections.Counter()
        for stem in gold.docs:
            golds, founds = ([item for item in items if item.kind in looked_at] for items in (gold.items[stem], found[stem]))
            count(golds, founds, kinds, rows)
        right = rows.pop(None, 0)
        print(f"{name}: {right} right")
        for row, number in rows.most_common():
            print(f"  {number:4} {row}")


if __name__ == "__main__":
    sys.exit(main())
