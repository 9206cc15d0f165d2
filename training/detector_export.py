"""Writes the detector's head as ONNX and its entry in the bundle's manifest."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import bundle
from heads import Head, Highest
from network import EMBEDDING
from windows import seconds

OPSET, IR_VERSION = 13, 8
FILE = "detector.onnx"
STATISTICS = 2 * EMBEDDING


def graph(head: Head | Highest) -> onnx.ModelProto:
    """`statistics` float [N,2048] -> `probability` float [N]."""
    parts = head.parts if isinstance(head, Highest) else (head,)
    constants = {"weights": np.column_stack([part.weights for part in parts]).astype(np.float32), "bias": np.float32([part.bias for part in parts])}
    made = helper.make_graph(
        [helper.make_node("MatMul", ["statistics", "weights"], ["product"]), helper.make_node("Add", ["product", "bias"], ["decision"]),
         helper.make_node("ReduceMax", ["decision"], ["highest"], axes=[1], keepdims=0), helper.make_node("Sigmoid", ["highest"], ["probability"])],
        "detector",
        [helper.make_tensor_value_info("statistics", TensorProto.FLOAT, ["N", STATISTICS])],
        [helper.make_tensor_value_info("probability", TensorProto.FLOAT, ["N"])],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()])
    model = helper.make_model(made, producer_name="cryapi-training", ir_version=IR_VERSION,
                              opset_imports=[helper.make_operatorsetid("", OPSET)])
    onnx.checker.check_model(model, full_check=True)
    return model


def write(head: Head | Highest, folder: Path, threshold: float, size: int, hop: int, training: list[dict], of: str = bundle.BUNDLE_NAME) -> None:
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
