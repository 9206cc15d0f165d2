"""Writes the embedding network as ONNX (batch norm folded, one file) and its entry in the bundle's manifest."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import bundle
import levels
from network import EMBEDDING, INPUT_MEAN, INPUT_SCALE, EmbeddingNetwork

OPSET, IR_VERSION = 13, 8
FILE = "embedding.onnx"


def graph(network: EmbeddingNetwork) -> onnx.ModelProto:
    """`patches` float [N,96,64] -> `embedding` float [N,1024]."""
    constants = {"axis": np.array([1], np.int64), "input_mean": np.float32(INPUT_MEAN), "input_gain": np.float32(1 / INPUT_SCALE)}
    nodes = [helper.make_node("Sub", ["patches", "input_mean"], ["centred"]),
             helper.make_node("Mul", ["centred", "input_gain"], ["scaled"]),
             helper.make_node("Unsqueeze", ["scaled", "axis"], ["layer_0"])]
    layers = network.folded()
    for number, (weight, bias, stride, groups) in enumerate(layers, 1):
        constants[f"weight_{number}"], constants[f"bias_{number}"] = weight, bias
        size = weight.shape[2]
        nodes += [helper.make_node("Conv", [f"layer_{number - 1}", f"weight_{number}", f"bias_{number}"], [f"sum_{number}"],
                                   kernel_shape=[size, size], strides=[stride, stride], pads=[size // 2] * 4, group=groups),
                  helper.make_node("Relu", [f"sum_{number}"], [f"layer_{number}"])]
    nodes.append(helper.make_node("ReduceMean", [f"layer_{len(layers)}"], ["embedding"], axes=[2, 3], keepdims=0))
    made = helper.make_graph(
        nodes, "crynet-embedding",
        [helper.make_tensor_value_info("patches", TensorProto.FLOAT, ["N", 96, 64])],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["N", EMBEDDING])],
        [numpy_helper.from_array(np.asarray(value, dtype=np.int64 if name == "axis" else np.float32), name) for name, value in constants.items()])
    model = helper.make_model(made, producer_name="cryapi-training", ir_version=IR_VERSION,
                              opset_imports=[helper.make_operatorsetid("", OPSET)])
    onnx.checker.check_model(model, full_check=True)
    return model


def write(network: EmbeddingNetwork, path: Path) -> None:
    path.write_bytes(graph(network).SerializeToString())


def describe(folder: Path, training: list[dict]) -> None:
    """Enters folder/embedding.onnx in folder/manifest.json."""
    bundle.update_stage(folder, "embedding", {
        "name": "crynet-embedding", "version": bundle.DETECTION_VERSION, "file": FILE,
        "input": {"name": "patches", "shape": [-1, 96, 64], "description":
                  "Log-mel patches: 96 frames (25 ms, every 10 ms) x 64 bands (125 to 7500 Hz) of 16 kHz mono audio, ln(magnitude + 0.001)."},
        "output": {"name": "embedding", "shape": [-1, EMBEDDING], "description":
                   "Embedding of each patch of 0.96 s, in the space of YAMNet's; never negative."},
        "labels": None, "defaultThreshold": None, "window": None, "levelControl": {"targetDb": levels.TARGET_DB, "contextPatches": levels.CONTEXT},
        "training": training, "figures": []})
