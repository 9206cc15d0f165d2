"""What goes from a report of `cryapi evaluate` into the manifest."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

if not has("numpy", "soundfile"):
    raise unittest.SkipTest("needs NumPy and soundfile")

import measure


def figure(name: str, value: float | None, baseline: float | None = 0.5) -> dict:
    return {"name": name, "value": value, "baseline": baseline, "low": None, "high": None}


class Figures(unittest.TestCase):
    report = {"protocol": "how", "clips": 7, "groups": 3, "baseline": "what", "figures": [figure("accuracy", 0.123456), figure("ece", None)]}

    def test_figures_are_rounded_and_say_how_they_were_measured(self):
        self.assertEqual([{"name": "accuracy", "value": 0.12346, "baseline": 0.5, "protocol": "how; 7 clips in 3 groups; baseline: what"}], measure.figures(self.report))

    def test_the_calibrated_part_is_told_under_the_uniform_prior(self):
        priors = [{"prior": name, "figures": [figure("log_loss", value, 1.609)]} for name, value in (("shares", 0.65), ("uniform", 1.6))]
        sets = {"figures": [figure("coverage", 0.9), figure("coverage_tired", 0.8), figure("size", 4.6, None)]}
        found = measure.figures({**self.report, "calibrated": {"priors": priors, "sets": sets}})
        self.assertEqual({"accuracy": 0.12346, "calibrated_log_loss": 1.6, "prediction_set_coverage": 0.9, "prediction_set_size": 4.6}, {f["name"]: f["value"] for f in found})


if __name__ == "__main__":
    unittest.main()
