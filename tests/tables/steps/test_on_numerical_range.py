"""Filter and flag on a range of numbers."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.steps.drawn import Finding, Rows, both, column, few, refused, sentence, tables

from atelier.storage.schema import Column

Factory = pytest.TempPathFactory

steps = both("FilterOnNumericalRange", "FlagOnNumericalRange")
bounds = st.one_of(st.none(), st.sampled_from([-3.0, 0.0, 1.0, 2.5, 1e10]))


@steps
@few
@given(rows=tables, least=bounds, most=bounds, name=st.sampled_from(["text", "number", "whole"]))
def test_numbers_in_a_range(
    tmp_path_factory: Factory,
    finding: Finding,
    rows: Rows,
    least: float | None,
    most: float | None,
    name: str,
) -> None:
    if (least is None and most is None) or (least is not None and most is not None and least > most):
        return

    def is_meant(cell: Any) -> bool:
        try:
            value = float(cell)
        except (TypeError, ValueError):
            return False
        return (least is None or value >= least) and (most is None or value <= most)

    found = finding.cells(tmp_path_factory.mktemp("t"), rows, name, min=least, max=most)
    assert found == [cell for cell in column(rows, name) if is_meant(cell)]


@steps
def test_not_a_number_is_in_no_range(tmp_path: Path, finding: Finding) -> None:
    columns = [Column(name="n", type="double", meaning="decimal")]
    rows: Rows = [[float("nan")], [float("inf")], [1.0]]
    assert finding.cells(tmp_path, rows, "n", columns=columns, min=0) == [float("inf"), 1.0]


@steps
def test_empty_cells_match_where_wished(tmp_path: Path, finding: Finding) -> None:
    rows: Rows = [[None, None, number, None, None, None] for number in (1.0, None, 5.0)]
    assert finding.cells(tmp_path, rows, "number", min=4, includeEmptyValues=True) == [None, 5.0]
    said = sentence(finding.step(columns=["number"], min=4, includeEmptyValues=True))
    assert "where column “number” is at least 4 or empty" in said


@steps
def test_what_it_says_and_refuses(tmp_path: Path, finding: Finding) -> None:
    verb, where = ("Flag", " in “in”") if finding.flag else ("Keep only", "")
    said = sentence(finding.step(columns=["number"], min=1, max=2))
    assert said == f"{verb} rows where column “number” is between 1 and 2{where}"
    for params, at, match in (
        ({}, "min", "lower or an upper bound"),
        ({"min": 2, "max": 1}, "max", "below the lower"),
        ({"min": "x"}, "min", "valid number"),
    ):
        refused(tmp_path, finding.step(columns=["number"], **params), at=at, match=match)
