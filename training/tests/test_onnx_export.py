"""The exported graphs against the models they come from."""

import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

if not has("numpy", "onnx", "sklearn", "xgboost"):
    raise unittest.SkipTest("needs numpy, onnx, scikit-learn and xgboost")

import numpy as np
from onnx import helper
from sklearn.datasets import make_classification
from sklearn.ensemble import RandomForestClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from xgboost import XGBClassifier

import bundle
import serving
from onnx_export import knn, svm, trees
from onnx_export.graph import Graph

FEATURES, CLASSES, TRAINING = 12, 5, 300


def data(rows: int = 900) -> tuple[np.ndarray, np.ndarray]:
    x, y = make_classification(rows, FEATURES, n_informative=8, n_classes=CLASSES, flip_y=0.2, random_state=3)
    return x.astype(np.float32), y


def export(write, model, stem: str = "model"):
    graph = Graph()
    graph.node("Identity", [write(graph, model, "features", stem)], "probabilities")
    return graph.model("test", {"features": ["N", FEATURES]}, {"probabilities": ["N", CLASSES]})


def served(model, rows: np.ndarray) -> np.ndarray:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "model.onnx").write_bytes(model.SerializeToString())
        bundle.update_stage(folder, "classifier", {
            "name": "test", "version": "0.0.1", "file": "model.onnx",
            "input": {"name": "features", "shape": [-1, FEATURES], "description": "x"},
            "output": {"name": "probabilities", "shape": [-1, CLASSES], "description": "y"},
            "labels": list("abcde"), "defaultThreshold": 0.5, "window": None, "training": [], "figures": []})
        return serving.run_stage(folder, "classifier", rows)


def attributes(model, operator: str) -> dict:
    node = next(n for n in model.graph.node if n.op_type == operator)
    return {a.name: helper.get_attribute_value(a) for a in node.attribute}


def walk(ensemble: dict, rows: np.ndarray) -> np.ndarray:
    """TreeEnsembleClassifier by its definition, in float32, slowly."""
    index = {key: i for i, key in enumerate(zip(ensemble["nodes_treeids"], ensemble["nodes_nodeids"]))}
    weights: dict = {}
    for tree, node, label, weight in zip(*(ensemble[f"class_{k}"] for k in ("treeids", "nodeids", "ids", "weights"))):
        weights.setdefault((tree, node), []).append((label, weight))
    scores = np.zeros((len(rows), CLASSES))
    for row, values in enumerate(rows):
        for tree in sorted(set(ensemble["nodes_treeids"])):
            node = 0
            while (mode := ensemble["nodes_modes"][i := index[tree, node]]) != b"LEAF":
                value, limit = values[ensemble["nodes_featureids"][i]], np.float32(ensemble["nodes_values"][i])
                holds = value <= limit if mode == b"BRANCH_LEQ" else value < limit
                node = ensemble["nodes_truenodeids" if holds else "nodes_falsenodeids"][i]
            for label, weight in weights.get((tree, node), []):
                scores[row, label] += weight
    return scores


class Rounding(unittest.TestCase):
    def test_a_threshold_rounded_down_divides_all_float32_values_as_before(self):
        rng = np.random.default_rng(0)
        thresholds = np.concatenate([rng.normal(size=500) * 10.0 ** rng.integers(-30, 30, 500), [0.0, 1.0, 1e-46, -1e-46, 0.1]])
        rounded = trees.floor_to_float32(thresholds)
        self.assertEqual(rounded.dtype, np.float32)
        for value in (rounded, np.nextafter(rounded, np.float32(np.inf)), np.nextafter(rounded, np.float32(-np.inf))):
            np.testing.assert_array_equal(value <= rounded, value.astype(np.float64) <= thresholds)


class TreesWithoutARuntime(unittest.TestCase):
    def test_a_forest_reaches_the_same_leaves(self):
        x, y = data()
        model = RandomForestClassifier(7, max_depth=6, random_state=0).fit(x[:TRAINING], y[:TRAINING])
        # Values on a threshold decide whether a comparison is strict.
        on_thresholds = x[TRAINING:TRAINING + 60].copy()
        tree = model.estimators_[0].tree_
        for i, node in enumerate(np.flatnonzero(tree.children_left >= 0)):
            on_thresholds[i % 60, tree.feature[node]] = np.float32(tree.threshold[node])
        scores = walk(attributes(export(trees.forest, model), "TreeEnsembleClassifier"), on_thresholds)
        np.testing.assert_allclose(scores / 7, model.predict_proba(on_thresholds), atol=1e-6)

    def test_boosting_reaches_the_same_leaves(self):
        x, y = data()
        model = XGBClassifier(n_estimators=4, max_depth=3, tree_method="exact", n_jobs=1).fit(x[:TRAINING], y[:TRAINING])
        rows = x[TRAINING:TRAINING + 60].copy()
        splits = json.loads(model.get_booster().save_raw("json"))["learner"]["gradient_booster"]["model"]["trees"][0]
        for i, (child, feature, split) in enumerate(zip(splits["left_children"], splits["split_indices"], splits["split_conditions"])):
            if child >= 0:
                rows[i, feature] = split
        margins = walk(attributes(export(trees.boosting, model), "TreeEnsembleClassifier"), rows)
        weights = np.exp(margins - margins.max(1, keepdims=True))
        np.testing.assert_allclose(weights / weights.sum(1, keepdims=True), model.predict_proba(rows), atol=1e-6)

    def test_every_tree_has_one_root_though_boosting_keeps_pruned_nodes(self):
        x, y = data(TRAINING)
        model = XGBClassifier(n_estimators=6, gamma=3, tree_method="exact", n_jobs=1).fit(x, y)
        written = attributes(export(trees.boosting, model), "TreeEnsembleClassifier")
        branches = [i for i, mode in enumerate(written["nodes_modes"]) if mode != b"LEAF"]
        children = {(written["nodes_treeids"][i], written[f"nodes_{side}nodeids"][i]) for i in branches for side in ("true", "false")}
        roots = set(zip(written["nodes_treeids"], written["nodes_nodeids"])) - children
        self.assertEqual({(tree, 0) for tree in range(6 * CLASSES)}, roots)

    def test_leaves_carry_no_zero_weights(self):
        x, y = data()
        model = RandomForestClassifier(5, random_state=0).fit(x[:TRAINING], y[:TRAINING])
        self.assertTrue(all(w > 0 for w in attributes(export(trees.forest, model), "TreeEnsembleClassifier")["class_weights"]))


