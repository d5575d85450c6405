"""Steps on places: points made, taken apart and measured as in plain Python."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tables.steps.drawn import sentence, step
from tests.tables.steps.trial import TEXT, column_after, columns_after

from atelier.errors import InvalidInput
from atelier.storage.schema import Column

FEW = settings(max_examples=12, deadline=None)
LATITUDE = Column(name="lat", type="double", meaning="decimal")
LONGITUDE = Column(name="lon", type="double", meaning="decimal")

latitudes = st.one_of(st.none(), st.sampled_from([0.0, 90.0, -90.0, 90.1, 1e-7, float("nan")]), st.floats(-90, 90))
longitudes = st.one_of(st.none(), st.sampled_from([0.0, 180.0, -180.0, 181.0, float("inf")]), st.floats(-180, 180))
places = st.lists(st.tuples(latitudes, longitudes), min_size=1, max_size=6)


def is_place(latitude: float | None, longitude: float | None) -> bool:
    if latitude is None or longitude is None or math.isnan(latitude) or math.isnan(longitude):
        return False
    return abs(latitude) <= 90 and abs(longitude) <= 180


def haversine_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    (lat_1, lon_1), (lat_2, lon_2) = (tuple(map(math.radians, place)) for place in (one, other))
    half = math.sin((lat_2 - lat_1) / 2) ** 2
    half += math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(half)))


def points(given: list[tuple[Any, Any]]) -> list[str | None]:
    rows = [list(one) for one in given]
    made = columns_after([LATITUDE, LONGITUDE], rows, "GeoPointCreator", ["p"], lat_column="lat", lon_column="lon",
                         out_column="p")  # fmt: skip
    return made["p"]


@FEW
@given(places)
def test_what_is_made_is_taken_apart_again(given: list[tuple[float | None, float | None]]) -> None:
    made = points(given)
    found = columns_after([TEXT], [[one] for one in made], "GeoPointExtractor", ["latitude", "longitude"],
                          column="text")  # fmt: skip
    wanted = [one if is_place(*one) else (None, None) for one in given]
    assert [one is None for one in made] == [not is_place(*one) for one in given]
    assert [_none(one) for one in zip(found["latitude"], found["longitude"], strict=True)] == wanted


def _none(pair: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(None if value is None or math.isnan(value) else value for value in pair)


@FEW
@given(places, places)
def test_distances_are_those_of_the_haversine_formula(
    starts: list[tuple[float | None, float | None]], ends: list[tuple[float | None, float | None]]
) -> None:
    pairs = list(zip(starts, ends, strict=False))
    rows = [list(pair) for pair in zip(points([a for a, _ in pairs]), points([b for _, b in pairs]), strict=True)]
    columns = [Column(name="from"), Column(name="to")]
    found = columns_after(columns, rows, "GeoDistanceProcessor", ["d"], input1="from", input2="to", output="d")["d"]
    for (start, end), distance in zip(pairs, found, strict=True):
        if is_place(*start) and is_place(*end):
            assert distance == pytest.approx(haversine_km(start, end), abs=1e-6)  # type: ignore[arg-type]
        else:
            assert distance is None or math.isnan(distance)


def test_a_distance_that_is_known() -> None:
    paris = "POINT(2.3522 48.8566)"
    params: dict[str, Any] = {"input1": "text", "compareTo": "GEOPOINT", "refLatitude": "51.5074", "output": "d"}
    found = column_after(TEXT, [paris], "GeoDistanceProcessor", "d", refLongitude="-0.1278", **params)
    assert found == [pytest.approx(343.56, abs=0.01)]  # London
    miles = column_after(TEXT, [paris], "GeoDistanceProcessor", "d", refLongitude=-0.1278, outputUnit="MILES", **params)
    assert miles == [pytest.approx(213.48, abs=0.01)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("POINT(2.35 48.85)", (48.85, 2.35)),
        (" point ( -1e1\t+.5 ) ", (0.5, -10.0)),
        ("POINT(2.35, 48.85)", None),
        ("POINT(200 10)", None),
        ("POINT Z(1 2 3)", None),
        ("LINESTRING(1 2, 3 4)", None),
        ("POINT(1 2) x", None),
        ("", None),
        (None, None),
    ],
)
def test_texts_that_are_points(text: str | None, wanted: tuple[float, float] | None) -> None:
    found = columns_after([TEXT], [[text]], "GeoPointExtractor", ["latitude", "longitude"], column="text")
    assert _none((found["latitude"][0], found["longitude"][0])) == (wanted or (None, None))


@pytest.mark.parametrize(
    ("type", "params", "at", "match"),
    [
        ("GeoPointCreator", {"lon_column": "text"}, "lat_column", "Choose a column"),
        ("GeoPointCreator", {"lat_column": "text", "lon_column": "nope"}, "lon_column", "no column “nope”"),
        ("GeoPointCreator", {"lat_column": "text", "lon_column": "text", "out_column": ""}, "out_column", "name"),
        ("GeoPointExtractor", {"column": "nope"}, "column", "no column “nope”"),
        ("GeoPointExtractor", {"column": "text", "lat_col": "", "lon_col": " "}, "lat_col", "Name a column for"),
        ("GeoPointExtractor", {"column": "text", "lat_col": "a", "lon_col": "a"}, "lon_col", "a column each"),
        ("GeoDistanceProcessor", {"input1": "text"}, "input2", "Choose a column"),
        ("GeoDistanceProcessor", {"input1": "text", "compareTo": "GEOPOINT"}, "refLatitude", "Give the latitude"),
        (
            "GeoDistanceProcessor",
            {"input1": "text", "compareTo": "GEOPOINT", "refLatitude": 1, "refLongitude": 181},
            "refLongitude",
            "A longitude lies between -180 and 180 degrees.",
        ),
    ],
)
def test_what_is_refused(type: str, params: dict[str, Any], at: str, match: str) -> None:
    with pytest.raises(InvalidInput, match=match) as caught:
        column_after(TEXT, ["x"], type, "text", **params)
    assert caught.value.fields[0].loc[-1] == at


def test_what_they_say() -> None:
    assert sentence(step("GeoPointCreator", lat_column="a", lon_column="b", out_column="c")) == (
        "Make points of “a” and “b” in “c”"
    )
    assert sentence(step("GeoPointExtractor", column="c", lon_col="")) == "Extract latitude from “c”"
    assert (
        sentence(step("GeoDistanceProcessor", input1="a", input2="b")) == "Measure km from “a” to “b” into “distance”"
    )
    fixed = step("GeoDistanceProcessor", input1="a", compareTo="GEOPOINT", refLatitude=1.5, refLongitude=2)
    assert sentence(fixed) == "Measure km from “a” to 1.5, 2 into “distance”"
