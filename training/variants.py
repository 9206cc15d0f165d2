"""New sounds of recorded ones. `variant` keeps a clip's label but takes away the shortcuts of the corpus; `mixture` makes new
sounds of unlabelled ones, for a student whose teacher hears the same.

Cry and not_cry clips of the corpus differ in bandwidth, level, length and background. Each variant is cut to a random length,
sped up or slowed down, mixed with sounds that are no cry, put into a room, tilted, band-limited, set to a random level and coded,
all with the same odds for both classes.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import acoustics
import codec
import folds
import prepare
from augment import RATE, add, loudest, low_pass, rms, speed, tilt

CODED = 0.15


def _recorded(signal: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Room, spectral slope, band limit and level of a random recording."""
    if rng.random() < 0.25:
        signal = acoustics.in_room(signal, acoustics.room_response(rng.uniform(0.2, 0.9), rng.uniform(-3, 12), rng))
    if rng.random() < 0.5:
        signal = tilt(signal, rng.uniform(-12, 12))
    band = rng.random()
    if band < 0.1:
        signal = acoustics.band_pass(signal, 300, 3400)
    elif band < 0.6:
        signal = low_pass(signal, 3400 * (8000 / 3400) ** rng.random(), rng.uniform(30, 400))
    level = max(rms(signal), 1e-6)
    # Up to 40 dB below full scale; a tenth is so loud that it clips.
    wanted = 10 ** (rng.uniform(-52, -12) / 20) if rng.random() < 0.9 else 10 ** (rng.uniform(-12, 0) / 20)
    return np.clip(signal * np.float32(wanted / level), -1, 32767 / 32768) if level > 1e-5 else signal


def variant(signal: np.ndarray, partners: Sequence[np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """One variant of a labelled signal (float, +-1); partners are two sounds that are no cry."""
    signal = signal.astype(np.float32)
    if rng.random() < 0.25:
        signal = loudest(signal, int(RATE * rng.uniform(0.4, 3.0)))
    if rng.random() < 0.4:
        signal = speed(signal, rng.uniform(0.87, 1.15))
    if rng.random() < 0.6:
        signal = add(signal, partners[0], rng.uniform(-5, 20), rng)
    if rng.random() < 0.2:
        signal = add(signal, partners[1], rng.uniform(0, 20), rng)
    if rng.random() < 0.3:
        signal = add(signal, acoustics.pink(len(signal), rng) if rng.random() < 0.6 else rng.standard_normal(len(signal)), rng.uniform(-3, 25), rng)
    return _recorded(signal, rng)


def mixture(signal: np.ndarray, partners: Sequence[np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """One new sound of an unlabelled one and two others."""
    signal = signal.astype(np.float32)
    if rng.random() < 0.6:
        signal = speed(signal, 2 ** rng.uniform(-0.7, 0.7))
    for partner, odds in zip(partners, (0.7, 0.25)):
        if rng.random() < odds:
            signal = add(signal, speed(partner, 2 ** rng.uniform(-0.5, 0.5)), rng.uniform(-15, 15), rng)
    return _recorded(signal, rng)


CHUNK = 192  # sounds that go through a codec together


@dataclass(frozen=True)
class Plan:
    """A sound to make: of source and partners, by make, into target. The key fixes everything that is random in it."""

    make: Callable[[np.ndarray, Sequence[np.ndarray], np.random.Generator], np.ndarray]
    source: Path
    partners: tuple[Path, ...]
    target: Path
    key: str


def write(plans: Sequence[Plan]) -> None:
    """Writes those of the sounds that are not there yet. Some go through a codec, those of one codec in one journey, which is
    made again as a whole where one of them is missing."""
    journeys: dict[str, list[tuple[Plan, np.random.Generator]]] = {}
    for plan in plans:
        rng = prepare.seeded(plan.key)
        name = str(rng.choice(sorted(codec.CODECS))) if rng.random() < CODED else ""
        journeys.setdefault(name, []).append((plan, rng))
    for name, members in journeys.items():
        missing = [m for m in members if not m[0].target.exists()]
        made = [p.make(prepare.read(p.source), [prepare.read(partner) for partner in p.partners], rng) for p, rng in (members if name and missing else missing)]
        if name and made:
            missing, made = members, codec.round_trips(made, name)
        for (plan, _), signal in zip(missing, made):
            prepare.write(plan.target, signal)


def write_all(plans: list[Plan], rows: list[dict], folder: Path, jobs: int) -> None:
    """Writes the sounds, in processes side by side, and folder/manifest.csv with their rows."""
    with ProcessPoolExecutor(jobs) as pool:
        list(pool.map(write, [plans[i:i + CHUNK] for i in range(0, len(plans), CHUNK)]))
    folds.write_manifest(folder / "manifest.csv", rows)
    print(f"{folder}: {len(rows)} sounds", flush=True)
