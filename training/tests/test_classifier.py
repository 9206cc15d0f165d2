"""The cry type ensemble and its recipe, on made-up clips."""

import contextlib
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
from sklearn.ensemble import RandomForestClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from xgboost import XGBClassifier

import calibration
import classifier
import classifier_bundle
import classifier_folds
import classifier_model
import folds
import serving
from classifier_model import FEATURES, LABELS, Ensemble
from tests.made_up_clips import made_up_clips


def small_members(seed: int) -> dict:
    """The same kinds of voters, quick to train."""
    return {"forest": RandomForestClassifier(20, max_depth=30, random_state=seed),
            "svm": SVC(C=10, probability=True, random_state=seed),
            "knn": KNeighborsClassifier(3, weights="distance", metric="manhattan", algorithm="brute"),
            "boosting": XGBClassifier(n_estimators=5, n_jobs=1, random_state=seed)}


def calibrated() -> calibration.Calibration:
    """One that says something, so that its part of the graph can differ from the Python model's."""
    return calibration.Calibration(0.8, np.array([-3.1, -2.9, -2.5, -0.6, -2.2]), np.array([0.02, 0.0, 0.05, 0.4, 0.03]), 5.0)


class InProcess:
    """An executor that works in this process, where mocks are seen."""

    def __init__(self, jobs):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    map = staticmethod(map)


