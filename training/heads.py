"""Heads of the detector: from the statistics of a window of patches to a decision value. All are linear, or the highest of linear ones.

The network has two outputs for a cry: what it imitates of its teacher's score, and what it has learnt of the labels. The first holds
its level in homes that no label comes from; the second ranks better there too, but its level is another one for every set of clips
that a network is trained on. Both are brought to one level by a cohort of sounds; `added` adds them, and of `Highest` either is enough.
`Cautious` believes it less of a window that is unlike those learnt from. `anchored` lets the labels correct the first by a regression, so far
as `strength` allows. `original` is the recipe of the system that this one re-creates, fitted to the labels alone: it learns the corpus'
collections by heart and fails on any other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from windows import highest

COMPONENTS, STRENGTH = 256, 0.01
ANCHOR_COMPONENTS, ANCHOR_STRENGTH, ANCHOR_GAIN = 128, 1e-4, 30.0
FITTED = 45_000
COHORT_PERCENTILES = (50, 99)
LABELS_COUNT = {"cautious": 1.0, "either": 1.1, "joint": 5.0}  # times as much as what is imitated
NOVELTY_COMPONENTS, CAUTION = 32, 0.5
FAMILIAR, STRANGE = -0.8, -0.2  # novelty that is low, or high, enough to count no further: about the lowest tenth, and the median, of left-out clips
LEAST = 1e-3  # added to a distance, whose logarithm so has a bound
MIL_ROUNDS, MIL_SHARE = 2, 0.5


@dataclass(frozen=True)
class Head:
    """decision = statistics [n, 2048] . weights + bias; the sigmoid of it is the probability."""

    weights: np.ndarray
    bias: float

    def decide(self, values: np.ndarray) -> np.ndarray:
        return values @ self.weights + self.bias

    def scaled(self, scale: float, shift: float) -> "Head":
        return Head(self.weights * scale, float(self.bias * scale + shift))


@dataclass(frozen=True)
class Highest:
    """The highest of several heads: what one of them takes for a cry is a cry."""

    parts: tuple[Head, ...]

    def decide(self, values: np.ndarray) -> np.ndarray:
        return np.max([part.decide(values) for part in self.parts], 0)

    def scaled(self, scale: float, shift: float) -> "Highest":
        if scale <= 0:
            raise ValueError("the highest stays the highest only for a positive scale")
        return Highest(tuple(part.scaled(scale, shift) for part in self.parts))


@dataclass(frozen=True)
class Novelty:
    """How unlike the windows learnt from a window is: ln of the mean square of `statistics . axes + offsets`, which has a mean of 1 over those."""

    axes: np.ndarray
    offsets: np.ndarray

    def measure(self, values: np.ndarray) -> np.ndarray:
        return np.log(np.square(values @ self.axes + self.offsets).mean(1) + LEAST)


@dataclass(frozen=True)
class Cautious:
    """The highest of several heads, less `caution` times the novelty of the window between FAMILIAR and STRANGE."""

    trusted: Highest
    novelty: Novelty
    caution: float

    def decide(self, values: np.ndarray) -> np.ndarray:
        return self.trusted.decide(values) - self.caution * (np.clip(self.novelty.measure(values), FAMILIAR, STRANGE) - FAMILIAR)

    def scaled(self, scale: float, shift: float) -> "Cautious":
        return Cautious(self.trusted.scaled(scale, shift), self.novelty, self.caution * scale)


AnyHead = Head | Highest | Cautious


def novelty(values: np.ndarray, components: int = NOVELTY_COMPONENTS) -> Novelty:
    """Mahalanobis' distance within the principal components of the mean embeddings of windows values [n, 2048], as in the detection of what is
    out of distribution (Lee and others 2018), of one class: cries and other sounds together. The deviations do not count."""
    means = values[:, :values.shape[1] // 2]
    pca = PCA(components, svd_solver="randomized", random_state=0).fit(means)
    axes = pca.components_.T / np.sqrt(pca.explained_variance_)
    return Novelty(np.concatenate((axes, np.zeros_like(axes))), -pca.mean_ @ axes)


def multiplied_out(projection: Pipeline, coefficients: np.ndarray, intercept: float) -> Head:
    """Standard scaler, PCA and a linear function of the components as one weight per statistic, in double precision."""
    scaler, pca = (step for _, step in projection.steps)
    weights = pca.components_.T @ coefficients
    bias = intercept - pca.mean_ @ weights
    weights = weights / scaler.scale_
    return Head(weights, float(bias - scaler.mean_ @ weights))


def _likely(probability: np.ndarray, owner: np.ndarray, label: np.ndarray, clips: int) -> np.ndarray:
    """The windows to fit on: in a cry clip the cry may be anywhere, so of those only the windows found at least MIL_SHARE times as
    likely as the clip's best (a multiple-instance fit)."""
    return ~label | (probability >= MIL_SHARE * highest(probability, owner, clips)[owner])


