"""The clips the classifier learns from: features by `cryapi features`, joined with the corpus' manifest."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

import folds
import serving
from classifier_model import FEATURES, LABELS


@dataclass
class Clips:
    """Manifest rows and their features [clips, 111], float32."""

    rows: list[dict]
    features: np.ndarray

    @property
    def labels(self) -> np.ndarray:
        """Index into LABELS of every clip."""
        return np.array([LABELS.index(row["type_label"]) for row in self.rows])

    @property
    def groups(self) -> np.ndarray:
        return np.array([row["group"] for row in self.rows])

    def where(self, mask: np.ndarray) -> "Clips":
        return Clips([row for row, keep in zip(self.rows, mask) if keep], self.features[mask])

    def typed(self, origins: list[str]) -> "Clips":
        """The cries of these origins with one of the five types; an origin without any is an error."""
        mask = np.array([row["origin"] in origins and row["detect_label"] == "cry" and row["type_label"] in LABELS for row in self.rows])
        chosen = self.where(mask)
        if missing := set(origins) - {row["origin"] for row in chosen.rows}:
            raise SystemExit(f"no cry with a type in: {', '.join(sorted(missing))}")
        return chosen


def read(dataset: Path, features: Path) -> Clips:
    """All clips of the dataset, sorted by path. The features file is made if it does not exist."""
    if not features.exists():
        features.parent.mkdir(parents=True, exist_ok=True)
        serving.run("features", dataset, "--kind", "cry", "--output", features)
    with np.load(features) as archive:
        values = {str(path): row for path, row in zip(archive["path"], archive["values"])}
    rows = sorted(folds.read_manifest(dataset / "manifest.csv"), key=lambda row: row["path"])
    if missing := [row["path"] for row in rows if row["path"] not in values]:
        raise SystemExit(f"{features} lacks {len(missing)} clips of {dataset}, the first {missing[0]}; delete it to have it made again")
    matrix = np.stack([values[row["path"]] for row in rows]).astype(np.float32)
    if matrix.shape[1] != FEATURES or not np.isfinite(matrix).all():
        raise SystemExit(f"{features} holds no {FEATURES} finite values a clip")
    return Clips(rows, matrix)
