"""The table of tries: its statistics on made-up votes, and that no model is asked about a family that it has heard."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

if not has("numpy", "scipy", "sklearn", "imblearn", "xgboost", "torch", "soundfile"):
    raise unittest.SkipTest("needs NumPy, SciPy, scikit-learn, imbalanced-learn, xgboost, torch and soundfile")

import numpy as np
from sklearn.metrics import balanced_accuracy_score, roc_auc_score

import tries
import tries_models
from classifier_data import Clips
from classifier_model import LABELS
from tries_features import Material, of_family


def families(count: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Types and families of clips: families of one to three clips, mostly hungry."""
    rng = np.random.default_rng(seed)
    groups = np.repeat(np.arange(count), rng.integers(1, 4, count))[:count]
    return rng.choice(5, count, p=[0.15, 0.1, 0.15, 0.45, 0.15]), groups


class Statistics(unittest.TestCase):
    def test_figures_are_those_of_scikit_learn(self):
        labels, _ = families(200)
        votes = np.random.default_rng(1).dirichlet(np.ones(5), 200)
        recall, aucs = tries.figures(votes, labels)
        self.assertAlmostEqual(balanced_accuracy_score(labels, votes.argmax(1)), recall)
        self.assertAlmostEqual(roc_auc_score(labels == 2, votes[:, 2]), aucs[2])

    def test_permuting_keeps_families_of_each_size_and_what_they_hold(self):
        labels, groups = families(120)
        drawn = tries.permuted(labels, groups, np.random.default_rng(3))

        def held(of):
            return sorted(tuple(of[groups == g]) for g in np.unique(groups))

        self.assertEqual(held(labels), held(drawn))
        self.assertFalse(np.array_equal(labels, drawn))

    def test_p_is_small_for_votes_that_tell_and_spread_for_those_that_do_not(self):
        labels, groups = families(150)
        rng = np.random.default_rng(4)

        def p(votes):
            recall, aucs = tries.figures(votes, labels)
            return tries.chance(votes[None], labels, groups, recall, aucs.mean())

        telling = rng.dirichlet(np.ones(5), 150)
        telling[np.arange(150), labels] += 0.4
        self.assertEqual((1 / 1001, 1 / 1001), p(telling))
        blind = [p(rng.dirichlet(np.ones(5), 150))[1] for _ in range(12)]
        self.assertGreater(max(blind), 0.5)
        self.assertGreater(np.mean(blind), 0.25)

    def test_hindsight_finds_no_gain_in_the_wrong_direction(self):
        labels, _ = families(300)
        votes = np.full((1, 300, 5), 0.1)
        votes[0, np.arange(300), labels] = 0.6
        self.assertGreater(tries.hindsight(votes, labels), 0.5)
        wrong = (1 - votes) / 4
        self.assertLess(tries.hindsight(wrong, labels), 1e-4)


class Separation(unittest.TestCase):
    def setUp(self):
        labels, groups = families(150)
        rows = [{"type_label": LABELS[k], "group": f"g{g}", "origin": "donateacry", "path": f"{i:03}"} for i, (k, g) in enumerate(zip(labels, groups))]
        self.home = Material(Clips(rows, np.zeros((150, 1, 111), np.float32), LABELS), {})

    def test_no_model_hears_a_family_that_it_is_asked_about(self):
        own = np.array([int(row["group"][1:]) for row in self.home.clips.rows], float)[:, None]
        asked = []

        def predict(train, known, test, groups):
            self.assertFalse(set(train[:, 0]) & set(test[:, 0]))
            self.assertEqual(len(train), len(known))
            asked.extend(test[:, 0])
            return np.full((len(test), 5), 0.2)

        votes = tries.left_out(predict, own, self.home, 2)
        self.assertEqual((2, 150, 5), votes.shape)
        np.testing.assert_array_equal(np.sort(np.tile(own[:, 0], 2)), np.sort(asked))

    def test_further_clips_are_learnt_from_but_not_asked_about(self):
        own, seen = np.zeros((150, 1)), []

        def predict(train, known, test, groups):
            seen.append((train == 7).sum())
            self.assertFalse((test == 7).any())
            return np.full((len(test), 5), 0.2)

        tries.left_out(predict, own, self.home, 1, (np.full((20, 1), 7.0), np.zeros(20, int), np.array(["x"] * 20)))
        self.assertEqual([20] * 5, seen)

    def test_a_familys_mean_is_taken_off(self):
        values = np.array([[1.0, 2], [3, 6], [5, 5]])
        np.testing.assert_array_equal([[-1, -2], [1, 2], [0, 0]], of_family(values, np.array(["a", "a", "b"])))


class Models(unittest.TestCase):
    def test_simple_models_find_types_that_lie_apart(self):
        rng = np.random.default_rng(6)
        labels = np.repeat(np.arange(5), 40)
        values = rng.normal(size=(200, 70))
        values[np.arange(200), labels] += 8
        for name, make in tries_models.SIMPLE.items():
            votes = tries.fitted(make, values[::2], labels[::2], values[1::2], labels[::2])
            self.assertGreater((votes.argmax(1) == labels[1::2]).mean(), 0.8, name)


if __name__ == "__main__":
    unittest.main()
