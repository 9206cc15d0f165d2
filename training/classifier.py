"""Trains the cry type classifier, measures it honestly, and writes models/classifier.onnx.

    python3 training/classifier.py [--origins donateacry]

Needs training/cache/wav (training/prepare.py) and the built command line (`dotnet publish src/Cli -c Release -o artifacts/cryapi`). Writes
  cache/classifier_report.md                  grouped figures, beside rules that hear nothing
  cache/folds/classification/fold-K/          one bundle a fold, for `cryapi evaluate --stage classification --folds …`
  models/classifier.onnx, models/manifest.json  the model trained on everything
"""

import argparse
import shutil
from pathlib import Path

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

import bundle
import classifier_data
import classifier_report as report
import folds
import serving
from classifier_model import FEATURES, LABELS, SEED, Ensemble

HERE = Path(__file__).resolve().parent
ORIGINS = "donateacry"
TOLERANCE = 1e-4


def entry(rows: list[dict]) -> dict:
    """The manifest's entry of a classifier trained on these rows."""
    return {
        "name": "cry-type-ensemble", "version": "0.1.0", "file": "classifier.onnx",
        "input": {"name": "features", "shape": [-1, FEATURES],
                  "description": "The 111 cry features of mono audio at 16 kHz, each the mean over its frames: MFCC 40, chroma 12, "
                                 "mel power 40, spectral contrast 7, tonnetz 6, zero-crossing rate, RMS, spectral centroid, "
                                 "bandwidth and roll-off (Hz), flatness."},
        "output": {"name": "probabilities", "shape": [-1, len(LABELS)],
                   "description": "Mean of the probabilities of a random forest, an RBF support vector machine, 3 nearest "
                                  "neighbours and XGBoost, in the order of the labels; sums to 1."},
        "labels": LABELS, "defaultThreshold": 0.6, "window": None,
        "training": bundle.training_data(rows), "figures": [],
    }


def write_bundle(folder: Path, ensemble: Ensemble, rows: list[dict]) -> Path:
    """Writes classifier.onnx and its manifest entry; returns the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "classifier.onnx"
    path.write_bytes(ensemble.to_onnx("Type of an infant's cry, from 111 features.").SerializeToString())
    bundle.update_stage(folder, "classifier", entry(rows))
    return path


def write_fold(folder: Path, ensemble: Ensemble, train: classifier_data.Clips, test: classifier_data.Clips) -> None:
    """A fold's bundle and the clips that it has not seen."""
    write_bundle(folder, ensemble, train.rows)
    folds.write_manifest(folder / "clips.csv", [{"path": r["path"], "label": r["type_label"]} for r in test.rows])


def evaluate(clips: classifier_data.Clips, repeats: int, folder: Path) -> str:
    """Repeated grouped 5-fold cross-validation as Markdown; the first repeat's bundles go to `folder`."""
    shutil.rmtree(folder, ignore_errors=True)
    truth, count = clips.labels, len(clips.rows)
    results: dict[str, list[dict]] = {}
    recall: dict[str, list[dict]] = {}
    origin_of = np.array([row["origin"] for row in clips.rows])
    for repeat in range(repeats):
        rng = np.random.default_rng(SEED + repeat)
        found: dict[str, np.ndarray] = {}
        prior = np.zeros((count, len(LABELS)))
        drawn = np.zeros((50, count), dtype=int)
        splitter = StratifiedGroupKFold(folds.FOLDS, shuffle=True, random_state=SEED + repeat)
        for fold, (train, test) in enumerate(splitter.split(clips.features, truth, clips.groups)):
            ensemble = Ensemble.fit(clips.features[train], truth[train])
            if repeat == 0:
                inside = np.isin(np.arange(count), train)
                write_fold(folder / f"fold-{fold}", ensemble, clips.where(inside), clips.where(~inside))
            voices = ensemble.member_probabilities(clips.features[test])
            voices = {"**ensemble**": np.mean(list(voices.values()), axis=0)} | {f"{name} alone": p for name, p in voices.items()}
            for name, probabilities in voices.items():
                found.setdefault(name, np.zeros((count, len(LABELS))))[test] = probabilities
            prior[test] = report.shares(truth[train])
            drawn[:, test] = rng.choice(len(LABELS), (50, len(test)), p=prior[test[0]])
            print(f"repeat {repeat}, fold {fold}: {len(train)} + {len(test)} clips, {len(ensemble.selected)} features", flush=True)
        for name, probabilities in found.items():
            results.setdefault(name, []).append(report.figures(truth, probabilities))
        for origin in sorted(set(origin_of)) if len(set(origin_of)) > 1 else []:
            of = origin_of == origin
            results.setdefault(f"ensemble, on {origin}", []).append(report.figures(truth[of], found["**ensemble**"][of]))
            results.setdefault(f"most frequent type, on {origin}", []).append(report.figures(truth[of], prior[of], ranks=False))
        results.setdefault("most frequent type", []).append(report.figures(truth, prior, ranks=False))
        draws = [report.figures(truth, prior, answers, ranks=False) for answers in drawn]
        results.setdefault("drawn by class shares", []).append({k: float(np.mean([d[k] for d in draws])) for k in draws[0]})
        recall.setdefault("ensemble", []).append(report.recalls(truth, found["**ensemble**"]))
    return "\n\n".join([
        f"{count} clips in {len(set(clips.groups))} groups, {folds.FOLDS} grouped folds, {repeats} fold assignments (± is their deviation).",
        report.table(results, report.FIGURES, "model"), report.table(recall, LABELS, "recall")])


