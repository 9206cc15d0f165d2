"""What the embedding network is trained on: patches of clips, narrow versions and variants, with the teacher's outputs as targets."""

from pathlib import Path

import numpy as np
import torch

import dataset
import folds
from prepare import HERE, IMAGED_ORIGINS
from teacher import CRYING_CLASSES, Teacher

PARTS = (dataset.CLIPS, dataset.NARROW, dataset.VARIANTS)
TEACHER = HERE.parent.parent / "shared" / "teacher" / "yamnet.tflite"


def teacher_outputs(cache: Path, part: dataset.Part, name: str, teacher: Teacher) -> tuple[np.ndarray, np.ndarray]:
    """Embeddings and scores of every patch of a part, float16, computed once."""
    files = [cache / "teacher" / f"{name}-{kind}.npy" for kind in ("embeddings", "scores")]
    stamp, state = cache / "teacher" / f"{name}.stamp", (cache / f"logmel-{name}" / "stamp").read_text()
    if not stamp.exists() or stamp.read_text() != state:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        for file, values in zip(files, teacher.outputs(part.patches, part.patch_total)):
            np.save(file, values)
        stamp.write_text(state)
    return tuple(np.load(file, mmap_mode="r") for file in files)


def patch_labels(part: dataset.Part, scores: np.ndarray) -> np.ndarray:
    """1 cry, 0 no cry, -1 not known. A patch of a cry clip counts as cry where the teacher hears crying in it about as
    well as anywhere in the clip: the pauses of a cry clip are not known, neither are clips without label."""
    crying = np.asarray(scores[:, CRYING_CLASSES], np.float32).max(1)
    loudest = np.maximum.reduceat(crying, part.patch_start[:-1])[part.clip_of_patch]
    label = np.array([{"cry": 1, "not_cry": 0}.get(r["detect_label"], -1) for r in part.rows])[part.clip_of_patch]
    return np.where((label == 1) & (crying < np.minimum(0.3, 0.5 * loudest)), -1, label).astype(np.int8)


class Pool:
    """The patches of clips and variants with the teacher's outputs, less one fold's groups.

    Of the origins in IMAGED_ORIGINS the narrow versions stand in for the clips themselves; of the others they are not used, as
    variants are narrow often enough.
    """

    def __init__(self, cache: Path, fold: int | None):
        self.parts = [dataset.load(cache, name) for name in PARTS]
        teacher = Teacher(TEACHER)
        self.classifier = teacher.classifier
        targets = [teacher_outputs(cache, part, name, teacher) for part, name in zip(self.parts, PARTS)]
        fold_of = folds.assign(self.parts[0].rows)
        self.rows: list[dict] = []
        members = []
        for name, part in zip(PARTS, self.parts):
            # The sounds of synthetic.py belong to no fold.
            kept = np.array([fold is None or fold_of.get(r["group"], -1) != fold for r in part.rows])
            self.rows += [r for r, keep in zip(part.rows, kept) if keep and not r.get("source")]
            if name != dataset.VARIANTS:
                kept &= np.array([(r["origin"] in IMAGED_ORIGINS) == (name == dataset.NARROW) for r in part.rows])
            members.append(np.flatnonzero(kept[part.clip_of_patch]))
        self.part = np.repeat(np.arange(len(PARTS)), [len(m) for m in members])
        self.patch = np.concatenate(members)
        # Gathered into memory once: a few hundred megabytes for each run, and no random reads from mapped files.
        self.embeddings = np.concatenate([t[0][m] for t, m in zip(targets, members)])
        self.scores = np.concatenate([t[1][m] for t, m in zip(targets, members)])
        self.labels = np.concatenate([patch_labels(p, t[1])[m] for p, t, m in zip(self.parts, targets, members)])

    def __len__(self) -> int:
        return len(self.labels)

    def batch(self, indices: np.ndarray) -> tuple[torch.Tensor, ...]:
        patches = np.empty((len(indices), dataset.PATCH_FRAMES, dataset.BANDS), np.float32)
        for number, part in enumerate(self.parts):
            here = self.part[indices] == number
            patches[here] = part.patches(self.patch[indices[here]])
        return (torch.from_numpy(patches), torch.from_numpy(self.embeddings[indices].astype(np.float32)),
                torch.from_numpy(self.scores[indices].astype(np.float32)), torch.from_numpy(self.labels[indices].astype(np.int64)))
