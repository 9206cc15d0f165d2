"""Test sets that ask one question each: the labelled clips in noise, in a narrow band, short, long, quiet, clipped, coded, in a room.

    python3 training/slices.py [--only snr-0,length-60] [--cache training/cache] [--jobs 2]

writes cache/slices/NAME/ for every name in SLICES: WAV files under the very paths of cache/wav and a manifest.csv with its columns
(`seconds` and `sha256_pcm` those of what was written), so that fold bundles judge each clip as they judge the original. Both labels
are altered alike. backgrounds.csv tells what was mixed into which clip. Also the sounds of unheard.py, one folder a set.

Backgrounds are recordings of BACKGROUNDS, of another group than the clip's and of the same fold (protocol GROUPS), so that a bundle
that has not heard the clip has not heard its background. In protocol ORIGINS that can't be had: a background of another origin than
the clip's may have been trained on. Slices of a family (the name up to its first hyphen) share their seeds: the SNR slices differ in
nothing but the SNR. An interrupted run goes on where it was; after a change of the code delete the slice's folder first.
"""

import hashlib
import os
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Callable, NamedTuple

import numpy as np

import acoustics
import augment
import codec
import folds
import prepare
import unheard
from prepare import RATE

# What sounds where a baby sleeps, and on the way. No voices, animals, music or alarms, and nothing generated.
BACKGROUNDS = ("air_conditioner", "cafeteria", "crackling_fire", "doing_the_dishes", "drilling", "engine", "engine_idling", "exercise_bike",
               "rain", "road_noise", "sea_waves", "thunderstorm", "vacuum_cleaner", "washing_machine", "wind")
BED_DB = 20.0  # the clip is so far above the bed that only makes it longer
QUIET_DBFS = -55.0


class Slice(NamedTuple):
    """make(clip, its background recordings, random numbers) -> the altered clip."""

    make: Callable[[np.ndarray, list[np.ndarray], np.random.Generator], np.ndarray]
    backgrounds: int = 0
    clips: int | None = None  # so many of the clips, spread over labels and origins; None for all


def _snr(decibels: float, signal, backgrounds, rng):
    return acoustics.mix(signal, acoustics.bed(backgrounds, len(signal), rng), decibels)


def _pink(signal, backgrounds, rng):
    return acoustics.mix(signal, acoustics.pink(len(signal), rng), 0)


def _narrow(signal, backgrounds, rng):
    return augment.low_pass(signal, 3700, 300)


def _telephone(signal, backgrounds, rng):
    return acoustics.band_pass(signal, 300, 3400)


def _cut(seconds: int, signal, backgrounds, rng):
    return augment.loudest(signal, seconds * RATE)


def _lasting(seconds: int, signal, backgrounds, rng):
    signal = augment.loudest(signal, seconds * RATE)
    if len(signal) == seconds * RATE:
        return signal
    return acoustics.placed(signal, acoustics.bed(backgrounds, seconds * RATE, rng), BED_DB, rng)


def _quiet(signal, backgrounds, rng):
    level = augment.rms(signal)
    target = max(10 ** (QUIET_DBFS / 20), level / 100)
    return signal * min(1.0, target / max(level, 1e-12))


def _clipped(signal, backgrounds, rng):
    return np.clip(10 * signal, -1, 32767 / 32768)


def _room(signal, backgrounds, rng):
    return acoustics.in_room(signal, acoustics.room_response(rng.uniform(0.3, 0.9), rng.uniform(-3, 6), rng))


def _coded(name: str, signal, backgrounds, rng):
    return codec.round_trip(signal, name)


SLICES: dict[str, Slice] = {
    **{f"snr-{'minus' if db < 0 else ''}{abs(db)}": Slice(partial(_snr, db), backgrounds=1) for db in (-5, 0, 5, 10, 20)},
    "pink-0": Slice(_pink),
    "narrow-4k": Slice(_narrow),
    "narrow-3k4": Slice(_telephone),
    "length-1": Slice(partial(_cut, 1)),
    "length-3": Slice(partial(_cut, 3)),
    "length-7": Slice(partial(_lasting, 7), backgrounds=1),
    "length-60": Slice(partial(_lasting, 60), backgrounds=24, clips=400),
    "level-minus40": Slice(_quiet),
    "clipped": Slice(_clipped),
    "reverb": Slice(_room),
    **{f"codec-{name}": Slice(partial(_coded, name), clips=600) for name in codec.CODECS},
}


def seed(name: str, path: str) -> int:
    """Seed of a clip in a slice; the same in all slices of the family."""
    return int.from_bytes(hashlib.sha256(f"{name.split('-')[0]} {path}".encode()).digest()[:8], "little")


