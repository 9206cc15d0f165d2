"""Distance-weighted nearest neighbours from plain operators."""

import numpy as np
from onnx import TensorProto, helper

from .graph import Graph


def manhattan(graph: Graph, model, features: str, stem: str = "knn") -> str:
    """A fitted `KNeighborsClassifier(metric="manhattan", weights="distance")` whose training values float32 holds.

    A neighbour weighs 1/distance; where some are at distance 0, those alone count (scikit-learn's rule). Distances are
    taken in float64 like there. A `Scan` goes through the rows one by one, so that the memory needed is that of one
    row (training clips × features) whatever the batch. Of equal distances the earlier training row wins.
    """
    if model.weights != "distance" or not (model.metric == "manhattan" or (model.metric == "minkowski" and model.p == 1)):
        raise ValueError("only distance-weighted neighbours by Manhattan distance")
    points = np.asarray(model._fit_X, dtype=np.float32)
    if not np.array_equal(points, model._fit_X):
        raise ValueError("the training values must be representable in float32")

    double = TensorProto.DOUBLE
    points = graph.cast(graph.constant(f"{stem}_points_float32", points), double, f"{stem}_points")
    axis = graph.constant(f"{stem}_axis", np.array([1], dtype=np.int64))
    row, difference, magnitude, distance = (graph.name(f"{stem}_row{s}") for s in ("", "_difference", "_magnitude", "_distance"))
    body = helper.make_graph(
        [helper.make_node("Sub", [points, row], [difference]),
         helper.make_node("Abs", [difference], [magnitude]),
         helper.make_node("ReduceSum", [magnitude, axis], [distance], keepdims=0)],
        f"{stem}_distances_of_a_row",
        [helper.make_tensor_value_info(row, double, [model.n_features_in_])],
        [helper.make_tensor_value_info(distance, double, [len(model._fit_X)])])
    rows = graph.cast(features, double, f"{stem}_rows")
    distances = graph.node("Scan", [rows], f"{stem}_distances", body=body, num_scan_inputs=1)

    count = graph.constant(f"{stem}_k", np.array([model.n_neighbors], dtype=np.int64))
    nearest, index = graph.node("TopK", [distances, count], f"{stem}_nearest", outputs=2, axis=1, largest=0, sorted=1)
    zero = graph.constant(f"{stem}_zero", np.float64(0))
    same = graph.cast(graph.node("Equal", [nearest, zero], f"{stem}_is_same"), double, f"{stem}_same")
    any_same = graph.node("ReduceMax", [same], f"{stem}_any_same", axes=[1], keepdims=1)
    inverse = graph.node("Reciprocal", [nearest], f"{stem}_inverse")
    weights = graph.node("Where", [graph.node("Greater", [any_same, zero], f"{stem}_has_same"), same, inverse],
                         f"{stem}_weights")
    # [N, 1, k] · [N, k, classes]
    one_hot = graph.constant(f"{stem}_labels", np.eye(len(model.classes_))[model._y])
    labels = graph.node("Gather", [one_hot, index], f"{stem}_nearest_labels", axis=0)
    votes = graph.node("MatMul", [graph.node("Unsqueeze", [weights, axis], f"{stem}_weight_rows"), labels], f"{stem}_vote_rows")
    votes = graph.node("Squeeze", [votes, axis], f"{stem}_votes")
    total = graph.node("ReduceSum", [votes, axis], f"{stem}_total", keepdims=1)
    return graph.cast(graph.node("Div", [votes, total], f"{stem}_shares"), TensorProto.FLOAT, f"{stem}_probabilities")
