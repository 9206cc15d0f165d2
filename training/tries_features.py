"""What was given to models of cry type: the feature sets of the table of tries."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

import classifier_data
import dataset
import levels
import serving
from classifier_data import Clips
from pool import TEACHER
from prepare import HERE
from teacher import Teacher
from windows import statistics

BATCH = 2048


@dataclass
class Material:
    """Clips with a type of any origin, and their feature sets {name: [clips, values]}."""

    clips: Clips
    sets: dict[str, np.ndarray]

    def where(self, mask: np.ndarray) -> "Material":
        return Material(self.clips.where(mask), {name: values[mask] for name, values in self.sets.items()})


def embeddings(cache: Path, paths: list[str]) -> dict[str, np.ndarray]:
    """Mean and standard deviation over the clip [clips, 2048] of CryNet's embedding, by the code that serves, and of YAMNet's."""
    file = cache / "type_embeddings.npz"
    if not file.exists():
        part, teacher = dataset.load(cache, dataset.CLIPS), Teacher(TEACHER)
        gain, index = levels.gains(part), {row["path"]: i for i, row in enumerate(part.rows)}
        chosen = np.array([index[path] for path in paths])
        patches = np.concatenate([np.arange(part.patch_start[i], part.patch_start[i + 1]) for i in chosen])
        ours, theirs = [], []
        for start in range(0, len(patches), BATCH):
            some = patches[start:start + BATCH]
            turned = levels.turned_down(part.patches(some), gain[some]).reshape(len(some), -1)
            ours.append(serving.run_stage(HERE.parent / "models", "embedding", turned))
            theirs.append(teacher.outputs(lambda indices: part.patches(some[indices]), len(some))[0].astype(np.float32))
        counts = (part.patch_start[1:] - part.patch_start[:-1])[chosen]
        ends = np.cumsum(counts)
        bounds = np.stack((ends - counts, ends), 1)
        np.savez(file, path=paths, crynet=statistics(np.concatenate(ours), bounds), yamnet=statistics(np.concatenate(theirs), bounds))
    with np.load(file) as archive:
        if list(map(str, archive["path"])) != paths:
            raise SystemExit(f"{file} is of other clips; delete it to have it made again")
        return {name: archive[name] for name in ("crynet", "yamnet")}


def of_family(values: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Each value less its family's mean: what an app that knows its user could do. A family with one clip is left with zeros."""
    result = values.astype(np.float64)
    for group in np.unique(groups):
        result[groups == group] -= result[groups == group].mean(0)
    return result


def prosody(cache: Path, rows: list[dict]) -> np.ndarray:
    """The acoustic descriptors of `cryapi features --kind acoustics`, what could not be measured at the set's median."""
    file = cache / "acoustics.npz"
    classifier_data.compute(cache / "wav", rows, "acoustics", file)
    with np.load(file) as archive:
        found = dict(zip(map(str, archive["path"]), archive["values"]))
    values = np.stack([found[row["path"]] for row in rows]).astype(np.float64)
    return np.where(np.isnan(values), np.nanmedian(values, 0), values)


def read(cache: Path) -> Material:
    """All feature sets of the clips with one of the five types."""
    everything = classifier_data.read_versions(cache)
    paths = [row["path"] for row in everything.rows]
    found, ours = embeddings(cache, paths), everything.features.astype(np.float64)
    sets = {
        "111 features": ours, "acoustics": prosody(cache, everything.rows),
        "CryNet, mean": found["crynet"][:, :1024], "CryNet, mean and sd": found["crynet"],
        "YAMNet, mean": found["yamnet"][:, :1024], "YAMNet, mean and sd": found["yamnet"],
    }
    sets["111 features and CryNet's mean"] = np.concatenate((ours, sets["CryNet, mean"]), 1)
    sets["111 features, less the family's mean"] = of_family(ours, everything.groups)
    sets["CryNet, mean, less the family's mean"] = of_family(sets["CryNet, mean"], everything.groups)
    known = np.array([row["type_label"] in everything.types for row in everything.rows])
    return Material(everything, sets).where(known)
