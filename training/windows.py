"""The detector's view of time: windows of patches, their statistics, and a clip's probability as the highest of its windows.

Has to agree with what src/Pipeline does when it serves.
"""

import numpy as np

PATCH_SECONDS, PATCH_HOP_SECONDS = 0.96, 0.48


def windows(patches: int, size: int, hop: int) -> list[tuple[int, int]]:
    """(first, end) of the windows over a number of patches. A clip shorter than a window is one window; where the last
    window would not reach the end, one more ends at the last patch."""
    if patches <= size:
        return [(0, patches)]
    starts = list(range(0, patches - size + 1, hop))
    if starts[-1] + size < patches:
        starts.append(patches - size)
    return [(s, s + size) for s in starts]


def seconds(patches: int) -> float:
    return round(PATCH_SECONDS + PATCH_HOP_SECONDS * (patches - 1), 2)


def statistics(embeddings: np.ndarray, bounds: np.ndarray) -> np.ndarray:
    """float32 [n, 2 d]: mean, then population standard deviation, over the rows first ... end-1 of each of bounds [n, 2]."""
    lengths = bounds[:, 1] - bounds[:, 0]
    if len(bounds) and lengths.min() < 1:
        raise ValueError("an empty window has no statistics")
    result = np.empty((len(bounds), 2 * embeddings.shape[1]), np.float32)
    for length in np.unique(lengths):  # windows of one length at a time: exact, and no running sums to lose digits
        chosen = np.flatnonzero(lengths == length)
        for part in np.array_split(chosen, max(1, len(chosen) // 512)):
            block = embeddings[bounds[part, :1] + np.arange(length)].astype(np.float64)
            result[part] = np.concatenate((block.mean(1), block.std(1)), 1)
    return result


def highest(values: np.ndarray, owner: np.ndarray, owners: int) -> np.ndarray:
    """The largest of values of each owner 0 ... owners-1 (-inf for one without any)."""
    top = np.full(owners, -np.inf)
    np.maximum.at(top, owner, values)
    return top
