"""The network that all others go on from, BASE: out of the file of the repository, so that nobody has to train it first.

    python3 training/base.py [--anew | --keep] [--cache training/cache]

makes the run BASE of the cache out of training/base.npz, if the cache has none. `--anew` trains it instead (90 minutes of two cores), and `--keep`
writes base.npz from the cache. BASE has heard no clip of the corpus, only unlabelled sounds and cries by formula.
"""

from pathlib import Path

import numpy as np
import torch

import embedding
import runs
from embedding import checkpoint_of, finished
from prepare import HERE, arguments

FILE = HERE / "base.npz"
MODULES = ("network", "losses")


def keep(state: dict, file: Path = FILE) -> None:
    """Writes the weights as they are, and how many steps they are of."""
    np.savez_compressed(file, steps=state["settings"]["steps"], **{f"{m}.{key}": value.numpy() for m in MODULES for key, value in state[m].items()})


def kept(file: Path = FILE) -> dict:
    """The state as `embedding.finished` gives it, without the optimiser's."""
    with np.load(file) as arrays:
        steps = int(arrays["steps"])
        weights = {m: {key[len(m) + 1:]: torch.from_numpy(np.asarray(arrays[key])) for key in arrays.files if key.startswith(f"{m}.")} for m in MODULES}
    return {"settings": {"steps": steps}, "step": steps, **weights}


def main() -> None:
    parser = arguments("The network that all others go on from.")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--anew", action="store_true", help="train it")
    choice.add_argument("--keep", action="store_true", help="write training/base.npz")
    options = parser.parse_args()
    target = checkpoint_of(options.cache, runs.BASE)
    if options.keep:
        keep(finished(options.cache, runs.BASE))
    elif options.anew:
        embedding.run(runs.BASE, options.cache, HERE.parent / "models", None)
    elif not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        torch.save(kept(), target)


if __name__ == "__main__":
    main()
