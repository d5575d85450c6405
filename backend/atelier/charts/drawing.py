"""Drawing a chart over a table."""

from atelier.charts import registry
from atelier.charts.base import MOST_MARKS, Drawn
from atelier.charts.definition import Chart
from atelier.charts.ground import Ground
from atelier.tables.relation import Relation


def draw(chart: Chart, table: Relation) -> Drawn:
    """Return the marks of a chart; raises `InvalidInput` at the field of the chart that cannot be."""
    drawn = registry.get(chart.type).draw(chart, Ground(table).filtered(chart))
    if drawn.found > len(drawn.marks):
        drawn.notes.append(
            f"The first {MOST_MARKS:,} of {drawn.found:,} marks are drawn. Take wider bins or longer spans to see all."
        )
    return drawn
