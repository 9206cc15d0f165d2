"""Trains the detector's head on the embeddings and writes detector.onnx: the one that ships, and one per fold.

    python3 training/detector.py [--models models] [--compare]

Mean and standard deviation of the embedding over the patches of a window -> standard scaler -> PCA -> logistic
regression, classes balanced. A clip's probability is the highest of its windows. In a cry clip the cry may be anywhere,
so after a first fit on all windows the head is fitted again on those windows of cry clips that it found most cry-like
(a multiple-instance fit, MIL). Each fold's head stands on that fold's own network; neither saw a group of the fold.
"""

import csv
import json
from pathlib import Path

import numpy as np
import torch
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

import bundle
import dataset
import detector_export
import figures
import folds
from embedding import FINAL, fold_folder
from network import EMBEDDING, EmbeddingNetwork
from prepare import HERE, arguments
from windows import highest, seconds, statistics, windows

WINDOW, HOP = 6, 2
COMPONENTS, STRENGTH = 256, 0.01
MIL_ROUNDS, MIL_SHARE = 2, 0.5
PARTS = (dataset.CLIPS, dataset.VARIANTS, dataset.SYNTHETIC)
COMPARED = ((4, 1), (4, 2), (6, 1), (6, 2), (8, 2), (10, 3))


def embeddings(cache: Path, name: str, part_name: str, part: dataset.Part) -> np.ndarray:
    """float32 [patches, 1024] of the network of run `name`, computed once per checkpoint."""
    checkpoint, file = cache / "checkpoints" / f"{name}.pt", cache / "embeddings" / f"{name}-{part_name}.npy"
    if not file.exists() or file.stat().st_mtime_ns < checkpoint.stat().st_mtime_ns:
        network = EmbeddingNetwork()
        network.load_state_dict(torch.load(checkpoint)["network"])
        network = network.eval().to(memory_format=torch.channels_last)
        result = np.empty((part.patch_total, EMBEDDING), np.float32)
        with torch.no_grad():
            for start in range(0, len(result), 256):
                indices = np.arange(start, min(start + 256, len(result)))
                result[indices] = network(torch.from_numpy(part.patches(indices))).numpy()
        file.parent.mkdir(parents=True, exist_ok=True)
        np.save(file, result)
    return np.load(file, mmap_mode="r")


def bounds(part: dataset.Part, clips: np.ndarray, size: int, hop: int) -> tuple[np.ndarray, np.ndarray]:
    """(first, end) of every window of the clips, in patches of the part, and the position in clips it belongs to."""
    made, owner = [], []
    for position, clip in enumerate(clips):
        start, end = part.patch_start[clip:clip + 2]
        for first, last in windows(end - start, size, hop):
            made.append((start + first, start + last))
            owner.append(position)
    return np.array(made), np.array(owner)


