"""What lies between a sound and the recording of it: background at a level, a room, a telephone's band.

Signals are arrays of samples at RATE, full scale +-1.
"""

import numpy as np
from scipy.signal import fftconvolve

import augment
import synthetic

RATE = augment.RATE
FRAME = RATE // 50
SILENT_DB = 40.0
FADE = RATE // 10
FLOOR = 1e-4
PEAK = 0.99


def _active(signal: np.ndarray) -> np.ndarray:
    """Per frame of 20 ms (a last, shorter one included) whether it is at most SILENT_DB below the loudest one."""
    frames = -(-len(signal) // FRAME)
    power = np.bincount(np.arange(len(signal)) // FRAME, np.square(signal, dtype=np.float64), frames)
    power /= np.bincount(np.arange(len(signal)) // FRAME, minlength=frames)
    return power > max(power.max(initial=0) * 10 ** (-SILENT_DB / 10), 0)


def active_rms(signal: np.ndarray) -> float:
    """RMS of what is not silent: of the 20 ms frames at most 40 dB below the loudest one. 0 for digital silence."""
    return augment.rms(signal[np.repeat(_active(signal), FRAME)[:len(signal)]])


def trimmed(signal: np.ndarray) -> np.ndarray:
    """The signal without the silence before and after it (whole frames)."""
    active = np.flatnonzero(_active(signal))
    return signal[active[0] * FRAME:(active[-1] + 1) * FRAME] if len(active) else signal[:0]


def unclipped(signal: np.ndarray) -> np.ndarray:
    """The signal as it is, or lowered so far that its highest sample is PEAK."""
    return signal * min(1.0, PEAK / max(float(np.max(np.abs(signal), initial=0)), 1e-12))


def mix(signal: np.ndarray, noise: np.ndarray, snr: float, start: int = 0) -> np.ndarray:
    """The whole noise, with the signal in it from `start`, snr decibels above it.

    SNR is the ratio of the active_rms of both. Of a silent signal nothing can be told: it counts as -80 dBFS.
    """
    gain = max(active_rms(signal), FLOOR) / active_rms(noise) * 10 ** (-snr / 20)
    mixed = noise * gain
    mixed[start:start + len(signal)] += signal
    return mixed


def pink(length: int, rng: np.random.Generator) -> np.ndarray:
    """Gaussian noise whose power falls as 1/f from 20 Hz up, rms 1."""
    return synthetic.noise(rng, length, 1)


def faded(signal: np.ndarray, length: int) -> np.ndarray:
    """The signal with a rise and a fall of that many samples; rise and fall of two signals keep the power (sine, cosine)."""
    length = min(length, len(signal) // 2)
    ramp = np.sin((np.arange(length) + 0.5) * (np.pi / 2 / max(length, 1)))
    made = signal.astype(np.float64)
    made[:length] *= ramp
    made[len(made) - length:] *= ramp[::-1]
    return made


def bed(pieces: list[np.ndarray], length: int, rng: np.random.Generator) -> np.ndarray:
    """Background of that length: the pieces, over and over, each without the silence at its ends and at an active RMS of 1,
    with short cross-fades between them, from a random moment of the first on."""
    parts = [faded(p / active_rms(p), FADE) for p in map(trimmed, pieces) if len(p) > 4 * FADE]
    if not parts:
        raise ValueError("no background of more than 0.4 s")
    start = int(rng.integers(FADE, len(parts[0]) - FADE))
    made = np.zeros(start + length + max(map(len, parts)))
    position, number = 0, 0
    while position < start + length:
        part = parts[number % len(parts)]
        made[position:position + len(part)] += part
        position += len(part) - FADE
        number += 1
    return made[start:start + length]


def placed(signal: np.ndarray, background: np.ndarray, snr: float, rng: np.random.Generator) -> np.ndarray:
    """The signal, faded in and out in 20 ms, at a random moment of a longer background, snr decibels above it."""
    start = int(rng.integers(0, len(background) - len(signal) + 1))
    return mix(faded(signal, FRAME), background, snr, start)


def band_pass(signal: np.ndarray, low: float, high: float, slope_hz: float = 200.0) -> np.ndarray:
    """Keeps low to high Hz, with raised-cosine edges of slope_hz outside that."""
    made = augment.low_pass(signal, high, slope_hz)
    return made - augment.low_pass(made, low - slope_hz, slope_hz)


def room_response(rt60: float, direct_to_reverberant_db: float, rng: np.random.Generator) -> np.ndarray:
    """A simulated room's impulse response: the direct sound (1 at sample 0), eight early reflections after 3 to 40 ms, and a tail of
    Gaussian noise after 20 ms, both decaying by 60 dB in rt60 seconds (Polack's model of a diffuse field)."""
    time = np.arange(int(1.2 * rt60 * RATE)) / RATE
    late = rng.standard_normal(len(time)) * np.clip((time - 0.01) / 0.01, 0, 1)
    early = np.zeros(len(time))
    early[rng.integers(int(0.003 * RATE), int(0.040 * RATE), 8)] = rng.choice([-1.0, 1.0], 8) * rng.uniform(1, 6, 8)
    response = (early + late) * 10 ** (-3 * time / rt60)
    response *= 10 ** (-direct_to_reverberant_db / 20) / np.sqrt(np.sum(response ** 2))
    response[0] = 1
    return response


def in_room(signal: np.ndarray, response: np.ndarray) -> np.ndarray:
    """What a microphone in that room hears of the signal while it lasts, as loud as it was."""
    made = fftconvolve(signal.astype(np.float64), response)[:len(signal)]
    return made * (active_rms(signal) / max(active_rms(made), 1e-12))
