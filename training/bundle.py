"""Writes one stage of a model bundle: the ONNX file's entry in manifest.json, with its digest.

A stage entry is a dict with the members that src/Pipeline/Models/ModelManifest.cs documents (camelCase, without
`sha256`, which is computed here from the file that must already lie beside the manifest).
"""

import hashlib
import json
import os
from pathlib import Path

SCHEMA_VERSION = 1
BUNDLE_NAME = "crynet"
BUNDLE_VERSION = "0.4.0"
DETECTION_VERSION = "0.3.1"  # of the embedding and the detector


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def update_stage(models_dir: Path, stage: str, entry: dict, name: str = BUNDLE_NAME) -> None:
    """Adds or replaces stage (`embedding`, `detector` or `classifier`) in models_dir/manifest.json; `name` is for a new bundle."""
    path = models_dir / "manifest.json"
    manifest = json.loads(path.read_text()) if path.exists() else {
        "schemaVersion": SCHEMA_VERSION, "name": name, "version": BUNDLE_VERSION, "stages": {}}
    manifest["version"] = BUNDLE_VERSION
    manifest["stages"][stage] = {**entry, "sha256": sha256(models_dir / entry["file"])}
    manifest["stages"] = {k: manifest["stages"][k] for k in ("embedding", "detector", "classifier") if k in manifest["stages"]}
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    os.replace(temporary, path)


def training_data(rows: list[dict]) -> list[dict]:
    """`training` member for manifest rows (dicts with origin, group, licence), one entry per origin and licence."""
    origins: dict[tuple[str, str], list[dict]] = {}
    for row in rows:
        origins.setdefault((row["origin"], row["licence"]), []).append(row)
    return [{"origin": origin, "clips": len(members), "groups": len({m["group"] for m in members}), "licence": licence}
            for (origin, licence), members in sorted(origins.items())]
