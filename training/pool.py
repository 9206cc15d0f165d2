"""What the embedding network is trained on: patches of sounds, with the teacher's outputs as targets."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

import dataset
import runs
from prepare import HERE, IMAGED_ORIGINS
from teacher import CRYING_CLASSES, Teacher

UNLABELLED = (dataset.SOUNDS, dataset.MIXTURES, dataset.SYNTHETIC, dataset.CRIES, dataset.LIKES)
LABELLED = (dataset.CLIPS, dataset.NARROW, dataset.VARIANTS, dataset.REMIXES, dataset.SYNTHETIC, dataset.CRIES)
PARTS = tuple(dict.fromkeys(UNLABELLED + LABELLED))
HALVED = (dataset.MIXTURES, dataset.VARIANTS, dataset.REMIXES, dataset.CRIES, dataset.LIKES)  # many, and patches overlap by half: every second one is learnt from
LABELLED_BY_CLIP = (dataset.VARIANTS,)  # of these the teacher hears all patches all the same: the clip's highest score counts
REPLAYED = 0.3
# Voices of children, shouts, screams, laughter, crying, singing, whistling, dogs, cats, sheep, goats, squawks, squeaks, sirens, beeps.
NEAR = (1, 4, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 24, 29, 32, 33, 35, 39, 66, 70, 75, 76, 78, 80, 85, 90, 91, 92, 96, 100,
        108, 109, 114, 304, 355, 382, 390, 393, 396, 475)
DULL, CONFUSABLE = 0.01, 0.1  # highest score of NEAR, below and above
DULL_STEP = {True: 2, False: 4}  # of BASE, of the others: a pass has every so-many-th of the dull patches, the next pass the next ones
TEACHER = HERE.parent.parent / "shared" / "teacher" / "yamnet.tflite"


def available(cache: Path, parts: Sequence[str]) -> list[str]:
    """Those of the parts that were made: unlabelled sounds are optional."""
    return [p for p in parts if p not in (dataset.SOUNDS, dataset.MIXTURES) or dataset.made(cache, p)]


def taught(part: dataset.Part, name: str) -> np.ndarray:
    """Which patches of a part are learnt from: all, but every second one of those in HALVED."""
    within = np.arange(part.patch_total) - part.patch_start[part.clip_of_patch]
    return within % (2 if name in HALVED else 1) == 0


def teacher_outputs(cache: Path, part: dataset.Part, name: str, teacher: Teacher) -> tuple[np.ndarray, np.ndarray]:
    """Embeddings and scores of the patches of a part that are `taught` (of LABELLED_BY_CLIP all), float16, computed once; 0 for the others."""
    files = [cache / "teacher" / f"{name}-{kind}.npy" for kind in ("embeddings", "scores")]
    heard = np.arange(part.patch_total) if name in LABELLED_BY_CLIP else np.flatnonzero(taught(part, name))
    stamp, state = cache / "teacher" / f"{name}.stamp", f"{(cache / f'logmel-{name}' / 'stamp').read_text()} {len(heard)}"
    if not stamp.exists() or stamp.read_text() != state:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        for file, values in zip(files, teacher.outputs(lambda indices: part.patches(heard[indices]), len(heard))):
            scattered = np.zeros((part.patch_total, values.shape[1]), values.dtype)
            scattered[heard] = values
            np.save(file, scattered)
        stamp.write_text(state)
    return tuple(np.load(file, mmap_mode="r") for file in files)


def patch_labels(part: dataset.Part, scores: np.ndarray) -> np.ndarray:
    """1 cry, 0 no cry, -1 not known. A patch of a cry clip counts as cry where the teacher hears crying in it about as
    well as anywhere in the clip: the pauses of a cry clip are not known, neither are clips without label."""
    crying = np.asarray(scores[:, CRYING_CLASSES], np.float32).max(1)
    loudest = np.maximum.reduceat(crying, part.patch_start[:-1])[part.clip_of_patch]
    label = np.array([{"cry": 1, "not_cry": 0}.get(r["detect_label"], -1) for r in part.rows])[part.clip_of_patch]
    return np.where((label == 1) & (crying < np.minimum(0.3, 0.5 * loudest)), -1, label).astype(np.int8)


def kept(rows: list[dict], part: str, allowed: set[str]) -> np.ndarray:
    """Which of a part's rows a run may learn from: those that hold nothing but `allowed` clips of the corpus.

    Of the origins in IMAGED_ORIGINS the narrow versions stand in for the clips themselves; of the others they are not used, as
    variants are narrow often enough.
    """
    if part in UNLABELLED:
        return np.ones(len(rows), bool)
    chosen = np.array([allowed.issuperset(runs.clips_in(r)) for r in rows])
    if part not in (dataset.VARIANTS, dataset.REMIXES):
        chosen &= np.array([(r["origin"] in IMAGED_ORIGINS) == (part == dataset.NARROW) for r in rows])
    return chosen


def heard(names: list[str], parts: list[dataset.Part], allowed: set[str]) -> list[dict]:
    """The manifest rows of what a run learns from, each sound once, however it is altered; of the corpus, the `allowed` clips."""
    return [r for name, part in zip(names, parts) for r in part.rows if (r["path"] in allowed if name == dataset.CLIPS else not r.get("source"))]


class Pool:
    """The patches that a run learns from, with the teacher's outputs: for BASE the unlabelled sounds and the cries by formula, for the others the
    clips, their variants and remixes, the cries by formula, and a part of the mixtures, so that what was learnt of them is not lost. BASE
    learns no labels, and the unlabelled sounds never get one: they tell later what level a network gives to sounds that are new to it.

    Patches that are `dull`, no cries and nothing like them, come more seldom (DULL_STEP); `decisive` ones, labelled as cries, or as none and yet
    like them, come twice in each pass.
    """

    def __init__(self, cache: Path, name: str):
        names = available(cache, UNLABELLED if name == runs.BASE else (*LABELLED, dataset.MIXTURES, dataset.LIKES))
        self.parts = [dataset.load(cache, part) for part in names]
        teacher = Teacher(TEACHER)
        self.classifier = teacher.classifier
        targets = [teacher_outputs(cache, part, part_name, teacher) for part, part_name in zip(self.parts, names)]
        allowed: set[str] = set()
        if name != runs.BASE:
            clips = self.parts[0].rows
            allowed = {r["path"] for r, may in zip(clips, runs.trained_on(clips, name)) if may}
        self.rows = heard(names, self.parts, allowed)
        members = []
        for part_name, part in zip(names, self.parts):
            chosen = kept(part.rows, part_name, allowed)
            patches = np.flatnonzero(chosen[part.clip_of_patch] & taught(part, part_name))
            if name != runs.BASE and part_name in (dataset.MIXTURES, dataset.LIKES):
                patches = np.sort(np.random.default_rng(1).choice(patches, int(REPLAYED * len(patches)), replace=False))
            members.append(patches)
        self.part = np.repeat(np.arange(len(names)), [len(m) for m in members])
        self.patch = np.concatenate(members)
        # Gathered into memory once: a gigabyte for each run, and no random reads from mapped files.
        self.embeddings = np.concatenate([t[0][m] for t, m in zip(targets, members)])
        self.scores = np.concatenate([t[1][m] for t, m in zip(targets, members)])
        self.labels = np.concatenate([patch_labels(p, t[1])[m] for p, t, m in zip(self.parts, targets, members)])
        if name == runs.BASE:
            self.labels[:] = -1
        near = self.scores[:, list(NEAR)].max(1)
        self.dull = (self.labels != 1) & (near < DULL)
        labelled = np.isin(self.part, [n for n, part_name in enumerate(names) if part_name in LABELLED])
        self.decisive = (self.labels == 1) | ((self.labels == 0) & (near >= CONFUSABLE) & labelled)
        self.dull_step = DULL_STEP[name == runs.BASE]

    def __len__(self) -> int:
        """Patches of a pass."""
        return int((~self.dull).sum()) + int(self.dull.sum()) // self.dull_step + int(self.decisive.sum())

    def order(self, seed: int, number: int) -> np.ndarray:
        """The patches of a pass in random order."""
        chosen = np.concatenate((np.flatnonzero(~self.dull), np.flatnonzero(self.dull)[number % self.dull_step::self.dull_step], np.flatnonzero(self.decisive)))
        return np.random.default_rng((seed, number)).permutation(chosen)[:len(self)]

    def batch(self, indices: np.ndarray) -> tuple[torch.Tensor, ...]:
        """Patches float32 [n, 96, 64], the teacher's embeddings [n, 1024] and scores [n, 521], and labels [n] of patch_labels."""
        patches = np.empty((len(indices), dataset.PATCH_FRAMES, dataset.BANDS), np.float32)
        for number, part in enumerate(self.parts):
            here = self.part[indices] == number
            patches[here] = part.patches(self.patch[indices[here]])
        return (torch.from_numpy(patches), torch.from_numpy(self.embeddings[indices].astype(np.float32)),
                torch.from_numpy(self.scores[indices].astype(np.float32)), torch.from_numpy(self.labels[indices].astype(np.int64)))
