"""Where a network comes from: base, data and library versions, stored in its configuration."""

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from atelier import __version__, clock
from atelier.ml.images import pictures
from atelier.ml.images.model_description import ModelDescription
from atelier.storage.handles import DatasetHandle, FolderHandle

_LIBRARIES = ("keras", "tensorflow-cpu", "tensorflow", "jax", "torch", "numpy", "pillow")


def library_versions() -> dict[str, str]:
    """Return the versions of what computed the weights."""
    versions = {"atelier": __version__, "python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return versions


def now_text() -> str:
    """Return the present moment as text."""
    return clock.now().isoformat(timespec="seconds")


def of_retraining(
    base: str, description: ModelDescription, dataset: DatasetHandle, folder: FolderHandle
) -> dict[str, Any]:
    """Return what a retrained network was made of."""
    return {
        "made_at": now_text(),
        "base_model": {"folder": base, "label": description.label, "retrained": description.retrained},
        "label_dataset": {"name": dataset.name, "rows": dataset.row_count},
        "image_folder": {"name": folder.name, "files": len(folder.entries())},
        "resampling": pictures.RESAMPLING,
        "library_versions": library_versions(),
    }
