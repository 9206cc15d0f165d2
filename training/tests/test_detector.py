"""Windows, statistics, and the exported head against the pipeline it comes from."""

import tempfile
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

READY = has("numpy", "sklearn", "onnx", "torch", "soundfile")
if READY:
    import numpy as np
    import onnx
    from onnx import numpy_helper

    import detector_export
    import figures
    import heads
    from heads import Cautious, Head, Highest
    from sklearn.decomposition import PCA
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from windows import highest, statistics, windows


@unittest.skipUnless(READY, "needs numpy, scikit-learn, onnx, torch and soundfile")
class WindowsTest(unittest.TestCase):
    def test_windows_cover_every_patch(self):
        for size, hop in ((6, 2), (4, 1), (5, 3)):
            for count in range(1, 40):
                made = windows(count, size, hop)
                self.assertEqual({p for first, end in made for p in range(first, end)}, set(range(count)))
                self.assertTrue(all(end - first == min(size, count) for first, end in made))
                self.assertEqual(len(made), len(set(made)))

    def test_known_cases(self):
        self.assertEqual(windows(3, 6, 2), [(0, 3)])
        self.assertEqual(windows(8, 6, 2), [(0, 6), (2, 8)])
        self.assertEqual(windows(9, 6, 2), [(0, 6), (2, 8), (3, 9)])

    def test_statistics_are_mean_then_population_deviation(self):
        values = np.random.default_rng(0).standard_normal((20, 7)).astype(np.float32)
        made = statistics(values, np.array([[3, 9], [0, 20], [5, 6]]))
        self.assertTrue(np.allclose(made[0], np.r_[values[3:9].mean(0), values[3:9].std(0)], atol=1e-6))
        self.assertTrue(np.all(made[2, 7:] == 0))
        with self.assertRaises(ValueError):
            statistics(values, np.array([[4, 4]]))

    def test_highest_window_decides(self):
        self.assertEqual(highest(np.array([0.1, 0.7, 0.4]), np.array([0, 0, 2]), 3).tolist(), [0.7, -np.inf, 0.4])


def run(model, given: dict) -> dict:
    """All values of a graph, by NumPy."""
    made = {**given, **{c.name: numpy_helper.to_array(c) for c in model.graph.initializer}}
    operations = {"MatMul": np.matmul, "Add": np.add, "Sub": np.subtract, "Mul": np.multiply, "Log": np.log, "Clip": np.clip,
                  "Sigmoid": lambda x: 1 / (1 + np.exp(-x.astype(np.float64))), "ReduceMax": lambda x: x.max(1), "ReduceMean": lambda x: x.mean(1)}
    for node in model.graph.node:
        made[node.output[0]] = operations[node.op_type](*(made[name] for name in node.input))
    return made


