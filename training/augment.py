"""Variants of a clip that keep its label but take away the shortcuts of the corpus.

Cry and not_cry clips of the corpus differ in bandwidth, level, length and background. Each variant is low-passed at
random, tilted, mixed with a clip that is no cry, cut to a random length and set to a random level, all with the same
odds for both classes.
"""

import numpy as np

RATE = 16_000


def low_pass(signal: np.ndarray, cutoff: float, slope_hz: float = 300.0) -> np.ndarray:
    """Removes what lies above cutoff Hz, with a raised-cosine edge of slope_hz."""
    frequency = np.fft.rfftfreq(len(signal), 1 / RATE)
    edge = np.clip((frequency - cutoff) / slope_hz, 0, 1)
    return np.fft.irfft(np.fft.rfft(signal) * (0.5 + 0.5 * np.cos(np.pi * edge)), len(signal))


def images(signal: np.ndarray, cutoff: float, slope_hz: float) -> np.ndarray:
    """What a poor resampler makes of a recording of 8 kHz: the band below 4 kHz, and its mirror image above as far as a low-pass of
    that cutoff and slope lets it through."""
    stuffed = low_pass(signal, 3600, 400)
    stuffed[1::2] = 0
    return low_pass(2 * stuffed, cutoff, slope_hz)


def tilt(signal: np.ndarray, decibels: float) -> np.ndarray:
    """A spectral slope: -decibels/2 at 100 Hz to +decibels/2 at 8 kHz, linear in log frequency."""
    frequency = np.maximum(np.fft.rfftfreq(len(signal), 1 / RATE), 100)
    gain = decibels * (np.log(frequency / 100) / np.log(80) - 0.5)
    return np.fft.irfft(np.fft.rfft(signal) * 10 ** (gain / 20), len(signal))


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


def variant(signal: np.ndarray, partner: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One variant of signal (float, +-1); partner is a clip that is no cry, of the same fold."""
    signal = signal.astype(np.float64)
    if rng.random() < 0.25:
        signal = loudest(signal, int(RATE * rng.uniform(0.4, 3.0)))
    if rng.random() < 0.5:
        other = fit_length(partner.astype(np.float64), len(signal), rng)
        level, other_level = rms(signal), rms(other)
        if level > 1e-5 and other_level > 1e-5:
            signal = signal + other * (level / other_level) * 10 ** (-rng.uniform(0, 20) / 20)
    if rng.random() < 0.5:
        signal = tilt(signal, rng.uniform(-12, 12))
    if rng.random() < 0.6:
        signal = low_pass(signal, 3400 * (8000 / 3400) ** rng.random())
    gain = 10 ** (rng.uniform(-30, 6) / 20)
    return np.clip(signal * gain, -1, 32767 / 32768)