class SmallEnsemble(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        patch = mock.patch.object(classifier_model, "members", small_members)
        patch.start()
        cls.addClassCleanup(patch.stop)
        cls.clips = made_up_clips()
        cls.ensemble = classifier_folds.train(cls.clips)

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
        again = classifier_folds.train(self.clips)
        self.assertEqual(self.ensemble.to_onnx().SerializeToString(), again.to_onnx().SerializeToString())

    def test_a_training_clip_is_its_own_nearest_neighbour(self):
        knn = self.ensemble.member_probabilities(self.clips.features)["knn"]
        np.testing.assert_array_equal(knn.argmax(1), self.clips.labels)
        np.testing.assert_allclose(knn.max(1), 1)

    def test_all_versions_of_a_clip_are_learnt(self):
        features, labels = self.clips.learnt()
        self.assertEqual((2 * len(self.clips.rows), FEATURES), features.shape)
        np.testing.assert_array_equal(self.clips.versions[3, 1], features[7])
        np.testing.assert_array_equal(np.repeat(self.clips.labels, 2), labels)

    def test_the_bundle_describes_the_graph(self):
        with tempfile.TemporaryDirectory() as name:
            path = classifier_bundle.write_bundle(Path(name), self.ensemble, self.clips.rows, calibrated())
            graph = onnx.load(path).graph
            stage = json.loads((Path(name) / "manifest.json").read_text())["stages"]["classifier"]
        told = (stage["output"], stage["calibration"]["posterior"], stage["calibration"]["predictionSet"])
        for described, value in ((stage["input"], graph.input[0]), *zip(told, graph.output)):
            self.assertEqual(described["name"], value.name)
            self.assertEqual(described["shape"][1:], [d.dim_value for d in value.type.tensor_type.shape.dim][1:])
        self.assertEqual(stage["labels"], LABELS)
        self.assertEqual([{"origin": "a", "clips": 220, "groups": 88, "licence": "none"}], stage["training"])

    def test_fold_bundles_leave_every_clip_out_once_in_every_repeat_and_split_no_group(self):
        with tempfile.TemporaryDirectory() as name:
            with contextlib.redirect_stdout(io.StringIO()):
                votes = classifier_folds.cross_validate(self.clips, 2, Path(name), 2)
            repeats = [[folds.read_manifest(Path(name) / f"repeat-{r}" / f"fold-{f}" / "clips.csv") for f in range(5)] for r in range(2)]
            heard = [[folds.read_manifest(Path(name) / f"repeat-{r}" / f"fold-{f}" / "trained.csv") for f in range(5)] for r in range(2)]
            served = serving.run_stage(Path(name) / "repeat-1" / "fold-2", "classifier", self.clips.features) if serving.command() else None
        np.testing.assert_allclose(votes.sum(2), 1, atol=1e-6)
        for tested, trained in zip(repeats, heard):
            self.assertEqual(sorted(r["path"] for r in self.clips.rows), sorted(r["path"] for fold in tested for r in fold))
            for a, b in zip(tested, trained):
                self.assertFalse({r["group"] for r in a} & {r["group"] for r in b})
                self.assertEqual(len(self.clips.rows), len(a) + len(b))
        self.assertNotEqual(repeats[0], repeats[1])
        if served is not None:
            chosen = np.isin([r["path"] for r in self.clips.rows], [r["path"] for r in repeats[1][2]])
            np.testing.assert_allclose(votes[1, chosen], served[chosen], atol=1e-5)

    def test_a_fold_is_calibrated_by_models_that_have_heard_neither_side(self):
        heard, calibrated_on = [], []
        train, fit = classifier_folds.train, calibration.fit

        def noted(clips):
            heard.append({row["group"] for row in clips.rows})
            return train(clips)

        def fitted(votes, labels, groups):
            calibrated_on.append(set(groups))
            np.testing.assert_allclose(votes.sum(-1), 1, atol=1e-6)  # every clip was voted on
            return fit(votes, labels, groups)

        with tempfile.TemporaryDirectory() as name, mock.patch.object(classifier_folds, "train", noted), mock.patch.object(calibration, "fit", fitted), \
                mock.patch.object(classifier_folds, "ProcessPoolExecutor", InProcess), contextlib.redirect_stdout(io.StringIO()):
            classifier_folds.cross_validate(self.clips, 1, Path(name), 1)
        everybody = set(self.clips.groups)
        self.assertEqual(5 + 10, len(heard))
        # Without one fold each, then without two: the last ten have heard nobody of the two folds that they vote on.
        left = [everybody - groups for groups in heard]
        self.assertEqual(sorted(map(sorted, (a | b for i, a in enumerate(left[:5]) for b in left[i + 1:5]))), sorted(map(sorted, left[5:])))
        self.assertEqual([sorted(everybody - groups) for groups in left[:5]], [sorted(groups) for groups in calibrated_on])

    def test_fewer_types_make_a_smaller_bundle(self):
        three = ["discomfort", "hungry", "tired"]
        clips = self.clips.typed(["a"], three)
        with tempfile.TemporaryDirectory() as name:
            classifier_bundle.write_bundle(Path(name), classifier_folds.train(clips), clips.rows)
            stage = json.loads((Path(name) / "manifest.json").read_text())["stages"]["classifier"]
            self.assertEqual(three, stage["labels"])
            self.assertEqual([-1, 3], stage["output"]["shape"])
            self.assertNotIn("calibration", stage)

    @unittest.skipIf(serving.command() is None, "cryapi is not built")
    def test_the_served_graph_equals_the_python_model(self):
        rng = np.random.default_rng(1)
        features = self.clips.features
        rows = np.concatenate([features, features * rng.normal(1, 0.3, features.shape), np.zeros((1, FEATURES))]).astype(np.float32)
        with tempfile.TemporaryDirectory() as name:
            classifier_bundle.write_bundle(Path(name), self.ensemble, self.clips.rows, calibrated())
            found = classifier.check_parity(Path(name), self.ensemble, calibrated(), rows)
        self.assertEqual(len(rows), found["clips"])
        self.assertLess(max(found[name] for name in classifier_bundle.OUTPUTS), classifier.TOLERANCE)

    @unittest.skipIf(serving.command() is None, "cryapi is not built")
    def test_a_graph_that_differs_is_not_accepted(self):
        kept = self.ensemble
        shifted = Ensemble(kept.types, kept.mean + kept.scale, kept.scale, kept.selected, kept.voters)
        steeper = calibration.Calibration(0.9, calibrated().centre, calibrated().thresholds, 5.0)
        stricter = calibration.Calibration(0.8, calibrated().centre, calibrated().thresholds + 0.2, 5.0)
        with tempfile.TemporaryDirectory() as name:
            classifier_bundle.write_bundle(Path(name), kept, self.clips.rows, calibrated())
            for ensemble, other in ((shifted, calibrated()), (kept, steeper), (kept, stricter)):
                with self.assertRaises(SystemExit):
                    classifier.check_parity(Path(name), ensemble, other, self.clips.features)


if __name__ == "__main__":
    unittest.main()
