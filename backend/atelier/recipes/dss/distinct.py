"""Distinct in DSS's shape."""

from typing import Any

from atelier.recipes.dss.around import around_from_dss, around_to_dss
from atelier.recipes.dss.reading import Part


def to_dss(params: dict[str, Any]) -> dict[str, Any]:
    """Return params as a payload."""
    keys = [{"column": name} for name in params.get("columns", [])]
    return {
        **around_to_dss(params), "keys": keys, "globalCount": params.get("count", False), "selectAllColumns": False,
    }  # fmt: skip


def from_dss(given: Part) -> dict[str, Any]:
    """Return a payload as params."""
    found = around_from_dss(given)
    if given.has("keys"):
        found["columns"] = given.columns("keys")
    if given.flag("selectAllColumns") and found.get("columns"):
        given.refuse(
            "cannot be set beside keys: Distinct keeps the key columns only.",
            "selectAllColumns",
            hint="A Top n recipe with the keys as groups keeps one whole row of each.",
        )
    if given.has("globalCount"):
        found["count"] = given.flag("globalCount")
    return found
