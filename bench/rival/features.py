"""The 111 features of the original system in NumPy and SciPy, with the steps of its calls into librosa 0.11 and with their repeated work.

Every call makes a spectrogram of its own, but for chroma and contrast, which the original gives one. What librosa compiles with Numba
is vectorised here, and filters are kept between calls, as its optional cache would.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import scipy.fft

import cqt
import hpss
import scalars
import tuning
from spectrum import N_FFT, RATE, frequencies, magnitude

MELS, MFCCS, MEL_FEATURES, PITCH_CLASSES = 128, 40, 40, 12
BLOCKS = {"mfcc": slice(0, 40), "chroma_stft": slice(40, 52), "mel": slice(52, 92), "contrast": slice(92, 99), "tonnetz": slice(99, 105),
          "zcr": slice(105, 106), "rms": slice(106, 107), "centroid": slice(107, 108), "bandwidth": slice(108, 109), "rolloff": slice(109, 110),
          "flatness": slice(110, 111)}


@lru_cache
def _mel_filters() -> np.ndarray:
    """[1025, 128] float32: triangles of unit area on Slaney's mel scale (linear below 1 kHz, logarithmic above), 0 to 8 kHz."""
    step = np.log(6.4) / 27
    mel = np.linspace(0, 15 + np.log(RATE / 2 / 1000) / step, MELS + 2)
    edges = np.where(mel < 15, 200 / 3 * mel, 1000 * np.exp(step * (mel - 15)))
    left, centre, right = edges[:-2], edges[1:-1], edges[2:]
    bins = frequencies()[:, None]
    weights = np.maximum(0, np.minimum((bins - left) / (centre - left), (right - bins) / (right - centre)))
    return (weights * 2 / (right - left)).astype(np.float32)


def mel(y: np.ndarray) -> np.ndarray:
    """Mel power spectrogram [frame, 128]."""
    return magnitude(y) ** 2 @ _mel_filters()


def mfcc(y: np.ndarray) -> np.ndarray:
    """[frame, 40]."""
    return scipy.fft.dct(scalars.decibel(mel(y)), axis=-1, norm="ortho")[:, :MFCCS]


@lru_cache(maxsize=None)
def _chroma_filters(offset: float) -> np.ndarray:
    """[1025, 12] float32: Gaussians around each pitch class from C, of unit norm per bin, weighted around the fifth octave."""
    octaves = np.log2(np.arange(1, N_FFT) * RATE / N_FFT / (440 * 2 ** (offset / 12) / 16))
    position = 12 * np.concatenate(([octaves[0] - 1.5], octaves))
    width = np.concatenate((np.maximum(np.diff(position), 1), [1]))
    distance = np.mod(position - np.arange(12)[:, None] + 126, 12) - 6
    weights = np.exp(-0.5 * (2 * distance / width) ** 2)
    weights *= np.exp(-0.5 * ((position / 12 - 5) / 2) ** 2) / np.linalg.norm(weights, axis=0)
    return np.ascontiguousarray(np.roll(weights, -3, axis=0)[:, :N_FFT // 2 + 1].T, np.float32)


def chroma(s: np.ndarray) -> np.ndarray:
    """[frame, 12] of magnitudes s [frame, bin], with a tuning of its own."""
    raw = s @ _chroma_filters(tuning.estimate(s, PITCH_CLASSES))
    return cqt.divided(raw, raw.max(-1, keepdims=True))


def make_filters() -> None:
    """Makes anew what is kept between clips, and what librosa makes in each call unless told to cache: mel twice, chroma, constant-Q."""
    for make, arguments in ((_mel_filters, ()), (_mel_filters, ()), (_chroma_filters, (0.0,)), (cqt.filters, (0.0,))):
        make.__wrapped__(*arguments)


def extract(y: np.ndarray, step: Callable[[str, Callable], np.ndarray] = lambda name, call: call()) -> np.ndarray:
    """[111] means over the frames of a 16 kHz signal y float32. `step` runs each step and is told its name."""
    s = step("stft", lambda: magnitude(y))
    found = [
        step("mfcc", lambda: mfcc(y).mean(0)),
        step("chroma_stft", lambda: chroma(s).mean(0)),
        step("mel", lambda: mel(y).mean(0)[:MEL_FEATURES]),
        step("contrast", lambda: scalars.contrast(s).mean(0)),
    ]
    harmonic = step("hpss", lambda: hpss.harmonic(y))
    found.append(step("tonnetz", lambda: cqt.tonnetz(harmonic).mean(1)))
    for name, call in (("zcr", scalars.zero_crossing_rate), ("rms", scalars.rms), ("centroid", scalars.centroid), ("bandwidth", scalars.bandwidth),
                       ("rolloff", scalars.rolloff), ("flatness", scalars.flatness)):
        found.append(np.atleast_1d(step(name, lambda: call(y).mean())))
    return np.concatenate(found)
