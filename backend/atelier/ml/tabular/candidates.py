"""Which candidates a search tries: those of a grid, drawn ones, or those that Optuna proposes from what it has seen."""

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from atelier.ml.tabular.algorithms.base import Algorithm
from atelier.ml.tabular.design import GridSearchParams

Values = dict[str, Any]


class Source(Protocol):
    """Gives candidates in batches; each batch is judged before the next is asked for. An empty one is the end."""

    @property
    def total(self) -> int:
        """How many there will be at most."""
        ...

    def batch(self) -> list[Values]: ...

    def told(self, judged: Sequence[tuple[Values, float | None]]) -> None:
        """Hear how the last batch did; None: could not be judged."""
        ...


class Known:
    """Candidates that are all known before."""

    def __init__(self, wanted: list[Values]) -> None:
        self._left = wanted
        self.total = len(wanted)

    def batch(self) -> list[Values]:
        found, self._left = self._left, []
        return found

    def told(self, judged: Sequence[tuple[Values, float | None]]) -> None:
        return


def source_of(
    algorithm: Algorithm, block: Mapping[str, Any], settings: GridSearchParams, *, greater_is_better: bool
) -> Source:
    """Return where a search takes its candidates from."""
    size = math.prod(len(space.grid(block[space.name])) for space in algorithm.spaces)
    if settings.strategy == "GRID":
        return Known(_grid(algorithm, block, settings, size))
    if not algorithm.spaces:
        return Known([{}])
    if settings.strategy == "RANDOM":
        from atelier.ml.tabular.drawing import drawn

        return Known(list(drawn(algorithm, block, settings)))
    from atelier.ml.tabular.bayesian import Proposed

    return Proposed(algorithm, block, settings, greater_is_better=greater_is_better)


def _grid(algorithm: Algorithm, block: Mapping[str, Any], settings: GridSearchParams, size: int) -> list[Values]:
    grids = {space.name: space.grid(block[space.name]) for space in algorithm.spaces}
    products = itertools.product(*grids.values())
    if settings.randomized:
        order = np.random.default_rng(settings.seed).permutation(size)
        lengths = [len(grid) for grid in grids.values()]
        chosen = order[: settings.nIter or None]
        places = zip(*np.unravel_index(chosen, lengths), strict=True) if lengths else iter([()])
        products = (  # type: ignore[assignment]  # tuples of values either way
            tuple(grid[int(place)] for grid, place in zip(grids.values(), one, strict=True)) for one in places
        )
    found = itertools.islice(products, settings.nIter or None)
    return [dict(zip(grids, values, strict=True)) for values in found]
