"""A support vector machine with probabilities as `SVMClassifier`."""

import numpy as np

from .graph import Graph


def rbf(graph: Graph, model, features: str, stem: str = "svm") -> str:
    """A fitted `SVC(kernel="rbf", probability=True)` of three or more classes.

    The operator follows libsvm, so scikit-learn's arrays go in as they are: support vectors grouped by class;
    `dual_coef_` [classes − 1, vectors], whose row j − 1 (for i < j) holds the vectors of class i against class j, and
    row i those of class j against i; `intercept_` (minus libsvm's rho) per pair 0-1, 0-2, …; and Platt's A and B per
    pair, P(i | i or j) = 1/(1 + exp(A·decision + B)), coupled by libsvm's iteration. The runtime computes in float32:
    expect differences of some 1e-6.
    """
    if model.kernel != "rbf" or len(model.probA_) == 0 or len(model.classes_) < 3:
        raise ValueError("only an RBF machine with probabilities and at least three classes")

    def floats(values) -> list[float]:
        return np.asarray(values, dtype=np.float32).ravel().tolist()

    return graph.node(
        "SVMClassifier", [features], f"{stem}_label", domain="ai.onnx.ml", outputs=2, post_transform="NONE",
        classlabels_ints=list(range(len(model.classes_))), vectors_per_class=model.n_support_.tolist(),
        kernel_type="RBF", kernel_params=floats([model._gamma, 0, 0]), support_vectors=floats(model.support_vectors_),
        coefficients=floats(model.dual_coef_), rho=floats(model.intercept_),
        prob_a=floats(model.probA_), prob_b=floats(model.probB_))[1]
