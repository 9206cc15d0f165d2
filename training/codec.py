"""Round trips through lossy codecs, by the ffmpeg command line."""

import subprocess
import tempfile
from pathlib import Path

import numpy as np

import prepare

# Name -> (file ending, ffmpeg's encoder options). GSM full rate is a telephone's, at 8 kHz; AMR has no encoder in Debian.
CODECS = {
    "opus": ("opus", ["-c:a", "libopus", "-b:a", "12k"]),
    "aac": ("m4a", ["-c:a", "aac", "-b:a", "16k"]),
    "mp3": ("mp3", ["-c:a", "libmp3lame", "-b:a", "16k"]),
    "gsm": ("gsm", ["-ar", "8000", "-c:a", "libgsm"]),
}


def _ffmpeg(*arguments: object) -> None:
    subprocess.run(["ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "error", "-y", *map(str, arguments)], check=True)


def round_trip(signal: np.ndarray, name: str) -> np.ndarray:
    """The signal encoded and decoded again, 16 kHz, of the same length."""
    ending, encoder = CODECS[name]
    with tempfile.TemporaryDirectory() as folder:
        given, coded, decoded = (Path(folder, f) for f in ("given.wav", f"coded.{ending}", "decoded.wav"))
        prepare.write(given, signal)
        _ffmpeg("-i", given, *encoder, coded)
        _ffmpeg("-i", coded, "-ar", prepare.RATE, "-ac", 1, "-c:a", "pcm_s16le", decoded)
        made = prepare.read(decoded)[:len(signal)]
    return np.pad(made, (0, len(signal) - len(made)))


def round_trips(signals: list[np.ndarray], name: str) -> list[np.ndarray]:
    """Each signal encoded and decoded again, all of them as one recording with half a second of silence between them."""
    gap = np.zeros(prepare.RATE // 2)
    made = round_trip(np.concatenate([part for signal in signals for part in (signal, gap)]), name)
    starts = np.cumsum([0] + [len(signal) + len(gap) for signal in signals])
    return [made[start:start + len(signal)] for start, signal in zip(starts, signals)]
