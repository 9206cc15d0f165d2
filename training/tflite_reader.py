"""Reads the constant tensors and the operators of a TFLite file (a flatbuffer), nothing more.

Field numbers are those of tensorflow/lite/schema/schema.fbs. Quantised constants are multiplied by their scales.
"""

import struct
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

_TYPES = {0: np.float32, 1: np.float16, 2: np.int32, 3: np.uint8, 4: np.int64, 9: np.int8}
OPERATORS = {3: "conv2d", 4: "depthwise_conv2d", 9: "fully_connected"}


class _Table:
    """A flatbuffer table at a byte position."""

    def __init__(self, data: bytes, position: int):
        self.data, self.position = data, position
        self.vtable = position - struct.unpack_from("<i", data, position)[0]
        self.vtable_size = struct.unpack_from("<H", data, self.vtable)[0]

    def _offset(self, number: int) -> int:
        slot = 4 + 2 * number
        return struct.unpack_from("<H", self.data, self.vtable + slot)[0] if slot < self.vtable_size else 0

    def scalar(self, number: int, code: str, default: int = 0) -> int:
        offset = self._offset(number)
        return struct.unpack_from("<" + code, self.data, self.position + offset)[0] if offset else default

    def _target(self, number: int) -> int | None:
        offset = self._offset(number)
        if not offset:
            return None
        where = self.position + offset
        return where + struct.unpack_from("<I", self.data, where)[0]

    def table(self, number: int) -> "_Table | None":
        where = self._target(number)
        return None if where is None else _Table(self.data, where)

    def vector(self, number: int, dtype) -> np.ndarray:
        where = self._target(number)
        if where is None:
            return np.zeros(0, dtype)
        return np.frombuffer(self.data, dtype, struct.unpack_from("<I", self.data, where)[0], where + 4)

    def tables(self, number: int) -> "list[_Table]":
        where = self._target(number)
        if where is None:
            return []
        starts = range(where + 4, where + 4 + 4 * struct.unpack_from("<I", self.data, where)[0], 4)
        return [_Table(self.data, s + struct.unpack_from("<I", self.data, s)[0]) for s in starts]


@dataclass
class Operator:
    """One operator that has weights: its kind and its constant inputs (weights, bias) as float32."""

    kind: str
    constants: list[np.ndarray] = field(default_factory=list)


def _constant(tensor: _Table, buffers: list[_Table]) -> np.ndarray | None:
    raw = buffers[tensor.scalar(2, "I")].vector(0, np.uint8)
    if raw.size == 0:
        return None
    shape = tensor.vector(0, np.int32)
    values = raw.view(_TYPES[tensor.scalar(1, "b")]).reshape(shape)
    quantisation = tensor.table(4)
    scale = quantisation.vector(2, np.float32) if quantisation else np.zeros(0, np.float32)
    if scale.size == 0:
        return values
    zero = quantisation.vector(3, np.int64)
    if values.dtype == np.int32:  # a quantised bias; the converter leaves float here, so this would be a surprise
        raise ValueError("int32 constants are not expected in a dynamic-range model")
    broadcast = [1] * len(shape)
    if scale.size > 1:
        broadcast[quantisation.scalar(6, "i")] = scale.size
    return ((values.astype(np.float32) - zero.reshape(broadcast if zero.size > 1 else [1] * len(shape)).astype(np.float32))
            * scale.reshape(broadcast if scale.size > 1 else [1] * len(shape)))


def read_operators(path: Path) -> list[Operator]:
    """The convolutions and fully connected layers of the first subgraph, in the order in which they run."""
    data = path.read_bytes()
    if data[4:8] != b"TFL3":
        raise ValueError(f"{path} is not a TFLite file")
    model = _Table(data, struct.unpack_from("<I", data, 0)[0])
    codes = [max(c.scalar(0, "b"), c.scalar(3, "i")) for c in model.tables(1)]
    graph, buffers = model.tables(2)[0], model.tables(4)
    tensors = graph.tables(0)
    found = []
    for operator in graph.tables(3):
        kind = OPERATORS.get(codes[operator.scalar(0, "I")])
        if kind is None:
            continue
        constants = [_constant(tensors[i], buffers) for i in operator.vector(1, np.int32) if i >= 0]
        found.append(Operator(kind, [c for c in constants if c is not None]))
    return found
