"""Makes more mixtures of those unlabelled sounds that are like crying, and of the cries by formula.

    python3 training/likes.py [--cache training/cache]

writes cache/likes/ with a manifest.csv: LIKES mixtures of every unlabelled sound in which the teacher hears crying or a class that is near to it, and of
every cry of cries.py. Only a quarter of the sounds are, and a network that has heard three mixtures of each many times over knows those by heart.
Goes on where it was interrupted.
"""

from pathlib import Path

import numpy as np

import dataset
import folds
import variants
from pool import NEAR, TEACHER, teacher_outputs
from prepare import arguments
from teacher import Teacher

LIKES = 8
ALIKE = 0.03  # the highest score of NEAR


def alike(part: dataset.Part, scores: np.ndarray) -> np.ndarray:
    """The clips of a part in which the teacher hears crying or a class that is near to it."""
    return np.flatnonzero(np.maximum.reduceat(np.asarray(scores[:, list(NEAR)]).max(1), part.patch_start[:-1]) > ALIKE)


def plans(sources: list[tuple[Path, dict]], sounds: list[Path], folder: Path) -> tuple[list[dict], list[variants.Plan]]:
    """Rows of the manifest, and how to make the sounds of each."""
    rng, rows, planned = np.random.default_rng(folds.SEED + 2), [], []
    for number in range(1, LIKES + 1):
        for source, row in sources:
            path = f"l{number}/{row['path']}"
            rows.append({**row, "path": path, "source": row["path"], "detect_label": "unknown"})
            planned.append(variants.Plan(variants.mixture, source, tuple(sounds[i] for i in rng.integers(len(sounds), size=2)), folder / path, path))
    return rows, planned


def main() -> None:
    parser = arguments("Makes more mixtures of what is like crying.")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    part, cries = dataset.load(options.cache, dataset.SOUNDS), dataset.load(options.cache, dataset.CRIES)
    _, scores = teacher_outputs(options.cache, part, dataset.SOUNDS, Teacher(TEACHER))
    root, columns = options.cache / "sounds", list(part.rows[0])
    sources = [(root / part.rows[i]["path"], part.rows[i]) for i in alike(part, scores)]
    sources += [(options.cache / "cries" / r["path"], {c: r.get(c, "") for c in columns}) for r in cries.rows if not r["source"]]
    folder = options.cache / "likes"
    rows, planned = plans(sources, [root / r["path"] for r in part.rows], folder)
    variants.write_all(planned, rows, folder, options.jobs)


if __name__ == "__main__":
    main()