@unittest.skipUnless(READY, "needs numpy, scikit-learn, onnx, torch and soundfile")
class HeadTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        rng = np.random.default_rng(5)
        cls.cry = np.arange(120) % 3 == 0
        cls.owner = np.repeat(np.arange(120), 3)
        cls.values = rng.gamma(1.0, 1.0, (360, detector_export.STATISTICS)).astype(np.float32)
        cls.values[:, :5] += 2.0 * cls.cry[cls.owner, None]
        cls.values[:, 9] = 0  # a dimension that never varies
        cls.head = heads.original(cls.values, cls.owner, cls.cry, components=16)

    def test_the_graph_equals_the_head(self):
        either = Highest((self.head, self.head.scaled(-1.5, 0.5)))
        cautious = Cautious(either, heads.novelty(self.values[::2], components=4), 0.7)
        self.assertTrue((np.abs(cautious.decide(self.values) - either.decide(self.values)) > 0.05).mean() > 0.2)
        for head in (self.head, either, cautious, cautious.scaled(2.5, -1)):
            model = detector_export.graph(head)
            if not isinstance(head, Cautious):
                self.assertEqual([n.op_type for n in model.graph.node], ["MatMul", "Add", "ReduceMax", "Sigmoid"])
            probability = run(model, {"statistics": self.values})["probability"]
            expected = 1 / (1 + np.exp(-head.decide(self.values)))
            self.assertLess(np.abs(probability - expected).max(), 1e-5)
            self.assertGreater(np.ptp(probability), 0.3)

    def test_novelty_tells_windows_like_those_learnt_from_from_others(self):
        known = np.random.default_rng(2).normal(0, 1, (2000, detector_export.STATISTICS)) * 0.8 ** np.arange(detector_export.STATISTICS)
        made = heads.novelty(known[:1000], components=20)
        self.assertAlmostEqual(np.exp(made.measure(known[:1000])).mean(), 1, delta=0.01)
        self.assertLess(made.measure(known[1000:]).mean(), 0.1)
        self.assertGreater(made.measure(known[1000:] * 2).mean(), 1)
        moved = known.copy()
        moved[:, 1024:] += 100  # the deviations do not count
        self.assertTrue(np.allclose(made.measure(moved), made.measure(known)))

    def test_caution_takes_no_more_than_its_range_and_keeps_ranks_when_scaled(self):
        plain = Highest((Head(np.zeros(4), 2.0),))
        cautious = Cautious(plain, heads.Novelty(np.eye(4)[:, :1], np.zeros(1)), 0.5)
        values = np.array([[0.0, 9, 9, 9], [np.exp(heads.FAMILIAR / 2), 0, 0, 0], [np.exp(-0.25), 0, 0, 0], [50.0, 0, 0, 0]])
        taken = 2 - cautious.decide(values)
        self.assertTrue(np.allclose(taken, [0, 0, 0.5 * (-0.5 - heads.FAMILIAR), 0.5 * (heads.STRANGE - heads.FAMILIAR)], atol=2e-3))
        self.assertTrue(np.allclose(cautious.scaled(3, -1).decide(values), 3 * cautious.decide(values) - 1))

    def test_scaler_pca_and_regression_are_one_weight_per_statistic(self):
        projection = make_pipeline(StandardScaler(), PCA(8, random_state=0)).fit(self.values)
        regression = LogisticRegression().fit(projection.transform(self.values), self.cry[self.owner])
        head = heads.multiplied_out(projection, regression.coef_[0], float(regression.intercept_[0]))
        self.assertLess(np.abs(head.decide(self.values) - regression.decision_function(projection.transform(self.values))).max(), 1e-4)

    def test_parts_are_added_at_the_level_of_the_cohort(self):
        rng = np.random.default_rng(8)
        cohort, owner = rng.normal(0, 1, (4000, 4)), np.repeat(np.arange(1000), 4)
        parts = [Head(np.array([1.0, 0, 0, 0]), 5.0), Head(np.array([0, 20.0, 0, 0]), -300.0)]
        level = lambda *some: [heads.levelled(part, cohort, owner) for part in some]
        made = heads.added(level(*parts))
        for part, column in zip(parts, (0, 1)):
            top = np.array([part.decide(cohort[owner == clip]).max() for clip in range(1000)])
            middle, high = np.percentile(top, (50, 99))
            self.assertAlmostEqual(made.weights[column], part.weights[column] / (high - middle), places=9)
        moved = heads.added(level(parts[0].scaled(7, -2), parts[1].scaled(0.1, 40)))  # the level of a part is of no account
        self.assertTrue(np.allclose(moved.decide(cohort), made.decide(cohort)))

    def test_the_highest_of_heads_stays_so_when_scaled(self):
        either = Highest((Head(np.array([1.0, 0.0]), 0.0), Head(np.array([0.0, 2.0]), -1.0)))
        values = np.array([[3.0, 1.0], [0.0, 2.0], [-1.0, -1.0]])
        self.assertEqual(either.decide(values).tolist(), [3.0, 3.0, -1.0])
        self.assertEqual(either.scaled(2, 1).decide(values).tolist(), [7.0, 7.0, -1.0])
        with self.assertRaises(ValueError):
            either.scaled(-1, 0)

    def test_an_anchored_head_keeps_to_its_anchor_as_strength_falls_and_learns_from_labels_as_it_rises(self):
        knowing, ignorant = (Head(np.eye(1, detector_export.STATISTICS, k)[0], -1.0) for k in (0, 7))
        held = heads.anchored(self.values, self.owner, self.cry, knowing, 1e-6, components=16).decide(self.values)
        self.assertGreater(np.corrcoef(held, knowing.decide(self.values))[0, 1], 0.99)
        free = heads.anchored(self.values, self.owner, self.cry, ignorant, 1.0, components=100).decide(self.values)
        self.assertLess(roc_auc_score(self.cry[self.owner], ignorant.decide(self.values)), 0.6)
        self.assertGreater(roc_auc_score(self.cry[self.owner], free), 0.9)

    def test_calibration_gives_probabilities_that_fit(self):
        rng = np.random.default_rng(3)
        decision = rng.normal(3, 4, 4000)
        truth = rng.random(4000) < 1 / (1 + np.exp(-(0.5 * decision - 2)))
        scale, shift = heads.platt(decision, truth)
        self.assertAlmostEqual(scale, 0.5, delta=0.05)
        self.assertAlmostEqual(shift, -2, delta=0.2)
        values = rng.normal(0, 1, (5, 3))
        head = Head(np.array([1.0, -2.0, 0.5]), 0.3)
        self.assertTrue(np.allclose(head.scaled(scale, shift).decide(values), scale * head.decide(values) + shift))

    def test_a_written_bundle_names_its_file_by_digest(self):
        import bundle
        import json
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            rows = [{"origin": "a", "group": "1", "licence": "x"}, {"origin": "a", "group": "1", "licence": "x"}]
            detector_export.write(self.head, folder, 0.4, 6, 2, bundle.training_data(rows))
            entry = json.loads((folder / "manifest.json").read_text())["stages"]["detector"]
            self.assertEqual(entry["sha256"], bundle.sha256(folder / entry["file"]))
            self.assertEqual(entry["window"], {"patches": 6, "hopPatches": 2, "seconds": 3.36, "hopSeconds": 0.96})
            self.assertEqual(entry["training"], [{"origin": "a", "clips": 2, "groups": 1, "licence": "x"}])
            onnx.load(folder / entry["file"])

    def test_best_threshold_separates_what_can_be_separated(self):
        truth = np.array([False, False, True, True])
        threshold = figures.best_f1_threshold(truth, np.array([0.1, 0.3, 0.6, 0.9]))
        self.assertTrue(0.3 < threshold < 0.6)


if __name__ == "__main__":
    unittest.main()
