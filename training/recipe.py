"""The whole recipe: from the corpus, the teacher and Debian's packages to models/ and every figure of the model card.

    python3 training/recipe.py [--part types] [--from STEP] [--list]

Runs the steps below one after the other, as their own pages say; each goes on where it was interrupted, so a second call does
only what is missing. `--from STEP` leaves out those before it. `--part types` makes the cry type classifier and its figures alone.
"""

import argparse
import subprocess
import sys
import time

from prepare import HERE

# Step, its options, and what it makes.
STEPS = (
    ("sounds", "unlabelled sounds out of Debian packages"),
    ("prepare", "the corpus as WAV, narrow and imaged versions, synthetic sounds"),
    ("vary", "variants of the clips, mixtures of the unlabelled sounds"),
    ("cries", "cries by formula, altered"),
    ("likes", "more mixtures of what is like crying"),
    ("base", "the network that the others go on from, as it is kept"),
    ("embedding", "the networks"),
    ("detector", "the detector's heads"),
    ("classifier", "the classifiers of cry types"),
    ("yamnet_head", "the original system's heads, to compare with"),
    ("measure", "figures in models/manifest.json"),
    ("slices", "test sets of altered clips"),
    ("scenes", "scenes with cries at known times"),
    ("leaking", "the published system's protocol of detection, for comparison"),
    ("leaking_types", "and that of its classification"),
    ("tries", "what was tried to hear the type of a cry"),
    ("evidence", "all tables of detection, in models/EVIDENCE.md"),
    ("card", "the tables of models/MODEL_CARD.md and training/CLASSIFIER.md"),
)
# A part of the recipe: its steps, with their options.
PARTS = {"types": {"prepare": ["--clips-only"], "classifier": [], "measure": ["--stage", "classification"], "leaking_types": [], "tries": [], "card": []}}


def main() -> None:
    parser = argparse.ArgumentParser(description="The whole recipe.")
    parser.add_argument("--part", choices=list(PARTS), help="only the steps of this part")
    parser.add_argument("--from", dest="first", choices=[name for name, _ in STEPS], default=STEPS[0][0], help="the step to begin with")
    parser.add_argument("--list", action="store_true", help="only tell the steps")
    options, given = parser.parse_known_args()  # what is not known goes to every step: --cache DIR
    began = [name for name, _ in STEPS].index(options.first)
    chosen = PARTS[options.part] if options.part else {name: [] for name, _ in STEPS}
    for name, what in STEPS[began:]:
        if name not in chosen:
            continue
        print(f"{name}: {what}", flush=True)
        if options.list:
            continue
        started = time.time()
        if subprocess.run([sys.executable, HERE / f"{name}.py", *chosen[name], *given]).returncode:
            part = f"--part {options.part} " if options.part else ""
            raise SystemExit(f"{name} failed; `recipe.py {part}--from {name}` goes on with it")
        print(f"{name}: {(time.time() - started) / 60:.1f} min", flush=True)


if __name__ == "__main__":
    main()
