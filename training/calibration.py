"""What the ensemble's vote is worth as evidence: a posterior under a uniform prior, and sets that hold the true type.

Both are made from votes on clips of families that the voting model has not heard.

Posterior. With v[k] the vote for type k and m[k] the mean of ln v[k] over such clips, every type counting the same,

    P(k) ∝ exp(slope · (ln v[k] − m[k]))

says how much more than usual the vote speaks for k. One number is fitted: the slope, 0 or more, by the log-loss with every type
counting the same. At 0 the vote tells nothing and the posterior is uniform. A slope is only kept where a score test against 0 with one
contribution a family (one-sided, 5 %) says that there is one: a service must not claim evidence that chance can make.

Prediction set. Label-conditional conformal prediction (Vovk et al., Algorithmic Learning in a Random World): type k is in the set when
v[k] reaches the m-th smallest vote that clips of type k gave it, m = ⌊(1 − coverage)(n[k] + 1)⌋; with m = 0 it always is. Sets do not
depend on how frequent types are. The guarantee is for new clips like those counted; clips of one family are alike, so it is checked
on left-out families.
"""

from dataclasses import dataclass

import numpy as np
from onnx import TensorProto
from scipy.optimize import minimize_scalar

from onnx_export.graph import Graph

FLOOR = 1e-6  # a vote below this counts as this
STEEPEST = 3.0
COVERAGE = 0.9
Z = 1.645  # one-sided 5 %


def logarithms(votes: np.ndarray) -> np.ndarray:
    return np.log(np.maximum(votes, FLOOR))


def softmax(logits: np.ndarray) -> np.ndarray:
    e = np.exp(logits - logits.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def even(labels: np.ndarray, types: int) -> np.ndarray:
    """Weights [clips] that sum to 1 and give every type that occurs the same."""
    counts = np.bincount(labels, minlength=types)
    return 1 / counts[labels] / (counts > 0).sum()


@dataclass
class Calibration:
    """`slope` ≥ 0, `centre` [types], `thresholds` [types] of the sets; `score`: how much the log-loss falls from slope 0 on, in standard errors by
    family; below 0 it rises."""

    slope: float
    centre: np.ndarray
    thresholds: np.ndarray
    score: float

    def posterior(self, votes: np.ndarray) -> np.ndarray:
        return softmax(self.slope * (logarithms(votes) - self.centre))

    def prediction_set(self, votes: np.ndarray) -> np.ndarray:
        return votes >= self.thresholds

    def add_to(self, graph: Graph, votes: str) -> None:
        """Adds the outputs `posterior` and `prediction_set` [N, types] to a graph with the votes."""
        floored = graph.node("Max", [votes, graph.constant("vote_floor", np.float32(FLOOR))], "vote_floored")
        unusual = graph.node("Sub", [graph.node("Log", [floored], "vote_logarithm"), graph.constant("vote_centre", np.float32(self.centre))], "vote_unusual")
        graph.node("Softmax", [graph.node("Mul", [unusual, graph.constant("vote_slope", np.float32(self.slope))], "vote_evidence")], "posterior", axis=1)
        member = graph.node("GreaterOrEqual", [votes, graph.constant("set_thresholds", np.float32(self.thresholds))], "is_in_set")
        graph.node("Cast", [member], "prediction_set", to=TensorProto.FLOAT)


def fit(votes: np.ndarray, labels: np.ndarray, groups: np.ndarray) -> Calibration:
    """Calibrates on votes [repeats, clips, types] of models that have not heard the clips' groups."""
    weights, unusual, centre = centred(votes, labels)
    # Minus the derivative of the log-loss at slope 0, by family.
    falls = weights * (unusual[:, np.arange(len(labels)), labels] - unusual.mean(2)).mean(0)
    of_group = np.array([falls[groups == group].sum() for group in np.unique(groups)])
    score = float(of_group.sum() / np.sqrt(np.square(of_group).sum()))
    best = best_slope(weights, unusual, labels)[0] if score > Z else 0.0
    return Calibration(best, centre, thresholds(votes, labels), score)


def centred(votes: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of votes [repeats, clips, types]: even weights [clips], how much more than usual they speak for each type, and what is usual [types]."""
    weights, logs = even(labels, votes.shape[-1]), logarithms(votes)
    centre = np.einsum("rct,c->t", logs, weights) / len(votes)
    return weights, logs - centre, centre


def loss(weights: np.ndarray, unusual: np.ndarray, labels: np.ndarray, slope: float) -> float:
    """Log-loss of the posterior of a slope, nats, every type counting the same."""
    own = unusual[:, np.arange(len(labels)), labels]
    return float((weights * (np.log(np.exp(slope * unusual).sum(2)) - slope * own).mean(0)).sum())


def best_slope(weights: np.ndarray, unusual: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """The slope with the smallest loss, and that loss."""
    found = minimize_scalar(lambda slope: loss(weights, unusual, labels, slope), bounds=(0, STEEPEST), method="bounded")
    return float(found.x), float(found.fun)


def thresholds(votes: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The smallest vote [types] at which a type is in the set. Repeats are counted together, so that m is that many of each."""
    result = np.zeros(votes.shape[-1])
    for label in range(votes.shape[-1]):
        own = np.sort(votes[:, labels == label, label], axis=None)
        # Less than a rounding error below ten halves is five.
        rank = int((1 - COVERAGE) * ((labels == label).sum() + 1) + 1e-9) * len(votes)
        result[label] = own[rank - 1] if rank > 0 else 0.0
    return result
