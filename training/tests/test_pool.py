"""What a network learns from, and how often."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

READY = has("numpy", "torch", "sklearn", "scipy", "soundfile")
if READY:
    import numpy as np

    import cries
    import dataset
    import pool
    import prepare


def part(*rows: dict) -> "dataset.Part":
    return dataset.Part(list(rows), np.zeros((0, dataset.BANDS), np.float32), *(np.zeros(0, int) for _ in range(3)))


@unittest.skipUnless(READY, "needs numpy, torch, scipy, soundfile and scikit-learn")
class PoolTest(unittest.TestCase):
    def test_of_what_is_made_by_mixing_every_second_patch_of_a_clip_is_taught(self):
        taught = dataset.Part([{}, {}], np.zeros((0, 64), np.float32), np.array([0, 0, 0, 1, 1]), np.zeros(5, int), np.array([0, 3, 5]))
        self.assertEqual(pool.taught(taught, dataset.VARIANTS).tolist(), [True, False, True, True, False])
        self.assertEqual(pool.taught(taught, dataset.CLIPS).tolist(), [True] * 5)

    def test_a_run_learns_from_nothing_that_holds_a_clip_it_is_kept_from(self):
        origin = {"origin": "esc50"}
        rows = [{**origin, "path": "v1/a.wav", "source": "a.wav", "partners": ""}, {**origin, "path": "v1/b.wav", "source": "b.wav", "partners": ""},
                {**origin, "path": "v2/a.wav", "source": "a.wav", "partners": "c.wav;b.wav"}, {**origin, "path": "v3/a.wav", "source": "a.wav", "partners": "c.wav"}]
        for part in (dataset.VARIANTS, dataset.REMIXES):
            self.assertEqual(pool.kept(rows, part, {"a.wav", "c.wav"}).tolist(), [True, False, False, True])

    def test_cries_by_formula_are_known_to_every_run(self):
        rows, planned = cries.plans([Path("0.wav"), Path("1.wav")], [Path("a.wav"), Path("b.wav")], Path("cries"))
        self.assertEqual(len({r["path"] for r in rows}), 2 * (1 + cries.VARIANTS + cries.MIXTURES))
        self.assertEqual([folder / r["path"] for r, folder in zip(rows, [Path("cries")] * len(rows))], [p.target for p in planned])
        self.assertTrue(pool.kept(rows, dataset.CRIES, set()).all())
        self.assertEqual({r["detect_label"] for r in rows if r["path"].startswith("m")}, {"unknown"})
        self.assertEqual({r["detect_label"] for r in rows if not r["path"].startswith("m")}, {"cry"})
        self.assertEqual(len(pool.heard([dataset.CRIES], [part(*rows)], set())), 2)

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

    def test_dull_patches_take_turns_and_decisive_ones_come_twice(self):
        made = object.__new__(pool.Pool)
        made.labels = np.array([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1])
        made.dull = np.array([False, False] + [True] * 8 + [False])
        made.decisive = np.array([True, True] + [False] * 9)
        made.dull_step = 4
        passes = [made.order(1, number) for number in range(4)]
        self.assertEqual({len(p) for p in passes}, {len(made)})
        times = np.bincount(np.concatenate(passes), minlength=11)
        self.assertEqual(times.tolist(), [8, 8] + [1] * 8 + [4])
        self.assertEqual([p.tolist() for p in passes], [made.order(1, number).tolist() for number in range(4)])


if __name__ == "__main__":
    unittest.main()
