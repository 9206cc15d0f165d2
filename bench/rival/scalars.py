"""Spectral contrast and the six scalar features of librosa, each with the spectrogram and the checks that its call makes. Values per frame.

s is a magnitude spectrogram [frame, bin] float32; y a signal.
"""

import numpy as np

from spectrum import HOP, N_FFT, TINY, frames, frequencies, magnitude

BANDS, LOWEST, QUANTILE = 6, 200.0, 0.02
ROLLOFF, LEAST, TOP_DB = 0.85, 1e-10, 80.0


def decibel(power: np.ndarray) -> np.ndarray:
    """10 lg, of no less than 1e-10, and no more than 80 dB below the highest."""
    level = 10.0 * np.log10(np.maximum(LEAST, power))
    return np.maximum(level, level.max() - TOP_DB)


def contrast(s: np.ndarray) -> np.ndarray:
    """[frame, 7]: level of the highest fiftieth of each octave band above the lowest."""
    edges = np.concatenate(([0.0], LOWEST * 2.0 ** np.arange(BANDS + 1)))
    peak, valley = np.empty((2, len(s), BANDS + 1), np.float32)
    for band, (low, high) in enumerate(zip(edges[:-1], edges[1:])):
        inside = np.flatnonzero((frequencies() >= low) & (frequencies() <= high))
        first, stop = inside[0] - (band > 0), len(frequencies()) if band == BANDS else inside[-1] + 1
        count = max(int(np.rint(QUANTILE * (stop - first))), 1)
        ordered = np.sort(s[:, first:stop - (band < BANDS)], axis=-1)
        valley[:, band] = ordered[:, :count].mean(-1)
        peak[:, band] = ordered[:, -count:].mean(-1)
    return decibel(peak) - decibel(valley)


def zero_crossing_rate(y: np.ndarray) -> np.ndarray:
    framed = frames(np.pad(y, N_FFT // 2, mode="edge"), N_FFT, HOP)
    negative = framed < -LEAST
    return (negative[:, 1:] != negative[:, :-1]).sum(-1) / N_FFT


def rms(y: np.ndarray) -> np.ndarray:
    return np.sqrt(np.mean(frames(np.square(np.pad(y, N_FFT // 2)), N_FFT, HOP), axis=-1))


def _checked(s: np.ndarray) -> np.ndarray:
    if np.any(s < 0):
        raise ValueError("magnitudes are not negative")
    return s


def _shares(s: np.ndarray) -> np.ndarray:
    """Every frame divided by its sum."""
    total = np.abs(s).astype(float).sum(-1, keepdims=True)
    total[total < TINY] = 1
    return (s / total).astype(np.float32)


def _centroid(s: np.ndarray) -> np.ndarray:
    return np.sum(frequencies() * _shares(_checked(s)), axis=-1)


def centroid(y: np.ndarray) -> np.ndarray:
    return _centroid(magnitude(y))


def bandwidth(y: np.ndarray) -> np.ndarray:
    s = _checked(magnitude(y))
    deviation = np.abs(np.subtract.outer(_centroid(s), frequencies()))
    return np.sqrt(np.sum(_shares(s) * deviation ** 2, axis=-1))


def rolloff(y: np.ndarray) -> np.ndarray:
    """Hz below which 85 % of the magnitude lies."""
    total = np.cumsum(_checked(magnitude(y)), axis=-1)
    above = np.where(total < ROLLOFF * total[:, -1:], np.nan, 1)
    return np.nanmin(above * frequencies(), axis=-1)


def flatness(y: np.ndarray) -> np.ndarray:
    """Geometric over arithmetic mean of the power."""
    power = np.maximum(LEAST, _checked(magnitude(y)) ** 2)
    return np.exp(np.mean(np.log(power), axis=-1)) / np.mean(power, axis=-1)
