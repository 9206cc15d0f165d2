"""Tree ensembles as `TreeEnsembleClassifier`: scikit-learn's random forest and XGBoost's multi-class boosting."""

import json
from dataclasses import dataclass, field

import numpy as np

from .graph import Graph


def floor_to_float32(values: np.ndarray) -> np.ndarray:
    """The largest float32 not above each float64: `x <= t` is then the same for every float32 `x`."""
    rounded = values.astype(np.float32)
    return np.where(rounded.astype(np.float64) > values, np.nextafter(rounded, np.float32(-np.inf)), rounded)


@dataclass
class _Nodes:
    """The parallel lists of the operator; class weights are written only where they are not zero."""

    branch: str
    tree: list[int] = field(default_factory=list)
    node: list[int] = field(default_factory=list)
    feature: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    true: list[int] = field(default_factory=list)
    false: list[int] = field(default_factory=list)
    mode: list[str] = field(default_factory=list)
    weight_tree: list[int] = field(default_factory=list)
    weight_node: list[int] = field(default_factory=list)
    weight_class: list[int] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)

    def add_tree(self, index: int, left, right, feature, threshold) -> np.ndarray:
        """Adds the nodes of one tree (`left` is where the comparison holds) and returns the indices of its leaves."""
        # What XGBoost has pruned stays in its lists; to the runtime such a node would be one more root.
        reached = [0]
        for node in reached:
            if left[node] >= 0:
                reached += [left[node], right[node]]
        left, right, feature, threshold = (np.asarray(a)[reached] for a in (left, right, feature, threshold))
        leaf = left < 0
        zero = np.zeros(len(leaf), dtype=np.int64)
        self.tree += [index] * len(leaf)
        self.node += map(int, reached)
        self.feature += np.where(leaf, zero, feature).tolist()
        self.value += np.where(leaf, np.float32(0), threshold).tolist()
        self.true += np.where(leaf, zero, left).tolist()
        self.false += np.where(leaf, zero, right).tolist()
        self.mode += ["LEAF" if is_leaf else self.branch for is_leaf in leaf]
        return np.asarray(reached)[leaf]

    def add_weight(self, tree: int, node: int, label: int, weight: float) -> None:
        self.weight_tree.append(tree)
        self.weight_node.append(node)
        self.weight_class.append(label)
        self.weight.append(float(weight))

    def write(self, graph: Graph, features: str, classes: int, stem: str) -> str:
        return graph.node(
            "TreeEnsembleClassifier", [features], stem, domain="ai.onnx.ml", outputs=2, post_transform="NONE",
            classlabels_int64s=list(range(classes)),
            nodes_treeids=self.tree, nodes_nodeids=self.node, nodes_featureids=self.feature, nodes_values=self.value,
            nodes_truenodeids=self.true, nodes_falsenodeids=self.false, nodes_modes=self.mode,
            class_treeids=self.weight_tree, class_nodeids=self.weight_node, class_ids=self.weight_class,
            class_weights=self.weight)[1]


def forest(graph: Graph, model, features: str, stem: str = "forest") -> str:
    """A fitted `RandomForestClassifier`: the mean over the trees of the class shares in the leaf reached.

    Leaves carry the plain shares (1 in a pure leaf) and the sum is divided by the number of trees afterwards: sums of
    ones are exact in float32.
    """
    nodes = _Nodes("BRANCH_LEQ")
    for index, estimator in enumerate(model.estimators_):
        tree = estimator.tree_
        leaves = nodes.add_tree(index, tree.children_left, tree.children_right, tree.feature,
                                floor_to_float32(tree.threshold))
        shares = tree.value[leaves, 0, :]
        shares = shares / shares.sum(axis=1, keepdims=True)
        for row, label in zip(*np.nonzero(shares)):
            nodes.add_weight(index, int(leaves[row]), int(label), shares[row, label])
    votes = nodes.write(graph, features, len(model.classes_), f"{stem}_votes")
    count = graph.constant(f"{stem}_trees", np.float32(len(model.estimators_)))
    return graph.node("Div", [votes, count], f"{stem}_probabilities")


def boosting(graph: Graph, model, features: str, stem: str = "boosting") -> str:
    """A fitted `XGBClassifier` (`multi:softprob`): one tree per class and round, `x < t` goes left, softmax of the sums.

    The common start value of all margins (`base_score`) leaves the softmax as it is and is not written.
    """
    learner = json.loads(model.get_booster().save_raw(raw_format="json"))["learner"]
    if learner["objective"]["name"] != "multi:softprob":
        raise ValueError(f"objective {learner['objective']['name']} is not multi:softprob")
    booster = learner["gradient_booster"]["model"]
    nodes = _Nodes("BRANCH_LT")
    for index, (tree, label) in enumerate(zip(booster["trees"], booster["tree_info"])):
        if any(tree["split_type"]):
            raise ValueError("categorical splits are not supported")
        # A leaf's `split_condition` is its value.
        conditions = np.asarray(tree["split_conditions"], dtype=np.float32)
        for leaf in nodes.add_tree(index, tree["left_children"], tree["right_children"], tree["split_indices"], conditions):
            nodes.add_weight(index, int(leaf), label, conditions[leaf])
    margins = nodes.write(graph, features, int(learner["learner_model_param"]["num_class"]), f"{stem}_margins")
    return graph.node("Softmax", [margins], f"{stem}_probabilities", axis=1)
