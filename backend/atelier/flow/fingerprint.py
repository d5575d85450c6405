"""What a recipe's result depends on, as one short text: when it is the same, running again gives the same."""

import hashlib
import itertools
import json
import math
from collections.abc import Iterator

from atelier.flow.graph import Graph, Item, Recipe


def fingerprint(recipe: Recipe, versions: dict[str, int]) -> str:
    """Return the hash of type, type version, settings, and role, item and version of each input."""
    told = [
        recipe.type,
        recipe.type_version,
        recipe.params,
        sorted([ref.role, ref.item_id, versions[ref.item_id]] for ref in recipe.inputs),
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def expected(graph: Graph, recipe: Recipe) -> str | None:
    """Return the fingerprint that the outputs would get now; None while an input is missing or not built."""
    versions: dict[str, int] = {}
    for ref in recipe.inputs:
        item = graph.items.get(ref.item_id)
        if item is None or item.version == 0:
            return None
        versions[ref.item_id] = item.version
    return fingerprint(recipe, versions)


def is_fresh(graph: Graph, recipe: Recipe, item: Item) -> bool:
    """Say whether an output is built from exactly what its recipe would use now (its inputs' freshness aside)."""
    return item.version > 0 and item.fingerprint is not None and item.fingerprint == expected(graph, recipe)


def built_from(graph: Graph, recipe: Recipe, item: Item) -> dict[str, int] | None:
    """Return the version of each input that an output was built from, if type, settings and roles are still the same.

    A fingerprint cannot be read backwards, but versions are few: those that were there are tried, newest first, until
    one gives it. None: something else than versions has changed, or the version used is older than what is tried.
    """
    inputs = {ref.item_id: graph.items[ref.item_id].version for ref in recipe.inputs if ref.item_id in graph.items}
    for versions in _earlier(inputs):
        if fingerprint(recipe, versions) == item.fingerprint:
            return versions
    return None


_MOST_TRIED = 4000


def _earlier(now: dict[str, int]) -> Iterator[dict[str, int]]:
    names = list(now)
    for changed in range(len(names) + 1):
        for chosen in itertools.combinations(names, changed):
            each = max(1, math.floor(_MOST_TRIED ** (1 / max(1, changed))))
            ranges = [range(now[name] - 1, max(0, now[name] - 1 - each), -1) for name in chosen]
            for versions in itertools.product(*ranges):
                yield {**now, **dict(zip(chosen, versions, strict=True))}
        if changed == 2:
            return  # three inputs changed at once are told as one sentence anyway