def sample(rows: list[dict], count: int | None) -> list[dict]:
    """So many of the rows, each label and origin in its share, chosen by a hash of the path; in the order given."""
    if count is None or count >= len(rows):
        return rows
    order = sorted(range(len(rows)), key=lambda i: (rows[i]["detect_label"], rows[i]["origin"], seed("sample", rows[i]["path"])))
    return [rows[i] for i in sorted(order[position * len(rows) // count] for position in range(count))]


def backgrounds_for(name: str, row: dict, fold: int, pool: list[tuple[dict, int]]) -> list[str]:
    """Paths of the backgrounds of a clip: of its fold and of other groups, in random order."""
    fit = [r["path"] for r, f in pool if f == fold and r["group"] != row["group"]]
    wanted = SLICES[name].backgrounds
    if wanted and not fit:
        raise SystemExit(f"no background for {row['path']}: the chosen origins have too few recordings of {', '.join(BACKGROUNDS)}")
    return [fit[i] for i in np.random.default_rng(seed(name, row["path"])).permutation(len(fit))[:wanted]]


def _write(path: Path, signal: np.ndarray) -> None:
    """Written whole or not at all, so that an interrupted run leaves nothing that looks finished."""
    partial_file = path.with_name(f"{path.stem}.{os.getpid()}.part.wav")
    prepare.write(partial_file, signal)
    partial_file.replace(path)


def _described(row: dict, path: Path) -> dict:
    signal = prepare.read(path)
    pcm = np.rint(signal * 32768).astype("<i2")
    return {**row, "seconds": f"{len(signal) / RATE:.3f}", "sha256_pcm": hashlib.sha256(pcm.tobytes()).hexdigest()}


def altered(name: str, row: dict, chosen: list[str], clips: Path, folder: Path) -> dict:
    """Makes one clip of a slice, where it is not there yet; returns its manifest row."""
    path = folder / row["path"]
    if not path.exists():
        signal = prepare.read(clips / row["path"]).astype(np.float64)
        # A generator of its own beside that of the choice of backgrounds, so that both stay the same if either changes.
        rng = np.random.default_rng([seed(name, row["path"]), 1])
        made = SLICES[name].make(signal, [prepare.read(clips / p) for p in chosen], rng)
        _write(path, made if name == "clipped" else acoustics.unclipped(made))
    return _described(row, path)


def make(name: str, cache: Path, pool: ProcessPoolExecutor) -> list[dict]:
    """One slice; returns its manifest rows."""
    clips, folder = cache / "wav", cache / "slices" / name
    rows = folds.read_manifest(clips / "manifest.csv")
    fold_of = folds.of_clips(rows, folds.GROUPS)
    noises = [(r, f) for r, f in zip(rows, fold_of) if r["sound"] in BACKGROUNDS and r["detect_label"] == "not_cry"]
    fold_of_path = {r["path"]: f for r, f in zip(rows, fold_of)}
    chosen = sample([r for r in rows if r["detect_label"] in folds.LABELLED], SLICES[name].clips)
    mixed = [backgrounds_for(name, r, fold_of_path[r["path"]], noises) for r in chosen]
    made = list(pool.map(partial(altered, name, clips=clips, folder=folder), chosen, mixed, chunksize=16))
    if SLICES[name].backgrounds:
        folds.write_manifest(folder / "backgrounds.csv", [{"path": r["path"], "background": b} for r, m in zip(chosen, mixed) for b in m])
    folds.write_manifest(folder / "manifest.csv", made)
    return made


def make_unheard(name: str, cache: Path) -> list[dict]:
    """One set of unheard.py; returns its manifest rows."""
    folder = cache / "slices" / name
    columns = folds.read_manifest(cache / "wav" / "manifest.csv")[0]
    made = []
    for kind, title, signal in unheard.SETS[name]():
        path = folder / name / f"{title}.wav"
        _write(path, signal)
        made.append(_described({**dict.fromkeys(columns, ""), "path": f"{name}/{title}.wav", "origin": "unheard", "group": f"unheard_{title}",
                                "detect_label": "not_cry", "sound": kind, "licence": "MIT (made by training/unheard.py)"}, path))
    folds.write_manifest(folder / "manifest.csv", made)
    return made


def main() -> None:
    parser = prepare.arguments("Test sets of altered clips and of generated sounds.")
    names = [*SLICES, *unheard.SETS]
    parser.add_argument("--only", default=",".join(names), help="comma-separated names (default: all)")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    wanted = options.only.split(",")
    unknown = sorted(set(wanted) - set(names))
    if unknown:
        raise SystemExit(f"no such slice: {', '.join(unknown)}; there are {', '.join(names)}")
    with ProcessPoolExecutor(options.jobs) as pool:
        for name in wanted:
            start = time.monotonic()
            made = make(name, options.cache, pool) if name in SLICES else make_unheard(name, options.cache)
            seconds = sum(float(r["seconds"]) for r in made)
            print(f"{name}: {len(made)} clips, {seconds:.0f} s of audio, {seconds * RATE * 2 / 1e6:.0f} MB, made in {time.monotonic() - start:.0f} s",
                  flush=True)


if __name__ == "__main__":
    main()
