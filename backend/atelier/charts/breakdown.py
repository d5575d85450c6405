"""What most types share: figures at the places of X, split by colour."""

from atelier.charts.base import ChartType, Drawn
from atelier.charts.definition import Chart, Dimension
from atelier.charts.dimensions import grouped
from atelier.charts.frame import grouped_chart
from atelier.charts.ground import Ground
from atelier.charts.measures import figure_of, measures_of, values_of
from atelier.errors import InvalidInput


def demanded(dimension: Dimension | None, slot: str, type: ChartType) -> Dimension:
    """Return a dimension that a type cannot be without; raises `InvalidInput` at its well."""
    if dimension is None:
        label = next(well.label for well in type.wells if well.name == slot)
        raise InvalidInput.at((slot,), f"Choose a column for {label}: {type.label.lower()} cannot be drawn without.")
    return dimension


def by_places(
    chart: Chart, ground: Ground, type: ChartType, *, most: int | None = None, needs_colour: bool = False
) -> Drawn:
    """Return the figures of a chart at each place of X and colour; with a colour there is one figure."""
    dimensions = [grouped("x", demanded(chart.x, "x", type), ground)]
    if chart.colour is not None or needs_colour:
        dimensions.append(grouped("colour", demanded(chart.colour, "colour", type), ground))
        if len(chart.measures) > 1:
            raise InvalidInput.at(
                ("measures", 1),
                "With a column for colour there is one figure.",
                hint="Remove the colour, or the other figures.",
            )
    measures = measures_of(chart, most=most)
    figures = [figure_of(measure) for measure in measures]
    return grouped_chart(dimensions, measures, figures, values_of(measures, ground), ground)
