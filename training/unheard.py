"""Sounds made by formula to test on, none of which is a cry: whistles, tones, silence, noise, hum, scales.

The whistles (slides, vibrato, tin whistle, human whistle, kettle) and the scales are kinds that synthetic.py does not make to train
on, though its notes and sirens are kin; of silence, white noise, tones and hum it makes others, with other parameters and seeds.
"""

import hashlib

import numpy as np

import synthetic
from synthetic import RATE

MAJOR = (0, 2, 4, 5, 7, 9, 11, 12)
MINOR = (0, 2, 3, 5, 7, 8, 10, 12)
CHROMATIC = tuple(range(13))
LEVELS_DB = (-6, -20, -40)


def _time(seconds: float) -> np.ndarray:
    return np.arange(int(RATE * seconds)) / RATE


def _sine(frequency: np.ndarray) -> np.ndarray:
    """A sine whose frequency (Hz) is given for each sample."""
    return np.sin(2 * np.pi * np.cumsum(frequency) / RATE)


def _envelope(t: np.ndarray, attack: float, release: float) -> np.ndarray:
    return np.clip(np.minimum(t / attack, (t[-1] - t) / release), 0, 1)


def _around(frequency: np.ndarray, width: float, rng: np.random.Generator) -> np.ndarray:
    """A noise band of that width (Hz) that follows a frequency, rms 1: low-passed noise on a carrier."""
    spectrum = np.fft.rfft(rng.standard_normal(len(frequency)))
    spectrum[int(width / 2 * len(frequency) / RATE) + 1:] = 0
    slow = np.fft.irfft(spectrum, len(frequency))
    band = slow * _sine(frequency)
    return band / np.sqrt(np.mean(band ** 2))


def slide(rng: np.random.Generator) -> np.ndarray:
    """One to four glides of a pure tone, up or down, with pauses."""
    parts = []
    for _ in range(int(rng.integers(1, 5))):
        t = _time(rng.uniform(0.3, 1.2))
        low, high = rng.uniform(500, 1500), rng.uniform(1800, 4500)
        path = (t / t[-1]) ** rng.uniform(0.5, 2)
        frequency = low * (high / low) ** (path if rng.random() < 0.5 else 1 - path)
        parts += [_sine(frequency) * _envelope(t, 0.03, 0.05), np.zeros(int(RATE * rng.uniform(0.05, 0.4)))]
    return np.concatenate(parts)


def vibrato(rng: np.random.Generator) -> np.ndarray:
    """A held tone of 600 to 3500 Hz with a vibrato of 4 to 8 Hz."""
    t = _time(rng.uniform(1.5, 4))
    frequency = rng.uniform(600, 3500) * (1 + rng.uniform(0.01, 0.06) * np.sin(2 * np.pi * rng.uniform(4, 8) * t))
    return synthetic.harmonics(2 * np.pi * np.cumsum(frequency) / RATE, int(rng.integers(1, 4)), 0.15) * _envelope(t, 0.08, 0.2)


def tin_whistle(rng: np.random.Generator) -> np.ndarray:
    """A tune of a D whistle: notes of the scale from D5, weak harmonics, breath, and a cut (a grace note) now and then."""
    parts = []
    for _ in range(int(rng.integers(6, 16))):
        t = _time(rng.choice([0.15, 0.3, 0.45]))
        pitch = 587.33 * 2 ** ((rng.choice(MAJOR) + 12 * int(rng.random() < 0.4)) / 12)
        frequency = np.where((t < 0.03) & (rng.random() < 0.3), pitch * 2 ** (3 / 12), pitch)
        tone = synthetic.harmonics(2 * np.pi * np.cumsum(frequency) / RATE, 4, 0.12)
        parts.append((tone + 0.05 * _around(frequency, 600, rng)) * _envelope(t, 0.012, 0.02))
    return np.concatenate(parts)


def human_whistle(rng: np.random.Generator) -> np.ndarray:
    """A whistled melody: a tone that glides from note to note, unsteady, with breath around it."""
    notes = rng.integers(0, 13, int(rng.integers(3, 9)))
    lengths = rng.uniform(0.2, 0.7, len(notes))
    steps = np.concatenate([np.full(int(RATE * s), n) for n, s in zip(notes, lengths)]).astype(float)
    glide = np.hanning(int(0.08 * RATE))
    steps = np.convolve(np.pad(steps, len(glide), "edge"), glide / glide.sum(), "same")[len(glide):-len(glide)]
    t = np.arange(len(steps)) / RATE
    frequency = rng.uniform(800, 1600) * 2 ** ((steps + 0.2 * np.sin(2 * np.pi * rng.uniform(4, 7) * t)) / 12)
    breath = _around(frequency, rng.uniform(150, 500), rng)
    return (_sine(frequency) + rng.uniform(0.05, 0.4) * breath + 0.02 * synthetic.noise(rng, len(t), 0)) * _envelope(t, 0.05, 0.1)


