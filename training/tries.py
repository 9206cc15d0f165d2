"""The table of tries: is there anything in these clips that tells the type of a cry of a family that was not heard before?

    python3 training/tries.py [--repeats 5] [--jobs 2]

Writes cache/reports/tries.json, from which card.py fills the table of training/CLASSIFIER.md. Every row: `donateacry`, five grouped folds,
assigned anew in every repeat, nothing tuned but where it says so. Columns: balanced accuracy and macro ROC-AUC (mean and standard deviation
over the repeats), the AUC of each type; what the votes lower the log-loss by when every type counts the same, with the best slope chosen in
hindsight (nats; calibration.py chooses it beforehand); p, the share of 1000 permutations of the types between families of equal size that
reach the balanced accuracy, and the AUC, with the predictions as they are; and what the same model, trained on all of `donateacry`, makes of
the other families: AUC of each type on the uploads with a type that were dropped from the corpus (`donateacry_raw`), and on `infants_cry_id`.

Predictions as they are do not tell what training makes of chance, so discriminant analyses, which are fast, and the simple model with the
smallest p of the AUC are trained again on permuted types (--retrained): the honest test of "better than chance", but for being the best of many.
"""

import json
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import processor

processor.prepare()

import numpy as np
from scipy.stats import rankdata
from sklearn.metrics import roc_auc_score

import calibration
import classifier_folds
import tries_features
import tries_models
from classifier_model import LABELS
from prepare import arguments
from tries_features import Material

HOME, WEAK, OTHER = classifier_folds.ORIGIN, "donateacry_raw", classifier_folds.OTHER
PERMUTATIONS = 1000
RETRAINED = ("LDA, shrunk", "LDA, shrunk, of 64 components")  # trained in a blink


def figures(votes: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray]:
    """Balanced accuracy and the AUC of each type (NaN for one that is absent) of votes [clips, types]."""
    named = votes.argmax(1)
    present = [k for k in range(votes.shape[1]) if 0 < (labels == k).sum() < len(labels)]
    recall = np.mean([(named[labels == k] == k).mean() for k in present])
    return float(recall), np.array([roc_auc_score(labels == k, votes[:, k]) if k in present else np.nan for k in range(votes.shape[1])])


def hindsight(votes: np.ndarray, labels: np.ndarray) -> float:
    """Most that votes [repeats, clips, types] can lower the log-loss by, every type counting the same: slope and centre from these very clips."""
    weights, unusual, _ = calibration.centred(votes, labels)
    return max(0.0, calibration.loss(weights, unusual, labels, 0) - calibration.best_slope(weights, unusual, labels)[1])


