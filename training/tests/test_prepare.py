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
    import folds
    import prepare
    import runs
    import synthetic
    import variants
    import vary


@unittest.skipUnless(READY, "needs numpy, soundfile and scikit-learn")
class VariantsTest(unittest.TestCase):
    def test_low_pass_keeps_what_is_below_and_removes_what_is_above(self):
        t = np.arange(augment.RATE) / augment.RATE
        low, high = np.sin(2 * np.pi * 1000 * t), np.sin(2 * np.pi * 5000 * t)
        made = augment.low_pass(low + high, 3800, 100)
        # Not near the ends: the signal begins and ends there, and so does what the filter smears.
        self.assertLess(np.abs(made - low)[1000:-1000].max(), 1e-3)

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

    def test_playing_faster_makes_shorter_and_higher(self):
        t = np.arange(2 * augment.RATE) / augment.RATE
        made = augment.speed(np.sin(2 * np.pi * 1000 * t).astype(np.float32), 1.25)
        self.assertAlmostEqual(len(made), 2 * augment.RATE / 1.25, delta=200)
        loudest = np.argmax(np.abs(np.fft.rfft(made))) * augment.RATE / len(made)
        self.assertAlmostEqual(loudest, 1250, delta=5)
        self.assertAlmostEqual(float(np.abs(made).max()), 1, delta=0.05)

    def test_another_sound_is_added_at_its_level(self):
        rng = np.random.default_rng(4)
        signal, other = rng.normal(0, 0.2, 30_000), rng.normal(0, 0.01, 7_000)
        added = augment.add(signal, other, 10, rng) - signal
        self.assertAlmostEqual(20 * np.log10(augment.rms(signal) / augment.rms(added)), 10, delta=1e-6)
        self.assertTrue(np.array_equal(signal, augment.add(signal, np.zeros(500), 0, rng)))

    def test_variants_are_finite_in_range_and_repeat_with_their_seed(self):
        rng = np.random.default_rng(2)
        signal, silence = rng.normal(0, 0.3, 50_000).astype(np.float32), np.zeros(700, np.float32)
        for make, shortest in ((variants.variant, 0.34), (variants.mixture, 50_000 / 1.7 / augment.RATE)):
            for seed in range(40):
                partners = (silence if seed % 2 else signal[:9000], signal[:300])
                made = make(signal, partners, np.random.default_rng(seed))
                self.assertTrue(np.isfinite(made).all())
                self.assertLessEqual(np.abs(made).max(), 1.0)
                self.assertGreaterEqual(len(made), int(shortest * augment.RATE))
                self.assertTrue(np.array_equal(made, make(signal, partners, np.random.default_rng(seed))))

    def test_no_variant_holds_a_clip_that_a_fold_is_tested_on_unless_it_is_one_of_those(self):
        rng = np.random.default_rng(6)
        origins = [o for some in folds.ORIGIN_FOLDS for o in some]
        rows = [{"path": f"{n}.wav", "group": f"g{n // 3}", "origin": origins[(n // 3 + (n % 30 == 0)) % len(origins)],  # some groups have two origins
                 "detect_label": ("cry", "not_cry")[int(rng.random() < 0.6)]} for n in range(900)]
        for sounds in ([], ["a.wav", "b.wav"]):
            altered, remixed = vary.variant_rows(rows, sounds), vary.remix_rows(rows, sounds)
            self.assertEqual(len(rows) * vary.VARIANTS, len({row["path"] for row, _ in altered}))
            self.assertEqual(sum(vary.REMIXES[r["detect_label"]] for r in rows), len({row["path"] for row, _ in remixed}))
            self.assertEqual({"unknown"}, {row["detect_label"] for row, _ in remixed})
            planned = altered + remixed
            for name in runs.OF_FOLDS:
                may = {r["path"]: m for r, m in zip(rows, runs.trained_on(rows, name))}
                tested = {r["path"] for r, m in zip(rows, runs.tested_on(rows, name)) if m}
                for row, partners in planned:
                    heard = [row["source"], *(p for known, p in partners if known)]
                    self.assertEqual(heard, runs.clips_in(row))
                    if may[row["source"]]:
                        self.assertTrue(tested.isdisjoint(heard))

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
