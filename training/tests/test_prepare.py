"""Variants and sounds: what they promise about band, level and repetition."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

READY = has("numpy", "soundfile", "sklearn")
if READY:
    import numpy as np

    import augment
    import prepare
    import synthetic


@unittest.skipUnless(READY, "needs numpy, soundfile and scikit-learn")
class VariantsTest(unittest.TestCase):
    def test_low_pass_keeps_what_is_below_and_removes_what_is_above(self):
        t = np.arange(augment.RATE) / augment.RATE
        low, high = np.sin(2 * np.pi * 1000 * t), np.sin(2 * np.pi * 5000 * t)
        made = augment.low_pass(low + high, 3800, 100)
        self.assertLess(np.abs(made - low).max(), 1e-9)

    def test_images_mirror_the_band_at_4_khz_and_leave_it_as_it_is(self):
        t = np.arange(augment.RATE) / augment.RATE
        signal = np.sin(2 * np.pi * 3500 * t)
        level = 2 * np.abs(np.fft.rfft(augment.images(signal, 4700, 100))) / augment.RATE
        self.assertAlmostEqual(level[3500], 1, places=6)
        self.assertAlmostEqual(level[4500], 1, places=6)
        level = 2 * np.abs(np.fft.rfft(augment.images(signal, 4000, 300))) / augment.RATE
        self.assertAlmostEqual(level[3500], 1, places=6)
        self.assertLess(level[4500], 1e-9)

    def test_the_loudest_stretch_is_found(self):
        signal = np.zeros(augment.RATE * 4)
        signal[35_000:38_000] = 0.5
        made = augment.loudest(signal, 16_000)
        self.assertEqual(len(made), 16_000)
        self.assertEqual(np.count_nonzero(made), 3_000)

    def test_variants_are_finite_in_range_and_repeat_with_their_seed(self):
        rng = np.random.default_rng(2)
        signal, partner = rng.normal(0, 0.3, 50_000).astype(np.float32), np.zeros(700, np.float32)
        for seed in range(40):
            made = augment.variant(signal, partner if seed % 2 else signal[:9000], np.random.default_rng(seed))
            self.assertTrue(np.isfinite(made).all())
            self.assertLessEqual(np.abs(made).max(), 1.0)
            self.assertGreaterEqual(len(made), int(0.4 * augment.RATE))
            again = augment.variant(signal, partner if seed % 2 else signal[:9000], np.random.default_rng(seed))
            self.assertTrue(np.array_equal(made, again))

    def test_sounds_have_names_of_their_own_and_are_the_same_each_time(self):
        made = synthetic.sounds() + synthetic.more()
        self.assertEqual(len({name for name, _ in synthetic.sounds()}), len(synthetic.sounds()))
        self.assertEqual(len({name for name, _ in synthetic.more()}), len(synthetic.more()))
        for (name, signal), (other, same) in zip(made, synthetic.sounds() + synthetic.more()):
            self.assertEqual(name, other)
            self.assertTrue(np.array_equal(signal, same))
            self.assertTrue(np.isfinite(signal).all() and np.abs(signal).max() <= 1)

    def test_origins_can_be_chosen_and_an_unknown_one_is_refused(self):
        rows = [{"origin": "a"}, {"origin": "b"}]
        self.assertEqual(prepare.selected(rows, "b"), [{"origin": "b"}])
        self.assertEqual(prepare.selected(rows, None), rows)
        with self.assertRaises(SystemExit):
            prepare.selected(rows, "a,c")


if __name__ == "__main__":
    unittest.main()
