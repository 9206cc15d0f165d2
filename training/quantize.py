"""Writes int8 and float16 variants of the embedding network as whole bundles, to be held against the one that ships.

    python3 training/quantize.py FOLDER [--models models] [--clips 300] [--only int8,int8-stem]

Needs cache/wav (prepare.py --clips-only) and the built command line. FOLDER/<variant> is a copy of the bundle with another embedding.onnx, or
of each fold's bundle (--models training/cache/folds/detection), to be judged by `cryapi evaluate --system ours=models --system int8=FOLDER/int8`:

int8        all convolutions in integers (QLinearConv): weights int8 with a scale for each output channel, activations uint8
int8-stem   the same, but for the first convolution, which stays float32
int8-7bit   int8-stem with weights of 7 bits, whose pairs of products can't overflow 16 bits on processors without VNNI
fp16        weights and operators in float16

Ranges of activations come from log-mel patches, turned down as in levels.py, of clips spread evenly over the corpus (for a fold over what it was
trained on), without labels. As ReLU commutes with a positive factor, channels are scaled to like ranges first, and the weights that read them
the other way (Nagel and others 2019).
"""

import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch.nn.functional import conv2d

import bundle
import dataset
import folds
import levels
from network import INPUT_MEAN, INPUT_SCALE
from prepare import HERE, arguments

QUANTILE = 0.9999  # of a channel's values; what lies above is cut off
Layer = tuple[np.ndarray, np.ndarray, int, int]  # weight, bias, stride, groups


def read(model: onnx.ModelProto) -> list[Layer]:
    """The convolutions of a graph of embedding_export.py."""
    constants = {c.name: numpy_helper.to_array(c) for c in model.graph.initializer}
    attributes = [(n, {a.name: helper.get_attribute_value(a) for a in n.attribute}) for n in model.graph.node if n.op_type == "Conv"]
    return [(constants[n.input[1]], constants[n.input[2]], a["strides"][0], a["group"]) for n, a in attributes]


