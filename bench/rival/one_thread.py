"""One thread, and a BLAS that uses the processor. To be imported before NumPy and torch; it puts training/ on the path.

Two traps make the rival several times slower than it is: Debian falls back on the reference BLAS where OpenBLAS is not installed, and
OpenBLAS 0.3.21 takes kernels without AVX for processors that are newer than it is.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
GOLDEN, WEIGHTS = SHARED / "golden", SHARED / "teacher" / "yamnet.tflite"
MISSING = 77  # exit status for what can't be run here
sys.path.append(str(ROOT / "training"))

import processor

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"
processor.prepare()
if processor.AVX512:
    os.environ.setdefault("OPENBLAS_CORETYPE", "SKYLAKEX")
elif {"avx2", "fma"} <= processor.flags():
    os.environ.setdefault("OPENBLAS_CORETYPE", "HASWELL")


def need(*paths: Path) -> None:
    """Ends the program with MISSING where a path is not there."""
    missing = [path for path in paths if not path.exists()]
    if missing:
        print("not run, as these are missing: " + ", ".join(os.path.relpath(path, ROOT) for path in missing), file=sys.stderr)
        sys.exit(MISSING)


def blas() -> dict:
    """Library, kernels and threads of the BLAS that NumPy has just used; ends the program where that is not OpenBLAS."""
    import numpy as np
    import threadpoolctl

    np.ones((64, 64), np.float32) @ np.ones((64, 64), np.float32)
    mapped = {Path(line.split()[-1]) for line in Path("/proc/self/maps").read_text().splitlines() if ".so" in line}
    reference = [path for path in mapped if path.name.startswith("libblas.") and "openblas" not in str(path)]
    found = [entry for entry in threadpoolctl.threadpool_info() if entry["internal_api"] == "openblas"]
    if reference or not found:
        sys.exit("NumPy does not use OpenBLAS, so nothing here would be comparable: apt-get install libopenblas0-pthread, "
                 "or choose it by update-alternatives --config libblas.so.3-x86_64-linux-gnu")
    used = found[0]
    return {"library": Path(used["filepath"]).name, "version": used["version"], "kernels": used["architecture"], "threads": used["num_threads"]}
