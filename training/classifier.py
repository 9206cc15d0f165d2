"""Trains the cry type classifier: the ensembles of a repeated cross-validation, their calibration, and models/classifier.onnx.

    python3 training/classifier.py [--repeats 5] [--jobs 2]

Needs training/cache/wav (training/prepare.py) and the built command line (`dotnet publish src/Cli -c Release -o artifacts/cryapi`). Writes
  cache/folds/classification/repeat-R/fold-K/   one bundle a fold, for `cryapi evaluate --stage classification --folds …`
  cache/folds/classification-origins/fold-K/    trained on one origin, tested on the other
  cache/reports/classifier.json                 what was fitted, agreement of graph and model
  models/classifier.onnx, models/manifest.json  the model trained on every clip
"""

import json
import pickle
import shutil
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import processor

processor.prepare()

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

import bundle
import calibration
import classifier_data
import folds
import serving
from calibration import Calibration
from classifier_data import Clips
from classifier_model import FEATURES, LABELS, SEED, Ensemble
from measure import SHARED_TYPES
from prepare import HERE, arguments

ORIGIN = "donateacry"
OTHER = "infants_cry_id"
TOLERANCE = 1e-5
OUTPUTS = {
    "probabilities": "Mean of the probabilities of a random forest, an RBF support vector machine, 3 nearest neighbours and XGBoost, in the order "
                     "of the labels; sums to 1.",
    "posterior": "Probability of each type before anything else is known (uniform prior), calibrated on families left out of training; sums to 1.",
    "prediction_set": "1 for the types that belong to the conformal prediction set, 0 for the others.",
}


def tensor(name: str, types: list[str]) -> dict:
    return {"name": name, "shape": [-1, len(types)], "description": OUTPUTS[name]}


def entry(rows: list[dict], types: list[str], is_calibrated: bool) -> dict:
    """The manifest's entry of a classifier trained on these rows."""
    calibrated = {"posterior": tensor("posterior", types), "predictionSet": tensor("prediction_set", types), "coverage": calibration.COVERAGE}
    return {
        "name": "cry-type-ensemble", "version": "1.0.0", "file": "classifier.onnx",
        "input": {"name": "features", "shape": [-1, FEATURES],
                  "description": "The 111 cry features of mono audio at 16 kHz, each the mean over its frames: MFCC 40, chroma 12, "
                                 "mel power 40, spectral contrast 7, tonnetz 6, zero-crossing rate, RMS, spectral centroid, "
                                 "bandwidth and roll-off (Hz), flatness."},
        "output": tensor("probabilities", types), "labels": types, "defaultThreshold": 0.6, "window": None,
        **({"calibration": calibrated} if is_calibrated else {}),
        "training": bundle.training_data(rows), "figures": [],
    }


def write_bundle(folder: Path, ensemble: Ensemble, rows: list[dict], calibrated: Calibration | None = None) -> Path:
    """Writes classifier.onnx and its manifest entry; returns the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "classifier.onnx"
    path.write_bytes(ensemble.to_onnx("Type of an infant's cry, from 111 features.", calibrated).SerializeToString())
    bundle.update_stage(folder, "classifier", entry(rows, ensemble.types, calibrated is not None))
    return path


def write_lists(folder: Path, train: Clips, test: Clips) -> None:
    """What a fold's bundle is tested on and what it has heard."""
    folds.write_list(folder / "clips.csv", test.rows)
    folds.write_list(folder / "trained.csv", train.rows)


@dataclass(frozen=True)
class Fold:
    """One training of the cross-validation: which clips are left out."""

    repeat: int
    number: int
    tested: np.ndarray

    def folder(self, root: Path) -> Path:
        return root / f"repeat-{self.repeat}" / f"fold-{self.number}"


def assign(clips: Clips, repeats: int) -> list[Fold]:
    """Grouped folds, spread by type as evenly as families allow, assigned anew in every repeat."""
    found = []
    for repeat in range(repeats):
        splitter = StratifiedGroupKFold(folds.FOLDS, shuffle=True, random_state=SEED + repeat)
        for number, (_, test) in enumerate(splitter.split(clips.features, clips.labels, clips.groups)):
            found.append(Fold(repeat, number, np.isin(np.arange(len(clips.rows)), test)))
    return found


def train(clips: Clips) -> Ensemble:
    """An ensemble that has learnt from all versions of these clips."""
    return Ensemble.fit(*clips.learnt(), types=clips.types)


def train_fold(clips: Clips, fold: Fold, folder: Path) -> np.ndarray:
    """Trains without the fold's clips, keeps the ensemble in the folder and returns its votes for them."""
    ensemble = train(clips.where(~fold.tested))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ensemble.pickle").write_bytes(pickle.dumps(ensemble))
    print(f"repeat {fold.repeat}, fold {fold.number}: {(~fold.tested).sum()} + {fold.tested.sum()} clips, {len(ensemble.selected)} features", flush=True)
    return ensemble.predict_proba(clips.features[fold.tested])


