"""Synthetic speech in many languages and voices: eSpeak NG reads the names of Tux Paint's stamps.

The package tuxpaint-stamps-default describes each stamp in up to a hundred languages. A clip is some of them in one language,
with a voice, pitch, range and speed drawn by chance: from low and slow to as high as a child, whispered and robotic too.
"""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np

import sound_files

CLIPS = 1320
# eSpeak NG's voices; the same names with an underscore for its hyphen, or those below, in the descriptions.
LANGUAGES = ("af am an ar be bg ca cs cy da de el en-gb en-us eo es et eu fa fi fr ga gd gu he hi hr hu hy id is it ja ka ko lt lv mk ml ms "
             "nb nl pl pt pt-br ro ru sk sl sq sr sv sw ta th tr uk vi cmn").split()
_NAMED = {"en-us": "", "en-gb": "en_GB", "pt-br": "pt_BR", "cmn": "zh_CN"}
VARIANTS = ("m1 m2 m3 m4 m5 m6 m7 m8 f1 f2 f3 f4 f5 croak whisper whisperf klatt klatt2 klatt4 Annie Andrea Alicia anika aunty belinda benjamin "
            "grandma grandpa linda steph shelby Tweaky Storm Gene Michael robosoft3").split()


def descriptions(folder: Path) -> dict[str, list[str]]:
    """Texts by the locale's name, those of no locale (English) by the empty name."""
    texts: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("stamps/**/*.txt")):
        lines = path.read_text(encoding="utf-8", errors="ignore").splitlines()
        for number, line in enumerate(lines):
            named = re.match(r"([a-zA-Z_@]+)\.utf8=(.+)", line)
            name, text = named.groups() if named else ("", line if number == 0 else "")
            if text.strip():
                texts.setdefault(name, []).append(text.strip())
    return texts


def sentences(package: Path | None, folder: Path, clips: int = CLIPS) -> Iterator[tuple[str, np.ndarray]]:
    """(name, float32 mono 16 kHz, at most 10 s) of clips in all languages by turns; the same each time."""
    if package is None:
        return
    sound_files.unpack(package, folder)
    texts, rng = descriptions(folder), np.random.default_rng(20)
    target = folder / "spoken.wav"
    for number in range(clips):
        language = LANGUAGES[number % len(LANGUAGES)]
        variant = VARIANTS[int(rng.integers(len(VARIANTS)))]
        pitch, speed, count = int(rng.integers(20, 100)), int(rng.integers(90, 260)), int(rng.integers(1, 6))
        known = texts.get(_NAMED.get(language, language), [])
        said = [known[int(i)] for i in rng.integers(0, len(known), count)] if known else []
        said.append(str(rng.integers(1, 10_000)))
        command = ["espeak-ng", "-v", f"{language}+{variant}", "-p", str(pitch), "-s", str(speed), "-w", target, " ".join(said)]
        if subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 0:
            signal = sound_files.decode(target)[: 10 * sound_files.RATE]
            yield f"{language}_{variant}_p{pitch}_s{speed}", signal * (10 ** (rng.uniform(-24, -1) / 20) / max(np.abs(signal).max(initial=0), 1e-9))
