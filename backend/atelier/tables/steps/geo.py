"""Places on the earth, for the steps that make, take apart and measure them: texts such as `POINT(2.35 48.85)` (WKT).

WKT gives the longitude first. A latitude beyond 90 or a longitude beyond 180 degrees is no place.
"""

import math

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.tables.calls import call, case, decimal, joined, only_if, text, whole
from atelier.tables.relation import Relation

EARTH_RADIUS_KM = 6371.0088  # the mean radius of IUGG's GRS 80
KM_PER_MILE = 1.609344

_NUMBER = r"([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)"
POINT = rf"^\s*(?i:POINT)\s*\(\s*{_NUMBER}\s+{_NUMBER}\s*\)\s*$"


def point(latitude: exp.Expr, longitude: exp.Expr) -> exp.Expr:
    """Return numbers of degrees as the text of a point; NULL where they are no place."""
    written = joined(
        text("POINT("), exp.cast(longitude, "VARCHAR"), text(" "), exp.cast(latitude, "VARCHAR"), text(")")
    )
    return only_if(is_place(latitude, longitude), written)


def degrees(table: Relation, name: str, loc: str) -> tuple[exp.Expr, exp.Expr]:
    """Return latitude and longitude of a column of points, NULL where a text is none; raises `InvalidInput`."""
    if not name:
        raise InvalidInput.at(loc, "Choose a column.")
    if not table.has(name):
        raise InvalidInput.at(loc, f"There is no column “{shown(name)}” here.")
    value = table.text(name)
    longitude, latitude = (
        exp.TryCast(this=call("regexp_extract", value, text(POINT), whole(n)), to=exp.DataType.build("DOUBLE"))
        for n in (1, 2)
    )
    fits = is_place(latitude, longitude)
    return only_if(fits, latitude), only_if(fits, longitude)


def is_place(latitude: exp.Expr, longitude: exp.Expr) -> exp.Expr:
    """Return the test whether degrees name a place."""
    bounds = ((latitude, 90.0), (longitude, 180.0))
    return exp.and_(
        *(exp.Between(this=exp.paren(one.copy()), low=decimal(-most), high=decimal(most)) for one, most in bounds)
    )


def distance_km(one: tuple[exp.Expr, exp.Expr], other: tuple[exp.Expr, exp.Expr]) -> exp.Expr:
    """Return the way over the sphere between two (latitude, longitude), in km, by the haversine formula.

    R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984): stable also for near points.
    """
    (lat_1, lon_1), (lat_2, lon_2) = (tuple(call("radians", each) for each in place) for place in (one, other))
    across = exp.Mul(
        this=exp.Mul(this=call("cos", lat_1), expression=call("cos", lat_2)), expression=_half_sine(lon_1, lon_2)
    )
    squared = exp.Add(this=_half_sine(lat_1, lat_2), expression=across)
    # rounding may take it past 1, where there is no arc; LEAST would make 1 of a place that is missing
    is_beyond = exp.GT(this=exp.paren(squared.copy()), expression=decimal(1.0))
    arc = call("asin", call("sqrt", case((is_beyond, decimal(1.0)), default=squared)))
    return exp.Mul(this=decimal(2 * EARTH_RADIUS_KM), expression=arc)


def fixed(latitude: float | None, longitude: float | None) -> tuple[exp.Expr, exp.Expr]:
    """Return a place that was given by hand; raises `InvalidInput` at `refLatitude` or `refLongitude`."""
    for loc, value, most, word in (
        ("refLatitude", latitude, 90, "latitude"),
        ("refLongitude", longitude, 180, "longitude"),
    ):
        if value is None:
            raise InvalidInput.at(loc, f"Give the {word} of the place, in degrees.")
        if not math.isfinite(value) or abs(value) > most:
            raise InvalidInput.at(loc, f"A {word} lies between -{most} and {most} degrees.")
    assert latitude is not None
    assert longitude is not None
    return decimal(latitude), decimal(longitude)


def is_point(value: exp.Expr) -> exp.Expr:
    """Return the test whether a text has the form of a point."""
    found = call("regexp_matches", value, text(POINT))
    return case((exp.Is(this=value.copy(), expression=exp.null()), exp.false()), default=found)


def _half_sine(one: exp.Expr, other: exp.Expr) -> exp.Expr:
    """Return the squared sine of half a difference (the haversine)."""
    half = exp.Div(this=exp.paren(exp.Sub(this=one.copy(), expression=other.copy())), expression=whole(2))
    return call("pow", call("sin", half), whole(2))
