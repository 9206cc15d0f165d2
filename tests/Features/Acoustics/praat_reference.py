"""Writes praat_reference.json: what Praat measures in the clips that the tests compare with.

    python3 praat_reference.py ../../../../shared/data

The clips are those in the repository (generated tones, samples/*.wav) and sixty recorded cries, twelve of each of five origins: of
the n clips of an origin in manifest.csv that are labelled cry and have a voiced_fraction of at least 0.2 in quality.csv, in the order
of the manifest, those at floor(j * n / 12), j = 0...11. Needs praat and ffmpeg.
"""

import csv
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
ORIGINS = ("donateacry", "infants_cry_id", "viache_cries", "esc50", "giulbia")
PER_ORIGIN = 12
NAMES = ("f0_median_hz", "voiced_fraction", "hnr_mean_db", "bursts", "burst_seconds", "bursts_20_db")


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def recorded(data):
    voiced = {row["path"]: float(row["voiced_fraction"]) for row in rows(data / "quality.csv")}
    manifest = rows(data / "manifest.csv")
    for origin in ORIGINS:
        clips = [row["path"] for row in manifest
                 if row["origin"] == origin and row["detect_label"] == "cry" and voiced[row["path"]] >= 0.2]
        yield from (clips[j * len(clips) // PER_ORIGIN] for j in range(PER_ORIGIN))


def measure(wav):
    run = subprocess.run(["praat", "--run", str(HERE / "praat_reference.praat"), str(wav)], capture_output=True, text=True, check=True)
    values = [None if "undefined" in word else json.loads(word) for word in run.stdout.split()]
    return dict(zip(NAMES, values, strict=True))


def measure_recorded(path):
    with tempfile.TemporaryDirectory() as folder:
        wav = pathlib.Path(folder) / "clip.wav"
        subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-i", str(path), "-c:a", "pcm_s16le", str(wav)], check=True)
        return measure(wav)


def main():
    data = pathlib.Path(sys.argv[1])
    own = sorted([*(ROOT / "samples").glob("*.wav"), *(ROOT / "tests" / "Features" / "Golden").glob("synth_*.wav")])
    version = subprocess.run(["praat", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    result = {
        "praat": version,
        "own": [{"path": str(path.relative_to(ROOT)), **measure(path)} for path in own],
        "recorded": [{"path": path, **measure_recorded(data / path)} for path in recorded(data)],
    }
    # One line per clip.
    text = json.dumps(result).replace(": [", ": [\n    ").replace("}, {", "},\n    {").replace("}]", "}\n  ]")
    text = text.replace('{"praat"', '{\n  "praat"').replace(', "own"', ',\n  "own"').replace(', "recorded"', ',\n  "recorded"')
    (HERE / "praat_reference.json").write_text(text[:-1] + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
