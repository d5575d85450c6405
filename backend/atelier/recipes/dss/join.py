"""Join in DSS's shape: virtual inputs, selected columns, and joins between places in the list of virtual inputs."""

from typing import Any

from atelier.recipes.dss.around import after_from_dss, after_to_dss, computed_from_dss, computed_to_dss
from atelier.recipes.dss.conditions import filter_from_dss, filter_to_dss
from atelier.recipes.dss.reading import Part

_TYPES = {
    "left": "LEFT",
    "inner": "INNER",
    "outer": "FULL",
    "right": "RIGHT",
    "cross": "CROSS",
    "left_anti": "LEFT_ANTI",
}
_OPERATORS = {
    "eq": "EQ",
    "ne": "NE",
    "lt": "LT",
    "le": "LTE",
    "gt": "GT",
    "ge": "GTE",
    "contains": "CONTAINS",
    "starts_with": "STARTS_WITH",
    "within": "WITHIN_RANGE",
    "nearest": "K_NEAREST",
    "nearest_below": "K_NEAREST_INFERIOR",
    "nearest_above": "K_NEAREST_SUPERIOR",
}
_CHOOSING = {"ALL": "all", "AUTO_NON_CONFLICTING": "all", "MANUAL": "chosen"}
_UNITS = {name: name for name in ("number", "seconds", "minutes", "hours", "days")}


def to_dss(params: dict[str, Any]) -> dict[str, Any]:
    """Return params as a payload."""
    tables = params.get("tables", [])
    selected = [
        {"name": name, "table": place} for place, one in enumerate(tables) for name in one.get("columns", [])
    ]  # fmt: skip
    return {
        **after_to_dss(params),
        "virtualInputs": [_table_to_dss(one) for one in tables],
        "selectedColumns": selected,
        "joins": [_join_to_dss(one) for one in params.get("joins", [])],
        "computedColumns": computed_to_dss(params.get("post_computed", [])),
    }


def from_dss(given: Part) -> dict[str, Any]:
    """Return a payload as params."""
    found = after_from_dss(given)
    if given.has("computedColumns"):
        found["post_computed"] = computed_from_dss(given, "computedColumns")
    if given.has("virtualInputs"):
        tables = [_table_from_dss(one) for one in given.parts("virtualInputs")]
        for one in given.parts("selectedColumns"):
            _select(one, tables)
        found["tables"] = tables
    if given.has("joins"):
        found["joins"] = [_join_from_dss(one) for one in given.parts("joins")]
    return found


def _table_to_dss(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "index": one.get("input", 0),
        "prefix": one.get("prefix", ""),
        "outputColumnsSelectionMode": "MANUAL" if one.get("columns_mode") == "chosen" else "ALL",
        "preFilter": filter_to_dss(one.get("filter", "")),
        "computedColumns": computed_to_dss(one.get("computed", [])),
    }


def _table_from_dss(one: Part) -> dict[str, Any]:
    return {
        "input": one.whole("index"),
        "prefix": one.text("prefix"),
        "columns_mode": one.word("outputColumnsSelectionMode", _CHOOSING, "ALL"),
        "columns": [],
        "filter": filter_from_dss(one.part("preFilter")),
        "computed": computed_from_dss(one, "computedColumns"),
    }


def _select(one: Part, tables: list[dict[str, Any]]) -> None:
    place, name = one.whole("table"), one.text("name")
    if not 0 <= place < len(tables):
        one.refuse(f"is {place}, and there are {len(tables)} virtual inputs.", "table")
    table = tables[place]
    if one.text("alias", name) not in (name, f"{table['prefix']}{name}"):
        one.refuse(
            "cannot be another name: columns are renamed after the join here.",
            "alias",
            hint="Use “outputColumnNameOverrides”, or a “prefix” of the virtual input.",
        )
    table["columns"].append(name)


def _join_to_dss(one: dict[str, Any]) -> dict[str, Any]:
    left, right = one.get("left", 0), one.get("right", 1)
    return {
        "table1": left,
        "table2": right,
        "type": _TYPES[one.get("type", "left")],
        "conditionsMode": "OR" if one.get("any_condition") else "AND",
        "on": [
            {
                "column1": {"name": condition.get("left", ""), "table": left},
                "column2": {"name": condition.get("right", ""), "table": right},
                "type": _OPERATORS[condition.get("operator", "eq")],
                "caseInsensitive": condition.get("ignore_case", False),
                "normalizeText": condition.get("normalise", False),
                "maxDistance": condition.get("distance", 0.0),
                "unit": condition.get("unit", "number"),
                "maxMatches": condition.get("count", 1),
            }
            for condition in one.get("conditions", [])
        ],
    }


def _join_from_dss(one: Part) -> dict[str, Any]:
    if one.part("rightLimit").flag("enabled"):
        one.refuse("cannot be set: all rows that belong together are joined.", "rightLimit")
    types = {dss: ours for ours, dss in _TYPES.items()}
    hint = "Swap the tables and take LEFT_ANTI." if one.values.get("type") == "RIGHT_ANTI" else None
    left, right = one.whole("table1", 0), one.whole("table2", 1)
    return {
        "left": left,
        "right": right,
        "type": one.word("type", types, "LEFT", hint=hint),
        "conditions": [_condition(condition, left, right) for condition in one.parts("on")],
        "any_condition": one.word("conditionsMode", {"AND": False, "OR": True}, "AND"),
    }


def _condition(one: Part, left: int, right: int) -> dict[str, Any]:
    first, second = one.part("column1"), one.part("column2")
    for column, table, name in ((first, left, "table1"), (second, right, "table2")):
        if column.whole("table", table) != table:
            column.refuse(f"must be {table}, the join's “{name}”.", "table")
    return {
        "left": first.text("name"),
        "operator": one.word("type", {dss: ours for ours, dss in _OPERATORS.items()}, "EQ"),
        "right": second.text("name"),
        "ignore_case": one.flag("caseInsensitive"),
        "normalise": one.flag("normalizeText"),
        "distance": one.number("maxDistance"),
        "unit": one.word("unit", _UNITS, "number"),
        "count": one.whole("maxMatches", 1),
    }
