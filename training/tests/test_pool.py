"""What a network learns from, and how often."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

READY = has("numpy", "torch", "sklearn", "scipy", "soundfile")
if READY:
    import numpy as np
    import torch

    import dataset
    import pool
    import prepare
    from embedding import SMOOTHING
    from losses import Losses


def scores_of(**classes: float) -> "np.ndarray":
    """One row of a teacher's scores; the classes by number, as c20=0.5."""
    row = np.zeros((1, 521), np.float16)
    for name, value in classes.items():
        row[0, int(name[1:])] = value
    return row


def part(*rows: dict) -> "dataset.Part":
    return dataset.Part(list(rows), np.zeros((0, dataset.BANDS), np.float32), *(np.zeros(0, int) for _ in range(3)))


@unittest.skipUnless(READY, "needs numpy, torch, scipy, soundfile and scikit-learn")
class PoolTest(unittest.TestCase):
    def test_an_unlabelled_sound_is_no_cry_where_crying_is_not_heard_or_is_outdone(self):
        for scores, label in ((scores_of(c132=0.9), 0), (scores_of(c20=0.005), 0), (scores_of(c20=0.03), -1), (scores_of(c20=0.03, c76=0.2), -1),
                              (scores_of(c20=0.03, c76=0.6), 0), (scores_of(c19=0.5, c76=0.9), -1)):
            self.assertEqual(pool.sound_labels(scores).tolist(), [label])

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

    def test_labels_are_learnt_up_to_a_bound_at_first(self):
        losses, ours = Losses((torch.zeros(521, 1024), torch.zeros(521)), np.ones(1024)), torch.zeros(2, 1024)
        bound = float(np.log((1 - SMOOTHING[0]) / SMOOTHING[0]))

        def slope(logit: float, smoothing: float) -> float:
            with torch.no_grad():
                losses.label_head.bias.fill_(logit)
            losses.zero_grad()
            losses(ours, ours, torch.full((2, 521), 0.5), torch.tensor([1, -1]), smoothing)[3].backward()
            return float(losses.label_head.bias.grad)

        self.assertLess(slope(bound - 0.5, SMOOTHING[0]), 0)
        self.assertAlmostEqual(slope(bound, SMOOTHING[0]), 0, places=5)
        self.assertGreater(slope(bound + 0.5, SMOOTHING[0]), 0)
        self.assertLess(slope(bound + 0.5, SMOOTHING[1]), 0)


if __name__ == "__main__":
    unittest.main()
