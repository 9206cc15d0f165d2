"""Trains the embedding network and writes embedding.onnx: the one that ships, and one per fold.

    python3 training/embedding.py [--run final,0,1,2,3,4] [--passes 3] [--models models]

Loss per patch: smooth L1 to the teacher's embedding (each dimension in units of its spread), cross-entropy to the
teacher's 521 scores (the teacher's own last layer on our embedding), and, with a small weight, cross-entropy of a linear
head to the clip's cry label. The teacher hears the very same patch, so variants need no label of their own. Runs share
nothing but the teacher; a fold's run sees no group of its fold. An interrupted run goes on from its last checkpoint.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

import bundle
import dataset
import embedding_export
import folds
from network import EMBEDDING, EmbeddingNetwork
from pool import PARTS, TEACHER, Pool, teacher_outputs
from prepare import HERE, arguments
from teacher import Teacher

BATCH, PEAK_RATE, WEIGHT_DECAY, WARM_UP = 128, 4e-3, 0.03, 0.05
SCORE_WEIGHT, LABEL_WEIGHT = 15.0, 0.3
SMALLEST_SPREAD = 0.02
FINAL = "final"


def learning_rate(step: int, steps: int) -> float:
    """Linear warm-up, then half a cosine down to a hundredth."""
    warm = max(1, int(WARM_UP * steps))
    if step < warm:
        return PEAK_RATE * (step + 1) / warm
    return PEAK_RATE * (0.01 + 0.99 * 0.5 * (1 + np.cos(np.pi * (step - warm) / max(1, steps - warm))))


def train(name: str, cache: Path, passes: float, seed: int = 1) -> tuple[EmbeddingNetwork, list[dict]]:
    """The trained network of a run (FINAL or a fold's number) and the manifest rows of the clips it saw."""
    pool = Pool(cache, None if name == FINAL else int(name))
    spread = np.maximum(pool.embeddings.astype(np.float32).std(0), SMALLEST_SPREAD)
    torch.manual_seed(seed)
    network = EmbeddingNetwork(spread).to(memory_format=torch.channels_last)
    label_head = torch.nn.Linear(EMBEDDING, 1)
    inverse = torch.tensor(1 / spread)
    optimiser = torch.optim.AdamW([*network.parameters(), *label_head.parameters()], PEAK_RATE, weight_decay=WEIGHT_DECAY)
    steps, per_pass = int(passes * (len(pool) // BATCH)), len(pool) // BATCH
    checkpoint, step = cache / "checkpoints" / f"{name}.pt", 0
    settings = {"passes": passes, "seed": seed, "patches": len(pool), "features": (cache / "logmel-clips" / "stamp").read_text()}
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        if saved["settings"] == settings:
            network.load_state_dict(saved["network"])
            label_head.load_state_dict(saved["label_head"])
            optimiser.load_state_dict(saved["optimiser"])
            step = saved["step"]

    def save() -> None:
        checkpoint.parent.mkdir(parents=True, exist_ok=True)
        torch.save({"settings": settings, "step": step, "network": network.state_dict(), "label_head": label_head.state_dict(),
                    "optimiser": optimiser.state_dict()}, checkpoint.with_suffix(".tmp"))
        os.replace(checkpoint.with_suffix(".tmp"), checkpoint)

    print(f"[{name}] {len(pool)} patches of {len(pool.rows)} clips and their variants, {steps} steps from {step}", flush=True)
    network.train()
    order, began, sums = np.zeros(0, np.int64), time.time(), np.zeros(3)
    while step < steps:
        if step % per_pass == 0 or not len(order):
            order = np.random.default_rng((seed, step // per_pass)).permutation(len(pool))
        place = step % per_pass * BATCH
        patches, embedding, scores, label = pool.batch(np.sort(order[place:place + BATCH]))
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(step, steps)
        ours = network(patches)
        known = label >= 0
        losses = (F.smooth_l1_loss(ours * inverse, embedding * inverse),
                  F.binary_cross_entropy_with_logits(F.linear(ours, *pool.classifier), scores),
                  F.binary_cross_entropy_with_logits(label_head(ours * inverse)[known, 0], label[known].float()))
        optimiser.zero_grad(set_to_none=True)
        (losses[0] + SCORE_WEIGHT * losses[1] + LABEL_WEIGHT * losses[2]).backward()
        optimiser.step()
        step += 1
        sums += [loss.item() for loss in losses]
        if step % 200 == 0 or step == steps:
            count = (step - 1) % 200 + 1
            print(f"[{name}] step {step}/{steps}  embedding {sums[0] / count:.4f}  scores {sums[1] / count:.5f}  "
                  f"label {sums[2] / count:.4f}  {time.time() - began:.0f} s", flush=True)
            sums[:] = 0
        if step % 1000 == 0 or step == steps:
            save()
    return network.eval(), pool.rows


def run(name: str, cache: Path, models: Path, passes: float) -> None:
    """Trains one network and writes its ONNX file and manifest entry."""
    torch.set_num_threads(1)
    network, rows = train(name, cache, passes)
    folder = models if name == FINAL else fold_folder(cache, int(name))
    folder.mkdir(parents=True, exist_ok=True)
    embedding_export.write(network, folder / "embedding.onnx")
    embedding_export.describe(folder, bundle.training_data(rows))
    print(f"[{name}] wrote {folder / 'embedding.onnx'}", flush=True)


def fold_folder(cache: Path, fold: int) -> Path:
    return cache / "folds" / "detection" / f"fold-{fold}"


def _teach(cache: Path, part: str) -> None:
    torch.set_num_threads(1)
    teacher_outputs(cache, dataset.load(cache, part), part, Teacher(TEACHER))


def main() -> None:
    parser = arguments("Trains the embedding network.")
    parser.add_argument("--models", type=Path, default=HERE.parent / "models", help="where the final model goes")
    parser.add_argument("--run", default=",".join([FINAL, *map(str, range(folds.FOLDS))]), help="final and/or folds")
    parser.add_argument("--passes", type=float, default=4, help="passes over all patches")
    parser.add_argument("--jobs", type=int, default=2, help="runs side by side, one thread each")
    options = parser.parse_args()
    names = options.run.split(",")
    if len(names) == 1:
        run(names[0], options.cache, options.models, options.passes)
        return
    with ProcessPoolExecutor(options.jobs) as pool:  # the teacher's outputs first, once
        list(pool.map(_teach, [options.cache] * len(PARTS), PARTS))
    waiting, running = list(names), {}
    while waiting or running:
        while waiting and len(running) < options.jobs:
            name = waiting.pop(0)
            running[name] = subprocess.Popen([sys.executable, __file__, "--run", name, "--passes", str(options.passes), "--cache",
                                              str(options.cache), "--models", str(options.models)], env={**os.environ, "OMP_NUM_THREADS": "1"})
        time.sleep(1)
        for name in [n for n, process in running.items() if process.poll() is not None]:
            if running.pop(name).returncode:
                raise SystemExit(f"run {name} failed; start again to go on from its last checkpoint")


if __name__ == "__main__":
    main()
