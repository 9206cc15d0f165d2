"""BASE as a file of the repository, so that who has no hours to train it can go on from it.

    python3 training/kept_base.py save|restore [--cache training/cache]

`save` writes training/base.npz from the run BASE of the cache, `restore` makes that run of the file: `embedding.py --run final,…` (without base)
then trains on it. BASE has heard no clip of the corpus, only unlabelled sounds.
"""

import numpy as np
import torch

import runs
from embedding import checkpoint_of, finished
from prepare import HERE, arguments

FILE = HERE / "base.npz"
MODULES = ("network", "losses")


def save(state: dict) -> None:
    """Weights as float32, and how many steps they are of."""
    np.savez_compressed(FILE, steps=state["settings"]["steps"], **{f"{m}.{key}": value.numpy() for m in MODULES for key, value in state[m].items()})


def restore() -> dict:
    """The state as `finished` gives it, without the optimiser's."""
    with np.load(FILE) as file:
        steps = int(file["steps"])
        weights = {m: {key[len(m) + 1:]: torch.from_numpy(np.asarray(file[key])) for key in file.files if key.startswith(f"{m}.")} for m in MODULES}
    return {"settings": {"steps": steps}, "step": steps, **weights}


def main() -> None:
    parser = arguments("BASE as a file of the repository.")
    parser.add_argument("what", choices=("save", "restore"))
    options = parser.parse_args()
    if options.what == "save":
        save(finished(options.cache, runs.BASE))
    else:
        target = checkpoint_of(options.cache, runs.BASE)
        target.parent.mkdir(parents=True, exist_ok=True)
        torch.save(restore(), target)


if __name__ == "__main__":
    main()
