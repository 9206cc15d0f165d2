"""Trains the embedding network and writes embedding.onnx: the one that ships, and one per fold of both protocols.

    python3 training/embedding.py [--run final,groups-0,...,origins-4] [--models models]

BASE (see base.py) has learnt from unlabelled sounds what the teacher makes of them, for long; every other run goes on from it with
the clips that it may hear and their labels (see runs.py, pool.py, losses.py). The teacher hears the very same patch, so
altered sounds need no label of their own. A fold's run sees no group of its fold. An interrupted run goes on from its last
checkpoint; a run that has ended is not run again.
"""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import processor

processor.prepare()

import numpy as np
import torch

import bundle
import dataset
import embedding_export
import runs
from losses import Losses
from network import EmbeddingNetwork
from pool import PARTS, TEACHER, Pool, available, teacher_outputs
from prepare import HERE, arguments
from replicas import Replicas
from teacher import Teacher

BATCH, WEIGHT_DECAY, WARM_UP = 128, 0.03, 0.05
# Passes over the patches, and peak of the rate, in each of its cycles; of BASE, of the others. (The base that is kept was made so, but
# heard the cries by formula in the last two cycles only, and LIKES in the last.)
CYCLES = {True: ((9.06, 4e-3), (18.12, 4e-3), (5.0, 2e-3), (10.0, 3e-3)), False: ((4.0, 2e-3),)}
SHARES = {True: 2, False: 1}  # BASE is alone, so two cores share each of its batches; of the others, runs go side by side
SMALLEST_SPREAD = 0.02
SAVED_EVERY = 1000


def learning_rate(step: int, cycles: Sequence[tuple[int, float]]) -> float:
    """In each cycle, given as (steps, peak): linear warm-up, then half a cosine down to a hundredth (SGDR, Loshchilov & Hutter 2017)."""
    for steps, peak in cycles:
        if step < steps:
            warm = max(1, int(WARM_UP * steps))
            return peak * ((step + 1) / warm if step < warm else 0.01 + 0.99 * 0.5 * (1 + np.cos(np.pi * (step - warm) / max(1, steps - warm))))
        step -= steps
    raise ValueError("no such step")


def checkpoint_of(cache: Path, name: str) -> Path:
    return cache / "checkpoints" / f"{name}.pt"


def finished(cache: Path, name: str) -> dict:
    """The state of a run that has ended."""
    saved = torch.load(checkpoint_of(cache, name))
    if saved["step"] != saved["settings"]["steps"]:
        raise SystemExit(f"run {name} has not ended; start it again")
    return saved


def start(cache: Path, name: str, pool: Pool, seed: int) -> tuple[EmbeddingNetwork, Losses]:
    """Network and losses before the first step: BASE from nothing, the others as BASE left them (or from nothing where there are
    no unlabelled sounds and so no BASE)."""
    torch.manual_seed(seed)
    if name == runs.BASE or not dataset.made(cache, dataset.SOUNDS):
        spread = np.maximum(pool.embeddings.astype(np.float32).std(0), SMALLEST_SPREAD)
        return EmbeddingNetwork(spread).to(memory_format=torch.channels_last), Losses(pool.classifier, spread)
    base = finished(cache, runs.BASE)
    network = EmbeddingNetwork()
    network.load_state_dict(base["network"])
    losses = Losses(pool.classifier, network.scale.numpy())
    losses.load_state_dict(base["losses"])
    return network.to(memory_format=torch.channels_last), losses


def digest(network: EmbeddingNetwork) -> str:
    return hashlib.sha256(b"".join(value.numpy().tobytes() for value in network.state_dict().values())).hexdigest()


