"""Lines."""

from atelier.charts.base import Well
from atelier.charts.measured import Measured


class Lines(Measured):
    """A line over dates, ranges or values for each figure or colour."""

    name = "lines"
    label = "Lines"
    description = "Shows how figures go over time or along a scale, a line for each colour."
    icon = "lines"
    place = 30
    wells = (
        Well("x", "X", "places", required=True, help="What the lines go along: best dates or numbers."),
        Well("measures", "Y", "measures", help="How high they are. Left empty: the number of rows."),
        Well("colour", "Colour", "places", help="A line for each of its values."),
    )
