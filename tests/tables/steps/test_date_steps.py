"""Steps on dates against Python's own."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from tests.tables.steps.trial import MOMENT, TEXT, column_after, columns_after, moments

from atelier.errors import InvalidInput

FEW = settings(max_examples=12)


@FEW
@given(moments)
def test_what_is_formatted_is_parsed_again(values: list[datetime | None]) -> None:
    aware = [None if value is None else value.replace(tzinfo=UTC, microsecond=0) for value in values]
    shape = "dd/MM/yyyy HH:mm:ss Z"
    written = column_after(MOMENT, aware, "DateFormatter", "x", inCol="moment", outCol="x", outFormat=shape)
    assert written == [None if v is None else v.strftime("%d/%m/%Y %H:%M:%S +0000") for v in aware]
    read = column_after(TEXT, written, "DateParser", "text", columns=["text"], formats=[shape])
    assert read == [None if value is None else value.replace(tzinfo=None) for value in aware]


@FEW
@given(moments)
def test_dates_are_written_in_a_language_and_a_zone(values: list[datetime | None]) -> None:
    zone = ZoneInfo("America/New_York")
    aware = [None if value is None or value.year < 1970 else value.replace(tzinfo=UTC) for value in values]
    written = column_after(
        MOMENT, aware, "DateFormatter", "x",
        inCol="moment", outCol="x", outFormat="yyyy-MM-dd'T'HH:mm:ss.SSS", timezone_id="America/New_York",
    )  # fmt: skip
    wanted = [None if v is None else v.astimezone(zone) for v in aware]
    assert written == [None if v is None else f"{v:%Y-%m-%dT%H:%M:%S}.{v.microsecond // 1000:03d}" for v in wanted]


@pytest.mark.parametrize(
    ("text", "shape", "language", "zone", "wanted"),
    [
        ("12 février 1965", "d MMMM yyyy", "fr", "UTC", datetime(1965, 2, 12)),
        ("mardi 3 mars 2020", "EEEE d MMMM yyyy", "fr", "UTC", datetime(2020, 3, 3)),
        ("3. März 2020", "d. MMMM yyyy", "de", "UTC", datetime(2020, 3, 3)),
        ("2020-07-01 12:00", "yyyy-MM-dd HH:mm", "en", "Europe/Paris", datetime(2020, 7, 1, 10)),
        ("2020-07-01T12:00:00Z", "yyyy-MM-dd'T'HH:mm:ssX", "en", "Europe/Paris", datetime(2020, 7, 1, 12)),
        ("2020-07-01T12:00:00+02:00", "yyyy-MM-dd'T'HH:mm:ssXXX", "en", "UTC", datetime(2020, 7, 1, 10)),
        ("07/01/20 3:04 PM", "MM/dd/yy h:mm a", "en", "UTC", datetime(2020, 7, 1, 15, 4)),
        ("2020-02-30", "yyyy-MM-dd", "en", "UTC", None),
        ("", "yyyy-MM-dd", "en", "UTC", None),
    ],
)
def test_parsing(text: str, shape: str, language: str, zone: str, wanted: datetime | None) -> None:
    found = column_after(
        TEXT, [text], "DateParser", "text", columns=["text"], formats=[shape], lang=language, timezone_id=zone
    )
    assert found == [wanted]


def test_without_formats_dates_are_read_as_iso_8601() -> None:
    found = column_after(TEXT, ["1969-12-31", "2020-01-01T00:00:00+01:00", "soon", None], "DateParser", "text",
                         columns=["text"])  # fmt: skip
    assert found == [datetime(1969, 12, 31), datetime(2019, 12, 31, 23), None, None]
    local = column_after(TEXT, ["2020-07-01 12:00:00", "2020-07-01T12:00:00Z"], "DateParser", "text",
                         columns=["text"], timezone_id="Europe/Paris")  # fmt: skip
    assert local == [datetime(2020, 7, 1, 10), datetime(2020, 7, 1, 12)]


@FEW
@given(moments)
def test_parts_are_those_of_the_calendar(values: list[datetime | None]) -> None:
    aware = [None if value is None else value.replace(tzinfo=UTC) for value in values]
    parts = {
        "outYearColumn": lambda v: v.year,
        "outQuarterColumn": lambda v: (v.month + 2) // 3,
        "outMonthColumn": lambda v: v.month,
        "outWeekOfYearColumn": lambda v: v.isocalendar().week,
        "outWeekYearColumn": lambda v: v.isocalendar().year,
        "outDayOfWeekColumn": lambda v: v.isoweekday(),
        "outDayOfYearColumn": lambda v: v.timetuple().tm_yday,
        "outSecondsColumn": lambda v: v.second,
        "outMillisecondsColumn": lambda v: v.microsecond // 1000,
        "outTimestampColumn": lambda v: (v - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1),
    }
    found = columns_after([MOMENT], [[value] for value in aware], "DateComponentsExtractor", list(parts),
                          column="moment", **{name: name for name in parts})  # fmt: skip
    for name, part in parts.items():
        assert found[name] == [None if value is None else part(value) for value in aware]


@FEW
@given(moments)
def test_differences_count_whole_units(values: list[datetime | None]) -> None:
    aware = [None if value is None else value.replace(tzinfo=UTC, microsecond=0) for value in values]
    end = datetime(2000, 1, 1, tzinfo=UTC)
    for unit, seconds in (("DAYS", 86_400), ("HOURS", 3_600), ("WEEKS", 604_800)):
        found = column_after(MOMENT, aware, "DateDifference", "x", input1="moment", compareTo="DATE",
                             refDate="2000-01-01", outputUnit=unit, output="x")  # fmt: skip
        assert found == [None if v is None else int((end - v) / timedelta(seconds=seconds)) for v in aware]


def test_increments_keep_within_the_month_and_the_calendar() -> None:
    values = [datetime(2020, 1, 31, tzinfo=UTC), datetime(1960, 2, 29, tzinfo=UTC), None]
    found = column_after(MOMENT, values, "DateIncrement", "x", inCol="moment", outCol="x", incrementUnit="MONTHS",
                         incrementStaticValue=1)  # fmt: skip
    assert found == [datetime(2020, 2, 29), datetime(1960, 3, 29), None]
    far = column_after(MOMENT, values, "DateIncrement", "moment", inCol="moment", incrementUnit="YEARS",
                       incrementStaticValue=1_000_000_000)  # fmt: skip
    assert far == [None, None, None]


@pytest.mark.parametrize(
    ("type", "params", "sentence"),
    [
        ("DateParser", {"columns": ["text"], "formats": ["qq"]}, "“qq” means nothing in a date format here"),
        ("DateParser", {"columns": ["text"], "formats": ["yyyy 'T"]}, "opens a quote ' that is never closed"),
        ("DateParser", {"columns": ["text"], "timezone_id": "Mars/Base"}, "There is no time zone “Mars/Base”"),
        ("DateFormatter", {"inCol": "number"}, "There is no column “number”"),
        ("DateDifference", {"input1": "text", "compareTo": "DATE", "refDate": "soon"}, "fixed date cannot be read"),
        ("DateComponentsExtractor", {"column": "text"}, "Name a column for at least one part"),
    ],
)
def test_what_cannot_be_done_is_said(type: str, params: dict[str, object], sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        column_after(TEXT, ["x"], type, "text", **params)
