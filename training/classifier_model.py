"""The cry type ensemble: 111 features → scaler → selected features → mean of four classifiers' probabilities.

Every step sees float32 values, as the ONNX graph does (see onnx_export): the clips' features are float32, SMOTE's
synthetic rows are rounded to float32, and the scaler subtracts and divides in float32.
"""

from dataclasses import dataclass

import numpy as np
import onnx
from imblearn.over_sampling import SMOTE
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_selection import SelectFromModel
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from threadpoolctl import threadpool_limits
from xgboost import XGBClassifier

from calibration import Calibration
from onnx_export import knn, svm, trees
from onnx_export.graph import Graph

LABELS = ["belly_pain", "burping", "discomfort", "hungry", "tired"]
FEATURES = 111
SEED = 42


def members(seed: int) -> dict:
    """The voters. All but XGBoost's settings are those of the original system's grid search."""
    return {
        "forest": RandomForestClassifier(n_estimators=300, max_depth=30, random_state=seed),
        "svm": SVC(kernel="rbf", C=10, gamma="scale", probability=True, random_state=seed),
        "knn": KNeighborsClassifier(n_neighbors=3, weights="distance", metric="manhattan", algorithm="brute"),
        "boosting": XGBClassifier(objective="multi:softprob", n_estimators=200, max_depth=6, learning_rate=0.1,
                                  tree_method="hist", random_state=seed, n_jobs=1),
    }


def balance(features: np.ndarray, labels: np.ndarray, seed: int, types: list[str] = LABELS) -> tuple[np.ndarray, np.ndarray]:
    """SMOTE to the size of the largest class, with 5 neighbours or as many as the smallest class allows."""
    smallest = np.bincount(labels, minlength=len(types)).min()
    if smallest < 2:
        raise ValueError(f"every type needs two clips or more to train on; {dict(zip(types, np.bincount(labels, minlength=len(types))))}")
    sampler = SMOTE(k_neighbors=min(5, smallest - 1), random_state=seed)
    features, labels = sampler.fit_resample(features.astype(np.float64), labels)
    return features.astype(np.float32), labels


@dataclass
class Ensemble:
    """A fitted ensemble. `types` in the order of its probabilities; `mean`, `scale` [111] float32; `selected` indices of the features kept."""

    types: list[str]
    mean: np.ndarray
    scale: np.ndarray
    selected: np.ndarray
    voters: dict

    @classmethod
    def fit(cls, features: np.ndarray, labels: np.ndarray, seed: int = SEED, types: list[str] = LABELS) -> "Ensemble":
        """Trains on `features` [rows, 111] float32 and `labels` (indices into `types`). One thread: the same every time."""
        with threadpool_limits(1):
            features, labels = balance(features, labels, seed, types)
            scaler = StandardScaler().fit(features.astype(np.float64))
            ensemble = cls(types, scaler.mean_.astype(np.float32), scaler.scale_.astype(np.float32), np.arange(features.shape[1]), {})
            scaled = ensemble.transform(features)
            selector = SelectFromModel(RandomForestClassifier(n_estimators=200, random_state=seed)).fit(scaled, labels)
            ensemble.selected = np.flatnonzero(selector.get_support())
            ensemble.voters = members(seed)
            for voter in ensemble.voters.values():
                voter.fit(ensemble.transform(features), labels)
        return ensemble

    def transform(self, features: np.ndarray) -> np.ndarray:
        """Scaled, selected features: float32 values in a float64 array, as the SVM and the neighbours compute."""
        scaled = (features.astype(np.float32) - self.mean) / self.scale
        return np.ascontiguousarray(scaled[:, self.selected], dtype=np.float64)

    def member_probabilities(self, features: np.ndarray) -> dict[str, np.ndarray]:
        with threadpool_limits(1):
            values = self.transform(features)
            return {name: voter.predict_proba(values) for name, voter in self.voters.items()}

    def predict_proba(self, features: np.ndarray) -> np.ndarray:
        """Probabilities [rows, types] in the order of `types`."""
        return np.mean(list(self.member_probabilities(features).values()), axis=0)

    def to_onnx(self, doc: str = "", calibration: Calibration | None = None) -> onnx.ModelProto:
        """One graph: `features` [N, 111] → `probabilities` [N, types] and, with a calibration, `posterior` and `prediction_set`."""
        graph = Graph()
        centred = graph.node("Sub", ["features", graph.constant("scaler_mean", self.mean)], "centred")
        scaled = graph.node("Div", [centred, graph.constant("scaler_scale", self.scale)], "scaled")
        chosen = graph.node("Gather", [scaled, graph.constant("selected_features", self.selected.astype(np.int64))], "selected", axis=1)
        votes = [
            trees.forest(graph, self.voters["forest"], chosen),
            svm.rbf(graph, self.voters["svm"], chosen),
            knn.manhattan(graph, self.voters["knn"], chosen),
            trees.boosting(graph, self.voters["boosting"], chosen),
        ]
        graph.node("Mean", votes, "probabilities")
        outputs = ["probabilities"]
        if calibration is not None:
            calibration.add_to(graph, "probabilities")
            outputs += ["posterior", "prediction_set"]
        return graph.model("cry_type", {"features": ["N", len(self.mean)]}, {name: ["N", len(self.types)] for name in outputs}, doc,
                           {"labels": ",".join(self.types)})