def other_cries(ensemble: Ensemble, clips: classifier_data.Clips, trained: list[str]) -> str:
    """What the final model calls the cries of origins it was not trained on, whose type nobody knows."""
    lines = ["| cries of unknown type | clips | " + " | ".join(LABELS) + " | mean confidence |", "|---|" + "---|" * (len(LABELS) + 2)]
    for origin in sorted({r["origin"] for r in clips.rows if r["detect_label"] == "cry"} - set(trained)):
        cries = clips.where(np.array([r["origin"] == origin and r["detect_label"] == "cry" for r in clips.rows]))
        probabilities = ensemble.predict_proba(cries.features)
        called = report.shares(probabilities.argmax(1))
        lines.append(f"| {origin} | {len(cries.rows)} | " + " | ".join(f"{s:.2f}" for s in called) + f" | {probabilities.max(1).mean():.2f} |")
    return "\n".join(lines)


def check_parity(models: Path, ensemble: Ensemble, features: np.ndarray) -> str:
    """Holds the graph, run by the code that serves, against the Python model on every clip."""
    served = serving.run_stage(models, "classifier", features)
    difference = np.abs(served - ensemble.predict_proba(features)).max()
    if not difference <= TOLERANCE:
        raise SystemExit(f"the ONNX graph differs from the Python model by {difference:.1e}; {TOLERANCE:.0e} is allowed")
    return (f"ONNX against Python over {len(features)} clips: largest difference {difference:.1e}; "
            f"sums are 1 within {np.abs(served.sum(1) - 1).max():.1e}.")


def main() -> None:
    parser = argparse.ArgumentParser(description="Trains the cry type classifier.")
    parser.add_argument("--origins", default=ORIGINS, help=f"comma-separated origins to learn from (default: {ORIGINS})")
    parser.add_argument("--cache", type=Path, default=HERE / "cache", help="folder of prepare.py, and for what is not committed")
    parser.add_argument("--models", type=Path, default=HERE.parent / "models", help="bundle to write the final model to")
    parser.add_argument("--repeats", type=int, default=3, help="fold assignments in the report; 0: no report and no fold bundles")
    options = parser.parse_args()
    origins = options.origins.split(",")
    everything = classifier_data.read(options.cache / "wav", options.cache / "cry_features.npz")
    clips = everything.typed(origins)
    sections = []
    if options.repeats > 0:
        sections.append(evaluate(clips, options.repeats, options.cache / "folds" / "classification"))
    ensemble = Ensemble.fit(clips.features, clips.labels)
    path = write_bundle(options.models, ensemble, clips.rows)
    sure = ensemble.predict_proba(clips.features)[np.arange(len(clips.rows)), clips.labels] >= 0.6
    sections += [
        other_cries(ensemble, everything, origins),
        f"{path.name}: {path.stat().st_size} bytes, {len(ensemble.selected)} of {FEATURES} features. Its own training clips get "
        f"their type with 0.6 or more in {sure.mean():.3f} of the cases.",
        check_parity(options.models, ensemble, everything.features),
    ]
    text = "\n\n".join(sections)
    if options.repeats > 0:
        (options.cache / "classifier_report.md").write_text(text + "\n")
    print("\n" + text)


if __name__ == "__main__":
    main()
