"""The tables about cry types, from the reports of measure.py, classifier.py, leaking_types.py and tries.py."""

import csv
import json
import statistics
from collections.abc import Callable
from pathlib import Path

from classifier_model import LABELS
from evidence import is_fresh
from evidence_report import table, text

SHOWN = {
    "accuracy": "accuracy", "balanced_accuracy": "balanced accuracy", "macro_f1": "macro F1", "macro_roc_auc": "ROC-AUC, one against rest",
    "macro_pr_auc": "PR-AUC, one against rest", "log_loss": "log-loss", "ece": "expected calibration error"}
HIGH_IS_GOOD = {"macro_roc_auc": "ROC-AUC", "balanced_accuracy": "balanced accuracy", "log_loss": "log-loss"}
SURE, MOST = 0.6, "hungry"
ELSEWHERE = ("discomfort", "hungry", "tired")  # types with eight clips or more in either place
PRIORS = {"uniform": "every type alike (the default)", "shares": "types as frequent as in the corpus"}


class Missing(Exception):
    """What a table needs was not measured."""


def read(reports: Path, name: str) -> dict | list:
    """A report, if it is not older than the bundles of the cross-validation (all are made after those)."""
    path, bundles = reports / f"{name}.json", reports.parent / "folds" / "classification"
    if not is_fresh(path, list(bundles.glob("repeat-*/fold-*/manifest.json"))):
        raise Missing(f"{path} is not there, or older than the bundles")
    return json.loads(path.read_text(encoding="utf-8"))


def named(figures: list[dict]) -> dict[str, dict]:
    return {figure["name"]: figure for figure in figures}


def ranged(figure: dict) -> str:
    return text(figure["value"], figure["low"], figure["high"])


def number(value: float | None, digits: int = 3) -> str:
    return "" if value is None else f"{value:.{digits}f}"


def grouped(reports: Path) -> str:
    report = read(reports, "classification")
    found, tested = named(report["figures"]), named(report["permutation"]["figures"])
    rows = []
    for name, title in SHOWN.items():
        f, p = found[name], tested.get(name)
        permuted = "" if p is None else f"{p['pValue']:.2f} ({p['nullMean']:.3f})"
        rows.append((title, f"{ranged(f)}", number(f.get("deviation")), number(f["baseline"]), number(f.get("chance")), permuted))
    return table(("figure", "ensemble (95 % by family)", "± over repeats", "always \"hungry\"", "drawn by share", "p (mean of permutations)"), rows)


