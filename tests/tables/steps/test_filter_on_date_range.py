"""Filter on a range of dates."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.steps.drawn import MOMENTS, Rows, column, few, made, refused, sentence, step, tables

Factory = pytest.TempPathFactory


TYPE = "FilterOnDateRange"
MORE: dict[str, Any] = {}


def kept(folder: Path, rows: Rows, **params: Any) -> list[Any]:
    found = made(folder, rows, step(TYPE, columns=["moment"], **MORE, **params))
    return found["moment"]


@few
@given(
    rows=tables,
    least=st.sampled_from(["", "1969-07-20", "2026-05-31"]),
    most=st.sampled_from(["1969-07-20", "2024-02-29", "2026-05-31"]),
)
def test_whole_days_in_a_range(tmp_path_factory: Factory, rows: Rows, least: str, most: str) -> None:
    if least > most:
        return
    found = kept(tmp_path_factory.mktemp("t"), rows, min=least, max=most)
    assert found == [
        cell for cell in column(rows, "moment") if cell is not None and least <= cell.date().isoformat() <= most
    ]


@few
@given(rows=tables, year=st.sampled_from([1899, 1969, 2024, 2025]))
def test_a_part_of_the_date(tmp_path_factory: Factory, rows: Rows, year: int) -> None:
    found = kept(tmp_path_factory.mktemp("t"), rows, filterType="PART", part="YEAR", values=[year])
    assert found == [cell for cell in column(rows, "moment") if cell is not None and cell.year == year]


def test_all_parts(tmp_path: Path) -> None:
    rows: Rows = [[None, None, None, None, None, moment] for moment in MOMENTS]
    leap = MOMENTS[2]
    for part, value in {
        "YEAR": "2024", "QUARTER_OF_YEAR": "1", "MONTH_OF_YEAR": "2", "WEEK_OF_YEAR": "9", "DAY_OF_MONTH": "29",
        "DAY_OF_WEEK": "4", "HOUR_OF_DAY": "23", "INDIVIDUAL": "2024-02-29",
    }.items():  # fmt: skip
        assert kept(tmp_path / part, rows, filterType="PART", part=part, values=[value]) == [leap], part


def test_bounds_are_of_a_time_zone_and_texts_are_read(tmp_path: Path) -> None:
    rows: Rows = [["1969-07-20T20:17:00", None, None, None, None, MOMENTS[1]], ["x", None, None, None, None, None]]
    late = {"min": "1969-07-20T21:00", "timezone_id": "Europe/Paris"}
    assert kept(tmp_path / "a", rows, **late) == [MOMENTS[1]]  # Paris was at UTC+1: 20:00 there
    assert kept(tmp_path / "b", rows, min="1969-07-20T21:00") == []
    found = made(tmp_path / "c", rows, step(TYPE, columns=["text"], **MORE, max="1969-07-20"))
    assert found["text"] == ["1969-07-20T20:17:00"]


def test_what_it_says_and_refuses(tmp_path: Path) -> None:
    said = sentence(step(TYPE, columns=["moment"], min="2026-05-01", max="2026-05-31", **MORE))
    assert "rows where column “moment” is from 2026-05-01 to 2026-05-31" in said
    for params, at, match in (
        ({}, "min", "first or a last date"),
        ({"min": "yesterday"}, "min", "“yesterday” is not a date"),
        ({"max": "2026-13-01"}, "max", "is not a date"),
        ({"min": "2026-05-31", "max": "2026-05-01"}, "max", "before the first"),
        ({"min": "2026-05-31", "timezone_id": "../../etc/passwd"}, "timezone_id", "no time zone"),
        ({"min": "2026-05-31", "timezone_id": "Nowhere/At all"}, "timezone_id", "no time zone"),
        ({"filterType": "PART", "values": []}, "values", "at least one"),
        ({"filterType": "PART", "values": ["x"]}, "values", "not a whole number"),
        ({"filterType": "PART", "part": "INDIVIDUAL", "values": ["1"]}, "values", "not a date"),
        ({"filterType": "RELATIVE"}, "filterType", "Input should be"),
    ):
        refused(tmp_path, step(TYPE, columns=["moment"], **MORE, **params), at=at, match=match)


def test_the_end_of_the_calendar(tmp_path: Path) -> None:
    rows: Rows = [[None, None, None, None, None, MOMENTS[0]]]
    assert kept(tmp_path, rows, min="0001-01-01", max="9999-12-31") == [MOMENTS[0]]
