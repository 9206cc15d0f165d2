"""Simple alterations of a signal (float, full scale +-1): band, spectral slope, speed, length, and another sound added."""

from collections.abc import Callable

import numpy as np
from scipy import fft

RATE = 16_000


def _filtered(signal: np.ndarray, gain_at: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """The signal through a filter without phase; gain_at tells the gain at frequencies in Hz."""
    length = fft.next_fast_len(len(signal), real=True)
    spectrum = fft.rfft(signal, length) * gain_at(fft.rfftfreq(length, 1 / RATE)).astype(signal.dtype)
    return fft.irfft(spectrum, length)[:len(signal)]


def low_pass(signal: np.ndarray, cutoff: float, slope_hz: float = 300.0) -> np.ndarray:
    """Removes what lies above cutoff Hz, with a raised-cosine edge of slope_hz."""
    return _filtered(signal, lambda frequency: 0.5 + 0.5 * np.cos(np.pi * np.clip((frequency - cutoff) / slope_hz, 0, 1)))


def images(signal: np.ndarray, cutoff: float, slope_hz: float) -> np.ndarray:
    """What a poor resampler makes of a recording of 8 kHz: the band below 4 kHz, and its mirror image above as far as a low-pass of
    that cutoff and slope lets it through."""
    stuffed = low_pass(signal, 3600, 400)
    stuffed[1::2] = 0
    return low_pass(2 * stuffed, cutoff, slope_hz)


def tilt(signal: np.ndarray, decibels: float) -> np.ndarray:
    """A spectral slope: -decibels/2 at 100 Hz to +decibels/2 at 8 kHz, linear in log frequency."""
    return _filtered(signal, lambda frequency: 10 ** (decibels / 20 * (np.log(np.maximum(frequency, 100) / 100) / np.log(80) - 0.5)))


def speed(signal: np.ndarray, factor: float) -> np.ndarray:
    """Plays the signal faster (factor > 1: shorter and higher) or slower, to the nearest length that is quick to transform, by
    cutting or padding its spectrum."""
    length = fft.next_fast_len(max(1, round(len(signal) / factor)), real=True)
    return fft.irfft(fft.rfft(signal), length) * signal.dtype.type(length / len(signal))


def fit_length(signal: np.ndarray, length: int, rng: np.random.Generator) -> np.ndarray:
    """A random stretch of signal of that length; repeated where it is too short."""
    if len(signal) < length:
        signal = np.tile(signal, -(-length // len(signal)))
    start = int(rng.integers(0, len(signal) - length + 1))
    return signal[start:start + length]


def loudest(signal: np.ndarray, length: int) -> np.ndarray:
    """The stretch of that length with the most energy (to 0.1 s)."""
    if len(signal) <= length:
        return signal
    energy = np.concatenate(([0.0], np.cumsum(signal.astype(np.float64) ** 2)))
    starts = np.arange(0, len(signal) - length + 1, RATE // 10)
    start = int(starts[np.argmax(energy[starts + length] - energy[starts])])
    return signal[start:start + length]


def rms(signal: np.ndarray) -> float:
    return float(np.sqrt(np.mean(np.square(signal, dtype=np.float64)))) if len(signal) else 0.0


def add(signal: np.ndarray, other: np.ndarray, snr: float, rng: np.random.Generator) -> np.ndarray:
    """The signal with a random stretch of other, snr dB below it (by RMS); as it was where one of them is silent."""
    other = fit_length(other.astype(signal.dtype), len(signal), rng)
    level, other_level = rms(signal), rms(other)
    return signal + other * signal.dtype.type(level / other_level * 10 ** (-snr / 20)) if level > 1e-5 and other_level > 1e-5 else signal
