"""What a network learns from."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

READY = has("numpy", "torch", "sklearn", "scipy", "soundfile")
if READY:
    import numpy as np

    import dataset
    import pool
    import prepare


def part(*rows: dict) -> "dataset.Part":
    return dataset.Part(list(rows), np.zeros((0, dataset.BANDS), np.float32), *(np.zeros(0, int) for _ in range(3)))


@unittest.skipUnless(READY, "needs numpy, torch, scipy, soundfile and scikit-learn")
class PoolTest(unittest.TestCase):
    def test_a_run_learns_from_nothing_that_holds_a_clip_it_is_kept_from(self):
        rows = [{"origin": "esc50", "path": path, "source": source, "partners": partners} for path, source, partners in (
            ("v1/a.wav", "a.wav", ""), ("v1/b.wav", "b.wav", ""), ("v2/a.wav", "a.wav", "c.wav;b.wav"), ("v3/a.wav", "a.wav", "c.wav"))]
        self.assertEqual(pool.kept(rows, dataset.VARIANTS, {"a.wav", "c.wav"}).tolist(), [True, False, False, True])

    def test_each_clip_is_learnt_from_as_it_is_or_narrow(self):
        rows = [{"origin": origin, "path": f"{n}.wav"} for n, origin in enumerate(("esc50", prepare.IMAGED_ORIGINS[0]))]
        narrow, allowed = [{**r, "source": r["path"]} for r in rows], {"0.wav", "1.wav"}
        self.assertEqual(pool.kept(rows, dataset.CLIPS, allowed).tolist(), [True, False])
        self.assertEqual(pool.kept(narrow, dataset.NARROW, allowed).tolist(), [False, True])

    def test_every_clip_that_is_learnt_from_is_told_once(self):
        clips = [{"origin": origin, "path": f"{origin}.wav"} for origin in ("esc50", *prepare.IMAGED_ORIGINS, "giulbia")]
        altered = [{**r, "path": f"v1/{r['path']}", "source": r["path"]} for r in clips]
        made = {"path": "synthetic/tone.wav", "origin": "synthetic"}
        told = pool.heard([dataset.CLIPS, dataset.NARROW, dataset.VARIANTS, dataset.SYNTHETIC],
                          [part(*clips), part(*[{**r, "source": r["path"]} for r in clips]), part(*altered), part(made)],
                          {r["path"] for r in clips[:-1]})
        self.assertEqual(told, [*clips[:-1], made])


if __name__ == "__main__":
    unittest.main()
