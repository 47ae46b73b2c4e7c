"""Runs the scorers of ../shared/eval over the built command and fails below the floors.

The floors stand one point under what was reached when they were set; raise them with the figures.
"""
import json
import os
import resource
import subprocess
import sys
import tempfile

SHARED = "../shared"
COMMAND = "target/release/misquote"

# scorer, path of the figure in its JSON, the least (or the most) it may be
FLOORS = [
    ("polnear", "rows.direct.attribution.f1", ">=", 0.904),
    ("polnear", "rows.mixed.attribution.f1", ">=", 0.772),
    ("polnear", "rows.indirect.attribution.f1", ">=", 0.542),
    ("polnear", "rows.all.attribution.f1", ">=", 0.653),
    ("polnear", "rows.direct+mixed.attribution.f1", ">=", 0.846),
    ("polnear", "rows.all.content_exact.f1", ">=", 0.568),
    ("polnear", "rows.all.source_accuracy", ">=", 0.925),
    ("polnear", "rows.all.cue_exact", ">=", 0.866),
    ("speakers", "found", ">=", 0.927),
    ("speakers", "speaker_right", ">=", 0.934),
    ("speakers", "speaker_wrong", "<=", 0.055),
    ("speakers", "speaker_unknown", "<=", 0.021),
    ("speakers", "spurious", "<=", 0.014),
    ("speakers", "not_speech_claimed", "<=", 0.11),
    ("speakers", "by_how.pronoun.right", ">=", 0.90),
    ("speakers", "by_how.role.right", ">=", 0.838),
    ("seeds", "kinds.direct.right", ">=", 19),
    ("seeds", "kinds.mixed.right", ">=", 3),
    ("seeds", "kinds.indirect.right", ">=", 16),
    ("seeds", "links_found", ">=", 2),
    ("seeds", "traps_joined", "<=", 0),
    ("seeds", "extra", "<=", 2),
    ("seeds", "conflicting_roles", ">=", 1),
    ("seeds", "conflicting_speakers", "<=", 0),
    ("basil", "links.f1", ">=", 0.875),
    ("basil", "links.precision", ">=", 0.908),
    ("basil", "links.recall", ">=", 0.845),
    ("basil", "paraphrase_recall", ">=", 0.3),
    ("basil", "traps_joined", "<=", 0.058),
    ("basil", "speaker_accuracy", ">=", 0.887),
    ("basil", "speakerless", "<=", 0.015),
    ("basil", "occurrence_recall", ">=", 0.915),
    ("basil", "kinds.truncation.f1", ">=", 0.79),
    ("basil", "kinds.typography.f1", ">=", 0.877),
    ("basil", "kinds.wording.f1", ">=", 0.77),
    ("basil", "alerts.f1", ">=", 0.62),
    ("basil", "alerts.precision", ">=", 0.96),
    ("made", "pairs.f1", ">=", 0.979),
    ("made", "pairs.p", ">=", 0.985),
    ("made", "edits.truncate_short.base", ">=", 0.95),
    ("made", "edits.prefix_distractor.kept_apart", ">=", 0.99),
    ("made", "edits.stump_distractor.kept_apart", ">=", 0.985),
    ("made", "edits.slogan_embed.kept_apart", ">=", 0.99),
    ("made dev", "pairs.f1", ">=", 0.975),
    ("made dev", "pairs.p", ">=", 0.985),
    ("made dev", "edits.truncate_short.base", ">=", 0.95),
    ("made dev", "edits.prefix_distractor.kept_apart", ">=", 0.99),
    ("made dev", "edits.stump_distractor.kept_apart", ">=", 0.985),
    ("made dev", "edits.slogan_embed.kept_apart", ">=", 0.99),
]


def misquote(*arguments, out):
    """Runs the command with its output in a file; findings are no failure."""
    with open(out, "wb") as file:
        status = subprocess.run([COMMAND, *arguments], stdout=file, stderr=subprocess.DEVNULL).returncode
    if status not in (0, 1):
        sys.exit(f"misquote {' '.join(arguments)} ended with status {status}")
    return out


def score(script, *arguments):
    """A scorer's figures."""
    command = [sys.executable, f"{SHARED}/eval/{script}", *arguments, "--json"]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def seeds(report):
    """The scorer's figures on the seeds, and which conflicts were found there: one person's rank, and no speaker."""
    found = score("score_seeds.py", "--gold", f"{SHARED}/seeds/gold.json", "--report", report)
    with open(report, encoding="utf-8") as file:
        codes = [finding["code"] for finding in json.load(file)["findings"]]
    return {
        **found,
        "conflicting_roles": codes.count("conflicting-role"),
        "conflicting_speakers": codes.count("conflicting-speaker"),
    }


