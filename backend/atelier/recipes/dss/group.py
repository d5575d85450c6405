"""Group in DSS's shape: one entry a column, with a flag for each figure."""

from typing import Any

from atelier.recipes.dss.around import around_from_dss, around_to_dss
from atelier.recipes.dss.reading import Part

_FLAGS = {
    "count": "count",
    "count_distinct": "countDistinct",
    "min": "min",
    "max": "max",
    "sum": "sum",
    "avg": "avg",
    "median": "median",
    "stddev": "stddev",
    "concat": "concat",
    "first": "first",
    "last": "last",
}


def to_dss(params: dict[str, Any]) -> dict[str, Any]:
    """Return params as a payload."""
    custom = [{"customName": one.get("name"), "customExpr": one.get("formula")} for one in params.get("custom", [])]
    return {
        **around_to_dss(params),
        "keys": [{"column": name} for name in params.get("keys", [])],
        "globalCount": params.get("count", True),
        "selectAllColumns": False,
        "values": [*(_figures_to_dss(one) for one in params.get("aggregations", [])), *custom],
    }


def from_dss(given: Part) -> dict[str, Any]:
    """Return a payload as params."""
    given.demand_unset(
        "selectAllColumns",
        "cannot be set: a group's row holds its keys and figures.",
        hint="Join the result with the input to have all columns.",
    )
    found = around_from_dss(given)
    if given.has("keys"):
        found["keys"] = given.columns("keys")
    if given.has("globalCount"):
        found["count"] = given.flag("globalCount")
    if given.has("values"):
        custom = [one for one in given.parts("values") if one.has("customExpr")]
        figures = [_figures_from_dss(one) for one in given.parts("values") if not one.has("customExpr")]
        found["aggregations"] = [one for one in figures if one is not None]
        found["custom"] = [{"name": one.text("customName"), "formula": one.text("customExpr")} for one in custom]
    return found


def _figures_to_dss(one: dict[str, Any]) -> dict[str, Any]:
    functions = list(one.get("functions", []))
    return {
        "column": one.get("column", ""),
        **{dss: ours in functions for ours, dss in _FLAGS.items()},
        "concat": "concat" in functions or "concat_distinct" in functions,
        "concatSeparator": one.get("separator", ", "),
        "concatDistinct": "concat_distinct" in functions,
        "orderColumn": one.get("order", ""),
        "descending": one.get("descending", False),
        "firstLastNotNull": one.get("ignore_empty", False),
        "functions": functions,  # in their order, which DSS has no word for
    }


def _figures_from_dss(one: Part) -> dict[str, Any] | None:
    """Return the figures of a column; None where no flag is set."""
    one.demand_unset("mode", "cannot be set: the most frequent value is not among a group's figures here.")
    functions = [ours for ours, dss in _FLAGS.items() if one.flag(dss)]
    if one.flag("concatDistinct"):
        functions = ["concat_distinct" if name == "concat" else name for name in functions]
    listed = one.values.get("functions")
    own = [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []
    if _means(own) == set(functions):
        functions = own
    if not functions and listed != []:
        return None
    return {
        "column": one.text("column"),
        "functions": functions,
        "separator": one.text("concatSeparator", ", "),
        "order": one.text("orderColumn"),
        "descending": one.flag("descending"),
        "ignore_empty": one.flag("firstLastNotNull"),
    }


def _means(functions: list[str]) -> set[str]:
    """Return functions as flags can tell them apart: concatenating once and twice over is one flag there."""
    found = set(functions)
    return found - {"concat"} if "concat_distinct" in found else found
