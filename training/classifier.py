"""Trains the cry type classifier: the ensembles of a repeated cross-validation, their calibration, and models/classifier.onnx.

    python3 training/classifier.py [--repeats 5] [--jobs 2]

Needs training/cache/wav (training/prepare.py) and the built command line (`dotnet publish src/Cli -c Release -o artifacts/cryapi`). Writes
  cache/folds/classification/repeat-R/fold-K/   one bundle a fold, for `cryapi evaluate --stage classification --folds …`
  cache/folds/classification-origins/fold-K/    trained on one origin, tested on the other
  cache/reports/classifier.json                 what was fitted, agreement of graph and model
  models/classifier.onnx, models/manifest.json  the model trained on every clip
"""

import json
from pathlib import Path

import processor

processor.prepare()

import numpy as np

import calibration
import classifier_data
import serving
from calibration import Calibration
from classifier_bundle import OUTPUTS, write_bundle
from classifier_data import Clips
from classifier_folds import ORIGIN, OTHER, cross_origins, cross_validate, train
from classifier_model import LABELS, Ensemble
from prepare import HERE, arguments

TOLERANCE = 1e-5


def wide_band(typed: Clips, everything: Clips, ensemble: Ensemble) -> list[dict]:
    """What cries of other origins, whose type nobody knows, are called: by the ensemble, and by one that has learnt from the wide-band origin too."""
    both, found = train(typed.typed([ORIGIN, OTHER])), []
    for origin in sorted({r["origin"] for r in everything.rows if r["detect_label"] == "cry"} - {ORIGIN, OTHER}):
        cries = everything.where(np.array([r["origin"] == origin and r["detect_label"] == "cry" for r in everything.rows]))
        for learnt, model in ((ORIGIN, ensemble), (f"{ORIGIN} and {OTHER}", both)):
            called = np.bincount(model.predict_proba(cries.features).argmax(1), minlength=len(LABELS)) / len(cries.rows)
            found.append({"origin": origin, "clips": len(cries.rows), "learnt": learnt, "called": dict(zip(LABELS, called.tolist()))})
    return found


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
        "wideBand": wide_band(typed, everything, ensemble),
        "calibration": {"slope": calibrated.slope, "score": calibrated.score,
                        "centre": dict(zip(LABELS, calibrated.centre.tolist())), "thresholds": dict(zip(LABELS, calibrated.thresholds.tolist()))},
    }
    reports = options.cache / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    (reports / "classifier.json").write_text(json.dumps(report, indent=2) + "\n")
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
