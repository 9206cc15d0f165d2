"""The runs of the recipe. BASE learns from unlabelled sounds alone; all others go on from it with the labelled clips: FINAL with
all of them, `groups-0` ... `origins-4` without those of one fold of a protocol (see folds.py), LEAKING with a random part of some
(see leaking.py)."""

from pathlib import Path

import numpy as np

import folds

BASE, FINAL, LEAKING = "base", "final", "leaking"
OF_FOLDS = tuple(f"{protocol}-{fold}" for protocol in folds.PROTOCOLS for fold in range(folds.FOLDS))
_BUNDLES = {folds.GROUPS: "detection", folds.ORIGINS: "detection-origins"}


def fold_of(name: str) -> tuple[str, int]:
    """(protocol, fold) of a fold's run."""
    protocol, _, fold = name.partition("-")
    return protocol, int(fold)


def folder(cache: Path, name: str) -> Path:
    """Where the bundle of a fold's run lies."""
    if name == LEAKING:
        return cache / "folds" / LEAKING
    protocol, fold = fold_of(name)
    return cache / "folds" / _BUNDLES[protocol] / f"fold-{fold}"


def clips_in(row: dict) -> list[str]:
    """Paths of the corpus' clips that a sound is made of: the clip itself, or its source and what of the corpus was mixed into it."""
    return [row.get("source") or row["path"], *filter(None, row.get("partners", "").split(";"))]


def trained_on(rows: list[dict], name: str) -> np.ndarray:
    """Which clips a run may be trained on."""
    if name == BASE:
        return np.zeros(len(rows), bool)
    if name == FINAL:
        return np.ones(len(rows), bool)
    if name == LEAKING:
        return folds.leaking_split(rows) == 2
    protocol, fold = fold_of(name)
    return folds.trained_on(rows, folds.of_clips(rows, protocol), fold)


def tested_on(rows: list[dict], name: str) -> np.ndarray:
    """Which labelled clips a fold's run is tested on."""
    protocol, fold = fold_of(name)
    return (folds.of_clips(rows, protocol) == fold) & np.array([r["detect_label"] in folds.LABELLED for r in rows])
