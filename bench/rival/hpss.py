"""Harmonic part of a signal by median filters (Fitzgerald 2010, librosa.effects.harmonic).

librosa computes both masks and both parts and lets go of the percussive one; so does this.
"""

import numpy as np
from scipy.ndimage import median_filter

from spectrum import TINY, istft, stft

LENGTH = 31  # frames along time, bins along frequency


def _soft_mask(wanted: np.ndarray, other: np.ndarray) -> np.ndarray:
    """wanted² / (wanted² + other²), both first divided by the larger; 0.5 where both are 0."""
    larger = np.maximum(wanted, other)
    silent = larger < TINY
    larger[silent] = 1
    mask, rest = (wanted / larger) ** 2, (other / larger) ** 2
    sounding = ~silent
    mask[sounding] /= mask[sounding] + rest[sounding]
    mask[silent] = 0.5
    return mask


def _magnitude_and_phase(spectrum: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """|x|, and x / |x|, 1 where x is 0."""
    size = np.abs(spectrum)
    zero = size == 0
    divisor = size + zero
    phase = np.empty_like(spectrum)
    phase.real = spectrum.real / divisor + zero
    phase.imag = spectrum.imag / divisor
    return size, phase


def parts(spectrum: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Harmonic and percussive part of a spectrum [frame, bin] complex64."""
    size, phase = _magnitude_and_phase(spectrum)
    steady = median_filter(size, size=(LENGTH, 1), mode="reflect")
    broad = median_filter(size, size=(1, LENGTH), mode="reflect")
    harmonic, percussive = _soft_mask(steady, broad), _soft_mask(broad, steady)
    return (size * harmonic) * phase, (size * percussive) * phase


def harmonic(signal: np.ndarray) -> np.ndarray:
    """The harmonic part of a signal, of its length; float32."""
    return istft(parts(stft(signal))[0], len(signal))
