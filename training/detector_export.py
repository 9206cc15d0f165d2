"""Writes the detector's head as ONNX and its entry in the bundle's manifest.

Scaler, PCA and logistic regression are all linear up to the last sigmoid, so together they are one weight per statistic
and one bias; they are multiplied out in double precision.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from sklearn.pipeline import Pipeline

import bundle
from network import EMBEDDING
from windows import seconds

OPSET, IR_VERSION = 13, 8
FILE = "detector.onnx"
STATISTICS = 2 * EMBEDDING


def linear(head: Pipeline) -> tuple[np.ndarray, float]:
    """(weights [2048], bias) with which the pipeline's decision value is statistics . weights + bias."""
    scaler, pca, regression = (step for _, step in head.steps)
    weights = pca.components_.T @ regression.coef_[0]
    bias = regression.intercept_[0] - pca.mean_ @ weights
    weights = weights / scaler.scale_
    return weights, float(bias - scaler.mean_ @ weights)


def graph(head: Pipeline) -> onnx.ModelProto:
    """`statistics` float [N,2048] -> `probability` float [N]."""
    weights, bias = linear(head)
    constants = {"weights": weights.astype(np.float32)[:, None], "bias": np.float32([bias]), "axis": np.array([1], np.int64)}
    made = helper.make_graph(
        [helper.make_node("MatMul", ["statistics", "weights"], ["product"]), helper.make_node("Add", ["product", "bias"], ["decision"]),
         helper.make_node("Sigmoid", ["decision"], ["column"]), helper.make_node("Squeeze", ["column", "axis"], ["probability"])],
        "detector",
        [helper.make_tensor_value_info("statistics", TensorProto.FLOAT, ["N", STATISTICS])],
        [helper.make_tensor_value_info("probability", TensorProto.FLOAT, ["N"])],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()])
    model = helper.make_model(made, producer_name="cryapi-training", ir_version=IR_VERSION,
                              opset_imports=[helper.make_operatorsetid("", OPSET)])
    onnx.checker.check_model(model, full_check=True)
    return model


def write(head: Pipeline, folder: Path, threshold: float, size: int, hop: int, training: list[dict], of: str = bundle.BUNDLE_NAME) -> None:
    """folder/detector.onnx and its entry in folder/manifest.json; `of` names the embedding that it stands on."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(graph(head).SerializeToString())
    bundle.update_stage(folder, "detector", {
        "name": f"{of}-detector", "version": bundle.BUNDLE_VERSION, "file": FILE,
        "input": {"name": "statistics", "shape": [-1, STATISTICS], "description":
                  "Mean (1024), then population standard deviation (1024), of the embedding over the patches of a window."},
        "output": {"name": "probability", "shape": [-1], "description": "Probability that the window holds a baby's cry; a clip's is the highest of its windows."},
        "labels": ["not_cry", "cry"], "defaultThreshold": threshold,
        "window": {"patches": size, "hopPatches": hop, "seconds": seconds(size), "hopSeconds": round(0.48 * hop, 2)},
        "training": training, "figures": []}, of)
