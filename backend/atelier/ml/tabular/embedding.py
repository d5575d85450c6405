"""Columns of pictures on their way into vectors: the output of a layer of a network, through the feature cache."""

from collections.abc import Callable
from typing import Literal

import numpy as np

from atelier.errors import InvalidInput
from atelier.ml.run import Run
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.features.image import ImageHandling
from atelier.ml.tabular.table import Table, Vectors
from atelier.storage.handles import FolderHandle

Kind = Literal["pictures", "network"]
"""The roles of a run in which the folders stand, in the order of `folders_of`."""


def handlings_of(design: Design) -> dict[str, ImageHandling]:
    """Return the features of pictures with their settings."""
    return {
        name: ImageHandling.model_validate(one.handling) for name, one in design.inputs().items() if one.type == "IMAGE"
    }


def folders_of(design: Design) -> dict[Kind, list[str]]:
    """Return the ids of the folders that features of pictures need, each once."""
    found = handlings_of(design).values()
    return {
        "pictures": list(dict.fromkeys(one.pictureFolder for one in found)),
        "network": list(dict.fromkeys(one.networkFolder for one in found)),
    }


def embed(ctx: Run, design: Design, table: Table, folder_of: Callable[[Kind, str], FolderHandle]) -> None:
    """Put a vector in the place of each picture's path; where there is no picture, none.

    Raises `InvalidInput` where a column names no picture of its folder.
    """
    for name, handling in handlings_of(design).items():
        pictures = folder_of("pictures", handling.pictureFolder)
        network = folder_of("network", handling.networkFolder)
        table.put_vectors(name, _vectors(ctx, table, name, pictures, network, handling.layer))


def _vectors(ctx: Run, table: Table, name: str, pictures: FolderHandle, network: FolderHandle, layer: int) -> Vectors:
    texts = table.texts(name)
    known = {entry.path: entry for entry in pictures.entries()}
    paths = [None if text is None else text.lstrip("/") for text in texts]
    entries = list({path: known[path] for path in paths if path in known}.values())
    if not entries:
        first = next((text for text in texts if text is not None), "")
        raise InvalidInput(
            f"“{name}” names no picture of the folder “{pictures.name}”: it has no “{first}”.",
            hint="Choose the folder that the paths of this column belong to.",
        )
    from atelier.ml.images import devices

    devices.prepare((), 1.0, ctx.device.threads)
    from atelier.ml.images import features

    part = features.part_of(network, layer)
    ctx.log(f"“{name}”: {len(entries):,} pictures through {network.name}, layer {layer}", source="data")
    found: dict[str, np.ndarray[tuple[int], np.dtype[np.float32]]] = {}
    problems: list[tuple[str, str]] = []
    for chunk in features.compute(ctx, pictures, entries, part):
        for one in chunk:
            if one.value is None:
                problems.append((one.entry.path, one.problem or ""))
            else:
                found[one.entry.path] = one.value.ravel()
    features.warn_of_problems(ctx, problems, len(entries))
    if not found:
        raise InvalidInput(f"None of the pictures that “{name}” names can be read: {problems[0][1]}")
    length = len(next(iter(found.values())))
    present = np.array([path in found for path in paths], dtype=bool)
    gone = sum(path is not None and path not in known for path in paths)
    if gone:
        ctx.log(f"“{name}”: {gone:,} rows name no picture of “{pictures.name}”.", source="data", level="WARN")
    matrix = np.zeros((len(paths), length), dtype=np.float32)
    for row, path in enumerate(paths):
        if path in found:
            matrix[row] = found[path]
    return Vectors(matrix, present)
