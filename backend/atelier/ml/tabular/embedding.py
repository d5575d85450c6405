"""Columns of pictures on their way into vectors: the output of a layer of a network, through the feature cache."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from atelier.errors import InvalidInput
from atelier.ml.run import Run
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.features.image import LENGTH, NETWORK, ImageHandling
from atelier.ml.tabular.preprocessing import Preprocessor
from atelier.ml.tabular.table import Table, Vectors
from atelier.runner.events import WarningRaised
from atelier.storage.handles import Entry, FolderHandle

if TYPE_CHECKING:
    from atelier.ml.images.features import FrozenPart

Kind = Literal["pictures", "network"]
"""The roles of a run in which the folders stand, in the order of `folders_of`."""

KINDS: tuple[Kind, Kind] = ("pictures", "network")
FolderOf = Callable[[Kind, str], FolderHandle]
"""Gives the folder that takes the place of one that a design names by its id."""


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


@dataclass(slots=True)
class _Source:
    """What one feature is made from, and how many of its pictures were named, not there, and read so far."""

    name: str
    pictures: FolderHandle
    network: FolderHandle
    layer: int
    known: dict[str, Entry]
    part: "FrozenPart"
    length: int | None
    named: int = 0
    gone: int = 0
    read: int = 0


class Embedder:
    """Puts a vector in the place of each picture's path, table by table; networks are loaded once, when needed."""

    def __init__(self, ctx: Run, design: Design, folder_of: FolderOf, *, fitted: Preprocessor | None = None) -> None:
        """`fitted` is that of a trained model, whose networks no others may take the place of."""
        self._ctx = ctx
        self._handlings = handlings_of(design)
        self._folder_of = folder_of
        self._sources: dict[str, _Source] = {}
        parts = [] if fitted is None else fitted.parts
        self._facts: Mapping[str, dict[str, Any]] = {one.column: one.state.facts for one in parts}

    def embed(self, table: Table, *, progress: tuple[float, float] = (0.0, 1.0)) -> None:
        """Embed the pictures that a table names; where there is no picture, there is no vector.

        Raises `InvalidInput` where a column names no picture of its folder, or the network is not the model's.
        """
        for name, handling in self._handlings.items():
            if name not in self._sources:
                self._sources[name] = self._source(name, handling)
            source = self._sources[name]
            table.put_vectors(name, self._vectors(table, source, progress), made_by=source.part.key)

    def warn(self) -> None:
        """Say how many rows named pictures that are not there."""
        for one in self._sources.values():
            if one.gone:
                text = f"{one.gone:,} of {one.named:,} rows name no picture of “{one.pictures.name}” in “{one.name}”: \
they count as rows without one."
                self._ctx.emit(WarningRaised(code="pictures_gone", text=text, source="data"))

    def _source(self, name: str, handling: ImageHandling) -> _Source:
        from atelier.ml.images import devices

        devices.prepare((), 1.0, self._ctx.device.threads)
        from atelier.ml.images import features

        pictures = self._folder_of("pictures", handling.pictureFolder)
        network = self._folder_of("network", handling.networkFolder)
        part = features.part_of(network, handling.layer)
        facts = self._facts.get(name, {})
        if facts.get(NETWORK, part.key) != part.key:
            raise InvalidInput(
                f"“{network.name}” is not the network that the model was trained with: the pictures of “{name}” would "
                "become other numbers.",
                hint="Choose the network of the training, or train the model again with this one.",
            )
        self._ctx.log(f"“{name}”: pictures of {pictures.name} through {network.name}, layer {handling.layer}")
        known = {entry.path: entry for entry in pictures.entries()}
        return _Source(name, pictures, network, handling.layer, known, part, facts.get(LENGTH))

    def _vectors(self, table: Table, source: _Source, progress: tuple[float, float]) -> Vectors:
        from atelier.ml.images import features

        paths = [None if text is None else text.lstrip("/") for text in table.texts(source.name)]
        entries = list({path: source.known[path] for path in paths if path in source.known}.values())
        found: dict[str, np.ndarray[tuple[int], np.dtype[np.float32]]] = {}
        problems: list[tuple[str, str]] = []
        if entries:
            for chunk in features.compute(self._ctx, source.pictures, entries, source.part, progress=progress):
                for one in chunk:
                    if one.value is None:
                        problems.append((one.entry.path, one.problem or ""))
                    else:
                        found[one.entry.path] = one.value.ravel()
            features.warn_of_problems(self._ctx, problems, len(entries))
        source.named += sum(path is not None for path in paths)
        source.gone += sum(path is not None and path not in source.known for path in paths)
        source.read += len(found)
        self._demand_some(source, paths, problems)
        length = len(next(iter(found.values()))) if found else source.length
        if length is None:
            raise InvalidInput(f"No row names a picture in “{source.name}”.", hint="Reject this feature.")
        present = np.array([path in found for path in paths], dtype=bool)
        matrix = np.zeros((len(paths), length), dtype=np.float32)
        for row, path in enumerate(paths):
            if path in found:
                matrix[row] = found[path]
        return Vectors(matrix, present)

    def _demand_some(self, source: _Source, paths: list[str | None], problems: list[tuple[str, str]]) -> None:
        """Raise `InvalidInput` where rows named pictures and none was read: every answer would be about none."""
        if source.read or not source.named:
            return
        if problems:
            raise InvalidInput(f"None of the pictures that “{source.name}” names can be read: {problems[0][1]}")
        first = next(path for path in paths if path is not None)
        raise InvalidInput(
            f"“{source.name}” names no picture of the folder “{source.pictures.name}”: it has no “{first}”.",
            hint="Choose the folder that the paths of this column belong to.",
        )
