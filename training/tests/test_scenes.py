"""Scenes: where the cries are cut, where they are placed, and how loud they are."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

READY = has("numpy", "scipy", "soundfile", "sklearn")
if READY:
    import numpy as np

    import scenes
    from augment import rms
    from prepare import RATE


@unittest.skipUnless(READY, "needs numpy, scipy, soundfile and scikit-learn")
class ScenesTest(unittest.TestCase):
    def test_runs_are_the_stretches_of_true(self):
        self.assertEqual(scenes.runs(np.array([1, 1, 0, 0, 1, 0, 1], bool)), [(0, 2), (4, 5), (6, 7)])
        self.assertEqual(scenes.runs(np.zeros(3, bool)), [])

    def test_a_bout_goes_on_over_a_breath_and_ends_at_a_pause(self):
        signal = np.random.default_rng(1).normal(0, 1e-4, 10 * RATE)
        for start, end in ((1.0, 2.0), (2.5, 4.0), (6.0, 8.0)):
            signal[int(start * RATE):int(end * RATE)] += np.sin(np.arange(int((end - start) * RATE)) * 0.2)
        found = np.array(scenes.bouts(signal)) / RATE
        self.assertEqual(found.shape, (2, 2))
        self.assertLess(np.abs(found - [[1, 4], [6, 8]]).max(), 0.05)

    def test_a_cut_lies_where_the_teacher_is_sure_and_is_no_longer_than_wanted(self):
        signal = np.sin(np.arange(20 * RATE) * 0.2)
        scores = np.zeros(40)
        scores[2:7], scores[10:40], scores[8] = 0.9, 0.6, 0.9
        first, second = scenes.cuts(5, signal, scores)
        self.assertEqual((first.clip, second.clip), (5, 5))
        self.assertAlmostEqual(first.start / RATE, 2 * 0.48, places=2)
        self.assertAlmostEqual(first.end / RATE, 6 * 0.48 + 0.96, delta=0.02)
        self.assertAlmostEqual(second.start / RATE, 10 * 0.48, places=2)
        self.assertAlmostEqual((second.end - second.start) / RATE, 8, places=2)

    def test_cries_are_placed_apart_and_within(self):
        rng = np.random.default_rng(3)
        for _ in range(200):
            lengths = [int(rng.uniform(1.5, 8) * RATE) for _ in range(int(rng.integers(0, 5)))]
            total = sum(lengths) + 13 * RATE
            last = -scenes.GAP_SECONDS * RATE
            for start, length in zip(scenes.places(lengths, total, rng), lengths):
                self.assertGreaterEqual(start - last, scenes.GAP_SECONDS * RATE)
                last = start + length
            self.assertLessEqual(last, total)
        with self.assertRaises(ValueError):
            scenes.places([RATE, RATE], 2 * RATE, rng)

    def test_a_scene_holds_its_cries_at_their_level_and_nothing_else_changes(self):
        rng = np.random.default_rng(4)
        bed = rng.normal(0, 1, 30 * RATE)
        bed /= rms(bed)
        cries = [np.sin(np.arange(3 * RATE) * f) for f in (0.1, 0.2)]
        scene, bounds, levels = scenes.compose(cries, bed, np.random.default_rng(5))
        outside = np.ones(len(bed), bool)
        for start, end in bounds:
            outside[start:end] = False
        scale = rms(scene[outside]) / rms(bed[outside])
        self.assertTrue(np.allclose(scene[outside], scale * bed[outside]))
        for (start, end), level in zip(bounds, levels):
            heard = 20 * np.log10(rms(scene[start:end] / scale - bed[start:end]))
            self.assertAlmostEqual(heard, level, delta=0.1)
            self.assertTrue(scenes.SNR_DB[0] <= level <= scenes.SNR_DB[1])
        self.assertLess(np.abs(scene).max(), 1)

    def test_a_background_is_filled_without_gaps_even_by_short_clips(self):
        tone = np.sin(np.arange(RATE // 5) * 0.3).astype(np.float32)
        bed, used = scenes.background(10.0, [7], lambda clip: tone, np.random.default_rng(6))
        self.assertAlmostEqual(rms(bed), 1, places=9)
        self.assertGreater(np.square(bed[:10 * RATE // 1600 * 1600].reshape(-1, 1600)).mean(1).min(), 1e-3)
        # Each fades into the next by half of its length at most.
        self.assertLessEqual(len(used), 2 * 10 * 5 + 1)


if __name__ == "__main__":
    unittest.main()
