"""Measures the fold bundles through the code that serves and writes the figures into models/manifest.json.

    python3 training/measure.py [--stage embedding,detection,classification]

Needs the fold bundles of embedding.py, detector.py and classifier.py in the cache, and the built command line. Every clip
is judged by the bundle that was trained without its group; the embedding, by its likeness to the teacher's. Full reports
stay in cache/reports/.
"""

import json
from pathlib import Path

import numpy as np

import bundle
import dataset
import folds
import levels
import serving
from prepare import HERE, arguments

SHARED_TYPES = ("discomfort", "hungry", "tired")  # of both origins that have types
MODEL_OF = {"embedding": "embedding", "detection": "detector", "classification": "classifier"}
BATCH = 4096


def figures(report: dict) -> list[dict]:
    """The manifest's `figures` of a report of `cryapi evaluate`."""
    protocol = (f"{report['protocol']}; {report['clips']} clips in {report['groups']} groups; "
                f"baseline: {report['baseline']}")
    return [{"name": f["name"], "value": round(f["value"], 5),
             "baseline": None if f["baseline"] is None else round(f["baseline"], 5), "protocol": protocol}
            for f in [*report["figures"], *calibrated(report)] if f["value"] is not None]


def calibrated(report: dict) -> list[dict]:
    """Figures of the calibrated part of a report on types, where it has one: under the uniform prior, beside the prior alone."""
    if not report.get("calibrated"):
        return []
    uniform = next(prior for prior in report["calibrated"]["priors"] if prior["prior"] == "uniform")
    sets = [f for f in report["calibrated"]["sets"]["figures"] if f["name"] in ("coverage", "size")]
    return [{**f, "name": f"calibrated_{f['name']}"} for f in uniform["figures"]] + [{**f, "name": f"prediction_set_{f['name']}"} for f in sets]


def cosine(ours: np.ndarray, teacher: np.ndarray) -> np.ndarray:
    """Cosine of the angle between rows; 0 where a row is zero."""
    lengths = np.linalg.norm(ours, axis=1) * np.linalg.norm(teacher, axis=1)
    return np.where(lengths > 0, (ours * teacher).sum(1) / np.maximum(lengths, 1e-12), 0.0)


def likeness(cache: Path) -> list[dict]:
    """How like the teacher's our embeddings of left-out clips are, beside those of a network that always gives the mean."""
    part = dataset.load(cache, dataset.CLIPS)
    # As embedding.py left them, in the order of the part.
    teacher = np.load(cache / "teacher" / f"{dataset.CLIPS}-embeddings.npy", mmap_mode="r")
    fold_of = folds.assign(part.rows)
    fold = np.array([fold_of.get(r["group"], -1) for r in part.rows])[part.clip_of_patch]
    gain, ours, constant = levels.gains(part), [], []
    for number in range(folds.FOLDS):
        mean = np.asarray(teacher[fold != number], np.float32).mean(0, keepdims=True)
        left_out = np.flatnonzero(fold == number)
        for start in range(0, len(left_out), BATCH):
            patches = left_out[start:start + BATCH]
            target = np.asarray(teacher[patches], np.float32)
            given = levels.turned_down(part.patches(patches), gain[patches]).reshape(len(patches), -1)
            ours.append(cosine(serving.run_stage(cache / "folds" / "detection" / f"fold-{number}", "embedding", given), target))
            constant.append(cosine(np.repeat(mean, len(patches), 0), target))
    protocol = (f"{folds.FOLDS}-fold by group, pooled; {len(np.concatenate(ours))} patches of {len(part.rows)} clips, each by a network trained "
                "without its group; mean cosine to the teacher's embedding of the same patch; baseline: the teacher's mean embedding")
    return [{"name": "cosine_to_teacher", "value": round(float(np.concatenate(ours).mean()), 4),
             "baseline": round(float(np.concatenate(constant).mean()), 4), "protocol": protocol}]


def judged(stage: str, cache: Path, name: str, *more: str) -> list[dict]:
    """The figures of `cryapi evaluate` for the bundles of cache/folds/<name>."""
    reports = cache / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    serving.run("evaluate", cache / "wav", "--stage", stage, "--folds", cache / "folds" / name, *more,
                "--report", reports / f"{name}.json", "--scores", reports / f"{name}.csv")
    return figures(json.loads((reports / f"{name}.json").read_text()))


def measure(stage: str, cache: Path, models: Path) -> None:
    found = likeness(cache) if stage == "embedding" else judged(stage, cache, stage)
    if stage == "classification":
        judged(stage, cache, f"{stage}-origins", "--labels", ",".join(SHARED_TYPES))
    entry = json.loads((models / "manifest.json").read_text())["stages"][MODEL_OF[stage]]
    bundle.update_stage(models, MODEL_OF[stage], {**entry, "figures": found})


if __name__ == "__main__":
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--models", type=Path, default=HERE.parent / "models", help="the bundle whose manifest is written")
    parser.add_argument("--stage", default=",".join(MODEL_OF), help="which to measure")
    options = parser.parse_args()
    for name in options.stage.split(","):
        measure(name, options.cache, options.models)
