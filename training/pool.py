"""What the embedding network is trained on: patches of clips and variants, with the teacher's outputs as targets."""

from pathlib import Path

import numpy as np
import torch

import dataset
import folds
from prepare import HERE
from teacher import CRYING_CLASSES, Teacher

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
    """The patches of clips and variants with the teacher's outputs, less one fold's groups."""

    def __init__(self, cache: Path, fold: int | None):
        parts = [dataset.load(cache, name) for name in (dataset.CLIPS, dataset.VARIANTS)]
        teacher = Teacher(TEACHER)
        self.classifier = teacher.classifier
        targets = [teacher_outputs(cache, part, name, teacher) for part, name in zip(parts, (dataset.CLIPS, dataset.VARIANTS))]
        fold_of = folds.assign(parts[0].rows)
        self.rows: list[dict] = []
        members = []
        for part in parts:
            # The sounds of synthetic.py belong to no fold.
            kept = np.array([fold is None or fold_of.get(r["group"], -1) != fold for r in part.rows])
            self.rows += [r for r, keep in zip(part.rows, kept) if keep and not r.get("source")]
            members.append(np.flatnonzero(kept[part.clip_of_patch]))
        # Gathered into memory once: a few hundred megabytes for each run, and no random reads from mapped files.
        self.parts, self.members = parts, members
        self.sizes = [len(m) for m in members]
        self.embeddings = np.concatenate([t[0][m] for t, m in zip(targets, members)])
        self.scores = np.concatenate([t[1][m] for t, m in zip(targets, members)])
        self.labels = np.concatenate([patch_labels(p, t[1])[m] for p, t, m in zip(parts, targets, members)])

    def __len__(self) -> int:
        return len(self.labels)

    def batch(self, indices: np.ndarray) -> tuple[torch.Tensor, ...]:
        clips = indices < self.sizes[0]
        patches = np.empty((len(indices), dataset.PATCH_FRAMES, dataset.BANDS), np.float32)
        patches[clips] = self.parts[0].patches(self.members[0][indices[clips]])
        patches[~clips] = self.parts[1].patches(self.members[1][indices[~clips] - self.sizes[0]])
        return (torch.from_numpy(patches), torch.from_numpy(self.embeddings[indices].astype(np.float32)),
                torch.from_numpy(self.scores[indices].astype(np.float32)), torch.from_numpy(self.labels[indices].astype(np.int64)))
