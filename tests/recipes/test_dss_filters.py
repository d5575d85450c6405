"""Filters that scripts choose condition by condition keep the rows that the words promise."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from dataikuapi.dss.utils import DSSFilterOperator
from tests.recipes.tabular import col, one

from atelier.errors import InvalidInput
from atelier.recipes.dss.conditions import filter_from_dss
from atelier.recipes.dss.reading import Part

COLUMNS = [
    col("id", "bigint"),
    col("text"),
    col("number", "double"),
    col("day", "date"),
    col("flag", "boolean"),
    col("other"),
]
ROWS = [
    (1, "Tea", 1.5, datetime(2024, 1, 1, 10, tzinfo=UTC), True, "Tea"),
    (2, "it's tea", -2.0, datetime(2024, 1, 31, tzinfo=UTC), False, "x"),
    (3, "", 9.0, None, None, ""),
    (4, None, None, datetime(2024, 2, 1, 23, 30, tzinfo=UTC), True, "tea"),
]
CASES: list[tuple[str, dict[str, Any], list[int]]] = [
    ("is empty", {"input": "text"}, [3, 4]),
    ("not empty", {"input": "number"}, [1, 2, 3]),
    ("empty string", {"input": "text"}, [3, 4]),
    ("not empty string", {"input": "text"}, [1, 2]),
    ("true", {"input": "flag"}, [1, 4]),
    ("false", {"input": "flag"}, [2]),
    ("== [string]", {"input": "text", "string": "it's tea"}, [2]),
    ("== [string]", {"input": "number", "string": "9.0"}, [3]),
    ("== [string]i", {"input": "text", "string": "TEA"}, [1]),
    ("!= [string]", {"input": "text", "string": "Tea"}, [2, 3, 4]),
    ("contains", {"input": "text", "string": "tea"}, [2]),
    ("not contains", {"input": "text", "string": "tea"}, [1, 3, 4]),
    ("contains [string]i", {"input": "text", "string": "TEA"}, [1, 2]),
    ("starts with", {"input": "text", "string": "it"}, [2]),
    ("ends with", {"input": "text", "string": "ea"}, [1, 2]),
    ("regex", {"input": "text", "string": "^T.a$"}, [1]),
    ("in [string]", {"input": "text", "items": [{"string": "Tea"}, {"string": "x"}]}, [1]),
    ("not in [string]", {"input": "text", "items": [{"string": "Tea"}]}, [2, 3, 4]),
    ("== [number]", {"input": "number", "num": 9}, [3]),
    ("!= [number]", {"input": "number", "num": 9}, [1, 2, 4]),
    (">  [number]", {"input": "number", "num": 1.5}, [3]),
    ("<  [number]", {"input": "number", "num": 0}, [2]),
    (">= [number]", {"input": "number", "num": 1.5}, [1, 3]),
    ("<= [number]", {"input": "number", "num": -2.0}, [2]),
    (">< [number]", {"input": "number", "num": -2, "num2": 2}, [1, 2]),
    ("in [number]", {"input": "id", "items": [{"num": 1}, {"num": 4}]}, [1, 4]),
    ("not in [number]", {"input": "number", "items": [{"num": 9}]}, [1, 2, 4]),
    ("== [date]", {"input": "day", "date": "2024-01-31"}, [2]),
    ("== [date]", {"input": "day", "date": "2024-01-15", "unit": "MONTH"}, [1, 2]),
    (">  [date]", {"input": "day", "date": "2024-01-31", "time": "00:00"}, [4]),
    ("<  [date]", {"input": "day", "date": "2024-01-31"}, [1]),
    (">= [date]", {"input": "day", "date": "2024-01-31"}, [2, 4]),
    ("<= [date]", {"input": "day", "date": "2024-01-31"}, [1, 2]),
    (">< [date]", {"input": "day", "date": "2024-01-01", "date2": "2024-01-31", "time2": "12:00"}, [1, 2]),
    ("== [column]", {"input": "text", "col": "other"}, [1, 3]),
    ("!= [column]", {"input": "text", "col": "other"}, [2, 4]),
    (">  [column]", {"input": "number", "col": "id"}, [1, 3]),
    ("<  [column]", {"input": "number", "col": "id"}, [2]),
    (">= [column]", {"input": "number", "col": "id"}, [1, 3]),
    ("<= [column]", {"input": "number", "col": "id"}, [2]),
    ("== [NaNcolumn]", {"input": "text", "col": "other"}, [1, 3]),
    ("!= [NaNcolumn]", {"input": "text", "col": "other"}, [2, 4]),
]
OF_ARRAYS = {"empty array", "not empty array", "array contains"}


def kept(folder: Path, *conditions: dict[str, Any], mode: str = "&&") -> list[int]:
    """Return the rows that a filter keeps, by their number."""
    formula = filter_from_dss(Part({"enabled": True, "uiData": {"mode": mode, "conditions": list(conditions)}}))
    return list(one("sample-filter", folder, (COLUMNS, ROWS), method="whole", pre_filter=formula)["id"])


@pytest.mark.parametrize(("operator", "condition", "expected"), CASES)
def test_an_operator_keeps_what_it_says(
    operator: str, condition: dict[str, Any], expected: list[int], tmp_path: Path
) -> None:
    assert kept(tmp_path, {"operator": operator, **condition}) == expected


def test_every_operator_of_the_client_is_known_but_those_of_arrays() -> None:
    tried = {operator for operator, _, _ in CASES}
    assert {one.value for one in DSSFilterOperator} - tried == OF_ARRAYS
    with pytest.raises(InvalidInput) as caught:
        filter_from_dss(
            Part({"enabled": True, "uiData": {"mode": "&&", "conditions": [{"operator": "empty array", "input": "a"}]}})
        )
    assert caught.value.message == "“uiData.conditions[0].operator” is “empty array”, which no formula is known for."


def test_conditions_are_joined_and_nested(tmp_path: Path) -> None:
    tea = {"input": "text", "operator": "contains [string]i", "string": "tea"}
    many = {"input": "number", "operator": ">  [number]", "num": 5}
    first = {"input": "id", "operator": "== [number]", "num": 1}
    assert kept(tmp_path / "a", tea, first) == [1]
    assert kept(tmp_path / "b", many, first, mode="||") == [1, 3]
    inner = {"subCondition": {"enabled": True, "uiData": {"mode": "||", "conditions": [many, first]}}}
    assert kept(tmp_path / "c", tea, inner) == [1]


def test_whole_numbers_beyond_what_a_decimal_can_tell_apart(tmp_path: Path) -> None:
    table = ([col("id", "bigint")], [(2**53,), (2**53 + 1,)])
    given = {"input": "id", "operator": "== [number]", "num": 2**53 + 1}
    formula = filter_from_dss(Part({"enabled": True, "uiData": {"mode": "&&", "conditions": [given]}}))
    assert list(one("sample-filter", tmp_path, table, method="whole", pre_filter=formula)["id"]) == [2**53 + 1]