def confident(reports: Path) -> str:
    """What the confidence is worth, of clips left out and of those learnt from."""
    read(reports, "classification")  # whose scores are of the same run
    with (reports / "classification.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    sure = [r for r in rows if max(float(r[f"p_{label}"]) for label in LABELS) >= SURE]

    def share(part: list[dict], whole: list[dict]) -> str:
        return f"{len(part) / len(whole):.3f}"

    own = read(reports, "classifier")["ownClipsAt06"]
    return table(("confidence", "clips", "called \"hungry\"", "right", "\"hungry\" would be right"),
                 [(name, share(part, rows), share([r for r in part if r["answer"] == MOST], part), share([r for r in part if r["answer"] == r["truth"]], part),
                   share([r for r in part if r["truth"] == MOST], part)) for name, part in (("any", rows), (f"{SURE} or more", sure))]
                 + [(f"{SURE} or more, own training clips", f"{own:.3f} with their type", "", "", "")])


def by_type(reports: Path) -> str:
    report = read(reports, "classification")
    found = named(report["figures"])
    clips = {label: sum(row) // report["repeats"] for label, row in zip(report["labels"], report["confusion"])}
    rows = [(label, clips[label], ranged(found[f"recall_{label}"]), number(found[f"recall_{label}"]["baseline"]), number(found[f"recall_{label}"].get("chance")),
             ranged(found[f"roc_auc_{label}"])) for label in report["labels"]]
    return table(("type", "clips", "recall", "always \"hungry\"", "drawn by share", "ROC-AUC against the rest"), rows)


def origins(reports: Path) -> str:
    rows = []
    for origin in read(reports, "classification-origins")["origins"]:
        found, tested = named(origin["figures"]), named(origin["permutation"]["figures"])
        for name, title in SHOWN.items():
            if name != "macro_pr_auc":
                p = tested.get(name)
                rows.append((f"{origin['origin']} ({origin['clips']} clips, {origin['groups']} families)", title, ranged(found[name]), number(found[name]["baseline"]),
                             number(found[name].get("chance")), "" if p is None or p["pValue"] is None else f"{p['pValue']:.2f}"))
        rows += [(f"{origin['origin']}", f"recall of {name[7:]}", ranged(found[name]), "", "", "") for name in found if name.startswith("recall_")]
    return table(("tested on, trained on the other", "figure", "ensemble", "always the most frequent", "drawn by share", "p"), rows)


def calibrated(reports: Path) -> str:
    rows = []
    for prior in read(reports, "classification")["calibrated"]["priors"]:
        found = named(prior["figures"])
        none = next(e for e in prior["evidence"] if e["evidence"] == "none")
        rows.append((PRIORS[prior["prior"]], ranged(found["ece"]), f"{ranged(found['log_loss'])}", number(found["log_loss"]["baseline"]),
                     ", ".join(f"{e['evidence']} {100 * (e['share']['value'] or 0):.0f} %" for e in prior["evidence"]), number(none["right"]["value"])))
    return table(("prior", "expected calibration error", "log-loss", "of the constant prior", "evidence", "best type right where none"), rows)


def sets(reports: Path) -> str:
    report = read(reports, "classification")
    found = named(report["calibrated"]["sets"]["figures"])
    rows = [("all", ranged(found["coverage"]), f"{ranged(found['size'])}; all five or none in {100 * found['idle']['value']:.0f} %")]
    rows += [(label, ranged(found[f"coverage_{label}"]), ranged(found[f"size_{label}"])) for label in report["labels"]]
    return table(("clips of", "sets that hold the true type", "mean number of types in them"), rows)


def leaking(reports: Path) -> str:
    seeds = read(reports, "leaking_types")["seeds"]

    def spread(name: str) -> str:
        values = [seed[name] for seed in seeds]
        return f"{statistics.mean(values):.3f} ± {statistics.stdev(values):.3f}"

    return table(("protocol", "accuracy", "macro F1", "balanced accuracy", "\"hungry\" among the rows", "rows whose clip is in training too"),
                 [("original protocol (leaking)", spread("accuracy"), spread("macroF1"), spread("balancedAccuracy"), spread("hungry"), spread("versionsInTraining"))])


def tries(reports: Path) -> str:
    rows = []
    for r in sorted(read(reports, "tries"), key=lambda r: -r["auc"]):
        again = f" ({r['retrained'][0]:.2f}, {r['retrained'][1]:.2f})" if "retrained" in r else ""
        rows.append((r["features"], r["model"], f"{r['balancedAccuracy']:.3f} ± {r['balancedAccuracyDeviation']:.3f}", f"{r['auc']:.3f} ± {r['aucDeviation']:.3f}",
                     " ".join(f"{r['aucs'][label]:.2f}" for label in LABELS), f"{r['gain']:.3f}", f"{r['p'][0]:.2f}, {r['p'][1]:.2f}{again}",
                     "; ".join(" ".join(f"{r[place][label]:.2f}" for label in ELSEWHERE) for place in ("dropped", "other")) if "dropped" in r else ""))
    return table(("features", "model", "balanced accuracy", "ROC-AUC", "of each type", "gain", "p", "elsewhere"), rows)


def fitted(reports: Path) -> str:
    report = read(reports, "classifier")
    rows = [(label, f"{report['calibration']['centre'][label]:.3f}", f"{report['calibration']['thresholds'][label]:.4f}") for label in LABELS]
    return table(("type", "mean of ln vote", "vote from which it is in the set"), rows)


def wide_band(reports: Path) -> str:
    rows = [(r["learnt"], f"{r['origin']} ({r['clips']})", *(f"{r['called'][label]:.2f}" for label in LABELS)) for r in read(reports, "classifier")["wideBand"]]
    return table(("learnt from", "cries of", *LABELS), rows)


CARD: dict[str, Callable[[Path], str]] = {
    "types": grouped, "types confident": confident, "types by type": by_type, "types origins": origins, "types calibrated": calibrated, "types sets": sets, "types leaking": leaking}
PAGE: dict[str, Callable[[Path], str]] = {"tries": tries, "fitted": fitted, "wide band": wide_band}
