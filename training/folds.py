"""Five folds over the corpus, so that what is tested was never trained on. Two protocols:

GROUPS   every group (uploader, infant, speaker, source recording) lies in one fold; labelled clips are spread by detection
         label and origin (StratifiedGroupKFold, fixed seed). Tells about new recordings of known kinds.
ORIGINS  every origin lies in one fold, each fold with cries and other sounds (ORIGIN_FOLDS). Tells about a new home.

Clips whose label is unknown follow their group or origin and are never tested on. A few groups have clips in two origins: a
clip is tested in its own origin's fold, and `trained_on` keeps it out of every fold that tests one of its group.
"""

import csv
from pathlib import Path

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

FOLDS = 5
SEED = 20240917
LABELLED = ("cry", "not_cry")
GROUPS, ORIGINS = "groups", "origins"
PROTOCOLS = (GROUPS, ORIGINS)
# The five collections with cries, each with other sounds of its own or of collections made by the same hand or like it.
ORIGIN_FOLDS = (
    ("donateacry", "donateacry_raw", "fsdd", "pyaudio_music", "pyaudio_speech"),
    ("viache_cries", "viache_ambience", "viache_dog", "viache_speech"),
    ("esc50",),
    ("giulbia", "urbansound8k"),
    ("infants_cry_id", "animal_sounds", "librispeech", "ljspeech", "snoring_1s", "speech_commands_background", "whisper_jfk"),
)


def read_manifest(path: Path) -> list[dict]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write_manifest(path: Path, rows: list[dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_list(path: Path, rows: list[dict]) -> None:
    """The clips that a fold's bundle is tested on or has heard, as `cryapi evaluate` reads it."""
    write_manifest(path, [{"path": r["path"], "label": r["detect_label"], "group": r["group"], "origin": r["origin"]} for r in rows])


def assign(rows: list[dict]) -> dict[str, int]:
    """Fold 0 ... 4 of every group in rows (dicts with group, detect_label, origin), protocol GROUPS."""
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


def of_clips(rows: list[dict], protocol: str) -> np.ndarray:
    """The fold 0 ... 4 that each clip is tested in."""
    if protocol == GROUPS:
        fold_of_group = assign(rows)
        return np.array([fold_of_group[r["group"]] for r in rows])
    fold_of_origin = {origin: fold for fold, origins in enumerate(ORIGIN_FOLDS) for origin in origins}
    unknown = sorted({r["origin"] for r in rows} - set(fold_of_origin))
    if unknown:
        raise SystemExit(f"ORIGIN_FOLDS in folds.py has no place for {', '.join(unknown)}")
    return np.array([fold_of_origin[r["origin"]] for r in rows])


def leaking_split(rows: list[dict]) -> np.ndarray:
    """The published system's way, for comparison only: of donateacry, the cries of ESC-50 and giulbia, whatever their groups, 70 % of the
    clips are 2 (to train on), 15 % are 1 (to choose by) and 15 % are 0 (to test on), by label and at random, seed fixed; all others are -1."""
    part = np.array([r["origin"] in ("donateacry", "giulbia") or (r["origin"] == "esc50" and r["detect_label"] == "cry") for r in rows])
    split, rng = np.full(len(rows), -1), np.random.default_rng(SEED)
    for label in LABELLED:
        clips = rng.permutation(np.flatnonzero(part & np.array([r["detect_label"] == label for r in rows])))
        test, chosen = round(0.15 * len(clips)), round(0.30 * len(clips))
        split[clips[:test]], split[clips[test:chosen]], split[clips[chosen:]] = 0, 1, 2
    return split


def trained_on(rows: list[dict], fold_of_clip: np.ndarray, fold: int) -> np.ndarray:
    """Which clips may be trained on where a fold is left out: those of other folds that share no group with it."""
    left_out = {r["group"] for r, f in zip(rows, fold_of_clip) if f == fold}
    return np.array([r["group"] not in left_out for r in rows])
