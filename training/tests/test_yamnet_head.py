"""The original system's head: its recipe, its graph, that its folds share nothing, and what is told of the one that ships."""

import json
import sys
import tempfile
import unittest
import unittest.mock
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import TRAINING, has

READY = has("numpy", "sklearn", "onnx", "torch", "soundfile")
SHIPPED = TRAINING.parent / "models" / "yamnet"
if READY:
    import numpy as np
    import onnx
    from onnx import numpy_helper
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    import bundle
    import detector_export
    import folds
    import yamnet_head
    from windows import windows

    ORIGINAL_FIT = yamnet_head.fit


def _small_fit(values, cry):
    """The head with fewer components, for fewer clips. Worker processes find it by its name."""
    return ORIGINAL_FIT(values, cry, components=64)


@unittest.skipUnless(READY, "needs numpy, scikit-learn, onnx, torch and soundfile")
class YamnetHeadTest(unittest.TestCase):
    def test_the_recipe_is_the_original_s(self):
        rng = np.random.default_rng(2)
        values, cry = rng.standard_normal((90, 40)), np.arange(90) % 3 == 0
        scaler, pca, regression = (step for _, step in yamnet_head.fit(values, cry, components=30).steps)
        scaled = (values - values.mean(0)) / values.std(0)
        self.assertTrue(np.allclose(scaler.transform(values), scaled))
        # Principal components are uncorrelated, and their variances are the eigenvalues of the covariance.
        projected = pca.transform(scaled)
        eigenvalues = np.sort(np.linalg.eigvalsh(np.cov(scaled.T)))[::-1][:30]
        self.assertTrue(np.allclose(np.cov(projected.T), np.diag(eigenvalues), atol=1e-2))
        # With so few values saga converges, to where another solver does.
        other = LogisticRegression(class_weight="balanced", max_iter=5000, tol=1e-8).fit(projected, cry)
        self.assertLess(np.abs(regression.predict_proba(projected) - other.predict_proba(projected)).max(), 2e-2)
        self.assertEqual((regression.solver, regression.class_weight, regression.max_iter), ("saga", "balanced", 2000))

    def test_a_group_is_never_heard_and_tested_in_one_fold(self):
        # Every group is a point of its own with a label of its own: who has heard a group knows its clips, who has not is left to chance.
        rng = np.random.default_rng(4)
        group = np.repeat(np.arange(80), 6)
        origins = [o for fold in folds.ORIGIN_FOLDS for o in fold]
        cry = (rng.permutation(80) % 2 == 0)[group]
        values = rng.standard_normal((80, 300))[group] + 0.05 * rng.standard_normal((480, 300))
        rows = [{"path": f"{i}.wav", "group": f"g{g}", "origin": origins[g % len(origins)], "detect_label": "cry" if c else "not_cry"}
                for i, (g, c) in enumerate(zip(group, cry))]
        self.assertGreater(roc_auc_score(cry, _small_fit(values, cry).predict_proba(values)[:, 1]), 0.99)
        with unittest.mock.patch.object(yamnet_head, "fit", _small_fit):
            for protocol in folds.PROTOCOLS:
                _, fold, probability = yamnet_head.out_of_fold(rows, values, cry, protocol, jobs=1)
                self.assertEqual(set(fold), set(range(folds.FOLDS)))
                self.assertLess(abs(roc_auc_score(cry, probability) - 0.5), 0.2, protocol)

    def test_every_clip_of_the_corpus_is_one_window(self):
        self.assertTrue(all(windows(n, yamnet_head.WINDOW, yamnet_head.HOP) == [(0, n)] for n in range(1, 25)))


@unittest.skipUnless(READY, "needs numpy, scikit-learn, onnx, torch and soundfile")
class ShippedHeadTest(unittest.TestCase):
    def setUp(self):
        self.entry = json.loads((SHIPPED / "manifest.json").read_text())["stages"]["detector"]

    def test_the_file_is_the_manifest_s_and_has_a_weight_for_every_statistic(self):
        self.assertEqual(bundle.sha256(SHIPPED / self.entry["file"]), self.entry["sha256"])
        constants = {c.name: numpy_helper.to_array(c) for c in onnx.load(SHIPPED / self.entry["file"]).graph.initializer}
        self.assertEqual(constants["weights"].shape, (detector_export.STATISTICS, 1))
        self.assertTrue(np.isfinite(constants["weights"]).all())
        self.assertEqual(self.entry["window"]["patches"], yamnet_head.WINDOW)

    def test_its_page_tells_the_measured_figures(self):
        page = (SHIPPED / "README.md").read_text()
        figures = {f["name"]: f["value"] for f in self.entry["figures"]}
        for name in ("roc_auc", "pr_auc", "recall_at_1_percent_false_positives", "recall_at_5_percent_false_positives", "accuracy", "f1"):
            self.assertIn(f"{figures[name]:.3f}", page, name)
        self.assertIn(str(self.entry["defaultThreshold"]), page)


if __name__ == "__main__":
    unittest.main()
