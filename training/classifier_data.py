"""The clips the classifier learns from: features by `cryapi features`, joined with the corpus' manifest."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

import folds
import serving
from classifier_model import FEATURES, LABELS


@dataclass
class Clips:
    """Manifest rows and the features of every version of a clip [clips, versions, 111], float32; the clip itself is version 0."""

    rows: list[dict]
    versions: np.ndarray
    types: list[str]

    @property
    def features(self) -> np.ndarray:
        """Features of the clips as they are [clips, 111]."""
        return self.versions[:, 0]

    @property
    def labels(self) -> np.ndarray:
        """Index into `types` of every clip."""
        return np.array([self.types.index(row["type_label"]) for row in self.rows])

    @property
    def groups(self) -> np.ndarray:
        return np.array([row["group"] for row in self.rows])

    def learnt(self) -> tuple[np.ndarray, np.ndarray]:
        """Features and labels of all versions of all clips."""
        count = self.versions.shape[1]
        return self.versions.reshape(-1, self.versions.shape[2]), np.repeat(self.labels, count)

    def where(self, mask: np.ndarray) -> "Clips":
        return Clips([row for row, keep in zip(self.rows, mask) if keep], self.versions[mask], self.types)

    def typed(self, origins: list[str], types: list[str] = LABELS) -> "Clips":
        """The cries of these origins with one of these types; an origin without any is an error."""
        mask = np.array([row["origin"] in origins and row["detect_label"] == "cry" and row["type_label"] in types for row in self.rows])
        chosen = self.where(mask)
        if missing := set(origins) - {row["origin"] for row in chosen.rows}:
            raise SystemExit(f"no cry with a type in: {', '.join(sorted(missing))}")
        return Clips(chosen.rows, chosen.versions, types)


def compute(dataset: Path, rows: list[dict], kind: str, file: Path) -> None:
    """Writes the features of these clips by `cryapi features`, if the file does not exist."""
    if not file.exists():
        chosen = file.with_suffix(".csv")
        folds.write_manifest(chosen, rows)
        serving.run("features", dataset, "--manifest", chosen, "--kind", kind, "--output", file)


def read(dataset: Path, features: Path, kind: str = "cry", is_typed: bool = False) -> Clips:
    """All clips of the dataset, or those that have a type, sorted by path. The features file is made if it does not exist."""
    rows = sorted((row for row in folds.read_manifest(dataset / "manifest.csv") if row["type_label"] or not is_typed), key=lambda row: row["path"])
    compute(dataset, rows, kind, features)
    with np.load(features) as archive:
        values = dict(zip(map(str, archive["path"]), archive["values"]))
    if missing := [row["path"] for row in rows if row["path"] not in values]:
        raise SystemExit(f"{features} lacks {len(missing)} clips of {dataset}, the first {missing[0]}; delete it to have it made again")
    matrix = np.stack([values[row["path"]] for row in rows]).astype(np.float32)
    matrix = matrix.reshape(len(rows), -1, matrix.shape[-1])
    if matrix.shape[-1] != FEATURES or not np.isfinite(matrix).all():
        raise SystemExit(f"{features} holds no {FEATURES} finite values a clip")
    return Clips(rows, matrix, LABELS)


def read_versions(cache: Path) -> Clips:
    """The clips that have a type, with their altered versions."""
    return read(cache / "wav", cache / "cry_variants.npz", "cry-variants", is_typed=True)