def short_bounds(part: dataset.Part, clips: np.ndarray, size: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """One random window shorter than the usual per clip, so that shortness does not speak against a cry."""
    made, owner = [], []
    for position, clip in enumerate(clips):
        start, end = part.patch_start[clip:clip + 2]
        length = int(rng.integers(1, size))
        if end - start > length:
            first = int(rng.integers(start, end - length + 1))
            made.append((first, first + length))
            owner.append(position)
    return np.array(made), np.array(owner)


class Examples:
    """Windows of the labelled clips, variants and synthetic sounds: what a head can be fitted on and tested on."""

    def __init__(self, cache: Path, size: int, hop: int):
        self.parts = [dataset.load(cache, name) for name in PARTS]
        self.cache, fold_of = cache, folds.assign(self.parts[0].rows)
        rng = np.random.default_rng(folds.SEED)
        self.bounds, self.owner, self.fold, self.cry, self.rows = [], [], [], [], []
        offset = 0
        for number, part in enumerate(self.parts):
            clips = np.flatnonzero([r["detect_label"] in folds.LABELLED for r in part.rows])
            made, owner = bounds(part, clips, size, hop)
            if number == 0:
                self.test_bounds, self.test_owner = made, owner
            extra, extra_owner = short_bounds(part, clips, size, rng)
            self.bounds.append(np.concatenate((made, extra)))
            self.owner.append(np.concatenate((owner, extra_owner)) + offset)
            self.rows += [part.rows[c] for c in clips]
            offset += len(clips)
        self.tested = int(self.test_owner.max()) + 1  # the first rows are the clips themselves
        self.fold = np.array([fold_of.get(r["group"], -1) for r in self.rows])
        self.cry = np.array([r["detect_label"] == "cry" for r in self.rows])

    def statistics(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Statistics of all windows to fit on, and of those to test on, with the network of run `name`."""
        sources = [embeddings(self.cache, name, n, p) for n, p in zip(PARTS, self.parts)]
        return np.concatenate([statistics(e, b) for e, b in zip(sources, self.bounds)]), statistics(sources[0], self.test_bounds)

    def owners(self) -> np.ndarray:
        return np.concatenate(self.owner)


def fit(values: np.ndarray, owner: np.ndarray, cry: np.ndarray, components: int = COMPONENTS, strength: float = STRENGTH) -> Pipeline:
    """The head for windows with statistics values [n, 2048] that belong to clips owner; cry says which clips are cries."""
    projection = make_pipeline(StandardScaler(), PCA(components, svd_solver="randomized", random_state=0)).fit(values)
    projected, label = projection.transform(values), cry[owner]
    kept = np.ones(len(values), bool)
    for round_number in range(MIL_ROUNDS + 1):
        regression = LogisticRegression(C=strength, class_weight="balanced", max_iter=2000).fit(projected[kept], label[kept])
        if round_number < MIL_ROUNDS:
            probability = regression.predict_proba(projected)[:, 1]
            kept = ~label | (probability >= MIL_SHARE * highest(probability, owner, len(cry))[owner])
    return Pipeline([*projection.steps, ("regression", regression)])


def out_of_fold(examples: Examples, cache: Path) -> tuple[np.ndarray, list[Pipeline]]:
    """Probability of every labelled clip by the fold that left it out, and the heads of the folds."""
    probability, heads, owner = np.zeros(examples.tested), [], examples.owners()
    for fold in range(folds.FOLDS):
        values, test_values = examples.statistics(str(fold))
        kept = examples.fold[owner] != fold
        head = fit(values[kept], owner[kept], examples.cry)
        left_out = examples.fold[examples.test_owner] == fold
        clip = examples.test_owner[left_out]
        top = highest(head.predict_proba(test_values[left_out])[:, 1], clip, examples.tested)
        probability[np.unique(clip)] = top[np.unique(clip)]
        heads.append(head)
    return probability, heads


def report(examples: Examples, probability: np.ndarray, threshold: np.ndarray) -> dict:
    """Prints and returns figures of the pooled out-of-fold predictions, per fold and per origin."""
    truth, fold = examples.cry[:examples.tested], examples.fold[:examples.tested]
    result = {"pooled": figures.summary(truth, probability, threshold),
              "folds": [figures.summary(truth[fold == f], probability[fold == f], threshold[fold == f]) for f in range(folds.FOLDS)], "origins": []}
    origin = np.array([r["origin"] + " " + r["detect_label"] for r in examples.rows[:examples.tested]])
    for name in np.unique(origin):
        called = probability[origin == name] >= threshold[origin == name]
        result["origins"].append({"origin": name, "clips": len(called), "called_cry": float(called.mean())})
    for name, values in [("pooled", result["pooled"]), *((f"fold {f}", v) for f, v in enumerate(result["folds"]))]:
        print(name.ljust(8) + "  ".join(f"{k} {v:.4f}" for k, v in values.items()))
    for entry in result["origins"]:
        print(f"  {entry['origin']:36s} {entry['clips']:4d} clips  called cry {entry['called_cry']:.3f}")
    return result


def write_fold(cache: Path, fold: int, head: Pipeline, examples: Examples, threshold: float) -> None:
    folder = fold_folder(cache, fold)
    fitted = [r for r, f in zip(examples.rows, examples.fold) if f != fold and not r.get("source")]
    detector_export.write(head, folder, threshold, WINDOW, HOP, bundle.training_data(fitted))
    with (folder / "clips.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["path", "label"])
        writer.writerows([r["path"], r["detect_label"]] for r, f in zip(examples.rows[:examples.tested], examples.fold) if f == fold)


def compare(cache: Path) -> None:
    """Out-of-fold figures for other windows."""
    for size, hop in COMPARED:
        examples = Examples(cache, size, hop)
        probability, _ = out_of_fold(examples, cache)
        truth = examples.cry[:examples.tested]
        values = figures.summary(truth, probability, figures.best_f1_threshold(truth, probability))
        print(f"window {size} hop {hop}: " + "  ".join(f"{k} {v:.4f}" for k, v in values.items()), flush=True)


def main() -> None:
    parser = arguments("Trains the detector's head.")
    parser.add_argument("--models", type=Path, default=HERE.parent / "models", help="where the final model goes")
    parser.add_argument("--compare", action="store_true", help="only compare window lengths")
    parser.add_argument("--no-folds", action="store_true", help="only the final head, with the threshold of the last evaluation or 0.5")
    options = parser.parse_args()
    if options.compare:
        compare(options.cache)
        return
    examples, record = Examples(options.cache, WINDOW, HOP), options.cache / "detector.json"
    if not options.no_folds:
        probability, heads = out_of_fold(examples, options.cache)
        truth, fold = examples.cry[:examples.tested], examples.fold[:examples.tested]
        # A fold's threshold comes from the other folds, so that figures at a threshold are not chosen on what they measure.
        thresholds = [figures.best_f1_threshold(truth[fold != f], probability[fold != f]) for f in range(folds.FOLDS)]
        result = report(examples, probability, np.array(thresholds)[fold])
        result.update(window=WINDOW, hop=HOP, thresholds=thresholds, threshold=figures.best_f1_threshold(truth, probability))
        for number, head in enumerate(heads):
            write_fold(options.cache, number, head, examples, thresholds[number])
        record.write_text(json.dumps(result, indent=2) + "\n")
    threshold = json.loads(record.read_text())["threshold"] if record.exists() else 0.5
    head = fit(examples.statistics(FINAL)[0], examples.owners(), examples.cry)
    used = [r for r in examples.rows if not r.get("source")]
    detector_export.write(head, options.models, threshold, WINDOW, HOP, bundle.training_data(used))
    print(f"wrote {options.models / 'detector.onnx'}, threshold {threshold}")


if __name__ == "__main__":
    main()
