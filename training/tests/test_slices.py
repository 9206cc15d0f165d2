"""Altered clips: that noise, band, room and length are what their names say, and that nothing heard in training is mixed in."""

import sys
import unittest
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

READY = has("numpy", "scipy", "soundfile", "sklearn")
if READY:
    import numpy as np
    from scipy.signal import welch

    import acoustics
    import augment
    import codec
    import folds
    import prepare
    import slices

RATE = 16_000


def _bursts(rng, seconds=4.0, silent=0.5):
    """Noise that sounds for half of each second, in digital silence."""
    time = np.arange(int(RATE * seconds)) / RATE
    return rng.normal(0, 0.1, len(time)) * (time % 1 >= silent)


def _level(signal, low, high):
    """Power between two frequencies, in dB, by Welch's method."""
    frequency, power = welch(signal, RATE, "blackmanharris", 2048, detrend=False)
    return 10 * np.log10(power[(frequency >= low) & (frequency < high)].sum() + 1e-30)


@unittest.skipUnless(READY, "needs numpy, scipy, soundfile and scikit-learn")
class AcousticsTest(unittest.TestCase):
    def setUp(self):
        self.rng = np.random.default_rng(5)

    def test_only_what_sounds_counts_for_the_level(self):
        bursts = _bursts(self.rng)
        self.assertAlmostEqual(20 * np.log10(acoustics.active_rms(bursts) / 0.1), 0, delta=0.1)
        self.assertAlmostEqual(acoustics.active_rms(np.full(RATE + 7, 0.25)), 0.25)
        self.assertEqual(acoustics.active_rms(np.zeros(500)), 0)
        self.assertEqual(len(acoustics.trimmed(np.pad(np.ones(3200), 16_000))), 3200)

    def test_the_snr_asked_for_is_reached(self):
        signal, noise = _bursts(self.rng), self.rng.normal(0, 0.01, 4 * RATE)
        for snr in (-5, 0, 20):
            added = acoustics.mix(signal, noise, snr) - signal
            # The bursts' standard deviation is 0.1 by construction, the noise's power is measured plainly.
            self.assertAlmostEqual(20 * np.log10(0.1 / np.std(added)), snr, delta=0.1)

    def test_silence_gets_a_background_too(self):
        added = acoustics.mix(np.zeros(RATE), self.rng.normal(0, 1, RATE), 0)
        self.assertAlmostEqual(20 * np.log10(augment.rms(added)), -80, delta=0.1)

    def test_pink_noise_falls_by_3_db_an_octave(self):
        noise = acoustics.pink(60 * RATE, self.rng)
        octaves = [_level(noise, 125 * 2 ** k, 250 * 2 ** k) for k in range(5)]
        self.assertAlmostEqual(augment.rms(noise), 1, places=6)
        self.assertLess(np.ptp(octaves), 1.0)

    def test_a_bed_has_no_gaps_and_one_level(self):
        pieces = [np.pad(self.rng.normal(0, level, RATE * 2), (3000, 9000)) for level in (0.001, 0.1, 0.5)]
        made = acoustics.bed(pieces, 20 * RATE, self.rng)
        self.assertEqual(len(made), 20 * RATE)
        levels = 20 * np.log10([augment.rms(part) for part in np.array_split(made, 200)])
        self.assertLess(np.abs(levels).max(), 1.0)

    def test_a_placed_clip_lies_whole_in_its_background(self):
        signal = self.rng.normal(0, 0.1, RATE)
        made = acoustics.placed(signal, self.rng.normal(0, 1, 10 * RATE), 20, self.rng)
        levels = np.array([augment.rms(part) for part in np.split(made, 1000)])
        self.assertAlmostEqual(np.sum(levels > 0.05), 100, delta=4)
        self.assertAlmostEqual(20 * np.log10(0.1 / np.median(levels)), 20, delta=0.5)

    def test_a_telephone_band_holds_nothing_else(self):
        noise = self.rng.normal(0, 0.1, 4 * RATE)
        made = acoustics.band_pass(noise, 300, 3400)
        self.assertAlmostEqual(_level(made, 320, 3380), _level(noise, 320, 3380), delta=0.05)
        for low, high in ((0, 60), (3650, 8000)):
            self.assertLess(_level(made, low, high), _level(noise, low, high) - 60)

    def test_a_room_decays_as_asked(self):
        for rt60 in (0.3, 0.6, 0.9):
            response = acoustics.room_response(rt60, 0, np.random.default_rng(int(rt60 * 10)))
            # Schroeder's backward integration, a line from -5 to -25 dB of the tail (ISO 3382's T20).
            decay = 10 * np.log10(np.cumsum(response[:0:-1] ** 2)[::-1])
            decay -= decay[int(0.04 * RATE)]
            part = np.flatnonzero((decay < -5) & (decay > -25))
            slope = np.polyfit(part / RATE, decay[part], 1)[0]
            self.assertAlmostEqual(-60 / slope / rt60, 1, delta=0.1)
            self.assertAlmostEqual(10 * np.log10(np.sum(response[1:] ** 2)), 0, delta=0.1)

    def test_a_room_keeps_length_and_level_and_fills_pauses(self):
        signal = _bursts(self.rng)
        made = acoustics.in_room(signal, acoustics.room_response(0.8, -3, self.rng))
        self.assertEqual(len(made), len(signal))
        self.assertAlmostEqual(acoustics.active_rms(made), acoustics.active_rms(signal))
        self.assertGreater(np.mean(np.abs(made) > 1e-3), np.mean(np.abs(signal) > 1e-3) + 0.2)

    @unittest.skipUnless(which("ffmpeg"), "needs ffmpeg")
    def test_a_codec_keeps_the_sound_but_not_the_samples(self):
        time = np.arange(2 * RATE) / RATE
        signal = 0.3 * np.sin(2 * np.pi * 440 * time) * (1 + 0.5 * np.sin(2 * np.pi * 3 * time))
        for name in codec.CODECS:
            made = codec.round_trip(signal, name)
            self.assertEqual(len(made), len(signal), name)
            self.assertAlmostEqual(_level(made, 400, 480), _level(signal, 400, 480), delta=2, msg=name)
            self.assertGreater(np.std(made - signal), 1e-4, name)