def kettle(rng: np.random.Generator) -> np.ndarray:
    """A kettle coming to the boil: hiss, then two beating tones whose pitch and level rise."""
    t = _time(rng.uniform(4, 8))
    rise = np.clip(t / (rng.uniform(0.4, 0.9) * t[-1]), 0, 1)
    first = rng.uniform(1200, 2600) * (0.85 + 0.15 * rise)
    second = first * rng.uniform(1.01, 1.5)
    tones = sum(synthetic.harmonics(2 * np.pi * np.cumsum(f) / RATE, 3, 0.3) for f in (first, second))
    return tones * rise ** 2 + rng.uniform(0.05, 0.3) * synthetic.noise(rng, len(t), 0) * (0.3 + 0.7 * rise)


def scale(rng: np.random.Generator) -> np.ndarray:
    """A scale up or down: major, minor or chromatic, struck or held, from a flute's to a reed's spectrum."""
    steps = (MAJOR, MINOR, CHROMATIC)[int(rng.integers(3))][:: int(rng.choice([1, -1]))]
    base, seconds = rng.uniform(110, 900), rng.uniform(0.2, 0.5)
    count, decay, damping = int(rng.integers(1, 12)), rng.uniform(0.2, 0.9), float(rng.choice([0, 2, 6]))
    t = _time(seconds)
    return np.concatenate([synthetic.harmonics(2 * np.pi * base * 2 ** (s / 12) * t, count, decay) * np.exp(-damping * t)
                           * _envelope(t, 0.01, 0.02) for s in steps])


def hum(rng: np.random.Generator) -> np.ndarray:
    """50 Hz with up to 30 harmonics, the odd ones stronger, in a little noise."""
    t = _time(rng.uniform(2, 7))
    decay = rng.uniform(0.5, 0.95)
    tones = sum(decay ** k * (1 if k % 2 else 0.4) * np.sin(2 * np.pi * 50 * k * t + rng.uniform(0, 6)) for k in range(1, 31))
    return tones + 0.01 * synthetic.noise(rng, len(t), 0)


WHISTLES = (slide, vibrato, tin_whistle, human_whistle, kettle)


def _at(signal: np.ndarray, peak_db: float) -> np.ndarray:
    return signal * (10 ** (peak_db / 20) / np.max(np.abs(signal)))


def _rng(name: str) -> np.random.Generator:
    return np.random.default_rng(int.from_bytes(hashlib.sha256(f"unheard {name}".encode()).digest()[:8], "little"))


def _varied(kind, count: int) -> list[tuple[str, str, np.ndarray]]:
    """`count` sounds of a kind, with peaks from -30 to -1 dBFS."""
    made = []
    for number in range(count):
        rng = _rng(f"{kind.__name__} {number}")
        made.append((kind.__name__, f"{kind.__name__}-{number:02d}", _at(kind(rng), rng.uniform(-30, -1))))
    return made


def whistles() -> list[tuple[str, str, np.ndarray]]:
    return [sound for kind in WHISTLES for sound in _varied(kind, 12)]


def tones() -> list[tuple[str, str, np.ndarray]]:
    return [("tone", f"tone-{f}hz{db}db", _at(np.sin(2 * np.pi * f * _time(3)), db))
            for f in (100, 200, 300, 400, 523, 660, 880, 1200, 1760, 2500, 3500, 5000, 6000) for db in LEVELS_DB]


def silence() -> list[tuple[str, str, np.ndarray]]:
    made = []
    for seconds in (0.3, 1, 4, 8, 15, 60):
        made.append(("digital_zeros", f"zeros-{seconds}s", np.zeros(int(RATE * seconds))))
        size = int(RATE * seconds)
        dither = _rng(f"dither {seconds}").triangular(-1, 0, 1, size) / 32768
        made.append(("dither", f"dither-{seconds}s", dither))
    return made


def white_noise() -> list[tuple[str, str, np.ndarray]]:
    return [("white_noise", f"white-{seconds}s{db}db", _at(synthetic.noise(_rng(f"white {seconds} {db}"), int(RATE * seconds), 0), db))
            for seconds in (0.5, 2, 4, 10) for db in LEVELS_DB]


# Folder -> what makes its sounds: (kind, name, signal within +-1).
SETS = {"whistles": whistles, "tones": tones, "silence": silence, "white-noise": white_noise,
        "hum-50hz": lambda: _varied(hum, 12), "scales": lambda: _varied(scale, 24)}
