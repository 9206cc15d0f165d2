"""No group may be on both sides of a split, whatever is done to the clips."""

import csv
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import SHARED, TRAINING, has

READY = has("numpy", "sklearn", "soundfile")
if READY:
    import numpy as np

    import folds


def _rows(seed: int = 3) -> list[dict]:
    """Made-up corpus: some groups with both labels, some with unknown clips, some with unknown clips only."""
    rng = np.random.default_rng(seed)
    rows = []
    for group in range(150):
        origin = "abcd"[int(rng.integers(4))]
        for clip in range(int(rng.integers(1, 8))):
            label = ("cry", "not_cry", "unknown")[int(rng.choice(3, p=(0.35, 0.5, 0.15)))] if group < 130 else "unknown"
            rows.append({"path": f"{origin}/{group}_{clip}.wav", "group": f"g{group}", "origin": origin, "detect_label": label})
    return rows


@unittest.skipUnless(READY, "needs numpy, scikit-learn and soundfile")
class FoldsTest(unittest.TestCase):
    def test_every_group_has_one_fold_and_every_fold_has_both_classes(self):
        rows = _rows()
        fold_of = folds.assign(rows)
        self.assertEqual(set(fold_of), {r["group"] for r in rows})
        self.assertEqual(set(fold_of.values()), set(range(folds.FOLDS)))
        for fold in range(folds.FOLDS):
            labels = {r["detect_label"] for r in rows if fold_of[r["group"]] == fold}
            self.assertLessEqual({"cry", "not_cry"}, labels)

    def test_folds_do_not_depend_on_the_order_of_the_clips(self):
        rows = _rows()
        self.assertEqual(folds.assign(rows), folds.assign(rows[::-1]))

    def test_the_leaking_split_takes_clips_whatever_their_group(self):
        rows = [{"path": str(i), "group": f"g{i // 50}", "origin": ("donateacry", "giulbia", "esc50", "fsdd")[i % 4],
                 "detect_label": "cry" if i % 8 < 4 else "not_cry"} for i in range(800)]
        split = folds.leaking_split(rows)
        for label, clips in (("cry", 300), ("not_cry", 200)):
            of_label = split[[r["detect_label"] == label for r in rows]]
            self.assertEqual([round(0.15 * clips), round(0.15 * clips), clips - 2 * round(0.15 * clips)], [int((of_label == s).sum()) for s in (0, 1, 2)])
        self.assertTrue(all(s == -1 for s, r in zip(split, rows) if r["origin"] == "fsdd" or (r["origin"] == "esc50" and r["detect_label"] != "cry")))
        self.assertLess(len({r["group"] for r, s in zip(rows, split) if s == 0} - {r["group"] for r, s in zip(rows, split) if s == 2}), 2)

    def test_lists_of_clips_tell_group_and_origin(self):
        with tempfile.TemporaryDirectory() as folder:
            row = {"path": "a,b.wav", "detect_label": "cry", "group": "g", "origin": "o"}
            folds.write_list(Path(folder, "clips.csv"), [row])
            self.assertEqual([{"path": "a,b.wav", "label": "cry", "group": "g", "origin": "o"}], folds.read_manifest(Path(folder, "clips.csv")))

    def test_a_clip_of_a_tested_group_is_never_trained_on(self):
        rows = [{"group": g, "origin": o, "detect_label": "cry"} for g, o in
                (("a", "esc50"), ("a", "viache_cries"), ("b", "viache_cries"), ("c", "giulbia"))]
        fold = folds.of_clips(rows, folds.ORIGINS)
        self.assertEqual([2, 1, 1, 3], list(fold))
        self.assertEqual([False, False, True, True], list(folds.trained_on(rows, fold, 2)))
        self.assertEqual([False, False, False, True], list(folds.trained_on(rows, fold, 1)))

    def test_every_fold_of_origins_has_cries_and_other_sounds(self):
        if not (SHARED / "data").exists():
            self.skipTest("needs ../shared/data")
        rows = folds.read_manifest(SHARED / "data" / "manifest.csv")
        fold = folds.of_clips(rows, folds.ORIGINS)
        for number in range(folds.FOLDS):
            self.assertLessEqual({"cry", "not_cry"}, {r["detect_label"] for r, f in zip(rows, fold) if f == number})

    @unittest.skipUnless((SHARED / "data" / "manifest.csv").exists(), "needs ../shared")
    def test_folds_of_the_corpus_are_balanced(self):
        rows = folds.read_manifest(SHARED / "data" / "manifest.csv")
        fold_of = folds.assign(rows)
        labelled = [r for r in rows if r["detect_label"] in folds.LABELLED]
        for fold in range(folds.FOLDS):
            members = [r for r in labelled if fold_of[r["group"]] == fold]
            share = sum(r["detect_label"] == "cry" for r in members) / len(members)
            self.assertGreater(len(members), 0.1 * len(labelled))
            self.assertGreater(share, 0.15)
            self.assertLess(share, 0.6)

    def test_written_fold_bundles_hold_out_their_groups(self):
        cache = TRAINING / "cache"
        clips = sorted((cache / "folds" / "detection").glob("fold-*/clips.csv"))
        if not clips:
            self.skipTest("no fold bundles here")
        group_of = {r["path"]: r["group"] for r in folds.read_manifest(cache / "wav" / "manifest.csv")}
        groups = []
        for file in clips:
            with file.open(newline="", encoding="utf-8") as opened:
                groups.append({group_of[r["path"]] for r in csv.DictReader(opened)})
        for i, left in enumerate(groups):
            for right in groups[i + 1:]:
                self.assertFalse(left & right)


if __name__ == "__main__":
    unittest.main()
