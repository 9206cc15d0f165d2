"""Makes the detector's head on the embeddings and writes detector.onnx: the one that ships, and one per fold of both protocols.

    python3 training/detector.py [--models models] [--head cautious|either|joint|imitated|anchored|original] [--compare]

Mean and standard deviation of the embedding over the patches of a window -> the higher of two linear functions, less for a window that is
unlike all that was learnt from -> probability; see heads.py for how they are found. A clip's probability is the highest of its windows.
Each fold's head stands on that fold's own network; neither saw a group of the fold. Decision values are scaled and shifted (Platt 1999)
to fit those of left-out clips; that is part of the same graph.

All folds of both protocols get scale and shift of the final model, which fit the left-out clips of the folds by group: fitted for
a fold on the others, the shift tells little but the share of cries in those, and pooled ranks would show it. So two numbers are
known of a clip that is left out, and neither changes how the clips of a fold rank. What calibration is worth is told by fitting scale
and shift on the other folds (`calibration_error_of_left_out_folds`). A fold's threshold comes from the other folds of its protocol.
"""

import json
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

import processor

processor.prepare()

import numpy as np
import torch
from scipy.special import expit
from sklearn.metrics import roc_auc_score

import bundle
import detector_export
import figures
import folds
import heads
import runs
from examples import TESTED, Examples, outputs
from heads import AnyHead, Cautious, Highest
from prepare import HERE, arguments
from windows import highest

WINDOW, HOP = 2, 1
CAUTIOUS, EITHER, JOINT, IMITATED, ANCHORED, ORIGINAL = "cautious", "either", "joint", "imitated", "anchored", "original"
COMPARED = ((1, 1), (2, 1), (3, 1), (6, 2))
COMPARED_STRENGTHS = (1e-5, 1e-4, 1e-3, 1e-2)


def fit(examples: Examples, name: str, kind: str, strengths: tuple[float, ...] = (heads.ANCHOR_STRENGTH,)) -> list[AnyHead]:
    """The head of a run, on the windows of the clips that it may hear; of ANCHORED one for each strength."""
    start, labels = outputs(examples.cache, name)
    if kind == IMITATED:
        return [start]
    if kind in (CAUTIOUS, EITHER, JOINT):
        cohort = examples.cohort(name)
        parts = heads.levelled(start, *cohort), heads.levelled(labels, *cohort).scaled(heads.LABELS_COUNT[kind], 0)
        if kind == JOINT:
            return [heads.added(parts)]
        either = Highest(parts)
        return [either if kind == EITHER else Cautious(either, heads.novelty(examples.known(name)), heads.CAUTION)]
    owner = examples.owners()
    kept = examples.trained(name)[owner]
    values, owner = examples.statistics(name)[kept], owner[kept]
    if kind == ORIGINAL:
        return [heads.original(values, owner, examples.cry)]
    return [heads.anchored(values, owner, examples.cry, start, s) for s in strengths]


def decisions(examples: Examples, name: str, head: AnyHead, test_values: dict[str, np.ndarray]) -> np.ndarray:
    """The decision value of each clip that a fold's run is tested on (-inf for the others): as they are, then narrow."""
    result = []
    for part in TESTED:
        owner = examples.test_owner[part]
        mine = examples.tested_by(name)[owner]
        result.append(highest(head.decide(test_values[part][mine]), owner[mine], examples.tested))
    return np.concatenate(result)


def head_of(name: str, cache: Path, size: int, hop: int, kind: str) -> tuple[AnyHead, np.ndarray | None]:
    """The head of a run and, for a fold's, the decision values of the clips that it left out."""
    torch.set_num_threads(1)
    examples = Examples(cache, size, hop)
    head, = fit(examples, name, kind)
    return head, None if name == runs.FINAL else decisions(examples, name, head, examples.test_statistics(name))


def of_protocol(protocol: str) -> list[str]:
    return [n for n in runs.OF_FOLDS if runs.fold_of(n)[0] == protocol]


def cross_fitted(decision: np.ndarray, truth: np.ndarray, fold: np.ndarray) -> np.ndarray:
    """Every clip's probability by scale and shift that were fitted on the other folds."""
    probability = np.zeros(len(decision))
    for number in range(folds.FOLDS):
        scale, shift = heads.platt(decision[fold != number], truth[fold != number])
        probability[fold == number] = expit(scale * decision[fold == number] + shift)
    return probability


def report(examples: Examples, fold: np.ndarray, probability: np.ndarray, threshold: np.ndarray) -> dict:
    """Prints and returns figures of the pooled out-of-fold predictions, per fold and per origin."""
    truth = examples.cry[:examples.tested]
    result = {"pooled": figures.summary(truth, probability, threshold),
              "folds": [figures.summary(truth[fold == f], probability[fold == f], threshold[fold == f]) for f in range(folds.FOLDS)], "sounds": []}
    sound = np.array([f"{r['origin']} {r.get('sound') or r['detect_label']}" for r in examples.rows[:examples.tested]])
    for name in np.unique(sound):
        called = probability[sound == name] >= threshold[sound == name]
        result["sounds"].append({"sound": name, "clips": len(called), "called_cry": float(called.mean())})
    for name, values in [("pooled", result["pooled"]), *((f"fold {f}", v) for f, v in enumerate(result["folds"]))]:
        print(name.ljust(8) + "  ".join(f"{k} {v:.4f}" for k, v in values.items()))
    print("  called cry: " + ", ".join(f"{e['sound']} {e['called_cry']:.2f} of {e['clips']}" for e in result["sounds"] if e["clips"] >= 15))
    return result


