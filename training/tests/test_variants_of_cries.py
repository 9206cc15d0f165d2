"""The altered versions that the classifier learns from, against the same written plainly in NumPy."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

if not has("numpy", "scipy", "soundfile"):
    raise unittest.SkipTest("needs NumPy, SciPy and soundfile")

import numpy as np
import scipy.signal
import soundfile

import folds
import serving
from tests import numpy_vocoder

RATE = 16_000
# What rounding can't move: the tonal centroids and the roll-off jump where a decision falls to the other side.
STEADY = np.r_[0:40, 52:99, 105:109, 110]
LOW = np.r_[52:92, 106]  # mel power below 1.3 kHz and level, which no resampler's edge touches


def cry(seconds: float, seed: int) -> np.ndarray:
    """A gliding harmonic tone with breath noise."""
    t, rng = np.arange(int(seconds * RATE)) / RATE, np.random.default_rng(seed)
    phase = 2 * np.pi * np.cumsum(420 + 90 * np.sin(2 * np.pi * 0.9 * t)) / RATE
    return 0.2 * sum(np.sin(h * phase) / h for h in range(1, 9)) * (0.6 + 0.4 * np.sin(2 * np.pi * 1.3 * t)) + 0.01 * rng.normal(size=len(t))


@unittest.skipIf(serving.command() is None, "cryapi is not built")
class Versions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.signals = [cry(2.5, 1), cry(0.7, 2)]
        cls.names, cls.values = cls.features(cls.signals, "cry-variants", "original")

    @classmethod
    def features(cls, signals, kind, name):
        data = cls.folder / name
        data.mkdir()
        for i, signal in enumerate(signals):
            soundfile.write(data / f"{i}.wav", signal.astype(np.float32), RATE, subtype="FLOAT")
        folds.write_manifest(data / "manifest.csv", [{"path": f"{i}.wav", "group": "g"} for i in range(len(signals))])
        serving.run("features", data, "--kind", kind, "-o", data / "x.npz")
        with np.load(data / "x.npz") as archive:
            return list(map(str, archive.get("variant", []))), archive["values"]

    def assert_same_sound(self, version, signals, features, tolerance):
        plain = self.features(signals, "cry", version)[1]
        ours = self.values[:, self.names.index(version)]
        scale = np.abs(plain).max(0)[features]
        np.testing.assert_allclose(ours[:, features] / scale, plain[:, features] / scale, atol=tolerance)

    def test_the_first_version_is_the_clip(self):
        np.testing.assert_array_equal(self.features(self.signals, "cry", "again")[1], self.values[:, 0])

    def test_tempo_is_changed_as_by_the_plain_phase_vocoder(self):
        for rate in (0.9, 1.1):
            self.assert_same_sound(f"stretch_{rate}", [numpy_vocoder.stretch(s, rate) for s in self.signals], STEADY, 2e-3)

    def test_pitch_is_changed_by_the_tempo_and_resampling(self):
        for name, semitones in (("pitch_up_2", 2), ("pitch_down_2", -2)):
            shifted = []
            for signal in self.signals:
                stretched = numpy_vocoder.stretch(signal, 2 ** (-semitones / 12))
                resampled = scipy.signal.resample(stretched, len(signal))
                shifted.append(resampled)
            # Another resampler, and a length rounded to whole samples: nearly the same sound.
            self.assert_same_sound(name, shifted, LOW, 2e-2)


if __name__ == "__main__":
    unittest.main()
