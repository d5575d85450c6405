"""DSS's filters: a formula, or conditions chosen one by one, as one formula of ours.

The words of the operators are those of `DSSFilterOperator` in the open client.
"""

import re
from collections.abc import Callable
from typing import Any

from atelier.recipes.dss.reading import Part

_JOINED = {"&&": " AND ", "||": " OR "}
_DAY, _TIME = re.compile(r"\d{4}-\d{2}-\d{2}"), re.compile(r"\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?")
_UNITS = {
    "YEAR": "year", "QUARTER": "quarter", "MONTH": "month", "WEEK": "week", "DAY": "day", "HOUR": "hour",
    "MINUTE": "minute", "SECOND": "second",
}  # fmt: skip


def filter_to_dss(formula: str) -> dict[str, Any]:
    """Return a formula as a filter."""
    shown = {"mode": "CUSTOM", "conditions": []}
    return {"enabled": formula != "", "distinct": False, "expression": formula, "uiData": shown}


def filter_from_dss(given: Part) -> str:
    """Return a filter as a formula; "" keeps all rows. Raises `InvalidInput`."""
    given.demand_unset(
        "distinct", "cannot be set: a filter keeps equal rows here.", hint="Use a Distinct recipe after this one."
    )
    if not given.flag("enabled"):
        return ""
    shown = given.part("uiData")
    mode = shown.text("mode", "CUSTOM")
    if mode in _JOINED:
        return _all_of(shown, _JOINED[mode])
    if mode not in ("CUSTOM", "SQL"):
        shown.refuse(f"is {mode}; there are: CUSTOM, SQL, &&, ||.", "mode")
    return given.text("expression")


def _all_of(shown: Part, joined: str) -> str:
    found = [_condition(one) for one in shown.parts("conditions")]
    return joined.join(one for one in found if one)


def _condition(one: Part) -> str:
    if one.has("subCondition"):
        inner = filter_from_dss(one.part("subCondition"))
        return f"({inner})" if inner else ""
    operator = re.sub(r"\s+", " ", one.text("operator"))
    build = _OPERATORS.get(operator)
    if build is None:
        one.refuse(
            f"is “{operator}”, which no formula is known for.", "operator", hint="Write the filter as a formula."
        )
    if not one.has("input"):
        one.refuse("is needed: the column to look at.", "input")
    return build(one)


def _column(one: Part, field: str = "input") -> str:
    name = one.text(field)
    if not name:
        one.refuse("is needed: a column's name.", field)
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _text(one: Part) -> str:
    return f"CAST({_column(one)} AS varchar)"


def _words(one: Part) -> str:
    return _literal(one.text("string"))


def _plain_number(one: Part, field: str) -> str:
    value = one.number(field) if one.has(field) else one.refuse("is needed: a number.", field)
    if value != value or value in (float("inf"), float("-inf")):
        one.refuse("must be a finite number.", field)
    return f"({value!r})" if value < 0 else repr(value)


def _number(one: Part, value: float) -> str:
    kind = "bigint" if isinstance(value, int) and abs(value) > 2**53 else "double"  # a double would blur it
    return f"TRY_CAST({_column(one)} AS {kind})"


def _moment(one: Part, day: str = "date", time: str = "time") -> str:
    if not _DAY.fullmatch(one.text(day)):
        one.refuse("must be a day such as 2024-05-31.", day)
    hour = one.text(time) or "00:00"
    if not _TIME.fullmatch(hour):
        one.refuse("must be a time such as 13:30.", time)
    return f"CAST({_literal(f'{one.text(day)} {hour}')} AS timestamp)"


def _date(one: Part) -> str:
    return f"TRY_CAST({_column(one)} AS timestamp)"


def _same_date(one: Part) -> str:
    if not one.has("unit"):
        return f"{_date(one)} = {_moment(one)}"
    unit = _literal(one.word("unit", _UNITS, "DAY"))
    return f"date_trunc({unit}, {_date(one)}) = date_trunc({unit}, {_moment(one)})"


