"""Heat map of a pivot."""

from atelier.charts.base import Well
from atelier.charts.measured import Measured


class Heat(Measured):
    """A table of two columns whose cells are coloured by a figure."""

    name = "heat"
    label = "Pivot table"
    description = "A cell for each pair of values, the darker the larger its figure."
    icon = "heat"
    place = 70
    wells = (
        Well("x", "Columns", "places", required=True, help="What stands across."),
        Well("y", "Rows", "places", required=True, help="What stands down."),
        Well("measures", "Cells", "measure", help="What the cells show. Left empty: the number of rows."),
    )
