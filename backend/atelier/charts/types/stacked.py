"""Stacked bars."""

from atelier.charts.base import Drawn, Well
from atelier.charts.definition import Chart
from atelier.charts.ground import Ground
from atelier.charts.measured import Measured
from atelier.errors import InvalidInput

_STACKABLE = ("count", "share", "sum")


class StackedBars(Measured):
    """The parts of each bar on top of one another, also as shares of the bar."""

    name = "stacked"
    label = "Stacked bars"
    description = "Shows what each bar is made of; with shares, all bars are equally long."
    icon = "stacked"
    place = 20
    wells = (
        Well("x", "X", "places", required=True, help="What the bars stand for."),
        Well("measures", "Y", "measure", help="What adds up: rows or a sum. Left empty: the number of rows."),
        Well("colour", "Colour", "places", required=True, help="The parts of each bar."),
    )
    options = ("horizontal", "shares")

    def draw(self, chart: Chart, ground: Ground) -> Drawn:
        if chart.measures and chart.measures[0].function not in _STACKABLE:
            raise InvalidInput.at(
                ("measures", 0, "function"),
                "Only counts, shares and sums can be stacked: other figures of parts do not add up.",
                hint="Choose a sum, or draw bars beside one another.",
            )
        return super().draw(chart, ground)
