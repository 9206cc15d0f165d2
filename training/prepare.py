"""Turns the corpus into WAV files that `cryapi features` reads.

    python3 training/prepare.py [--origins donateacry,esc50] [--data ../shared/data] [--cache training/cache]

writes cache/wav/ (the corpus' tree, 16 kHz, 16 bit, mono, with its manifest.csv), cache/narrow/ and cache/imaged/ (every clip as a
recording of 8 kHz sounds after a clean and after a poor resampler, under its path in cache/wav), and cache/synthetic/ (the sounds
of synthetic.py). What is made by mixing is vary.py's.
"""

import argparse
import hashlib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import soundfile

import augment
import folds
import synthetic

HERE = Path(__file__).resolve().parent
RATE = 16_000
SYNTHETIC = "synthetic"
# Origins whose files were recorded at 8 kHz and brought to 16 kHz by a filter that lets images of the band through between
# 4 and 4.5 kHz. Nearly all of them are cries, and a model that is shown them alone learns to hear the filter. So the network
# learns from their narrow versions, and the head from every clip of the corpus with and without images.
IMAGED_ORIGINS = ("donateacry", "donateacry_raw", "fsdd", "pyaudio_music")


def arguments(description: str) -> argparse.ArgumentParser:
    """The options that all steps of the recipe share."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data", help="the corpus")
    parser.add_argument("--cache", type=Path, default=HERE / "cache", help="folder for everything that is not committed")
    return parser


def selected(rows: list[dict], origins: str | None) -> list[dict]:
    """The rows of the comma-separated origins, or all; an unknown origin is an error."""
    if not origins:
        return rows
    wanted = set(origins.split(","))
    unknown = wanted - {r["origin"] for r in rows}
    if unknown:
        raise SystemExit(f"no such origin in the corpus: {', '.join(sorted(unknown))}")
    return [r for r in rows if r["origin"] in wanted]


def read(path: Path) -> np.ndarray:
    signal, rate = soundfile.read(path, dtype="float32", always_2d=True)
    if rate != RATE:
        raise ValueError(f"{path}: {rate} Hz; the corpus is 16 kHz")
    return signal.mean(1)


def write(path: Path, signal: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pcm = np.clip(np.rint(np.asarray(signal, np.float64) * 32768), -32768, 32767).astype(np.int16)
    soundfile.write(path, pcm, RATE, subtype="PCM_16")


def _copy(source: Path, target: Path) -> None:
    if not target.exists():
        write(target, read(source))


def seeded(key: str) -> np.random.Generator:
    """Random numbers that depend on the key alone."""
    return np.random.default_rng(int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "little"))


def _narrow(source: Path, target: Path, key: str) -> None:
    if not target.exists():
        rng = seeded("narrow " + key)
        write(target, augment.low_pass(read(source), rng.uniform(3600, 3950), rng.uniform(30, 300)))


def _imaged(source: Path, target: Path, key: str) -> None:
    if not target.exists():
        rng = seeded("imaged " + key)
        write(target, augment.images(read(source), rng.uniform(3900, 4100), rng.uniform(200, 700)))


def write_sounds(sounds: list[tuple[str, np.ndarray]], folder: Path, columns: list[str]) -> list[dict]:
    """Writes sounds of synthetic.py; returns their manifest rows. They belong to no fold."""
    rows = []
    for name, signal in sounds:
        write(folder / SYNTHETIC / f"{name}.wav", signal)
        rows.append({**dict.fromkeys(columns, ""), "path": f"{SYNTHETIC}/{name}.wav", "seconds": f"{len(signal) / RATE:.2f}",
                     "origin": SYNTHETIC, "group": f"{SYNTHETIC}_{name}", "detect_label": "not_cry", "sound": name.split("_")[0],
                     "licence": "MIT (made by training/synthetic.py)"})
    return rows


def main() -> None:
    parser = arguments("Corpus to WAV.")
    parser.add_argument("--origins", help="comma-separated origins to use (default: all)")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--clips-only", action="store_true", help="the clips alone (all that the classifier needs)")
    options = parser.parse_args()
    corpus = selected(folds.read_manifest(options.data / "manifest.csv"), options.origins)
    rows = [{**r, "path": str(Path(r["path"]).with_suffix(".wav"))} for r in corpus]
    clips, narrow, imaged, made = (options.cache / name for name in ("wav", "narrow", "imaged", SYNTHETIC))
    with ProcessPoolExecutor(options.jobs) as pool:
        list(pool.map(_copy, [options.data / r["path"] for r in corpus], [clips / r["path"] for r in rows], chunksize=32))
        folds.write_manifest(clips / "manifest.csv", rows)
        print(f"{clips}: {len(rows)} clips")
        if options.clips_only:
            return
        for make, folder in ((_narrow, narrow), (_imaged, imaged)):
            list(pool.map(make, [clips / r["path"] for r in rows], [folder / r["path"] for r in rows], [r["path"] for r in rows], chunksize=32))
    for folder, what in ((narrow, "nothing above 4 kHz"), (imaged, "images of the band below 4 kHz above it")):
        folds.write_manifest(folder / "manifest.csv", [{**r, "source": r["path"]} for r in rows])
        print(f"{folder}: {len(rows)} clips, {what}")
    sounds = write_sounds(synthetic.sounds() + synthetic.more(), made, list(rows[0]))
    folds.write_manifest(made / "manifest.csv", sounds)
    print(f"{made}: {len(sounds)} synthetic sounds")


if __name__ == "__main__":
    main()
