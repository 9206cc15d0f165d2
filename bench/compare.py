#!/usr/bin/python3
"""Ours beside the rival's, in one run: the same clips, one after the other in turns, processor time of one thread.

    dotnet build -c Release bench/Benchmarks
    bench/compare.py [--repetitions 10] [--rounds 3] [--output FILE]

Each round runs bench/rival/run.py, then our own steps in a process of their own, so that what changes on the machine meanwhile meets both. A figure
is the median over the rounds. Acoustic descriptors are no part of the original: what they cost here, measured alone, is taken off /analyze.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
OURS = ROOT / "artifacts" / "bin" / "Benchmarks" / "release" / "CryApi.Benchmarks.dll"
TARGETS = {"features": 25, "detect": 8, "analyze": 20}
NAMES = {"features": "the 111 features", "detect": "detection, from the file's bytes", "analyze": "both stages, without acoustic descriptors"}


def rival(repetitions: int) -> dict:
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        done = subprocess.run([ROOT / "bench" / "rival" / "run.py", "--repetitions", str(repetitions), "--output", file.name], check=False)
        if done.returncode:
            sys.exit(done.returncode)
        return json.loads(Path(file.name).read_text())


def ours(repetitions: int, clips: list[str]) -> dict:
    done = subprocess.run(["dotnet", OURS, "clips", str(repetitions), *clips], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repetitions", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    rounds = []
    for _ in range(options.rounds):
        theirs = rival(options.repetitions)
        rounds.append((theirs, ours(10 * options.repetitions, theirs["clips"])))

    def figure(which: int, step: str, kind: str) -> float:
        return median(both[which]["steps"][step][kind] for both in rounds)

    print(f"{rounds[0][0]['processor']}, {len(rounds[0][0]['clips'])} clips of 7 s, {options.rounds} rounds; processor time in ms, medians\n")
    print("| | original | ours | ratio | demanded | in wall time |\n|---|---|---|---|---|---|")
    for step, target in TARGETS.items():
        less = {kind: figure(1, "acoustics", kind) if step == "analyze" else 0 for kind in ("cpu_ms", "wall_ms")}
        mine = {kind: figure(1, step, kind) - less[kind] for kind in less}
        ratio, wall = (figure(0, step, kind) / mine[kind] for kind in ("cpu_ms", "wall_ms"))
        verdict = "" if ratio >= target else ", **missed**"
        print(f"| {NAMES[step]} | {figure(0, step, 'cpu_ms'):.1f} | {mine['cpu_ms']:.2f} | **{ratio:.1f}** | {target}{verdict} | {wall:.1f} |")
    print(f"\nAcoustic descriptors, ours alone: {figure(1, 'acoustics', 'cpu_ms'):.2f} ms.")
    if options.output:
        options.output.write_text(json.dumps([{"original": one, "ours": two} for one, two in rounds], indent=1) + "\n")


if __name__ == "__main__":
    main()
