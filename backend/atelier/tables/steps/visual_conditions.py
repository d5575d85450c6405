"""DSS's if-then-else blocks (`visualIfDesc`) as rules: conditions and values as formulas."""

from typing import Any

from atelier.errors import InvalidInput
from atelier.storage.names import shown

_LOC = "visualIfDesc"

_TEXT_OPERATORS = {
    "is empty": "coalesce({text}, '') = ''",
    "not empty": "coalesce({text}, '') <> ''",
    "== [string]": "{text} = {string}",
    "!= [string]": "coalesce({text}, '') <> {string}",
    "contains": "contains({text}, {string})",
    "not contains": "NOT coalesce(contains({text}, {string}), false)",
    "== [column]": "{column} = {other}",
    "true": "TRY_CAST({column} AS BOOLEAN)",
    "false": "NOT TRY_CAST({column} AS BOOLEAN)",
}
_NUMBER_OPERATORS = {"==": "=", "!=": "<>", ">": ">", "<": "<", ">=": ">=", "<=": "<="}


def rules_from(described: Any) -> dict[str, Any]:
    """Return the settings of If, then, else that DSS's description means; raises `InvalidInput` at `visualIfDesc`."""
    whole = _object(described, "The description")
    blocks = [_object(whole.get("ifThen"), "ifThen")]
    blocks += [_object(block, "A block of elseIfThens") for block in _list(whole.get("elseIfThens"))]
    otherwise = [_object(action, "An action of elseActions") for action in _list(whole.get("elseActions"))]
    actions = [[_object(one, "An action") for one in _list(block.get("actions"))] for block in blocks]
    every = [*actions, otherwise] if otherwise else actions
    outputs = {str(one.get("outputColumnName") or "") for listed in every for one in listed}
    if any(len(listed) != 1 for listed in every) or len(outputs) > 1:
        raise InvalidInput.at(_LOC, "Its blocks write to several columns or to none: take one step for each column.")
    firsts = [listed[0] for listed in every]
    is_formula = any(_is_formula(action) for action in firsts)
    values = [_value(action, is_formula=is_formula) for action in firsts]
    conditions = [_condition(_object(block.get("filter"), "The filter")) for block in blocks]
    return {
        "rules": [{"from": when, "to": then} for when, then in zip(conditions, values, strict=False)],
        "valuesAre": "FORMULA" if is_formula else "TEXT",
        "otherwise": "VALUE" if otherwise else "KEEP",
        "otherwiseValue": values[-1] if otherwise else "",
        "outputColumn": outputs.pop(),
    }


def _condition(block: dict[str, Any]) -> str:
    shape = _object(block.get("uiData"), "The filter's uiData")
    tests = [_test(_object(one, "A condition")) for one in _list(shape.get("conditions"))]
    if not tests:
        raise InvalidInput.at(_LOC, "A block has no condition.")
    return (" OR " if shape.get("mode") == "||" else " AND ").join(f"({test})" for test in tests)


def _test(one: dict[str, Any]) -> str:
    operator = " ".join(str(one.get("operator") or "").split())
    column = _quoted(str(one.get("input") or ""))
    if operator in _TEXT_OPERATORS:
        return _TEXT_OPERATORS[operator].format(
            text=f"CAST({column} AS VARCHAR)",
            column=column,
            string=_written(str(one.get("string") or "")),
            other=_quoted(str(one.get("col") or "")),
        )
    sign, _, kind = operator.partition(" ")
    number = one.get("num", 0)
    if kind == "[number]" and sign in _NUMBER_OPERATORS and isinstance(number, int | float):
        return f"TRY_CAST({column} AS DOUBLE) {_NUMBER_OPERATORS[sign]} {number!r}"
    raise InvalidInput.at(
        _LOC, f"The condition “{shown(operator)}” is not known here: write it as a formula in a rule instead."
    )


def _is_formula(action: dict[str, Any]) -> bool:
    return action.get("operator") != "ASSIGN_VALUE" and bool(action.get("formula"))


def _value(action: dict[str, Any], *, is_formula: bool) -> str:
    if _is_formula(action):
        return str(action["formula"])
    value = str("" if action.get("value") is None else action["value"])
    return _written(value) if is_formula else value


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _written(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _object(found: Any, what: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise InvalidInput.at(_LOC, f"{what} must be an object.")
    return found


def _list(found: Any) -> list[Any]:
    return found if isinstance(found, list) else []
