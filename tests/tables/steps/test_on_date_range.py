"""Filter and flag on a range of dates, on dates around now, and on parts of dates."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.steps.drawn import MOMENTS, Finding, Rows, both, column, few, refused, sentence, tables

from atelier import clock

Factory = pytest.TempPathFactory

steps = both("FilterOnDateRange", "FlagOnDate")
NOW = datetime(2024, 2, 29, 13, 30, tzinfo=UTC)  # a Thursday
FREQUENCIES = {"YEAR": "Y", "QUARTER": "Q", "MONTH": "M", "WEEK": "W", "DAY": "D", "HOUR": "h"}


@steps
@few
@given(
    rows=tables,
    least=st.sampled_from(["", "1969-07-20", "2026-05-31"]),
    most=st.sampled_from(["1969-07-20", "2024-02-29", "2026-05-31"]),
)
def test_whole_days_in_a_range(tmp_path_factory: Factory, finding: Finding, rows: Rows, least: str, most: str) -> None:
    if least > most:
        return
    found = finding.cells(tmp_path_factory.mktemp("t"), rows, "moment", min=least, max=most)
    assert found == [
        cell for cell in column(rows, "moment") if cell is not None and least <= cell.date().isoformat() <= most
    ]


@steps
@few
@given(rows=tables, year=st.sampled_from([1899, 1969, 2024, 2025]))
def test_a_part_of_the_date(tmp_path_factory: Factory, finding: Finding, rows: Rows, year: int) -> None:
    found = finding.cells(tmp_path_factory.mktemp("t"), rows, "moment", filterType="PART", part="YEAR", values=[year])
    assert found == [cell for cell in column(rows, "moment") if cell is not None and cell.year == year]


@steps
def test_all_parts(tmp_path: Path, finding: Finding) -> None:
    rows: Rows = [[None, None, None, None, None, moment] for moment in MOMENTS]
    leap = MOMENTS[2]
    for part, value in {
        "YEAR": "2024", "QUARTER_OF_YEAR": "1", "MONTH_OF_YEAR": "2", "WEEK_OF_YEAR": "9", "DAY_OF_MONTH": "29",
        "DAY_OF_WEEK": "4", "HOUR_OF_DAY": "23", "INDIVIDUAL": "2024-02-29",
    }.items():  # fmt: skip
        assert finding.cells(tmp_path / part, rows, "moment", filterType="PART", part=part, values=[value]) == [leap], (
            part
        )


@steps
def test_bounds_are_of_a_time_zone_and_texts_are_read(tmp_path: Path, finding: Finding) -> None:
    rows: Rows = [["1969-07-20T20:17:00", None, None, None, None, MOMENTS[1]], ["x", None, None, None, None, None]]
    late = {"min": "1969-07-20T21:00", "timezone_id": "Europe/Paris"}
    assert finding.cells(tmp_path / "a", rows, "moment", **late) == [MOMENTS[1]]  # Paris was at UTC+1: 20:00 there
    assert finding.cells(tmp_path / "b", rows, "moment", min="1969-07-20T21:00") == []
    assert finding.cells(tmp_path / "c", rows, "text", max="1969-07-20") == ["1969-07-20T20:17:00"]


@steps
def test_what_it_says_and_refuses(tmp_path: Path, finding: Finding) -> None:
    said = sentence(finding.step(columns=["moment"], min="2026-05-01", max="2026-05-31"))
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
        ({"filterType": "LATELY"}, "filterType", "Input should be"),
        ({"filterType": "RELATIVE", "next": 1, "untilNow": True}, "next", "only up to now has no units after"),
        ({"filterType": "RELATIVE", "next": 1, "withCurrent": False}, "withCurrent", "holds this one too"),
        ({"filterType": "RELATIVE", "last": 0, "withCurrent": False}, "last", "Give units before or after"),
        ({"filterType": "RELATIVE", "timezone_id": "Mars"}, "timezone_id", "no time zone “Mars”"),
        ({"filterType": "RELATIVE", "last": -1}, "last", "greater than or equal to 0"),
    ):
        refused(tmp_path, finding.step(columns=["moment"], **params), at=at, match=match)


@steps
def test_the_end_of_the_calendar(tmp_path: Path, finding: Finding) -> None:
    rows: Rows = [[None, None, None, None, None, MOMENTS[0]]]
    assert finding.cells(tmp_path, rows, "moment", min="0001-01-01", max="9999-12-31") == [MOMENTS[0]]


@steps
@few
@given(
    hours=st.lists(st.integers(-40_000, 40_000), min_size=1, max_size=30),
    unit=st.sampled_from(list(FREQUENCIES)),
    last=st.integers(0, 3),
    next=st.integers(0, 2),
)
def test_windows_around_now_are_the_periods_of_pandas(
    tmp_path_factory: Factory, finding: Finding, hours: list[int], unit: str, last: int, next: int
) -> None:
    moments = [(NOW + timedelta(hours=hour, minutes=hour % 60)).replace(tzinfo=None) for hour in hours]
    rows: Rows = [[None, None, None, None, None, moment] for moment in moments]
    current = pd.Period(NOW.replace(tzinfo=None), freq=FREQUENCIES[unit])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        found = finding.cells(
            tmp_path_factory.mktemp("t"), rows, "moment", filterType="RELATIVE", relativeUnit=unit, last=last, next=next
        )
    least, most = (current - last).start_time, (current + next).end_time
    assert found == [moment for moment in moments if least <= pd.Timestamp(moment) <= most]


@steps
@pytest.mark.parametrize(
    ("params", "words", "kept"),
    [
        ({"relativeUnit": "DAY", "last": 7, "withCurrent": False}, "the last 7 days", ["02-22", "02-28"]),
        ({"relativeUnit": "DAY", "last": 7}, "the last 7 days or this one", ["02-22", "02-28", "02-29", "02-29T20"]),
        (
            {"relativeUnit": "DAY", "last": 1, "untilNow": True},
            "the last day or this one, up to now",
            ["02-28", "02-29"],
        ),
        ({"relativeUnit": "MONTH", "last": 0, "untilNow": True}, "this month, up to now", ["02-22", "02-28", "02-29"]),
        ({"relativeUnit": "MONTH", "last": 0, "next": 1, "withCurrent": False}, "the next month", ["03-01"]),
        ({"relativeUnit": "WEEK", "last": 0}, "this week", ["02-28", "02-29", "02-29T20", "03-01"]),
        ({"relativeUnit": "YEAR", "last": 9_999, "withCurrent": False}, "the last 9999 years", ["12-31"]),
    ],
)
def test_windows_by_name(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    finding: Finding,
    params: dict[str, object],
    words: str,
    kept: list[str],
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    names = ["12-31", "02-22", "02-28", "02-29", "02-29T20", "03-01"]
    moments = {name: datetime.fromisoformat(f"{2023 if name == '12-31' else 2024}-{name}") for name in names}
    rows: Rows = [[None, None, None, None, None, moment] for moment in moments.values()]
    found = finding.cells(tmp_path, rows, "moment", filterType="RELATIVE", **params)
    assert found == [moments[name] for name in kept]
    assert f"“moment” is in {words}" in sentence(finding.step(columns=["moment"], filterType="RELATIVE", **params))


@steps
def test_a_day_is_that_of_the_time_zone_also_when_clocks_are_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, finding: Finding
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2024, 3, 31, 12, tzinfo=UTC))  # Paris goes to summer time
    moments = [datetime(2024, 3, 30, 22, 59), datetime(2024, 3, 30, 23), datetime(2024, 3, 31, 21, 59)]
    rows: Rows = [[None, None, None, None, None, moment] for moment in [*moments, datetime(2024, 3, 31, 22)]]
    today = {"filterType": "RELATIVE", "last": 0, "timezone_id": "Europe/Paris"}
    assert finding.cells(tmp_path, rows, "moment", **today) == moments[1:]


@steps
def test_options_of_dss_are_read(finding: Finding) -> None:
    option = {"last": 2, "next": 0, "containsCurrentDatePart": False, "isUntilNow": False}
    one = finding.step(columns=["moment"], filterType="RELATIVE", part="MONTH_OF_YEAR", option=option)
    assert "is in the last 2 months" in sentence(one)


@steps
def test_empty_cells_match_where_wished(tmp_path: Path, finding: Finding) -> None:
    rows: Rows = [[None, None, None, None, None, moment] for moment in (None, *MOMENTS)]
    assert finding.cells(tmp_path, rows, "moment", min="2026-01-01", includeEmptyValues=True) == [None, MOMENTS[3]]
