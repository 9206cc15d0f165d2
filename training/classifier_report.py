"""Honest figures of cry type classification: pooled out-of-fold, beside the rules that hear nothing."""

import numpy as np
from sklearn.metrics import balanced_accuracy_score, f1_score, log_loss, recall_score, roc_auc_score

from classifier_model import LABELS

FIGURES = ["accuracy", "balanced accuracy", "macro F1", "ROC-AUC", "log-loss", "answered at 0.6", "right of these"]
CLASSES = list(range(len(LABELS)))


def figures(truth: np.ndarray, probabilities: np.ndarray, answers: np.ndarray | None = None, ranks: bool = True) -> dict[str, float]:
    """Figures of one set of predictions. `answers`: the classes named, by default the most probable ones; `ranks`: whether
    the probabilities differ from clip to clip (those of a constant rule do not)."""
    named = probabilities.argmax(1) if answers is None else answers
    sure = probabilities.max(1) >= 0.6
    present = np.unique(truth)
    result = {
        "accuracy": float((named == truth).mean()),
        "balanced accuracy": balanced_accuracy_score(truth, named),
        "macro F1": f1_score(truth, named, labels=present, average="macro", zero_division=0),
    }
    if ranks:
        result["ROC-AUC"] = float(np.mean([roc_auc_score(truth == label, probabilities[:, label]) for label in present]))
    if answers is None:
        clipped = np.clip(probabilities, 1e-6, None)
        result["log-loss"] = log_loss(truth, clipped / clipped.sum(1, keepdims=True), labels=CLASSES)
    if ranks:
        result["answered at 0.6"] = float(sure.mean())
        result["right of these"] = float((named == truth)[sure].mean()) if sure.any() else float("nan")
    return result


def recalls(truth: np.ndarray, probabilities: np.ndarray) -> dict[str, float]:
    values = recall_score(truth, probabilities.argmax(1), labels=CLASSES, average=None, zero_division=0)
    return dict(zip(LABELS, values))


def shares(labels: np.ndarray) -> np.ndarray:
    """Class shares [5]."""
    return np.bincount(labels, minlength=len(LABELS)) / len(labels)


def table(rows: dict[str, list[dict[str, float]]], columns: list[str], first: str) -> str:
    """Markdown: mean ± standard deviation over the repeats of every row."""
    lines = [f"| {first} | " + " | ".join(columns) + " |", "|---|" + "---|" * len(columns)]
    for name, repeats in rows.items():
        cells = []
        for column in columns:
            values = [r[column] for r in repeats if column in r]
            cells.append(f"{np.mean(values):.3f} ± {np.std(values):.3f}" if values else "–")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
