#!/usr/bin/python3
"""What the original system costs, step by step: one process, one thread, everything warm.

    bench/rival/run.py [--repetitions 10] [--output FILE] [CLIP.wav …]

Prints a JSON document, or writes it to FILE: of every step the median of processor and wall time in ms over all clips and repetitions.
Clips are 16 kHz mono 16-bit WAV; without any, samples/cry.wav and the clips of 7 s in ../shared/golden, which are cries. Steps come in turns,
clip by clip, so that all see the same load, and each right after a run that isn't timed, so that none pays for what the one before
has left in the caches.

features: all 111 in one go. filters: making all filters anew, as librosa does in each call unless told to cache; no other step contains it.
detect: decode, patches, yamnet, head. classifier: scaler, selector, vote. analyze: detect, features, classifier. xgboost: no part of the
original, and of no other step.
"""

import argparse
import json
import platform
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median

import one_thread

import numpy as np
import scipy
import sklearn
import soundfile
import torch
import xgboost

import classifier
import features
from detector import Detector, patches

SHORTEST, LONGEST = 6.9, 7.0  # seconds


class Stopwatch:
    """Times in ms by step: (processor, wall)."""

    def __init__(self):
        self.times: dict[str, list[tuple[float, float]]] = defaultdict(list)

    def __call__(self, name: str, call: Callable):
        call()
        wall, processor = time.perf_counter(), time.process_time()
        result = call()
        self.times[name].append((1e3 * (time.process_time() - processor), 1e3 * (time.perf_counter() - wall)))
        return result

    def medians(self) -> dict[str, dict[str, float]]:
        return {name: {"cpu_ms": round(median(cpu for cpu, _ in times), 3), "wall_ms": round(median(wall for _, wall in times), 3),
                       "cpu_ms_fastest": round(min(cpu for cpu, _ in times), 3)} for name, times in self.times.items()}


def decode(path: Path) -> np.ndarray:
    return soundfile.read(path, dtype="float32")[0]


def fits(path: Path) -> bool:
    try:
        found = soundfile.info(path)
    except soundfile.LibsndfileError:
        return False
    return (found.format, found.samplerate, found.channels, found.subtype) == ("WAV", 16_000, 1, "PCM_16")


def default_clips() -> list[Path]:
    golden = sorted(one_thread.GOLDEN.glob("*.wav"))
    return [one_thread.ROOT / "samples" / "cry.wav", *(path for path in golden if SHORTEST <= soundfile.info(path).duration <= LONGEST)]


class Original:
    """Both stages of the original, loaded."""

    def __init__(self):
        self.detector, self.classifier = Detector(one_thread.WEIGHTS), classifier.load()

    def detect(self, path: Path) -> float:
        return self.detector.detect(decode(path))

    def analyze(self, path: Path) -> tuple[float, np.ndarray]:
        signal = decode(path)
        return self.detector.detect(signal), self.classifier.classify(features.extract(signal))

    def steps(self, path: Path, step: Callable) -> None:
        """Runs every step on a clip."""
        signal = step("decode", lambda: decode(path))
        vector = features.extract(signal, step)
        step("features", lambda: features.extract(signal))
        step("filters", features.make_filters)

        made = step("patches", lambda: patches(signal))
        embeddings = step("yamnet", lambda: self.detector.embeddings(made))
        step("head", lambda: self.detector.decide(embeddings))
        step("detect", lambda: self.detect(path))

        scaled = step("scaler", lambda: self.classifier.scaler.transform(vector[None]))
        chosen = step("selector", lambda: self.classifier.selector.transform(scaled))
        step("vote", lambda: self.classifier.vote.predict_proba(chosen))
        step("classifier", lambda: self.classifier.classify(vector))
        step("analyze", lambda: self.analyze(path))
        step("xgboost", lambda: self.classifier.boosting.predict_proba(chosen))


def versions() -> dict[str, str]:
    return {"python": platform.python_version(), **{module.__name__: module.__version__ for module in (np, scipy, sklearn, torch, xgboost, soundfile)}}


def processor_name() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clips", type=Path, nargs="*")
    parser.add_argument("--repetitions", type=int, default=10)
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    one_thread.need(one_thread.WEIGHTS, *([] if options.clips else [one_thread.GOLDEN]))
    blas = one_thread.blas()
    clips = options.clips or default_clips()
    if unfit := [path.name for path in clips if not fits(path)]:
        parser.error(f"not 16 kHz mono 16-bit WAV: {', '.join(unfit)}")

    original = Original()
    for path in clips:  # warms up, and makes each clip's filters
        original.steps(path, lambda name, call: call())
    stopwatch = Stopwatch()
    for _ in range(options.repetitions):
        for path in clips:
            original.steps(path, stopwatch)
    report = json.dumps({"clips": [str(path) for path in clips], "repetitions": options.repetitions, "processor": processor_name(), "blas": blas,
                         "torch": {"threads": torch.get_num_threads(), "convolutions": "mkldnn"}, "versions": versions(),
                         "steps": stopwatch.medians()}, indent=1)
    if options.output:
        options.output.write_text(report + "\n")
    else:
        print(report)


if __name__ == "__main__":
    main()
