"""Writes the detector's head as ONNX and its entry in the bundle's manifest."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import bundle
from heads import FAMILIAR, LEAST, STRANGE, AnyHead, Cautious, Head, Highest
from network import EMBEDDING
from windows import seconds

OPSET, IR_VERSION = 13, 8
FILE = "detector.onnx"
STATISTICS = 2 * EMBEDDING


def _highest(head: Highest, out: str) -> tuple[list[onnx.NodeProto], dict]:
    """`statistics` -> `out` [N], the highest of the parts."""
    return ([helper.make_node("MatMul", ["statistics", "weights"], ["product"]), helper.make_node("Add", ["product", "bias"], ["decisions"]),
             helper.make_node("ReduceMax", ["decisions"], [out], axes=[1], keepdims=0)],
            {"weights": np.column_stack([part.weights for part in head.parts]), "bias": [part.bias for part in head.parts]})


def _cautious(head: Cautious, out: str) -> tuple[list[onnx.NodeProto], dict]:
    """`statistics` -> `out` [N], the highest less what novelty takes off it."""
    nodes, constants = _highest(head.trusted.scaled(1, head.caution * FAMILIAR), "highest")
    nodes += [helper.make_node("MatMul", ["statistics", "axes"], ["projected"]), helper.make_node("Add", ["projected", "offsets"], ["distances"]),
              helper.make_node("Mul", ["distances", "distances"], ["squares"]), helper.make_node("ReduceMean", ["squares"], ["distance"], axes=[1], keepdims=0),
              helper.make_node("Add", ["distance", "least"], ["above"]), helper.make_node("Log", ["above"], ["novelty"]),
              helper.make_node("Clip", ["novelty", "familiar", "strange"], ["bounded"]), helper.make_node("Mul", ["bounded", "caution"], ["doubt"]),
              helper.make_node("Sub", ["highest", "doubt"], [out])]
    return nodes, {**constants, "axes": head.novelty.axes, "offsets": head.novelty.offsets, "least": LEAST, "familiar": FAMILIAR, "strange": STRANGE,
                   "caution": head.caution}


def graph(head: AnyHead) -> onnx.ModelProto:
    """`statistics` float [N,2048] -> `probability` float [N]."""
    if isinstance(head, Head):
        head = Highest((head,))
    nodes, constants = (_cautious if isinstance(head, Cautious) else _highest)(head, "decision")
    made = helper.make_graph(
        [*nodes, helper.make_node("Sigmoid", ["decision"], ["probability"])],
        "detector",
        [helper.make_tensor_value_info("statistics", TensorProto.FLOAT, ["N", STATISTICS])],
        [helper.make_tensor_value_info("probability", TensorProto.FLOAT, ["N"])],
        [numpy_helper.from_array(np.asarray(value, np.float32), name) for name, value in constants.items()])
    model = helper.make_model(made, producer_name="cryapi-training", ir_version=IR_VERSION,
                              opset_imports=[helper.make_operatorsetid("", OPSET)])
    onnx.checker.check_model(model, full_check=True)
    return model


def write(head: AnyHead, folder: Path, threshold: float, size: int, hop: int, training: list[dict], of: str = bundle.BUNDLE_NAME) -> None:
    """folder/detector.onnx and its entry in folder/manifest.json; `of` names the embedding that it stands on."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(graph(head).SerializeToString())
    bundle.update_stage(folder, "detector", {
        "name": f"{of}-detector", "version": bundle.DETECTION_VERSION, "file": FILE,
        "input": {"name": "statistics", "shape": [-1, STATISTICS], "description":
                  "Mean (1024), then population standard deviation (1024), of the embedding over the patches of a window."},
        "output": {"name": "probability", "shape": [-1], "description": "Probability that the window holds a baby's cry; a clip's is the highest of its windows."},
        "labels": ["not_cry", "cry"], "defaultThreshold": threshold,
        "window": {"patches": size, "hopPatches": hop, "seconds": seconds(size), "hopSeconds": round(0.48 * hop, 2)},
        "training": training, "figures": []}, of)
