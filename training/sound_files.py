"""Sound files inside a Debian package: finding them, also within archives and game data files, and decoding them."""

import re
import subprocess
import tempfile
import zipfile
from math import gcd
from pathlib import Path

import numpy as np
import soundfile
from scipy.signal import resample_poly

RATE = 16_000
LONGEST_SECONDS = 400  # of a file; what comes later is not decoded
SOUNDFONT = "/usr/share/sounds/sf2/TimGM6mb.sf2"  # of Debian's timgm6mb-soundfont
MIDI = (".mid", ".midi")
SUFFIXES = {".wav", ".ogg", ".oga", ".opus", ".mp3", ".flac", ".aif", ".aiff", ".au", ".gsm", ".g722", ".spx", ".m4a", ".webm", ".ogv",
            ".voc", ".wv", ".mod", ".xm", ".it", ".s3m", *MIDI}
_ZIPS = {".pk3", ".pk4", ".wz", ".zip", ".jar", ".spk"}
# In these no sound is looked for: pictures, text, programs.
_BARREN = {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tga", ".dds", ".svg", ".svgz", ".webp", ".ttf", ".ttc", ".otf", ".mo", ".gz", ".html", ".txt",
           ".xml", ".pdf", ".so", ".py", ".lua", ".obj", ".js", ".json", ".css", ".qm"}


def unpack(package: Path, folder: Path) -> None:
    """The package's files, without running any of its scripts."""
    subprocess.run(["dpkg-deb", "-x", package, folder], check=True)


def carve(data: bytes) -> list[tuple[int, str, bytes]]:
    """(offset, suffix, bytes) of the Ogg and WAV streams that lie uncompressed in a data file.

    Ogg: pages one after the other from one that begins a stream (RFC 3533) to the first that ends one. WAV: a RIFF chunk of
    form WAVE.
    """
    found, position = [], 0
    for match in re.finditer(b"OggS\0|RIFF....WAVE", data, re.DOTALL):
        start = match.start()
        if start < position:
            continue
        if data[start:start + 4] == b"RIFF":
            end = start + 8 + int.from_bytes(data[start + 4:start + 8], "little")
            if end <= len(data):
                found.append((start, ".wav", data[start:end]))
                position = end
        elif len(data) > start + 27 and data[start + 5] & 2:
            end, last = start, False
            while not last and data[end:end + 5] == b"OggS\0" and len(data) > end + 27:
                last = bool(data[end + 5] & 4)
                segments = data[end + 26]
                end += 27 + segments + sum(data[end + 27:end + 27 + segments])
            if last and end <= len(data):
                found.append((start, ".ogg", data[start:end]))
                position = end
    return found


def find(folder: Path) -> list[Path]:
    """All sound files below an unpacked package, sorted; those in archives and data files are written beside these first."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and not p.is_symlink()):
        suffix = path.suffix.lower()
        if suffix in SUFFIXES or suffix in _BARREN or path.stat().st_size < 10_000:
            continue
        if suffix in _ZIPS and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                members = [m for m in archive.infolist() if Path(m.filename).suffix.lower() in SUFFIXES and ".." not in m.filename]
                archive.extractall(path.with_name(path.name + ".files"), members)
            continue
        for start, kind, data in carve(path.read_bytes()):
            target = path.with_name(path.name + ".files") / f"{start:010d}{kind}"
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(data)
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file() and not p.is_symlink())


def _resampled(signal: np.ndarray, rate: int) -> np.ndarray:
    common = gcd(RATE, rate)
    return signal if rate == RATE else resample_poly(signal, RATE // common, rate // common)


def _by_ffmpeg(path: Path) -> np.ndarray:
    command = ["ffmpeg", "-v", "error", "-nostdin", "-i", path, "-t", str(LONGEST_SECONDS), "-vn", "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"]
    result = subprocess.run(command, capture_output=True, timeout=120)
    return np.frombuffer(result.stdout[: len(result.stdout) // 4 * 4], np.float32)


def _by_fluidsynth(path: Path) -> np.ndarray:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "rendered.wav")
        subprocess.run(["fluidsynth", "-niq", "-g", "0.6", "-F", target, SOUNDFONT, path], capture_output=True, timeout=120)
        return decode(target) if target.exists() else np.zeros(0, np.float32)


def decode(path: Path) -> np.ndarray:
    """float32 mono 16 kHz; empty if it can't be decoded."""
    try:
        if path.suffix.lower() in MIDI:
            return _by_fluidsynth(path)
        try:
            with soundfile.SoundFile(path) as file:
                signal = file.read(LONGEST_SECONDS * file.samplerate, dtype="float32", always_2d=True).mean(1)
                return np.nan_to_num(_resampled(signal, file.samplerate)).astype(np.float32)
        except (soundfile.LibsndfileError, RuntimeError):
            return np.nan_to_num(_by_ffmpeg(path))
    except (OSError, subprocess.TimeoutExpired):
        return np.zeros(0, np.float32)
