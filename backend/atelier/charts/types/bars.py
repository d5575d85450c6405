"""Bars."""

from atelier.charts.base import ChartType, Drawn, Well
from atelier.charts.breakdown import by_places
from atelier.charts.definition import Chart
from atelier.charts.ground import Ground


class Bars(ChartType):
    """One bar for each place, beside one another for each figure or colour."""

    name = "bars"
    label = "Bars"
    description = "Compares figures between values, ranges or dates; colours stand beside one another."
    icon = "bars"
    place = 10
    wells = (
        Well("x", "X", "places", required=True, help="What the bars stand for."),
        Well("measures", "Y", "measures", help="How long they are. Left empty: the number of rows."),
        Well("colour", "Colour", "places", help="Splits each bar by another column."),
    )
    options = ("horizontal",)

    def draw(self, chart: Chart, ground: Ground) -> Drawn:
        return by_places(chart, ground, self)
