"""Flag with a formula."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tests.tables.steps.drawn import Rows, counted, few, made, refused, sentence, step, tables

Factory = pytest.TempPathFactory


TYPE = "FlagOnCustomFormula"
MORE: dict[str, Any] = {"flagColumn": "in"}


@few
@given(rows=tables)
def test_rows_for_which_it_is_true(tmp_path_factory: Factory, rows: Rows) -> None:
    one = step(TYPE, expression="number / whole > 0.5 OR \"text\" = 'a'", **MORE)
    found = made(tmp_path_factory.mktemp("t"), rows, one)

    def is_meant(row: Any) -> bool:
        number, whole = row[2], row[3]
        return row[0] == "a" or (number is not None and bool(whole) and number / whole > 0.5)

    assert found["in"] == [is_meant(row) for row in rows]


def test_what_it_says_and_refuses(tmp_path: Path) -> None:
    said = sentence(step(TYPE, expression="number > 1", **MORE))
    assert said == "Flag rows where number > 1 in “in”"
    rows: Rows = [[None, None, number, None, None, None] for number in (1.0, 2.0, None)]
    assert counted(tmp_path / "c", rows, step(TYPE, expression="number > 1", **MORE))[2:] == (
        1,
        "The condition holds in 1 of 3 rows",
    )
    for expression, match in {
        "": "formula is empty", "nope > 1": "no column “nope”", "lower(\"text\")": "true or false",
        "sum(number) > 1": "works over many rows", "read_text('/etc/passwd') = ''": "not among",
        "moment": "true or false", "number + flag": "No function matches",
    }.items():  # fmt: skip
        refused(tmp_path, step(TYPE, expression=expression, **MORE), at="expression", match=match)