def ranges(layers: list[Layer], scaled: np.ndarray) -> list[np.ndarray]:
    """The highest value (but for QUANTILE) of each channel behind each layer, for scaled patches [n, 96, 64]."""
    highest, x = [], torch.from_numpy(scaled)[:, None]
    for weight, bias, stride, groups in layers:
        x = conv2d(x, torch.tensor(weight), torch.tensor(bias), stride, weight.shape[2] // 2, groups=groups).relu_()
        values = np.sort(x.transpose(0, 1).reshape(len(bias), -1).numpy(), axis=1)
        highest.append(values[:, int(QUANTILE * (values.shape[1] - 1))])
    return highest


def equalised(layers: list[Layer], highest: list[np.ndarray]) -> tuple[list[Layer], list[float], np.ndarray]:
    """The same network with its channels scaled, the upper bound of each layer's values, and what the embedding must be multiplied by."""
    made, bounds, before = [], [], np.ones(1, np.float32)
    for number, (weight, bias, stride, groups) in enumerate(layers):
        weight = weight * (before[:, None, None, None] if groups > 1 else before[None, :, None, None])
        behind = np.where(highest[number] > 0, highest[number], 1)
        if number + 1 < len(layers) and layers[number + 1][3] == 1:  # halfway, as this layer's relief is the next one's burden
            behind = np.sqrt(behind / np.maximum(np.abs(layers[number + 1][0]).max((0, 2, 3)), 1e-12))
        made.append((weight / behind[:, None, None, None], bias / behind, stride, groups))
        bounds.append(float((highest[number] / behind).max()))
        before = behind.astype(np.float32)
    return made, bounds, before


class Writer:
    """Nodes and constants of a graph from `patches` to `embedding`."""

    def __init__(self, original: onnx.ModelProto):
        self.original, self.nodes, self.constants = original, list(original.graph.node[:3]), list(original.graph.initializer[:3])

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def node(self, operator: str, inputs: list[str], output: str, **attributes) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def model(self) -> onnx.ModelProto:
        graph = helper.make_graph(self.nodes, self.original.graph.name, self.original.graph.input, self.original.graph.output, self.constants)
        made = helper.make_model(graph, producer_name="cryapi-training", ir_version=self.original.ir_version,
                                 opset_imports=self.original.opset_import)
        onnx.checker.check_model(made, full_check=True)
        return made


def attributes(layer: Layer) -> dict:
    size = layer[0].shape[2]
    return {"kernel_shape": [size, size], "strides": [layer[2]] * 2, "pads": [size // 2] * 4, "group": layer[3]}


def integers(original: onnx.ModelProto, patches: np.ndarray, float_stem: bool = True, most: int = 127) -> onnx.ModelProto:
    """The network in int8; `most` bounds the weights. The same as QuantizeLinear and DequantizeLinear around float32 operators ends up as this
    very graph when it is loaded, later."""
    layers, scaled = read(original), (patches - np.float32(INPUT_MEAN)) * np.float32(1 / INPUT_SCALE)
    layers, bounds, gain = equalised(layers, ranges(layers, scaled))
    writer = Writer(original)
    low, high = float(scaled.min()), float(scaled.max())
    scale, zero, x = (high - low) / 255, round(-low * 255 / (high - low)), "layer_0"
    for number, layer in enumerate(layers, 1):
        weight, bias = (np.asarray(a, np.float32) for a in layer[:2])
        if number == 1 and float_stem:
            x = writer.node("Conv", [x, writer.constant("weight_1", weight), writer.constant("bias_1", bias)], "sum_1", **attributes(layer))
            x = writer.node("Relu", [x], "layer_1")
        else:
            step = np.maximum(np.abs(weight).max((1, 2, 3)), 1e-12) / most
            given = [writer.constant(f"scale_{number - 1}", np.float32(scale)), writer.constant(f"zero_{number - 1}", np.uint8(zero))]
            if number == 1 + float_stem:
                x = writer.node("QuantizeLinear", [x, *given], f"integers_{number - 1}")
            by = [writer.constant(f"step_{number}", np.float32(step)), writer.constant(f"middle_{number}", np.zeros(len(step), np.int8))]
            weights = writer.constant(f"weight_{number}", np.rint(weight / step[:, None, None, None]).astype(np.int8))
            biases = writer.constant(f"bias_{number}", np.rint(bias / (step * scale)).astype(np.int32))
            after = [writer.constant(f"to_scale_{number}", np.float32(bounds[number - 1] / 255)), writer.constant(f"to_zero_{number}", np.uint8(0))]
            # What is below 0 is cut off as by ReLU.
            x = writer.node("QLinearConv", [x, *given, weights, *by, *after, biases], f"integers_{number}", **attributes(layer))
        scale, zero = bounds[number - 1] / 255, 0
    x = writer.node("DequantizeLinear", [x, *after], f"layer_{len(layers)}")
    x = writer.node("ReduceMean", [x], "mean", axes=[2, 3], keepdims=0)
    writer.node("Mul", [x, writer.constant("gain", gain)], "embedding")
    return writer.model()


def halves(original: onnx.ModelProto) -> onnx.ModelProto:
    """The network in float16 between two casts."""
    writer = Writer(original)
    x = writer.node("Cast", ["layer_0"], "halves", to=TensorProto.FLOAT16)
    for number, layer in enumerate(read(original), 1):
        given = [writer.constant(f"{name}_{number}", value.astype(np.float16)) for name, value in zip(("weight", "bias"), layer)]
        x = writer.node("Relu", [writer.node("Conv", [x, *given], f"sum_{number}", **attributes(layer))], f"layer_{number}")
    x = writer.node("ReduceMean", [x], "mean", axes=[2, 3], keepdims=0)
    writer.node("Cast", [x], "embedding", to=TensorProto.FLOAT)
    return writer.model()


VARIANTS = {
    "int8": lambda model, patches: integers(model, patches, float_stem=False),
    "int8-stem": integers,
    "int8-7bit": lambda model, patches: integers(model, patches, most=63),
    "fp16": lambda model, _: halves(model),
}


def heard(part: dataset.Part, gains: np.ndarray, source: Path, clips: int) -> np.ndarray:
    """Patches of so many clips as the bundle's network hears them, float32 [n, 96, 64]."""
    listed = source / "trained.csv"
    paths = {r["path"] for r in (folds.read_manifest(listed) if listed.exists() else part.rows)}
    known = [clip for clip, row in enumerate(part.rows) if row["path"] in paths]
    chosen = np.isin(part.clip_of_patch, [known[i] for i in np.linspace(0, len(known) - 1, min(clips, len(known))).astype(int)])
    return levels.turned_down(part.patches(np.flatnonzero(chosen)), gains[chosen])


def write(model: onnx.ModelProto, source: Path, folder: Path, variant: str) -> None:
    """A copy of the bundle with this embedding, without the figures of the original's."""
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("yamnet"), dirs_exist_ok=True)
    entry = json.loads((folder / "manifest.json").read_text())["stages"]["embedding"]
    (folder / entry["file"]).write_bytes(model.SerializeToString())
    bundle.update_stage(folder, "embedding", {**entry, "name": f"{entry['name']}-{variant}", "figures": []})


def main() -> None:
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the variants go")
    parser.add_argument("--models", type=Path, default=HERE.parent / "models", help="the bundle they are made from, or a folder of fold bundles")
    parser.add_argument("--clips", type=int, default=300, help="how many to take the ranges of activations from")
    parser.add_argument("--only", default=",".join(VARIANTS), help="which to write")
    options = parser.parse_args()
    part = dataset.load(options.cache, dataset.CLIPS)
    gains = levels.gains(part)
    of_folds = sorted(options.models.glob("fold-*"))
    for source in of_folds or [options.models]:
        original, patches = onnx.load(source / "embedding.onnx"), heard(part, gains, source, options.clips)
        print(f"{source}: ranges from {len(patches)} patches", flush=True)
        for variant in options.only.split(","):
            folder = options.folder / variant / source.name if of_folds else options.folder / variant
            write(VARIANTS[variant](original, patches), source, folder, variant)


if __name__ == "__main__":
    main()
