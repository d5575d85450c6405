"""Take latitude and longitude out of points."""

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps import geo
from atelier.tables.steps.base import Effect, Step, StepParams, setting


class GeoDegreesParams(StepParams):
    column: str = setting("", label="Column", help="Of points such as POINT(2.35 48.85).", widget="column")
    lat_col: str = setting("latitude", label="Latitude into", help="Empty: no column.", widget="new_column")
    lon_col: str = setting("longitude", label="Longitude into", help="Empty: no column.", widget="new_column")


class GeoDegrees(Step[GeoDegreesParams]):
    """Take the latitude and the longitude out of points such as POINT(2.35 48.85), in degrees."""

    type = "GeoPointExtractor"
    label = "Extract latitude and longitude"
    category = "geo"
    keywords = ("coordinates", "gps", "wkt", "geo point", "map", "place")
    Params = GeoDegreesParams

    def sentence(self, params: GeoDegreesParams) -> str:
        what = " and ".join(w for w, n in (("latitude", params.lat_col), ("longitude", params.lon_col)) if n)
        return f"Extract {what or 'nothing yet'} from “{params.column}”"

    def apply(self, table: Relation, params: GeoDegreesParams, probe: Probe) -> Relation:
        names = [params.lat_col.strip(), params.lon_col.strip()]
        if not any(names):
            raise InvalidInput.at("lat_col", "Name a column for the latitude, the longitude, or both.")
        if names[0] == names[1]:
            raise InvalidInput.at("lon_col", "Latitude and longitude need a column each.")
        values = geo.degrees(table, params.column, "column")
        made = [
            New(name, exp.cast(value, "DOUBLE"), "double", "decimal")
            for name, value in zip(names, values, strict=True)
            if name
        ]
        return table.with_columns(made, after=params.column)

    def effect(self, table: Relation, params: GeoDegreesParams) -> Effect | None:
        return Effect(geo.is_point(table.text(params.column)), "{hits} of {rows} rows hold a point")
