"""Our embedding network: a small depthwise-separable CNN over log-mel patches.

[N,96,64] (frames x mel bands) -> [N,1024]. Same construction as MobileNet v1 (Howard et al. 2017), but 5x5 stride 4 at the start,
so that no layer holds more than 9,216 values of a patch: 7.5 million multiply-adds, a ninth of YAMNet's 69.
"""

import numpy as np
import torch
from torch import nn

EMBEDDING = 1024
STEM = 24
# Output channels and stride of the depthwise-separable blocks; sizes are 24x16 after the stem.
BLOCKS = ((96, 2), (96, 1), (192, 2), (192, 1), (192, 1), (384, 2), (384, 1))
# Log-mel values lie in about -6.9 (ln 0.001, silence) ... 6; this centres them. Folded into the stem at export.
INPUT_MEAN, INPUT_SCALE = -3.0, 3.0


def _convolution(inputs: int, outputs: int, size: int, stride: int = 1, groups: int = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inputs, outputs, size, stride, size // 2, groups=groups, bias=False),
                         nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class EmbeddingNetwork(nn.Module):
    """`layers` are convolution, batch norm, ReLU; the mean over positions is multiplied by `scale` per dimension.

    scale is a constant (the spread of the teacher's dimension), so that all dimensions train at a like pace.
    """

    def __init__(self, scale: np.ndarray | None = None):
        super().__init__()
        layers, channels = [_convolution(1, STEM, 5, 4)], STEM
        for outputs, stride in BLOCKS:
            layers += [_convolution(channels, channels, 3, stride, channels), _convolution(channels, outputs, 1)]
            channels = outputs
        layers.append(_convolution(channels, EMBEDDING, 1))
        self.layers = nn.Sequential(*layers)
        self.register_buffer("scale", torch.ones(EMBEDDING) if scale is None else torch.tensor(scale, dtype=torch.float32))

    def forward(self, patches: torch.Tensor) -> torch.Tensor:
        x = ((patches - INPUT_MEAN) / INPUT_SCALE)[:, None].contiguous(memory_format=torch.channels_last)
        return self.layers(x).float().mean((2, 3)) * self.scale

    def folded(self) -> list[tuple[np.ndarray, np.ndarray, int, int]]:
        """(weight, bias, stride, groups) of each convolution with batch norm and the output scale folded in.

        The input's centring is not in here (zero padding happens after it); the export writes it as its own nodes.
        """
        folded = []
        for index, (convolution, norm, _) in enumerate(self.layers):
            gain = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            weight, bias = convolution.weight * gain[:, None, None, None], norm.bias - norm.running_mean * gain
            if index == len(self.layers) - 1:  # scale > 0 commutes with ReLU and mean
                weight, bias = weight * self.scale[:, None, None, None], bias * self.scale
            folded.append((weight.detach().numpy().copy(), bias.detach().numpy().copy(), convolution.stride[0], convolution.groups))
        return folded


def multiply_adds(frames: int = 96, bands: int = 64) -> int:
    """Multiply-adds per patch (convolutions only)."""
    total, height, width = 0, frames, bands
    for convolution, _, _ in EmbeddingNetwork().layers:
        height, width = -(-height // convolution.stride[0]), -(-width // convolution.stride[0])
        total += height * width * convolution.weight.numel()
    return total
