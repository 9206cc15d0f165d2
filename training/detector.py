"""Trains the detector's head on the embeddings and writes detector.onnx: the one that ships, and one per fold of both protocols.

    python3 training/detector.py [--models models] [--head anchored|original] [--compare]

Mean and standard deviation of the embedding over the patches of a window -> one linear function -> probability; see heads.py for
how it is found. A clip's probability is the highest of its windows. Each fold's head stands on that fold's own network; neither
saw a group of the fold. The highest of several decision values is far above what it would be for one window, so they are scaled
and shifted (Platt 1999) to fit those of left-out clips; that is part of the same graph.
"""

import csv
import json
import os
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one thread a process: the order of sums, and so the result, is fixed

import numpy as np
import torch
from scipy.special import expit

import bundle
import detector_export
import figures
import folds
import heads
import runs
from examples import TESTED, Examples, anchor
from heads import Head
from prepare import HERE, arguments
from windows import highest

WINDOW, HOP = 2, 1
ANCHORED, ORIGINAL = "anchored", "original"
COMPARED = ((2, 1), (3, 1), (6, 2))
COMPARED_STRENGTHS = (0.0, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2)


def fit(examples: Examples, name: str, values: np.ndarray, kind: str, strength: float | None = None) -> Head:
    """The head of a run, on the windows with statistics `values` of the rows that it may hear."""
    owner = examples.owners()
    kept = examples.trained(name)[owner]
    if kind == ORIGINAL:
        return heads.original(values[kept], owner[kept], examples.cry)
    start = anchor(examples.cache, name)
    return start if strength == 0 else heads.anchored(values[kept], owner[kept], examples.cry, start, strength or heads.ANCHOR_STRENGTH)


def decisions(examples: Examples, name: str, head: Head, test_values: dict[str, np.ndarray]) -> np.ndarray:
    """The decision value of each clip that a fold's run is tested on (-inf for the others): as they are, then narrow."""
    result = []
    for part in TESTED:
        owner = examples.test_owner[part]
        mine = examples.tested_by(name)[owner]
        result.append(highest(head.decide(test_values[part][mine]), owner[mine], examples.tested))
    return np.concatenate(result)


def head_of(name: str, cache: Path, size: int, hop: int, kind: str) -> tuple[Head, np.ndarray | None]:
    """The head of a run and, for a fold's, the decision values of the clips that it left out."""
    torch.set_num_threads(1)
    examples = Examples(cache, size, hop)
    values, test_values = examples.statistics(name)
    head = fit(examples, name, values, kind)
    return head, None if name == runs.FINAL else decisions(examples, name, head, test_values)


def of_protocol(protocol: str) -> list[str]:
    return [n for n in runs.OF_FOLDS if runs.fold_of(n)[0] == protocol]


def probabilities(made: list[Head], decision: np.ndarray, truth: np.ndarray, fold: np.ndarray) -> tuple[list[Head], np.ndarray]:
    """Each fold's head calibrated on the left-out clips of the other folds, and every clip's probability."""
    probability, calibrated = np.zeros(len(decision)), []
    for number, head in enumerate(made):
        calibrated.append(heads.calibrated(head, decision[fold != number], truth[fold != number]))
        scale = heads.calibrated(Head(np.ones(1), 0.0), decision[fold != number], truth[fold != number])
        probability[fold == number] = expit(scale.decide(decision[fold == number, None]))
    return calibrated, probability


def report(examples: Examples, fold: np.ndarray, probability: np.ndarray, threshold: np.ndarray) -> dict:
    """Prints and returns figures of the pooled out-of-fold predictions, per fold and per origin."""
    truth = examples.cry[:examples.tested]
    result = {"pooled": figures.summary(truth, probability, threshold),
              "folds": [figures.summary(truth[fold == f], probability[fold == f], threshold[fold == f]) for f in range(folds.FOLDS)], "sounds": []}
    sound = np.array([f"{r['origin']} {r.get('sound') or r['detect_label']}" for r in examples.rows[:examples.tested]])
    for name in np.unique(sound):
        called = probability[sound == name] >= threshold[sound == name]
        result["sounds"].append({"sound": name, "clips": len(called), "called_cry": float(called.mean())})
    for name, values in [("pooled", result["pooled"]), *((f"fold {f}", v) for f, v in enumerate(result["folds"]))]:
        print(name.ljust(8) + "  ".join(f"{k} {v:.4f}" for k, v in values.items()))
    print("  called cry: " + ", ".join(f"{e['sound']} {e['called_cry']:.2f} of {e['clips']}" for e in result["sounds"] if e["clips"] >= 15))
    return result


