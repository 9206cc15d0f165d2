"""The windows that the detector's head is fitted on and tested on, and their statistics by each run's network."""

from pathlib import Path

import numpy as np
import torch

import dataset
import folds
from network import EMBEDDING, EmbeddingNetwork
from windows import statistics, windows

PARTS = (dataset.CLIPS, dataset.VARIANTS, dataset.NARROW, dataset.IMAGED, dataset.SYNTHETIC)
TESTED = (dataset.CLIPS, dataset.NARROW)


def embeddings(cache: Path, name: str, part_name: str, part: dataset.Part) -> np.ndarray:
    """float32 [patches, 1024] of the network of run `name`, computed once per checkpoint."""
    checkpoint, file = cache / "checkpoints" / f"{name}.pt", cache / "embeddings" / f"{name}-{part_name}.npy"
    if not file.exists() or file.stat().st_mtime_ns < checkpoint.stat().st_mtime_ns:
        network = EmbeddingNetwork()
        network.load_state_dict(torch.load(checkpoint)["network"])
        network = network.eval().to(memory_format=torch.channels_last)
        result = np.empty((part.patch_total, EMBEDDING), np.float32)
        with torch.no_grad():
            for start in range(0, len(result), 256):
                indices = np.arange(start, min(start + 256, len(result)))
                result[indices] = network(torch.from_numpy(part.patches(indices))).numpy()
        file.parent.mkdir(parents=True, exist_ok=True)
        np.save(file, result)
    return np.load(file, mmap_mode="r")


def bounds(part: dataset.Part, clips: np.ndarray, size: int, hop: int) -> tuple[np.ndarray, np.ndarray]:
    """(first, end) of every window of the clips, in patches of the part, and the position in clips it belongs to."""
    made, owner = [], []
    for position, clip in enumerate(clips):
        start, end = part.patch_start[clip:clip + 2]
        for first, last in windows(end - start, size, hop):
            made.append((start + first, start + last))
            owner.append(position)
    return np.array(made), np.array(owner)


def short_bounds(part: dataset.Part, clips: np.ndarray, size: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Two random windows shorter than the usual per clip, one of them of two patches: shortness must not speak against a
    cry, and pairs of patches are what tells where in a window the cry is."""
    made, owner = [], []
    for position, clip in enumerate(clips):
        start, end = part.patch_start[clip:clip + 2]
        for length in (2, int(rng.integers(1, size))):
            if end - start > length:
                first = int(rng.integers(start, end - length + 1))
                made.append((first, first + length))
                owner.append(position)
    return np.array(made), np.array(owner)


class Examples:
    """Windows of the labelled clips, variants and synthetic sounds: what a head can be fitted on and tested on.

    Tested are the clips as they are and, after them, their narrow versions.
    """

    def __init__(self, cache: Path, size: int, hop: int):
        self.parts = [dataset.load(cache, name) for name in PARTS]
        self.cache, fold_of = cache, folds.assign(self.parts[0].rows)
        rng = np.random.default_rng(folds.SEED)
        self.bounds, self.owner, self.fold, self.cry, self.rows = [], [], [], [], []
        self.test_bounds, self.test_owner = {}, {}
        offset = 0
        for name, part in zip(PARTS, self.parts):
            clips = np.flatnonzero([r["detect_label"] in folds.LABELLED for r in part.rows])
            made, owner = bounds(part, clips, size, hop)
            if name in TESTED:
                self.test_bounds[name], self.test_owner[name] = made, owner
            extra, extra_owner = short_bounds(part, clips, size, rng)
            self.bounds.append(np.concatenate((made, extra)))
            self.owner.append(np.concatenate((owner, extra_owner)) + offset)
            self.rows += [part.rows[c] for c in clips]
            offset += len(clips)
        self.tested = int(self.test_owner[dataset.CLIPS].max()) + 1  # the first rows are the clips themselves
        self.fold = np.array([fold_of.get(r["group"], -1) for r in self.rows])
        self.cry = np.array([r["detect_label"] == "cry" for r in self.rows])

    def statistics(self, name: str) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Statistics of all windows to fit on, and of those to test on per part, with the network of run `name`."""
        sources = {n: embeddings(self.cache, name, n, p) for n, p in zip(PARTS, self.parts)}
        return (np.concatenate([statistics(e, b) for e, b in zip(sources.values(), self.bounds)]),
                {n: statistics(sources[n], self.test_bounds[n]) for n in TESTED})

    def owners(self) -> np.ndarray:
        return np.concatenate(self.owner)

    def truth_and_fold(self) -> tuple[np.ndarray, np.ndarray]:
        """Whether each tested clip is a cry, and its fold; the clips as they are, then their narrow versions."""
        return np.tile(self.cry[:self.tested], len(TESTED)), np.tile(self.fold[:self.tested], len(TESTED))
