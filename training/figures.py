"""Figures of a yes/no decision."""

import numpy as np
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score, roc_curve


def best_f1_threshold(truth: np.ndarray, probability: np.ndarray) -> float:
    """The threshold (called cry where probability >= threshold) with the best F1, halfway to the next lower probability."""
    precision, recall, thresholds = precision_recall_curve(truth, probability)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    best = int(np.argmax(f1[:-1]))
    lower = thresholds[best - 1] if best else 0.0
    return float(round((thresholds[best] + lower) / 2, 4))


def recall_at_false_alarms(truth: np.ndarray, probability: np.ndarray, rate: float) -> float:
    false_alarms, recall, _ = roc_curve(truth, probability)
    return float(recall[false_alarms <= rate].max())


def summary(truth: np.ndarray, probability: np.ndarray, threshold: np.ndarray | float) -> dict[str, float]:
    """ROC-AUC, PR-AUC, recall at 1 % false alarms, and accuracy, precision, recall, specificity, F1 at threshold."""
    called = probability >= threshold
    hits, false_alarms = int((called & truth).sum()), int((called & ~truth).sum())
    recall, precision = hits / truth.sum(), hits / max(hits + false_alarms, 1)
    return {"roc_auc": float(roc_auc_score(truth, probability)), "pr_auc": float(average_precision_score(truth, probability)),
            "recall_at_1pct_false_alarms": recall_at_false_alarms(truth, probability, 0.01),
            "accuracy": float((called == truth).mean()), "precision": float(precision), "recall": float(recall),
            "specificity": float(1 - false_alarms / (~truth).sum()), "f1": float(2 * precision * recall / max(precision + recall, 1e-12))}


def calibration_error(truth: np.ndarray, probability: np.ndarray, bins: int = 15) -> float:
    """Expected calibration error: mean over the clips of |share of cries - mean probability| of their bin of equal width."""
    place = np.minimum((probability * bins).astype(int), bins - 1)
    return float(sum(abs(truth[place == b].sum() - probability[place == b].sum()) for b in range(bins)) / len(truth))
