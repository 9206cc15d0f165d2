"""A small builder for ONNX graphs: names are handed out in order, so that equal input gives equal bytes."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSETS = {"": 17, "ai.onnx.ml": 3}
IR_VERSION = 8


class Graph:
    """Nodes and constants in the order they were added."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._used: dict[str, int] = {}

    def name(self, stem: str) -> str:
        """`stem`, or `stem_2`, `stem_3`, … where it is taken."""
        self._used[stem] = self._used.get(stem, 0) + 1
        return stem if self._used[stem] == 1 else f"{stem}_{self._used[stem]}"

    def constant(self, stem: str, value) -> str:
        """Adds a constant of the dtype and shape of `value` and returns its name."""
        name = self.name(stem)
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value).reshape(np.shape(value)), name))
        return name

    def node(self, op: str, inputs: list[str], stem: str, domain: str = "", outputs: int = 1, **attributes):
        """Adds a node and returns the name of its output (a list of names if it has several)."""
        names = [self.name(stem if i == 0 else f"{stem}_output{i}") for i in range(outputs)]
        self.nodes.append(helper.make_node(op, inputs, names, name=names[0], domain=domain, **attributes))
        return names[0] if outputs == 1 else names

    def cast(self, value: str, dtype: int, stem: str) -> str:
        return self.node("Cast", [value], stem, to=dtype)

    def model(self, name: str, inputs: dict[str, list], outputs: dict[str, list], doc: str = "",
              metadata: dict[str, str] | None = None) -> onnx.ModelProto:
        """The checked model. `inputs`, `outputs`: name → shape (a string is a free dimension), all float32."""
        def values(shapes):
            return [helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in shapes.items()]

        graph = helper.make_graph(self.nodes, name, values(inputs), values(outputs), self.constants, doc_string=doc)
        model = helper.make_model(graph, producer_name="cryapi-training", ir_version=IR_VERSION,
                                  opset_imports=[helper.make_opsetid(d, v) for d, v in OPSETS.items()])
        helper.set_model_props(model, metadata or {})
        onnx.checker.check_model(model, full_check=True)
        return model
