"""What most visual recipes have in common: filters, computed columns, orders, names of the output's columns."""

from collections.abc import Sequence
from typing import Any

from atelier.recipes.dss.conditions import filter_from_dss, filter_to_dss
from atelier.recipes.dss.reading import Part


def before_to_dss(params: dict[str, Any]) -> dict[str, Any]:
    """Return what is done to the rows of the input."""
    return {
        "preFilter": filter_to_dss(params.get("pre_filter", "")),
        "computedColumns": computed_to_dss(params.get("computed", [])),
    }


def before_from_dss(given: Part) -> dict[str, Any]:
    """Return the same as params."""
    found: dict[str, Any] = {}
    if given.has("preFilter"):
        found["pre_filter"] = filter_from_dss(given.part("preFilter"))
    if given.has("computedColumns"):
        found["computed"] = computed_from_dss(given, "computedColumns")
    return found


def after_to_dss(params: dict[str, Any]) -> dict[str, Any]:
    """Return what is done to the result, but for its computed columns, whose place depends on the recipe."""
    return {
        "postFilter": filter_to_dss(params.get("post_filter", "")),
        "outputColumnNameOverrides": {one.get("column"): one.get("name") for one in params.get("renames", [])},
    }


def after_from_dss(given: Part) -> dict[str, Any]:
    """Return the same as params."""
    found: dict[str, Any] = {}
    if given.has("postFilter"):
        found["post_filter"] = filter_from_dss(given.part("postFilter"))
    if given.has("outputColumnNameOverrides"):
        names = given.part("outputColumnNameOverrides")
        found["renames"] = [{"column": column, "name": names.text(column)} for column in names.values]
    return found


def around_to_dss(params: dict[str, Any]) -> dict[str, Any]:
    """Return what is done before and after; columns computed from the result have no word in DSS and keep ours."""
    computed = {"post_computed": params.get("post_computed", [])}
    return {**before_to_dss(params), **after_to_dss(params), **computed}


def around_from_dss(given: Part) -> dict[str, Any]:
    """Return the same as params."""
    own = {"post_computed": given.values["post_computed"]} if given.has("post_computed") else {}
    return {**before_from_dss(given), **after_from_dss(given), **own}


def computed_to_dss(columns: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return computed columns."""
    return [{"mode": "GREL", "name": one.get("name", ""), "expr": one.get("formula", "")} for one in columns]


def computed_from_dss(given: Part, name: str) -> list[dict[str, Any]]:
    """Return the same as params; the type follows from the formula."""
    return [{"name": one.text("name"), "formula": one.text("expr")} for one in given.parts(name)]


def orders_to_dss(keys: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return an order; where empty cells stand has no word in DSS."""
    return [
        {
            "column": one.get("column", ""),
            "desc": one.get("descending", False),
            "emptyFirst": one.get("empty_first", False),
        }
        for one in keys
    ]


def orders_from_dss(given: Part, name: str) -> list[dict[str, Any]]:
    """Return the same as params."""
    return [
        {"column": one.text("column"), "descending": one.flag("desc"), "empty_first": one.flag("emptyFirst")}
        for one in given.parts(name)
    ]


def demand_all_columns(given: Part) -> None:
    """Refuse a choice of columns to keep, which is made elsewhere here."""
    if given.text("retrievedColumnsSelectionMode", "ALL") != "ALL":
        given.refuse(
            "must be ALL: all columns are kept.",
            "retrievedColumnsSelectionMode",
            hint="Choose columns by a Prepare or Sync recipe after this one.",
        )
