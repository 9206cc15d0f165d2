"""The level at which the network hears a patch, as src/Features/LogMel/LevelControl.cs has it when the bundle's manifest asks for it.

Every patch is multiplied by the gain that brings the loudest patch within CONTEXT of it to TARGET_DB; what is quieter stays as it is. A patch's
level is 10 log10 of the mean square of its mel magnitudes; a sine at -27 dBFS has about 0 dB. The network learns from sounds of every level as they
are; turned down, what is 60 dB below the loudest sinks under the offset of the logarithm, and how loud the recording was is gone.
"""

import numpy as np

from dataset import PATCH_FRAMES, Part

TARGET_DB, CONTEXT = 0.0, 2
LOG_OFFSET = 0.001  # of the log-mel frames: ln(magnitude + 0.001)
CHUNK = 100_000  # frames at a time


def magnitudes(logarithms: np.ndarray) -> np.ndarray:
    """Mel magnitudes of log-mel values."""
    return np.maximum(np.exp(logarithms) - np.float32(LOG_OFFSET), 0)


def gains(part: Part) -> np.ndarray:
    """float32 [patches], 0 to 1."""
    energy = np.concatenate([np.square(magnitudes(part.frames[i:i + CHUNK]), dtype=np.float64).sum(1) for i in range(0, len(part.frames), CHUNK)])
    sums = np.concatenate(([0.0], np.cumsum(energy)))
    loudest = own = (sums[part.first_frame + PATCH_FRAMES] - sums[part.first_frame]) / (PATCH_FRAMES * part.frames.shape[1])
    for distance in range(1, CONTEXT + 1):
        before, after = np.zeros_like(own), np.zeros_like(own)
        same = part.clip_of_patch[distance:] == part.clip_of_patch[:-distance]
        before[distance:], after[:-distance] = own[:-distance] * same, own[distance:] * same
        loudest = np.maximum(loudest, np.maximum(before, after))
    return np.minimum(1, 10 ** (TARGET_DB / 20) / np.sqrt(np.maximum(loudest, 1e-30))).astype(np.float32)


def turned_down(patches: np.ndarray, gain: np.ndarray) -> np.ndarray:
    """Log-mel patches float32 [n, 96, 64], each multiplied by its gain [n]."""
    return np.log(magnitudes(patches) * gain[:, None, None] + np.float32(LOG_OFFSET))
