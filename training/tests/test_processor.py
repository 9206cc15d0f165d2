"""Training asks of the processor only what it can do."""

import os
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import processor
from tests.support import TRAINING, has


class ProcessorTest(unittest.TestCase):
    def test_its_flags_are_those_that_linux_tells(self):
        line = next(line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith(("flags", "Features")))
        self.assertEqual(processor.flags(), set(line.split()))
        self.assertEqual(processor.AVX512, all(f" {name}" in line for name in ("avx512f", "avx512bw", "avx512dq", "avx512vl")))

    def test_a_process_that_trains_has_one_thread_and_keeps_what_was_set(self):
        made = processor.environment()
        self.assertEqual((made["OMP_NUM_THREADS"], made["OPENBLAS_NUM_THREADS"]), ("1", "1"))
        self.assertEqual(made["PATH"], os.environ["PATH"])

    @unittest.skipUnless(has("torch"), "needs torch")
    def test_torch_runs_as_it_was_prepared(self):
        code = ("import processor; processor.prepare(); import torch; x = torch.rand(2, 3, 16, 16); w = torch.rand(4, 3, 3, 3, requires_grad=True)\n"
                "with torch.autocast('cpu', torch.bfloat16, enabled=processor.BFLOAT16): y = torch.nn.functional.conv2d(x, w)\n"
                "y.float().relu().mean().backward(); assert torch.isfinite(w.grad).all() and float(w.grad.abs().sum()) > 0")
        ended = subprocess.run([sys.executable, "-c", code], cwd=TRAINING, env=processor.environment(), capture_output=True, text=True)
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
