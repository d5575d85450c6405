"""Box plots."""

from sqlglot import exp

from atelier.charts.base import MOST_MARKS, Axis, ChartType, Drawn, Figure, Well, number
from atelier.charts.definition import Chart
from atelier.charts.dimensions import Grouped, grouped
from atelier.charts.frame import axes_of, facts, placed
from atelier.charts.ground import Ground
from atelier.charts.measured import demanded

_FIGURES = ("low", "q1", "median", "q3", "high", "mean", "min", "max", "outliers", "rows")
_REACH = 1.5


class Boxes(ChartType):
    """Quartiles, whiskers and outliers of a column of numbers, at each place."""

    name = "boxes"
    label = "Box plots"
    description = "Compares how numbers are spread: median, quartiles, and whiskers of 1.5 times their distance."
    icon = "boxes"
    place = 60
    wells = (
        Well("x", "X", "places", help="A box for each of its values. Left empty: one box for all rows."),
        Well("y", "Y", "numbers", required=True, help="The column of numbers whose spread is shown."),
    )
    options = ("horizontal",)

    drawn_where = ("v IS NOT NULL",)

    def values(self, chart: Chart, ground: Ground) -> dict[str, exp.Expr]:
        y = demanded(chart.y, "y", self)
        return {"v": ground.number(ground.column(y.column, ("y", "column")), ("y", "column"), "A box plot")}

    def rank(self, chart: Chart) -> str:
        return "median(v)"

    def draw(self, chart: Chart, ground: Ground) -> Drawn:
        y = demanded(chart.y, "y", self)
        column = ground.column(y.column, ("y", "column"))
        dimensions = [grouped("x", chart.x, ground)] if chart.x is not None else []
        head = placed(dimensions, self.values(chart, ground), ground, rank=self.rank(chart))
        found = ground.ask(f"{head}, {_boxes(dimensions)} LIMIT {MOST_MARKS}")
        rows, axes, begin = axes_of(dimensions, found)
        after = begin + 2 * len(dimensions)
        marks = [[*([number(row[begin])] if dimensions else []), *map(number, row[after:-1])] for row in found]
        return Drawn(
            {**axes, "y": Axis(column.name, column.name, "numbers")},
            [Figure(column.name)],
            [*(one.slot for one in dimensions), *_FIGURES],
            marks,
            rows=rows,
            used=sum(int(row[-2]) for row in found),
            found=int(found[0][-1]) if found else 0,
        )


def _boxes(dimensions: list[Grouped]) -> str:
    """Return the rest of the query: quartiles first, then what lies within reach of them."""
    code, label = ("x_at", "x_text") if dimensions else ("0", "NULL")
    at = ", numbers.code, any_value(label)" if dimensions else ""
    near = f"v BETWEEN q1 - {_REACH} * (q3 - q1) AND q3 + {_REACH} * (q3 - q1)"
    return (
        f"numbers AS (SELECT {code} AS code, {label} AS label, v FROM placed WHERE v IS NOT NULL), "  # noqa: S608  # our names
        "quartiles AS (SELECT code, quantile_cont(v, 0.25) AS q1, median(v) AS q2, quantile_cont(v, 0.75) AS q3 "
        "FROM numbers GROUP BY code) "
        f"SELECT {facts(dimensions)}{at}, min(v) FILTER (WHERE {near}), any_value(q1), any_value(q2), any_value(q3), "
        f"max(v) FILTER (WHERE {near}), avg(v), min(v), max(v), count(*) FILTER (WHERE NOT ({near})), count(*), "
        "count(*) OVER () FROM numbers JOIN quartiles ON numbers.code IS NOT DISTINCT FROM quartiles.code "
        "GROUP BY numbers.code ORDER BY numbers.code NULLS LAST"
    )
