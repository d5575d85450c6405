"""Stack in DSS's shape."""

from typing import Any

from atelier.recipes.dss.around import after_from_dss, after_to_dss, computed_from_dss, computed_to_dss
from atelier.recipes.dss.conditions import filter_from_dss, filter_to_dss
from atelier.recipes.dss.reading import Part

_MODES = {
    "union": "UNION",
    "intersection": "INTERSECT",
    "first": "FROM_INDEX",
    "remap": "REMAP",
    "position": "POSITION",  # no word of DSS: it has no such way
}


def to_dss(params: dict[str, Any]) -> dict[str, Any]:
    """Return params as a payload."""
    remap, parts = params.get("remap", []), params.get("parts", [])
    count = max([len(parts), *(len(one.get("columns", [])) for one in remap)])
    return {
        **after_to_dss(params),
        "mode": _MODES[params.get("columns_mode", "union")],
        "selectedColumns": [one.get("name", "") for one in remap],
        "selectedColumnsIndexes": [0],
        "virtualInputs": [_input_to_dss(place, parts, remap) for place in range(count)],
        "addOriginColumn": params.get("origin", "") != "",
        "originColumnName": params.get("origin", ""),
        "computedColumns": computed_to_dss(params.get("post_computed", [])),
    }


def from_dss(given: Part) -> dict[str, Any]:
    """Return a payload as params."""
    found = after_from_dss(given)
    if given.has("computedColumns"):
        found["post_computed"] = computed_from_dss(given, "computedColumns")
    if given.has("mode"):
        found["columns_mode"] = _mode(given)
    if given.has("addOriginColumn"):
        found["origin"] = given.text("originColumnName") if given.flag("addOriginColumn") else ""
    if given.has("virtualInputs"):
        inputs = given.parts("virtualInputs")
        for place, one in enumerate(inputs):
            if one.whole("index", place) != place:
                one.refuse(f"must be {place}: each input stands here once, in the order of the recipe's.", "index")
            one.demand_unset(
                "computedColumns", "cannot be set: compute columns by a Prepare recipe before, or after stacking."
            )
        described = [place for place, one in enumerate(inputs) if one.has("preFilter") or one.has("originLabel")]
        found["parts"] = [
            {"filter": filter_from_dss(one.part("preFilter")), "label": one.text("originLabel")}
            for one in inputs[: max(described, default=-1) + 1]
        ]
    if given.has("selectedColumns"):
        inputs, names = given.parts("virtualInputs"), given.columns("selectedColumns")
        found["remap"] = [{"name": name, "columns": _matches(inputs, at)} for at, name in enumerate(names)]
    return found


def _mode(given: Part) -> str:
    modes = {dss: ours for ours, dss in _MODES.items()}
    name = given.text("copySchemaFromDatasetWithName")
    if given.text("mode") == "FROM_DATASET":
        if not given.inputs or name != given.inputs[0]:
            first = f", {given.inputs[0]}" if given.inputs else ""
            given.refuse(
                f"is {name or 'empty'}: the columns can be those of the first input{first}.",
                "copySchemaFromDatasetWithName",
                hint="Let that dataset be the first input, or take REMAP.",
            )
        return "first"
    if given.text("mode") == "FROM_INDEX" and given.values.get("selectedColumnsIndexes") not in (None, [], [0]):
        given.refuse("must be [0]: the columns can be those of the first input.", "selectedColumnsIndexes")
    hint = "REMAP names the column of each input." if given.text("mode") == "CUSTOM" else None
    return given.word("mode", modes | {"FROM_DATASET": "first"}, "UNION", hint=hint)


def _input_to_dss(place: int, parts: list[dict[str, Any]], remap: list[dict[str, Any]]) -> dict[str, Any]:
    shown: dict[str, Any] = {"index": place}
    if place < len(parts):
        shown["preFilter"] = filter_to_dss(parts[place].get("filter", ""))
        shown["originLabel"] = parts[place].get("label", "")
    columns = [one.get("columns", []) for one in remap]
    shown["columnsMatch"] = [listed[place] if place < len(listed) else None for listed in columns]
    return shown


def _matches(inputs: list[Part], at: int) -> list[str]:
    """Return the column of each input that fills one of the result, as far as inputs say one."""
    found: list[str] = []
    for one in inputs:
        listed = one.values.get("columnsMatch") or []
        if not isinstance(listed, list) or not all(name is None or isinstance(name, str) for name in listed):
            one.refuse("must be a list of columns' names.", "columnsMatch")
        name = listed[at] if at < len(listed) else None
        found.append(name or "")
    while found and not found[-1] and _is_unsaid(inputs[len(found) - 1], at):
        found.pop()
    return found


def _is_unsaid(one: Part, at: int) -> bool:
    listed = one.values.get("columnsMatch") or []
    return at >= len(listed) or listed[at] is None
