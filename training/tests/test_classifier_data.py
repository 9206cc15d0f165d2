"""What the classifier learns from: balanced rows, and features joined with the corpus' manifest."""

import csv
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

if not has("numpy", "onnx", "sklearn", "imblearn", "xgboost"):
    raise unittest.SkipTest("needs numpy, onnx, scikit-learn, imbalanced-learn and xgboost")

import numpy as np

import classifier_data
import classifier_model
from classifier_model import FEATURES
from tests.made_up_clips import made_up_clips


class Balancing(unittest.TestCase):
    def test_all_types_become_as_frequent_as_the_most_frequent(self):
        clips = made_up_clips()
        features, labels = classifier_model.balance(clips.features, clips.labels, 0)
        self.assertEqual({np.bincount(clips.labels).max()}, set(np.bincount(labels)))
        self.assertEqual(np.float32, features.dtype)
        np.testing.assert_array_equal(features[:len(clips.rows)], clips.features)

    def test_two_clips_of_a_type_are_enough_and_one_is_not(self):
        labels = np.array([0] * 2 + [1] * 9 + [2] * 9 + [3] * 20 + [4] * 9)
        features = np.random.default_rng(0).normal(size=(len(labels), FEATURES)).astype(np.float32)
        self.assertEqual(100, len(classifier_model.balance(features, labels, 0)[1]))
        with self.assertRaisesRegex(ValueError, "belly_pain.*1"):
            classifier_model.balance(features[1:], labels[1:], 0)


class Reading(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        fields = ["path", "origin", "group", "licence", "detect_label", "type_label"]
        with (self.folder / "manifest.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerows([fields, ["b.wav", "x", "g", "l", "cry", "hungry"], ["a.wav", "x", "g", "l", "cry", "lonely"],
                              ["c.wav", "y", "g", "l", "unknown", "hungry"], ["d.wav", "z", "g", "l", "cry", "tired"]])

    def features(self, paths, width=FEATURES):
        file = self.folder / "features.npz"
        np.savez(file, path=np.array(paths), values=np.arange(len(paths) * width, dtype=np.float32).reshape(-1, width))
        return file

    def test_features_are_joined_by_path(self):
        clips = classifier_data.read(self.folder, self.features(["d.wav", "c.wav", "b.wav", "a.wav", "other.wav"]))
        self.assertEqual(["a.wav", "b.wav", "c.wav", "d.wav"], [row["path"] for row in clips.rows])
        np.testing.assert_array_equal(clips.features[:, 0], [3 * FEATURES, 2 * FEATURES, FEATURES, 0])

    def test_only_cries_of_the_five_types_and_the_chosen_origins_are_learnt(self):
        clips = classifier_data.read(self.folder, self.features(["a.wav", "b.wav", "c.wav", "d.wav"]))
        self.assertEqual(["b.wav"], [row["path"] for row in clips.typed(["x"]).rows])
        self.assertEqual([3, 4], list(clips.typed(["x", "z"]).labels))
        with self.assertRaisesRegex(SystemExit, "y"):
            clips.typed(["x", "y"])

    def test_a_features_file_that_does_not_fit_is_refused(self):
        with self.assertRaisesRegex(SystemExit, "lacks 3 clips"):
            classifier_data.read(self.folder, self.features(["a.wav"]))
        with self.assertRaisesRegex(SystemExit, "111"):
            classifier_data.read(self.folder, self.features(["a.wav", "b.wav", "c.wav", "d.wav"], 7))


if __name__ == "__main__":
    unittest.main()