def original(values: np.ndarray, owner: np.ndarray, cry: np.ndarray, components: int = COMPONENTS, strength: float = STRENGTH) -> Head:
    """Standard scaler -> PCA -> logistic regression (balanced), for windows with statistics values [n, 2048] that belong to
    clips owner [n]; cry says which clips are cries."""
    projection = make_pipeline(StandardScaler(), PCA(components, svd_solver="randomized", random_state=0)).fit(values)
    projected, label = projection.transform(values), cry[owner]
    kept = np.ones(len(values), bool)
    for _ in range(MIL_ROUNDS + 1):
        regression = LogisticRegression(C=strength, class_weight="balanced", max_iter=2000).fit(projected[kept], label[kept])
        kept = _likely(regression.predict_proba(projected)[:, 1], owner, label, len(cry))
    return multiplied_out(projection, regression.coef_[0], float(regression.intercept_[0]))


def of_means(weights: np.ndarray, bias: float) -> Head:
    """A linear function of the mean embedding [1024]; the deviations do not count."""
    return Head(np.concatenate((weights, np.zeros(len(weights)))), bias)


def levelled(part: Head, cohort: np.ndarray, owner: np.ndarray) -> Head:
    """A head shifted and scaled so that over the clips of the cohort (windows [n, 2048] of clips owner [n], sounds that are hardly ever a
    cry) the highest values have the median 0 and the 99th percentile 1: score normalisation by an impostor cohort, as in the
    verification of speakers (Auckenthaler, Carey and Lloyd-Thomas 2000), by percentiles."""
    middle, high = np.percentile(highest(part.decide(cohort), owner, int(owner.max()) + 1), COHORT_PERCENTILES)
    return part.scaled(1 / (high - middle), -middle / (high - middle))


def added(parts: Sequence[Head]) -> Head:
    """The sum of several heads."""
    return Head(sum(part.weights for part in parts), float(sum(part.bias for part in parts)))


def anchored(values: np.ndarray, owner: np.ndarray, cry: np.ndarray, anchor: Head, strength: float = ANCHOR_STRENGTH,
             components: int = ANCHOR_COMPONENTS) -> Head:
    """Logistic regression (balanced) on the anchor's decision, which counts ANCHOR_GAIN times and so is hardly held back, and on the
    principal components of the scaled statistics, which are held back by 1/strength; on a random FITTED of the windows. In the
    anchor's units and without an intercept of its own, so that heads fitted on different clips can be compared."""
    decision, label = anchor.decide(values), cry[owner]
    kept = np.flatnonzero(_likely(expit(decision), owner, label, len(cry)))
    if len(kept) > FITTED:
        kept = np.sort(np.random.default_rng(0).choice(kept, FITTED, replace=False))
    projection = make_pipeline(StandardScaler(), PCA(components, svd_solver="randomized", random_state=0)).fit(values[kept])
    regression = LogisticRegression(C=strength, class_weight="balanced", max_iter=2000).fit(
        np.column_stack((ANCHOR_GAIN * decision[kept], projection.transform(values[kept]))), label[kept])
    gain, *coefficients = regression.coef_[0]
    correction = multiplied_out(projection, np.array(coefficients) / (ANCHOR_GAIN * gain), 0.0)
    return Head(anchor.weights + correction.weights, anchor.bias + correction.bias)


def platt(decision: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """(scale, shift) with which the decision values of clips that were left out fit their labels best (Platt 1999), as often cries as
    these clips are."""
    fitted = LogisticRegression(C=1e6).fit(decision[:, None], truth)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])
