"""The controlled level against its definition, patch by patch."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

READY = has("numpy")
if READY:
    import numpy as np

    import levels
    from dataset import BANDS, PATCH_FRAMES, PATCH_HOP, Part


def part(counts: list[int], loudness) -> "Part":
    """Clips of so many patches, log-mel frames at random, as loud as loudness(frame)."""
    frames = sum(PATCH_FRAMES + PATCH_HOP * (c - 1) for c in counts)
    magnitudes = np.random.default_rng(0).random((frames, BANDS)) * loudness(np.arange(frames))[:, None]
    starts = np.concatenate(([0], np.cumsum([PATCH_FRAMES + PATCH_HOP * (c - 1) for c in counts])))
    first = np.concatenate([start + PATCH_HOP * np.arange(c) for start, c in zip(starts, counts)])
    clip = np.repeat(np.arange(len(counts)), counts)
    return Part([{}] * len(counts), np.log(magnitudes + levels.LOG_OFFSET).astype(np.float32), clip, first, np.concatenate(([0], np.cumsum(counts))))


@unittest.skipUnless(READY, "needs numpy")
class LevelsTest(unittest.TestCase):
    def test_a_patch_is_turned_down_by_the_loudest_in_its_context_of_its_own_clip(self):
        made = part([7, 1, 4, 2], lambda frame: 10 ** np.sin(frame / 70))
        patches = made.patches(np.arange(made.patch_total)).astype(np.float64)
        level = 10 * np.log10(((np.exp(patches) - levels.LOG_OFFSET) ** 2).mean((1, 2)))
        gain = levels.gains(made)
        for p, clip in enumerate(made.clip_of_patch):
            context = [q for q in range(p - levels.CONTEXT, p + levels.CONTEXT + 1) if 0 <= q < len(level) and made.clip_of_patch[q] == clip]
            self.assertAlmostEqual(float(gain[p]), 10 ** (min(0.0, levels.TARGET_DB - level[context].max()) / 20), places=5)
        self.assertTrue(0 < (gain < 1).mean() < 1)
        wanted = np.log((np.exp(patches) - levels.LOG_OFFSET) * gain[:, None, None] + levels.LOG_OFFSET)
        self.assertTrue(np.allclose(levels.turned_down(made.patches(np.arange(made.patch_total)), gain), wanted, atol=1e-5))

    def test_silence_stays_silence(self):
        made = part([3], lambda frame: 0.0 * frame)
        self.assertTrue((levels.gains(made) == 1).all())
        self.assertTrue(np.allclose(levels.turned_down(made.patches(np.arange(3)), levels.gains(made)), np.log(levels.LOG_OFFSET), atol=1e-6))


if __name__ == "__main__":
    unittest.main()
