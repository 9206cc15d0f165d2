"""The rival computes what librosa and YAMNet compute: its own check, which compares it with reference values."""

import importlib.util
import subprocess
import unittest
from pathlib import Path

CHECK = Path(__file__).resolve().parents[1] / "rival" / "check.py"
NOTHING_TO_COMPARE = 77
MISSING = [name for name in ("numpy", "scipy", "sklearn", "soundfile", "torch") if not importlib.util.find_spec(name)]


@unittest.skipIf(MISSING, f"Not installed: {', '.join(MISSING)}")
class RivalTests(unittest.TestCase):
    def test_it_agrees_with_the_reference(self):
        done = subprocess.run([CHECK], capture_output=True, text=True, timeout=300)
        if done.returncode == NOTHING_TO_COMPARE:
            self.skipTest((done.stdout + done.stderr).strip())
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