def train(name: str, cache: Path, cycles: Sequence[tuple[float, float]], seed: int = 1) -> tuple[EmbeddingNetwork, list[dict]]:
    """The trained network of a run and the manifest rows of the clips it saw."""
    pool = Pool(cache, name)
    network, losses = start(cache, name, pool, seed)
    per_pass, shares, step = len(pool) // BATCH, SHARES[name == runs.BASE], 0
    planned = [(int(passes * per_pass), peak) for passes, peak in cycles]
    steps = sum(number for number, _ in planned)
    optimiser = torch.optim.AdamW([*network.parameters(), *losses.parameters()], weight_decay=WEIGHT_DECAY)
    settings = {"steps": steps, "seed": seed, "patches": len(pool), **({} if name == runs.BASE else {"start": digest(network)})}
    file = checkpoint_of(cache, name)
    if file.exists() and (saved := torch.load(file))["settings"] == settings:
        network.load_state_dict(saved["network"])
        losses.load_state_dict(saved["losses"])
        optimiser.load_state_dict(saved["optimiser"])
        step = saved["step"]

    def save() -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        torch.save({"settings": settings, "step": step, "network": network.state_dict(), "losses": losses.state_dict(),
                    "optimiser": optimiser.state_dict()}, file.with_suffix(".tmp"))
        os.replace(file.with_suffix(".tmp"), file)

    print(f"[{name}] {len(pool)} patches, {steps} steps from {step}", flush=True)
    network.train()
    replicas = Replicas(shares, network, losses)
    order, began, sums = np.zeros(0, np.int64), time.time(), []

    def share(indices: np.ndarray, network: EmbeddingNetwork, losses: Losses) -> tuple[torch.Tensor, list[float]]:
        patches, *targets = pool.batch(np.sort(indices))
        with torch.autocast("cpu", torch.bfloat16, enabled=processor.BFLOAT16):  # weights and losses stay float32
            ours = network(patches)
        parts = losses(ours.float(), *targets)
        return Losses.total(parts), [part.item() for part in parts]

    while step < steps:
        if step % per_pass == 0 or not len(order):
            order = pool.order(seed, step // per_pass)
        place = step % per_pass * BATCH
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(step, planned)
        sums += replicas.backward(share, np.array_split(order[place:place + BATCH], shares))
        optimiser.step()
        step += 1
        if step % 200 == 0 or step == steps:
            embedding, scores, kin, label = np.mean(sums, 0)
            print(f"[{name}] step {step}/{steps}  embedding {embedding:.4f}  scores {scores:.5f}  kin {kin:.4f}  label {label:.4f}  "
                  f"{time.time() - began:.0f} s", flush=True)
            sums.clear()
        if step % SAVED_EVERY == 0 or step == steps:
            save()
    return network.eval(), pool.rows


def unlabelled(cache: Path) -> list[dict]:
    """The manifest rows of the sounds that BASE learnt of, all packages as one origin."""
    if not dataset.made(cache, dataset.SOUNDS):
        return []
    return [{**r, "origin": "Debian packages, without labels", "licence": "see each package's copyright file"} for r in dataset.load(cache, dataset.SOUNDS).rows]


def run(name: str, cache: Path, models: Path, passes: float | None) -> None:
    """Trains one network and, but for BASE, writes its ONNX file and manifest entry."""
    torch.set_num_threads(1)
    cycles = CYCLES[name == runs.BASE]
    network, rows = train(name, cache, ((passes, cycles[0][1]),) if passes else cycles)
    if name == runs.BASE:
        return
    folder = models if name == runs.FINAL else runs.folder(cache, name)
    folder.mkdir(parents=True, exist_ok=True)
    embedding_export.write(network, folder / "embedding.onnx")
    embedding_export.describe(folder, bundle.training_data(rows + unlabelled(cache)))
    print(f"[{name}] wrote {folder / 'embedding.onnx'}", flush=True)


def _teach(cache: Path, part: str) -> None:
    torch.set_num_threads(1)
    teacher_outputs(cache, dataset.load(cache, part), part, Teacher(TEACHER))


def side_by_side(names: list[str], jobs: int, arguments: list[str]) -> None:
    """Runs in processes of their own, some at a time."""
    waiting, running = list(names), {}
    while waiting or running:
        while waiting and len(running) < jobs:
            name = waiting.pop(0)
            running[name] = subprocess.Popen([sys.executable, __file__, "--run", name, *arguments], env=processor.environment())
        time.sleep(1)
        for name in [n for n, process in running.items() if process.poll() is not None]:
            if running.pop(name).returncode:
                raise SystemExit(f"run {name} failed; start again to go on from its last checkpoint")


def main() -> None:
    parser = arguments("Trains the embedding network.")
    parser.add_argument("--models", type=Path, default=HERE.parent / "models", help="where the final model goes")
    parser.add_argument("--run", default=",".join([runs.FINAL, *runs.OF_FOLDS]), help="which runs")
    parser.add_argument("--passes", type=float, help="passes over the patches (default: 4)")
    parser.add_argument("--jobs", type=int, default=2, help="runs side by side, one thread each")
    options = parser.parse_args()
    names = options.run.split(",")
    if len(names) == 1:
        run(names[0], options.cache, options.models, options.passes)
        return
    given = ["--cache", str(options.cache), "--models", str(options.models), *(["--passes", str(options.passes)] if options.passes else [])]
    with ProcessPoolExecutor(options.jobs) as pool:  # the teacher's outputs first, once
        made = available(options.cache, PARTS)
        list(pool.map(_teach, [options.cache] * len(made), made))
    side_by_side(names, options.jobs, given)


if __name__ == "__main__":
    main()
