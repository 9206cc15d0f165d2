"""Calibration of the vote: the posterior and the prediction sets, on made-up votes whose worth is known."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

if not has("numpy", "scipy", "onnx"):
    raise unittest.SkipTest("needs NumPy, SciPy and onnx")

import numpy as np

import calibration

TYPES = 5


def telling(count: int, flattened: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Votes [1, count, 5] and types, where the votes are the types' true probabilities to the power of `flattened`, of types equally frequent."""
    rng = np.random.default_rng(seed)
    probability = calibration.softmax(rng.normal(size=(count, TYPES)) * 1.5)
    labels = np.array([rng.choice(TYPES, p=p) for p in probability])
    votes = probability ** flattened
    return (votes / votes.sum(1, keepdims=True))[None], labels


class Posterior(unittest.TestCase):
    def test_the_slope_undoes_what_was_done_to_true_probabilities(self):
        for flattened in (0.5, 1.0, 2.0):
            votes, labels = telling(4000, flattened, 1)
            found = calibration.fit(votes, labels, np.arange(len(labels)))
            self.assertAlmostEqual(1 / flattened, found.slope, delta=0.12 / flattened)
            self.assertGreater(found.score, 10)

    def test_votes_that_tell_nothing_give_a_uniform_posterior(self):
        kept = 0
        for seed in range(100):
            rng = np.random.default_rng(seed)
            votes = calibration.softmax(rng.normal(size=(1, 400, TYPES)) + [0, 0, 0, 3, 0])
            labels = rng.choice(TYPES, 400, p=[0.04, 0.02, 0.05, 0.84, 0.05])
            found = calibration.fit(votes, labels, np.arange(400) // 2)
            kept += found.slope > 0
            if found.slope == 0:
                np.testing.assert_array_equal(np.full((1, 400, TYPES), 0.2), found.posterior(votes))
        self.assertLessEqual(kept, 10)  # 5 % are promised

    def test_a_preference_of_the_vote_is_no_evidence(self):
        votes, labels = telling(4000, 1.0, 2)
        leaning = votes * [1, 1, 1, 20, 1]
        leaning /= leaning.sum(-1, keepdims=True)
        plain, found = (calibration.fit(v, labels, np.arange(len(labels))) for v in (votes, leaning))
        self.assertAlmostEqual(plain.slope, found.slope, delta=0.02)
        np.testing.assert_allclose(plain.posterior(votes), found.posterior(leaning), atol=0.02)

    def test_a_family_that_agrees_is_not_enough(self):
        votes, labels = telling(60, 1.0, 3)
        many, one = (calibration.fit(votes, labels, groups) for groups in (np.arange(60), np.where(np.arange(60) < 58, 0, np.arange(60))))
        self.assertGreater(many.slope, 0)
        self.assertEqual(0, one.slope)

    def test_repeats_count_as_one(self):
        votes, labels = telling(500, 1.0, 4)
        once, thrice = (calibration.fit(np.repeat(votes, n, 0), labels, np.arange(500)) for n in (1, 3))
        self.assertAlmostEqual(once.slope, thrice.slope, places=6)
        np.testing.assert_allclose(once.thresholds, thrice.thresholds)


class Sets(unittest.TestCase):
    def test_a_threshold_is_the_vote_of_its_rank(self):
        labels = np.repeat(np.arange(TYPES), [9, 19, 8, 29, 9])
        votes = np.zeros((1, len(labels), TYPES))
        for label in range(TYPES):
            votes[0, labels == label, label] = np.arange((labels == label).sum()) + 1
        # m = ⌊0.1 (n + 1)⌋: 1, 2, none, 3, 1.
        np.testing.assert_array_equal([1, 2, 0, 3, 1], calibration.thresholds(votes, labels))

    def test_new_clips_are_covered_as_promised_whatever_the_votes(self):
        rng, covered = np.random.default_rng(0), []
        for _ in range(200):
            votes, labels = rng.random((1, 250, TYPES)), rng.choice(TYPES, 250)
            found = calibration.Calibration(0.0, np.zeros(TYPES), calibration.thresholds(votes, labels), 0)
            new, truth = rng.random((200, TYPES)), rng.choice(TYPES, 200)
            covered.append(found.prediction_set(new)[np.arange(200), truth].mean())
        self.assertGreater(np.mean(covered), 0.9)
        self.assertLess(np.mean(covered), 0.92)


if __name__ == "__main__":
    unittest.main()
