"""Formula."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tests.tables.steps.drawn import COLUMNS, NAMES, Rows, column, few, made, refused, same, sentence, step, tables
from tests.tables.tabular import relation

from atelier.tables.script import ScriptStep, apply_script

Factory = pytest.TempPathFactory


@few
@given(rows=tables)
def test_a_number_where_it_can_be_worked_out(tmp_path_factory: Factory, rows: Rows) -> None:
    one = step("CreateColumnWithGREL", column="made", expression="number / whole + 1", errorColumn="error")
    found = made(tmp_path_factory.mktemp("t"), rows, one)
    for row, value, error in zip(rows, found["made"], found["error"], strict=True):
        number, whole = row[2], row[3]
        can = number is not None and whole is not None and whole != 0
        assert same([value], [number / whole + 1 if can else None])
        assert (error is not None) == (whole == 0)


@few
@given(rows=tables)
def test_texts_that_are_no_numbers_are_empty_and_named(tmp_path_factory: Factory, rows: Rows) -> None:
    one = step("CreateColumnWithGREL", column="n", expression='CAST("text" AS DOUBLE) * 2', errorColumn="e")
    found = made(tmp_path_factory.mktemp("t"), rows, one)
    for cell, value, error in zip(column(rows, "text"), found["n"], found["e"], strict=True):
        is_number = cell is not None and re.fullmatch(r"-?[0-9.]+", cell) is not None
        assert value == (float(cell) * 2 if is_number else None)
        assert error == (None if is_number or cell is None else "The formula cannot be worked out on this row.")


@pytest.mark.parametrize(
    ("expression", "type", "value"),
    [
        ("whole + 1", "bigint", 2), ("number * 2", "double", 2.0), ("upper(\"text\")", "string", "A"),
        ("number > 0", "boolean", True), ("moment + interval 1 day", "date", datetime(2026, 6, 1)),
        ("CAST(moment AS DATE)", "date", datetime(2026, 5, 31)), ("string_split(\"text\", 'x')", "array", '["a"]'),
        ("[number, 2.5]", "array", [1.0, 2.5]), ("NULL", "string", None), ("interval 3 day", "string", "3 days"),
        ("CAST(1.25 AS DECIMAL(5, 2))", "double", 1.25),
        ("123456789012345678901234567890", "double", 1.2345678901234568e29),
    ],
)  # fmt: skip
def test_what_a_formula_gives_is_stored_as_it_should(tmp_path: Path, expression: str, type: str, value: Any) -> None:
    rows = [["a", "A", 1.0, 1, True, datetime(2026, 5, 31, tzinfo=UTC)]]
    with relation(tmp_path, COLUMNS, rows) as (table, probe):
        one = ScriptStep.model_validate(step("CreateColumnWithGREL", column="made", expression=expression))
        after = apply_script(table, [one], probe)[0].after
        assert after.columns[-1].type == type
        assert probe.rows(after, after.sql("made")) == [(value,)]


def test_a_type_can_be_asked_for(tmp_path: Path) -> None:
    rows = [["12", None, None, None, None, None], ["x", None, None, None, None, None]]
    one = step("CreateColumnWithGREL", column="n", expression='"text"', outputType="bigint", errorColumn="e")
    found = made(tmp_path, rows, one)
    assert found["n"] == [12, None]
    assert [error is not None for error in found["e"]] == [False, True]


def test_a_column_can_be_replaced_from_itself(tmp_path: Path) -> None:
    rows = [["a", "A", 1.0, 1, True, None]]
    found = made(tmp_path, rows, step("CreateColumnWithGREL", column="text", expression="\"text\" || 'b'"))
    assert (list(found), found["text"], found["Text"]) == (NAMES, ["ab"], ["A"])


@pytest.mark.parametrize(
    ("params", "at", "match"),
    [
        ({"expression": "1"}, "column", "Give the output column a name"),
        ({"column": "a"}, "expression", "The formula is empty"),
        ({"column": "a", "expression": "sum(whole)"}, "expression", "Group or Window"),
        ({"column": "a", "expression": "number + flag"}, "expression", "No function matches"),
        ({"column": "a", "expression": "getenv('HOME')"}, "expression", "not among"),
        ({"column": "a", "expression": "1", "errorColumn": "a"}, "errorColumn", "name of its own"),
        ({"column": "a", "expression": "x" * 20_001}, "expression", "at most 20000"),
    ],
)
def test_what_is_refused(tmp_path: Path, params: dict[str, Any], at: str, match: str) -> None:
    refused(tmp_path, step("CreateColumnWithGREL", **params), at=at, match=match)


def test_what_it_says() -> None:
    assert sentence(step("CreateColumnWithGREL", column="a", expression="b + 1")) == "Compute “a” as b + 1"
