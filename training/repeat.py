"""Trains runs a second time and tells how far the networks differ from the first ones.

    python3 training/repeat.py [--run final,groups-0] [--cache training/cache]

Works in cache/again/, which shares everything with the cache but what is trained. Runs other than `base` go on from the second
base if that is among the runs, else from the first.
"""

import subprocess
import sys

import processor
import runs
from embedding import checkpoint_of, finished
from prepare import HERE, arguments

TRAINED = ("checkpoints", "embeddings", "folds", "reports", "detector.json", "again")


def difference(first: dict, second: dict) -> float:
    """Largest absolute difference of two networks' weights, as a share of the largest weight of the same tensor."""
    return max(float((second[key].double() - value.double()).abs().max() / value.double().abs().max().clamp_min(1e-12)) for key, value in first.items())


def main() -> None:
    parser = arguments("Trains runs a second time and compares.")
    parser.add_argument("--run", default=",".join((runs.FINAL, "groups-0")), help="which runs")
    options = parser.parse_args()
    names, again = options.run.split(","), options.cache.resolve() / "again"
    again.mkdir(exist_ok=True)
    for entry in options.cache.resolve().iterdir():
        if entry.name not in TRAINED and not (again / entry.name).exists():
            (again / entry.name).symlink_to(entry)
    base = checkpoint_of(again, runs.BASE)
    base.parent.mkdir(exist_ok=True)
    if runs.BASE in names and base.is_symlink():
        base.unlink()
    elif runs.BASE not in names and not base.exists():
        base.symlink_to(checkpoint_of(options.cache.resolve(), runs.BASE))
    models = again / "folds" / "models"
    for batch in ([runs.BASE] if runs.BASE in names else [], [n for n in names if n != runs.BASE]):
        if batch and subprocess.run([sys.executable, HERE / "embedding.py", "--cache", again, "--models", models, "--run", ",".join(batch)],
                                    env=processor.environment()).returncode:
            raise SystemExit("a run failed; start again to go on")
    for name in names:
        print(f"{name}: largest relative difference of a weight {difference(finished(options.cache, name)['network'], finished(again, name)['network']):.3g}")


if __name__ == "__main__":
    main()
