"""The log-mel frames of clips and variants, computed by `cryapi features DATASET --kind logmel -o FILE.npz` when first wanted.

An NPZ has `frames` float32 [F,64] (all clips, one after the other), `frame_start` int64 [clips], `patch_count` int64
[clips] and `path` [clips]; a clip has 96 + 48 (patch_count - 1) frames. The members are unpacked once into .npy files
that are mapped into memory, so that training runs side by side share them.
"""

import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import folds
import serving

PATCH_FRAMES, PATCH_HOP, BANDS = 96, 48, 64
CLIPS, VARIANTS, NARROW, IMAGED, SYNTHETIC = "clips", "variants", "narrow", "imaged", "synthetic"
SOUNDS, MIXTURES, REMIXES, CRIES, LIKES = "sounds", "mixtures", "remixes", "cries", "likes"  # unlabelled but for most of CRIES
_FOLDERS = {CLIPS: "wav", VARIANTS: "variants", NARROW: "narrow", IMAGED: "imaged", SYNTHETIC: "synthetic", SOUNDS: "sounds", MIXTURES: "mixtures",
            REMIXES: "remixes", CRIES: "cries", LIKES: "likes"}


@dataclass
class Part:
    """Clips, variants or sounds: rows of the manifest in the order of the frames, and their patches."""

    rows: list[dict]
    frames: np.ndarray
    clip_of_patch: np.ndarray
    first_frame: np.ndarray
    patch_start: np.ndarray  # [clips + 1]: the patches of clip i are patch_start[i] ... patch_start[i+1]-1

    def patches(self, indices: np.ndarray) -> np.ndarray:
        """float32 [n, 96, 64]."""
        return self.frames[self.first_frame[indices][:, None] + np.arange(PATCH_FRAMES)]

    @property
    def patch_total(self) -> int:
        return len(self.first_frame)


def _unpack(archive: Path, folder: Path) -> dict[str, np.ndarray]:
    stamp = folder / "stamp"
    state = f"{archive.stat().st_size} {archive.stat().st_mtime_ns}"
    if not stamp.exists() or stamp.read_text() != state:
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(archive) as file:
            file.extractall(folder)
        stamp.write_text(state)
    return {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("frames", "frame_start", "patch_count", "path")}


def made(cache: Path, part: str) -> bool:
    """Whether the recipe has made the part."""
    return (cache / _FOLDERS[part] / "manifest.csv").exists()


def load(cache: Path, part: str) -> Part:
    """The part CLIPS (cache/wav), VARIANTS, NARROW, IMAGED, SYNTHETIC, SOUNDS or MIXTURES (folders of that name), frames from
    cache/logmel-<part>.npz."""
    folder, archive = cache / _FOLDERS[part], cache / f"logmel-{part}.npz"
    if not archive.exists():
        serving.run("features", folder, "--kind", "logmel", "-o", archive)
    arrays = _unpack(archive, cache / f"logmel-{part}")
    manifest = folds.read_manifest(folder / "manifest.csv")
    by_path = {row["path"]: row for row in manifest}
    paths = [str(p).replace("\\", "/") for p in arrays["path"]]
    missing = [p for p in by_path if p not in set(paths)]
    if missing or len(paths) != len(manifest):
        raise SystemExit(f"logmel-{part}.npz does not match the manifest ({len(missing)} clips missing, e.g. {missing[:1]}); write it again")
    counts = np.asarray(arrays["patch_count"])
    clip = np.repeat(np.arange(len(paths)), counts)
    starts = np.concatenate(([0], np.cumsum(counts)))
    within = np.arange(len(clip)) - starts[clip]
    if arrays["frames"].shape[1] != BANDS or len(arrays["frames"]) < (np.asarray(arrays["frame_start"]) + PATCH_FRAMES + PATCH_HOP * (counts - 1)).max():
        raise SystemExit(f"logmel-{part}.npz: frames do not cover the clips")
    return Part([by_path[p] for p in paths], arrays["frames"], clip,
                np.asarray(arrays["frame_start"])[clip] + PATCH_HOP * within, starts)
