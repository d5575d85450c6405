"""Sample / filter in DSS's shape: the payload is the filter, the sample stands in the recipe's `params.selection`."""

from typing import Any

from atelier.recipes.dss.conditions import filter_from_dss, filter_to_dss
from atelier.recipes.dss.reading import Part

_METHODS = {
    "whole": "FULL",
    "head": "HEAD_SEQUENTIAL",
    "last": "TAIL_SEQUENTIAL",
    "random": "RANDOM_FIXED_NB",
    "share": "RANDOM_FIXED_RATIO",
    "stratified": "STRATIFIED",
    "rebalance": "CLASS_REBALANCE_TARGET_NB_APPROX",
}
_OTHER_WORDS = {"CLASS_REBALANCE": "rebalance"}
_OWN = ("columns", "computed", "post_computed", "post_filter", "renames")  # no counterpart in DSS: in our words


def to_dss(params: dict[str, Any]) -> dict[str, Any]:
    """Return the filter as a payload, with what DSS has no word for."""
    own = {name: params[name] for name in _OWN if name in params}
    return {**filter_to_dss(params.get("pre_filter", "")), **own}


def from_dss(given: Part) -> dict[str, Any]:
    """Return a payload as params."""
    found: dict[str, Any] = {name: given.values[name] for name in _OWN if given.has(name)}
    if given.has("enabled") or given.has("distinct"):
        found["pre_filter"] = filter_from_dss(given)
    return found


def selection_to_dss(params: dict[str, Any]) -> dict[str, Any]:
    """Return the sample as the recipe's `params`."""
    percent = params.get("percent", 10.0)
    return {
        "selection": {
            "samplingMethod": _METHODS[params.get("method", "head")],
            "maxRecords": params.get("rows", 10_000),
            "targetRatio": percent / 100,
            "percent": percent,  # a hundredth of it does not always lead back
            "column": params.get("column", ""),
            "seed": params.get("seed", 1337),
            "partitionSelectionMethod": "ALL",
        }
    }


def selection_from_dss(settings: Part) -> dict[str, Any]:
    """Return the recipe's `params` as ours."""
    if not settings.has("selection"):
        return {}
    given = settings.part("selection")
    if given.text("partitionSelectionMethod", "ALL") != "ALL":
        given.refuse("must be ALL: datasets have no partitions here.", "partitionSelectionMethod")
    if given.part("filter").flag("enabled"):
        given.refuse("cannot be set: the recipe's filter is its payload.", "filter")
    found: dict[str, Any] = {}
    if given.has("samplingMethod"):
        known = {dss: ours for ours, dss in _METHODS.items()} | _OTHER_WORDS
        found["method"] = given.word("samplingMethod", known, "FULL")
    if given.whole("maxRecords", -1) >= 0:  # -1: no number was said
        found["rows"] = given.whole("maxRecords")
    if given.has("targetRatio"):
        ratio, percent = given.number("targetRatio"), given.number("percent", -1.0)
        found["percent"] = percent if percent / 100 == ratio else round(ratio * 100, 12)
    if given.has("column"):
        found["column"] = given.text("column")
    if given.has("seed"):
        found["seed"] = given.whole("seed")
    return found
