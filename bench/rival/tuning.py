"""Tuning estimate: by how much of a bin the spectrum's peaks lie off the equal-tempered scale around 440 Hz (librosa's estimate_tuning)."""

import numpy as np

from spectrum import N_FFT, RATE, frequencies

LOWEST, HIGHEST, THRESHOLD, RESOLUTION = 150.0, 4000.0, 0.1, 0.01  # Hz, Hz, share of the frame's maximum, bins
_EDGES = np.linspace(-0.5, 0.5, round(1 / RESOLUTION) + 1)


def _parabolic_shift(s: np.ndarray) -> np.ndarray:
    """Where the parabola through a bin and its neighbours has its vertex, in bins from that bin; 0 where it is a bin or more away."""
    shift = np.zeros_like(s)
    bend = s[:, 2:] + s[:, :-2] - 2 * s[:, 1:-1]
    slope = (s[:, 2:] - s[:, :-2]) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        shift[:, 1:-1] = np.where(np.abs(slope) < np.abs(bend), -slope / bend, 0)
    return shift


def _local_maximum(s: np.ndarray) -> np.ndarray:
    """Above the bin before and not below the bin after; never the first bin."""
    found = np.zeros(s.shape, bool)
    np.greater(s[:, 1:], s[:, :-1], out=found[:, 1:])
    found[:, :-1] &= s[:, :-1] >= s[:, 1:]
    return found


def pitches(s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pitch (Hz) and magnitude, both [frame, bin] and 0 where there is no peak, of magnitudes s [frame, bin]."""
    shift = _parabolic_shift(s)
    skew = 0.5 * np.gradient(s, axis=-1) * shift
    pitch, strength = np.zeros_like(s), np.zeros_like(s)
    heard = (frequencies() >= LOWEST) & (frequencies() < HIGHEST)
    peak = np.nonzero(heard & _local_maximum(s * (s > THRESHOLD * s.max(-1, keepdims=True))))
    pitch[peak] = (peak[1] + shift[peak]) * RATE / N_FFT
    strength[peak] = s[peak] + skew[peak]
    return pitch, strength


def estimate(s: np.ndarray, bins_per_octave: int) -> float:
    """In [-0.5, 0.5): the fullest of 100 classes of the stronger half of all peaks; 0 where there is none."""
    pitch, strength = pitches(s)
    found = pitch > 0
    if not found.any():
        return 0.0
    strong = pitch[(strength >= np.median(strength[found])) & found]
    residual = np.mod(bins_per_octave * np.log2(strong / (440.0 / 16)), 1.0)
    residual[residual >= 0.5] -= 1.0
    counts, _ = np.histogram(residual, _EDGES)
    return float(_EDGES[np.argmax(counts)])
