#!/usr/bin/python3
"""Does the rival compute what the original computes? Features and embeddings of every clip in ../shared/golden against librosa and YAMNet.

    bench/rival/check.py

An error is the largest difference within a block, divided by the largest value of that block in the clip. Prints for each block the
largest error of any clip, the tolerance, and by how much librosa differs from itself when it hears the same samples in float64. Exit
status 1 where a tolerance is exceeded or a tuning differs, 77 where ../shared is missing.
"""

import json
import sys
from functools import partial

import one_thread

import numpy as np
import soundfile
import torch

import detector
import features
import hpss
import tuning
from spectrum import magnitude
from teacher import BABY_CRY

# float32 holds 6e-8, and means are taken over some 200 frames, in another order than librosa's: 2e-6. Tonnetz and rolloff hang by less,
# a frame that is nearly silent and one bin in one frame, and librosa's own two answers lie up to 9e-4 and 9e-5 apart there (31 clips).
TOLERANCE = dict.fromkeys(features.BLOCKS, 2e-6) | {"tonnetz": 2e-5, "rolloff": 1e-4}
# Values of YAMNet are sums of up to 1,024 products, through 27 layers.
EMBEDDING_TOLERANCE = 1e-5


def error(found: np.ndarray, expected: np.ndarray) -> float:
    return float(np.abs(found - expected).max() / (np.abs(expected).max() or 1))


def feature_errors(clip: dict, signal: np.ndarray) -> dict[str, tuple[float, float]]:
    """Of each block: the rival's error, and librosa's between float32 and float64."""
    found, expected, wider = features.extract(signal), np.array(clip["values"]), np.array(clip["values_float64_input"])
    return {name: (error(found[block], expected[block]), error(wider[block], expected[block])) for name, block in features.BLOCKS.items()}


def tunings_agree(clip: dict, signal: np.ndarray) -> bool:
    found = tuning.estimate(magnitude(signal), 12), tuning.estimate(magnitude(hpss.harmonic(signal)), 36)
    return np.allclose(found, (clip["tuning_chroma_stft_bins12"], clip["tuning_cqt_harmonic_bins36"]), rtol=0, atol=1e-9)


def embedding_errors(clip: dict, signal: np.ndarray, yamnet: detector.Yamnet) -> dict[str, float]:
    made = detector.patches(signal)
    embedding, scores = (values.numpy() for values in yamnet(torch.from_numpy(made)))
    mean, deviation = embedding.mean(0), embedding.std(0)
    found = {
        "patches (means)": error(made.mean((1, 2)), clip["patch_means"]),
        "embedding, mean": error(mean[:16], clip["embedding_mean_first16"]),
        "embedding, deviation": error(deviation[:16], clip["embedding_std_first16"]),
        "embedding, lengths of both": max(abs(np.linalg.norm(mean) / clip["embedding_mean_l2"] - 1),
                                          abs(np.linalg.norm(deviation) / (clip["embedding_std_l2"] or 1) - 1)),
        "score of baby cry (absolute)": float(np.abs(scores[:, BABY_CRY] - clip["score_class20_per_patch"]).max()),
    }
    if "embedding_first_patch_1024" in clip:
        found["embedding of one patch, all 1,024"] = error(embedding[0], clip["embedding_first_patch_1024"])
    return found


def main() -> int:
    one_thread.need(one_thread.GOLDEN, one_thread.WEIGHTS)
    one_thread.blas()
    torch.set_num_threads(1)
    read = partial(soundfile.read, dtype="float32")
    failed = []

    clips = json.loads((one_thread.GOLDEN / "features.json").read_text())["clips"]
    signals = {name: read(one_thread.GOLDEN / clip["file"])[0] for name, clip in clips.items()}
    found = [feature_errors(clip, signals[name]) for name, clip in clips.items()]
    print(f"| {len(clips)} clips against librosa | largest error | tolerance | librosa, float32 against float64 |\n|---|---|---|---|")
    for block, tolerance in TOLERANCE.items():
        ours, own = (max(errors[block][i] for errors in found) for i in range(2))
        print(f"| {block} | {ours:.1e} | {tolerance:.0e} | {own:.1e} |")
        failed += [block] * (not ours <= tolerance)
    failed += [f"tuning of {name}" for name, clip in clips.items() if not tunings_agree(clip, signals[name])]

    yamnet = detector.Yamnet(one_thread.WEIGHTS)
    clips = json.loads((one_thread.GOLDEN / "yamnet.json").read_text())["clips"]
    found = [embedding_errors(clip, signals[name], yamnet) for name, clip in clips.items()]
    print(f"\n| {len(clips)} clips against YAMNet | largest error | tolerance |\n|---|---|---|")
    for value in {name: None for errors in found for name in errors}:
        ours = max(errors.get(value, 0) for errors in found)
        print(f"| {value} | {ours:.1e} | {EMBEDDING_TOLERANCE:.0e} |")
        failed += [value] * (not ours <= EMBEDDING_TOLERANCE)

    print("\n" + ("differs: " + ", ".join(failed) if failed else "agrees, and so does the tuning of every clip"))
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
