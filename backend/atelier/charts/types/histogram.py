"""Histogram."""

from atelier.charts.base import Well
from atelier.charts.definition import Chart, Dimension, Measure
from atelier.charts.measured import Measured


class Histogram(Measured):
    """How numbers are spread over bins with round edges."""

    name = "histogram"
    label = "Histogram"
    description = "Shows how the numbers of a column are spread, split by colour if wanted."
    icon = "histogram"
    place = 40
    wells = (
        Well("x", "X", "bins", required=True, help="A column of numbers."),
        Well("colour", "Colour", "places", help="Splits each bar by another column."),
    )
    options = ("shares",)

    def dimensions(self, chart: Chart) -> dict[str, Dimension]:
        found = super().dimensions(chart)
        return (
            {**found, "x": found["x"].model_copy(update={"group": "bins", "empty": False})} if "x" in found else found
        )

    def measures(self, chart: Chart) -> list[Measure]:
        return [Measure(function="share" if chart.shares else "count")]
