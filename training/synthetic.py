"""Sounds made by formula that are no cry: silence, noise, tones, hum, sweeps, clicks, steady chords, single notes, vowels.

They keep the detector from calling things cry that no recording of the corpus resembles. Each is its own group and is
in the training part of every fold; none is ever tested on. The network hears sounds(); the detector's head also more().
"""

import numpy as np

RATE = 16_000


def noise(rng: np.random.Generator, length: int, exponent: float) -> np.ndarray:
    """Gaussian noise with a power spectrum of 1/f^exponent, rms 1."""
    frequency = np.maximum(np.fft.rfftfreq(length, 1 / RATE), 20)
    signal = np.fft.irfft(np.fft.rfft(rng.standard_normal(length)) * frequency ** (-exponent / 2), length)
    return signal / np.sqrt(np.mean(signal ** 2))


def harmonics(phase: np.ndarray, count: int, decay: float) -> np.ndarray:
    return sum(decay ** k * np.sin((k + 1) * phase) for k in range(count))


def sounds(seed: int = 7) -> list[tuple[str, np.ndarray]]:
    """(name, signal within +-1) of every sound; the same ones each time."""
    rng = np.random.default_rng(seed)
    made: list[tuple[str, np.ndarray]] = []

    def add(name: str, signal: np.ndarray, peak: float) -> None:
        top = np.max(np.abs(signal))
        made.append((f"{name}_{len(made):03d}", signal * (peak / top) if top > 0 else signal))

    def time() -> np.ndarray:
        return np.arange(int(RATE * rng.uniform(1.0, 6.0))) / RATE

    def peak() -> float:
        return 10 ** (rng.uniform(-40, -0.5) / 20)

    for seconds in (0.5, 1.0, 2.0, 3.0, 5.0, 7.0):
        add("silence", np.zeros(int(RATE * seconds)), 1)
        add("dither", rng.integers(-1, 2, int(RATE * seconds)) / 32768, 1 / 32768)
    for exponent in (0, 0, 0, 0, 0, 0, 0.5, 1, 1, 1, 1, 2, 2, 2):
        t = time()
        add("noise", noise(rng, len(t), exponent), peak())
    for frequency in (60, 120, 250, 350, 440, 440, 500, 700, 1000, 1000, 1500, 2000, 3000, 4000, 6000):
        add("tone", np.sin(2 * np.pi * frequency * time()), peak())
    for mains in (50, 50, 60, 60):
        t = time()
        add("hum", harmonics(2 * np.pi * mains * t, 20, 0.8) + 0.02 * noise(rng, len(t), 0), peak())
    for _ in range(16):  # steady or decaying harmonic tones and chords: chimes, organ, beeps
        t = time()
        notes = rng.uniform(90, 1200, int(rng.integers(1, 4)))
        chord = sum(harmonics(2 * np.pi * f * t + rng.uniform(0, 6), int(rng.integers(2, 8)), rng.uniform(0.3, 0.8)) for f in notes)
        add("chord", chord * np.exp(-rng.choice([0, 0, 1.2, 3]) * t), peak())
    for _ in range(10):  # sweeps and sirens
        t = time()
        low, high, rate = rng.uniform(150, 700), rng.uniform(900, 4000), rng.uniform(0.05, 0.5)
        f = low + (high - low) * 0.5 * (1 - np.cos(2 * np.pi * rate * t))
        add("siren", harmonics(2 * np.pi * np.cumsum(f) / RATE, int(rng.integers(1, 5)), 0.5), peak())
    for _ in range(6):  # beeps: a steady tone switched on and off
        t = time()
        gate = (np.mod(t * rng.uniform(1, 5), 1) < 0.5).astype(float)
        add("beep", np.sin(2 * np.pi * rng.uniform(400, 3500) * t) * gate, peak())
    for _ in range(6):  # adult vowels: a pulse train of a low pitch through two formants
        t = time()
        pitch = rng.uniform(80, 180)
        f = pitch * (1 + 0.05 * np.sin(2 * np.pi * rng.uniform(0.3, 2) * t))
        phase = 2 * np.pi * np.cumsum(f) / RATE
        first, second = rng.uniform(300, 800), rng.uniform(900, 2300)
        voice = sum(np.sin(k * phase) * (np.exp(-((k * pitch - first) / 150) ** 2) + 0.5 * np.exp(-((k * pitch - second) / 250) ** 2) + 0.01)
                    for k in range(1, 30))
        add("vowel", voice * (np.mod(t * rng.uniform(0.5, 3), 1) < 0.7), peak())
    for _ in range(4):
        t = time()
        clicks = np.zeros(len(t))
        clicks[:: int(RATE / rng.uniform(2, 100))] = 1
        add("clicks", clicks, peak())
    add("constant", np.full(RATE * 3, 0.5), 0.5)
    return made


def more(seed: int = 8) -> list[tuple[str, np.ndarray]]:
    """What is easily taken for a cry: notes and melodies in its range of pitch, beeps, vowels; and sounds() of other seeds."""
    rng = np.random.default_rng(seed)
    made = [(f"{name.rsplit('_', 1)[0]}_{number}{name[-3:]}", signal) for number in range(1, 4) for name, signal in sounds(seed * 100 + number)]
    for number in range(60):  # one to eight notes of steady pitch, struck or held, from poor to rich in harmonics
        notes = int(rng.choice([1, 1, 1, 2, 4, 8]))
        count, decay, damping = int(rng.integers(1, 10)), rng.uniform(0.3, 0.9), float(rng.choice([0, 0.6, 1.2, 3, 6]))
        parts = []
        for _ in range(notes):
            t = np.arange(int(RATE * rng.uniform(1.0, 5.0) / notes)) / RATE
            attack = np.minimum(1, t / rng.uniform(0.002, 0.1))
            parts.append(attack * np.exp(-damping * t) * harmonics(2 * np.pi * rng.uniform(180, 900) * t, count, decay))
        signal = np.concatenate(parts)
        made.append((f"note_{number:03d}", signal * (10 ** (rng.uniform(-30, -0.5) / 20) / np.max(np.abs(signal)))))
    return made
