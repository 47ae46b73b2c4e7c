"""Prints every figure of the matcher on made variants of real quotations: 100,000 and a million of the train split, 100,000
of the dev split, with seeds it was not tuned on; time, growth and memory, and rensa on the million in the same run.

    python3 -m venv target/rensa && target/rensa/bin/pip install rensa
    cargo build --release && python3 .ci/matching.py

A million quotations take some minutes of rensa and about 4 GB. Times are CPU seconds of the whole command: reading,
grouping and writing; rensa's are of matching alone. Without rensa its rows are left out. Fails where a figure of cost is
beyond its bound, which leaves room for noise: with other work on both cores they were 2.8 to 3.8, 1.05 to 1.10 and 545 to 630.
"""
import json
import math
import os
import subprocess
import sys

from scores import COMMAND, SHARED, at, made, score

FOLDER = "target/matching"
RENSA = "target/rensa/bin/python"
FIGURES = [
    "pairs.f1", "pairs.p", "pairs.r", "edits.truncate_short.base", "edits.truncate_short.any",
    "edits.prefix_distractor.kept_apart", "edits.stump_distractor.kept_apart", "edits.slogan_embed.kept_apart",
]

# Times as much CPU as rensa takes at least, exponent of growth from 100,000 to a million, bytes a quotation at a million.
LEAST_RATIO, MOST_GROWTH, MOST_BYTES = 2.2, 1.15, 700


def group(quotations, threads=1):
    """Groups a file: where the answer is, and what it cost, in CPU seconds and peak bytes."""
    answer = f"{quotations}.groups{threads}"
    with open(answer, "wb") as file:
        child = subprocess.Popen([COMMAND, "group", quotations, "--threads", str(threads)], stdout=file)
        _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"misquote group {quotations} ended with status {status}")
    return answer, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def show(name, quotations, answer):
    found = score("score_groups.py", quotations, answer)
    figures = "  ".join(f"{path.removeprefix('edits.')} {at(found, path):.4f}" for path in FIGURES)
    print(f"{name:24} {figures}", flush=True)


def rensa(name, quotations):
    """CPU seconds of rensa on the same file, its groups scored; none where it is not installed."""
    if not os.path.exists(RENSA):
        return None
    answer = f"{quotations}.rensa"
    command = [RENSA, f"{SHARED}/peers/match/peers.py", "rensa", quotations, "--out", answer]
    told = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    show(f"{name} (rensa)", quotations, answer)
    return told["cpu_s"]


def measure(name, split, count, seed):
    """Groups and scores made variants, and tells what it cost; returns the file, the CPU seconds and bytes a quotation."""
    quotations = made(FOLDER, split, count, seed)
    answer, seconds, peak = group(quotations)
    show(name, quotations, answer)
    print(f"{name:24} {seconds:.1f} s CPU, {count / seconds:,.0f} quotations a second, {peak / count:.0f} bytes each", flush=True)
    return quotations, seconds, peak / count


def same(one, two):
    with open(one, "rb") as first, open(two, "rb") as second:
        return first.read() == second.read()


def main():
    os.makedirs(FOLDER, exist_ok=True)
    small = [measure(f"{split} 100k, seed {seed}", split, 100_000, seed) for split in ["train", "dev"] for seed in [1, 7]]
    large, seconds, size = measure("train 1M, seed 1", "train", 1_000_000, 1)
    growth = math.log10(seconds / small[0][1])
    print(f"growth from 100k to 1M: number of quotations to the power of {growth:.3f}", flush=True)
    theirs = rensa("train 1M, seed 1", large)
    ratio = theirs / seconds if theirs else math.inf
    if theirs:
        print(f"train 1M, seed 1: rensa {theirs:.1f} s CPU, {ratio:.2f} times as much", flush=True)
    agree = same(f"{large}.groups1", group(large, 2)[0])
    print("one thread and two agree:", agree)
    sys.exit(0 if agree and ratio >= LEAST_RATIO and growth <= MOST_GROWTH and size <= MOST_BYTES else 1)


if __name__ == "__main__":
    main()