def _corpus(folder, rng):
    """A made-up cache of 120 clips in 60 groups, with its manifest; returns the rows."""
    rows = []
    for number in range(120):
        label = ("cry", "not_cry", "unknown")[number % 8 // 3]
        sound = "cry" if label == "cry" else ("rain", "wind", "dog")[number % 3]
        path = f"{'ab'[number % 2]}/{number:03d}.wav"
        length = int(rng.integers(RATE // 2, 9 * RATE))
        prepare.write(folder / "wav" / path, rng.normal(0, 0.05, length))
        rows.append({"path": path, "seconds": "0", "origin": "ab"[number % 2], "group": f"g{number // 2}", "detect_label": label,
                     "type_label": "", "sound": sound, "licence": "", "source_file": "", "sha256_pcm": ""})
    folds.write_manifest(folder / "wav" / "manifest.csv", rows)
    return rows


class _Here:
    """A pool of no processes."""

    @staticmethod
    def map(function, *given, chunksize=1):
        return map(function, *given)


@unittest.skipUnless(READY, "needs numpy, scipy, soundfile and scikit-learn")
class SlicesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls._folder = TemporaryDirectory()
        cls.addClassCleanup(cls._folder.cleanup)
        cls.cache = Path(cls._folder.name)
        cls.rows = _corpus(cls.cache, np.random.default_rng(1))
        cls.labelled = [r for r in cls.rows if r["detect_label"] != "unknown"]

    def _made(self, name):
        rows = slices.make(name, self.cache, _Here)
        return rows, [prepare.read(self.cache / "slices" / name / r["path"]) for r in rows]

    def test_labelled_clips_keep_path_group_and_label(self):
        rows, signals = self._made("snr-0")
        kept = ("path", "origin", "group", "detect_label", "sound")
        self.assertEqual([[r[k] for k in kept] for r in rows], [[r[k] for k in kept] for r in self.labelled])
        self.assertEqual(rows, folds.read_manifest(self.cache / "slices" / "snr-0" / "manifest.csv"))
        for row, signal in zip(rows, signals):
            self.assertAlmostEqual(float(row["seconds"]), len(signal) / RATE, delta=0.001)

    def test_backgrounds_are_of_the_fold_and_not_of_the_group(self):
        fold_of = folds.assign(self.rows)
        by_path = {r["path"]: r for r in self.rows}
        for name in ("snr-0", "length-7"):
            self._made(name)
            mixed = folds.read_manifest(self.cache / "slices" / name / "backgrounds.csv")
            self.assertEqual({m["path"] for m in mixed}, {r["path"] for r in self.labelled})
            for row in mixed:
                clip, noise = by_path[row["path"]], by_path[row["background"]]
                self.assertEqual(fold_of[clip["group"]], fold_of[noise["group"]])
                self.assertNotEqual(clip["group"], noise["group"])
                self.assertIn(noise["sound"], slices.BACKGROUNDS)
                self.assertEqual(noise["detect_label"], "not_cry")

    def test_the_snr_slices_reach_their_snr_and_do_not_clip(self):
        for name, snr in (("snr-minus5", -5), ("snr-0", 0), ("snr-20", 20), ("pink-0", 0)):
            for row, signal in zip(*self._made(name)):
                clip = prepare.read(self.cache / "wav" / row["path"])
                # Least squares finds the gain of the clip within the mixture; what is left is the background.
                gain = clip @ signal / (clip @ clip)
                rest = acoustics.active_rms(signal - gain * clip)
                self.assertAlmostEqual(20 * np.log10(gain * acoustics.active_rms(clip) / rest), snr, delta=1.0)
                self.assertLess(np.abs(signal).max(), 1)

    def test_lengths(self):
        for name, seconds in (("length-1", 1), ("length-3", 3)):
            for row, signal in zip(*self._made(name)):
                whole = prepare.read(self.cache / "wav" / row["path"])
                self.assertEqual(len(signal), min(len(whole), seconds * RATE))
        for name, seconds in (("length-7", 7), ("length-60", 60)):
            for row, signal in zip(*self._made(name)):
                self.assertEqual(len(signal), seconds * RATE)

    def test_quiet_and_clipped(self):
        for row, signal in zip(*self._made("level-minus40")):
            self.assertAlmostEqual(20 * np.log10(augment.rms(signal)), -55, delta=0.1)
        for row, signal in zip(*self._made("clipped")):
            self.assertEqual(np.abs(signal).max(), 1)

    def test_an_interrupted_slice_is_finished_as_if_it_had_not_been(self):
        rows, _ = self._made("reverb")
        folder = self.cache / "slices" / "reverb"
        for row in rows[::2]:
            (folder / row["path"]).unlink()
        with mock.patch.object(slices, "_write", wraps=slices._write) as write:
            self.assertEqual(slices.make("reverb", self.cache, _Here), rows)
        self.assertEqual(write.call_count, len(rows[::2]))
        self.assertEqual(list(folder.rglob("*.part.wav")), [])

    def test_a_sample_keeps_the_shares_of_labels_and_origins(self):
        chosen = slices.sample(self.labelled, 30)
        self.assertEqual(len({r["path"] for r in chosen}), 30)
        for origin in "ab":
            for label in ("cry", "not_cry"):
                def share(rows):
                    return sum(r["origin"] == origin and r["detect_label"] == label for r in rows) / len(rows)
                self.assertAlmostEqual(share(chosen), share(self.labelled), delta=1.1 / 30)


if __name__ == "__main__":
    unittest.main()
