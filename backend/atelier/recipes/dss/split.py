"""Split in DSS's shape: a list of rules for each way of dealing out."""

from typing import Any

from atelier.recipes.dss.around import before_from_dss, before_to_dss, orders_from_dss, orders_to_dss
from atelier.recipes.dss.conditions import filter_from_dss, filter_to_dss
from atelier.recipes.dss.reading import Part

_SHARES = {"RANDOM": "randomSplits", "RANDOM_COLUMNS": "randomColumnsSplits", "CENTILE": "centileSplits"}
_MODES = {
    "VALUES": "values", "FILTERS": "filters", "RANGE": "filters", "RANDOM": "random", "RANDOM_COLUMNS": "random",
    "CENTILE": "percentiles",
}  # fmt: skip


def to_dss(params: dict[str, Any]) -> dict[str, Any]:
    """Return params as a payload."""
    shares = [{"share": one.get("percent", 50.0), "outputIndex": one.get("output", 0)} for one in _of(params, "shares")]
    mode = {"values": "VALUES", "filters": "FILTERS", "percentiles": "CENTILE"}.get(params.get("mode", "random"))
    return {
        **before_to_dss(params),
        "mode": mode or ("RANDOM_COLUMNS" if params.get("together") else "RANDOM"),
        "column": params.get("column", ""),
        "valueSplits": [
            {"value": one.get("value", ""), "outputIndex": one.get("output", 0)} for one in _of(params, "values")
        ],
        "filterSplits": [
            {"filter": filter_to_dss(one.get("formula", "")), "outputIndex": one.get("output", 0)}
            for one in _of(params, "filters")
        ],
        "rangeSplits": [],
        **dict.fromkeys(_SHARES.values(), shares),
        "randomColumns": params.get("together", []),
        "centileOrders": orders_to_dss(_of(params, "order")),
        "seed": params.get("seed", 1337),
        "defaultOutputIndex": params.get("rest", -1),
    }


def from_dss(given: Part) -> dict[str, Any]:
    """Return a payload as params; ranges become formulas."""
    if given.part("postFilter").flag("enabled"):
        given.refuse("cannot be set: filter the outputs by a recipe after this one.", "postFilter")
    found = before_from_dss(given)
    mode = given.text("mode")
    if mode:
        found["mode"] = given.word("mode", _MODES, mode)
    for ours, dss in (("seed", "seed"), ("rest", "defaultOutputIndex")):
        if given.has(dss):
            found[ours] = given.whole(dss)
    if given.has("column"):
        found["column"] = given.text("column")
    if given.has("valueSplits"):
        found["values"] = [{"value": one.text("value"), "output": _output(one)} for one in given.parts("valueSplits")]
    rules = "rangeSplits" if mode == "RANGE" else "filterSplits"
    if given.has(rules):
        found["filters"] = [
            {"formula": filter_from_dss(one.part("filter")), "output": _output(one)} for one in given.parts(rules)
        ]
    shares = _SHARES.get(mode, "randomSplits")
    if given.has(shares):
        found["shares"] = [{"percent": one.number("share"), "output": _output(one)} for one in given.parts(shares)]
    if mode == "RANDOM":
        found["together"] = []
    elif given.has("randomColumns"):
        found["together"] = given.columns("randomColumns")
    if given.has("centileOrders"):
        found["order"] = orders_from_dss(given, "centileOrders")
    return found


def _of(params: dict[str, Any], name: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = params.get(name) or []
    return listed


def _output(one: Part) -> int:
    return one.whole("outputIndex", -1)
