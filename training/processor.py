"""What the processor is good at, for training that repeats exactly on one machine.

Debian's torch is built for any processor and does not choose the widest instructions by itself; told to use those that a processor lacks,
it dies of an illegal instruction.
"""

import os
from pathlib import Path


def flags() -> set[str]:
    """What /proc/cpuinfo says of the first processor."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    return set(next((line for line in lines if line.startswith(("flags", "Features"))), "").split())


AVX512 = {"avx512f", "avx512bw", "avx512dq", "avx512vl"} <= flags()
BFLOAT16 = AVX512  # convolutions in bfloat16: nearly twice as fast with AVX-512, twenty times as slow without


def prepare() -> None:
    """To be called before NumPy and torch are imported: one thread a process, so that sums have one order."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    if AVX512:
        os.environ.setdefault("ATEN_CPU_CAPABILITY", "avx512")


def environment() -> dict[str, str]:
    """Of a process that trains: one thread, and memory that is kept instead of being asked for at each step."""
    kept = str(1 << 33)
    return {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1",
            "MALLOC_MMAP_THRESHOLD_": kept, "MALLOC_TRIM_THRESHOLD_": kept, "MALLOC_TOP_PAD_": str(1 << 26)}
