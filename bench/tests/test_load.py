"""The load script: what it computes itself, and a short run of all of it against the built service."""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

LOAD = Path(__file__).resolve().parents[1] / "load"
sys.path.insert(0, str(LOAD))
import arrivals  # noqa: E402
import growth  # noqa: E402
import loops  # noqa: E402
from service import BUILT  # noqa: E402


class QueueTests(unittest.TestCase):
    """An ideal server, first come first served."""

    def test_who_comes_late_enough_does_not_wait(self):
        self.assertEqual(arrivals.waits([0, 2, 4], 1, 1), [1, 1, 1])

    def test_who_comes_together_waits_for_one_another(self):
        self.assertEqual(arrivals.waits([0, 0, 0], 1, 1), [1, 2, 3])
        self.assertEqual(arrivals.waits([0, 0, 0], 1, 2), [1, 1, 2])

    def test_random_arrivals_wait_as_long_as_queueing_theory_says(self):
        """Pollaczek and Khinchine for a constant service time (M/D/1): mean wait = ρ / (2 (1 - ρ)) times it; 1.1667 for ρ = 0.7."""
        chance, at, due = random.Random(1), 0.0, []
        for _ in range(400_000):
            at += chance.expovariate(0.7)
            due.append(at)
        times = arrivals.waits(due, 1, 1)
        self.assertAlmostEqual(sum(times) / len(times) - 1, 0.7 / (2 * 0.3), delta=0.03)


class FigureTests(unittest.TestCase):
    """Percentiles and lines."""

    def test_percentiles_are_of_the_nearest_rank(self):
        hundred = list(range(1, 101))
        self.assertEqual([loops.percentile(hundred, share) for share in (0, 0.5, 0.99, 1)], [1, 50, 99, 100])

    def test_a_line_is_found(self):
        line = growth._line([1, 2, 3], [5, 7, 9])
        self.assertAlmostEqual(line["a"], 3)
        self.assertAlmostEqual(line["b"], 2)
        self.assertAlmostEqual(line["r2"], 1)


@unittest.skipUnless(BUILT.exists(), "the service is not built: dotnet build -c Release src/Api")
class RunTests(unittest.TestCase):
    """The script as a whole, too short for its figures to say anything."""

    def test_every_measurement_gives_figures(self):
        with tempfile.TemporaryDirectory() as folder:
            output = Path(folder) / "load.json"
            command = [LOAD / "run.py", "--all", "--quick", "--clients", "1,2", "--output", output]
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True) as process:
                try:
                    told, _ = process.communicate(timeout=300)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)  # the services that it started, too
                    raise
            self.assertEqual(process.returncode, 0, told)
            figures, text = json.loads(output.read_text()), output.with_suffix(".md").read_text()
        self.assertEqual(set(figures), {"machine", "closed", "overhead", "open", "garbage", "growth"})
        for row in figures["closed"]["cells"] + figures["open"]["rows"]:
            # So early arrivals may come faster than the service is.
            self.assertLessEqual(set(row["others"]), {"503"} if "arrivals" in row else set(), row)
            self.assertGreater(row["p99Ms"], 0, row)
        # A clip is worked on for a millisecond at least, and HTTP can't take nothing.
        self.assertGreater(figures["overhead"]["workMeanMs"], 1)
        self.assertGreater(figures["overhead"]["addedMeanMs"], 0)
        self.assertTrue(all(row["bytesPerAnswer"] > 1000 for row in figures["garbage"]["rows"]))
        self.assertGreater(figures["growth"]["timeMs"]["b"], 0)
        self.assertIn("## Growth with the length", text)


if __name__ == "__main__":
    unittest.main()
