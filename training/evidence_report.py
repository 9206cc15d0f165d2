"""The tables of evidence.py, from the reports of `cryapi evaluate`."""

import csv
from pathlib import Path

import folds

TITLES = {
    folds.GROUPS: "Protocol 1: five folds by group",
    folds.ORIGINS: "Protocol 2: five folds of whole origins",
}
INTRODUCTION = """# Evidence of detection

Written by [training/evidence.py](../training/evidence.py) from the reports of `cryapi evaluate`; what the systems, test sets and
protocols are is told in [training/README.md](../training/README.md), and what it comes to in the [model card](MODEL_CARD.md).

"""
ROWS = ("slice", "system", "clips", "ROC-AUC", "recall at 1 % false positives", "cries called cry", "others called cry")
# Generated sounds are asked to stay below this probability.
WANTED = 0.1


def table(head: tuple[str, ...], rows: list[tuple]) -> str:
    """A markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


def text(value: float | None, low: float | None = None, high: float | None = None) -> str:
    """0.912 (0.880 to 0.934); empty where a figure can't be measured."""
    if value is None:
        return ""
    return f"{value:.3f}" + ("" if low is None or high is None else f" ({low:.3f} to {high:.3f})")


def row(name: str, report: dict) -> tuple:
    """One row of ROWS for a system's report."""
    figures = {f["name"]: f for f in report["figures"]}

    def shown(figure: str) -> str:
        f = figures[figure]
        return text(f["value"], f["low"], f["high"])

    def complement(figure: str) -> str:
        f = figures[figure]
        return text(*(None if f[end] is None else 1 - f[end] for end in ("value", "high", "low")))

    return (name, report["system"], report["clips"], shown("roc_auc"), shown("recall_at_1_percent_false_positives"), shown("recall"),
            complement("specificity"))


def altered(reports: dict[str, dict]) -> str:
    """One row per slice and system."""
    return table(ROWS, [row(name, system) for name, report in reports.items() for system in report["systems"]])


def generated(scores: Path, kind_of: dict[str, str]) -> str:
    """Of each kind of generated sound and each system: how many there are, how many are called cry, and the highest probability."""
    with scores.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found: dict[tuple[str, str], list[dict]] = {}
    for r in rows:
        found.setdefault((kind_of[r["path"]], r.get("system", "")), []).append(r)
    named = any(system for _, system in found)
    head = ("sound", *(("system",) if named else ()), "clips", "called cry", f"probability of {WANTED} or more", "highest probability")
    lines = []
    for (kind, system), members in found.items():
        probabilities = [float(r["p_cry"]) for r in members]
        lines.append((kind.replace("_", " "), *((system,) if named else ()), len(members), sum(r["answer"] == "cry" for r in members),
                      sum(p >= WANTED for p in probabilities), f"{max(probabilities):.3f}"))
    return table(head, lines)


def page(protocol: str, reports: dict[str, dict], folder: Path) -> str:
    """All tables of a protocol: those that `cryapi evaluate` made of the clips as they are, the altered clips, the generated sounds."""
    parts = [f"# {TITLES[protocol]}\n"]
    if (folder / "base.md").exists() and "base" in reports:
        parts.append("## The clips as they are\n\n" + (folder / "base.md").read_text(encoding="utf-8"))
    judged = {name: report for name, report in reports.items() if name != "unheard"}
    if judged:
        parts.append("## Altered clips\n\n95 % intervals by group; called cry: at the default threshold.\n\n" + altered(judged))
    if "unheard" in reports:
        with (folder / "manifests" / "unheard.csv").open(newline="", encoding="utf-8") as file:
            kind_of = {r["path"]: r["sound"] for r in csv.DictReader(file)}
        parts.append("## Generated sounds, none of them a cry, each judged by one of the folds\n\n" + generated(folder / "unheard.csv", kind_of))
    return "\n".join(parts)