def figures(folder):
    dev = f"{SHARED}/corpora/polnear/dev"
    extracted = lambda name, path: misquote("extract", path, "--format", "jsonl", out=f"{folder}/{name}.jsonl")
    checked = lambda name, path: misquote("check", path, "--format", "json", out=f"{folder}/{name}.json")
    return {
        "polnear": score("score_attribution.py", "--gold", dev, "--pred", extracted("dev", f"{dev}/text")),
        "speakers": score(
            "score_speakers.py", "--gold", f"{SHARED}/corpora/speakers/gold.jsonl",
            "--pred", extracted("speakers", f"{SHARED}/corpora/speakers/documents.jsonl"),
        ),
        "seeds": seeds(checked("seeds", f"{SHARED}/seeds")),
        "basil": score(
            "score_utterances.py", "--gold", f"{SHARED}/corpora/basil/gold.jsonl",
            "--report", checked("basil", f"{SHARED}/corpora/basil/documents.jsonl"),
        ),
        "made": grouped(made(folder, "train", 100_000)),
        "made dev": grouped(made(folder, "dev", 100_000)),
    }


def made(folder, split, count, seed=1):
    """A file of made variants of the quotations in one split of PolNeAR."""
    path = f"{folder}/made-{split}-{count}-{seed}.jsonl"
    if not os.path.exists(path):
        script = [sys.executable, f"{SHARED}/eval/make_quote_variants.py", "--polnear", f"{SHARED}/corpora/polnear/{split}"]
        subprocess.run([*script, "--n", str(count), "--seed", str(seed), "--out", path], check=True)
    return path


def groups(quotations, threads):
    """The command's groups of a file of quotations."""
    return misquote("group", quotations, "--threads", str(threads), out=f"{quotations}.groups{threads}")


def grouped(quotations, threads=1):
    """The scorer's figures on the groups of made variants."""
    return score("score_groups.py", quotations, groups(quotations, threads))


def threads_agree(quotations):
    """Whether two threads find the same groups as one, byte for byte."""
    with open(groups(quotations, 1), "rb") as one, open(groups(quotations, 2), "rb") as two:
        return one.read() == two.read()


def own_figures_differ(found):
    """How far the figures of `misquote eval` are from the scorer's, at most."""
    names = {"p": "precision", "r": "recall", "f1": "f1"}
    rates = {"content_exact": "content_exact", "content_token": "content_words", "content_match": "content_match",
             "attribution": "attribution"}
    shares = {"source_accuracy": "source", "cue_exact": "cue_exact", "cue_overlap": "cue_overlap",
              "kind_accuracy": "kind"}
    command = [COMMAND, "eval", "--gold", f"{SHARED}/corpora/polnear/dev", "--format", "json"]
    own = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)["rows"]
    pairs = [(theirs[key], own[row][name]) for row, theirs in found["rows"].items() for key, name in shares.items()]
    pairs += [
        (theirs[key][short], own[row][name][long])
        for row, theirs in found["rows"].items() for key, name in rates.items() for short, long in names.items()
    ]
    return max(abs(a - b) for a, b in pairs)


def model_is_remade(folder):
    """Whether training on the annotated articles makes the model that ships, byte for byte."""
    made = f"{folder}/model.bin"
    misquote("train", "--gold", f"{SHARED}/corpora/polnear/train", "--out", made, out=f"{folder}/train")
    with open(made, "rb") as one, open("src/attribution/model.bin", "rb") as other:
        return one.read() == other.read()


def at(tree, path):
    for key in path.split("."):
        tree = tree[key]
    return tree


def cost(folder):
    """CPU seconds of a check of 4,187 articles, as a multiple of counting their words, and its peak memory."""
    corpus = f"{SHARED}/corpora/allsides/2018.jsonl"

    def cpu(command):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        with open(f"{folder}/cost", "wb") as file:
            subprocess.run(command, stdout=file, stderr=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C"})
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    words, check = cpu(["wc", "-w", corpus]), cpu([COMMAND, "check", corpus, "--format", "json"])
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\ncheck of {corpus}: {check:.1f} s CPU, {check / words:.0f} times wc -w; at most {peak:.0f} MB (no floor)")


def main():
    subprocess.run(["cargo", "build", "--release", "--quiet"], check=True)
    low = 0
    with tempfile.TemporaryDirectory() as folder:
        found = figures(folder)
        for name, path, sign, bound in FLOORS:
            value = at(found[name], path)
            holds = value >= bound if sign == ">=" else value <= bound
            low += not holds
            print(f"{'ok ' if holds else 'LOW'} {name:9} {path:34} {value:7.3f} {sign} {bound}")
        differ, remade = own_figures_differ(found["polnear"]), model_is_remade(folder)
        agree = threads_agree(made(folder, "dev", 100_000))
        low += (differ > 0.001) + (not remade) + (not agree)
        print(f"{'ok ' if differ <= 0.001 else 'LOW'} misquote eval and score_attribution.py differ by {differ:.4f} at most")
        print(f"{'ok ' if remade else 'LOW'} misquote train remakes src/attribution/model.bin")
        print(f"{'ok ' if agree else 'LOW'} misquote group finds the same groups on one thread and two")
        cost(folder)
    print(f"{len(FLOORS) + 3 - low} passed, {low} failed")
    sys.exit(1 if low else 0)


if __name__ == "__main__":
    main()
