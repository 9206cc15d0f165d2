"""The published system's protocol, for comparison only: clips of one infant or recording stand on both sides.

    python3 training/leaking.py [--cache training/cache]

Of donateacry, the cries of ESC-50 and giulbia, 70 % of the clips, at random, are trained on (after the shared base), 15 % choose scale,
shift and threshold, and 15 % are judged by `cryapi evaluate`; its report is cache/reports/leaking.json.
"""

import processor

processor.prepare()

import numpy as np
from scipy.special import expit

import bundle
import detector
import detector_export
import embedding
import figures
import folds
import heads
import runs
import serving
from dataset import CLIPS
from examples import Examples
from prepare import HERE, arguments
from windows import highest


def main() -> None:
    options = arguments("The published system's leaking protocol.").parse_args()
    embedding.run(runs.LEAKING, options.cache, HERE.parent / "models", None)
    examples = Examples(options.cache, detector.WINDOW, detector.HOP)
    head, = detector.fit(examples, runs.LEAKING, detector.CAUTIOUS)
    decision = highest(head.decide(examples.test_statistics(runs.LEAKING)[CLIPS]), examples.test_owner[CLIPS], examples.tested)
    corpus = examples.parts[0].rows
    split, truth = folds.leaking_split(corpus)[examples.clip[:examples.tested]], examples.cry[:examples.tested]
    scale, shift = heads.platt(decision[split == 1], truth[split == 1])
    threshold = figures.best_f1_threshold(truth[split == 1], expit(scale * decision[split == 1] + shift))
    folder, reports = runs.folder(options.cache, runs.LEAKING), options.cache / "reports"
    detector_export.write(head.scaled(scale, shift), folder, threshold, detector.WINDOW, detector.HOP,
                          bundle.training_data([r for r, s in zip(corpus, folds.leaking_split(corpus)) if s == 2]))
    reports.mkdir(parents=True, exist_ok=True)
    tested = [r for r, s in zip(corpus, folds.leaking_split(corpus)) if s == 0]
    folds.write_manifest(reports / "leaking.csv", tested)
    shared = {r["group"] for r in tested} & {r["group"] for r, s in zip(corpus, folds.leaking_split(corpus)) if s == 2}
    print(f"{len(tested)} clips tested, {np.mean([r['group'] in shared for r in tested]):.0%} of them of a group that was trained on")
    serving.run("evaluate", options.cache / "wav", "--manifest", reports / "leaking.csv", "--stage", "detection", "--models", folder,
                "--timed-clips", 0, "--report", reports / "leaking.json")


if __name__ == "__main__":
    main()
