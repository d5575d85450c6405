"""The layout of an attempt's staging folder, its sealing by the runner and its reading by the supervisor.

`staging/attempt-<id>/` holds `inputs/`, `outputs/<role>/`, `scratch/` and, last of all, `manifest.json`: what no sealed
manifest names was never written.
"""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from atelier import jsontext
from atelier.errors import ActivityFailed
from atelier.storage.blobs import CHUNK_BYTES, sync_files, sync_folder
from atelier.storage.dataset import StagedDataset
from atelier.storage.folder import StagedFolder
from atelier.storage.names import clean_path

MANIFEST = "manifest.json"
KEEPS_EARLIER = "keeps_earlier"

Staged = StagedFolder | StagedDataset


def output_path(staging: Path, role: str) -> Path:
    """Return the folder that an output is written into; `role` may be a slot such as `output.1`."""
    return staging / "outputs" / role


def seal(staging: Path, outputs: Mapping[str, Staged]) -> dict[str, Any]:
    """Hash and sync all that was written, then write the manifest; returns it."""
    described = {role: _describe(output) for role, output in outputs.items()}
    sync_files(
        [
            outputs[role].path / file["path"]
            for role, output in described.items()
            for file in output.get("files", []) + output.get("parts", [])
        ]
    )
    manifest = {"outputs": described}
    temporary = staging / (MANIFEST + ".part")
    with temporary.open("wb") as file:
        file.write(jsontext.dumps(manifest).encode())
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(staging / MANIFEST)
    sync_folder(staging)
    return manifest


def read_manifest(staging: Path) -> dict[str, Any]:
    """Return the sealed manifest, each path and size checked; raises `ActivityFailed` when it does not hold."""
    path = staging / MANIFEST
    if not path.exists():
        raise ActivityFailed("The recipe ended without writing its results.")
    manifest = jsontext.loads(path.read_bytes())
    for role, output in manifest["outputs"].items():
        for file in output.get("files", []) + output.get("parts", []):
            place = output_path(staging, role) / clean_path(file["path"])
            if not place.is_file() or place.is_symlink() or place.stat().st_size != file["size"]:
                raise ActivityFailed(f"The result file “{file['path']}” is not what the recipe said it wrote.")
    return dict(manifest)


def _describe(output: Staged) -> dict[str, Any]:
    described = _described(output)
    return {**described, KEEPS_EARLIER: True} if output.keeps_earlier else described


def _described(output: Staged) -> dict[str, Any]:
    if isinstance(output, StagedDataset):
        parts = [
            {**_hashed(output.path, output.path / name), "rows": rows}
            for name, rows in sorted(output.part_rows.items())
        ]
        columns = [column.model_dump(exclude_none=True) for column in output.columns]
        return {"kind": "dataset", "parts": parts, "columns": columns, "facts": output.facts}
    return {"kind": "folder", "files": _files_in(output.path), "facts": output.facts}


def described_files(folder: Path) -> list[dict[str, Any]]:
    """Hash and sync all files of a folder that is finished; returns path, size and SHA-256 of each."""
    files = _files_in(folder)
    sync_files([folder / file["path"] for file in files])
    return files


def _files_in(folder: Path) -> list[dict[str, Any]]:
    return [_hashed(folder, path) for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]


def _hashed(root: Path, path: Path) -> dict[str, Any]:
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
    return {"path": path.relative_to(root).as_posix(), "size": size, "sha256": digest.hexdigest()}
