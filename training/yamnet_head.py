"""Trains the head of the original system: YAMNet's embedding -> mean and standard deviation over the clip -> standard scaler ->
PCA (256) -> logistic regression (balanced, saga, 2000 iterations), as it stands, on the corpus' clips as they are.

    python3 training/yamnet_head.py [--models models]

Writes models/yamnet/ (the head alone: YAMNet's weights are no part of the repository), and with `cryapi import-yamnet`
and the teacher's file whole bundles to measure: cache/folds/yamnet-groups/ and cache/folds/yamnet-origins/ (five folds each,
see folds.py, with clips.csv, what a fold is tested on, and trained.csv, what it has heard) and cache/folds/yamnet-class20/
(YAMNet's own score of "Baby cry, infant cry", the highest patch counting: no training but the threshold). Then the first and the
last of these are judged by the code that serves; the figures of the first go into models/yamnet/manifest.json.
"""

import json
import tempfile
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import processor

processor.prepare()

import numpy as np
from sklearn.decomposition import PCA
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

import bundle
import dataset
import detector_export
import figures
import folds
import heads
import measure
import serving
from pool import TEACHER, teacher_outputs
from prepare import HERE, arguments
from teacher import BABY_CRY, Teacher
from windows import highest, statistics

WINDOW, HOP = 24, 12  # patches; the longest clip of the corpus has 24, so that each is one window, as in the original
COMPONENTS, ITERATIONS = 256, 2000
NAME, CLASS_SCORE = "yamnet", "yamnet-class20"


def fit(values: np.ndarray, cry: np.ndarray, components: int = COMPONENTS) -> Pipeline:
    """The head for clips with statistics values [n, 2048]. saga does not converge in the original's 2000 iterations, which works as
    an early stop: fitted to the end, the head ranks left-out clips a little worse."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return make_pipeline(
            StandardScaler(), PCA(components, svd_solver="randomized", random_state=0),
            LogisticRegression(class_weight="balanced", solver="saga", max_iter=ITERATIONS, random_state=0)).fit(values, cry)


def as_head(fitted: Pipeline) -> heads.Head:
    return heads.multiplied_out(fitted[:2], fitted[2].coef_[0], float(fitted[2].intercept_[0]))


def out_of_fold(rows: list[dict], values: np.ndarray, cry: np.ndarray, protocol: str, jobs: int) -> tuple[list[Pipeline], np.ndarray, np.ndarray]:
    """The heads of a protocol's folds, every clip's fold, and its probability by the head of that fold."""
    fold = folds.of_clips(rows, protocol)
    heard = [folds.trained_on(rows, fold, f) for f in range(folds.FOLDS)]
    with ProcessPoolExecutor(jobs) as pool:
        heads = list(pool.map(fit, (values[h] for h in heard), (cry[h] for h in heard)))
    probability = np.zeros(len(rows))
    for number, head in enumerate(heads):
        probability[fold == number] = head.predict_proba(values[fold == number])[:, 1]
    return heads, fold, probability


def write_folds(cache: Path, models: Path, protocol: str, rows: list[dict], heads: list[Pipeline], fold: np.ndarray, thresholds: list[float]) -> None:
    """A complete bundle per fold, beside the lists of what it is tested on and what it has heard."""
    for number, (head, threshold) in enumerate(zip(heads, thresholds)):
        heard = [r for r, h in zip(rows, folds.trained_on(rows, fold, number)) if h]
        folder = cache / "folds" / f"{NAME}-{protocol}" / f"fold-{number}"
        with tempfile.TemporaryDirectory() as made:
            detector_export.write(as_head(head), Path(made), threshold, WINDOW, HOP, bundle.training_data(heard), NAME)
            serving.run("import-yamnet", TEACHER, "--head", made, "--models", models, "--out", folder)
        folds.write_list(folder / "clips.csv", [r for r, f in zip(rows, fold) if f == number])
        folds.write_list(folder / "trained.csv", heard)


def report(name: str, truth: np.ndarray, probability: np.ndarray, threshold: np.ndarray | float) -> None:
    values = figures.summary(truth, probability, threshold)
    print(f"{name:16s}" + "  ".join(f"{k} {v:.4f}" for k, v in values.items()), flush=True)


def judged(cache: Path, name: str, *choice: object) -> list[dict]:
    """The figures of `cryapi evaluate` for the manifest; the whole report stays beside the bundles."""
    folder = cache / "folds" / name
    serving.run("evaluate", cache / "wav", "--stage", "detection", *choice, "--report", folder / "report.json", "--scores", folder / "scores.csv")
    return measure.figures(json.loads((folder / "report.json").read_text()))


def main() -> None:
    parser = arguments("Trains the original system's head on YAMNet's embeddings.")
    parser.add_argument("--models", type=Path, default=HERE.parent / "models", help="the bundle whose folder yamnet/ is written")
    parser.add_argument("--jobs", type=int, default=2, help="heads fitted side by side, one thread each")
    options = parser.parse_args()
    part = dataset.load(options.cache, dataset.CLIPS)
    embeddings, scores = teacher_outputs(options.cache, part, dataset.CLIPS, Teacher(TEACHER))
    labelled = np.array([r["detect_label"] in folds.LABELLED for r in part.rows])
    rows = [r for r, keep in zip(part.rows, labelled) if keep]
    cry = np.array([r["detect_label"] == "cry" for r in rows])
    values = statistics(np.asarray(embeddings), np.stack((part.patch_start[:-1], part.patch_start[1:]), 1)[labelled])

    chosen = 0.0
    for protocol in folds.PROTOCOLS:
        heads, fold, probability = out_of_fold(rows, values, cry, protocol, options.jobs)
        # A fold's threshold comes from the other folds, so that figures at a threshold are not chosen on what they measure.
        thresholds = [figures.best_f1_threshold(cry[fold != f], probability[fold != f]) for f in range(folds.FOLDS)]
        report(f"{NAME}-{protocol}", cry, probability, np.array(thresholds)[fold])
        write_folds(options.cache, options.models, protocol, rows, heads, fold, thresholds)
        if protocol == folds.GROUPS:
            chosen = figures.best_f1_threshold(cry, probability)
    detector_export.write(as_head(fit(values, cry)), options.models / NAME, chosen, WINDOW, HOP, bundle.training_data(rows), NAME)

    score = highest(np.asarray(scores[:, BABY_CRY], np.float64), part.clip_of_patch, len(part.rows))[labelled]
    threshold = figures.best_f1_threshold(cry, score)
    report(CLASS_SCORE, cry, score, threshold)
    serving.run("import-yamnet", TEACHER, "--score", BABY_CRY, "--threshold", threshold, "--models", options.models,
                "--out", options.cache / "folds" / CLASS_SCORE)

    judged(options.cache, CLASS_SCORE, "--models", options.cache / "folds" / CLASS_SCORE)
    found = judged(options.cache, f"{NAME}-{folds.GROUPS}", "--folds", options.cache / "folds" / f"{NAME}-{folds.GROUPS}")
    entry = json.loads((options.models / NAME / "manifest.json").read_text())["stages"]["detector"]
    bundle.update_stage(options.models / NAME, "detector", {**entry, "figures": found})


if __name__ == "__main__":
    main()
