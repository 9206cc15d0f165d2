"""Trains the detector's head on the embeddings and writes detector.onnx: the one that ships, and one per fold.

    python3 training/detector.py [--models models] [--compare]

Mean and standard deviation of the embedding over the patches of a window -> standard scaler -> PCA -> logistic
regression, classes balanced. A clip's probability is the highest of its windows. In a cry clip the cry may be anywhere,
so after a first fit on all windows the head is fitted again on those windows of cry clips that it found most cry-like
(a multiple-instance fit, MIL). Each fold's head stands on that fold's own network; neither saw a group of the fold.
A clip's highest decision value is far above what it would be for one window of an unknown clip, so the decision values are
scaled and shifted (Platt 1999) by a logistic regression on those of left-out clips; that is part of the same graph.
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
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

import bundle
import detector_export
import figures
import folds
from embedding import FINAL, fold_folder
from examples import TESTED, Examples
from prepare import HERE, arguments
from windows import highest

WINDOW, HOP = 6, 2
COMPONENTS, STRENGTH = 256, 0.01
MIL_ROUNDS, MIL_SHARE = 2, 0.5
COMPARED = ((4, 1), (4, 2), (6, 1), (6, 2), (8, 2), (10, 3))


def fit(values: np.ndarray, owner: np.ndarray, cry: np.ndarray, components: int = COMPONENTS, strength: float = STRENGTH) -> Pipeline:
    """The head for windows with statistics values [n, 2048] that belong to clips owner; cry says which clips are cries."""
    projection = make_pipeline(StandardScaler(), PCA(components, svd_solver="randomized", random_state=0)).fit(values)
    projected, label = projection.transform(values), cry[owner]
    kept = np.ones(len(values), bool)
    for round_number in range(MIL_ROUNDS + 1):
        regression = LogisticRegression(C=strength, class_weight="balanced", max_iter=2000).fit(projected[kept], label[kept])
        if round_number < MIL_ROUNDS:
            probability = regression.predict_proba(projected)[:, 1]
            kept = ~label | (probability >= MIL_SHARE * highest(probability, owner, len(cry))[owner])
    return Pipeline([*projection.steps, ("regression", regression)])


def head_of(name: str, cache: Path, size: int, hop: int) -> tuple[Pipeline, np.ndarray]:
    """The head of run `name` and the decision values of the labelled clips that it left out (-inf for the others): the clips
    as they are, then their narrow versions."""
    torch.set_num_threads(1)
    examples = Examples(cache, size, hop)
    owner, left_out = examples.owners(), -2 if name == FINAL else int(name)
    values, test_values = examples.statistics(name)
    kept = (examples.fold != left_out)[owner]
    head = fit(values[kept], owner[kept], examples.cry)
    decisions = []
    for part in TESTED:
        tested = examples.fold[examples.test_owner[part]] == left_out
        decisions.append(highest(head.decision_function(test_values[part][tested]), examples.test_owner[part][tested], examples.tested)
                         if tested.any() else np.full(examples.tested, -np.inf))
    return head, np.concatenate(decisions)


def heads_of(names: list[str], cache: Path, size: int, hop: int, jobs: int) -> tuple[list[Pipeline], np.ndarray]:
    """The heads of several runs and the out-of-fold decision value of every labelled clip."""
    with ProcessPoolExecutor(jobs) as pool:
        made = list(pool.map(head_of, names, repeat(cache), repeat(size), repeat(hop)))
    return [head for head, _ in made], np.max([decision for _, decision in made], 0)


def calibrate(head: Pipeline, decision: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Scales and shifts the head's decision so that its probabilities fit those of clips that were left out, both classes
    weighing the same. Returns (scale, shift)."""
    fitted = LogisticRegression(C=1e6, class_weight="balanced").fit(decision[:, None], truth)
    scale, shift = float(fitted.coef_[0, 0]), float(fitted.intercept_[0])
    regression = head.named_steps["regression"]
    regression.coef_, regression.intercept_ = regression.coef_ * scale, regression.intercept_ * scale + shift
    return scale, shift


def calibrated(heads: list[Pipeline], decision: np.ndarray, truth: np.ndarray, fold: np.ndarray) -> np.ndarray:
    """Calibrates each fold's head on the left-out clips of the other folds; returns every clip's probability."""
    probability = np.zeros(len(decision))
    for number, head in enumerate(heads):
        scale, shift = calibrate(head, decision[fold != number], truth[fold != number])
        probability[fold == number] = expit(scale * decision[fold == number] + shift)
    return probability


