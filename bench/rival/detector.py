"""The original's detector: YAMNet in torch, mean and deviation of its embeddings over the clip, scaler, PCA, logistic regression.

The original runs YAMNet in TensorFlow, which is not at hand. YAMNet's weights and embeddings are real; what follows is fitted to random
values of the right shapes, as only its cost counts here.
"""

from functools import lru_cache
from pathlib import Path

import numpy as np
import scipy.fft
import torch
import torch.nn.functional as F
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from spectrum import frames, hann
from teacher import _STRIDES, EMBEDDING, Teacher, _same
from tests.numpy_logmel import FFT, FRAME, HOP, PATCH, PATCH_HOP, filters

TRAINING_CLIPS, COMPONENTS = 622, 256  # of the original


@lru_cache
def _filters() -> np.ndarray:
    return filters().astype(np.float32)


def patches(signal: np.ndarray) -> np.ndarray:
    """[patch, 96, 64] float32: log-mel frames of a 16 kHz signal, zeros added to fill the last patch."""
    samples, step = (PATCH - 1) * HOP + FRAME, PATCH_HOP * HOP
    count = 1 + max(0, -(-(len(signal) - samples) // step))
    padded = np.pad(signal, (0, samples + (count - 1) * step - len(signal)))
    windows = frames(padded, FRAME, HOP) * hann(FRAME).astype(np.float32)
    log_mel = np.log(np.abs(scipy.fft.rfft(windows, FFT)) @ _filters() + np.float32(0.001))
    return np.ascontiguousarray(np.lib.stride_tricks.sliding_window_view(log_mel, PATCH, axis=0)[::PATCH_HOP].transpose(0, 2, 1))


class Yamnet(Teacher):
    """Patches [N, 96, 64] to embeddings [N, 1024] and scores [N, 521], on one thread in a third of the Teacher's time.

    For fewer than 16 patches on one thread torch sends 1x1 convolutions to a generic routine; here oneDNN (mkldnn) is called by name.
    """

    @torch.no_grad()
    def __call__(self, patches: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        x = patches[:, None].contiguous(memory_format=torch.channels_last)
        for index, (weight, bias) in enumerate(self.layers):
            stride = 2 if index == 0 else 1 if weight.shape[2] == 1 else _STRIDES[(index - 1) // 2]
            x = _same(x, stride) if stride == 2 else x
            padding = 1 if weight.shape[2] == 3 and stride == 1 else 0  # SAME is the same on both sides there, and free of a copy
            groups = weight.shape[0] if index > 0 and weight.shape[2] == 3 else 1
            x = F.relu_(torch.ops.aten.mkldnn_convolution(x, weight, bias, [padding] * 2, [stride] * 2, [1, 1], groups))
        embedding = x.mean((2, 3))
        return embedding, torch.sigmoid(F.linear(embedding, *self.classifier))


def head() -> Pipeline:
    """Scaler, PCA and logistic regression on random statistics [622, 2048]."""
    rng = np.random.default_rng(0)
    values = rng.standard_normal((TRAINING_CLIPS, 2 * EMBEDDING)).astype(np.float32)
    return make_pipeline(StandardScaler(), PCA(COMPONENTS, svd_solver="randomized", random_state=0), LogisticRegression(class_weight="balanced")).fit(
        values, np.arange(TRAINING_CLIPS) % 3 > 0)


class Detector:
    def __init__(self, weights: Path):
        torch.set_num_threads(1)
        self.yamnet, self.head = Yamnet(weights), head()

    def embeddings(self, patches: np.ndarray) -> np.ndarray:
        """[patch, 1024]."""
        return self.yamnet(torch.from_numpy(patches))[0].numpy()

    def decide(self, embeddings: np.ndarray) -> float:
        """Probability of a cry, by the head on random values."""
        statistics = np.concatenate((embeddings.mean(0), embeddings.std(0)))
        return float(self.head.predict_proba(statistics[None])[0, 1])

    def detect(self, signal: np.ndarray) -> float:
        return self.decide(self.embeddings(patches(signal)))
