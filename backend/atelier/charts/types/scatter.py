"""Scatter plot."""

from sqlglot import exp

from atelier.charts.base import MOST_MARKS, Axis, ChartType, Drawn, Well, number
from atelier.charts.definition import Chart, Dimension
from atelier.charts.dimensions import grouped
from atelier.charts.frame import axes_of, facts, placed
from atelier.charts.ground import Ground
from atelier.charts.measured import demanded


class Scatter(ChartType):
    """A point for each row."""

    name = "scatter"
    label = "Scatter plot"
    description = "A point for each row: how two columns of numbers go together."
    icon = "scatter"
    place = 50
    wells = (
        Well("x", "X", "numbers", required=True, help="A column of numbers or dates."),
        Well("y", "Y", "numbers", required=True, help="A column of numbers or dates."),
        Well("colour", "Colour", "places", help="The colour of each point."),
    )

    drawn_where = ("px IS NOT NULL", "py IS NOT NULL")

    def values(self, chart: Chart, ground: Ground) -> dict[str, exp.Expr]:
        x, y = demanded(chart.x, "x", self), demanded(chart.y, "y", self)
        return {"px": _value(x, "x", ground), "py": _value(y, "y", ground)}

    def draw(self, chart: Chart, ground: Ground) -> Drawn:
        x, y = demanded(chart.x, "x", self), demanded(chart.y, "y", self)
        axes = {"x": _axis(x, "x", ground), "y": _axis(y, "y", ground)}
        colour = [grouped("colour", chart.colour, ground)] if chart.colour is not None else []
        head = placed(colour, self.values(chart, ground), ground)
        at = "".join(f", {one.slot}_at, {one.slot}_text" for one in colour)
        # drawn by chance, but always the same ones: by a hash of the row's place among those taken
        found = ground.ask(
            f"{head}, points AS (SELECT *, row_number() OVER () AS n FROM placed "  # noqa: S608  # our names
            f"WHERE {' AND '.join(self.drawn_where)}), "
            f"chosen AS (SELECT *, count(*) OVER () AS all_of_them FROM points ORDER BY hash(n) LIMIT {MOST_MARKS}) "
            f"SELECT {facts(colour)}{at}, px, py, all_of_them FROM chosen ORDER BY n"
        )
        rows, more, begin = axes_of(colour, found)
        after = begin + 2 * len(colour)
        marks = [[*map(number, row[after : after + 2]), *([number(row[begin])] if colour else [])] for row in found]
        total = int(found[0][-1]) if found else 0
        drawn = Drawn(
            {**axes, **more},
            [],
            ["x", "y", *(one.slot for one in colour)],
            marks,
            rows=rows,
            used=total,
            found=len(marks),
        )
        if total > len(marks):
            drawn.notes.append(f"{MOST_MARKS:,} of {total:,} points are drawn, taken at random.")
        return drawn


def _axis(dimension: Dimension, slot: str, ground: Ground) -> Axis:
    column = ground.column(dimension.column, (slot, "column"))
    return Axis(column.name, column.name, "numbers", is_date=column.type == "date")


def _value(dimension: Dimension, slot: str, ground: Ground) -> exp.Expr:
    column = ground.column(dimension.column, (slot, "column"))
    if column.type == "date":
        return exp.cast(exp.Anonymous(this="epoch_ms", expressions=[ground.moment(column)]), "DOUBLE")
    return ground.number(column, (slot, "column"), "A scatter plot")
