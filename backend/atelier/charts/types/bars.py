"""Bars."""

from atelier.charts.base import Well
from atelier.charts.measured import Measured


class Bars(Measured):
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