def report(examples: Examples, probability: np.ndarray, threshold: np.ndarray) -> dict:
    """Prints and returns figures of the pooled out-of-fold predictions, per fold and per origin."""
    truth, fold = examples.cry[:examples.tested], examples.fold[:examples.tested]
    result = {"pooled": figures.summary(truth, probability, threshold),
              "folds": [figures.summary(truth[fold == f], probability[fold == f], threshold[fold == f]) for f in range(folds.FOLDS)], "origins": []}
    origin = np.array([r["origin"] + " " + r["detect_label"] for r in examples.rows[:examples.tested]])
    for name in np.unique(origin):
        called = probability[origin == name] >= threshold[origin == name]
        result["origins"].append({"origin": name, "clips": len(called), "called_cry": float(called.mean())})
    for name, values in [("pooled", result["pooled"]), *((f"fold {f}", v) for f, v in enumerate(result["folds"]))]:
        print(name.ljust(8) + "  ".join(f"{k} {v:.4f}" for k, v in values.items()))
    for entry in result["origins"]:
        print(f"  {entry['origin']:36s} {entry['clips']:4d} clips  called cry {entry['called_cry']:.3f}")
    return result


def write_fold(cache: Path, fold: int, head: Pipeline, examples: Examples, threshold: float) -> None:
    folder = fold_folder(cache, fold)
    fitted = [r for r, f in zip(examples.rows, examples.fold) if f != fold and not r.get("source")]
    detector_export.write(head, folder, threshold, WINDOW, HOP, bundle.training_data(fitted))
    with (folder / "clips.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["path", "label"])
        writer.writerows([r["path"], r["detect_label"]] for r, f in zip(examples.rows[:examples.tested], examples.fold) if f == fold)


def compare(cache: Path, jobs: int) -> None:
    """Out-of-fold figures for other windows."""
    for size, hop in COMPARED:
        examples = Examples(cache, size, hop)
        heads, decision = heads_of([str(f) for f in range(folds.FOLDS)], cache, size, hop, jobs)
        truth, fold = examples.truth_and_fold()
        probability = calibrated(heads, decision, truth, fold)
        values = figures.summary(truth, probability, figures.best_f1_threshold(truth, probability))
        print(f"window {size} hop {hop}: " + "  ".join(f"{k} {v:.4f}" for k, v in values.items()), flush=True)


def main() -> None:
    parser = arguments("Trains the detector's head.")
    parser.add_argument("--models", type=Path, default=HERE.parent / "models", help="where the final model goes")
    parser.add_argument("--compare", action="store_true", help="only compare window lengths")
    parser.add_argument("--jobs", type=int, default=2, help="heads fitted side by side, one thread each")
    options = parser.parse_args()
    if options.compare:
        compare(options.cache, options.jobs)
        return
    examples = Examples(options.cache, WINDOW, HOP)
    heads, decision = heads_of([*map(str, range(folds.FOLDS)), FINAL], options.cache, WINDOW, HOP, options.jobs)
    truth, fold = examples.truth_and_fold()
    probability = calibrated(heads[:-1], decision, truth, fold)
    calibrate(heads[-1], decision, truth)
    # A fold's threshold comes from the other folds, so that figures at a threshold are not chosen on what they measure.
    thresholds = [figures.best_f1_threshold(truth[fold != f], probability[fold != f]) for f in range(folds.FOLDS)]
    chosen = np.array(thresholds)[fold]
    result = report(examples, probability[:examples.tested], chosen[:examples.tested])
    print("The same clips, nothing above 4 kHz:")
    result["narrow"] = report(examples, probability[examples.tested:], chosen[examples.tested:])
    threshold = figures.best_f1_threshold(truth, probability)
    result.update(window=WINDOW, hop=HOP, thresholds=thresholds, threshold=threshold)
    (options.cache / "detector.json").write_text(json.dumps(result, indent=2) + "\n")
    for number, head in enumerate(heads[:-1]):
        write_fold(options.cache, number, head, examples, thresholds[number])
    used = [r for r in examples.rows if not r.get("source")]
    detector_export.write(heads[-1], options.models, threshold, WINDOW, HOP, bundle.training_data(used))
    print(f"wrote {options.models / 'detector.onnx'}, threshold {threshold}")


if __name__ == "__main__":
    main()
