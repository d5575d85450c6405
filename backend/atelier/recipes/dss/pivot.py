"""Pivot in DSS's shape: one pivot, with flags for each column's figures.

Names, the order of figures and of columns, and a column of all others have no word there: what is ours stands in
`atelier` beside the rest, and counts as long as the rest still says the same.
"""

from typing import Any

from atelier.recipes.dss.around import around_from_dss, around_to_dss
from atelier.recipes.dss.reading import Part, agrees

_FLAGS = {
    "count": "count",
    "count_distinct": "countDistinct",
    "min": "min",
    "max": "max",
    "sum": "sum",
    "avg": "avg",
    "median": "median",
    "stddev": "stddev",
    "first": "first",
    "last": "last",
}
_OWN = ("rows", "columns", "values", "max_columns", "least_rows", "other", "column_order")
_ALL = 1_000  # as many columns as there may be


def to_dss(params: dict[str, Any]) -> dict[str, Any]:
    """Return params as a payload."""
    own = {name: params[name] for name in _OWN if name in params}
    return {**around_to_dss(params), **_shown(own), "otherColumns": [], "atelier": own}


def from_dss(given: Part) -> dict[str, Any]:
    """Return a payload as params."""
    found = around_from_dss(given)
    own = given.values.get("atelier")
    if isinstance(own, dict) and _still_says(own, given):
        return {**found, **{name: value for name, value in own.items() if name in _OWN}}
    given.demand_unset("implicitIdentifiers", "cannot be set: name the row columns in “explicitIdentifiers”.")
    given.demand_unset("otherColumns", "cannot be set: only row columns and pivoted ones are kept.")
    if given.has("explicitIdentifiers"):
        found["rows"] = given.columns("explicitIdentifiers")
    pivots = given.parts("pivots")
    if len(pivots) > 1:
        given.refuse("are several: a recipe makes one pivot here.", "pivots", hint="Make a recipe for each, then join.")
    return {**found, **_pivot(pivots[0])} if pivots else found


def _shown(own: dict[str, Any]) -> dict[str, Any]:
    values = [one for one in own.get("values", []) if isinstance(one, dict)]
    columns = list(dict.fromkeys(one["column"] for one in values if one.get("column")))
    least = own.get("least_rows", 1)
    pivot = {
        "keyColumns": own.get("columns", []),
        "valueColumns": [
            {"column": column, **{dss: _has(values, column, ours) for ours, dss in _FLAGS.items()}}
            for column in columns
        ],
        "globalCount": _has(values, "", "count"),
        "explicitValues": [],
        "valueLimit": "TOP_N" if least == 1 else "AT_LEAST_N_OCC",
        "topnLimit": own.get("max_columns", 20),
        "minOccLimit": least,
    }
    return {"explicitIdentifiers": own.get("rows", []), "implicitIdentifiers": False, "pivots": [pivot]}


def _still_says(own: dict[str, Any], given: Part) -> bool:
    try:
        return agrees(_shown(own), given.values)
    except (AttributeError, KeyError, TypeError):  # a script may have written anything there
        return False


def _has(values: list[dict[str, Any]], column: str, function: str) -> bool:
    return any((one.get("column", ""), one.get("function", "count")) == (column, function) for one in values)


def _pivot(one: Part) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if one.has("keyColumns"):
        found["columns"] = one.columns("keyColumns")
    if one.has("valueColumns") or one.has("globalCount"):
        values = [{"column": "", "function": "count"}] if one.flag("globalCount") else []
        for column in one.parts("valueColumns"):
            for name in ("concat", "concatDistinct"):
                column.demand_unset(name, "cannot be set: cells hold figures, not lists.")
            values += [{"column": column.text("column"), "function": ours} for ours, dss in _FLAGS.items()
                       if column.flag(dss)]  # fmt: skip
        found["values"] = values
    limit = one.text("valueLimit", "TOP_N")
    if limit == "AT_LEAST_N_OCC":
        return {**found, "max_columns": _ALL, "least_rows": one.whole("minOccLimit", 1)}
    if limit != "TOP_N":
        one.refuse(
            f"is {limit}; there are: TOP_N, AT_LEAST_N_OCC.",
            "valueLimit",
            hint=f"TOP_N with a “topnLimit” of {_ALL} takes all values up to so many.",
        )
    return {**found, "max_columns": one.whole("topnLimit", 20), "least_rows": 1}
