"""Steps on numbers against plain Python."""

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tables.steps.trial import NUMBER, TEXT, WHOLE, column_after, columns_after, numbers

from atelier.errors import InvalidInput

FEW = settings(max_examples=12)


@FEW
@given(st.lists(st.one_of(st.none(), st.integers(-4_000, 4_000)), max_size=6), st.integers(0, 1))
def test_rounding(eighths: list[int | None], places: int) -> None:
    values = [None if one is None else one / 8 for one in eighths]  # eighths are exact in binary
    step = Decimal(1).scaleb(-places)
    found = column_after(NUMBER, values, "RoundProcessor", "number", columns=["number"], places=places)
    wanted = [None if v is None else float(Decimal(v).quantize(step, ROUND_HALF_UP)) for v in values]
    assert found == pytest.approx(wanted)
    down = column_after(NUMBER, values, "RoundProcessor", "number", columns=["number"], mode="FLOOR")
    assert down == [None if v is None else math.floor(v) for v in values]
    up = column_after(NUMBER, values, "RoundProcessor", "number", columns=["number"], mode="CEIL")
    assert up == [None if v is None else math.ceil(v) for v in values]


def test_rounding_what_is_no_whole_number_of_64_bits_gives_an_empty_cell() -> None:
    found = column_after(NUMBER, [math.inf, 1e300, 5.4], "RoundProcessor", "number", columns=["number"])
    assert found == [None, None, 5]


@FEW
@given(numbers)
def test_bins_hold_their_numbers(values: list[float | None]) -> None:
    found = column_after(NUMBER, values, "BinnerProcessor", "x", input="number", output="x", width=2.5)
    for value, label in zip(values, found, strict=True):
        if value is None or not math.isfinite(value):
            assert label is None
        elif abs(value) < 1e9:
            low, high = map(float, label.split(" to "))
            assert low <= value + 1e-6
            assert value < high + 1e-6
            assert high - low == pytest.approx(2.5)
    bins = [{"end": 0, "name": "below"}, {"start": 0, "end": 10}, {"start": 100}]
    named = column_after(NUMBER, values, "BinnerProcessor", "x", input="number", output="x", mode="CUSTOM", bins=bins)

    def wanted(value: float | None) -> str | None:
        if value is None:
            return None
        return "below" if value < 0 else "0 to 10" if value < 10 else "100 and above" if value >= 100 else None

    assert named == [wanted(value) for value in values]


@FEW
@given(numbers)
def test_a_range_is_forced(values: list[float | None]) -> None:
    forced = column_after(NUMBER, values, "MinMaxProcessor", "number", columns=["number"], lowerBound=-5, upperBound=7)
    assert forced == [None if v is None else min(7.0, max(-5.0, v)) for v in values]
    cleared = column_after(
        NUMBER, values, "MinMaxProcessor", "number", columns=["number"], lowerBound=-5, upperBound=7, clear=True
    )
    assert cleared == [v if v is not None and -5 <= v <= 7 else None for v in values]


@FEW
@given(st.lists(st.one_of(st.none(), st.integers(-1000, 1000)), min_size=1, max_size=8))
def test_scaling_as_pandas_does(whole: list[int | None]) -> None:
    series = pd.Series(whole, dtype="float64")
    span = series.max() - series.min()
    found = column_after(WHOLE, whole, "RescaleNumbers", "whole", columns=["whole"])
    wanted = (series - series.min()) / span if span else series * 0
    assert pd.Series(found, dtype="float64").to_list() == pytest.approx(wanted.to_list(), nan_ok=True)
    standard = column_after(WHOLE, whole, "RescaleNumbers", "whole", columns=["whole"], method="STANDARD")
    spread = series.std(ddof=0)
    wanted = (series - series.mean()) / spread if spread else series * 0
    assert pd.Series(standard, dtype="float64").to_list() == pytest.approx(wanted.to_list(), nan_ok=True, abs=1e-9)