class Refusals(unittest.TestCase):
    def test_models_of_another_kind_are_refused(self):
        x, y = data(TRAINING)
        wrong = [
            (trees.boosting, XGBClassifier(n_estimators=1, n_jobs=1, objective="binary:logistic").fit(x, y == 0)),
            (svm.rbf, SVC(kernel="linear", probability=True).fit(x, y)),
            (svm.rbf, SVC(probability=False).fit(x, y)),
            (svm.rbf, SVC(probability=True).fit(x, y == 0)),
            (knn.manhattan, KNeighborsClassifier(weights="distance").fit(x, y)),
            (knn.manhattan, KNeighborsClassifier(metric="manhattan").fit(x, y)),
            (knn.manhattan, KNeighborsClassifier(weights="distance", p=1).fit(x.astype(np.float64) + 1e-12, y)),
        ]
        for write, model in wrong:
            with self.subTest(model=model), self.assertRaises(ValueError):
                write(Graph(), model, "features")


class Names(unittest.TestCase):
    def test_the_same_model_gives_the_same_bytes(self):
        x, y = data(TRAINING)
        model = RandomForestClassifier(3, random_state=0).fit(x, y)
        self.assertEqual(export(trees.forest, model).SerializeToString(), export(trees.forest, model).SerializeToString())

    def test_a_name_is_given_out_once(self):
        graph = Graph()
        self.assertEqual(["a", "a_2", "a_3"], [graph.name("a") for _ in range(3)])


@unittest.skipIf(serving.command() is None, "cryapi is not built")
class ServedParity(unittest.TestCase):
    """Through C# ONNX Runtime, as in the service."""

    def setUp(self):
        self.x, self.y = data()
        # The SVM and the neighbours compute in float64, from values that float32 holds.
        self.train, self.labels = self.x[:TRAINING].astype(np.float64), self.y[:TRAINING]

    def check(self, write, model, tolerance: float, rows: np.ndarray | None = None):
        rows = self.x if rows is None else rows
        model.fit(self.train, self.labels)
        expected = model.predict_proba(rows.astype(np.float64))
        actual = served(export(write, model), rows)
        np.testing.assert_allclose(actual, expected, atol=tolerance, rtol=0)
        np.testing.assert_allclose(actual.sum(1), 1, atol=1e-5)

    def test_forest(self):
        self.check(trees.forest, RandomForestClassifier(60, max_depth=30, random_state=0), 1e-6)

    def test_forest_with_mixed_leaves(self):
        self.check(trees.forest, RandomForestClassifier(60, min_samples_leaf=9, random_state=0), 1e-6)

    def test_boosting(self):
        self.check(trees.boosting, XGBClassifier(n_estimators=40, max_depth=6, n_jobs=1), 1e-5)

    def test_boosting_whose_trees_are_single_leaves(self):
        self.check(trees.boosting, XGBClassifier(n_estimators=3, gamma=1e9, n_jobs=1), 1e-6)

    def test_svm(self):
        self.check(svm.rbf, SVC(C=10, probability=True, random_state=0), 2e-5)

    def test_svm_far_from_its_training_data(self):
        self.check(svm.rbf, SVC(C=10, probability=True, random_state=0), 2e-5, self.x * 100)

    def test_neighbours(self):
        self.check(knn.manhattan, KNeighborsClassifier(3, weights="distance", metric="manhattan"), 1e-6)

    def test_neighbours_at_distance_zero_with_different_labels(self):
        self.train[1] = self.train[0]
        self.labels = self.labels.copy()
        self.labels[:2] = [0, 1]
        model = KNeighborsClassifier(3, weights="distance", metric="manhattan", algorithm="brute")
        self.check(knn.manhattan, model, 1e-6, self.train[:5].astype(np.float32))
        np.testing.assert_allclose(served(export(knn.manhattan, model), self.train[:1])[0], [0.5, 0.5, 0, 0, 0], atol=1e-6)

    def test_neighbours_that_are_next_to_nothing_away(self):
        rows = np.nextafter(self.x[:TRAINING], np.float32(np.inf))
        self.check(knn.manhattan, KNeighborsClassifier(3, weights="distance", metric="manhattan"), 1e-6, rows)


if __name__ == "__main__":
    unittest.main()
