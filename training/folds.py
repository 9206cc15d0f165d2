"""Five folds over the corpus that keep every group (uploader, infant, speaker, source recording) in one fold.

Labelled clips are spread by detection label and origin (StratifiedGroupKFold, fixed seed). Clips whose label is unknown
follow their group; groups that hold nothing else are dealt out in turn. They are never tested on.
"""

import csv
from pathlib import Path

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

FOLDS = 5
SEED = 20240917
LABELLED = ("cry", "not_cry")


def read_manifest(path: Path) -> list[dict]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write_manifest(path: Path, rows: list[dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def assign(rows: list[dict]) -> dict[str, int]:
    """Fold 0 ... 4 of every group in rows (dicts with group, detect_label, origin)."""
    labelled = sorted((r["group"], r["detect_label"] + "|" + r["origin"]) for r in rows if r["detect_label"] in LABELLED)
    groups, strata = np.array([g for g, _ in labelled]), np.array([s for _, s in labelled])
    splitter = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
    fold_of: dict[str, int] = {}
    for fold, (_, left_out) in enumerate(splitter.split(strata, strata, groups)):
        fold_of.update((str(g), fold) for g in groups[left_out])
    rest = sorted({r["group"] for r in rows} - set(fold_of))
    for position, index in enumerate(np.random.default_rng(SEED).permutation(len(rest))):
        fold_of[rest[index]] = position % FOLDS
    return fold_of