@FEW
@given(st.lists(st.tuples(*[st.one_of(st.none(), st.integers(-50, 50))] * 2), max_size=6))
def test_arithmetic_as_pandas_does(rows: list[tuple[int | None, int | None]]) -> None:
    frame = pd.DataFrame(rows, columns=["number", "whole"], dtype="float64")
    a, b = frame["number"], frame["whole"]
    wanted = {
        "ADD": a + b,
        "SUBTRACT": a - b,
        "MULTIPLY": a * b,
        "DIVIDE": a / b.where(b != 0),
        "MEAN": frame.mean(axis=1, skipna=False),
        "MAX": frame.max(axis=1, skipna=False),
    }
    for operation, series in wanted.items():
        found = columns_after([NUMBER, WHOLE], [list(row) for row in rows], "ArithmeticOnColumns", ["x"],
                              columns=["number", "whole"], operation=operation, output="x")["x"]  # fmt: skip
        assert pd.Series(found, dtype="float64").to_list() == pytest.approx(series.to_list(), nan_ok=True)
    skipped = columns_after([NUMBER, WHOLE], [list(row) for row in rows], "ArithmeticOnColumns", ["x"],
                            columns=["number", "whole"], output="x", skipEmpty=True)["x"]  # fmt: skip
    assert pd.Series(skipped, dtype="float64").to_list() == pytest.approx(
        frame.sum(axis=1, min_count=1).to_list(), nan_ok=True
    )


def test_texts_that_are_numbers_are_reckoned_with() -> None:
    found = column_after(TEXT, [" 2 ", "x", "", None, "1e2"], "ArithmeticOnColumns", "x", columns=["text"], output="x")
    assert found == [2.0, None, None, None, 100.0]


@pytest.mark.parametrize(
    ("text", "measure", "wanted"),
    [
        ("1.2 km", "length", 1200.0),
        ("30cm", "length", 0.3),
        ("5,5 ft", "length", 1.6764),
        ("2 lb", "mass", 0.90718474),
        ("90 min", "time", 5400.0),
        ("1.5 GiB", "data", 1.5 * 2**30),
        ("12", "length", None),
        ("3 furlongs", "length", None),
        ("", "length", None),
    ],
)
def test_measures_come_to_one_unit(text: str, measure: str, wanted: float | None) -> None:
    found = column_after(TEXT, [text], "MeasureNormalize", "x", column="text", measure=measure, outputColumn="x")
    assert found == ([None] if wanted is None else pytest.approx([wanted]))


def test_true_becomes_false() -> None:
    found = column_after(TEXT, ["yes", "No", "1", " FALSE ", "perhaps", "", None], "NegateBoolean", "x",
                         column="text", output="x")  # fmt: skip
    assert found == [False, True, False, True, None, None, None]


@pytest.mark.parametrize(
    ("text", "every", "wanted"),
    [
        ("12 of -3.5 m", True, "[12.0,-3.5]"),
        ("1e3 x .5", True, "[1000.0,0.5]"),
        ("none", True, "[]"),
        ("none", False, None),
        ("v2 3", False, 2.0),
    ],
)
def test_numbers_are_found_in_texts(text: str, every: bool, wanted: Any) -> None:
    found = column_after(TEXT, [text], "NumberExtractor", "x", input="text", multipleValues=every, output="x")
    assert found == [wanted]


@pytest.mark.parametrize(
    ("type", "params", "sentence"),
    [
        ("MinMaxProcessor", {"columns": ["number"]}, "Give a lower or an upper bound"),
        (
            "MinMaxProcessor",
            {"columns": ["number"], "lowerBound": 2, "upperBound": 1},
            "upper bound is below the lower",
        ),
        ("BinnerProcessor", {"input": "number", "mode": "CUSTOM"}, "Write down at least one bin"),
        ("BinnerProcessor", {"input": "number", "mode": "CUSTOM", "bins": [{"start": 3, "end": 1}]}, "ends before it"),
        ("BinnerProcessor", {"input": "number", "width": 0}, "greater than 0"),
        ("MeasureNormalize", {"column": "number", "measure": "taste"}, "Choose one of: length"),
        ("ArithmeticOnColumns", {}, "Choose the columns"),
        ("RoundProcessor", {"appliesTo": "PATTERN", "appliesToPattern": "("}, "The pattern cannot be read"),
        ("RoundProcessor", {"appliesTo": "PATTERN", "appliesToPattern": "z"}, "No column's name matches"),
    ],
)
def test_what_cannot_be_done_is_said(type: str, params: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        column_after(NUMBER, [1.0], type, "number", **params)
