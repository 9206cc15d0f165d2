"""Writes a bundle with a cry type classifier: the graph and its entry in manifest.json."""

from pathlib import Path

import bundle
import calibration
from calibration import Calibration
from classifier_model import FEATURES, Ensemble

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
