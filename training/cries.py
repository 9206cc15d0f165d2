"""Makes cries by formula, for the networks to learn what their teacher makes of crying, of which the unlabelled sounds hold hardly any.

    python3 training/cries.py [--cache training/cache]

writes cache/cries/ with a manifest.csv: CRIES cries of `cryapi synth cry` as they are, VARIANTS of each altered as the clips of the corpus are and
labelled as cries, and MIXTURES of each altered as the unlabelled sounds are, without a label. Only unlabelled sounds are mixed in, so every
fold may learn from all. Needs sounds.py's output; without it they stay alone. Goes on where it was interrupted.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

import dataset
import folds
import serving
import variants
from prepare import arguments

CRIES, VARIANTS, MIXTURES = 600, 3, 5
FIRST_SEED = 1001  # smaller ones are for tests
SECONDS = (3, 8)


def dry(folder: Path, number: int) -> Path:
    """The cry of that number, made if it is not there."""
    made = folder / f"{number:03d}"
    if not (made / "cry.wav").exists():
        serving.run("synth", "cry", "-o", made, "--seconds", SECONDS[0] + number % (SECONDS[1] - SECONDS[0] + 1), "--seed", FIRST_SEED + number)
    return made / "cry.wav"


def unaltered(signal: np.ndarray, partners: Sequence[np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """The signal as it is, in the manner of variants.py."""
    return signal


def row(path: str, number: int, label: str, source: str) -> dict:
    """A row of the manifest."""
    return {"path": path, "origin": "synthetic cries", "group": f"synthetic_cry_{number:03d}", "detect_label": label, "sound": "cry",
            "licence": "MIT (made by cryapi synth)", "source": source, "partners": ""}


def plans(sources: list[Path], sounds: list[Path], folder: Path) -> tuple[list[dict], list[variants.Plan]]:
    """Rows of the manifest, and how to make the sounds of each."""
    rng, rows, planned = np.random.default_rng(folds.SEED), [], []
    for number, source in enumerate(sources):
        own = f"d/{number:03d}.wav"
        for kind, times, make, label in (("d", 1, unaltered, "cry"), ("v", VARIANTS, variants.variant, "cry"),
                                         ("m", MIXTURES, variants.mixture, "unknown")):
            for time in range(times):
                path = own if kind == "d" else f"{kind}{time + 1}/{number:03d}.wav"
                partners = tuple(sounds[i] for i in rng.integers(len(sounds), size=2)) if sounds else (source, source)
                rows.append(row(path, number, label, "" if kind == "d" else own))
                planned.append(variants.Plan(make, source, partners, folder / path, path))
    return rows, planned


def main() -> None:
    parser = arguments("Makes cries by formula.")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    folder = options.cache / "cries"
    with ThreadPoolExecutor(options.jobs) as pool:
        sources = list(pool.map(lambda number: dry(options.cache / "cries-dry", number), range(CRIES)))
    sounds = [options.cache / "sounds" / r["path"] for r in folds.read_manifest(options.cache / "sounds" / "manifest.csv")] if dataset.made(
        options.cache, dataset.SOUNDS) else []
    rows, planned = plans(sources, sounds, folder)
    variants.write_all(planned, rows, folder, options.jobs)


if __name__ == "__main__":
    main()
