"""The code that serves, called from the recipes: the `cryapi` command line of this repository."""

import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
BUILDS = [ROOT / "artifacts" / folder / "cryapi" for folder in ("cryapi", "bin/Cli/release", "bin/Cli/debug")]


def command() -> Path | None:
    """The command line: $CRYAPI if set, else the newest of the published, release and debug builds; None if there is none."""
    if "CRYAPI" in os.environ:
        return Path(os.environ["CRYAPI"])
    built = [path for path in BUILDS if path.exists()]
    return max(built, key=lambda path: path.with_suffix(".dll").stat().st_mtime, default=None)


def run(*arguments: object) -> None:
    """Runs `cryapi` with these arguments; its error output is the exception's message."""
    program = command()
    if program is None:
        raise RuntimeError("cryapi is not built; run: dotnet publish src/Cli -c Release -o artifacts/cryapi")
    result = subprocess.run([program, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if result.returncode != 0:
        raise RuntimeError(f"cryapi {' '.join(map(str, arguments))} ended with {result.returncode}: {result.stderr.strip()[-2000:]}")


def run_stage(models: Path, stage: str, rows: np.ndarray, tensor: str | None = None) -> np.ndarray:
    """Outputs (or another tensor than the main one) of one stage of the bundle in `models` for float32 input rows, by C# ONNX Runtime."""
    with tempfile.TemporaryDirectory() as folder:
        given, answer = Path(folder, "input.npy"), Path(folder, "output.npy")
        np.save(given, np.ascontiguousarray(rows, dtype=np.float32))
        run("run-onnx", stage, "--models", models, "--input", given, "--output", answer, *(["--tensor", tensor] if tensor else []))
        return np.load(answer)
