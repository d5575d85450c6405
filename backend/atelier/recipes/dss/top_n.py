"""Top n in DSS's shape."""

from typing import Any

from atelier.recipes.dss.around import (
    around_from_dss,
    around_to_dss,
    demand_all_columns,
    orders_from_dss,
    orders_to_dss,
)
from atelier.recipes.dss.reading import Part

_FLAGS = {"row_number": "rowNumber", "total": "total", "remaining": "remaining"}  # the last two are ours alone


def to_dss(params: dict[str, Any]) -> dict[str, Any]:
    """Return params as a payload."""
    return {
        **around_to_dss(params),
        "firstRows": params.get("first", 10),
        "lastRows": params.get("last", 0),
        "keys": params.get("groups", []),
        "orders": orders_to_dss(params.get("order", [])),
        "rank": False,
        "denseRank": False,
        "duplicateCount": False,
        "retrievedColumnsSelectionMode": "ALL",
        **{dss: params.get(ours, False) for ours, dss in _FLAGS.items()},
    }


def from_dss(given: Part) -> dict[str, Any]:
    """Return a payload as params."""
    for name in ("rank", "denseRank", "duplicateCount"):
        given.demand_unset(name, "cannot be set: Top n adds no such column.", hint="A Window recipe adds ranks.")
    demand_all_columns(given)
    found = around_from_dss(given)
    for ours, dss in (("first", "firstRows"), ("last", "lastRows")):
        if given.has(dss):
            found[ours] = given.whole(dss)
    if given.has("keys"):
        found["groups"] = given.columns("keys")
    if given.has("orders"):
        found["order"] = orders_from_dss(given, "orders")
    return found | {ours: given.flag(dss) for ours, dss in _FLAGS.items() if given.has(dss)}
