"""Distance between places."""

from typing import Literal

from sqlglot import exp

from atelier.tables.calls import decimal, is_null, new_name
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps import geo
from atelier.tables.steps.base import Effect, Step, StepParams, setting

_FIXED = {"field": "compareTo", "op": "eq", "value": "GEOPOINT"}


class GeoDistanceParams(StepParams):
    input1: str = setting("", label="From the point in", widget="column")
    compareTo: Literal["COLUMN", "GEOPOINT"] = setting(
        "COLUMN", label="To", options={"COLUMN": "Another column of points", "GEOPOINT": "A fixed place"}
    )
    input2: str = setting(
        "", label="Other column", widget="column", shown_if={"field": "compareTo", "op": "eq", "value": "COLUMN"}
    )
    refLatitude: float | None = setting(None, label="Latitude", help="In degrees, north above zero.", shown_if=_FIXED)
    refLongitude: float | None = setting(None, label="Longitude", help="In degrees, east above zero.", shown_if=_FIXED)
    outputUnit: Literal["KILOMETERS", "MILES"] = setting(
        "KILOMETERS", label="Unit", options={"KILOMETERS": "Kilometres", "MILES": "Miles"}
    )
    output: str = setting("distance", label="Output column", widget="new_column")


class GeoDistance(Step[GeoDistanceParams]):
    """Measure the shortest way over the earth, taken as a sphere, between two points, or from points to a fixed place.

    Points are texts such as POINT(2.35 48.85). The sphere differs from the earth's true shape by at most 0.6 %.
    """

    type = "GeoDistanceProcessor"
    label = "Distance between geo points"
    category = "geo"
    keywords = ("haversine", "kilometres", "miles", "coordinates", "gps", "near", "place")
    Params = GeoDistanceParams

    def sentence(self, params: GeoDistanceParams) -> str:
        to = f"“{params.input2}”" if params.compareTo == "COLUMN" else _words(params)
        unit = "km" if params.outputUnit == "KILOMETERS" else "miles"
        return f"Measure {unit} from “{params.input1}” to {to} into “{params.output}”"

    def apply(self, table: Relation, params: GeoDistanceParams, probe: Probe) -> Relation:
        kilometres = self._kilometres(table, params)
        if params.outputUnit == "MILES":
            kilometres = exp.Div(this=exp.paren(kilometres), expression=decimal(geo.KM_PER_MILE))
        name = new_name(params.output, "output")
        return table.with_columns([New(name, kilometres, "double", "decimal")], after=params.input1)

    def effect(self, table: Relation, params: GeoDistanceParams) -> Effect | None:
        measured = exp.not_(is_null(self._kilometres(table, params)))
        return Effect(measured, "{hits} of {rows} rows have points on both sides")

    def _kilometres(self, table: Relation, params: GeoDistanceParams) -> exp.Expr:
        start = geo.degrees(table, params.input1, "input1")
        if params.compareTo == "COLUMN":
            return geo.distance_km(start, geo.degrees(table, params.input2, "input2"))
        return geo.distance_km(start, geo.fixed(params.refLatitude, params.refLongitude))


def _words(params: GeoDistanceParams) -> str:
    if params.refLatitude is None or params.refLongitude is None:
        return "a place"
    return f"{params.refLatitude:g}, {params.refLongitude:g}"
