"""The log-mel front end in NumPy, by the formulae of YAMNet: a check of the patch files, for tests only.

Models are trained on what `cryapi features --kind logmel` writes, never on this.
"""

import numpy as np

RATE, FRAME, HOP, FFT, BANDS, PATCH, PATCH_HOP = 16_000, 400, 160, 512, 64, 96, 48


def _mel(hertz):
    return 1127 * np.log1p(hertz / 700)


def filters() -> np.ndarray:
    """[257, 64]: triangles that are linear in mel, 125 to 7500 Hz."""
    edges = np.linspace(_mel(125.0), _mel(7500.0), BANDS + 2)
    bins = _mel(np.arange(FFT // 2 + 1) * RATE / FFT)[:, None]
    left, centre, right = edges[:-2], edges[1:-1], edges[2:]
    weights = np.maximum(0, np.minimum((bins - left) / (centre - left), (right - bins) / (right - centre)))
    weights[0] = 0
    return weights


_FILTERS = filters()
_WINDOW = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / FRAME)


def frames(signal: np.ndarray) -> tuple[np.ndarray, int]:
    """([96 + 48 (patches - 1), 64] float32, patches) of a signal within +-1 at 16 kHz."""
    samples = (PATCH - 1) * HOP + FRAME
    patches = 1 if len(signal) <= samples else 1 + -(-(len(signal) - samples) // (PATCH_HOP * HOP))
    count = PATCH + PATCH_HOP * (patches - 1)
    padded = np.zeros((count - 1) * HOP + FRAME)
    padded[:len(signal)] = signal
    windows = np.lib.stride_tricks.sliding_window_view(padded, FRAME)[::HOP] * _WINDOW
    return np.log(np.abs(np.fft.rfft(windows, FFT)) @ _FILTERS + 0.001).astype(np.float32), patches
