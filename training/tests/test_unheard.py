"""Generated test sounds: in range, the same each time, named apart, and of the pitch, level and spectrum they claim."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

READY = has("numpy", "scipy")
if READY:
    import numpy as np

    import synthetic
    import unheard


@unittest.skipUnless(READY, "needs numpy and scipy")
class UnheardTest(unittest.TestCase):
    def test_all_are_within_range_and_the_same_each_time(self):
        for name, make in unheard.SETS.items():
            first, second = make(), make()
            self.assertEqual(len({title for _, title, _ in first}), len(first), name)
            for (_, title, signal), (_, _, again) in zip(first, second):
                self.assertTrue(np.array_equal(signal, again), title)
                self.assertTrue(np.isfinite(signal).all() and np.abs(signal).max() <= 1, title)
                self.assertGreaterEqual(len(signal), 0.3 * unheard.RATE, title)

    def test_none_is_a_sound_that_is_trained_on(self):
        trained = {np.asarray(s, np.float32).tobytes() for _, s in synthetic.sounds() + synthetic.more() if np.any(s)}
        for make in unheard.SETS.values():
            for _, title, signal in make():
                self.assertNotIn(np.asarray(signal, np.float32).tobytes(), trained, title)

    def test_tones_have_their_frequency_and_level(self):
        for _, title, signal in unheard.tones():
            frequency, level = title.removeprefix("tone-").removesuffix("db").split("hz")
            spectrum = np.abs(np.fft.rfft(signal))
            self.assertAlmostEqual(np.argmax(spectrum) * unheard.RATE / len(signal), float(frequency), delta=0.5)
            self.assertAlmostEqual(20 * np.log10(np.abs(signal).max()), float(level), delta=0.1)

    def test_there_are_sixty_whistles_and_their_power_lies_where_one_whistles(self):
        made = unheard.whistles()
        self.assertEqual(len(made), 60)
        for kind, title, signal in made:
            power = np.abs(np.fft.rfft(signal)) ** 2
            frequency = np.fft.rfftfreq(len(signal), 1 / unheard.RATE)
            self.assertGreater(power[(frequency > 400) & (frequency < 7500)].sum() / power.sum(), 0.9, title)

    def test_a_tin_whistle_plays_the_scale_of_d(self):
        for kind, title, signal in unheard.whistles():
            if kind != "tin_whistle":
                continue
            spectrum = np.abs(np.fft.rfft(signal))
            loudest = np.argmax(spectrum) * unheard.RATE / len(signal)
            step = 12 * np.log2(loudest / 587.33)
            self.assertLess(min(abs(step - s - o) for s in unheard.MAJOR for o in (0, 12)), 0.3, title)

    def test_hum_is_50_hz_and_its_multiples(self):
        for _, title, signal in unheard.SETS["hum-50hz"]():
            spectrum = np.abs(np.fft.rfft(signal * np.hanning(len(signal)))) ** 2
            frequency = np.fft.rfftfreq(len(signal), 1 / unheard.RATE)
            near = np.abs(frequency / 50 - np.rint(frequency / 50)) * 50 < 2
            self.assertGreater(spectrum[near & (frequency < 1600)].sum() / spectrum.sum(), 0.95, title)

    def test_silence_is_zero_or_one_bit(self):
        for kind, title, signal in unheard.silence():
            self.assertLessEqual(np.abs(signal).max(), 0 if kind == "digital_zeros" else 1 / 32768, title)


if __name__ == "__main__":
    unittest.main()
