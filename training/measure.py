"""Measures the fold bundles through the code that serves and writes the figures into models/manifest.json.

    python3 training/measure.py [--stage detection,classification]

Needs the fold bundles of embedding.py, detector.py and classifier.py in the cache, and the built command line. Every clip
is judged by the bundle that was trained without its group. Full reports stay in cache/reports/.
"""

import json
from pathlib import Path

import bundle
import serving
from prepare import HERE, arguments

MODEL_OF = {"detection": "detector", "classification": "classifier"}


def figures(report: dict) -> list[dict]:
    """The manifest's `figures` of a report of `cryapi evaluate`."""
    protocol = (f"{report['protocol']}; {report['clips']} clips in {report['groups']} groups; "
                f"baseline: {report['baseline']}")
    return [{"name": f["name"], "value": round(f["value"], 4),
             "baseline": None if f["baseline"] is None else round(f["baseline"], 4), "protocol": protocol}
            for f in report["figures"]]


def measure(stage: str, cache: Path, models: Path) -> None:
    reports = cache / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    serving.run("evaluate", cache / "wav", "--stage", stage, "--folds", cache / "folds" / stage,
                   "--report", reports / f"{stage}.json", "--scores", reports / f"{stage}.csv")
    report = json.loads((reports / f"{stage}.json").read_text())
    manifest = json.loads((models / "manifest.json").read_text())
    entry = manifest["stages"][MODEL_OF[stage]]
    bundle.update_stage(models, MODEL_OF[stage], {**entry, "figures": figures(report)})


if __name__ == "__main__":
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--models", type=Path, default=HERE.parent / "models", help="the bundle whose manifest is written")
    parser.add_argument("--stage", default=",".join(MODEL_OF), help="detection, classification, or both")
    options = parser.parse_args()
    for name in options.stage.split(","):
        measure(name, options.cache, options.models)