def write_list(path: Path, rows: list[dict]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["path", "label"])
        writer.writerows([r["path"], r["detect_label"]] for r in rows)


def write_fold(examples: Examples, name: str, head: Head, threshold: float) -> None:
    """The bundle of a fold's run, what it is tested on (clips.csv) and what it has heard (trained.csv)."""
    folder, corpus = runs.folder(examples.cache, name), examples.parts[0].rows
    fitted = [r for r, may in zip(examples.rows, examples.trained(name)) if may and not r.get("source")]
    detector_export.write(head, folder, threshold, WINDOW, HOP, bundle.training_data(fitted))
    write_list(folder / "clips.csv", [r for r, mine in zip(corpus, runs.tested_on(corpus, name)) if mine])
    write_list(folder / "trained.csv", [r for r, may in zip(corpus, runs.trained_on(corpus, name)) if may])


def compare(cache: Path) -> None:
    """Figures of left-out clips for other windows and strengths, and for the original's head."""
    torch.set_num_threads(1)
    for size, hop in COMPARED:
        examples = Examples(cache, size, hop)
        for protocol in folds.PROTOCOLS:
            names, truth, fold = of_protocol(protocol), examples.truth(), examples.fold(protocol)
            found: dict[str, list] = {}
            for name in names:
                values, test_values = examples.statistics(name)
                for kind, strength in [(ANCHORED, s) for s in COMPARED_STRENGTHS] + [(ORIGINAL, None)]:
                    found.setdefault(f"{kind} {strength}", []).append(decisions(examples, name, fit(examples, name, values, kind, strength), test_values))
            for what, decision in found.items():
                probability = probabilities([Head(np.ones(1), 0.0)] * len(names), np.max(decision, 0), truth, fold)[1]
                half = examples.tested
                values = [figures.summary(t, p, figures.best_f1_threshold(truth, probability)) for t, p in
                          ((truth[:half], probability[:half]), (truth[half:], probability[half:]))]
                print(f"{protocol} window {size} hop {hop} {what}: " + " | ".join(
                    "  ".join(f"{k} {v[k]:.4f}" for k in ("roc_auc", "recall_at_1pct_false_alarms", "f1")) for v in values), flush=True)


def main() -> None:
    parser = arguments("Trains the detector's head.")
    parser.add_argument("--models", type=Path, default=HERE.parent / "models", help="where the final model goes")
    parser.add_argument("--head", choices=(ANCHORED, ORIGINAL), default=ANCHORED, help="how the head is fitted")
    parser.add_argument("--protocols", default=",".join(folds.PROTOCOLS), help="which folds; the final head needs those by group")
    parser.add_argument("--compare", action="store_true", help="only compare windows and heads")
    parser.add_argument("--jobs", type=int, default=2, help="heads fitted side by side, one thread each")
    options = parser.parse_args()
    if options.compare:
        compare(options.cache)
        return
    examples, results = Examples(options.cache, WINDOW, HOP), {"window": WINDOW, "hop": HOP, "head": options.head}
    truth = examples.truth()
    for protocol in options.protocols.split(","):
        names, fold = of_protocol(protocol), examples.fold(protocol)
        with ProcessPoolExecutor(options.jobs) as pool:
            made, decided = zip(*pool.map(head_of, names, repeat(options.cache), repeat(WINDOW), repeat(HOP), repeat(options.head)))
        decision = np.max(decided, 0)
        made, probability = probabilities(list(made), decision, truth, fold)
        # A fold's threshold comes from the other folds, so that figures at a threshold are not chosen on what they measure.
        thresholds = [figures.best_f1_threshold(truth[fold != f], probability[fold != f]) for f in range(folds.FOLDS)]
        chosen, half = np.array(thresholds)[fold], examples.tested
        result = {"thresholds": thresholds}
        for what, part in (("clips", slice(0, half)), ("narrow", slice(half, None))):
            print(f"Protocol {protocol}, {what}:")
            result[what] = report(examples, fold[:half], probability[part], chosen[part])
        for name, head, threshold in zip(names, made, thresholds):
            write_fold(examples, name, head, threshold)
        if protocol == folds.GROUPS:
            head = heads.calibrated(head_of(runs.FINAL, options.cache, WINDOW, HOP, options.head)[0], decision, truth)
            result["threshold"] = figures.best_f1_threshold(truth, probability)
            detector_export.write(head, options.models, result["threshold"], WINDOW, HOP,
                                  bundle.training_data([r for r in examples.rows if not r.get("source")]))
            print(f"wrote {options.models / 'detector.onnx'}, threshold {result['threshold']}")
        results[protocol] = result
        (options.cache / "detector.json").write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
