"""The recipe's steps are there, in an order that makes what the next one needs, and take the options that go to all of them."""

import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import TRAINING, has

READY = has("numpy", "soundfile", "sklearn", "torch", "onnx", "xgboost", "imblearn")


@unittest.skipUnless(READY, "needs numpy, soundfile, scikit-learn, torch, onnx, xgboost and imblearn")
class RecipeTest(unittest.TestCase):
    def test_every_step_is_a_program_that_takes_a_cache(self):
        listed = subprocess.run([sys.executable, TRAINING / "recipe.py", "--list"], capture_output=True, text=True, check=True).stdout
        steps = [line.split(":")[0] for line in listed.splitlines()]
        self.assertEqual("card", steps[-1])
        for step in steps:
            told = subprocess.run([sys.executable, "-W", "ignore", TRAINING / f"{step}.py", "--help"], capture_output=True, text=True, check=True).stdout
            self.assertIn("--cache", told, step)

    def test_the_part_of_the_types_is_a_part_of_the_steps(self):
        listed = subprocess.run([sys.executable, TRAINING / "recipe.py", "--part", "types", "--list"], capture_output=True, text=True, check=True).stdout
        self.assertEqual(["prepare", "classifier", "measure", "leaking_types", "tries", "card"], [line.split(":")[0] for line in listed.splitlines()])

    def test_a_step_that_is_none_is_refused(self):
        self.assertNotEqual(0, subprocess.run([sys.executable, TRAINING / "recipe.py", "--from", "nothing"], capture_output=True).returncode)


if __name__ == "__main__":
    unittest.main()
