"""YAMNet (Plakal and Ellis, tensorflow/models research/audioset/yamnet) as the teacher of our embedding network.

The weights are read from ../shared/teacher/yamnet.tflite and are an input of training only: neither they nor the
teacher's outputs are part of the repository.
"""

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from tflite_reader import read_operators

EMBEDDING, CLASSES = 1024, 521
CRYING_CLASSES = slice(19, 23)  # Crying and sobbing; Baby cry, infant cry; Whimper; Wail, moan
BABY_CRY = 20
_STRIDES = (1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1)  # of the depthwise layers


def _same(x: torch.Tensor, stride: int) -> torch.Tensor:
    """TensorFlow's SAME padding for a 3x3 kernel: the smaller half before, the larger after."""
    pads = []
    for size in (x.shape[3], x.shape[2]):
        total = max((-(-size // stride) - 1) * stride + 3 - size, 0)
        pads += [total // 2, total - total // 2]
    return F.pad(x, pads)


class Teacher:
    """Patches [N,96,64] to embeddings [N,1024] and scores [N,521] (sigmoid)."""

    def __init__(self, path: Path):
        layers = [o for o in read_operators(path) if o.kind != "fully_connected" or o.constants[0].shape[0] == CLASSES]
        if [o.kind for o in layers] != ["conv2d"] + ["depthwise_conv2d", "conv2d"] * 13 + ["fully_connected"]:
            raise ValueError(f"{path} does not have the layers of YAMNet")
        self.layers = []
        for layer in layers[:-1]:
            kernel, bias = layer.constants
            # TFLite: [out,h,w,in], depthwise [1,h,w,channels]; torch: [out,in,h,w] and [channels,1,h,w].
            order = (3, 0, 1, 2) if layer.kind == "depthwise_conv2d" else (0, 3, 1, 2)
            weight = torch.tensor(np.ascontiguousarray(kernel.transpose(order)))
            self.layers.append((weight.to(memory_format=torch.channels_last), torch.tensor(bias)))
        self.classifier = tuple(torch.tensor(c) for c in layers[-1].constants)

    @torch.no_grad()
    def __call__(self, patches: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        # Channels last: Debian's torch has a fast 1x1 convolution (mkldnn) for that layout only.
        x = patches[:, None].contiguous(memory_format=torch.channels_last)
        for index, (weight, bias) in enumerate(self.layers):
            if weight.shape[2] == 1:
                x = F.conv2d(x, weight, bias)
            else:
                stride = 2 if index == 0 else _STRIDES[(index - 1) // 2]
                groups = 1 if index == 0 else weight.shape[0]
                x = F.conv2d(_same(x, stride), weight, bias, stride, groups=groups)
            x = F.relu_(x)
        embedding = x.mean((2, 3))
        weight, bias = self.classifier
        return embedding, torch.sigmoid(F.linear(embedding, weight, bias))

    def outputs(self, patches_of, count: int, batch: int = 64) -> tuple[np.ndarray, np.ndarray]:
        """float16 embeddings and scores of count patches; patches_of(indices) gives float32 [n,96,64]."""
        embeddings = np.empty((count, EMBEDDING), np.float16)
        scores = np.empty((count, CLASSES), np.float16)
        for start in range(0, count, batch):
            stop = min(start + batch, count)
            e, s = self(torch.from_numpy(patches_of(np.arange(start, stop))))
            embeddings[start:stop], scores[start:stop] = e.numpy(), s.numpy()
        return embeddings, scores
