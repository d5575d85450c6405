"""A row of numbers for each picture of a training: pixels, or what the frozen part made of them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier.ml.run import Run

IN_MEMORY_BYTES = 1 << 29


@dataclass
class PictureStore:
    """A row for each picture, in memory or, when large, in a file of the scratch folder."""

    rows: NDArray[Any]
    paths: list[str]
    problems: list[tuple[str, str]]
    readable: NDArray[np.bool_]
    places: NDArray[np.intp]

    @classmethod
    def make(cls, ctx: Run, count: int, shape: tuple[int, ...], kind: type[np.generic]) -> "PictureStore":
        size = count * int(np.prod(shape)) * np.dtype(kind).itemsize
        if size <= IN_MEMORY_BYTES:
            rows: NDArray[Any] = np.zeros((count, *shape), kind)
        else:
            ctx.scratch.mkdir(parents=True, exist_ok=True)
            rows = np.memmap(ctx.scratch / "pictures.raw", kind, "w+", shape=(count, *shape))
        return cls(rows, [], [], np.zeros(count, np.bool_), np.arange(count))

    def put(self, place: int, path: str, value: NDArray[Any] | None, problem: str | None) -> None:
        """Store a picture's row, or remember why there is none."""
        if value is None:
            self.problems.append((path, problem or "It cannot be read."))
            return
        self.rows[place] = value
        self.readable[place] = True

    def keep_readable(self) -> NDArray[np.bool_]:
        """Count places among the readable pictures only from now on; return which those are."""
        self.places = np.flatnonzero(self.readable)
        return self.readable

    def select(self, places: NDArray[np.intp]) -> NDArray[Any]:
        """Return the rows of some pictures."""
        chosen: NDArray[Any] = self.rows[self.places[places]]
        return chosen
