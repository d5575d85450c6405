"""Make points of latitudes and longitudes."""

from sqlglot import exp

from atelier.tables.calls import new_name, number_of
from atelier.tables.located import located
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps import geo
from atelier.tables.steps.base import Effect, Step, StepParams, setting
from atelier.tables.steps.choice import one_column


class GeoPointParams(StepParams):
    lat_column: str = setting("", label="Latitude", help="In degrees, north above zero.", widget="column")
    lon_column: str = setting("", label="Longitude", help="In degrees, east above zero.", widget="column")
    out_column: str = setting("location", label="Output column", widget="new_column")


class GeoPoint(Step[GeoPointParams]):
    """Make a point such as POINT(2.35 48.85), the longitude first, of a latitude and a longitude in degrees.

    The cell is empty where one of them is missing or lies beyond the earth's 90 and 180 degrees.
    """

    type = "GeoPointCreator"
    label = "Make geo point"
    category = "geo"
    keywords = ("latitude", "longitude", "coordinates", "gps", "wkt", "map", "place")
    Params = GeoPointParams

    def sentence(self, params: GeoPointParams) -> str:
        return f"Make points of “{params.lat_column}” and “{params.lon_column}” in “{params.out_column}”"

    def apply(self, table: Relation, params: GeoPointParams, probe: Probe) -> Relation:
        latitude, longitude = self._degrees(table, params)
        name = new_name(params.out_column, "out_column")
        return table.with_columns([New(name, geo.point(latitude, longitude), "string")], after=params.lon_column)

    def effect(self, table: Relation, params: GeoPointParams) -> Effect | None:
        return Effect(geo.is_place(*self._degrees(table, params)), "{hits} of {rows} rows name a place")

    def _degrees(self, table: Relation, params: GeoPointParams) -> tuple[exp.Expr, exp.Expr]:
        found = []
        for loc, name in (("lat_column", params.lat_column), ("lon_column", params.lon_column)):
            one_column(table, name, loc)
            with located(loc):
                found.append(number_of(table, name))
        return found[0], found[1]
