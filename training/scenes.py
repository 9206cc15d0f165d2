"""Scenes with known onsets, cut from the corpus: for figures of events, which clips labelled as a whole can't give.

    python3 training/scenes.py [--cache training/cache] [--scenes 200]

writes cache/scenes/ (WAV files, manifest.csv with a `fold` column, events.csv) after prepare.py and embedding.py. A scene lasts 30
to 60 s: other sounds one after the other, and in them 0 to 4 cries of one infant, 2 s or more apart, 0 to 20 dB above the
background. All of a scene's material is of one fold of protocol GROUPS, so that the fold's bundle has heard none of it:
`cryapi evaluate cache/scenes --stage events --folds cache/folds/detection`.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import uniform_filter1d

import dataset
import folds
import prepare
from augment import rms
from prepare import RATE, arguments
from windows import PATCH_HOP_SECONDS, PATCH_SECONDS

BABY_CRY, CRYING = 20, slice(19, 23)  # the teacher's classes: "Baby cry, infant cry"; all kinds of crying
SURE, DOUBTFUL = 0.5, 0.1  # every patch of a cry scores at least SURE; no patch of a background more than DOUBTFUL
CRY_SECONDS, SCENE_SECONDS, MOST_CRIES = (1.5, 8.0), (30.0, 60.0), 4
GAP_SECONDS, SNR_DB = 2.0, (0.0, 20.0)
FADE_SECONDS, CROSSFADE_SECONDS = 0.01, 0.25
FRAME, DEPTH_DB, PAUSE_SECONDS = RATE // 100, 15.0, 0.8  # breaths between the cries of one bout are shorter than a pause
# Sounds that a careful listener too may take for a cry are measured elsewhere, as clips.
CRY_LIKE = {"baby_laugh", "cat", "children_playing", "laughing"}


@dataclass(frozen=True)
class Cut:
    """Samples start ... end-1 of a clip."""

    clip: int
    start: int
    end: int


def runs(inside: np.ndarray) -> list[tuple[int, int]]:
    """(first, end) of every stretch of true."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], inside.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2])]


def bouts(signal: np.ndarray) -> list[tuple[int, int]]:
    """Where it is loud, in samples: within DEPTH_DB of the loud frames, shorter pauses than PAUSE_SECONDS filled."""
    count = len(signal) // FRAME
    if count == 0:
        return []
    power = np.square(signal[:count * FRAME].astype(np.float64)).reshape(count, FRAME).mean(1)
    level = 10 * np.log10(uniform_filter1d(power, 5, mode="nearest") + 1e-12)
    loud = runs(level >= np.percentile(level, 95) - DEPTH_DB)
    filled = loud[:1]
    for first, end in loud[1:]:
        if (first - filled[-1][1]) * FRAME < PAUSE_SECONDS * RATE:
            filled[-1] = (filled[-1][0], end)
        else:
            filled.append((first, end))
    return [(first * FRAME, end * FRAME) for first, end in filled]


def cuts(clip: int, signal: np.ndarray, scores: np.ndarray) -> list[Cut]:
    """Stretches of a clip that cry throughout: the teacher is sure in every patch, and the sound begins and ends with them."""
    found = []
    for first, end in runs(scores >= SURE):
        start = int(first * PATCH_HOP_SECONDS * RATE)
        stop = min(len(signal), int(((end - 1) * PATCH_HOP_SECONDS + PATCH_SECONDS) * RATE))
        for a, b in bouts(signal[start:stop]):
            b = min(b, a + int(CRY_SECONDS[1] * RATE))
            if b - a >= CRY_SECONDS[0] * RATE:
                found.append(Cut(clip, start + a, start + b))
    return found


