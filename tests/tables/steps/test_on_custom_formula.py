"""Filter and flag with a formula."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tests.tables.steps.drawn import Finding, Rows, both, column, counted, few, made, refused, sentence, tables

Factory = pytest.TempPathFactory

steps = both("FilterOnCustomFormula", "FlagOnCustomFormula")


@steps
@few
@given(rows=tables)
def test_rows_for_which_it_is_true(tmp_path_factory: Factory, finding: Finding, rows: Rows) -> None:
    one = finding.step(expression="number / whole > 0.5 OR \"text\" = 'a'")
    found = made(tmp_path_factory.mktemp("t"), rows, one)

    def is_meant(row: Any) -> bool:
        number, whole = row[2], row[3]
        return row[0] == "a" or (number is not None and bool(whole) and number / whole > 0.5)

    if finding.flag:
        assert found[finding.flag] == [is_meant(row) for row in rows]
    else:
        assert found["text"] == column([row for row in rows if is_meant(row)], "text")


@steps
def test_what_it_says_and_refuses(tmp_path: Path, finding: Finding) -> None:
    one = finding.step(expression="number > 1")
    assert sentence(one) == (
        "Flag rows where number > 1 in “in”" if finding.flag else "Keep only rows where number > 1"
    )
    rows: Rows = [[None, None, number, None, None, None] for number in (1.0, 2.0, None)]
    assert counted(tmp_path / "c", rows, one)[2:] == (1, "The condition holds in 1 of 3 rows")
    for expression, match in {
        "": "formula is empty", "nope > 1": "no column “nope”", "lower(\"text\")": "true or false",
        "sum(number) > 1": "works over many rows", "read_text('/etc/passwd') = ''": "not among",
        "moment": "true or false", "number + flag": "No function matches",
    }.items():  # fmt: skip
        refused(tmp_path, finding.step(expression=expression), at="expression", match=match)
