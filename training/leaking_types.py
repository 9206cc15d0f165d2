"""The original system's own protocol for the cry type, for comparison only: versions of one clip stand on both sides of the split.

    python3 training/leaking_types.py [--seeds 5]

As the original has it: every clip as it is, again as it is, two semitones up and down, and at 0.9 and 1.1 of its tempo; of all these rows,
at random, 80 % are trained on (with SMOTE) and 20 % tested. The graphs are run by the code that serves. Writes cache/reports/leaking_types.json.
"""

import json
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import processor

processor.prepare()

import numpy as np
from sklearn.metrics import balanced_accuracy_score, f1_score
from sklearn.model_selection import train_test_split

import classifier_bundle
import classifier_data
import classifier_folds
import serving
from classifier_model import SEED, Ensemble
from prepare import arguments


def run(features: np.ndarray, labels: np.ndarray, clip: np.ndarray, rows: list[dict], seed: int) -> dict:
    """One random split of rows [n, 111], of which `clip` tells the clip."""
    train, test = train_test_split(np.arange(len(labels)), test_size=0.2, random_state=seed)
    ensemble = Ensemble.fit(features[train], labels[train])
    with tempfile.TemporaryDirectory() as folder:
        classifier_bundle.write_bundle(Path(folder), ensemble, rows)
        named = serving.run_stage(Path(folder), "classifier", features[test]).argmax(1)
    found = {"rows": len(test), "accuracy": float((named == labels[test]).mean()), "balancedAccuracy": float(balanced_accuracy_score(labels[test], named)),
             "macroF1": float(f1_score(labels[test], named, average="macro")), "hungry": float((labels[test] == ensemble.types.index("hungry")).mean()),
             "versionsInTraining": float(np.isin(clip[test], clip[train]).mean())}
    print(f"seed {seed}: {found}", flush=True)
    return found


def main() -> None:
    parser = arguments("The original system's leaking protocol.")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    clips = classifier_data.read_versions(options.cache).typed([classifier_folds.ORIGIN])
    twice = np.concatenate((clips.versions[:, :1], clips.versions), 1)
    count = twice.shape[1]
    rows, labels, clip = twice.reshape(-1, twice.shape[2]), np.repeat(clips.labels, count), np.repeat(np.arange(len(clips.rows)), count)
    with ProcessPoolExecutor(options.jobs) as pool:
        found = list(pool.map(run, *zip(*[(rows, labels, clip, clips.rows, SEED + seed) for seed in range(options.seeds)])))
    reports = options.cache / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    (reports / "leaking_types.json").write_text(json.dumps({"clips": len(clips.rows), "rows": len(labels), "seeds": found}, indent=1) + "\n")


if __name__ == "__main__":
    main()
