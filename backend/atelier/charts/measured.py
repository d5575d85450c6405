"""Types of chart whose marks are figures at places."""

from sqlglot import exp

from atelier.charts.base import ChartType, Drawn, WellName
from atelier.charts.definition import Chart, Dimension, Measure
from atelier.charts.dimensions import grouped
from atelier.charts.frame import grouped_chart
from atelier.charts.ground import Ground
from atelier.charts.measures import figure_of, rank_key, values_of
from atelier.errors import InvalidInput


def demanded(dimension: Dimension | None, slot: WellName, type: ChartType) -> Dimension:
    """Return a dimension that a type cannot be without; raises `InvalidInput` at its well."""
    if dimension is None:
        label = next(well.label for well in type.wells if well.name == slot)
        raise InvalidInput.at((slot,), f"Choose a column for {label}: {type.label.lower()} cannot be drawn without.")
    return dimension


class Measured(ChartType):
    """A chart of figures at the places of its wells."""

    def measures(self, chart: Chart) -> list[Measure]:
        """Return the figures, the number of rows where the chart names none."""
        takes = next((well.takes for well in self.wells if well.name == "measures"), "measure")
        return (chart.measures or [Measure()])[: 1 if takes == "measure" else None]

    def values(self, chart: Chart, ground: Ground) -> dict[str, exp.Expr]:
        return values_of(self.measures(chart), ground)

    def rank(self, chart: Chart) -> str:
        return rank_key(self.measures(chart)[0], 0)

    def draw(self, chart: Chart, ground: Ground) -> Drawn:
        for well in self.wells:
            if well.required and well.name != "measures":
                demanded(getattr(chart, well.name), well.name, self)
        measures = self.measures(chart)
        if chart.colour is not None and len(measures) > 1:
            raise InvalidInput.at(
                ("measures", 1),
                "With a column for colour there is one figure.",
                hint="Remove the colour, or the other figures.",
            )
        return grouped_chart(
            [grouped(slot, one, ground) for slot, one in self.dimensions(chart).items()],
            measures,
            [figure_of(measure) for measure in measures],
            self.values(chart, ground),
            ground,
            rank=self.rank(chart),
        )
