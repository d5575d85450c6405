"""Sort in DSS's shape."""

from typing import Any

from atelier.recipes.dss.around import around_from_dss, around_to_dss, orders_from_dss, orders_to_dss
from atelier.recipes.dss.reading import Part

_FLAGS = {"row_number": "rowNumber", "rank": "rank", "dense_rank": "denseRank"}


def to_dss(params: dict[str, Any]) -> dict[str, Any]:
    """Return params as a payload."""
    flags = {dss: params.get(ours, False) for ours, dss in _FLAGS.items()}
    return {**around_to_dss(params), "orders": orders_to_dss(params.get("keys", [])), **flags}


def from_dss(given: Part) -> dict[str, Any]:
    """Return a payload as params."""
    found = around_from_dss(given)
    if given.has("orders"):
        found["keys"] = orders_from_dss(given, "orders")
    return found | {ours: given.flag(dss) for ours, dss in _FLAGS.items() if given.has(dss)}
