"""Histogram."""

from atelier.charts.base import ChartType, Drawn, Well
from atelier.charts.breakdown import by_places, demanded
from atelier.charts.definition import Chart, Measure
from atelier.charts.ground import Ground


class Histogram(ChartType):
    """How numbers are spread over bins with round edges."""

    name = "histogram"
    label = "Histogram"
    description = "Shows how the numbers of a column are spread, split by colour if wanted."
    icon = "histogram"
    place = 40
    wells = (
        Well("x", "X", "places", required=True, help="A column of numbers."),
        Well("colour", "Colour", "places", help="Splits each bar by another column."),
    )
    options = ("shares",)

    def draw(self, chart: Chart, ground: Ground) -> Drawn:
        x = demanded(chart.x, "x", self).model_copy(update={"group": "bins", "empty": False})
        measure = Measure(function="share" if chart.shares else "count")
        return by_places(chart.model_copy(update={"x": x, "measures": [measure]}), ground, self)