def faded(signal: np.ndarray, seconds: float) -> np.ndarray:
    """With both ends faded, linearly."""
    length = min(int(seconds * RATE), len(signal) // 2)
    gain = np.ones(len(signal))
    gain[:length] = (np.arange(length) + 0.5) / length
    gain[len(gain) - length:] = gain[:length][::-1]
    return signal * gain


def background(seconds: float, clips: list[int], read, rng: np.random.Generator) -> tuple[np.ndarray, list[int]]:
    """Clips one after the other, faded into each other, each at a level of its own within 12 dB; root mean square 1 in all."""
    made, used, at = np.zeros(int(seconds * RATE)), [], 0
    while at < len(made):
        clip = clips[int(rng.integers(len(clips)))]
        signal = read(clip).astype(np.float64)
        if rms(signal) < 1e-4:
            continue
        signal = faded(signal / rms(signal) * 10 ** (rng.uniform(-6, 6) / 20), CROSSFADE_SECONDS)
        made[at:at + len(signal)] += signal[:len(made) - at]
        used.append(clip)
        at += len(signal) - min(int(CROSSFADE_SECONDS * RATE), len(signal) // 2)
    return made / rms(made), used


def places(lengths: list[int], total: int, rng: np.random.Generator) -> list[int]:
    """First samples of stretches of these lengths in total samples, GAP_SECONDS or more apart."""
    gap = int(GAP_SECONDS * RATE)
    free = total - sum(lengths) - gap * (len(lengths) - 1)
    if free < 0:
        raise ValueError("the cries do not fit into the scene")
    before = np.sort(rng.integers(0, free + 1, len(lengths)))
    return [int(b) + sum(lengths[:i]) + gap * i for i, b in enumerate(before)]


def compose(cries: list[np.ndarray], bed: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, list[tuple[int, int]], list[float]]:
    """The scene, where its cries are, in samples, and their levels above the background in dB. Its peak is -20 ... -1 dBFS."""
    scene, bounds, levels = bed.copy(), [], []
    for cry, start in zip(cries, places([len(c) for c in cries], len(bed), rng)):
        level = float(rng.uniform(*SNR_DB))
        scene[start:start + len(cry)] += faded(cry / rms(cry) * 10 ** (level / 20), FADE_SECONDS)
        bounds.append((start, start + len(cry)))
        levels.append(level)
    return scene / np.abs(scene).max() * 10 ** (rng.uniform(-20, -1) / 20), bounds, levels


def main() -> None:
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--scenes", type=int, default=200, help="how many, spread evenly over the folds")
    options = parser.parse_args()
    part = dataset.load(options.cache, dataset.CLIPS)
    # As embedding.py left them, in the order of the part.
    scores = np.load(options.cache / "teacher" / f"{dataset.CLIPS}-scores.npy", mmap_mode="r")[:, CRYING].astype(np.float32)
    fold, out = folds.of_clips(part.rows, folds.GROUPS), options.cache / "scenes"

    def read(clip: int) -> np.ndarray:
        return prepare.read(options.cache / "wav" / part.rows[clip]["path"])

    def of_clip(clip: int) -> np.ndarray:
        return scores[part.patch_start[clip]:part.patch_start[clip + 1]]

    infants = [defaultdict(list) for _ in range(folds.FOLDS)]
    quiet = [[] for _ in range(folds.FOLDS)]
    for clip, row in enumerate(part.rows):
        if row["detect_label"] == "cry":
            for cut in cuts(clip, read(clip), of_clip(clip)[:, BABY_CRY - CRYING.start]):
                infants[fold[clip]][row["group"]].append(cut)
        elif row["detect_label"] == "not_cry" and row["sound"] not in CRY_LIKE and of_clip(clip).max() <= DOUBTFUL:
            quiet[fold[clip]].append(clip)

    rng = np.random.default_rng(folds.SEED)
    manifest, events = [], []
    for number in range(options.scenes):
        here, path = number % folds.FOLDS, f"scene-{number:03}.wav"
        count = min(int(rng.integers(0, MOST_CRIES + 1)), max(len(c) for c in infants[here].values()))
        group, chosen = f"scene-{number:03}", []
        if count:
            able = sorted(g for g, c in infants[here].items() if len(c) >= count)
            group = able[int(rng.integers(len(able)))]
            chosen = [infants[here][group][i] for i in rng.choice(len(infants[here][group]), count, replace=False)]
        # Four cries of 8 s, three gaps and something around them fit into 45 s.
        shortest = max(SCENE_SECONDS[0], sum((c.end - c.start) / RATE for c in chosen) + 13)
        bed, used = background(rng.uniform(shortest, SCENE_SECONDS[1]), quiet[here], read, rng)
        scene, bounds, levels = compose([read(c.clip)[c.start:c.end].astype(np.float64) for c in chosen], bed, rng)
        prepare.write(out / path, scene)
        sources = sorted({part.rows[c]["group"] for c in [*(c.clip for c in chosen), *used]})
        manifest.append({"path": path, "seconds": f"{len(scene) / RATE:.2f}", "origin": part.rows[chosen[0].clip]["origin"] if chosen else "none",
                         "group": group, "detect_label": "cry" if chosen else "not_cry", "fold": here, "source_groups": ";".join(sources)})
        events += [{"path": path, "start_seconds": f"{a / RATE:.4f}", "end_seconds": f"{b / RATE:.4f}", "snr_db": f"{level:.1f}",
                    "source": part.rows[c.clip]["path"]} for c, (a, b), level in zip(chosen, bounds, levels)]
    folds.write_manifest(out / "manifest.csv", manifest)
    folds.write_manifest(out / "events.csv", events)
    print(f"{out}: {len(manifest)} scenes, {sum(float(r['seconds']) for r in manifest) / 60:.0f} min, {len(events)} cries of "
          f"{len({r['group'] for r in manifest if r['detect_label'] == 'cry'})} infants")


if __name__ == "__main__":
    main()
