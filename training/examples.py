"""The windows that the detector's head is fitted on and tested on, and their statistics by each run's network."""

from pathlib import Path

import numpy as np
import torch

import dataset
import folds
import levels
import runs
from embedding import checkpoint_of, finished
from heads import Head, of_means
from losses import KIN
from network import EMBEDDING, EmbeddingNetwork
from teacher import BABY_CRY
from windows import statistics, windows

PARTS = (dataset.CLIPS, dataset.VARIANTS, dataset.NARROW, dataset.IMAGED, dataset.SYNTHETIC)
TESTED = (dataset.CLIPS, dataset.NARROW)
VARIANTS = 3  # of each clip; the network has heard more
COHORT_STEP = 3  # every third of the unlabelled sounds is in the cohort


def used(part: dataset.Part, name: str) -> np.ndarray:
    """The part's clips that the head needs."""
    if name == dataset.VARIANTS:
        return np.array([i for i, r in enumerate(part.rows) if r["path"].split("/")[0] in {f"v{n}" for n in range(1, VARIANTS + 1)}])
    return np.arange(0, len(part.rows), COHORT_STEP if name == dataset.SOUNDS else 1)


def embeddings(cache: Path, name: str, part_name: str, part: dataset.Part) -> np.ndarray:
    """float32 [patches, 1024] of the network of run `name`, which hears them at a controlled level, computed once per checkpoint; 0 for patches
    of clips that are not `used`."""
    checkpoint, file = checkpoint_of(cache, name), cache / "embeddings" / f"{name}-{part_name}.npy"
    if not file.exists() or file.stat().st_mtime_ns < checkpoint.stat().st_mtime_ns:
        network = EmbeddingNetwork()
        network.load_state_dict(finished(cache, name)["network"])
        network = network.eval().to(memory_format=torch.channels_last)
        gain = levels.gains(part)
        result, wanted = np.zeros((part.patch_total, EMBEDDING), np.float32), np.flatnonzero(np.isin(part.clip_of_patch, used(part, part_name)))
        with torch.no_grad():
            for start in range(0, len(wanted), 128):
                indices = wanted[start:start + 128]
                result[indices] = network(torch.from_numpy(levels.turned_down(part.patches(indices), gain[indices]))).numpy()
        file.parent.mkdir(parents=True, exist_ok=True)
        np.save(file, result)
    return np.load(file, mmap_mode="r")


def outputs(cache: Path, name: str) -> tuple[Head, Head]:
    """What the network of a run has learnt of its teacher's logit of a baby's cry, and what of the labels, on the mean embedding of a
    window."""
    state, number = finished(cache, name), KIN.index(BABY_CRY)
    losses, scale = state["losses"], state["network"]["scale"].numpy().astype(np.float64)
    return tuple(of_means(losses[f"{head}.weight"][row].numpy() / scale, float(losses[f"{head}.bias"][row]))
                 for head, row in (("kin_head", number), ("label_head", 0)))


def bounds(part: dataset.Part, clips: np.ndarray, size: int, hop: int) -> tuple[np.ndarray, np.ndarray]:
    """(first, end) of every window of the clips, in patches of the part, and the position in clips it belongs to."""
    made, owner = [], []
    for position, clip in enumerate(clips):
        start, end = part.patch_start[clip:clip + 2]
        for first, last in windows(end - start, size, hop):
            made.append((start + first, start + last))
            owner.append(position)
    return np.array(made), np.array(owner)


class Examples:
    """Windows of the labelled clips, variants and synthetic sounds: what a head can be fitted on and tested on.

    Tested are the clips as they are and, after them, their narrow versions.
    """

    def __init__(self, cache: Path, size: int, hop: int):
        self.parts = [dataset.load(cache, name) for name in PARTS]
        self.cache, self.size, self.hop, corpus = cache, size, hop, self.parts[0].rows
        self.bounds, self.owner, self.rows = [], [], []
        self.test_bounds, self.test_owner = {}, {}
        for name, part in zip(PARTS, self.parts):
            clips = np.array([i for i in used(part, name) if part.rows[i]["detect_label"] in folds.LABELLED])
            made, owner = bounds(part, clips, size, hop)
            if name in TESTED:
                self.test_bounds[name], self.test_owner[name] = made, owner
            self.bounds.append(made)
            self.owner.append(owner + len(self.rows))
            self.rows += [part.rows[c] for c in clips]
        place = {r["path"]: i for i, r in enumerate(corpus)}
        self.clip = np.array([place.get(r.get("source") or r["path"], -1) for r in self.rows])  # of the corpus; -1: synthetic
        self.cry = np.array([r["detect_label"] == "cry" for r in self.rows])
        self.tested = int(self.test_owner[dataset.CLIPS].max()) + 1  # the first rows are the clips themselves

    def statistics(self, name: str) -> np.ndarray:
        """Statistics of all windows to fit on, with the network of run `name`."""
        return np.concatenate([statistics(embeddings(self.cache, name, n, p), b) for n, p, b in zip(PARTS, self.parts, self.bounds)])

    def test_statistics(self, name: str) -> dict[str, np.ndarray]:
        """Statistics of the windows to test on, per part, with the network of run `name`."""
        return {n: statistics(embeddings(self.cache, name, n, self.parts[PARTS.index(n)]), self.test_bounds[n]) for n in TESTED}

    def known(self, name: str) -> np.ndarray:
        """Statistics of the windows of the clips that a run may hear, as they are and narrow."""
        values, may = self.test_statistics(name), self.trained(name)[:self.tested]
        return np.concatenate([values[part][may[self.test_owner[part]]] for part in TESTED])

    def cohort(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Statistics of windows of sounds that are hardly ever a cry, and the sound of each: of the unlabelled ones, or, where there are
        none, of the clips without a cry that the run may hear."""
        if dataset.made(self.cache, dataset.SOUNDS):
            part_name, part = dataset.SOUNDS, dataset.load(self.cache, dataset.SOUNDS)
            clips = used(part, part_name)
        else:
            part_name, part = dataset.CLIPS, self.parts[0]
            clips = np.flatnonzero(runs.trained_on(part.rows, name) & np.array([r["detect_label"] == "not_cry" for r in part.rows]))
        made, owner = bounds(part, clips, self.size, self.hop)
        return statistics(embeddings(self.cache, name, part_name, part), made), owner

    def owners(self) -> np.ndarray:
        return np.concatenate(self.owner)

    def trained(self, name: str) -> np.ndarray:
        """Which rows a run may be fitted on."""
        corpus = self.parts[0].rows
        kept_from = {r["path"] for r, may in zip(corpus, runs.trained_on(corpus, name)) if not may}
        return np.array([kept_from.isdisjoint(runs.clips_in(r)) for r in self.rows])

    def tested_by(self, name: str) -> np.ndarray:
        """Which of the tested clips a fold's run is tested on."""
        return runs.tested_on(self.parts[0].rows, name)[self.clip[:self.tested]]

    def truth(self) -> np.ndarray:
        """Whether each tested clip is a cry: as they are, then their narrow versions."""
        return np.tile(self.cry[:self.tested], len(TESTED))

    def fold(self, protocol: str) -> np.ndarray:
        """The fold of each tested clip: as they are, then their narrow versions."""
        return np.tile(folds.of_clips(self.parts[0].rows, protocol)[self.clip[:self.tested]], len(TESTED))
