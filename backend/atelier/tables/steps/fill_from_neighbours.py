"""Fill empty cells with the previous or next value."""

from typing import Any

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.schema import Column
from atelier.tables.calls import named
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps.base import Effect, Step, StepParams, setting
from atelier.tables.steps.choice import one_column
from atelier.tables.steps.emptiness import empty_cells, filled


class FillFromNeighboursParams(StepParams):
    columns: list[str] = setting([], label="Columns", widget="columns")
    up: bool = setting(False, label="With the next value", help="Off: with the previous one.")


class FillFromNeighbours(Step[FillFromNeighboursParams]):
    """Fill empty cells with the nearest value above them, or below them, in the order of the rows."""

    type = "UpDownFiller"
    label = "Fill empty cells with previous or next value"
    category = "values"
    keywords = ("missing", "forward fill", "backward fill", "ffill", "bfill", "impute", "blank")
    Params = FillFromNeighboursParams

    def sentence(self, params: FillFromNeighboursParams) -> str:
        return f"Fill empty cells of {named(params.columns)} with the {'next' if params.up else 'previous'} value"

    def apply(self, table: Relation, params: FillFromNeighboursParams, probe: Probe) -> Relation:
        names = [one_column(table, name, "columns") for name in dict.fromkeys(params.columns)]
        if not names:
            raise InvalidInput.at("columns", "Choose the columns.")
        if not params.up:
            # a window without an order follows the rows as they come, and keeps nothing in memory
            return table.with_columns([filled(table, name, _previous(table, name)) for name in names])
        place = table.new_field(Column(name="place", type="bigint", meaning="integer"))
        rows = exp.Window(this=exp.RowNumber()).as_(place.ref, quoted=True)
        numbered = table.query(lambda select: select.select(rows))
        made = [filled(numbered, name, _next(numbered, name, place.sql)) for name in names]
        return numbered.with_columns(made).query(lambda select: select.order_by(place.sql))

    def effect(self, table: Relation, params: FillFromNeighboursParams) -> Effect | None:
        return empty_cells(table, params.columns)

    def from_dss(self, params: dict[str, Any]) -> dict[str, Any]:
        if "column" in params and "columns" not in params:
            return {**params, "columns": [params["column"]]}
        return params


def _present(table: Relation, name: str) -> exp.Expr:
    return exp.Case(ifs=[exp.If(this=exp.not_(table.is_empty(name)), true=table.sql(name))])


def _previous(table: Relation, name: str) -> exp.Expr:
    frame = exp.WindowSpec(kind="ROWS", start="UNBOUNDED", start_side="PRECEDING", end="CURRENT ROW")
    return exp.Window(this=exp.IgnoreNulls(this=exp.LastValue(this=_present(table, name))), spec=frame)


def _next(table: Relation, name: str, place: exp.Expr) -> exp.Expr:
    frame = exp.WindowSpec(kind="ROWS", start="CURRENT ROW", end="UNBOUNDED", end_side="FOLLOWING")
    pick = exp.IgnoreNulls(this=exp.FirstValue(this=_present(table, name)))
    return exp.Window(this=pick, order=exp.Order(expressions=[place]), spec=frame)
