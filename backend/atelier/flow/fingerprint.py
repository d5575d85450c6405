"""What a recipe's result depends on, as one short text: when it is the same, running again gives the same."""

import hashlib
import json

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
