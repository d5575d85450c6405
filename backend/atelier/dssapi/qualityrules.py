"""Data quality rules in DSS's shape, which are checks here, and the probes that give what they look at."""

from dataclasses import dataclass
from typing import Any

from atelier.checks import registry as check_types
from atelier.errors import InvalidInput, NotFound
from atelier.metrics.settings import Entry

_BOUNDS = {"minimum": "minimum", "maximum": "maximum", "soft_minimum": "softMinimum", "soft_maximum": "softMaximum"}
_RANGE = "numeric-range"
_OF_DATASET = {
    "RecordCountInRangeRule": ("records:COUNT_RECORDS", "records"),
    "ColumnCountInRangeRule": ("basic:COUNT_COLUMNS", "size"),
}
_OF_COLUMN = {
    "ColumnMinInRangeRule": "MIN",
    "ColumnMaxInRangeRule": "MAX",
    "ColumnAvgInRangeRule": "AVG",
    "ColumnSumInRangeRule": "SUM",
    "ColumnMedianInRangeRule": "MEDIAN",
    "ColumnStdDevInRangeRule": "STDDEV",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A check, and the probe that gives its metric (None: whatever is measured)."""

    check: Entry
    probe: Entry | None = None


def rule_from(body: dict[str, Any], *, id: str) -> Rule:
    """Return the check that a rule means: one of DSS's rules, or a type of check here with `params`.

    Raises `InvalidInput`.
    """
    type_ = body.get("type")
    if not isinstance(type_, str) or not type_:
        raise InvalidInput.at("type", "“type” is needed, as text.")
    enabled, name = body.get("enabled") is not False, str(body.get("displayName") or "")[:120]
    if type_ in _OF_DATASET:
        metric, probe = _OF_DATASET[type_]
        params = {"metric": metric, **_bounds(body)}
        return Rule(Entry(id, _RANGE, name, enabled, params), Entry(probe, probe))
    if type_ in _OF_COLUMN:
        column, figure = _column(body), _OF_COLUMN[type_]
        params = {"metric": f"col_stats:{figure}:{column}", **_bounds(body)}
        measured = {"columns": [column], "figures": [figure]}
        return Rule(Entry(id, _RANGE, name, enabled, params), Entry(id, "column-statistics", params=measured))
    try:
        found = check_types.get(type_)
    except NotFound:
        listed = ", ".join([*_OF_DATASET, *_OF_COLUMN, *check_types.all_types()])
        raise InvalidInput.at("type", f"There is no rule type “{type_}”; there are: {listed}.") from None
    given = body.get("params")
    return Rule(Entry(id, found.type, name, enabled, dict(given) if isinstance(given, dict) else {}))


def rule_to(entry: Entry, kept: dict[str, Any]) -> dict[str, Any]:
    """Return a check as a rule, over what a script stored of it."""
    shown = {**kept, "id": entry.id, "displayName": entry.name, "enabled": entry.enabled}
    type_ = kept.get("type")
    if entry.type == _RANGE and _metric_of(kept) == entry.params.get("metric"):
        for ours, dss in _BOUNDS.items():
            value = entry.params.get(ours)
            shown |= {dss: value if value is not None else kept.get(dss), f"{dss}Enabled": value is not None}
        return {**shown, "type": type_}
    return {**shown, "type": entry.type, "params": entry.params}


def measures(entries: tuple[Entry, ...], wanted: Entry) -> bool:
    """Say whether probes that are set up give already what a wanted one would."""
    for entry in entries:
        if entry.type != wanted.type or not entry.enabled:
            continue
        if wanted.type != "column-statistics":
            return True
        columns, figures = entry.params.get("columns"), entry.params.get("figures") or []
        if (not columns or set(wanted.params["columns"]) <= set(columns)) and wanted.params["figures"][0] in figures:
            return True
    return False


def _metric_of(kept: dict[str, Any]) -> str | None:
    type_ = kept.get("type")
    if type_ in _OF_DATASET:
        return _OF_DATASET[type_][0]
    return f"col_stats:{_OF_COLUMN[type_]}:{_column(kept)}" if type_ in _OF_COLUMN else None


def _bounds(body: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for ours, dss in _BOUNDS.items():
        value = body.get(dss)
        if not body.get(f"{dss}Enabled") or value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InvalidInput.at(dss, f"“{dss}” must be a number.")
        found[ours] = value
    if not found:
        raise InvalidInput.at(
            "minimum", "A range needs a bound: set “minimum” and “minimumEnabled”, or “maximum” and the soft ones."
        )
    return found


def _column(body: dict[str, Any]) -> str:
    listed = body.get("columns")
    if not isinstance(listed, list) or len(listed) != 1 or not isinstance(listed[0], str):
        raise InvalidInput.at("columns", "“columns” must hold one column's name; make a rule for each column.")
    return listed[0]
