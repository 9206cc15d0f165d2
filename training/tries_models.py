"""The models of the table of tries. Settings were fixed beforehand, but for the one that is tuned inside its training folds."""

import numpy as np
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

import calibration
import classifier_model
from classifier_model import LABELS, SEED

# The members' settings that the tuned ensemble chooses among, besides the original's.
CHOICES = {"forest": [{"max_depth": 30}, {"max_depth": 5, "min_samples_leaf": 5}], "svm": [{"C": 10}, {"C": 0.1}],
           "knn": [{"n_neighbors": 3}, {"n_neighbors": 15}, {"n_neighbors": 51}], "boosting": [{"max_depth": 6}]}


def logistic(strength: float):
    return lambda: make_pipeline(StandardScaler(), LogisticRegression(C=strength, class_weight="balanced", max_iter=500))


def discriminant():
    return make_pipeline(StandardScaler(), PCA(64, svd_solver="full"), LinearDiscriminantAnalysis("lsqr", shrinkage="auto", priors=[1 / 5] * 5))


def small_discriminant():
    return make_pipeline(StandardScaler(), LinearDiscriminantAnalysis("lsqr", shrinkage="auto", priors=[1 / 5] * 5))


def machine():
    return make_pipeline(StandardScaler(), SVC(C=1, class_weight="balanced", probability=True, random_state=SEED))


def forest():
    return RandomForestClassifier(300, class_weight="balanced_subsample", min_samples_leaf=3, random_state=SEED)


SIMPLE = {"logistic, C 0.001": logistic(0.001), "logistic, C 0.01": logistic(0.01), "LDA, shrunk, of 64 components": discriminant,
          "SVM, C 1": machine, "forest, 300 trees": forest}


class Voters:
    """The original's scaler, selection and SMOTE before its members with chosen settings; all that rows can be predicted with."""

    def __init__(self, features: np.ndarray, labels: np.ndarray, is_balanced: bool = True):
        self.features, self.labels = classifier_model.balance(features, labels, SEED) if is_balanced else (features, labels)
        self.scaler = StandardScaler().fit(self.features)
        importance = RandomForestClassifier(200, random_state=SEED).fit(self.scaler.transform(self.features), self.labels).feature_importances_
        self.chosen = importance >= importance.mean()

    def votes(self, member: str, setting: dict, features: np.ndarray) -> np.ndarray:
        model = classifier_model.members(SEED)[member].set_params(**setting)
        model.fit(self.scaler.transform(self.features)[:, self.chosen], self.labels)
        return model.predict_proba(self.scaler.transform(features)[:, self.chosen])


def ensemble(train: np.ndarray, labels: np.ndarray, test: np.ndarray, is_balanced: bool = True) -> np.ndarray:
    """The original's ensemble, learnt from clips as they are."""
    voters = Voters(train, labels, is_balanced)
    return np.mean([voters.votes(member, CHOICES[member][0], test) for member in CHOICES], axis=0)


def evenness(votes: np.ndarray, labels: np.ndarray) -> float:
    """Log-loss with every type counting the same, of votes centred as in calibration.py: what tuning lowers."""
    weights, unusual, _ = calibration.centred(votes[None], labels)
    return calibration.loss(weights, unusual, labels, 1)


def tuned(train: np.ndarray, labels: np.ndarray, groups: np.ndarray, test: np.ndarray) -> np.ndarray:
    """The ensemble whose members' settings are chosen by three grouped folds inside the training clips."""
    found = {member: [np.zeros((len(labels), len(LABELS))) for _ in settings] for member, settings in CHOICES.items()}
    for inside, outside in StratifiedGroupKFold(3, shuffle=True, random_state=SEED).split(train, labels, groups):
        if np.bincount(labels[inside], minlength=len(LABELS)).min() < 2:
            continue  # nothing to balance with; the clips keep even votes
        voters = Voters(train[inside], labels[inside])
        for member, settings in CHOICES.items():
            for votes, setting in zip(found[member], settings):
                votes[outside] = voters.votes(member, setting, train[outside])
    voters = Voters(train, labels)
    best = {member: settings[int(np.argmin([evenness(votes, labels) for votes in found[member]]))] for member, settings in CHOICES.items()}
    return np.mean([voters.votes(member, setting, test) for member, setting in best.items()], axis=0)