def permuted(labels: np.ndarray, groups: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Types with whole families' types changed between families with as many clips."""
    members = [np.flatnonzero(groups == group) for group in np.unique(groups)]
    result = labels.copy()
    for size in {len(m) for m in members}:
        alike = [m for m in members if len(m) == size]
        for target, source in zip(alike, rng.permutation(len(alike))):
            result[target] = labels[alike[source]]
    return result


def chance(votes: np.ndarray, labels: np.ndarray, groups: np.ndarray, recall: float, auc: float) -> tuple[float, float]:
    """p of balanced accuracy and macro AUC of votes [repeats, clips, types]."""
    rng, better = np.random.default_rng(0), np.zeros(2)
    ranks = rankdata(votes, axis=1)  # once: an AUC is a sum of ranks
    named = votes.argmax(2)
    for _ in range(PERMUTATIONS):
        drawn = permuted(labels, groups, rng)
        recalls, aucs = [], []
        for k in range(votes.shape[2]):
            own = drawn == k
            recalls.append((named[:, own] == k).mean())
            positive = own.sum()
            aucs.append((ranks[:, own, k].sum(1) - positive * (positive + 1) / 2).mean() / (positive * (len(own) - positive)))
        better += np.array([np.mean(recalls) >= recall - 1e-12, np.mean(aucs) >= auc - 1e-12])
    return tuple(((1 + better) / (1 + PERMUTATIONS)).tolist())


def fitted(make, train: np.ndarray, labels: np.ndarray, test: np.ndarray, groups: np.ndarray) -> np.ndarray:
    return make().fit(train, labels).predict_proba(test)


def left_out(predict, values: np.ndarray, home: Material, repeats: int, extra: tuple | None = None, labels: np.ndarray | None = None) -> np.ndarray:
    """Votes [repeats, clips, types] for left-out clips. `extra`: further values and labels for every training."""
    labels = home.clips.labels if labels is None else labels
    votes = np.zeros((repeats, len(labels), len(LABELS)))
    for fold in classifier_folds.assign(home.clips, repeats):
        train, known, groups = values[~fold.tested], labels[~fold.tested], home.clips.groups[~fold.tested]
        if extra is not None:
            train, known, groups = np.concatenate((train, extra[0])), np.concatenate((known, extra[1])), np.concatenate((groups, extra[2]))
        if np.bincount(known, minlength=len(LABELS)).min() < 2:
            votes[fold.repeat, fold.tested] = 1 / len(LABELS)  # a permutation may leave a type out
            continue
        votes[fold.repeat, fold.tested] = predict(train, known, values[fold.tested], groups)
    return votes


def elsewhere(predict, values: np.ndarray, material: Material, origin: str) -> dict[str, float]:
    """AUC of each type on the families of another origin, of a model trained on all of HOME."""
    origins = np.array([row["origin"] for row in material.clips.rows])
    labels, groups, home = material.clips.labels, material.clips.groups, origins == HOME
    there = (origins == origin) & ~np.isin(groups, groups[home])
    return dict(zip(LABELS, figures(predict(values[home], labels[home], values[there], groups[home]), labels[there])[1].tolist()))


def attempts() -> list[tuple[str, str, object, bool]]:
    """(features, model, prediction, whether the uploads that were dropped from the corpus are learnt from too)."""
    simple = {name: partial(fitted, make) for name, make in tries_models.SIMPLE.items()}
    found = [(features, name, predict, False) for features in (
        "111 features", "CryNet, mean", "CryNet, mean and sd", "YAMNet, mean", "YAMNet, mean and sd", "111 features and CryNet's mean",
        "111 features, less the family's mean", "CryNet, mean, less the family's mean") for name, predict in simple.items()]
    found += [("acoustics", name, predict, False) for name, predict in simple.items() if "64" not in name]
    found += [("acoustics", "LDA, shrunk", partial(fitted, tries_models.small_discriminant), False)]
    found += [(features, name, simple[name], True) for features in ("111 features", "CryNet, mean") for name in ("logistic, C 0.01", "SVM, C 1", "forest, 300 trees")]
    plain = lambda train, labels, test, groups, **more: tries_models.ensemble(train, labels, test, **more)  # noqa: E731
    found += [("111 features", "ensemble, clips as they are", plain, False), ("111 features", "ensemble, without SMOTE", partial(plain, is_balanced=False), False),
              ("111 features and CryNet's mean", "ensemble, clips as they are", plain, False),
              ("111 features", "ensemble, settings tuned by grouped folds", lambda train, labels, test, groups: tries_models.tuned(train, labels, groups, test), False)]
    return found


def attempt(index: int, cache: Path, repeats: int, retrained: int) -> dict:
    features, model, predict, is_weak = attempts()[index]
    material, started = tries_features.read(cache), time.time()
    origins = np.array([row["origin"] for row in material.clips.rows])
    home, values = material.where(origins == HOME), material.sets[features]
    own, labels, groups = values[origins == HOME], home.clips.labels, home.clips.groups
    weak = (origins == WEAK) & ~np.isin(material.clips.groups, groups)
    votes = left_out(predict, own, home, repeats, (values[weak], material.clips.labels[weak], material.clips.groups[weak]) if is_weak else None)
    row = summary(votes, labels, groups) | {"features": features, "model": model + (", and dropped uploads" if is_weak else "")}
    if not is_weak and "family" not in features:
        row |= {"dropped": elsewhere(predict, values, material, WEAK), "other": elsewhere(predict, values, material, OTHER)}
    if retrained and model in RETRAINED and not is_weak:
        row |= trained_again(predict, own, home, row, retrained)
    print(f"{row['features']}, {row['model']}: {row['balancedAccuracy']:.3f}, {row['auc']:.3f}, {time.time() - started:.0f} s", flush=True)
    return row


def trained_again(predict, values: np.ndarray, home: Material, row: dict, permutations: int) -> dict:
    """p of balanced accuracy and AUC of a model that is trained on permuted types too, and the means of these."""
    labels, rng, null = home.clips.labels, np.random.default_rng(1), []
    for _ in range(permutations):
        drawn = permuted(labels, home.clips.groups, rng)
        null.append([np.nanmean(x) for x in figures(left_out(predict, values, home, 1, labels=drawn)[0], drawn)])
    null = np.array(null)
    return {"retrained": [float((1 + (null[:, i] >= row[name]).sum()) / (1 + permutations)) for i, name in enumerate(("balancedAccuracy", "auc"))],
            "null": null.mean(0).tolist()}


def again(row: dict, cache: Path, permutations: int) -> dict:
    """The row of a simple model, trained again on permuted types."""
    material = tries_features.read(cache)
    home = np.array([r["origin"] == HOME for r in material.clips.rows])
    predict = partial(fitted, tries_models.SIMPLE[row["model"]])
    return row | trained_again(predict, material.sets[row["features"]][home], material.where(home), row, permutations)


def summary(votes: np.ndarray, labels: np.ndarray, groups: np.ndarray) -> dict:
    """One row's figures of votes [repeats, clips, types] for left-out clips."""
    found = [figures(v, labels) for v in votes]
    recalls, aucs = np.array([r for r, _ in found]), np.array([a for _, a in found])
    p = chance(votes, labels, groups, recalls.mean(), aucs.mean())
    return {"balancedAccuracy": float(recalls.mean()), "balancedAccuracyDeviation": float(recalls.std(ddof=1)), "auc": float(aucs.mean()),
            "aucDeviation": float(aucs.mean(1).std(ddof=1)), "aucs": dict(zip(LABELS, aucs.mean(0).tolist())), "gain": hindsight(votes, labels), "p": list(p)}


def main() -> None:
    parser = arguments("The table of tries.")
    parser.add_argument("--repeats", type=int, default=5, help="fold assignments")
    parser.add_argument("--retrained", type=int, default=100, help="permutations with which fast models are trained again")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    tries_features.read(options.cache)  # makes what is missing, once
    with ProcessPoolExecutor(options.jobs) as pool:
        run = partial(attempt, cache=options.cache, repeats=options.repeats, retrained=options.retrained)
        rows = list(pool.map(run, range(len(attempts()))))
    best = min((i for i, row in enumerate(rows) if row["model"] in tries_models.SIMPLE), key=lambda i: rows[i]["p"][1])
    if options.retrained and "retrained" not in rows[best]:
        rows[best] = again(rows[best], options.cache, options.retrained)
    with np.load(options.cache / "classifier_votes.npz") as kept:
        rows.append(summary(kept["votes"], kept["label"], kept["group"]) | {"features": "111 features", "model": "**the ensemble that ships**"})
    reports = options.cache / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    (reports / "tries.json").write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
