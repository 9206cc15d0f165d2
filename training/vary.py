"""Makes altered sounds for the network and the head to learn from.

    python3 training/vary.py [--cache training/cache]

writes cache/variants/ (VARIANTS variants of every clip of the corpus, labelled as the clip), cache/remixes/ (REMIXES of every clip, altered
beyond what a label survives, and so without one) and, of the unlabelled sounds of sounds.py, cache/mixtures/ (MIXTURES new sounds of each;
none where there are none), each with a manifest.csv that adds `source`
and, of the corpus, `partners` (what may have been mixed in, separated by `;`).
Needs prepare.py's and sounds.py's output. Goes on where it was interrupted.
"""

import numpy as np

import folds
import variants
from prepare import IMAGED_ORIGINS, arguments

VARIANTS, MIXTURES = 6, 3
REMIXES = {"cry": 4, "unknown": 4, "not_cry": 2}


def altered_rows(rows: list[dict], sounds: list[str], letter: str, times: dict[str, int], seed: int) -> list[tuple[dict, list[tuple[bool, str]]]]:
    """(row of the altered clip, two sounds to mix into it) for every clip, as many times as its label says. A sound is (whether of the
    corpus, path): three in five are unlabelled sounds; the others are no cries and lie in the same fold of each protocol as the clip,
    so that what is made is known to no fold that its clip is kept from."""
    cells = list(zip(*(folds.of_clips(rows, p) for p in folds.PROTOCOLS)))
    quiet: dict[tuple, list[str]] = {}
    for row, cell in zip(rows, cells):
        if row["detect_label"] == "not_cry":
            quiet.setdefault(cell, []).append(row["path"])
    rng = np.random.default_rng(seed)
    planned = []
    for number in range(1, max(times.values()) + 1):
        for row, cell in zip(rows, cells):
            if number > times[row["detect_label"]]:
                continue
            partners = []
            for _ in range(2):
                known = quiet.get(cell)
                chosen = sounds if sounds and (known is None or rng.random() < 0.6) else known or [row["path"]]
                partners.append((chosen is not sounds, chosen[int(rng.integers(len(chosen)))]))
            planned.append(({**row, "path": f"{letter}{number}/{row['path']}", "source": row["path"],
                             "partners": ";".join(path for known, path in partners if known)}, partners))
    return planned


def variant_rows(rows: list[dict], sounds: list[str]) -> list[tuple[dict, list[tuple[bool, str]]]]:
    """altered_rows VARIANTS times for every clip."""
    return altered_rows(rows, sounds, "v", dict.fromkeys(REMIXES, VARIANTS), folds.SEED)


def remix_rows(rows: list[dict], sounds: list[str]) -> list[tuple[dict, list[tuple[bool, str]]]]:
    """altered_rows REMIXES times, without a label."""
    return [({**row, "detect_label": "unknown"}, partners) for row, partners in altered_rows(rows, sounds, "r", REMIXES, folds.SEED + 1)]


def mixture_rows(rows: list[dict]) -> list[tuple[dict, list[str]]]:
    """(row of the mixture, paths of two sounds to mix into it) MIXTURES times for every unlabelled sound."""
    rng = np.random.default_rng(folds.SEED)
    return [({**row, "path": f"m{number}/{row['path']}", "source": row["path"]}, [rows[i]["path"] for i in rng.integers(len(rows), size=2)])
            for number in range(1, MIXTURES + 1) for row in rows]


def main() -> None:
    parser = arguments("Variants of the clips and mixtures of the unlabelled sounds.")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", choices=("mixtures", "variants", "remixes"), help="one of them")
    options = parser.parse_args()
    clips, narrow, sounds, mixed = (options.cache / name for name in ("wav", "narrow", "sounds", "mixtures"))
    unlabelled = folds.read_manifest(sounds / "manifest.csv") if (sounds / "manifest.csv").exists() else []
    if unlabelled and options.only in (None, "mixtures"):
        planned = mixture_rows(unlabelled)
        variants.write_all([variants.Plan(variants.mixture, sounds / row["source"], tuple(sounds / p for p in partners), mixed / row["path"], row["path"])
               for row, partners in planned], [row for row, _ in planned], mixed, options.jobs)
    rows = folds.read_manifest(clips / "manifest.csv")
    # Of the origins with images the clean versions: see prepare.py.
    clean = {r["path"]: (narrow if r["origin"] in IMAGED_ORIGINS else clips) / r["path"] for r in rows}
    for what, plan, make in (("variants", variant_rows, variants.variant), ("remixes", remix_rows, variants.mixture)):
        if options.only not in (None, what):
            continue
        planned, folder = plan(rows, [r["path"] for r in unlabelled]), options.cache / what
        variants.write_all([variants.Plan(make, clean[row["source"]], tuple(clean[p] if known else sounds / p for known, p in partners),
                             folder / row["path"], row["path"]) for row, partners in planned], [row for row, _ in planned], folder, options.jobs)


if __name__ == "__main__":
    main()