def cross_validate(clips: Clips, repeats: int, root: Path, jobs: int) -> np.ndarray:
    """Trains every fold and writes its bundle, calibrated on the votes for the clips that it does not test. Returns the votes for left-out
    clips [repeats, clips, types]."""
    shutil.rmtree(root, ignore_errors=True)
    trained = assign(clips, repeats)
    votes = np.zeros((repeats, len(clips.rows), len(clips.types)))
    with ProcessPoolExecutor(jobs) as pool:
        results = pool.map(train_fold, [clips] * len(trained), trained, [f.folder(root) for f in trained])
        for fold, found in zip(trained, results):
            votes[fold.repeat, fold.tested] = found
    for fold in trained:
        folder, heard = fold.folder(root), clips.where(~fold.tested)
        kept = folder / "ensemble.pickle"
        calibrated = calibration.fit(votes[:, ~fold.tested], heard.labels, heard.groups)
        write_bundle(folder, pickle.loads(kept.read_bytes()), heard.rows, calibrated)
        write_lists(folder, heard, clips.where(fold.tested))
        kept.unlink()
    return votes


def cross_origins(typed: Clips, root: Path) -> None:
    """Trains on one origin and tests on the other, both ways. Only the first has all five types."""
    shutil.rmtree(root, ignore_errors=True)
    for number, (here, there, types) in enumerate(((ORIGIN, OTHER, LABELS), (OTHER, ORIGIN, list(SHARED_TYPES)))):
        folder, heard = root / f"fold-{number}", typed.typed([here], types)
        write_bundle(folder, train(heard), heard.rows)
        write_lists(folder, heard, typed.typed([there], list(SHARED_TYPES)))


def check_parity(models: Path, ensemble: Ensemble, calibrated: Calibration, features: np.ndarray) -> dict:
    """Holds the graph, run by the code that serves, against the Python model on every clip."""
    votes = ensemble.predict_proba(features)
    served = {name: serving.run_stage(models, "classifier", features, name) for name in OUTPUTS}
    differences = {name: float(np.abs(served[name] - expected).max())
                   for name, expected in (("probabilities", votes), ("posterior", calibrated.posterior(votes)))}
    # A vote within rounding of a threshold may fall to either side.
    clear = np.abs(votes - calibrated.thresholds) > TOLERANCE
    differences["prediction_set"] = float(np.abs(served["prediction_set"] - calibrated.prediction_set(votes))[clear].max())
    if bad := {name: value for name, value in differences.items() if not value <= TOLERANCE}:
        raise SystemExit(f"the ONNX graph differs from the Python model by {bad}; {TOLERANCE:.0e} is allowed")
    return {"clips": len(features), **differences}


def main() -> None:
    parser = arguments("Trains the cry type classifier.")
    parser.add_argument("--models", type=Path, default=HERE.parent / "models", help="bundle to write the final model to")
    parser.add_argument("--repeats", type=int, default=5, help="fold assignments")
    parser.add_argument("--jobs", type=int, default=2, help="trainings side by side, one thread each")
    options = parser.parse_args()
    typed = classifier_data.read_versions(options.cache)
    everything = classifier_data.read(options.cache / "wav", options.cache / "cry_features.npz")
    clips = typed.typed([ORIGIN])
    votes = cross_validate(clips, options.repeats, options.cache / "folds" / "classification", options.jobs)
    np.savez(options.cache / "classifier_votes.npz", votes=votes, path=[r["path"] for r in clips.rows], label=clips.labels, group=clips.groups)
    cross_origins(typed, options.cache / "folds" / "classification-origins")

    calibrated = calibration.fit(votes, clips.labels, clips.groups)
    ensemble = train(clips)
    path = write_bundle(options.models, ensemble, clips.rows, calibrated)
    own = ensemble.predict_proba(clips.features)[np.arange(len(clips.rows)), clips.labels]
    report = {
        "bytes": path.stat().st_size, "features": [int(i) for i in ensemble.selected], "ownClipsAt06": float((own >= 0.6).mean()),
        "parity": check_parity(options.models, ensemble, calibrated, everything.features),
        "calibration": {"slope": calibrated.slope, "gain": calibrated.gain, "error": calibrated.error,
                        "centre": dict(zip(LABELS, calibrated.centre.tolist())), "thresholds": dict(zip(LABELS, calibrated.thresholds.tolist()))},
    }
    reports = options.cache / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    (reports / "classifier.json").write_text(json.dumps(report, indent=2) + "\n")
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
