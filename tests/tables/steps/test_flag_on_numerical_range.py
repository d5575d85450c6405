"""Flag on a range of numbers."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.steps.drawn import Rows, column, few, made, refused, sentence, step, tables

from atelier.storage.schema import Column

Factory = pytest.TempPathFactory


bounds = st.one_of(st.none(), st.sampled_from([-3.0, 0.0, 1.0, 2.5, 1e10]))


@few
@given(rows=tables, least=bounds, most=bounds, name=st.sampled_from(["text", "number", "whole"]))
def test_numbers_in_a_range(
    tmp_path_factory: Factory, rows: Rows, least: float | None, most: float | None, name: str
) -> None:
    if (least is None and most is None) or (least is not None and most is not None and least > most):
        return

    def is_meant(cell: Any) -> bool:
        try:
            value = float(cell)
        except (TypeError, ValueError):
            return False
        return (least is None or value >= least) and (most is None or value <= most)

    one = step("FlagOnNumericalRange", columns=[name], min=least, max=most, flagColumn="in")
    found = made(tmp_path_factory.mktemp("t"), rows, one)
    assert found["in"] == [is_meant(cell) for cell in column(rows, name)]


def test_not_a_number_is_in_no_range(tmp_path: Path) -> None:
    columns = [Column(name="n", type="double", meaning="decimal")]
    rows: Rows = [[float("nan")], [float("inf")], [1.0]]
    one = step("FlagOnNumericalRange", columns=["n"], min=0, flagColumn="in")
    found = made(tmp_path, rows, one, columns=columns)
    assert found["in"] == [False, True, True]


def test_what_it_says_and_refuses(tmp_path: Path) -> None:
    more: dict[str, Any] = {"flagColumn": "in"}
    one = step("FlagOnNumericalRange", columns=["number"], min=1, max=2, **more)
    assert sentence(one) == "Flag rows where column “number” is between 1 and 2 in “in”"
    for params, at, match in (
        ({}, "min", "lower or an upper bound"),
        ({"min": 2, "max": 1}, "max", "below the lower"),
        ({"min": "x"}, "min", "valid number"),
    ):
        refused(tmp_path, step("FlagOnNumericalRange", columns=["number"], **more, **params), at=at, match=match)
