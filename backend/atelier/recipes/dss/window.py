"""Window in DSS's shape: windows, and beside them flags for each column's figures.

There, all windows share the figures; here each has its own, in an order and under names. So what is ours stands in
`atelier` beside the rest, and counts as long as the rest still says the same.
"""

from typing import Any

from atelier.recipes.dss.around import (
    around_from_dss,
    around_to_dss,
    demand_all_columns,
    orders_from_dss,
    orders_to_dss,
)
from atelier.recipes.dss.reading import Part, agrees

_RANKS = {
    "row_number": "rowNumber",
    "rank": "rank",
    "dense_rank": "denseRank",
    "percent_rank": "percentRank",
    "cume_dist": "cumeDist",
    "ntile": "ntile",
}
_NEIGHBOURS = {"lag": "lag", "lead": "lead", "lag_difference": "lagDiff", "lead_difference": "leadDiff"}
_BY_VALUE = ("frame", "distance_before", "distance_after", "unit")  # of a frame by value, in our words
_FIGURES = {name: name for name in ("first", "last", "count", "sum", "avg", "min", "max", "stddev")}


def to_dss(params: dict[str, Any]) -> dict[str, Any]:
    """Return params as a payload."""
    windows = params.get("windows", [])
    return {**around_to_dss(params), "retrievedColumnsSelectionMode": "ALL", **_shown(windows), "atelier": windows}


def from_dss(given: Part) -> dict[str, Any]:
    """Return a payload as params."""
    demand_all_columns(given)
    given.demand_unset("globalAggregations", "cannot be set: add a window without partition and order.")
    found = around_from_dss(given)
    own = given.values.get("atelier")
    if isinstance(own, list) and _still_says(own, given):
        found["windows"] = own
    elif given.has("windows"):
        windows = [_window(one) for one in given.parts("windows")]
        if len(windows) > 1:
            given.refuse(
                "are several, which share their figures in DSS; each has figures of its own here.",
                "windows",
                hint="Use one window a recipe, or write the windows with their functions as Atelier shows them.",
            )
        for one in windows:
            one["functions"] = _functions(given)
        found["windows"] = windows
    return found


def _shown(windows: list[dict[str, Any]]) -> dict[str, Any]:
    functions = windows[0].get("functions", []) if windows else []
    ranks = {dss: any(one.get("function") == ours for one in functions) for ours, dss in _RANKS.items()}
    tiles = [str(one.get("offset", 1)) for one in functions if one.get("function") == "ntile"]
    rows = any(one.get("function") == "count" and not one.get("column") for one in functions)
    columns = list(dict.fromkeys(one["column"] for one in functions if one.get("column")))
    return {
        "windows": [_window_to_dss(one) for one in windows],
        "values": [
            _figures(column, [one for one in functions if one.get("column") == column]) for column in columns
        ],
        **ranks,
        "ntileValues": ",".join(tiles),
        "count": rows,
    }  # fmt: skip


def _still_says(own: list[Any], given: Part) -> bool:
    try:
        return agrees(_shown(own), given.values)
    except (AttributeError, KeyError, TypeError):  # a script may have written anything there
        return False


def _window_to_dss(one: dict[str, Any]) -> dict[str, Any]:
    frame = one.get("frame", "partition")
    before = {"partition": -1, "to_current": -1}.get(frame, one.get("before", -1))
    after = {"partition": -1, "to_current": 0}.get(frame, one.get("after", 0))
    by_value = {name: one.get(name) for name in _BY_VALUE} if frame == "range" else {}
    return {
        **by_value,
        "enablePartitioning": bool(one.get("partition")),
        "partitioningColumns": one.get("partition", []),
        "enableOrdering": bool(one.get("order")),
        "orders": orders_to_dss(one.get("order", [])),
        "enableLimits": True,
        "limitPreceding": before >= 0,
        "precedingRows": max(before, 0),
        "limitFollowing": after >= 0,
        "followingRows": max(after, 0),
    }


def _window(one: Part) -> dict[str, Any]:
    partition = one.columns("partitioningColumns") if one.flag("enablePartitioning") else []
    order = orders_from_dss(one, "orders") if one.flag("enableOrdering") else []
    made = {"partition": partition, "order": order, "before": -1, "after": 0}
    if one.text("frame") == "range":
        return made | {name: one.values[name] for name in _BY_VALUE if name in one.values}
    if not one.flag("enableLimits"):
        return made | {"frame": "to_current" if order else "partition"}  # as SQL's windows go
    before = one.whole("precedingRows") if one.flag("limitPreceding") else -1
    after = one.whole("followingRows") if one.flag("limitFollowing") else -1
    if (before, after) == (-1, -1):
        return made | {"frame": "partition"}
    return made | {"frame": "to_current"} if (before, after) == (-1, 0) else {
        **made, "frame": "rows", "before": before, "after": after,
    }  # fmt: skip


def _figures(column: str, functions: list[dict[str, Any]]) -> dict[str, Any]:
    named = [one.get("function") for one in functions]
    shown: dict[str, Any] = {"column": column, **{dss: ours in named for ours, dss in _FIGURES.items()}}
    for ours, dss in _NEIGHBOURS.items():
        shown[dss] = ours in named
        offsets = [str(one.get("offset", 1)) for one in functions if one.get("function") == ours]
        shown[f"{dss}Values"] = ",".join(offsets)
    return shown


def _functions(given: Part) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for ours, dss in _RANKS.items():
        if given.flag(dss):
            offsets = _offsets(given, "ntileValues", "4") if ours == "ntile" else [1]
            found += [
                {"function": ours, "offset": offset, "name": _name("ntile", offset, offsets)} for offset in offsets
            ]
    if given.flag("count"):
        found.append({"function": "count"})
    for one in given.parts("values"):
        one.demand_unset("concat", "cannot be set: a window does not concatenate.")
        column = one.text("column")
        found += [{"function": ours, "column": column} for ours, dss in _FIGURES.items() if one.flag(dss)]
        for ours, dss in _NEIGHBOURS.items():
            offsets = _offsets(one, f"{dss}Values", "1") if one.flag(dss) else []
            found += [
                {
                    "function": ours,
                    "column": column,
                    "offset": offset,
                    "name": _name(f"{column}_{ours}", offset, offsets),
                }
                for offset in offsets
            ]
    return found


def _name(stem: str, offset: int, offsets: list[int]) -> str:
    """Name a column where several would have one name."""
    return f"{stem}_{offset}" if len(offsets) > 1 else ""


def _offsets(one: Part, name: str, default: str) -> list[int]:
    listed = [part.strip() for part in (one.text(name) or default).split(",")]
    if not all(part.isdecimal() and 0 < len(part) < 8 for part in listed):
        one.refuse("must be whole numbers from 1, with commas between them.", name)
    return [int(part) for part in listed]