def write_fold(examples: Examples, name: str, head: AnyHead, threshold: float) -> None:
    """The bundle of a fold's run, what it is tested on (clips.csv) and what it has heard (trained.csv)."""
    folder, corpus = runs.folder(examples.cache, name), examples.parts[0].rows
    fitted = [r for r, may in zip(examples.rows, examples.trained(name)) if may and not r.get("source")]
    detector_export.write(head, folder, threshold, WINDOW, HOP, bundle.training_data(fitted))
    folds.write_list(folder / "clips.csv", [r for r, mine in zip(corpus, runs.tested_on(corpus, name)) if mine])
    folds.write_list(folder / "trained.csv", [r for r, may in zip(corpus, runs.trained_on(corpus, name)) if may])


def compare(cache: Path, protocols: list[str]) -> None:
    """ROC-AUC and recall at 1 % of left-out clips, as they are and narrow, for other windows and heads; decisions as they are, not calibrated."""
    torch.set_num_threads(1)
    for size, hop in COMPARED:
        examples = Examples(cache, size, hop)
        truth, half, found = examples.truth(), examples.tested, {}
        for protocol in protocols:
            for name in of_protocol(protocol):
                kinds = [(CAUTIOUS, ""), (EITHER, ""), (JOINT, ""), (IMITATED, "")] + ([(ANCHORED, s) for s in COMPARED_STRENGTHS] + [(ORIGINAL, "")] if size == WINDOW else [])
                made = [h for kind in dict.fromkeys(k for k, _ in kinds) for h in fit(examples, name, kind, COMPARED_STRENGTHS)]
                values = examples.test_statistics(name)
                for (kind, strength), head in zip(kinds, made):
                    found.setdefault((protocol, f"{kind} {strength}"), []).append(decisions(examples, name, head, values))
        for (protocol, what), decided in found.items():
            decision = np.max(decided, 0)
            print(f"{protocol} window {size} hop {hop} {what}: " + " | ".join(
                f"{roc_auc_score(truth[part], decision[part]):.4f} {figures.recall_at_false_alarms(truth[part], decision[part], 0.01):.3f}"
                for part in (slice(0, half), slice(half, None))), flush=True)


def main() -> None:
    parser = arguments("Makes the detector's head.")
    parser.add_argument("--models", type=Path, default=HERE.parent / "models", help="where the final model goes")
    parser.add_argument("--head", choices=(CAUTIOUS, EITHER, JOINT, IMITATED, ANCHORED, ORIGINAL), default=CAUTIOUS, help="how the head is found")
    parser.add_argument("--protocols", default=",".join(folds.PROTOCOLS), help="which folds")
    parser.add_argument("--compare", action="store_true", help="only compare windows and heads")
    parser.add_argument("--jobs", type=int, default=2, help="heads fitted side by side, one thread each")
    options = parser.parse_args()
    protocols = options.protocols.split(",")
    if options.compare:
        compare(options.cache, protocols)
        return
    examples, results = Examples(options.cache, WINDOW, HOP), {"window": WINDOW, "hop": HOP, "head": options.head}
    truth, half = examples.truth(), examples.tested
    for protocol in sorted(protocols):  # groups before origins, which need what is fitted there
        names, fold = of_protocol(protocol), examples.fold(protocol)
        with ProcessPoolExecutor(options.jobs) as pool:
            made, decided = zip(*pool.map(head_of, names, repeat(options.cache), repeat(WINDOW), repeat(HOP), repeat(options.head)))
        decision = np.max(decided, 0)
        if protocol == folds.GROUPS:
            scale, shift = heads.platt(decision, truth)
            results.update(scale=scale, shift=shift, threshold=figures.best_f1_threshold(truth, expit(scale * decision + shift)))
            head = head_of(runs.FINAL, options.cache, WINDOW, HOP, options.head)[0].scaled(scale, shift)
            detector_export.write(head, options.models, results["threshold"], WINDOW, HOP,
                                  bundle.training_data([r for r in examples.rows if not r.get("source")]))
            print(f"wrote {options.models / 'detector.onnx'}, threshold {results['threshold']}, scale {scale:.3f}, shift {shift:.3f}")
        made, probability = [h.scaled(results["scale"], results["shift"]) for h in made], expit(results["scale"] * decision + results["shift"])
        thresholds = [figures.best_f1_threshold(truth[fold != f], probability[fold != f]) if protocol == folds.GROUPS else results["threshold"]
                      for f in range(folds.FOLDS)]
        result, chosen = {"thresholds": thresholds}, np.array(thresholds)[fold]
        result["calibration_error_of_left_out_folds"] = [
            figures.calibration_error(truth[part], cross_fitted(decision, truth, fold)[part]) for part in (slice(0, half), slice(half, None))]
        print(f"Protocol {protocol}: calibration error of left-out folds {result['calibration_error_of_left_out_folds']}")
        for what, part in (("clips", slice(0, half)), ("narrow", slice(half, None))):
            print(f"Protocol {protocol}, {what}:")
            result[what] = report(examples, fold[:half], probability[part], chosen[part])
        for name, head, threshold in zip(names, made, thresholds):
            write_fold(examples, name, head, threshold)
        results[protocol] = result
        (options.cache / "detector.json").write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
