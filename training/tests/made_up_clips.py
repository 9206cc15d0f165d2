"""Clips that were never recorded, for tests of the classifier's recipe."""

import numpy as np
from sklearn.datasets import make_classification

import classifier_data
from classifier_model import FEATURES, LABELS


def made_up_clips(count: int = 220) -> classifier_data.Clips:
    """Clips of the size of features, skewed like the corpus, two or three to a group."""
    features, labels = make_classification(count, FEATURES, n_informative=10, n_classes=5, weights=[.08, .06, .1, .66, .1], random_state=5)
    rows = [{"path": f"a/{i:03}.wav", "origin": "a", "group": f"g{i * 2 // 5}", "licence": "none", "detect_label": "cry",
             "type_label": LABELS[label]} for i, label in enumerate(labels)]
    # Real features differ in size by many powers of ten.
    features = features * np.logspace(-6, 3, FEATURES)
    altered = features * np.random.default_rng(7).normal(1, 0.02, features.shape)
    return classifier_data.Clips(rows, np.stack((features, altered), 1).astype(np.float32), LABELS)
