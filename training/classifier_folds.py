"""The ensembles of the repeated cross-validation by family and of the two origins, and their bundles."""

import itertools
import pickle
import shutil
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

import calibration
import folds
from classifier_bundle import write_bundle
from classifier_data import Clips
from classifier_model import LABELS, SEED, Ensemble
from measure import SHARED_TYPES

ORIGIN, OTHER = "donateacry", "infants_cry_id"  # what is learnt from; the only other one with types


def write_lists(folder: Path, train: Clips, test: Clips) -> None:
    """What a fold's bundle is tested on and what it has heard."""
    folds.write_list(folder / "clips.csv", test.rows)
    folds.write_list(folder / "trained.csv", train.rows)


@dataclass(frozen=True, eq=False)
class Fold:
    """Clips of a repeat that are left out together."""

    repeat: int
    number: int
    tested: np.ndarray

    def folder(self, root: Path) -> Path:
        return root / f"repeat-{self.repeat}" / f"fold-{self.number}"


def assign(clips: Clips, repeats: int) -> list[Fold]:
    """Grouped folds, spread by type as evenly as families allow, assigned anew in every repeat."""
    found = []
    for repeat in range(repeats):
        splitter = StratifiedGroupKFold(folds.FOLDS, shuffle=True, random_state=SEED + repeat)
        for number, (_, test) in enumerate(splitter.split(clips.features, clips.labels, clips.groups)):
            found.append(Fold(repeat, number, np.isin(np.arange(len(clips.rows)), test)))
    return found


def train(clips: Clips) -> Ensemble:
    """An ensemble that has learnt from all versions of these clips."""
    return Ensemble.fit(*clips.learnt(), types=clips.types)


@dataclass(frozen=True)
class Training:
    """One ensemble of the cross-validation: the clips that it does not hear, and what it votes on."""

    unheard: np.ndarray
    asked: np.ndarray
    keep: Path | None = None  # where to leave the ensemble


def vote(clips: Clips, training: Training) -> np.ndarray:
    """Trains without the clips unheard and returns the votes for those asked about."""
    ensemble = train(clips.where(~training.unheard))
    if training.keep is not None:
        training.keep.parent.mkdir(parents=True, exist_ok=True)
        training.keep.write_bytes(pickle.dumps(ensemble))
    print(f"{(~training.unheard).sum()} clips, {len(ensemble.selected)} features, asked about {training.asked.sum()}", flush=True)
    return ensemble.predict_proba(clips.features[training.asked])


def cross_validate(clips: Clips, repeats: int, root: Path, jobs: int) -> np.ndarray:
    """Trains every fold and writes its bundle. Returns the votes for left-out clips [repeats, clips, types].

    A fold's bundle must be calibrated on votes for clips that it does not test, by models that have heard neither them nor what it tests: so
    a further model is trained without each pair of folds of a repeat, which votes on the one for the other's calibration."""
    shutil.rmtree(root, ignore_errors=True)
    assigned = assign(clips, repeats)
    pairs = [(a, b) for a, b in itertools.combinations(assigned, 2) if a.repeat == b.repeat]
    trainings = [Training(fold.tested, fold.tested, fold.folder(root) / "ensemble.pickle") for fold in assigned]
    trainings += [Training(a.tested | b.tested, a.tested | b.tested) for a, b in pairs]
    with ProcessPoolExecutor(jobs) as pool:
        found = [scattered(clips, training.asked, votes) for training, votes in zip(trainings, pool.map(vote, [clips] * len(trainings), trainings))]
    votes = np.zeros((repeats, len(clips.rows), len(clips.types)))
    for fold, own in zip(assigned, found):
        votes[fold.repeat, fold.tested] = own[fold.tested]
    for fold in assigned:
        folder, heard = fold.folder(root), clips.where(~fold.tested)
        unheard = np.zeros(votes.shape[1:])
        for (a, b), both in zip(pairs, found[len(assigned):]):
            if fold in (a, b):
                other = b if fold is a else a
                unheard[other.tested] = both[other.tested]
        calibrated = calibration.fit(unheard[None, ~fold.tested], heard.labels, heard.groups)
        kept = folder / "ensemble.pickle"
        write_bundle(folder, pickle.loads(kept.read_bytes()), heard.rows, calibrated)
        write_lists(folder, heard, clips.where(fold.tested))
        kept.unlink()
    return votes


def scattered(clips: Clips, asked: np.ndarray, votes: np.ndarray) -> np.ndarray:
    """Votes [clips, types] with zeros for the clips that were not asked about."""
    result = np.zeros((len(clips.rows), votes.shape[1]))
    result[asked] = votes
    return result


def cross_origins(typed: Clips, root: Path) -> None:
    """Trains on one origin and tests on the other, both ways. Only the first has all five types."""
    shutil.rmtree(root, ignore_errors=True)
    for number, (here, there, types) in enumerate(((ORIGIN, OTHER, LABELS), (OTHER, ORIGIN, list(SHARED_TYPES)))):
        folder, heard = root / f"fold-{number}", typed.typed([here], types)
        write_bundle(folder, train(heard), heard.rows)
        write_lists(folder, heard, typed.typed([there], list(SHARED_TYPES)))