def _listed(one: Part, field: str) -> str:
    items = one.parts("items")
    if not items:
        one.refuse("is empty: list the values.", "items")
    if field == "string":
        return ", ".join(_literal(item.text("string")) for item in items)
    return ", ".join(_plain_number(item, "num") for item in items)


def _compared(sign: str) -> dict[str, Callable[[Part], str]]:
    def by_number(one: Part) -> str:
        return f"{_number(one, one.number('num'))} {sign} {_plain_number(one, 'num')}"

    def by_date(one: Part) -> str:
        return f"{_date(one)} {sign} {_moment(one)}"

    def by_column(one: Part) -> str:
        return f"{_column(one)} {sign} {_column(one, 'col')}"

    return {f"{sign} [number]": by_number, f"{sign} [date]": by_date, f"{sign} [column]": by_column}


def _empty(one: Part) -> str:
    return f"coalesce({_text(one)}, '') = ''"


def _filled(one: Part) -> str:
    return f"coalesce({_text(one)}, '') <> ''"


_OPERATORS: dict[str, Callable[[Part], str]] = {
    "is empty": _empty,
    "empty string": _empty,
    "not empty": _filled,
    "not empty string": _filled,
    "true": lambda one: f"lower({_text(one)}) = 'true'",
    "false": lambda one: f"lower({_text(one)}) = 'false'",
    "== [string]": lambda one: f"{_text(one)} = {_words(one)}",
    "== [string]i": lambda one: f"lower({_text(one)}) = lower({_words(one)})",
    "!= [string]": lambda one: f"{_text(one)} IS DISTINCT FROM {_words(one)}",
    "contains": lambda one: f"contains({_text(one)}, {_words(one)})",
    "not contains": lambda one: f"NOT coalesce(contains({_text(one)}, {_words(one)}), false)",
    "contains [string]i": lambda one: f"contains(lower({_text(one)}), lower({_words(one)}))",
    "starts with": lambda one: f"starts_with({_text(one)}, {_words(one)})",
    "ends with": lambda one: f"ends_with({_text(one)}, {_words(one)})",
    "regex": lambda one: f"regexp_matches({_text(one)}, {_words(one)})",
    "in [string]": lambda one: f"{_text(one)} IN ({_listed(one, 'string')})",
    "not in [string]": lambda one: f"coalesce({_text(one)}, '') NOT IN ({_listed(one, 'string')})",
    "in [number]": lambda one: f"TRY_CAST({_column(one)} AS double) IN ({_listed(one, 'num')})",
    "not in [number]": lambda one: f"coalesce(TRY_CAST({_column(one)} AS double) NOT IN ({_listed(one, 'num')}), true)",
    "== [number]": lambda one: f"{_number(one, one.number('num'))} = {_plain_number(one, 'num')}",
    "!= [number]": lambda one: f"{_number(one, one.number('num'))} IS DISTINCT FROM {_plain_number(one, 'num')}",
    ">< [number]": lambda one: (
        f"TRY_CAST({_column(one)} AS double) BETWEEN {_plain_number(one, 'num')} AND {_plain_number(one, 'num2')}"
    ),
    "== [date]": _same_date,
    ">< [date]": lambda one: f"{_date(one)} BETWEEN {_moment(one)} AND {_moment(one, 'date2', 'time2')}",
    "== [column]": lambda one: f"{_column(one)} = {_column(one, 'col')}",
    "!= [column]": lambda one: f"{_column(one)} IS DISTINCT FROM {_column(one, 'col')}",
    "== [NaNcolumn]": lambda one: f"{_text(one)} = CAST({_column(one, 'col')} AS varchar)",
    "!= [NaNcolumn]": lambda one: f"{_text(one)} IS DISTINCT FROM CAST({_column(one, 'col')} AS varchar)",
    **{operator: build for sign in (">", "<", ">=", "<=") for operator, build in _compared(sign).items()},
}
