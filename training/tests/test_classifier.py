"""The cry type ensemble and its recipe, on made-up clips."""

import contextlib
import csv
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

if not has("numpy", "onnx", "sklearn", "imblearn", "xgboost"):
    raise unittest.SkipTest("needs numpy, onnx, scikit-learn, imbalanced-learn and xgboost")

import numpy as np
import onnx
from sklearn.datasets import make_classification
from sklearn.ensemble import RandomForestClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from xgboost import XGBClassifier

import classifier
import classifier_data
import classifier_model
import classifier_report
import serving
from classifier_model import FEATURES, LABELS, Ensemble


def small_members(seed: int) -> dict:
    """The same kinds of voters, quick to train."""
    return {"forest": RandomForestClassifier(20, max_depth=30, random_state=seed),
            "svm": SVC(C=10, probability=True, random_state=seed),
            "knn": KNeighborsClassifier(3, weights="distance", metric="manhattan", algorithm="brute"),
            "boosting": XGBClassifier(n_estimators=5, n_jobs=1, random_state=seed)}


def made_up_clips(count: int = 220) -> classifier_data.Clips:
    """Clips of the size of features, skewed like the corpus, two or three to a group."""
    features, labels = make_classification(count, FEATURES, n_informative=10, n_classes=5, weights=[.08, .06, .1, .66, .1], random_state=5)
    rows = [{"path": f"a/{i:03}.wav", "origin": "a", "group": f"g{i * 2 // 5}", "licence": "none", "detect_label": "cry",
             "type_label": LABELS[label]} for i, label in enumerate(labels)]
    # Real features differ in size by many powers of ten.
    return classifier_data.Clips(rows, (features * np.logspace(-6, 3, FEATURES)).astype(np.float32))


class SmallEnsemble(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        patch = mock.patch.object(classifier_model, "members", small_members)
        patch.start()
        cls.addClassCleanup(patch.stop)
        cls.clips = made_up_clips()
        cls.ensemble = Ensemble.fit(cls.clips.features, cls.clips.labels)

    def test_probabilities_are_the_mean_of_the_four_voters_and_sum_to_1(self):
        voices = self.ensemble.member_probabilities(self.clips.features)
        self.assertEqual({"forest", "svm", "knn", "boosting"}, set(voices))
        probabilities = self.ensemble.predict_proba(self.clips.features)
        np.testing.assert_allclose(probabilities, sum(voices.values()) / 4)
        np.testing.assert_allclose(probabilities.sum(1), 1, atol=1e-6)

    def test_voters_get_values_that_float32_holds(self):
        values = self.ensemble.transform(self.clips.features)
        np.testing.assert_array_equal(values, values.astype(np.float32))
        self.assertEqual(len(self.ensemble.selected), values.shape[1])
        self.assertLess(values.shape[1], FEATURES)

    def test_the_same_clips_give_the_same_file(self):
        again = Ensemble.fit(self.clips.features, self.clips.labels)
        self.assertEqual(self.ensemble.to_onnx().SerializeToString(), again.to_onnx().SerializeToString())

    def test_a_training_clip_is_its_own_nearest_neighbour(self):
        knn = self.ensemble.member_probabilities(self.clips.features)["knn"]
        np.testing.assert_array_equal(knn.argmax(1), self.clips.labels)
        np.testing.assert_allclose(knn.max(1), 1)

    def test_the_bundle_describes_the_graph(self):
        with tempfile.TemporaryDirectory() as name:
            path = classifier.write_bundle(Path(name), self.ensemble, self.clips.rows)
            graph = onnx.load(path).graph
            stage = json.loads((Path(name) / "manifest.json").read_text())["stages"]["classifier"]
        for described, value in ((stage["input"], graph.input[0]), (stage["output"], graph.output[0])):
            self.assertEqual(described["name"], value.name)
            self.assertEqual(described["shape"][1:], [d.dim_value for d in value.type.tensor_type.shape.dim][1:])
        self.assertEqual(stage["labels"], LABELS)
        self.assertEqual([{"origin": "a", "clips": 220, "groups": 88, "licence": "none"}], stage["training"])

    def test_fold_bundles_leave_every_clip_out_once_and_split_no_group(self):
        with tempfile.TemporaryDirectory() as name:
            with contextlib.redirect_stdout(io.StringIO()):
                text = classifier.evaluate(self.clips, 1, Path(name))
            folds = []
            for folder in sorted(Path(name).iterdir()):
                with (folder / "clips.csv").open(newline="") as file:
                    folds.append(list(csv.DictReader(file)))
                self.assertTrue((folder / "classifier.onnx").exists())
        group_of = {row["path"]: row["group"] for row in self.clips.rows}
        self.assertEqual(5, len(folds))
        self.assertEqual(sorted(group_of), sorted(clip["path"] for fold in folds for clip in fold))
        groups = [{group_of[clip["path"]] for clip in fold} for fold in folds]
        self.assertEqual(len(set(group_of.values())), sum(map(len, groups)))
        self.assertIn("| most frequent type |", text)

    @unittest.skipIf(serving.command() is None, "cryapi is not built")
    def test_the_served_graph_equals_the_python_model(self):
        rng = np.random.default_rng(1)
        rows = np.concatenate([self.clips.features, self.clips.features * rng.normal(1, 0.3, self.clips.features.shape), np.zeros((1, FEATURES))])
        with tempfile.TemporaryDirectory() as name:
            classifier.write_bundle(Path(name), self.ensemble, self.clips.rows)
            self.assertIn(f"over {len(rows)} clips", classifier.check_parity(Path(name), self.ensemble, rows.astype(np.float32)))

    @unittest.skipIf(serving.command() is None, "cryapi is not built")
    def test_a_graph_that_differs_is_not_accepted(self):
        with tempfile.TemporaryDirectory() as name:
            classifier.write_bundle(Path(name), self.ensemble, self.clips.rows)
            shifted = Ensemble(self.ensemble.mean + self.ensemble.scale, self.ensemble.scale, self.ensemble.selected, self.ensemble.voters)
            with self.assertRaises(SystemExit):
                classifier.check_parity(Path(name), shifted, self.clips.features)


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


class Figures(unittest.TestCase):
    def test_naming_always_the_same_type_has_balanced_accuracy_one_fifth(self):
        truth = np.repeat(np.arange(5), [1, 2, 3, 10, 4])
        found = classifier_report.figures(truth, np.tile(classifier_report.shares(truth), (20, 1)), ranks=False)
        self.assertAlmostEqual(0.2, found["balanced accuracy"])
        self.assertAlmostEqual(0.5, found["accuracy"])
        self.assertNotIn("ROC-AUC", found)
        # The entropy of the shares.
        self.assertAlmostEqual(-sum(p * np.log(p) for p in np.array([1, 2, 3, 10, 4]) / 20), found["log-loss"])

    def test_a_perfect_model_scores_1(self):
        truth = np.repeat(np.arange(5), 3)
        found = classifier_report.figures(truth, np.eye(5)[truth])
        for name in ("accuracy", "balanced accuracy", "macro F1", "ROC-AUC", "answered at 0.6", "right of these"):
            self.assertAlmostEqual(1, found[name], msg=name)
        self.assertLess(found["log-loss"], 1e-5)
        self.assertEqual([1] * 5, list(classifier_report.recalls(truth, np.eye(5)[truth]).values()))


if __name__ == "__main__":
    unittest.main()
