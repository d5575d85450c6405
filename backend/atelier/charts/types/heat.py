"""Heat map of a pivot."""

from atelier.charts.base import ChartType, Drawn, Well
from atelier.charts.breakdown import demanded
from atelier.charts.definition import Chart
from atelier.charts.dimensions import grouped
from atelier.charts.frame import grouped_chart
from atelier.charts.ground import Ground
from atelier.charts.measures import figure_of, measures_of, values_of


class Heat(ChartType):
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

    def draw(self, chart: Chart, ground: Ground) -> Drawn:
        dimensions = [
            grouped(slot, demanded(one, slot, self), ground) for slot, one in (("x", chart.x), ("y", chart.y))
        ]
        measures = measures_of(chart, most=1)
        return grouped_chart(
            dimensions, measures, [figure_of(one) for one in measures], values_of(measures, ground), ground
        )
