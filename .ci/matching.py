"""Prints every figure of the matcher on made variants of real quotations: 100,000 and a million of the train split, 100,000
of the dev split, with seeds it was not tuned on; time, growth and memory, and rensa on the same files in the same run.

    python3 -m venv target/rensa && target/rensa/bin/pip install rensa
    cargo build --release && python3 .ci/matching.py

A million quotations take some minutes of rensa and about 4 GB. Times are CPU seconds of the whole command: reading,
grouping and writing; rensa's are of matching alone. Without rensa its rows are left out.
"""
import json
import math
import os
import subprocess
import sys

from scores import COMMAND, SHARED, at, groups, made, score, threads_agree

FOLDER = "target/matching"
RENSA = "target/rensa/bin/python"
FIGURES = [
    "pairs.f1", "pairs.p", "pairs.r", "edits.truncate_short.base", "edits.truncate_short.any",
    "edits.prefix_distractor.kept_apart", "edits.stump_distractor.kept_apart", "edits.slogan_embed.kept_apart",
]


def show(name, quotations, answer):
    found = score("score_groups.py", quotations, answer)
    figures = "  ".join(f"{path.removeprefix('edits.')} {at(found, path):.4f}" for path in FIGURES)
    print(f"{name:24} {figures}", flush=True)


def cost(quotations):
    """CPU seconds and peak bytes of grouping a file, in a process of its own."""
    script = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True);"
        "u = resource.getrusage(resource.RUSAGE_CHILDREN); print(u.ru_utime + u.ru_stime, u.ru_maxrss * 1024)"
    )
    command = [sys.executable, "-c", script, COMMAND, "group", quotations, "--threads", "1"]
    seconds, peak = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.split()
    return float(seconds), int(peak)


def rensa(name, quotations):
    """CPU seconds of rensa on the same file, its groups scored; none where it is not installed."""
    if not os.path.exists(RENSA):
        return None
    answer = f"{quotations}.rensa"
    command = [RENSA, f"{SHARED}/peers/match/peers.py", "rensa", quotations, "--out", answer]
    told = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    show(f"{name} (rensa)", quotations, answer)
    return told["cpu_s"]


def speed(name, count, quotations):
    seconds, peak = cost(quotations)
    print(f"{name:24} {seconds:.1f} s CPU, {count / seconds:,.0f} quotations a second, {peak / count:.0f} bytes each", flush=True)
    theirs = rensa(name, quotations)
    if theirs:
        print(f"{name:24} rensa {theirs:.1f} s CPU, {theirs / seconds:.2f} times as much", flush=True)
    return seconds


def main():
    os.makedirs(FOLDER, exist_ok=True)
    for split, seed in [("train", 1), ("train", 7), ("dev", 1), ("dev", 7)]:
        quotations = made(FOLDER, split, 100_000, seed)
        show(f"{split} 100k, seed {seed}", quotations, groups(quotations, 1))
    large = made(FOLDER, "train", 1_000_000)
    show("train 1M, seed 1", large, groups(large, 1))
    print("one thread and two agree:", threads_agree(large))
    few, many = speed("100k", 100_000, made(FOLDER, "train", 100_000)), speed("1M", 1_000_000, large)
    print(f"growth from 100k to 1M: number of quotations to the power of {math.log10(many / few):.3f}")


if __name__ == "__main__":
    main()
