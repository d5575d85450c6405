"""Candidates that are drawn: from explicit values or anywhere in a range."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from atelier.ml.tabular.algorithms.base import Algorithm
from atelier.ml.tabular.design import GridSearchParams
from atelier.ml.tabular.spaces import Number, NumberSpace, Space

_TRIES = 20  # for one that was not drawn before


def drawn(algorithm: Algorithm, block: Mapping[str, Any], settings: GridSearchParams) -> Iterator[dict[str, Any]]:
    """Draw candidates, each once; the same seed draws the same ones."""
    rng = np.random.default_rng(settings.seed)
    seen: set[tuple[Any, ...]] = set()
    for _ in range(settings.nIterRandom):
        for _ in range(_TRIES):
            values = {space.name: _one(space, block[space.name], rng) for space in algorithm.spaces}
            key = tuple(values.values())
            if key not in seen:
                seen.add(key)
                yield values
                break


def _one(space: Space, block: Any, rng: np.random.Generator) -> Any:
    if not isinstance(space, Number):
        grid = space.grid(block)
        return grid[int(rng.integers(len(grid)))]
    found = NumberSpace.model_validate(block)
    if found.randomMode == "EXPLICIT" and found.values:
        return space.cast(found.values[int(rng.integers(len(found.values)))])
    low, high = found.range.min, found.range.max
    if found.range.scaling == "LOGARITHMIC":
        return space.cast(10 ** rng.uniform(math.log10(low), math.log10(high)))
    return space.cast(rng.uniform(low, high))
