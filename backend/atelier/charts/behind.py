"""The pictures behind a mark: those of the rows that it stands for."""

from collections.abc import Mapping
from dataclasses import dataclass

from atelier.charts import registry
from atelier.charts.definition import Chart
from atelier.charts.dimensions import grouped
from atelier.charts.frame import placed
from atelier.charts.ground import Ground
from atelier.errors import InvalidInput
from atelier.storage.schema import Column
from atelier.tables.relation import Relation

MOST_PICTURES = 60


@dataclass(frozen=True, slots=True)
class Behind:
    """Paths of pictures, at most `MOST_PICTURES` of the `total` that the rows of a mark name."""

    paths: list[str]
    total: int


def picture_column(table: Relation) -> Column | None:
    """Return the column that names pictures."""
    return next((column for column in table.columns if column.meaning == "picture_path"), None)


def pictures_behind(chart: Chart, table: Relation, at: Mapping[str, float | None]) -> Behind:
    """Return pictures of the rows at these codes of places (of a scatter plot: at these values of X and Y).

    Raises `InvalidInput` at the field of the chart that cannot be, and where no column names pictures.
    """
    column = picture_column(table)
    if column is None:
        raise InvalidInput(
            "No column here names pictures.", hint="Give the column of their paths the meaning Picture path."
        )
    kind = registry.get(chart.type)
    ground = Ground(table).filtered(chart)
    dimensions = [grouped(slot, one, ground) for slot, one in kind.dimensions(chart).items()]
    values = {**kind.values(chart, ground), "picture": ground.text(column, ())}
    tests = ["picture IS NOT NULL", *kind.drawn_where]
    tests += [f"p{name} = {_literal(at[name])}" for name in ("x", "y") if name in at and f"p{name}" in values]
    for one in dimensions:
        if one.slot in at:
            tests.append(f"CAST({one.slot}_at AS DOUBLE) IS NOT DISTINCT FROM {_literal(at[one.slot])}")
    found = ground.ask(
        f"{placed(dimensions, values, ground, rank=kind.rank(chart))} SELECT picture, count(*) OVER () FROM placed "  # noqa: S608  # our names
        f"WHERE {' AND '.join(tests)} LIMIT {MOST_PICTURES}"
    )
    return Behind([str(row[0]) for row in found], int(found[0][1]) if found else 0)


def _literal(value: float | None) -> str:
    return "NULL" if value is None else f"CAST('{float(value)!r}' AS DOUBLE)"
